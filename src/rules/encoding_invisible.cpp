#include <charconv>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/ascii.h"
#include "base/char_set.h"
#include "base/utf8.h"
#include "facts/verbatim.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"allow", OptionType::kStrings, "",
     "Characters that are allowed, as hexadecimal numbers: 200B."},
};

constexpr std::string_view kAliases[] = {"MD084"};

std::string Hex(char32_t c) {
  char buffer[8];
  const auto end =
      std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::uint32_t>(c), 16).ptr;
  std::string out;
  for (const char* p = buffer; p != end; ++p) out += AsciiUpper(*p);
  return std::string(out.size() < 4 ? 4 - out.size() : 0, '0') + out;
}

std::string_view NameOf(char32_t c) {
  switch (c) {
    case 0xAD:
      return "soft hyphen";
    case 0x200B:
      return "zero width space";
    case 0x200C:
      return "zero width non-joiner";
    case 0x200D:
      return "zero width joiner";
    case 0x2060:
      return "word joiner";
    case 0xFEFF:
      return "byte order mark inside the text";
    default:
      return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
                     c == 0x200F || c == 0x61C
                 ? "bidirectional control"
                 : "invisible character";
  }
}

// Scripts that are written with joiners, or from right to left with direction marks.
bool UsesJoiners(char32_t c) {
  return (c >= 0x0590 && c <= 0x08FF) || (c >= 0x0900 && c <= 0x109F) ||
         (c >= 0x1780 && c <= 0x18AF) || (c >= 0xFB1D && c <= 0xFEFC) ||
         (c >= 0x0D80 && c <= 0x0DFF);
}

// What is hidden or written from right to left begins with one of these bytes.
constexpr CharSet kLeads(
    "\xC2\xCD\xD6\xD7\xD8\xD9\xDA\xDB\xDC\xDD\xDE\xDF\xE0\xE1\xE2\xE3\xEF\xF3");

class EncodingInvisibleRule final : public Rule {
 public:
  explicit EncodingInvisibleRule(const Options& options) {
    for (const std::string& hex : options.Strings("allow")) {
      std::uint32_t value = 0;
      std::from_chars(hex.data(), hex.data() + hex.size(), value, 16);
      allowed_.insert(value);
    }
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    const Source& source = doc.source();
    const std::string_view text = source.text();
    bool has_rtl = false;
    for (const std::uint32_t line : source.lines_beyond_ascii()) {
      const Offset end = source.Line(line).end;
      std::optional<bool> balanced;
      const auto is_balanced = [&] {
        if (!balanced) balanced = HasBalancedDirections(source.Slice(source.Line(line)));
        return *balanced;
      };
      std::size_t i = line == 0 && source.has_bom() ? 3 : source.LineBegin(line);
      const std::string_view until_end = text.substr(0, end);
      for (i = SkipAscii(until_end, i); i < end; i = SkipAscii(until_end, i)) {
        while (i < end && !IsAscii(text[i]) && !kLeads.Has(text[i])) ++i;
        if (i == end || IsAscii(text[i])) continue;
        const CodePoint c = DecodeUtf8(text, i);
        has_rtl = has_rtl || (c.value >= 0x0590 && c.value <= 0x08FF);
        if (IsHidden(c.value) && allowed_.count(c.value) == 0 && !IsMeant(text, i, c, has_rtl) &&
            !(IsIsolateOrEmbedding(c.value) && is_balanced())) {
          Report(doc, ctx, {static_cast<Offset>(i), static_cast<Offset>(i + c.length)}, c.value);
        }
        i += c.length;
      }
    }
  }

 private:
  static bool IsHidden(char32_t c) {
    switch (c) {
      case 0xAD:
      case 0x34F:
      case 0x61C:
      case 0x115F:
      case 0x1160:
      case 0x17B4:
      case 0x17B5:
      case 0x180E:
      case 0x3164:
      case 0xFEFF:
      case 0xFFA0:
        return true;
      default:
        return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
               (c >= 0x2060 && c <= 0x206F) || (c >= 0xE0000 && c <= 0xE007F);
    }
  }

  // Joiners in emoji and in scripts that need them; tags in flags; direction marks where there is
  // text from right to left.
  static bool IsMeant(std::string_view text, std::size_t at, const CodePoint& c, bool has_rtl) {
    const char32_t before = DecodeUtf8Before(text, at).value;
    const char32_t after = DecodeUtf8(text, at + c.length).value;
    if (c.value == 0x200D)
      return IsEmoji(before) || before == 0xFE0F || IsEmoji(after) || UsesJoiners(before);
    if (c.value == 0x200C) return UsesJoiners(before) || UsesJoiners(after);
    if (c.value >= 0xE0020 && c.value <= 0xE007F)
      return before == 0x1F3F4 || (before >= 0xE0020 && before <= 0xE007F);
    // Marks only turn neighbours; embeddings and overrides can make a text read otherwise than it
    // is.
    if (c.value == 0x200E || c.value == 0x200F || c.value == 0x61C)
      return has_rtl || UsesJoiners(after);
    // Thai, Lao, Khmer and Burmese have no spaces between words.
    if (c.value == 0x200B)
      return (before >= 0x0E00 && before <= 0x0EFF) || (before >= 0x1000 && before <= 0x109F) ||
             (before >= 0x1780 && before <= 0x17FF);
    return false;
  }

  static bool IsIsolateOrEmbedding(char32_t c) {
    return c == 0x202A || c == 0x202B || c == 0x202C || (c >= 0x2066 && c <= 0x2069);
  }

  // In a line with text from right to left, what is opened is closed, and nothing overrides.
  static bool HasBalancedDirections(std::string_view line) {
    std::vector<char32_t> open;
    bool has_rtl = false;
    for (std::size_t i = 0; i < line.size();) {
      const CodePoint c = DecodeUtf8(line, i);
      i += c.length;
      has_rtl = has_rtl || (c.value >= 0x0590 && c.value <= 0x08FF);
      if (c.value == 0x202D || c.value == 0x202E) return false;
      if (!IsIsolateOrEmbedding(c.value)) continue;
      if (c.value != 0x202C && c.value != 0x2069) {
        open.push_back(c.value >= 0x2066 ? 0x2069 : 0x202C);
      } else if (open.empty() || open.back() != c.value) {
        return false;
      } else {
        open.pop_back();
      }
    }
    return has_rtl && open.empty();
  }

  // Without the character a line that begins with it could begin a block, one that has nothing else
  // would be empty, and an address beside it would be another.
  static bool MayGo(const Document& doc, Range range) {
    const Source& source = doc.source();
    const Range line = source.Line(source.LineAt(range.begin));
    std::string_view before = source.Slice({line.begin, range.begin});
    std::string_view after = source.Slice({range.end, line.end});
    const CodePoint next = DecodeUtf8(after, 0);
    const bool begins =
        Trim(before).find_first_not_of("-+*>#.)0123456789 ") == std::string_view::npos;
    if (begins && !IsLetter(next.value)) return false;
    if (after.empty() && before.ends_with('\\')) return false;
    // Of a word that is longer, a part would have to do; there may be many such characters in it.
    constexpr std::size_t kMostOfWord = 256;
    const bool cut = before.size() > kMostOfWord;
    if (cut) before.remove_prefix(before.size() - kMostOfWord);
    const std::size_t blank = before.find_last_of(" \t)>");
    if (blank == std::string_view::npos && cut) return false;
    before = before.substr(blank + 1);
    const std::size_t size = after.substr(0, kMostOfWord).find_first_of(" \t([<");
    if (size == std::string_view::npos && after.size() > kMostOfWord) return false;
    const std::string word = Cat(before, after.substr(0, size));
    for (const std::string_view sign : {"://", "www.", "@"}) {
      if (word.find(sign) != std::string::npos) return false;
    }
    return true;
  }

  static void Report(const Document& doc, RuleContext& ctx, Range range, char32_t c) {
    Diagnostic& found = ctx.Report(range, Cat(NameOf(c), " (U+", Hex(c), ")"));
    const Node& node = doc.NodeAt(range.begin);
    // In code it may be the subject; in a destination it may be what the server knows.
    if (node.kind != NodeKind::kText || doc.Ancestor(node, NodeKind::kHeading) != nullptr ||
        !MayGo(doc, range) || IsAtBrokenTaskBox(doc, range)) {
      return;
    }
    found.fix = Fix{.title = "remove it",
                    .applicability = Applicability::kSafe,
                    .effect = Effect::kText,
                    .edits = {{range, ""}}};
  }

  std::unordered_set<std::uint32_t> allowed_;
};

}  // namespace

RuleInfo EncodingInvisibleInfo() {
  return {.name = "encoding-invisible",
          .group = "encoding",
          .summary = "Invisible character",
          .rationale =
              "It breaks searches, links and copied commands, and nobody can see why; some make a "
              "text read otherwise than it is.",
          .severity = Severity::kWarning,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<EncodingInvisibleRule>};
}

}  // namespace awl
