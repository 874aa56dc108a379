#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/find_any_of.h"
#include "base/utf8.h"
#include "rules/builtin.h"
#include "rules/document/token_beside.h"
#include "text/unicode.h"

namespace awl {
namespace {

// Shorter words are abbreviations, variables and file types.
constexpr std::size_t kShortestWord = 3;
// Who leaves out the space in more than one place of this many does so on purpose.
constexpr std::size_t kCustomOfGluing = 10;

// So many words are looked for in the file.
constexpr std::size_t kMostWordSearches = 100;
// A sentence has as many spaces at least; "A slog.Handler" begins with a name.
constexpr std::ptrdiff_t kFewestWords = 4;
// What is looked at between two brackets, so that the work stays linear.
constexpr std::size_t kMaxInner = 80;

bool IsLowerWord(std::string_view word) {
  return word.size() >= kShortestWord && std::all_of(word.begin(), word.end(), IsAsciiLower);
}

class DocumentMissingSpaceRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    State state;
    for (const NodeId id : doc.Ids(NodeKind::kText)) {
      const Node& node = doc[id];
      CheckEmoji(doc, node, doc.Slice(node.full), &state.signs);
      if (!IsName(doc[node.parent].kind)) CheckText(doc, ctx, node, &state);
    }
    Commas& commas = state.commas;
    commas.Begin(kNoNode);
    if (!commas.glued.empty() && kCustomOfGluing * commas.glued.size() <= CountSpacedCommas(doc)) {
      for (const Offset at : commas.glued) Report(doc, ctx, at, "no space after the comma");
    }
    const Signs& signs = state.signs;
    if (kCustomOfGluing * signs.glued.size() <= signs.spaced + kCustomOfGluing) {
      for (const Offset at : signs.glued) Report(doc, ctx, at, "no space before the emoji");
    }
  }

 private:
  static constexpr std::string_view kSigns = ".,;:!?()[]{}\"'/\\<>=_&@#*+|`";

  using Starters = std::unordered_set<std::string_view>;
  struct Signs {
    std::size_t spaced = 0;
    std::vector<Offset> glued = {};
  };

  // A sentence in which only some commas got their space would be worse than before: those of a
  // block in which others are not sure are not reported.
  struct Commas {
    std::vector<Offset> glued = {};
    bool is_mixed = false;  // the block has others, which may be meant
    NodeId block = kNoNode;
    std::size_t before = 0;  // how many of `glued` are of other blocks

    void Begin(NodeId next) {
      if (next == block && next != kNoNode) return;
      if (is_mixed) glued.resize(before);
      block = next;
      before = glued.size();
      is_mixed = false;
    }
  };

  struct State {
    Commas commas = {};
    Signs signs = {};
    std::optional<Starters> starters = {};  // made when asked for
    std::size_t searches = 0;
  };

  static void CheckText(const Document& doc, RuleContext& ctx, const Node& node, State* state) {
    const std::string_view text = doc.Slice(node.full);
    const auto may_be_glued = [](auto c, auto next) {
      const auto letter = ((next | ' ') >= 'a') & ((next | ' ') <= 'z');
      return (((c == ',') | (c == '.') | (c == ')')) & letter) | ((c != ' ') & (next == '('));
    };
    std::optional<bool> is_prose;  // asked for once in a text
    const auto in_prose = [&] {
      if (!is_prose) is_prose = IsProse(doc, node);
      return *is_prose;
    };
    for (std::size_t at = FindPairWhere(may_be_glued, text); at != std::string_view::npos;
         at = FindPairWhere(may_be_glued, text, at + 1)) {
      const char next = text[at + 1];
      if (next == '(') {
        if (IsGluedOpening(text, at + 1) && in_prose()) {
          Report(doc, ctx, At(node, at + 1), "no space before the bracket");
        }
      } else if (text[at] == ',') {
        if (at == 0 || !IsAsciiAlpha(text[at - 1]) || !in_prose()) continue;
        state->commas.Begin(BlockOf(doc, node));
        if (IsAsciiLower(next) && IsGluedComma(text, at)) {
          state->commas.glued.push_back(At(node, at + 1));
        } else {
          state->commas.is_mixed = true;
        }
      } else if (text[at] == ')') {
        if (IsAsciiLower(next) && IsGluedClosing(text, at) && in_prose()) {
          Report(doc, ctx, At(node, at + 1), "no space after the bracket");
        }
      } else if (IsAsciiUpper(next) && IsGluedStop(text, at) && in_prose()) {
        if (!state->starters) state->starters = FindStarters(doc);
        if (state->starters->count(TokenAfter(text, at + 1, kSigns)) == 0) continue;
        if (++state->searches > kMostWordSearches) continue;
        if (IsPackage(doc, TokenBefore(text, at, kSigns))) continue;
        Report(doc, ctx, At(node, at + 1), "no space between two sentences");
      }
    }
    if (IsGluedToLink(doc, node, text) && in_prose()) {
      Report(doc, ctx, node.full.end, "no space before the link");
    }
  }

  // "Carries tea.[Read more](u)"
  static bool IsGluedToLink(const Document& doc, const Node& node, std::string_view text) {
    if (text.size() < kShortestWord + 1 || text.back() != '.' || node.next_sibling == kNoNode) {
      return false;
    }
    const Node& next = doc[node.next_sibling];
    return next.kind == NodeKind::kLink && doc.link(next).form == LinkForm::kInline &&
           IsAsciiUpper(doc.source()[next.content.begin]) &&
           IsLowerWord(TokenBefore(text, text.size() - 1, kSigns));
  }

  static std::size_t CountSpacedCommas(const Document& doc) {
    const auto is_spaced = [](auto c, auto next) { return (c == ',') & (next == ' '); };
    std::size_t count = 0;
    for (const Node& node : doc.All(NodeKind::kText)) {
      const std::string_view text = doc.Slice(node.full);
      for (std::size_t at = FindPairWhere(is_spaced, text); at != std::string_view::npos;
           at = FindPairWhere(is_spaced, text, at + 1)) {
        ++count;
      }
      count += text.ends_with(',') ? 1 : 0;
    }
    return count;
  }

  static NodeId BlockOf(const Document& doc, const Node& text) {
    const Node* node = &text;
    while (!IsBlock(node->kind)) node = doc.Parent(*node);
    return doc.IdOf(*node);
  }

  static Offset At(const Node& node, std::size_t at) {
    return node.full.begin + static_cast<Offset>(at);
  }

  // In a heading a space would change the anchor; a link's text is a name.
  static bool IsProse(const Document& doc, const Node& node) {
    const std::string_view text = doc.Slice(node.full);
    for (std::size_t i = SkipAscii(text, 0); i < text.size(); i = SkipAscii(text, i)) {
      const CodePoint c = DecodeUtf8(text, i);
      if (IsCjk(c.value)) return false;
      i += c.length;
    }
    for (const Node* at = doc.Parent(node); at != nullptr; at = doc.Parent(*at)) {
      if (IsName(at->kind)) return false;
    }
    return true;
  }

  static bool IsName(NodeKind kind) {
    return kind == NodeKind::kHeading || kind == NodeKind::kLink ||
           kind == NodeKind::kLinkReference;
  }

  // "text,numbers and"
  static bool IsGluedComma(std::string_view text, std::size_t at) {
    if (at == 0 || !IsAsciiLower(text[at - 1])) return false;
    const std::string_view before = TokenBefore(text, at, ",");
    const std::string_view after = TokenAfter(text, at + 1, ",.;:)");
    if (!IsLowerWord(before) || !IsLowerWord(after)) return false;
    if (std::max(before.size(), after.size()) == kShortestWord) return false;  // "bmp,gif"
    // "a,b,c,d" is a value.
    const std::size_t begin = at - before.size();
    const std::size_t end = at + 1 + after.size();
    return (begin == 0 || text[begin - 1] != ',') && (end >= text.size() || text[end] != ',');
  }

  // "Ubuntu 20.04(64-bit)", "library(for beginners)". "f(x)", "method(s)" and "log(n log n)" are
  // written so.
  static bool IsGluedOpening(std::string_view text, std::size_t at) {
    if (at == 0 || !IsAsciiAlnum(text[at - 1])) return false;
    const std::size_t length = text.substr(at, kMaxInner).find(')');
    if (length == std::string_view::npos) return false;
    const std::size_t close = at + length;
    if (close + 1 < text.size() && !IsAsciiSpace(text[close + 1]) &&
        std::string_view(".,;:").find(text[close + 1]) == std::string_view::npos) {
      return false;
    }
    const std::string_view inner = text.substr(at + 1, close - at - 1);
    const std::string_view token = TokenBefore(text, at, ",;:");
    if (IsAsciiDigit(token.front())) {
      const bool version = std::all_of(token.begin(), token.end(),
                                       [](char c) { return IsAsciiDigit(c) || c == '.'; });
      return version && LongestWord(inner) >= kShortestWord;
    }
    if (!IsLowerWord(token) || inner.find(' ') == std::string_view::npos) return false;
    // "passive(ly made)"
    for (const std::string_view suffix : {"ly", "s", "es", "ed", "er", "ing", "al", "ion"}) {
      if (inner.substr(0, inner.find(' ')) == suffix) return false;
    }
    return std::all_of(inner.begin(), inner.end(),
                       [](char c) { return IsAsciiAlpha(c) || c == ' ' || c == '-'; }) &&
           ShortestWord(inner) >= 2;
  }

  // "(NIDS)created": an acronym or several words, not a part of a word as in "(re)create".
  static bool IsGluedClosing(std::string_view text, std::size_t at) {
    const std::size_t begin = at - std::min(at, kMaxInner);
    const std::size_t length = text.substr(begin, at - begin).rfind('(');
    if (length == std::string_view::npos) return false;
    const std::size_t open = begin + length;
    if (open == 0 || !IsAsciiSpace(text[open - 1])) return false;
    const std::string_view inner = text.substr(open + 1, at - open - 1);
    const bool acronym = inner.size() >= 2 && std::all_of(inner.begin(), inner.end(), IsAsciiUpper);
    const bool words = inner.find(' ') != std::string_view::npos && ShortestWord(inner) >= 2;
    return (acronym || words) && IsLowerWord(TokenAfter(text, at + 1, ".,;:!?"));
  }

  // "attempts.Please note": the end of one sentence and the beginning of the next.
  static bool IsGluedStop(std::string_view text, std::size_t at) {
    const std::string_view before = TokenBefore(text, at, kSigns);
    if (!IsLowerWord(before) || before.size() + 1 >= at) return false;
    if (text[at - before.size() - 1] != ' ') return false;
    const std::string_view after = TokenAfter(text, at + 1, kSigns);
    if (EqualsIgnoreAsciiCase(before, after)) return false;  // "time.Time"
    const std::size_t end = at + 1 + after.size();
    const std::string_view sentence = text.substr(0, at);
    if (std::count(sentence.begin(), sentence.end(), ' ') < kFewestWords) return false;
    return after.size() >= 2 && end + 1 < text.size() && text[end] == ' ' &&
           IsAsciiAlpha(text[end + 1]) && std::all_of(after.begin() + 1, after.end(), IsAsciiLower);
  }

  // "http.Client": what capitals follow in several places is the name of a package.
  static bool IsPackage(const Document& doc, std::string_view word) {
    const std::string text = Cat(word, ".");
    const std::string_view source = doc.source().text();
    std::size_t uses = 0;
    for (std::size_t at = source.find(text); at != std::string_view::npos && uses < 2;
         at = source.find(text, at + 1)) {
      const std::size_t next = at + text.size();
      const bool begins = at == 0 || !IsAsciiAlnum(source[at - 1]);
      uses += begins && next < source.size() && IsAsciiUpper(source[next]) ? 1 : 0;
    }
    return uses > 1;
  }

  // The words that begin sentences elsewhere.
  static Starters FindStarters(const Document& doc) {
    Starters out;
    for (const NodeId id : doc.Ids(NodeKind::kText)) {
      const std::string_view text = doc.Slice(doc[id].full);
      for (std::size_t at = text.find(". "); at != std::string_view::npos;
           at = text.find(". ", at + 2)) {
        out.insert(TokenAfter(text, at + 2, kSigns));
      }
      if (text.starts_with(" - ")) out.insert(TokenAfter(text, 3, kSigns));
    }
    return out;
  }

  // ":dollar:" right after a link.
  static void CheckEmoji(const Document& doc, const Node& node, std::string_view text,
                         Signs* signs) {
    if (text.size() < 4 || (text[0] != ':' && !text.starts_with(" :"))) return;
    const std::size_t colon = text[0] == ':' ? 0 : 1;
    const std::string_view name = TokenAfter(text, colon + 1, ":.,;()[]/\\\"'");
    const std::size_t end = colon + 1 + name.size();
    if (name.size() < 2 || end >= text.size() || text[end] != ':') return;
    if (!std::any_of(name.begin(), name.end(), IsAsciiLower)) return;
    const Offset before = node.full.begin;
    const Node* block = doc.Parent(node);
    if (block == nullptr || before == block->content.begin) return;
    const char last = doc.source()[before - 1];
    if (last != ')' && last != '`' && last != ']') return;
    if (colon == 1) {
      ++signs->spaced;
    } else {
      signs->glued.push_back(before);
    }
  }

  static std::size_t LongestWord(std::string_view text) {
    std::size_t longest = 0;
    std::size_t length = 0;
    for (const char c : text) {
      length = IsAsciiAlpha(c) ? length + 1 : 0;
      longest = std::max(longest, length);
    }
    return longest;
  }

  static std::size_t ShortestWord(std::string_view text) {
    std::size_t shortest = text.size();
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find(' ', begin), text.size());
      if (end > begin) shortest = std::min(shortest, end - begin);
      begin = end + 1;
    }
    return shortest;
  }

  static void Report(const Document& doc, RuleContext& ctx, Offset at, std::string message) {
    Diagnostic& found = ctx.Report({at - 1, at + 1}, std::move(message));
    if (!doc.IsExact({at - 1, at + 1})) return;
    found.fix = Fix{.title = "add it",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = {{{at, at}, " "}}};
  }
};

}  // namespace

RuleInfo DocumentMissingSpaceInfo() {
  return {.name = "document-missing-space",
          .group = "document",
          .summary = "Words that are glued together where a space was meant",
          .rationale = "Readers stumble over it, and searches for the word do not find it.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<DocumentMissingSpaceRule>};
}

}  // namespace awl
