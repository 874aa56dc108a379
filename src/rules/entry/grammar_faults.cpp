#include "rules/entry/grammar_faults.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/strings.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "list/entry_characters.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::size_t kMostQuoted = 40;  // bytes

using State = EntryGrammar::State;

// What one entry has wrong, in words. Steps and tokens are those of one match.
class EntryFaults {
 public:
  EntryFaults(const MatchedEntry& entry, const EntryMatcher& matcher)
      : doc_(entry.document),
        grammar_(entry.grammar),
        tokens_(entry.tokens),
        steps_(entry.match.steps),
        matcher_(matcher) {
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

}  // namespace

std::vector<Diagnostic> FindEntryFaults(const MatchedEntry& entry, const EntryMatcher& matcher) {
  EntryFaults faults(entry, matcher);
  return std::move(faults.faults());
}

}  // namespace awl
