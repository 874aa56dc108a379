#include <optional>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::string_view kStars = "**";

// CommonMark takes a sign for punctuation, and then "**" beside it neither opens nor closes before
// a letter.
bool IsSign(char32_t c) { return IsPunctuation(c) || IsSymbol(c); }

bool IsSolid(char32_t c) { return c != 0 && !IsSpace(c) && !IsSign(c); }

char32_t CloserOf(char32_t opener) {
  switch (opener) {
    case 0x300C:
      return 0x300D;  // 「」
    case 0x300E:
      return 0x300F;  // 『』
    case 0x300A:
      return 0x300B;  // 《》
    case 0x3008:
      return 0x3009;  // 〈〉
    case 0x3010:
      return 0x3011;  // 【】
    case 0xFF08:
      return 0xFF09;  // （）
    case 0x201C:
      return 0x201D;  // “”
    case 0x2018:
      return 0x2019;  // ‘’
    default:
      return 0;
  }
}

// "，" and its kin, which may stand outside of bold text as well as inside.
bool IsStop(char32_t c) {
  return c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF01 ||
         c == 0xFF1F || c == ':';
}

class CjkEmphasisRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const Source& source = doc.source();
    for (const std::uint32_t line : source.lines_beyond_ascii()) {
      const Range range = source.Line(line);
      const std::string_view text = doc.Slice(range);
      std::size_t open = std::string_view::npos;
      for (std::size_t at = text.find(kStars); at != std::string_view::npos;
           at = text.find(kStars, at + kStars.size())) {
        const Offset place = range.begin + static_cast<Offset>(at);
        if (!IsPlain(doc, {place, place + 2})) {
          open = std::string_view::npos;
          continue;
        }
        if (open != std::string_view::npos && CheckPair(doc, ctx, range, open, at)) {
          open = std::string_view::npos;
        } else {
          open = at;
        }
      }
    }
  }

 private:
  static bool IsPlain(const Document& doc, Range stars) {
    const Node& node = doc.NodeAt(stars.begin);
    const std::string_view text = doc.source().text();
    return node.kind == NodeKind::kText && doc.IsExact(stars) &&
           (stars.begin == 0 || (text[stars.begin - 1] != '\\' && text[stars.begin - 1] != '*')) &&
           text[stars.end] != '*';
  }

  // True if the two were meant to make bold what is between them.
  static bool CheckPair(const Document& doc, RuleContext& ctx, Range line, std::size_t open,
                        std::size_t close) {
    const std::string_view text = doc.Slice(line);
    const std::string_view inner = text.substr(open + 2, close - open - 2);
    if (inner.empty()) return false;
    const CodePoint first = DecodeUtf8(inner, 0);
    const CodePoint last = DecodeUtf8Before(inner, inner.size());
    if (IsSpace(first.value) || IsSpace(last.value)) return false;
    const char32_t before = DecodeUtf8Before(text, open).value;
    const char32_t after = DecodeUtf8(text, close + 2).value;
    const bool opens = !IsSign(first.value) || !IsSolid(before);
    const bool closes = !IsSign(last.value) || !IsSolid(after);
    if (opens && closes) return false;
    const bool cjk = IsCjk(first.value) || IsCjk(last.value) || IsCjk(before) || IsCjk(after);
    if (!cjk) return false;
    const Range stars = {line.begin + static_cast<Offset>(open),
                         line.begin + static_cast<Offset>(close) + 2};
    Diagnostic& found =
        ctx.Report(stars, Cat("GitHub shows the asterisks: beside punctuation that a letter ",
                              closes ? "precedes" : "follows", ", ** ", closes ? "opens" : "closes",
                              " nothing"));
    const std::string fixed = Fixed(inner, opens, closes);
    if (fixed.empty() || !doc.IsExact(stars)) return true;
    found.fix = Fix{.title = Cat("write ", fixed),
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kStructure,
                    .edits = {{stars, fixed}}};
    return true;
  }

  // With the punctuation outside; empty if that cannot be.
  static std::string Fixed(std::string_view inner, bool opens, bool closes) {
    const CodePoint first = DecodeUtf8(inner, 0);
    const CodePoint last = DecodeUtf8Before(inner, inner.size());
    if (CloserOf(first.value) == last.value && inner.size() > first.length + last.length) {
      const std::string_view quoted =
          inner.substr(first.length, inner.size() - first.length - last.length);
      if (IsSign(DecodeUtf8(quoted, 0).value) ||
          IsSign(DecodeUtf8Before(quoted, quoted.size()).value)) {
        return {};
      }
      return Cat(inner.substr(0, first.length), kStars, quoted, kStars,
                 inner.substr(inner.size() - last.length));
    }
    if (!opens || closes || !IsStop(last.value)) return {};
    const std::string_view rest = inner.substr(0, inner.size() - last.length);
    if (rest.empty() || IsSign(DecodeUtf8Before(rest, rest.size()).value)) return {};
    return Cat(kStars, rest, kStars, inner.substr(inner.size() - last.length));
  }
};

}  // namespace

RuleInfo CjkEmphasisInfo() {
  return {.name = "cjk-emphasis",
          .group = "cjk",
          .summary = "Bold text that stays plain beside punctuation",
          .rationale =
              "Chinese and Japanese have no spaces around bold text, so punctuation at its edge "
              "keeps Markdown from seeing it, and readers get asterisks.",
          .severity = Severity::kError,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<CjkEmphasisRule>};
}

}  // namespace awl
