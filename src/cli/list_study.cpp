#include "cli/list_study.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "awl/linter.h"
#include "base/strings.h"
#include "config/names.h"
#include "parse/parse.h"
#include "rule/groups.h"

namespace awl {

// An option that a list has decided without saying so.
struct ListStudy::Decision {
  std::string_view rule;
  std::string_view option;
};

// An option that makes room for what a list does.
struct ListStudy::Allowance {
  std::string_view rule;
  std::string_view option;
  std::string_view value;
  std::size_t worth;  // how many places fewer show that the list means it, ...
  bool per_entry;     // ... and that they are one in ten entries
};

namespace {

constexpr std::string_view kOpenChoices[] = {"consistent", "majority", "keep",
                                             "none",       "any",      "off"};

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

// Fewer places make no custom.
constexpr std::size_t kEnough = 10;
// Of the places that a choice concerns, at most one in so many is a stray.
constexpr std::size_t kStrayOf = 4;
// The same where a rule is not in the profile: turning it on must not bring many findings.
constexpr std::size_t kRareStrayOf = 20;
// Rare things are a custom of the list if one entry in so many is one.
constexpr std::size_t kOftenOf = 10;
// So many sections may be exceptions from the order of a list.
constexpr std::size_t kMostSections = 20;

const OptionInfo* FindOption(const RuleInfo* rule, std::string_view name) {
  if (rule == nullptr) return nullptr;
  const auto option = std::find_if(rule->options.begin(), rule->options.end(),
                                   [&](const OptionInfo& info) { return info.name == name; });
  return option == rule->options.end() ? nullptr : &*option;
}

void SetOption(const OptionInfo& option, std::string_view value, RuleSetting* setting) {
  auto set = std::find_if(setting->options.begin(), setting->options.end(),
                          [&](const OptionValue& old) { return old.name == option.name; });
  if (set == setting->options.end()) set = setting->options.emplace(set);
  ParseOptionValue(option, value, &*set);
}

// Those that say how a thing is done, without those that leave it open.
std::vector<std::string_view> ValuesOf(const OptionInfo& option) {
  std::vector<std::string_view> out;
  for (std::string_view rest = option.choices; !rest.empty();) {
    const std::size_t bar = std::min(rest.find('|'), rest.size());
    const std::string_view choice = rest.substr(0, bar);
    rest.remove_prefix(std::min(bar + 1, rest.size()));
    if (std::find(std::begin(kOpenChoices), std::end(kOpenChoices), choice) ==
        std::end(kOpenChoices)) {
      out.push_back(choice);
    }
  }
  return out;
}

std::string EscapedGlob(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("*?[]{}!\\").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

// Headings that are deeper than the one before them: only these can skip a level.
std::size_t HeadingsThatGoDown(const Document& document) {
  std::size_t count = 0;
  std::uint8_t above = 0;
  for (const Node& heading : document.All(NodeKind::kHeading)) {
    const std::uint8_t level = document.heading(heading).level;
    count += level > above;
    above = level;
  }
  return count;
}

std::size_t LinesWithText(const Source& source) {
  std::size_t count = 0;
  for (std::uint32_t line = 0; line < source.line_count(); ++line) {
    count += !Trim(source.Slice(source.Line(line))).empty();
  }
  return count;
}

}  // namespace

std::size_t PlacesOf(const Diagnostic& diagnostic) {
  return std::max<std::size_t>(1, diagnostic.related.size());
}

ListStudy::ListStudy(std::shared_ptr<const Source> source)
    : document_(Parse(std::move(source))), list_(*document_) {
  static constexpr Decision kDecisions[] = {
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
  static constexpr Allowance kAllowances[] = {
      {"duplicate-link", "allow-dual-listing", "true", 5, true},
      {"duplicate-link", "scope", "section", 5, true},
      {"heading-skip-level", "first-level", "2", 1, false},
      {"heading-skip-level", "first-level", "3", 1, false},
      {"heading-skip-level", "first-level", "4", 1, false},
      {"heading-title", "required", "false", 1, false},
      {"heading-title", "single", "false", 3, false},
  };
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

std::string ListStudy::CustomAgainst(const RuleInfo& rule, std::size_t places) const {
  if (FindsFaults(rule) || places < kEnough) return {};
  std::size_t all = 0;
  std::string_view what;
  if (rule.name == "heading-skip-level") {
    all = HeadingsThatGoDown(*document_);
    what = " steps down";
  } else if (rule.group == "heading") {
    all = document_->Ids(NodeKind::kHeading).size();
    what = " headings";
  } else if (rule.group == "section") {
    all = list_.sections().size() - 1;
    what = " sections";
  } else if (rule.group == "toc") {
    all = list_.contents() == nullptr ? 0 : list_.contents()->items.size();
    what = " contents items";
  } else if (rule.group == "whitespace" || rule.group == "style") {
    all = LinesWithText(document_->source());
    what = " lines";
  } else {
    all = list_.entries().size();
    what = " entries";
  }
  if (2 * places <= all) return {};
  // A rule may find several things in one place.
  return Cat(std::min(places, all), " of ", all, what);
}

// Every choice is tried. A place follows one choice and breaks the others, so what the others find
// in it is what follows this one.
void ListStudy::Try(const Decision& decision) {
  const RuleInfo* rule = FindRule(decision.rule);
  const OptionInfo* option = FindOption(rule, decision.option);
  if (option == nullptr || option->type != OptionType::kEnum) return;
  RuleSetting best;
  std::size_t strays = ~std::size_t{0};
  std::size_t most = 0;
  const std::vector<std::string_view> choices = ValuesOf(*option);
  for (const std::string_view choice : choices) {
    RuleSetting setting{.name = std::string(rule->name), .level = Level::kWarning};
    SetOption(*option, choice, &setting);
    const std::size_t found = CountWith(setting);
    most = std::max(most, found);
    if (found >= strays) continue;
    strays = found;
    best = std::move(setting);
  }
  if (best.name.empty() || most == strays) return;  // a choice without a rival says nothing
  // A choice that nobody follows is broken everywhere; of two, one is broken where the other is
  // followed.
  const std::size_t following = choices.size() == 2 ? most : most - strays;
  const std::size_t all = following + strays;
  if (following < kEnough || strays * kStrayOf > all) return;
  // Where a rule is not in the profile, its option alone would turn nothing on.
  if ((rule->profiles & kRecommended) != 0) best.level.reset();
  customs_.push_back({std::move(best), Cat(following, " of ", all)});
}

// All of `allowances` are of one rule.
void ListStudy::Allow(std::span<const Allowance> allowances) {
  const RuleInfo* rule = FindRule(allowances.front().rule);
  if (rule == nullptr) return;
  RuleSetting setting{.name = std::string(rule->name)};
  const std::size_t before = CountWith(setting);
  std::size_t count = before;
  for (const Allowance& allowance : allowances) {
    const OptionInfo* option = FindOption(rule, allowance.option);
    if (option == nullptr) continue;
    RuleSetting wider = setting;
    SetOption(*option, allowance.value, &wider);
    const std::size_t found = CountWith(wider);
    const std::size_t fewer = count - std::min(count, found);
    if (fewer < allowance.worth) continue;
    if (allowance.per_entry && fewer * kOftenOf < LinkedEntries()) continue;
    setting = std::move(wider);
    count = found;
  }
  if (setting.options.empty()) return;
  const std::string what = allowances.front().per_entry
                               ? Cat(before - count, " of ", LinkedEntries(), " entries")
                               : Counted(before - count, "place");
  customs_.push_back({std::move(setting), what});
}

// The contents' own name, where the rule would want another.
void ListStudy::LookAtContentsName() {
  const OptionInfo* option = FindOption(FindRule("toc-heading"), "names");
  if (option == nullptr || list_.contents() == nullptr || list_.contents()->heading == kNoNode) {
    return;
  }
  RuleSetting setting{.name = "toc-heading"};
  if (CountWith(setting) == 0) return;
  OptionValue& value = setting.options.emplace_back();
  value.name = option->name;
  const Node& heading = (*document_)[list_.contents()->heading];
  value.texts.emplace_back(document_->heading(heading).text);
  customs_.push_back({std::move(setting), ""});
}

std::size_t ListStudy::LinkedEntries() const {
  return static_cast<std::size_t>(
      std::count_if(list_.entries().begin(), list_.entries().end(),
                    [](const Entry& entry) { return entry.link != kNoNode; }));
}

// The template that nearly all entries follow.
void ListStudy::LookAtEntries() {
  std::size_t with_link = 0;
  for (const Entry& entry : list_.entries()) {
    with_link += entry.link != kNoNode && entry.form != EntryForm::kTableRow;
  }
  if (with_link < kEnough || 2 * with_link < list_.entries().size()) return;
  for (const std::string_view text : kTemplates) {
    RuleSetting setting{.name = "entry-grammar"};
    OptionValue& value = setting.options.emplace_back();
    value.name = "template";
    value.text = text;
    const std::size_t strays = CountWith(setting);
    if (strays * kRareStrayOf > with_link) continue;
    customs_.push_back(
        {std::move(setting), Cat(with_link - strays, " of ", with_link, " entries")});
    return;
  }
}

// Is the list sorted by name, or are most of its sections?
void ListStudy::LookAtOrder() {
  const RuleInfo* rule = FindRule("entry-sort");
  const OptionInfo* option = FindOption(rule, "signs");
  const std::size_t entries = list_.entries().size();
  if (option == nullptr || entries < kRareStrayOf) return;
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
  if (fewest.size() * kRareStrayOf <= entries) {
    customs_.push_back(
        {std::move(best), Cat(entries - fewest.size(), " of ", entries, " in order")});
  } else if (LookAtOrderOfSections(fewest)) {
    customs_.push_back({std::move(best), "most sections"});
  }
}

// Fills `unsorted_`, unless that would be most of the list.
bool ListStudy::LookAtOrderOfSections(const std::vector<Diagnostic>& found) {
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
    const bool in_order = out_of_place[id] * kRareStrayOf <= count;
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

std::size_t ListStudy::CountWith(const RuleSetting& setting) const {
  std::size_t count = 0;
  for (const Diagnostic& diagnostic : CheckWith(setting)) count += PlacesOf(diagnostic);
  return count;
}

std::vector<Diagnostic> ListStudy::CheckWith(const RuleSetting& setting) const {
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

}  // namespace awl
