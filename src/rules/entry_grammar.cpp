#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/suggest.h"
#include "base/utf8.h"
#include "grammar/entry_match.h"
#include "grammar/entry_template.h"
#include "grammar/entry_tokens.h"
#include "list/entry_characters.h"
#include "rules/builtin.h"
#include "rules/entry/grammar_faults.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"template", OptionType::kString, "",
     "What an entry looks like, such as \"{link} - {description}.\"; empty: the rule is silent.",
     kTemplateLanguage},
    {"templates", OptionType::kStrings, "", "Several, of which an entry follows one.",
     kTemplateLanguage},
    {"sub-templates", OptionType::kStrings, "",
     "The same for sub-items of an entry with a link; empty: as the entries themselves.",
     kTemplateLanguage},
    {"values", OptionType::kMap, "",
     "The values that parts of a name may have, separated by commas."},
};

// An entry that is wrong in more places follows no template.
constexpr std::size_t kMostFaults = 2;

// One template form with all that is needed to match entries.
struct FormGrammar {
  TemplateForm form = TemplateForm::kLine;
  EntryGrammar grammar;
  std::string text;  // of its only template; empty: there are several
};

using NamedValues = std::vector<std::pair<std::string, std::vector<std::string>>>;

// "MIT, GPL-3.0" for each name.
NamedValues ParseValues(const OptionMap& map) {
  NamedValues values;
  for (const auto& [name, list] : map) {
    std::vector<std::string>& into = values.emplace_back(name, std::vector<std::string>()).second;
    for (std::string_view rest = list; !rest.empty();) {
      const std::size_t comma = rest.find(',');
      const std::string_view value = Trim(rest.substr(0, comma));
      if (!value.empty()) into.emplace_back(value);
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return values;
}

// The templates of each form make one grammar.
std::vector<FormGrammar> MakeGrammars(const std::vector<std::string>& all,
                                      const NamedValues& values) {
  std::array<std::vector<EntryTemplate>, 3> templates;
  std::array<std::string, 3> texts;
  for (const std::string& text : all) {
    ParsedTemplate parsed = ParseEntryTemplate(text);
    if (!parsed.ok()) continue;  // the config has said so
    const auto form = static_cast<std::size_t>(parsed.value.form);
    texts[form] = templates[form].empty() ? std::string(Trim(text)) : std::string();
    templates[form].push_back(std::move(parsed.value));
  }
  std::vector<FormGrammar> grammars;
  for (std::size_t form = 0; form < templates.size(); ++form) {
    if (templates[form].empty()) continue;
    grammars.push_back({.form = static_cast<TemplateForm>(form),
                        .grammar = EntryGrammar(templates[form], values),
                        .text = std::move(texts[form])});
  }
  return grammars;
}

class EntryGrammarRule final : public Rule {
 public:
  explicit EntryGrammarRule(const Options& options) {
    std::vector<std::string> all = options.Strings("templates");
    if (!options.String("template").empty()) all.insert(all.begin(), options.String("template"));
    const NamedValues values = ParseValues(options.Map("values"));
    forms_ = MakeGrammars(all, values);
    sub_forms_ = MakeGrammars(options.Strings("sub-templates"), values);
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (forms_.empty() && sub_forms_.empty()) return;
    EntryTokenizer tokenizer(doc);
    Matchers matchers = MakeMatchers(doc, forms_);
    Matchers sub_matchers = MakeMatchers(doc, sub_forms_);
    const std::vector<bool> parents = Parents(ctx.list());
    for (EntryId id = 0; id < ctx.list().entries().size(); ++id) {
      const Entry& entry = ctx.list().entry(id);
      // A name above other entries is a heading of them.
      if (entry.form == EntryForm::kNoLink && parents[id]) continue;
      const bool is_sub = !sub_forms_.empty() && entry.parent != kNoId &&
                          ctx.list().entry(entry.parent).link != kNoNode;
      if (is_sub) {
        CheckEntry(ctx, entry, sub_forms_, &tokenizer, &sub_matchers);
      } else {
        CheckEntry(ctx, entry, forms_, &tokenizer, &matchers);
      }
    }
  }

 private:
  using Matchers = std::vector<EntryMatcher>;

  static Matchers MakeMatchers(const Document& doc, const std::vector<FormGrammar>& forms) {
    Matchers matchers;
    matchers.reserve(forms.size());
    for (const FormGrammar& form : forms) matchers.emplace_back(doc, form.grammar);
    return matchers;
  }

  static std::vector<bool> Parents(const List& list) {
    std::vector<bool> parents(list.entries().size());
    for (const Entry& entry : list.entries()) {
      if (entry.parent != kNoId) parents[entry.parent] = true;
    }
    return parents;
  }

  static void CheckEntry(RuleContext& ctx, const Entry& entry,
                         const std::vector<FormGrammar>& forms, EntryTokenizer* tokenizer,
                         Matchers* matchers) {
    const Document& doc = ctx.document();
    const bool is_row = entry.item != kNoNode && doc[entry.item].kind == NodeKind::kTableRow;
    std::optional<EntryMatch> best;
    std::size_t best_form = forms.size();
    std::size_t tried = forms.size();
    for (std::size_t i = 0; i < forms.size(); ++i) {
      if ((forms[i].form == TemplateForm::kRow) != is_row) continue;
      tried = i;
      std::optional<EntryMatch> match = (*matchers)[i].Match(
          Tokens(tokenizer, forms[i].form, entry), best ? best->cost - 1 : EntryMatcher::kMostCost);
      if (!match) continue;
      if (match->cost == 0) return;
      best = std::move(match);
      best_form = i;
    }
    if (tried == forms.size()) return;
    if (best) {
      const EntryGrammar& grammar = forms[best_form].grammar;
      const std::vector<EntryToken>& tokens = Tokens(tokenizer, forms[best_form].form, entry);
      EntryMatcher& matcher = (*matchers)[best_form];
      const MatchedEntry matched{.document = doc,
                                 .grammar = grammar,
                                 .tokens = tokens,
                                 .match = *best,
                                 .main_link = entry.link};
      if (std::optional<Diagnostic> found = FindBetterOrder(matched, &matcher)) {
        return Report(ctx, std::move(*found));
      }
      std::vector<Diagnostic> faults = FindEntryFaults(matched, matcher);
      const bool alike = faults.size() == 1 || !LacksLink(grammar, *best);
      if (alike && faults.size() <= kMostFaults) {
        for (Diagnostic& fault : faults) Report(ctx, std::move(fault));
        return;
      }
    }
    const Range place = entry.name.empty() ? entry.full : entry.name;
    const std::string& text = forms[tried].text;
    ctx.Report(place, text.empty() || text.find('\n') != std::string::npos
                          ? "this entry follows none of the templates"
                          : Cat("this entry does not look like \"", text, "\""));
  }

  // Without its link, an entry is not one that only has something else wrong too.
  static bool LacksLink(const EntryGrammar& grammar, const EntryMatch& match) {
    return std::any_of(match.steps.begin(), match.steps.end(), [&](const MatchStep& step) {
      const EntryGrammar::State& state = grammar.states()[step.state];
      return step.kind == StepKind::kMissing && state.kind == EntryGrammar::State::Kind::kPart &&
             grammar.part(state).shape == PartShape::kLink && grammar.part(state).link_text.empty();
    });
  }

  static const std::vector<EntryToken>& Tokens(EntryTokenizer* tokenizer, TemplateForm form,
                                               const Entry& entry) {
    switch (form) {
      case TemplateForm::kLine:
        return tokenizer->Line(entry);
      case TemplateForm::kBlock:
        return tokenizer->Block(entry);
      case TemplateForm::kRow:
        return tokenizer->Row(entry);
    }
    return tokenizer->Line(entry);
  }

  static void Report(RuleContext& ctx, Diagnostic fault) {
    Diagnostic& found = ctx.Report(fault.range, std::move(fault.message));
    found.related = std::move(fault.related);
    found.fix = std::move(fault.fix);
  }

  std::vector<FormGrammar> forms_;
  std::vector<FormGrammar> sub_forms_;
};

}  // namespace

RuleInfo EntryGrammarInfo() {
  return {.name = "entry-grammar",
          .group = "entry",
          .summary = "Entry that does not follow the list's template",
          .rationale =
              "Readers find what they look for where the other entries have it, and so do "
              "scripts that read the list.",
          .severity = Severity::kWarning,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict,
          .options = kOptions,
          .create = MakeRule<EntryGrammarRule>};
}

}  // namespace awl
