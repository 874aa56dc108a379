#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "base/data_table.h"
#include "base/find_any_of.h"
#include "base/utf8.h"
#include "facts/anchors.h"
#include "rules/builtin.h"
#include "text/japanese.h"
#include "text/slug.h"
#include "text/unicode.h"

namespace awl {
namespace {

// What Chinese and Japanese text has in place of the ASCII mark. A full stop or a colon between two
// ideographs is too often part of a name, a number or a label; a stop behind them ends a sentence.
std::string_view FullWidth(char c) {
  switch (c) {
    case ',':
      return "，";
    case ';':
      return "；";
    case '!':
      return "！";
    case '?':
      return "？";
    default:
      return {};
  }
}

// Han and kana. Korean is written with ASCII punctuation and spaces.
bool IsIdeographic(char32_t c) {
  const bool hangul = (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3130 && c <= 0x318F) ||
                      (c >= 0xA960 && c <= 0xA97F) || (c >= 0xAC00 && c <= 0xD7FF);
  return IsCjkLetter(c) && !hangul;
}

// An English sentence that names things in Chinese keeps its own punctuation. It has more words
// than the names have, at some two ideographs a word, and lower-case ones amid its own words, as a
// list of product names has not.
bool IsLatinSentence(std::string_view text) {
  std::size_t words = 0;
  std::size_t ideographs = 0;
  std::size_t joining = 0;  // words in lower case beside another word
  bool after_word = false;  // nothing but a space since the last one
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    if (!IsLetter(c.value) || IsCjk(c.value)) {
      ideographs += IsIdeographic(c.value) ? 1 : 0;
      after_word = after_word && c.value == ' ';
      i += c.length;
      continue;
    }
    ++words;
    joining += after_word && IsLower(c.value) ? 1 : 0;
    after_word = true;
    while (i < text.size()) {
      const CodePoint next = DecodeUtf8(text, i);
      if (IsCjk(next.value) || (!IsLetter(next.value) && !IsNumber(next.value))) break;
      i += next.length;
    }
  }
  return joining > 0 && 2 * words > ideographs;
}

// What stands between brackets and the ends of other sentences around the mark at `at`.
std::string_view SentenceAround(std::string_view text, std::size_t at) {
  const auto ends = [&](std::size_t i) {
    const char c = text[i];
    if (c == '(' || c == ')' || c == '!' || c == '?' || c == ';') return true;
    if (c == '.') return i + 1 == text.size() || IsAsciiSpace(text[i + 1]);
    const std::string_view sign = text.substr(i, 3);
    return sign == "。" || sign == "（" || sign == "）" || sign == "！" || sign == "？";
  };
  std::size_t begin = at;
  while (begin > 0 && !ends(begin - 1)) --begin;
  std::size_t end = at + 1;
  while (end < text.size() && !ends(end)) ++end;
  return text.substr(begin, end - begin);
}

constexpr std::string_view kStop = "。";
// So many times more frequent than '.' it is the custom.
constexpr std::size_t kUsual = 4;

class CjkAsciiPunctuationRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    std::optional<bool> japanese;
    std::vector<Range> stops;
    const Source& source = doc.source();
    for (const std::uint32_t line : source.lines_beyond_ascii()) {
      // The contents list is written as the headings are.
      if (ctx.list().InContents(doc.NodeAt(source.Line(line).end - 1))) continue;
      CheckLine(doc, source.Line(line), &japanese, ctx);
      FindStops(ctx, source.Line(line), &stops);
    }
    ReportStops(doc, stops, ctx);
  }

 private:
  // Of a heading, or of what has to say the same: a contents item, the link of an index.
  static bool IsTitle(const RuleContext& ctx, const Node& node) {
    const Document& doc = ctx.document();
    if (doc.Ancestor(node, NodeKind::kHeading) != nullptr || ctx.list().InContents(node)) {
      return true;
    }
    const Node* link = doc.Ancestor(node, NodeKind::kLink);
    return link != nullptr && ctx.facts().anchors().Find(Slug(doc.Text(*link))) != nullptr;
  }

  // True if a '.' in `node` is followed by the end of a name, "工具. net", or stands in a link that
  // goes on in small letters at `next`.
  static bool IsInsideName(const Document& doc, const Node& node, std::string_view rest,
                           std::size_t next) {
    if (rest.empty() || !IsLower(DecodeUtf8(rest, 0).value)) return false;
    const Node* link = doc.Ancestor(node, NodeKind::kLink);
    if (link != nullptr && next < link->content.end) return true;
    std::size_t end = 0;
    while (end < rest.size() && IsAsciiAlnum(rest[end])) ++end;
    const std::span<const DataRow> names = DataTable("name-endings");
    return std::any_of(
        names.begin(), names.end(),
        [word = rest.substr(0, end)](const DataRow& row) { return row.key == word; });
  }

  // Each '.' behind an ideograph that a space or nothing follows, with the space that is needless
  // behind a full-width one.
  static void FindStops(const RuleContext& ctx, Range line, std::vector<Range>* stops) {
    const Document& doc = ctx.document();
    const std::string_view text = doc.Slice(line);
    for (std::size_t at = text.find('.'); at != std::string_view::npos;
         at = text.find('.', at + 1)) {
      if (at < 3 || IsAscii(text[at - 1]) || !IsIdeographic(DecodeUtf8Before(text, at).value))
        continue;
      if (at + 1 < text.size() && text[at + 1] != ' ') continue;
      const Offset mark = line.begin + static_cast<Offset>(at);
      const Node& node = doc.NodeAt(mark);
      if (node.kind != NodeKind::kText || !doc.IsExact({mark, mark + 1})) continue;
      if (IsTitle(ctx, node)) continue;
      const std::size_t next = std::min(text.find_first_not_of(' ', at + 1), text.size());
      if (IsInsideName(doc, node, text.substr(next), line.begin + next)) continue;
      const bool joins = next < text.size() && IsIdeographic(DecodeUtf8(text, next).value);
      stops->push_back({mark, joins ? line.begin + static_cast<Offset>(next) : mark + 1});
    }
  }

  // Who writes '。' nearly everywhere means it there, too.
  static void ReportStops(const Document& doc, const std::vector<Range>& stops, RuleContext& ctx) {
    if (stops.empty()) return;
    const std::string_view text = doc.source().text();
    std::size_t wide = 0;
    for (std::size_t at = text.find(kStop); at != std::string_view::npos;
         at = text.find(kStop, at + kStop.size())) {
      ++wide;
    }
    if (wide < kUsual * stops.size()) return;
    for (const Range stop : stops) {
      ctx.Report({stop.begin, stop.begin + 1}, Cat("ASCII '.' where the list has '", kStop, "'"))
          .fix = Fix{.title = Cat("write '", kStop, "'"),
                     .applicability = Applicability::kUnsafe,
                     .effect = Effect::kText,
                     .edits = {{stop, std::string(kStop)}}};
    }
  }

  // A mark on one line, with the space that is needless behind a full-width one.
  struct Mark {
    Range range = {};
    const Node* node = nullptr;  // the text that it is in
    bool is_between = false;     // ideographs on both sides, not on one
  };

  static void CheckLine(const Document& doc, Range line, std::optional<bool>* japanese,
                        RuleContext& ctx) {
    const std::vector<Mark> marks = FindMarks(doc, line, japanese);
    for (const Mark& mark : marks) {
      // Beside a Latin word either is right, but not both in one text.
      const bool is_wrong = std::any_of(marks.begin(), marks.end(), [&](const Mark& other) {
        return other.is_between && other.node == mark.node;
      });
      if (is_wrong) Report(mark, ctx);
    }
  }

  static std::vector<Mark> FindMarks(const Document& doc, Range line,
                                     std::optional<bool>* japanese) {
    std::vector<Mark> marks;
    std::optional<bool> latin_row;  // asked once a line
    const std::string_view text = doc.Slice(line);
    for (std::size_t at = FindAnyOf<',', ';', '!', '?'>(text); at != std::string_view::npos;
         at = FindAnyOf<',', ';', '!', '?'>(text, at + 1)) {
      if (at == 0) continue;
      const std::size_t end = text.find_first_not_of(' ', at + 1);
      // A mark at the end of the line has nothing on its other side to judge by.
      if (end == std::string_view::npos) continue;
      const char32_t before = DecodeUtf8Before(text, at).value;
      const char32_t after = DecodeUtf8(text, end).value;
      if (!IsIdeographic(before) && !IsIdeographic(after)) continue;
      const bool is_between = IsIdeographic(before) && IsIdeographic(after);
      if (!is_between && (!IsWordCharacter(before) || !IsWordCharacter(after))) continue;
      if (text[at] == ';') {
        if (!latin_row) latin_row = PartsLatinWords(text);
        if (*latin_row) continue;
      }
      // "ヤフオク!における": a name is written so.
      if (text[at] == '!' && end == at + 1 && IsKana(before) && IsKana(after)) continue;
      const Range mark = {line.begin + static_cast<Offset>(at),
                          line.begin + static_cast<Offset>(end)};
      const Node& node = doc.NodeAt(mark.begin);
      if (node.kind != NodeKind::kText || !doc.IsExact(mark)) continue;
      if (text[at] == ',') {
        // Japanese has "、" for a comma, and sets lists of names with ASCII ones.
        if (!*japanese) *japanese = IsJapaneseText(doc.source().text());
        if (**japanese) continue;
      }
      if (IsLatinSentence(SentenceAround(doc.Slice(node.full), mark.begin - node.full.begin))) {
        continue;
      }
      marks.push_back({.range = mark, .node = &node, .is_between = is_between});
    }
    return marks;
  }

  // "编程; 后端; Java; PHP": all signs of the row or none.
  static bool PartsLatinWords(std::string_view text) {
    for (std::size_t at = text.find("; "); at != std::string_view::npos;
         at = text.find("; ", at + 1)) {
      if (at > 0 && at + 2 < text.size() && IsAsciiAlnum(text[at - 1]) &&
          IsAsciiAlnum(text[at + 2])) {
        return true;
      }
    }
    return false;
  }

  static bool IsWordCharacter(char32_t c) { return IsLetter(c) || IsNumber(c); }

  static void Report(const Mark& mark, RuleContext& ctx) {
    const char sign = ctx.document().source()[mark.range.begin];
    Diagnostic& found =
        ctx.Report({mark.range.begin, mark.range.begin + 1},
                   Cat("ASCII '", sign, mark.is_between ? "' between" : "' beside", " ideographs"));
    // In a heading it would change the anchor.
    if (IsTitle(ctx, *mark.node)) return;
    found.fix = Fix{.title = Cat("write '", FullWidth(sign), "'"),
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = {{mark.range, std::string(FullWidth(sign))}}};
  }
};

}  // namespace

RuleInfo CjkAsciiPunctuationInfo() {
  return {.name = "cjk-ascii-punctuation",
          .group = "cjk",
          .summary = "ASCII punctuation between Chinese or Japanese characters",
          .rationale =
              "Half-width marks are narrow and sit too high beside ideographs; text of these "
              "languages is set with full-width ones.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<CjkAsciiPunctuationRule>};
}

}  // namespace awl
