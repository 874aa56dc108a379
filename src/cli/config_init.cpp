#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awl/linter.h"
#include "awl/list.h"
#include "base/strings.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/yaml_text.h"
#include "config/names.h"
#include "engine/runner.h"
#include "parse/parse.h"

namespace awl {
namespace {

// Options that a list has decided without saying so. Each choice is tried with the rule itself: the
// one that the list breaks least is what it does.
struct Decision {
  std::string_view rule;
  std::string_view option;
};
constexpr Decision kDecisions[] = {
    {"style-list-marker", "marker"},
    {"style-list-indent", "nested"},
    {"style-ordered-numbering", "style"},
    {"style-ordered-delimiter", "delimiter"},
    {"style-emphasis", "marker"},
    {"style-strong", "marker"},
    {"style-code-fence", "style"},
    {"entry-separator", "separator"},
    {"entry-description-punctuation", "mode"},
};
// Choices that leave the decision open.
constexpr std::string_view kOpen[] = {"consistent", "majority", "keep", "none", "any", "off"};

// Options that make room for what a list does, tried one after the other.
struct Allowance {
  std::string_view rule;
  std::string_view option;
  std::string_view value;
  std::size_t worth;  // how many findings fewer show that the list means it
};
constexpr Allowance kAllowances[] = {
    {"badge-awesome", "required", "false", 1},
    {"duplicate-link", "allow-dual-listing", "true", 5},
    {"duplicate-link", "scope", "section", 5},
    {"heading-skip-level", "first-level", "2", 1},
    {"heading-skip-level", "first-level", "3", 1},
    {"heading-skip-level", "first-level", "4", 1},
    {"heading-title", "required", "false", 1},
    {"heading-title", "prefix", "", 1},
    {"heading-title", "title-case", "false", 1},
    {"heading-title", "single", "false", 2},
    {"toc-depth", "depth", "3", 2},
    {"toc-depth", "depth", "4", 2},
};

// What entries look like, the strictest first: the first that the list follows is what it does.
constexpr std::string_view kTemplates[] = {
    "{link} - {description} {license:code} {language:code}",
    "{link} - {description}. [{license}]{? [website]({url})}",
    "{link} - {description}.",
    "{link}: {description}.",
    "{link} – {description}.",
    "{link} — {description}.",
    "**{link}** - {description}.",
    "{link}{? - {description}.}",
    "{link} - {description}",
    "{link}: {description}",
    "{link} – {description}",
    "{link} — {description}",
};

// What names may be sorted by.
constexpr std::string_view kSigns[] = {"skip-leading", "keep", "skip"};
// A list in order has one entry of so many out of place at most, and is no shorter.
constexpr std::size_t kSortedOf = 20;
// So many sections may be exceptions from that.
constexpr std::size_t kMostSections = 20;

// Below this share of what the worst choice finds, a choice is what the list does.
constexpr double kClear = 0.1;
// A rule that finds more than this is work for a day of its own.
constexpr std::size_t kMuch = 4;
// What is no error, and done more often than this, is done on purpose.
constexpr std::size_t kSlips = 1;
constexpr std::size_t kEntriesForEachMore = 400;
// A choice that fewer places speak for is none.
constexpr std::size_t kEnough = 10;

std::size_t PlacesOf(const Diagnostic& diagnostic) {
  return std::max<std::size_t>(1, diagnostic.related.size());
}

// What is wrong whatever a list decides, however often it is.
bool IsNoDecision(const RuleInfo& rule) {
  for (const std::string_view group : {"encoding", "anchor", "suppression"}) {
    if (rule.group == group) return true;
  }
  // Different things may have one name.
  if (rule.name == "duplicate-entry-name") return false;
  return rule.severity == Severity::kError && (rule.group == "link" || rule.group == "duplicate");
}

struct Pinned {
  RuleSetting setting;
  std::string why;
};

// A choice between styles that the list makes one way here and another there.
struct Undecided {
  std::string_view rule;
  std::size_t most = 0;    // places that follow the most frequent style
  std::size_t others = 0;  // places that do not
};

struct TurnedOff {
  const RuleInfo* rule;
  std::size_t count = 0;
  bool fixable = false;
  std::string why = {};
};

// Looks at one list.
class ListStudy {
 public:
  explicit ListStudy(std::shared_ptr<const Source> source)
      : document_(Parse(std::move(source))), list_(*document_) {}

  std::size_t entry_count() const { return list_.entries().size(); }

  // Finds out what the list does.
  void Look() {
    for (const Decision& decision : kDecisions) Try(decision);
    for (std::size_t i = 0; i < std::size(kAllowances);) {
      const std::size_t begin = i;
      while (i < std::size(kAllowances) && kAllowances[i].rule == kAllowances[begin].rule) ++i;
      Allow(std::span(kAllowances).subspan(begin, i - begin));
    }
    LookAtContentsName();
    LookAtOrder();
    LookAtEntries();
  }

  const std::vector<Pinned>& pinned() const { return pinned_; }
  const std::vector<Undecided>& undecided() const { return undecided_; }
  // Globs of the sections that are in no order, where most are sorted.
  const std::vector<std::string>& unsorted() const { return unsorted_; }

 private:
  void Try(const Decision& decision) {
    const RuleInfo* rule = FindRule(decision.rule);
    const OptionInfo* option = FindOption(rule, decision.option);
    if (option == nullptr || option->type != OptionType::kEnum) return;
    RuleSetting best;
    std::size_t fewest = ~std::size_t{0};
    std::size_t most = 0;
    for (std::string_view rest = option->choices;;) {
      const std::size_t bar = rest.find('|');
      const std::string_view choice = rest.substr(0, bar);
      if (std::find(std::begin(kOpen), std::end(kOpen), choice) == std::end(kOpen)) {
        RuleSetting setting{.name = std::string(rule->name), .level = Level::kWarning};
        SetOption(*option, choice, &setting);
        const std::size_t found = CountWith(setting);
        most = std::max(most, found);
        if (found < fewest) {
          fewest = found;
          best = std::move(setting);
        }
      }
      if (bar == std::string_view::npos) break;
      rest.remove_prefix(bar + 1);
    }
    // A choice without a rival says nothing.
    if (most < kEnough || fewest == most) return;
    if (static_cast<double>(fewest) > kClear * static_cast<double>(most)) {
      undecided_.push_back({rule->name, most, fewest});
      return;
    }
    // Where a rule is not in the profile, its option alone would turn nothing on.
    if ((rule->profiles & kRecommended) != 0) best.level.reset();
    pinned_.push_back({std::move(best),
                       fewest == 0 ? Cat("all ", most) : Cat(most, " so, ", fewest, " otherwise")});
  }

  // All of `allowances` are of one rule.
  void Allow(std::span<const Allowance> allowances) {
    const RuleInfo* rule = FindRule(allowances.front().rule);
    if (rule == nullptr) return;
    RuleSetting setting{.name = std::string(rule->name)};
    const std::size_t before = CountWith(setting);
    std::size_t count = before;
    for (const Allowance& allowance : allowances) {
      if (count < allowance.worth) continue;
      const OptionInfo* option = FindOption(rule, allowance.option);
      if (option == nullptr) continue;
      RuleSetting wider = setting;
      SetOption(*option, allowance.value, &wider);
      const std::size_t found = CountWith(wider);
      if (found + allowance.worth > count) continue;
      setting = std::move(wider);
      count = found;
    }
    if (setting.options.empty()) return;
    const std::size_t fewer = before - count;
    pinned_.push_back({std::move(setting), Cat("else ", Counted(fewer, "finding"), " more")});
  }

  // The contents' own name, where the rule would want another.
  void LookAtContentsName() {
    const OptionInfo* option = FindOption(FindRule("toc-heading"), "names");
    if (option == nullptr || list_.contents() == nullptr || list_.contents()->heading == kNoNode) {
      return;
    }
    RuleSetting setting{.name = "toc-heading"};
    OptionValue& value = setting.options.emplace_back();
    value.name = option->name;
    const Node& heading = (*document_)[list_.contents()->heading];
    value.texts.emplace_back(document_->heading(heading).text);
    pinned_.push_back({std::move(setting), ""});
  }

  // The template that at least nine of ten entries follow.
  void LookAtEntries() {
    std::size_t with_link = 0;
    for (const Entry& entry : list_.entries()) {
      const bool row =
          entry.item != kNoNode && (*document_)[entry.item].kind == NodeKind::kTableRow;
      with_link += entry.link != kNoNode && !row;
    }
    if (with_link < kEnough || 2 * with_link < entry_count()) return;
    for (const std::string_view text : kTemplates) {
      RuleSetting setting{.name = "entry-grammar"};
      OptionValue& value = setting.options.emplace_back();
      value.name = "template";
      value.text = text;
      const std::size_t others = CountWith(setting);
      if (static_cast<double>(others) > kClear * static_cast<double>(with_link)) continue;
      pinned_.push_back({std::move(setting),
                         others == 0 ? Cat("all ", with_link)
                                     : Cat(with_link, " entries, ", Counted(others, "fault"))});
      return;
    }
  }

  // Is the list sorted by name, or are most of its sections?
  void LookAtOrder() {
    const RuleInfo* rule = FindRule("entry-sort");
    const OptionInfo* option = FindOption(rule, "signs");
    const std::size_t entries = entry_count();
    if (option == nullptr || entries < kSortedOf) return;
    RuleSetting best;
    std::vector<Diagnostic> fewest;
    for (const std::string_view signs : kSigns) {
      RuleSetting setting{.name = std::string(rule->name), .level = Level::kWarning};
      if (signs != option->default_value) SetOption(*option, signs, &setting);
      std::vector<Diagnostic> found = CheckWith(setting);
      if (!best.name.empty() && found.size() >= fewest.size()) continue;
      fewest = std::move(found);
      best = std::move(setting);
    }
    if (fewest.size() * kSortedOf <= entries) {
      const std::string count = fewest.empty() ? "none" : Cat(fewest.size());
      pinned_.push_back({std::move(best), Cat(count, " of ", entries, " out of place")});
    } else if (LookAtOrderOfSections(fewest)) {
      pinned_.push_back({std::move(best), ""});
    }
  }

  // Fills `unsorted_`, unless that would be most of the list.
  bool LookAtOrderOfSections(const std::vector<Diagnostic>& found) {
    std::vector<std::size_t> out_of_place(list_.sections().size());
    for (const Diagnostic& diagnostic : found) {
      ++out_of_place[list_.SectionAt(diagnostic.range.begin)];
    }
    std::size_t sorted = 0;
    std::size_t others = 0;
    std::vector<std::string> unsorted;
    for (SectionId id = 0; id < list_.sections().size(); ++id) {
      const Section& section = list_.section(id);
      const std::size_t count = section.entries.size();
      const bool in_order = out_of_place[id] * kSortedOf <= count;
      // A few entries are in order by chance.
      if (count >= kEnough) (in_order ? sorted : others) += count;
      if (in_order) continue;
      if (section.heading == kNoNode) return false;
      unsorted.push_back(EscapedGlob(document_->heading((*document_)[section.heading]).text));
    }
    if (sorted <= others || unsorted.size() > kMostSections) return false;
    unsorted_ = std::move(unsorted);
    return true;
  }

  static std::string EscapedGlob(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (std::string_view("*?[]{}!\\").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
    return out;
  }

  static const OptionInfo* FindOption(const RuleInfo* rule, std::string_view name) {
    if (rule == nullptr) return nullptr;
    const auto option = std::find_if(rule->options.begin(), rule->options.end(),
                                     [&](const OptionInfo& info) { return info.name == name; });
    return option == rule->options.end() ? nullptr : &*option;
  }

  static void SetOption(const OptionInfo& option, std::string_view value, RuleSetting* setting) {
    auto set = std::find_if(setting->options.begin(), setting->options.end(),
                            [&](const OptionValue& old) { return old.name == option.name; });
    if (set == setting->options.end()) set = setting->options.emplace(set);
    ParseOptionValue(option, value, &*set);
  }

  std::size_t CountWith(const RuleSetting& setting) const {
    std::size_t count = 0;
    for (const Diagnostic& diagnostic : CheckWith(setting)) count += PlacesOf(diagnostic);
    return count;
  }

  std::vector<Diagnostic> CheckWith(const RuleSetting& setting) const {
    Config config;
    config.rules.push_back(setting);
    config.select.push_back(setting.name);
    const Linter linter(config);
    std::vector<Diagnostic> found = linter.Check({.document = *document_, .list = list_});
    const RuleInfo* rule = FindRule(setting.name);
    found.erase(std::remove_if(found.begin(), found.end(),
                               [&](const Diagnostic& other) { return other.rule != rule->name; }),
                found.end());
    // What views the rule's name must outlive the linter's config.
    for (Diagnostic& diagnostic : found) diagnostic.rule = rule->name;
    return found;
  }

  std::unique_ptr<const Document> document_;
  List list_;
  std::vector<Pinned> pinned_;
  std::vector<Undecided> undecided_;
  std::vector<std::string> unsorted_;
};

// One `awl config init`.
class InitCommand {
 public:
  InitCommand(const ConfigOptions& options, Context& context)
      : options_(options), context_(context) {}

  int Run() {
    const Result<std::string> target = Target();
    if (!target) return Fail(context_, target.error().message);

    config_.profile = Profile::kRecommended;
    if (!Measure()) return kExitFailure;
    const std::size_t before = total_;
    ListStudy study(source_);
    study.Look();
    pinned_ = study.pinned();
    for (const Pinned& pinned : pinned_) config_.rules.push_back(pinned.setting);
    if (!study.unsorted().empty()) {
      config_.overrides.push_back(
          {.sections = study.unsorted(), .rules = {{.name = "entry-sort", .level = Level::kOff}}});
    }
    if (!Measure()) return kExitFailure;
    TurnOff(study);
    if (!Measure()) return kExitFailure;

    const std::string text = ConfigText();
    if (options_.print) return context_.out.Write(text) ? kExitClean : kExitFailure;
    const Result<FileIdentity> written = context_.files.Write(*target, text);
    if (!written) return Fail(context_, Cat(*target, ": ", written.error().message));
    const std::string said =
        Cat("Wrote ", *target, ": ", path_, " has ", Counted(total_, "finding"), " with it, and ",
            before, " without.\n");
    return context_.out.Write(said) ? kExitClean : kExitFailure;
  }

 private:
  // Where the config is to be written.
  Result<std::string> Target() const {
    const std::string folder(context_.files.KindOf(options_.path) == FileKind::kFolder
                                 ? options_.path
                                 : FolderOf(options_.path));
    std::string target = JoinPath(folder, ".awl.yaml");
    for (const std::string_view name : {".awl.yaml", "awl.yaml"}) {
      const std::string path = JoinPath(folder, name);
      if (context_.files.KindOf(path) == FileKind::kMissing) continue;
      if (!options_.force && !options_.print) {
        return Error{Cat(path, ": exists; --force replaces it, --print writes nothing")};
      }
      target = path;
    }
    return target;
  }

  // Runs all rules with the config so far, over the list as `awl check` would.
  bool Measure() {
    const Linter linter(config_);
    counts_.clear();
    fixable_.clear();
    total_ = 0;
    RunOptions run;
    if (!options_.path.empty()) run.paths.push_back(options_.path);
    bool ok = true;
    bool first = true;
    const RunResult result = awl::Run(linter, context_.files, run, [&](FileReport report) {
      if (report.source == nullptr) {
        ok = false;
        Fail(context_, Cat(report.path, ": ", report.error));
      }
      if (!first || report.source == nullptr) return ok;
      // Of a folder the first list decides.
      first = !report.is_list;
      source_ = report.source;
      path_ = report.path;
      for (const Diagnostic& diagnostic : report.diagnostics) Count(diagnostic);
      return ok;
    });
    for (const std::string& error : result.errors) {
      ok = false;
      Fail(context_, error);
    }
    return ok && source_ != nullptr;
  }

  void Count(const Diagnostic& diagnostic) {
    if (diagnostic.caused_by) return;
    ++total_;
    const std::string rule(diagnostic.rule);
    ++counts_[rule];
    if (diagnostic.fix && diagnostic.fix->applicability == Applicability::kSafe) {
      fixable_[rule] += 1;
    }
  }

  // How often a rule may find something before it is turned off.
  static std::size_t MuchOf(const RuleInfo& rule, const ListStudy& study) {
    if (rule.severity != Severity::kError && rule.name != "entry-sort") return kSlips;
    return kMuch + study.entry_count() / kEntriesForEachMore;
  }

  void TurnOff(const ListStudy& study) {
    for (const auto& [name, count] : counts_) {
      const RuleInfo* rule = FindRule(name);
      if (rule == nullptr) continue;
      TurnedOff off{rule, count, fixable_[name] > 0};
      for (const Undecided& undecided : study.undecided()) {
        if (undecided.rule != name) continue;
        off.why = Cat(undecided.most, " so, ", undecided.others, " otherwise");
      }
      // How it looks, whether or not that is layout alone.
      if (rule->layout || rule->group == "style") {
        layout_.push_back(std::move(off));
      } else if (!off.why.empty() || (count > MuchOf(*rule, study) && !IsNoDecision(*rule))) {
        off_.push_back(std::move(off));
      } else {
        continue;
      }
      config_.rules.push_back({.name = name, .level = Level::kOff});
    }
    for (std::vector<TurnedOff>* rules : {&layout_, &off_}) {
      std::stable_sort(rules->begin(), rules->end(),
                       [](const TurnedOff& a, const TurnedOff& b) { return a.count > b.count; });
    }
  }

  std::string ConfigText() const {
    std::string out = Cat(
        "# Made by awl config init from what ", path_, " does. `awl explain RULE` tells what a\n",
        "# rule is about, `awl config show` all that holds.\n\nextends: recommended\n");
    std::string rules;
    for (const Pinned& pinned : pinned_) {
      if (IsOff(pinned)) continue;
      rules += Cat("  ", pinned.setting.name, ": ", ValuesOf(pinned),
                   pinned.why.empty() ? "" : "  # ", pinned.why, "\n");
    }
    if (!rules.empty()) rules.insert(0, "  # What the list does already.\n");
    if (!layout_.empty()) {
      rules += Cat(rules.empty() ? "" : "\n",
                   "  # Layout: drop these lines, and `awl format` puts most of it right.\n");
      for (const TurnedOff& off : layout_) {
        rules +=
            Cat("  ", off.rule->name, ": ", Off(off), "  # ", Counted(off.count, "finding"), "\n");
      }
    }
    if (!off_.empty()) {
      rules +=
          Cat(rules.empty() ? "" : "\n",
              "  # What would be found often: take these on one by one, and drop the \"off\".\n");
    }
    for (const TurnedOff& off : off_) rules += OffText(off);
    if (!rules.empty()) out += Cat("\nrules:\n", rules);
    return out + OverridesText();
  }

  // Where the order does not hold, unless it holds nowhere.
  std::string OverridesText() const {
    const bool off = std::any_of(off_.begin(), off_.end(), [](const TurnedOff& other) {
      return other.rule->name == "entry-sort";
    });
    if (config_.overrides.empty() || off) return {};
    return Cat("\noverrides:\n  # In no order.\n  - sections: ",
               YamlList(config_.overrides.front().sections), "\n    rules: {entry-sort: off}\n");
  }

  bool IsOff(const Pinned& pinned) const {
    const auto is_it = [&](const TurnedOff& off) { return off.rule->name == pinned.setting.name; };
    return std::any_of(off_.begin(), off_.end(), is_it) ||
           std::any_of(layout_.begin(), layout_.end(), is_it);
  }

  // "off", with what the list does.
  std::string Off(const TurnedOff& off) const {
    for (const Pinned& pinned : pinned_) {
      if (pinned.setting.name != off.rule->name) continue;
      if (!pinned.setting.options.empty()) return Cat("{severity: off, ", OptionsOf(pinned), "}");
    }
    return "off";
  }

  std::string OffText(const TurnedOff& off) const {
    const std::string list = options_.path.empty() ? "" : Cat(" ", ShellQuoted(options_.path));
    return Cat("  # ", Counted(off.count, "finding"), ": ", off.rule->summary,
               off.why.empty() ? "" : ": ", off.why, ".\n  # awl check ",
               off.fixable ? "--fix " : "", "--select ", off.rule->name, list, "\n  ",
               off.rule->name, ": ", Off(off), "\n");
  }

  static std::string ValuesOf(const Pinned& pinned) {
    if (!pinned.setting.level) return Cat("{", OptionsOf(pinned), "}");
    const std::string_view level = NameOf(*pinned.setting.level);
    if (pinned.setting.options.empty()) return std::string(level);
    return Cat("{severity: ", level, ", ", OptionsOf(pinned), "}");
  }

  static std::string OptionsOf(const Pinned& pinned) {
    std::string out;
    for (const OptionValue& value : pinned.setting.options) {
      for (const OptionInfo& info : FindRule(pinned.setting.name)->options) {
        if (info.name != value.name) continue;
        out += Cat(out.empty() ? "" : ", ", info.name, ": ", YamlValue(info.type, value));
      }
    }
    return out;
  }

  const ConfigOptions& options_;
  Context& context_;
  Config config_;
  std::shared_ptr<const Source> source_;
  std::string path_;
  std::size_t total_ = 0;
  std::map<std::string, std::size_t> counts_;   // findings by rule
  std::map<std::string, std::size_t> fixable_;  // findings with a safe fix by rule
  std::vector<Pinned> pinned_;
  std::vector<TurnedOff> layout_;
  std::vector<TurnedOff> off_;
};

}  // namespace

int RunConfigInit(const ConfigOptions& options, Context& context) {
  return InitCommand(options, context).Run();
}

}  // namespace awl
