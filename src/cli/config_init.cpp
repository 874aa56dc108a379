#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
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
    {"entry-sort", "mode"},
};
// Choices that leave the decision open.
constexpr std::string_view kOpen[] = {"consistent", "majority", "keep", "none", "any", "off"};

// Below this share of what the worst choice finds, a choice is what the list does.
constexpr double kClear = 0.1;
// A rule that finds more than this is work for a day of its own.
constexpr std::size_t kMuch = 4;
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
  return rule.severity == Severity::kError && (rule.group == "link" || rule.group == "duplicate");
}

struct Pinned {
  RuleSetting setting;
  std::size_t against = 0;  // places that do otherwise
  std::size_t most = 0;     // what the worst choice found
};

struct TurnedOff {
  const RuleInfo* rule;
  std::size_t count = 0;
  bool fixable = false;
};

// Looks at one list.
class ListStudy {
 public:
  explicit ListStudy(std::shared_ptr<const Source> source)
      : document_(Parse(std::move(source))), list_(*document_) {}

  std::size_t entry_count() const { return list_.entries().size(); }

  std::vector<Pinned> Pin() const {
    std::vector<Pinned> out;
    for (const Decision& decision : kDecisions) {
      if (std::optional<Pinned> pinned = Try(decision)) out.push_back(std::move(*pinned));
    }
    if (std::optional<Pinned> name = ContentsName()) out.push_back(std::move(*name));
    return out;
  }

 private:
  std::optional<Pinned> Try(const Decision& decision) const {
    const RuleInfo* rule = FindRule(decision.rule);
    if (rule == nullptr) return std::nullopt;
    const OptionInfo* option = nullptr;
    for (const OptionInfo& info : rule->options) {
      if (info.name == decision.option && info.type == OptionType::kEnum) option = &info;
    }
    if (option == nullptr) return std::nullopt;

    std::optional<Pinned> best;
    std::size_t most = 0;
    std::size_t tried = 0;
    for (std::string_view rest = option->choices;;) {
      const std::size_t bar = rest.find('|');
      const std::string_view choice = rest.substr(0, bar);
      if (std::find(std::begin(kOpen), std::end(kOpen), choice) == std::end(kOpen)) {
        ++tried;
        RuleSetting setting{.name = std::string(rule->name), .level = Level::kWarning};
        ParseOptionValue(*option, choice, &setting.options.emplace_back());
        const std::size_t found = CountWith(setting);
        most = std::max(most, found);
        setting.level.reset();
        if (!best || found < best->against) best = Pinned{std::move(setting), found, 0};
      }
      if (bar == std::string_view::npos) break;
      rest.remove_prefix(bar + 1);
    }
    if (!best) return std::nullopt;
    // A choice without a rival is measured against the entries: only an order is about all of them.
    if (tried == 1 && decision.rule != "entry-sort") return std::nullopt;
    if (tried == 1) most = entry_count();
    best->most = most;
    if (most < kEnough || static_cast<double>(best->against) > kClear * static_cast<double>(most)) {
      return std::nullopt;
    }
    // Where a rule is not in the profile, its option alone would turn nothing on.
    if ((rule->profiles & kRecommended) == 0) best->setting.level = Level::kWarning;
    return best;
  }

  std::size_t CountWith(const RuleSetting& setting) const {
    Config config;
    config.rules.push_back(setting);
    config.select.push_back(setting.name);
    const Linter linter(config);
    std::size_t count = 0;
    for (const Diagnostic& diagnostic : linter.Check({.document = *document_, .list = list_})) {
      if (diagnostic.rule == setting.name) count += PlacesOf(diagnostic);
    }
    return count;
  }

  // The contents' own name, where the rule would want another.
  std::optional<Pinned> ContentsName() const {
    const RuleInfo* rule = FindRule("toc-heading");
    if (rule == nullptr || list_.contents() == nullptr || list_.contents()->heading == kNoNode) {
      return std::nullopt;
    }
    for (const OptionInfo& info : rule->options) {
      if (info.name != "names" || info.type != OptionType::kStrings) continue;
      RuleSetting setting{.name = std::string(rule->name)};
      OptionValue& value = setting.options.emplace_back();
      value.name = info.name;
      const Node& heading = (*document_)[list_.contents()->heading];
      value.texts.emplace_back(document_->heading(heading).text);
      return Pinned{std::move(setting), 0, 0};
    }
    return std::nullopt;
  }

  std::unique_ptr<const Document> document_;
  List list_;
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
    const ListStudy study(source_);
    pinned_ = study.Pin();
    for (const Pinned& pinned : pinned_) config_.rules.push_back(pinned.setting);
    if (!Measure()) return kExitFailure;
    TurnOffBulk(study.entry_count());
    if (!Measure()) return kExitFailure;

    const std::string text = ConfigText();
    if (options_.print) return context_.out.Write(text) ? kExitClean : kExitFailure;
    const Result<FileIdentity> written = context_.files.Write(*target, text);
    if (!written) return Fail(context_, Cat(*target, ": ", written.error().message));
    const std::string said =
        Cat("Wrote ", *target, ": ", path_, " has ", total_, total_ == 1 ? " finding" : " findings",
            " with it, and ", before, " without.\n");
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

  void TurnOffBulk(std::size_t entries) {
    const std::size_t much = kMuch + entries / kEntriesForEachMore;
    for (const auto& [name, count] : counts_) {
      const RuleInfo* rule = FindRule(name);
      if (rule == nullptr || count <= much || IsNoDecision(*rule)) continue;
      off_.push_back({rule, count, fixable_[name] > 0});
      config_.rules.push_back({.name = name, .level = Level::kOff});
    }
    std::stable_sort(off_.begin(), off_.end(),
                     [](const TurnedOff& a, const TurnedOff& b) { return a.count > b.count; });
  }

  std::string ConfigText() const {
    std::string out = Cat(
        "# Made by awl config init from what ", path_, " does. `awl explain RULE` tells what a\n",
        "# rule is about, `awl config show` all that holds.\n\nextends: recommended\n");
    if (pinned_.empty() && off_.empty()) return out;
    out += "\nrules:\n";
    std::string does;
    for (const Pinned& pinned : pinned_) {
      if (IsOff(pinned)) continue;
      const std::string comment =
          pinned.against == 0 ? "" : Cat("  # ", pinned.against, " do otherwise");
      does += Cat("  ", pinned.setting.name, ": {", ValuesOf(pinned), "}", comment, "\n");
    }
    if (!does.empty()) out += Cat("  # What the list does already.\n", does);
    if (!off_.empty()) {
      out +=
          Cat(does.empty() ? "" : "\n",
              "  # What would be found often: take these on one by one, and drop the \"off\".\n");
    }
    for (const TurnedOff& off : off_) out += OffText(off);
    return out;
  }

  bool IsOff(const Pinned& pinned) const {
    return std::any_of(off_.begin(), off_.end(),
                       [&](const TurnedOff& off) { return off.rule->name == pinned.setting.name; });
  }

  std::string OffText(const TurnedOff& off) const {
    const std::string list = options_.path.empty() ? "" : Cat(" ", ShellQuoted(options_.path));
    std::string value = "off";
    for (const Pinned& pinned : pinned_) {
      if (pinned.setting.name != off.rule->name) continue;
      value = Cat("{severity: off, ", OptionsOf(pinned), "}");
    }
    return Cat("  # ", off.count, off.count == 1 ? " finding" : " findings", ": ",
               off.rule->summary, ".\n  # awl check ", off.fixable ? "--fix " : "", "--select ",
               off.rule->name, list, "\n  ", off.rule->name, ": ", value, "\n");
  }

  static std::string ValuesOf(const Pinned& pinned) {
    if (!pinned.setting.level) return OptionsOf(pinned);
    return Cat("severity: ", NameOf(*pinned.setting.level), ", ", OptionsOf(pinned));
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
  std::vector<TurnedOff> off_;
};

}  // namespace

int RunConfigInit(const ConfigOptions& options, Context& context) {
  return InitCommand(options, context).Run();
}

}  // namespace awl
