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
// Parts that stand in another order are looked for among so many.
constexpr std::size_t kMostUnits = 6;
constexpr std::size_t kMostQuoted = 40;  // bytes

// One template form with all that is needed to match entries.
struct FormGrammar {
  TemplateForm form = TemplateForm::kLine;
  EntryGrammar grammar;
  std::string text;  // of its only template; empty: there are several
};

using State = EntryGrammar::State;

// What one entry has wrong, in words. Steps and tokens are those of one match.
class EntryFaults {
 public:
  EntryFaults(const Document& doc, const EntryGrammar& grammar,
              const std::vector<EntryToken>& tokens, const EntryMatch& match,
              const EntryMatcher& matcher)
      : doc_(doc), grammar_(grammar), tokens_(tokens), steps_(match.steps), matcher_(matcher) {
    for (std::size_t i = 0; i < steps_.size();) {
      std::size_t end = i;
      bool gap = false;
      while (end < steps_.size() && (IsGap(steps_[end]) || IsNoBlank(steps_[end]))) {
        gap = gap || IsGap(steps_[end]);
        ++end;
      }
      if (gap) {
        AddGap(i, end);
        i = end;
        continue;
      }
      if (steps_[i].kind == StepKind::kStray) {
        AddStray(i);
      } else if (steps_[i].kind != StepKind::kMatch) {
        AddStep(i);
      }
      ++i;
    }
  }

  std::vector<Diagnostic>& faults() { return faults_; }

 private:
  static bool IsGap(const MatchStep& step) {
    return step.kind == StepKind::kMissing || step.kind == StepKind::kNoBrackets ||
           step.kind == StepKind::kUnexpected;
  }
  // The blank beside something that is missing is missing with it.
  static bool IsNoBlank(const MatchStep& step) {
    return step.kind == StepKind::kSpacing && step.begin == step.end;
  }
  const State& StateOf(const MatchStep& step) const { return grammar_.states()[step.state]; }
  bool IsPart(const MatchStep& step) const {
    return step.kind != StepKind::kUnexpected && StateOf(step).kind == State::Kind::kPart;
  }

  // Where [begin, end) of the tokens stand; an empty range behind the token before them.
  Range Place(std::size_t begin, std::size_t end) const {
    if (begin < end) return {tokens_[begin].range.begin, tokens_[end - 1].range.end};
    Offset at = 0;
    if (begin > 0) {
      at = tokens_[begin - 1].range.end;
    } else if (!tokens_.empty()) {
      at = tokens_.front().range.begin;
    }
    return {at, at};
  }

  static std::string NameOf(const TemplatePart& part) {
    if (!part.link_text.empty()) return Cat("the link \"", part.link_text, "\"");
    std::string name = Cat("the ", part.name);
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
  }

  // " after the link", " before the name", or nothing.
  std::string Where(std::size_t first, std::size_t last, bool prefer_after) const {
    const MatchStep* before = nullptr;
    const MatchStep* after = nullptr;
    for (std::size_t i = first; i-- > 0 && before == nullptr;) {
      if (IsPart(steps_[i]) && !IsGap(steps_[i])) before = &steps_[i];
    }
    for (std::size_t i = last; i < steps_.size() && after == nullptr; ++i) {
      if (IsPart(steps_[i]) && !IsGap(steps_[i])) after = &steps_[i];
    }
    if (after != nullptr && (before == nullptr || !prefer_after)) {
      return Cat(" before ", NameOf(grammar_.part(StateOf(*after))));
    }
    if (before != nullptr) return Cat(" after ", NameOf(grammar_.part(StateOf(*before))));
    return {};
  }

  std::string Quoted(Range range) const {
    std::string_view text = doc_.Slice(range);
    text = text.substr(0, text.find_first_of("\r\n"));
    if (text.size() <= kMostQuoted && text.size() == range.size()) return Cat("\"", text, "\"");
    std::size_t cut = std::min(text.size(), kMostQuoted);
    while (cut > 0 && cut < text.size() && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) {
      --cut;
    }
    return Cat("\"", text.substr(0, cut), "…\"");
  }

  // What the template has in one place and the entry has not.
  struct Missing {
    std::vector<std::string> parts = {};  // by name
    std::string literal = {};             // all literals, one after the other
    std::string line = {};                // as the template writes it
    bool has_break = false;

    bool empty() const { return parts.empty() && literal.empty() && !has_break; }
    bool IsLiteral() const { return parts.empty() && !has_break; }
    bool IsPlural() const { return parts.size() > 1 && !has_break; }
    std::string Words() const {
      if (has_break) return Cat("the line \"", line, "\"");
      if (parts.empty()) return Cat("\"", literal, "\"");
      std::string words = parts.front();
      for (std::size_t i = 1; i < parts.size(); ++i) {
        words += Cat(i + 1 == parts.size() ? " and " : ", ", parts[i]);
      }
      return words;
    }
  };

  Missing MissingIn(std::size_t first, std::size_t last) const {
    Missing out;
    for (std::size_t i = first; i < last; ++i) {
      const MatchStep& step = steps_[i];
      if (step.kind == StepKind::kUnexpected || step.kind == StepKind::kSpacing) continue;
      const State& state = StateOf(step);
      if (step.kind == StepKind::kNoBrackets) {
        for (const std::uint32_t part : state.bracketed) {
          out.parts.push_back(NameOf(grammar_.parts()[part]));
        }
      } else if (state.kind == State::Kind::kLiteral) {
        out.literal += grammar_.literal(state).text;
        out.line += grammar_.literal(state).text;
      } else if (state.kind == State::Kind::kPart) {
        out.parts.push_back(NameOf(grammar_.part(state)));
        out.line += Cat("{", grammar_.part(state).name, "}");
      } else if (state.kind == State::Kind::kBreak) {
        if (out.has_break) out.line += "\", \"";
        out.has_break = true;
      }
    }
    return out;
  }

  // Where the tokens stand that no element of these steps takes, without blanks around them.
  std::optional<Range> UnexpectedIn(std::size_t first, std::size_t last) const {
    std::size_t begin = tokens_.size();
    std::size_t end = 0;
    for (std::size_t i = first; i < last; ++i) {
      if (steps_[i].kind != StepKind::kUnexpected) continue;
      begin = std::min<std::size_t>(begin, steps_[i].begin);
      end = std::max<std::size_t>(end, steps_[i].end);
    }
    while (begin < end && tokens_[begin].kind == TokenKind::kSpace) ++begin;
    while (begin < end && tokens_[end - 1].kind == TokenKind::kSpace) --end;
    if (begin >= end) return std::nullopt;
    return Place(begin, end);
  }

  // Elements without tokens, tokens without elements, or both in one place.
  void AddGap(std::size_t first, std::size_t last) {
    const Missing missing = MissingIn(first, last);
    const std::optional<Range> unexpected = UnexpectedIn(first, last);
    Diagnostic& fault = faults_.emplace_back();
    fault.range = unexpected ? *unexpected : Place(steps_[first].begin, steps_[first].begin);
    if (missing.empty()) {
      fault.message = Cat("unexpected ", Quoted(fault.range), Where(first, last, true));
    } else if (unexpected) {
      fault.message = Cat("expected ", missing.Words(), Where(first, last, true), ", not ",
                          Quoted(fault.range));
    } else if (missing.IsLiteral()) {
      fault.message = Cat("expected ", missing.Words(), Where(first, last, true));
      InsertLiteral(first, last, missing.literal, &fault);
    } else {
      fault.message = Cat(missing.Words(), missing.IsPlural() ? " are" : " is", " missing",
                          Where(first, last, false));
      NameStray(first, last, &fault);
    }
  }

  // A separator or full stop that is missing altogether.
  void InsertLiteral(std::size_t first, std::size_t last, const std::string& text,
                     Diagnostic* fault) const {
    if (last - first != 1) return;
    const LiteralClass kind = grammar_.literal(StateOf(steps_[first])).kind;
    const std::size_t at = steps_[first].begin;
    if (kind == LiteralClass::kOther) return;
    // A text that ends the entry may end with emphasis.
    if (IsBesideEmphasis(at, at) && at < tokens_.size()) return;
    const bool starts = at < tokens_.size() && StartsSentence(tokens_[at]);
    const bool ends =
        at > 0 && (tokens_[at - 1].kind != TokenKind::kSign || ClosesQuote(tokens_[at - 1].sign));
    const bool safe = kind == LiteralClass::kBlank ||
                      (kind == LiteralClass::kSentenceEnd && ends) ||
                      (kind == LiteralClass::kSeparator && starts);
    fault->fix = Fix{.title = Cat("insert \"", text, "\""),
                     .applicability = safe ? Applicability::kSafe : Applicability::kUnsafe,
                     .effect = Effect::kText,
                     .edits = {{fault->range, text}}};
  }

  // With other text beside them, such signs might open or close nothing any more.
  bool IsBesideEmphasis(std::size_t begin, std::size_t end) const {
    const auto is_sign = [](const EntryToken& token) {
      return token.kind == TokenKind::kSign &&
             (token.sign == '*' || token.sign == '_' || token.sign == '~');
    };
    return (begin > 0 && is_sign(tokens_[begin - 1])) ||
           (end < tokens_.size() && is_sign(tokens_[end]));
  }

  bool StartsSentence(const EntryToken& token) const {
    const CodePoint first = DecodeUtf8(doc_.source().text(), token.range.begin);
    return IsUpper(first.value) || IsCjkLetter(first.value);
  }

  // A code span that a text has swallowed may be the part that is missing.
  void NameStray(std::size_t first, std::size_t last, Diagnostic* fault) const {
    if (last - first != 1 || !IsPart(steps_[first])) return;
    const TemplatePart& part = grammar_.part(StateOf(steps_[first]));
    if (part.shape != PartShape::kCode || part.values.empty()) return;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (IsGap(steps_[i]) || !IsPart(steps_[i]) ||
          grammar_.part(StateOf(steps_[i])).shape != PartShape::kText) {
        continue;
      }
      for (std::size_t at = steps_[i].begin; at < steps_[i].end; ++at) {
        if (tokens_[at].kind == TokenKind::kCode &&
            part.Allows(doc_.Slice(doc_[tokens_[at].node].content))) {
          fault->related.push_back({"it may be this one, which is elsewhere", tokens_[at].range});
          return;
        }
      }
    }
  }

  void AddStray(std::size_t at) {
    for (std::size_t i = steps_[at].begin; i < steps_[at].end; ++i) {
      if (!matcher_.IsNamedLink(tokens_[i])) continue;
      Diagnostic& fault = faults_.emplace_back();
      fault.range = tokens_[i].range;
      fault.message = Cat("the link ", Quoted(doc_[tokens_[i].node].content), " stands in ",
                          NameOf(grammar_.part(StateOf(steps_[at]))));
    }
  }

  void AddStep(std::size_t at) {
    const MatchStep& step = steps_[at];
    const State& state = StateOf(step);
    Diagnostic& fault = faults_.emplace_back();
    fault.range = Place(step.begin, step.end);
    if (step.kind == StepKind::kBadValue) {
      BadValue(grammar_.part(state), step, &fault);
      return;
    }
    const TemplateLiteral& literal = grammar_.literal(state);
    fault.message = Cat("expected \"", literal.text, "\"", Where(at, at + 1, true));
    if (!fault.range.empty()) fault.message += Cat(", not ", Quoted(fault.range));
    const std::string_view text = doc_.Slice(fault.range);
    if (text.find('\\') != std::string_view::npos) return;
    if (IsBesideEmphasis(step.begin, step.end)) return;
    bool safe = true;
    if (step.kind == StepKind::kReplaced) {
      const bool blank = IsBlankText(text);
      safe = literal.kind == LiteralClass::kBlank ||
             (literal.kind == LiteralClass::kSeparator &&
              (!blank || (step.end < tokens_.size() && StartsSentence(tokens_[step.end]))));
    }
    fault.fix = Fix{.title = Cat("write \"", literal.text, "\""),
                    .applicability = safe ? Applicability::kSafe : Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = {{fault.range, literal.text}}};
  }

  void BadValue(const TemplatePart& part, const MatchStep& step, Diagnostic* fault) const {
    const EntryToken& token = tokens_[step.begin];
    const bool single = token.node != kNoNode && step.end == step.begin + 1;
    const Range range = single ? doc_[token.node].content : fault->range;
    const std::string_view text = doc_.Slice(range);
    std::string_view nearest;
    if (!part.link_text.empty()) {
      fault->message = Cat("the link \"", part.link_text, "\" is called ", Quoted(range));
      nearest = part.link_text;
    } else {
      const std::vector<std::string_view> values(part.values.begin(), part.values.end());
      nearest = Nearest(text, values);
      fault->message =
          Cat(Quoted(range), " is not a value of \"", part.name, "\"", DidYouMean(text, values));
    }
    fault->range = range;
    if (nearest.empty() || !EqualsIgnoreAsciiCase(nearest, text)) return;
    fault->fix = Fix{.title = Cat("write \"", nearest, "\""),
                     .applicability = Applicability::kUnsafe,
                     .effect = Effect::kText,
                     .edits = {{range, std::string(nearest)}}};
  }

  const Document& doc_;
  const EntryGrammar& grammar_;
  const std::vector<EntryToken>& tokens_;
  const std::vector<MatchStep>& steps_;
  const EntryMatcher& matcher_;
  std::vector<Diagnostic> faults_;
};

// Looks for an order of an entry's parts in which it would follow the grammar.
class OrderSearch {
 public:
  // `main_link` stays where it is: it looks like any other.
  OrderSearch(const Document& doc, const EntryGrammar& grammar,
              const std::vector<EntryToken>& tokens, NodeId main_link, EntryMatcher* matcher)
      : doc_(doc), grammar_(grammar), tokens_(tokens), main_link_(main_link), matcher_(*matcher) {}

  std::optional<Diagnostic> Find(const EntryMatch& match) {
    for (const MatchStep& step : match.steps) {
      if (step.kind != StepKind::kUnexpected && step.kind != StepKind::kBadValue &&
          step.kind != StepKind::kStray) {
        continue;
      }
      const bool lines =
          std::any_of(tokens_.begin() + step.begin, tokens_.begin() + step.end,
                      [](const EntryToken& token) { return token.kind == TokenKind::kBreak; });
      const MatchStep everywhere{.end = static_cast<std::uint32_t>(tokens_.size())};
      if (std::optional<Diagnostic> found =
              lines ? Search(Lines(), everywhere) : Search(Parts(step), step)) {
        return found;
      }
    }
    return std::nullopt;
  }

 private:
  struct Unit {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  // Code spans, links and images around a step.
  std::vector<Unit> Parts(const MatchStep& step) const {
    std::vector<Unit> units;
    std::size_t before = 0;  // units that end before the step does
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      const TokenKind kind = tokens_[i].kind;
      if (kind != TokenKind::kCode && kind != TokenKind::kLink && kind != TokenKind::kImage) {
        continue;
      }
      if (tokens_[i].node == main_link_) continue;
      units.push_back({i, i + 1});
      before += i < step.end;
    }
    const std::size_t first = before > kMostUnits - 1 ? before - (kMostUnits - 1) : 0;
    units.erase(units.begin(), units.begin() + static_cast<std::ptrdiff_t>(first));
    if (units.size() > kMostUnits) units.resize(kMostUnits);
    return units;
  }

  // What stands behind each kBreak.
  std::vector<Unit> Lines() const {
    std::vector<Unit> units;
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (tokens_[i].kind == TokenKind::kBreak) {
        units.push_back({i + 1, i + 1});
      } else if (!units.empty()) {
        units.back().end = i + 1;
      }
    }
    if (units.size() > kMostUnits) units.clear();
    for (const Unit& unit : units) {
      if (unit.begin == unit.end) return {};
    }
    return units;
  }

  std::optional<Diagnostic> Search(const std::vector<Unit>& units, const MatchStep& step) {
    const auto touches = [&](const Unit& unit) {
      return unit.begin < step.end && unit.end > step.begin;
    };
    for (std::size_t i = 0; i < units.size(); ++i) {
      for (std::size_t j = i + 1; j < units.size(); ++j) {
        if (!touches(units[i]) && !touches(units[j])) continue;
        std::vector<std::size_t> order(units.size());
        for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
        std::swap(order[i], order[j]);
        if (std::optional<Diagnostic> found = Try(units, order, j)) return found;
        if (j == i + 1) continue;
        // The later one is to go before the earlier, or the earlier behind the later.
        for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
        std::rotate(order.begin() + static_cast<std::ptrdiff_t>(i),
                    order.begin() + static_cast<std::ptrdiff_t>(j),
                    order.begin() + static_cast<std::ptrdiff_t>(j) + 1);
        if (std::optional<Diagnostic> found = Try(units, order, j)) return found;
        for (std::size_t k = 0; k < order.size(); ++k) order[k] = k;
        std::rotate(order.begin() + static_cast<std::ptrdiff_t>(i),
                    order.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                    order.begin() + static_cast<std::ptrdiff_t>(j) + 1);
        if (std::optional<Diagnostic> found = Try(units, order, i)) return found;
      }
    }
    return std::nullopt;
  }

  // With units[order[k]] at the place of units[k]; `moved` is the one to speak of.
  std::optional<Diagnostic> Try(const std::vector<Unit>& units,
                                const std::vector<std::size_t>& order, std::size_t moved) {
    std::vector<EntryToken> tokens;
    std::vector<std::size_t> places(units.size());  // where each unit begins now
    std::size_t at = 0;
    for (std::size_t k = 0; k < units.size(); ++k) {
      tokens.insert(tokens.end(), tokens_.begin() + static_cast<std::ptrdiff_t>(at),
                    tokens_.begin() + static_cast<std::ptrdiff_t>(units[k].begin));
      const Unit& unit = units[order[k]];
      places[order[k]] = tokens.size();
      tokens.insert(tokens.end(), tokens_.begin() + static_cast<std::ptrdiff_t>(unit.begin),
                    tokens_.begin() + static_cast<std::ptrdiff_t>(unit.end));
      at = units[k].end;
    }
    tokens.insert(tokens.end(), tokens_.begin() + static_cast<std::ptrdiff_t>(at), tokens_.end());
    const std::optional<EntryMatch> match = matcher_.Match(tokens, 0);
    if (!match) return std::nullopt;

    Diagnostic found;
    found.range = PlaceOf(units[moved]);
    // The unit whose place it takes stands on the wrong side of it.
    std::size_t other = moved;
    for (std::size_t k = 0; k < units.size(); ++k) {
      if (order[k] == moved) other = k;
    }
    found.message =
        Cat(NameAt(*match, places[moved], units[moved]), " stands ",
            moved < other ? "before " : "behind ", NameAt(*match, places[other], units[other]));
    Fix fix{.title = "put the parts in order",
            .applicability = Applicability::kSafe,
            .effect = Effect::kStructure};
    for (std::size_t k = 0; k < units.size(); ++k) {
      if (order[k] == k) continue;
      const Range place = PlaceOf(units[k]);
      fix.edits.push_back({place, std::string(doc_.Slice(PlaceOf(units[order[k]])))});
    }
    found.fix = std::move(fix);
    return found;
  }

  Range PlaceOf(const Unit& unit) const {
    return {tokens_[unit.begin].range.begin, tokens_[unit.end - 1].range.end};
  }

  // What the grammar calls the tokens from `at` on, which `unit` has in the file.
  std::string NameAt(const EntryMatch& match, std::size_t at, const Unit& unit) const {
    const bool is_line = unit.end - unit.begin > 1;
    for (const MatchStep& step : match.steps) {
      if (is_line || step.begin > at || step.end <= at) continue;
      const State& state = grammar_.states()[step.state];
      if (state.kind != State::Kind::kPart) continue;
      const TemplatePart& part = grammar_.part(state);
      return part.link_text.empty() ? Cat("the ", part.name)
                                    : Cat("the link \"", part.link_text, "\"");
    }
    const std::string_view text = doc_.Slice(PlaceOf(unit));
    const TextToken word = NextTextToken(text, 0);
    return Cat("\"", text.substr(0, word.end), "\"");
  }

  const Document& doc_;
  const EntryGrammar& grammar_;
  const std::vector<EntryToken>& tokens_;
  const NodeId main_link_;
  EntryMatcher& matcher_;
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
      OrderSearch order(doc, grammar, tokens, entry.link, &(*matchers)[best_form]);
      if (std::optional<Diagnostic> found = order.Find(*best)) {
        return Report(ctx, std::move(*found));
      }
      EntryFaults faults(doc, grammar, tokens, *best, (*matchers)[best_form]);
      const bool alike = faults.faults().size() == 1 || !LacksLink(grammar, *best);
      if (alike && faults.faults().size() <= kMostFaults) {
        for (Diagnostic& fault : faults.faults()) Report(ctx, std::move(fault));
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
      const State& state = grammar.states()[step.state];
      return step.kind == StepKind::kMissing && state.kind == State::Kind::kPart &&
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
