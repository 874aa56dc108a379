#include <algorithm>
#include <cstdio>
#include <string>

#include "base/find_any_of.h"
#include "base/utf8.h"
#include "rules/builtin.h"

namespace awl {
namespace {

// Cyrillic and Greek letters that no reader can tell from Latin ones, in order (Unicode's
// confusables.txt names them so).
constexpr std::u32string_view kLookAlikes = U"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϳЅІЈАВЕКМНОРСТХаеорсухѕіјһԁԛԜԝ";

// The Latin letters that they look like.
constexpr std::string_view kLatinLookAlikes = "ABCEHIJKMNOPSTWXYZacdehijopqswxy";

// Two bytes of UTF-8 that are a Greek or Cyrillic letter or mark (U+0370 to U+052F) begin so.
std::size_t FindLead(std::string_view text, std::size_t from) {
  return FindAnyOf<'\xCD', '\xCE', '\xCF', '\xD0', '\xD1', '\xD2', '\xD3', '\xD4'>(text, from);
}

bool IsGreekOrCyrillic(char32_t c) { return c >= 0x370 && c <= 0x52F; }

// Where a run of Latin, Greek and Cyrillic letters around `at` begins and ends.
Range WordAround(std::string_view text, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0) {
    const CodePoint c = DecodeUtf8Before(text, begin);
    if (!IsGreekOrCyrillic(c.value) && !IsAsciiAlpha(text[begin - 1])) break;
    begin -= c.length;
  }
  std::size_t end = at;
  while (end < text.size()) {
    const CodePoint c = DecodeUtf8(text, end);
    if (!IsGreekOrCyrillic(c.value) && !IsAsciiAlpha(text[end])) break;
    end += c.length;
  }
  return {static_cast<Offset>(begin), static_cast<Offset>(end)};
}

// Letters of one script pass for letters of the other: all that the rarer one has in the word look
// like the other's. "PDFы", "µm" and "λx" are honest.
bool IsDisguised(std::string_view word) {
  bool latin = true;
  bool other = true;
  std::size_t latin_count = 0;
  std::size_t other_count = 0;
  for (std::size_t i = 0; i < word.size();) {
    const CodePoint c = DecodeUtf8(word, i);
    if (c.length == 1) {
      ++latin_count;
      latin = latin && kLatinLookAlikes.find(word[i]) != std::string_view::npos;
    } else {
      ++other_count;
      other = other && std::binary_search(kLookAlikes.begin(), kLookAlikes.end(), c.value);
    }
    i += c.length;
  }
  return (latin && other_count > latin_count) || (other && latin_count > other_count);
}

// "its 'c' is U+0441": the first letter of the rarer script; "its 'a' is ASCII" in the other case.
std::string NameOfStranger(std::string_view word) {
  std::size_t ascii = 0;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < word.size(); i += DecodeUtf8(word, i).length) {
    ascii += IsAscii(word[i]) ? 1 : 0;
    ++letters;
  }
  const bool ascii_is_rarer = 2 * ascii < letters;
  for (std::size_t i = 0; i < word.size();) {
    const CodePoint c = DecodeUtf8(word, i);
    if ((c.length == 1) == ascii_is_rarer) {
      char code[16];
      std::snprintf(code, sizeof code, "U+%04X", static_cast<unsigned>(c.value));
      return Cat("its '", word.substr(i, c.length), "' is ", code);
    }
    i += c.length;
  }
  return "they look alike";
}

class EncodingHomoglyphRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const Source& source = doc.source();
    for (const std::uint32_t number : source.lines_beyond_ascii()) {
      const Range line = source.Line(number);
      const std::string_view text = source.Slice(line);
      for (std::size_t i = FindLead(text, 0); i < text.size(); i = FindLead(text, i + 1)) {
        const bool meets = (i > 0 && IsAsciiAlpha(text[i - 1])) ||
                           (i + 2 < text.size() && IsAsciiAlpha(text[i + 2]));
        if (!meets) {
          ++i;
          continue;
        }
        i = CheckWord(doc, line.begin + static_cast<Offset>(i), ctx) - line.begin;
      }
    }
  }

 private:
  // Returns where to go on.
  static Offset CheckWord(const Document& doc, Offset at, RuleContext& ctx) {
    const Node& node = doc.NodeAt(at);
    if (node.kind != NodeKind::kText) return at + 1;
    const Range in_text = WordAround(doc.Slice(node.full), at - node.full.begin);
    const Range word = {node.full.begin + in_text.begin, node.full.begin + in_text.end};
    if (IsDisguised(doc.Slice(word))) {
      ctx.Report(word, Cat("the word \"", doc.Slice(word),
                           "\" mixes letters of two scripts: ", NameOfStranger(doc.Slice(word))));
    }
    return word.end;
  }
};

}  // namespace

RuleInfo EncodingHomoglyphInfo() {
  return {.name = "encoding-homoglyph",
          .group = "encoding",
          .summary = "Word with a look-alike letter of another script",
          .rationale = "No reader sees the difference, and no search finds the word.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<EncodingHomoglyphRule>};
}

}  // namespace awl
