#include "awl/linter.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/fault.h"
#include "config/names.h"
#include "config/presets.h"
#include "config/rule_state.h"
#include "document/emphasis_edits.h"
#include "document/label_edits.h"
#include "engine/changed_lines.h"
#include "engine/consequences.h"
#include "engine/consistency.h"
#include "engine/covered.h"
#include "engine/damaged_text.h"
#include "engine/directives.h"
#include "engine/habits.h"
#include "engine/protected_text.h"
#include "pattern/matcher.h"
#include "pattern/pattern_set.h"
#include "rule/damage_rule.h"
#include "rule/generated_rule.h"
#include "rule/groups.h"
#include "rule/registry.h"
#include "rule/rule_context.h"
#include "text/glob.h"

namespace awl {
namespace {

constexpr std::string_view kUnusedRule = "suppression-unused";
// The group of the rules that say nothing outside a repository.
constexpr std::string_view kRepositoryGroup = "repo";

// For the globs of the config.
std::string_view PathOf(const Linter::File& file) {
  return file.path.empty() ? std::string_view(file.document.source().path()) : file.path;
}

// A rule as the config has it. Patterns have no Rule: a PatternMatcher runs them all.
struct Selected {
  const RuleInfo* info = nullptr;
  std::string_view peer = {};
  Severity severity = Severity::kWarning;
  std::unique_ptr<const Rule> rule = nullptr;
};

// In profile awesome-lint a rule may have a second implementation, which decides as awesome-lint
// does.
Selected Make(const RuleInfo& rule, Profile profile, RuleState state) {
  Selected selected{
      .info = &rule, .peer = DefaultPeer(rule), .severity = state.severity, .rule = nullptr};
  const bool as_peer = profile == Profile::kAwesomeLint && rule.awesome_lint != nullptr;
  if (const RuleMaker make = as_peer ? rule.awesome_lint : rule.create) {
    selected.rule = make(Options(rule.options, std::move(state.options)));
  }
  return selected;
}

const Pattern* PatternOf(const RuleInfo& rule, const Config& config) {
  if (const Pattern* pattern = ShippedPatterns().PatternOf(rule)) return pattern;
  return config.patterns == nullptr ? nullptr : config.patterns->PatternOf(rule);
}

// Which overrides count where in one file. Scope 0 is where none with `sections` does.
struct Scopes {
  std::vector<std::vector<const Override*>> overrides = {};
  std::vector<std::uint32_t> of_section = {};
};

// An override with its globs, compiled once.
struct CompiledOverride {
  const Override* override = nullptr;
  GlobSet paths;
  GlobSet sections;
};

Scopes FindScopes(const std::vector<CompiledOverride>& overrides, const List& list,
                  std::string_view path) {
  std::vector<const CompiledOverride*> here;
  for (const CompiledOverride& compiled : overrides) {
    if (compiled.paths.empty() || compiled.paths.Matches(path)) here.push_back(&compiled);
  }
  Scopes scopes;
  std::vector<const Override*>& everywhere = scopes.overrides.emplace_back();
  for (const CompiledOverride* compiled : here) {
    if (compiled->sections.empty()) everywhere.push_back(compiled->override);
  }
  scopes.of_section.assign(list.sections().size(), 0);
  if (everywhere.size() == here.size()) return scopes;

  // Parents come before their subsections, so what holds for a parent is known. A subsection has
  // its parent's overrides and its own.
  const Document& doc = list.document();
  for (SectionId id = 0; id < list.sections().size(); ++id) {
    const Section& section = list.section(id);
    if (section.heading == kNoNode) continue;
    const std::vector<const Override*> above =
        scopes.overrides[section.parent == kNoId ? 0 : scopes.of_section[section.parent]];
    const std::string_view heading = doc.heading(doc[section.heading]).text;
    std::vector<const Override*> mine;
    for (const CompiledOverride* compiled : here) {
      if (std::find(above.begin(), above.end(), compiled->override) != above.end() ||
          compiled->sections.Matches(heading)) {
        mine.push_back(compiled->override);
      }
    }
    const auto known = std::find(scopes.overrides.begin(), scopes.overrides.end(), mine);
    scopes.of_section[id] = static_cast<std::uint32_t>(known - scopes.overrides.begin());
    if (known == scopes.overrides.end()) scopes.overrides.push_back(std::move(mine));
  }
  return scopes;
}

// The patterns that are on somewhere, and what runs them; null if there are none.
struct MatchedRules {
  std::unordered_map<const RuleInfo*, std::uint32_t> ids = {};  // the matcher's
  std::unique_ptr<const PatternMatcher> matcher = nullptr;
};

// A rule as set in some scopes of a file.
struct ScopedRule {
  Selected selected = {};
  RuleSettings settings = {};
  std::vector<bool> scopes = {};
};

}  // namespace

struct Linter::State {
  const Config& config;
  const std::vector<const RuleInfo*> all = {};  // that there are
  const std::vector<RuleSetting> preset = {};   // of the profile; the config's own settings win
  std::vector<CompiledOverride> overrides = {};
  std::vector<Selected> base = {};          // where no override counts
  std::vector<const RuleInfo*> rules = {};  // on somewhere
  bool compares_files = false;
  MatchedRules patterns = {};
  std::vector<ScopedRule> Scoped(const Scopes& scopes) const;
};

// A rule whose settings are the same in several scopes runs once for all of them.
std::vector<ScopedRule> Linter::State::Scoped(const Scopes& scopes) const {
  std::vector<ScopedRule> out;
  for (const RuleInfo* info : all) {
    const RuleInfo& rule = *info;
    const std::size_t first = out.size();
    for (std::size_t scope = 0; scope < scopes.overrides.size(); ++scope) {
      RuleSettings settings;
      AppendSettings(preset, rule, &settings);
      AppendSettings(config.rules, rule, &settings);
      for (const Override* override : scopes.overrides[scope]) {
        AppendSettings(override->rules, rule, &settings);
      }
      RuleState rule_state = Decide(rule, config, settings);
      if (!rule_state.on) continue;
      std::size_t at = first;
      while (at < out.size() && out[at].settings != settings) ++at;
      if (at == out.size()) {
        out.push_back({.selected = Make(rule, config.profile, std::move(rule_state)),
                       .settings = std::move(settings),
                       .scopes = std::vector<bool>(scopes.overrides.size())});
      }
      out[at].scopes[scope] = true;
    }
  }
  return out;
}

namespace {

// One run of all rules over one file: Run for each rule, then Finish.
class Checker {
 public:
  // `rules` are all that there are, `patterns` those that are on.
  // No finding has a fix if `no_fixes`.
  Checker(const Linter::File& file, const Config& config, std::span<const RuleInfo* const> rules,
          const MatchedRules& patterns, bool no_fixes)
      : file_(file),
        config_(config),
        no_fixes_(no_fixes),
        patterns_(patterns),
        own_facts_(file.list),
        context_({.document = file.document,
                  .list = file.list,
                  .facts = file.facts == nullptr ? own_facts_ : *file.facts,
                  .repository = file.repository,
                  .is_list = file.is_list,
                  .awesome_lint = config.profile == Profile::kAwesomeLint,
                  .web = file.web}),
        suppressions_(file.document, rules) {
    ran_.reserve(rules.size());
    if (patterns.matcher == nullptr || file.layout_only) return;
    Result<std::vector<PatternMatcher::Finding>> matched =
        patterns.matcher->Check({.list = file.list,
                                 .repository = file.repository,
                                 .path = PathOf(file),
                                 .is_list = file.is_list});
    if (matched) {
      matched_ = std::move(*matched);
    } else if (file.error != nullptr) {
      *file.error = matched.error().message;
    }
  }

  // `keeps` says of an offset whether the rule's settings hold there.
  template <typename Keeps>
  void Run(const Selected& selected, Keeps keeps) {
    const RuleInfo& rule = *selected.info;
    if (!Runs(rule)) return;
    ran_.push_back(&rule);
    if (rule.name == kUnusedRule) unused_ = &selected;
    std::vector<Diagnostic>& found = context_.diagnostics();
    const auto before = static_cast<std::ptrdiff_t>(found.size());
    // Rules ask it of each entry, so where the answer is always the same no function is called.
    if (file_.document.HasForeignOrKept() || !suppressions_.empty()) {
      context_.set_is_off([this, &rule](Range range) {
        return IsForeign(rule, range) || suppressions_.Covers(rule, range.begin);
      });
    }
    if (selected.rule == nullptr) {
      AddMatched(rule);
    } else if (rule.name == kDamageRule && file_.original != nullptr) {
      const auto& damage_rule = static_cast<const DamageRule&>(*selected.rule);
      damage_rule.CheckRest(*file_.original, file_.document, context_);
    } else {
      selected.rule->Check(file_.document, context_);
    }
    const auto dropped = [&](Range range) {
      return !keeps(range.begin) || IsForeign(rule, range) ||
             suppressions_.Suppresses(rule, range.begin);
    };
    found.erase(std::remove_if(found.begin() + before, found.end(),
                               [&](const Diagnostic& d) { return dropped(d.range); }),
                found.end());
    for (auto d = found.begin() + before; d != found.end(); ++d) Stamp(selected, &*d);
    for (Consistency& majority : context_.consistencies()) {
      DropPlaces([&](const Place& place) { return dropped(place.range); }, &majority);
      if (!majority.places.empty()) majorities_.emplace_back(&selected, std::move(majority));
    }
    context_.consistencies().clear();
  }

  // The findings, in source order. Ends the run.
  std::vector<Diagnostic> Finish() {
    std::vector<Diagnostic> found = std::move(context_.diagnostics());
    for (const Diagnostic& diagnostic : found) RequireForward(diagnostic);
    AddUnusedSuppressions(&found);
    const DamagedText damage(file_.document.source(), found);
    const ProtectedText protected_text(file_.document, damage);
    AddMajorities(protected_text, &found);
    for (Diagnostic& diagnostic : found) {
      if (protected_text.Forbids(diagnostic)) diagnostic.fix.reset();
    }
    if (!damage.empty()) MarkDamage(damage, &found);
    for (Diagnostic& diagnostic : found) {
      // What restores damaged text declares itself which emphasis comes and goes with it.
      if (!diagnostic.fix || diagnostic.rule == kDamageRule) continue;
      const Fix& fix = *diagnostic.fix;
      if (fix.applicability == Applicability::kDisplayOnly) continue;
      if (!MayApply(fix.edits, fix.effect, fix.moves)) diagnostic.fix.reset();
    }
    if (file_.changed != nullptr) {
      found.erase(std::remove_if(found.begin(), found.end(),
                                 [&](const Diagnostic& d) { return IsUnchanged(d.range); }),
                  found.end());
    }
    // awesome-lint's rules do not know of each other.
    if (!context_.awesome_lint()) {
      DropCovered(&found);
      FoldConsequences(&found);
    }
    std::sort(found.begin(), found.end(), [](const Diagnostic& a, const Diagnostic& b) {
      return std::tie(a.range.begin, a.rule, a.range.end, a.message) <
             std::tie(b.range.begin, b.rule, b.range.end, b.message);
    });
    if (!context_.awesome_lint()) FoldHabits(&found);
    // Last, so that a template's white space is one finding in what was made of it, too.
    if (no_fixes_) {
      for (Diagnostic& diagnostic : found) diagnostic.fix.reset();
    }
    return found;
  }

 private:
  bool Runs(const RuleInfo& rule) const {
    // Patterns say themselves which files they are for.
    if (!file_.is_list && rule.create != nullptr && !ReadsAnyMarkdown(rule)) return false;
    return !file_.layout_only || rule.layout || rule.name == kDamageRule;
  }

  // awesome-lint knows of no text that is not the author's.
  bool IsForeign(const RuleInfo& rule, Range range) const {
    if (context_.awesome_lint()) return false;
    return file_.document.IsForeign(range) || (rule.layout && file_.document.KeepsLayout(range));
  }

  // A fix that changes links on purpose says so.
  bool MayApply(std::span<const Edit> edits, Effect effect, bool moves) const {
    for (const Edit& edit : edits) {
      if (moves ? CutsForeign(edit.range) : file_.document.ReachesForeign(edit.range)) return false;
    }
    return KeepsEmphasis(file_.document, edits) &&
           (effect == Effect::kStructure || KeepsLabels(file_.document, edits));
  }

  // A move takes such text along as a whole.
  bool CutsForeign(Range range) const {
    return file_.document.ReachesForeign({range.begin, range.begin}) ||
           file_.document.ReachesForeign({range.end, range.end});
  }

  // What the matcher has found of one pattern. The same pattern may come again, in another scope.
  void AddMatched(const RuleInfo& rule) {
    const std::uint32_t pattern = patterns_.ids.at(&rule);
    auto finding = std::lower_bound(
        matched_.begin(), matched_.end(), pattern,
        [](const PatternMatcher::Finding& f, std::uint32_t id) { return f.pattern < id; });
    const bool changed_only = PatternOf(rule, config_)->changed;
    for (; finding != matched_.end() && finding->pattern == pattern; ++finding) {
      if (changed_only && (file_.changed == nullptr || IsUnchanged(finding->diagnostic.range))) {
        continue;
      }
      context_.diagnostics().push_back(finding->diagnostic);
    }
  }

  static void Stamp(const Selected& selected, Diagnostic* diagnostic) {
    diagnostic->rule = selected.info->name;
    diagnostic->severity = diagnostic->is_hint ? Severity::kInfo : selected.severity;
    diagnostic->peer = diagnostic->peer.empty() ? selected.peer : WithoutTool(diagnostic->peer);
  }

  bool IsUnchanged(Range range) const {
    return file_.changed != nullptr && !file_.changed->Touches(file_.document.source(), range);
  }

  void AddUnusedSuppressions(std::vector<Diagnostic>* found) {
    if (unused_ == nullptr || suppressions_.empty() || file_.layout_only) return;
    const bool all_ran = file_.is_list && config_.select.empty() && config_.ignore.empty();
    const auto ran = [this](const RuleInfo& rule) {
      return rule.name != kUnusedRule && std::find(ran_.begin(), ran_.end(), &rule) != ran_.end();
    };
    for (Diagnostic& diagnostic : suppressions_.Unused(ran, all_ran)) {
      if (suppressions_.Suppresses(*unused_->info, diagnostic.range.begin)) continue;
      Stamp(*unused_, &diagnostic);
      found->push_back(std::move(diagnostic));
    }
  }

  void AddMajorities(const ProtectedText& protected_text, std::vector<Diagnostic>* found) {
    for (auto& [selected, majority] : majorities_) {
      DropPlaces([this](const Place& place) { return IsUnchanged(place.range); }, &majority);
      if (majority.places.empty()) continue;
      DropEdits([&](const Place& place) { return protected_text.IsTouchedBy(place.edits); },
                &majority);
      DropEdits(
          [this](const Place& place) {
            return !MayApply(place.edits, place.effect, /*moves=*/false);
          },
          &majority);
      const std::size_t before = found->size();
      Expand(std::move(majority), context_.awesome_lint(), found);
      for (std::size_t i = before; i < found->size(); ++i) Stamp(*selected, &(*found)[i]);
    }
  }

  // What reports and fixes would read or cut out.
  void RequireForward(const Diagnostic& diagnostic) const {
    const Offset size = file_.document.source().size();
    const auto check = [size](Range range) {
      Require(range.begin <= range.end && range.end <= size,
              "a rule has found a place that is none");
    };
    check(diagnostic.range);
    if (!diagnostic.fix) return;
    for (const Edit& edit : diagnostic.fix->edits) check(edit.range);
  }

  static void MarkDamage(const DamagedText& damage, std::vector<Diagnostic>* found) {
    for (Diagnostic& diagnostic : *found) {
      if (diagnostic.rule == kDamageRule) continue;
      diagnostic.caused_by = damage.CauseOf(diagnostic);
      if (diagnostic.caused_by) diagnostic.severity = Severity::kInfo;
    }
  }

  const Linter::File& file_;
  const Config& config_;
  const bool no_fixes_;
  const MatchedRules& patterns_;
  const Facts own_facts_;  // where the file brings none
  RuleContext context_;
  Suppressions suppressions_;
  std::vector<const RuleInfo*> ran_;
  std::vector<PatternMatcher::Finding> matched_;  // of all patterns
  const Selected* unused_ = nullptr;
  std::vector<std::pair<const Selected*, Consistency>> majorities_;
};

}  // namespace

Linter::Linter(const Config& config, std::span<const RuleInfo> builtin) {
  auto state = std::make_unique<State>(State{
      .config = config, .all = AllRules(config, builtin), .preset = PresetRules(config.profile)});
  const auto compares = [](const RuleInfo& rule, const RuleState& rule_state) {
    return rule_state.on && !rule.across_files.empty() &&
           Options(rule.options, rule_state.options).Bool(rule.across_files);
  };
  for (const RuleInfo* info : state->all) {
    const RuleInfo& rule = *info;
    RuleSettings settings;
    AppendSettings(state->preset, rule, &settings);
    AppendSettings(config.rules, rule, &settings);
    RuleState rule_state = Decide(rule, config, settings);
    bool anywhere = rule_state.on;
    state->compares_files = state->compares_files || compares(rule, rule_state);
    for (const Override& override : config.overrides) {
      AppendSettings(override.rules, rule, &settings);
      const RuleState there = Decide(rule, config, settings);
      anywhere = anywhere || there.on;
      state->compares_files = state->compares_files || compares(rule, there);
    }
    if (anywhere) state->rules.push_back(&rule);
    if (rule_state.on) state->base.push_back(Make(rule, config.profile, std::move(rule_state)));
  }
  std::vector<const Pattern*> patterns;
  for (const RuleInfo* rule : state->rules) {
    const Pattern* pattern = PatternOf(*rule, config);
    if (pattern == nullptr) continue;
    state->patterns.ids.emplace(rule, static_cast<std::uint32_t>(patterns.size()));
    patterns.push_back(pattern);
  }
  if (!patterns.empty()) {
    state->patterns.matcher = std::make_unique<const PatternMatcher>(std::move(patterns));
  }
  state->overrides.reserve(config.overrides.size());
  for (const Override& override : config.overrides) {
    state->overrides.push_back({.override = &override,
                                .paths = GlobSet(override.paths),
                                .sections = GlobSet(override.sections, Glob::Kind::kText)});
  }
  state_ = std::move(state);
}

Linter::~Linter() = default;

const Config& Linter::config() const { return state_->config; }

bool Linter::compares_files() const { return state_->compares_files; }

const std::vector<const RuleInfo*>& Linter::rules() const { return state_->rules; }

bool Linter::HasRulesFor(const File& file) const {
  return std::any_of(rules().begin(), rules().end(), [&](const RuleInfo* rule) {
    if (rule->group == kRepositoryGroup && file.repository == nullptr) return false;
    const Pattern* pattern = PatternOf(*rule, config());
    if (pattern == nullptr || pattern->paths.empty())
      return file.is_list || ReadsAnyMarkdown(*rule);
    return GlobSet(pattern->paths).Matches(PathOf(file));
  });
}

bool Linter::IsAnyOnIn(const File& file) const {
  if (state_->config.overrides.empty()) return !state_->base.empty();
  const Scopes scopes = FindScopes(state_->overrides, file.list, PathOf(file));
  return !state_->Scoped(scopes).empty();
}

bool Linter::KeepsAsGenerated(const File& file) const {
  if (file.document.generated_notice().empty()) return false;
  const auto rule = std::find_if(state_->all.begin(), state_->all.end(),
                                 [](const RuleInfo* r) { return r->name == kGeneratedRule; });
  if (rule == state_->all.end()) return true;
  RuleSettings settings;
  AppendSettings(state_->preset, **rule, &settings);
  AppendSettings(state_->config.rules, **rule, &settings);
  for (const CompiledOverride& override : state_->overrides) {
    if (!override.sections.empty()) continue;
    if (!override.paths.empty() && !override.paths.Matches(PathOf(file))) continue;
    AppendSettings(override.override->rules, **rule, &settings);
  }
  const RuleState rule_state = Decide(**rule, state_->config, settings);
  return !Options((*rule)->options, rule_state.options).Bool(kFixGeneratedOption);
}

std::vector<Diagnostic> Linter::Check(const File& file) const {
  Checker checker(file, state_->config, state_->all, state_->patterns, KeepsAsGenerated(file));
  if (state_->config.overrides.empty()) {
    for (const Selected& selected : state_->base) {
      checker.Run(selected, [](Offset) { return true; });
    }
    return checker.Finish();
  }
  const Scopes scopes = FindScopes(state_->overrides, file.list, PathOf(file));
  const std::vector<ScopedRule> rules = state_->Scoped(scopes);
  for (const ScopedRule& scoped : rules) {
    const bool everywhere =
        std::find(scoped.scopes.begin(), scoped.scopes.end(), false) == scoped.scopes.end();
    checker.Run(scoped.selected, [&](Offset offset) {
      return everywhere || scoped.scopes[scopes.of_section[file.list.SectionAt(offset)]];
    });
  }
  return checker.Finish();
}

}  // namespace awl
