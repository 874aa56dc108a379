#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "grammar/awesome_lint_item.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"mode", OptionType::kEnum, "consistent",
     "A description ends in a full stop: always, never, or as most do.", "consistent|always|never"},
    {"min-share", OptionType::kCount, "80",
     "With `consistent`: percent of the descriptions that must agree to make it the list's "
     "custom."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-list-item"};

// Marks that end a sentence, in any script: . ! ? … 。 ！ ？ ． ｡ ؟ ۔ । ॥ ։ ។ ። ;
bool IsEndMark(char32_t c) {
  switch (c) {
    case '.':
    case '!':
    case '?':
    case 0x2026:
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0xFF0E:
    case 0xFF61:
    case 0x061F:
    case 0x06D4:
    case 0x0964:
    case 0x0965:
    case 0x0589:
    case 0x17D4:
    case 0x1362:
    case 0x203C:
    case 0x2047:
      return true;
    default:
      return false;
  }
}

// Closing brackets and quotes, markup and emoji may follow the mark.
bool MayFollowEndMark(char32_t c) {
  switch (c) {
    case ')':
    case ']':
    case '"':
    case '\'':
    case '*':
    case '_':
    case '`':
    case '~':
    case 0x201D:
    case 0x2019:
    case 0x00BB:
    case 0xFF09:
    case 0x300D:
    case 0x300F:
    case 0x3011:
    case 0x300B:
    case 0xFE0F:
    case 0x200D:
      return true;
    default:
      return IsSpace(c) || IsEmoji(c);
  }
}

// Words that end in a stop of their own, in several languages, case-folded and without it; in
// order.
constexpr auto kAbbreviations = std::to_array<std::string_view>({
    "al",   "apod", "approx", "atd",  "bros", "bzw",  "ca",   "cf",   "cía", "cie", "co",   "corp",
    "dept", "div",  "dr",     "ed",   "eds",  "et",   "etc",  "feat", "fig", "fr",  "gmbh", "hrsg",
    "inc",  "itd",  "itp",    "jr",   "ltd",  "ltda", "max",  "min",  "mr",  "mrs", "ms",   "no",
    "nr",   "osv",  "prof",   "pvt",  "resp", "rev",  "sr",   "st",   "stb", "tel", "trad", "trans",
    "univ", "usw",  "vb",     "vd",   "ver",  "vol",  "vols", "vs",   "wg",  "г",   "гг",   "др",
    "изд",  "им",   "пр",     "проч", "см",   "стр",  "т.д",  "т.п",
});

// "et al.", "Inc.", "J. R.", "U.S.", "и др."
bool EndsInAbbreviation(std::string_view text) {
  if (!text.ends_with('.')) return false;
  text.remove_suffix(1);
  std::size_t begin = text.size();
  while (begin > 0) {
    const CodePoint c = DecodeUtf8Before(text, begin);
    if (c.value != '.' && !IsLetter(c.value) && !IsMark(c.value)) break;
    begin -= c.length;
  }
  const std::string_view word = text.substr(begin);
  if (word.empty()) return false;
  if (word.find('.') != std::string_view::npos) return true;
  if (DecodeUtf8(word, 0).length == word.size() && IsUpper(DecodeUtf8(word, 0).value)) return true;
  return std::find(kAbbreviations.begin(), kAbbreviations.end(), FoldCase(word)) !=
         kAbbreviations.end();
}

// "One thing. And another." needs its last stop, too.
bool HasSeveralSentences(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    i += c.length;
    if (!IsEndMark(c.value) || i == text.size()) continue;
    const bool wide = c.value == 0x3002 || c.value == 0xFF01 || c.value == 0xFF1F;
    if (wide || (IsSpace(DecodeUtf8(text, i).value) && !EndsInAbbreviation(text.substr(0, i)))) {
      return true;
    }
  }
  return false;
}

enum class End : std::uint8_t { kStop, kNoStop, kUnclear };

struct Ending {
  End end = End::kUnclear;
  char32_t last = 0;      // the last character that is not markup or a closing sign
  char32_t last_any = 0;  // the very last one
};

Ending EndingOf(std::string_view description) {
  if (description.ends_with('.')) return {End::kStop, U'.', U'.'};  // as most do
  Ending ending;
  std::size_t at = description.size();
  while (at > 0) {
    const CodePoint c = DecodeUtf8Before(description, at);
    if (ending.last_any == 0) ending.last_any = c.value;
    if (IsEndMark(c.value)) return {End::kStop, c.value, ending.last_any};
    if (!MayFollowEndMark(c.value)) {
      ending.last = c.value;
      break;
    }
    at -= c.length;
  }
  const bool word = IsLetter(ending.last) || IsMark(ending.last) || IsNumber(ending.last) ||
                    ending.last == '%' || ending.last == '+' || ending.last == '#';
  ending.end = word ? End::kNoStop : End::kUnclear;
  return ending;
}

// What readers see of `range`, which lies in one block: of a link its text, not its URL.
std::string VisibleText(const Document& doc, Range range) {
  const Node* block = &doc.NodeAt(range.begin);
  while (!IsBlock(block->kind)) block = doc.Parent(*block);
  std::string text;
  for (const Node& child : doc.Children(*block)) {
    if (child.full.end <= range.begin || child.full.begin >= range.end) continue;
    if (child.kind == NodeKind::kText) {
      text +=
          doc.Slice({std::max(child.full.begin, range.begin), std::min(child.full.end, range.end)});
    } else if (child.kind == NodeKind::kInlineCode) {
      text += doc.Slice(child.full);
    } else {
      text += doc.Text(child);
    }
  }
  return text;
}

// The same as EndingOf for text that may hold links.
Ending VisibleEndingOf(const Document& doc, Range range) {
  const std::string_view raw = doc.Slice(range);
  if (raw.ends_with('.') || raw.find('[') == std::string_view::npos) return EndingOf(raw);
  return EndingOf(VisibleText(doc, range));
}

bool HasCjkLetter(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    if (IsCjkLetter(c.value) && !(c.value >= 0xAC00 && c.value <= 0xD7A3)) return true;
    i += c.length;
  }
  return false;
}

// What follows a description: "(…)" or "[…]", `code`, or a badge.
enum class Trailing : std::uint8_t { kNone, kBracket, kCode, kOther };
constexpr std::size_t kTrailingKinds = 4;

struct Description {
  Range range = {};
  Ending ending = {};
  Trailing trailing = Trailing::kNone;
  Offset trailing_end = 0;  // where the parts behind it end
};

// How the descriptions of a list end.
struct Custom {
  std::size_t stops = 0;
  std::size_t judged = 0;
  // By kind of what follows: how many have their stop before it, and behind it.
  std::array<std::size_t, kTrailingKinds> before = {};
  std::array<std::size_t, kTrailingKinds> behind = {};
  // Of the descriptions with Chinese or Japanese letters: how many end in "。", and in ".".
  std::size_t wide = 0;
  std::size_t narrow = 0;

  bool StopGoesBehind(Trailing trailing) const {
    const auto kind = static_cast<std::size_t>(trailing);
    return trailing == Trailing::kBracket ? behind[kind] >= before[kind]
                                          : behind[kind] > before[kind];
  }
};

class EntryDescriptionPunctuationRule final : public Rule {
 public:
  explicit EntryDescriptionPunctuationRule(const Options& options)
      : mode_(options.String("mode")), min_share_(options.Count("min-share")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (ctx.awesome_lint()) return CheckAsAwesomeLint(doc, ctx);
    // Cells of a table have a custom of their own.
    CheckCustom(doc, ctx, false);
    CheckCustom(doc, ctx, true);
  }

 private:
  void CheckCustom(const Document& doc, RuleContext& ctx, bool rows) const {
    std::vector<Description> descriptions;
    Custom custom;
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.description.empty() || entry.form == EntryForm::kCitation) continue;
      if ((entry.form == EntryForm::kTableRow) != rows || IsLineOfItsOwn(doc, entry)) continue;
      descriptions.push_back(Judge(doc, entry));
      if (ctx.Counts(entry.description)) Count(doc, entry, descriptions.back(), &custom);
    }
    bool wants_stop = mode_ == "always";
    if (mode_ == "consistent") {
      const std::size_t most = std::max(custom.stops, custom.judged - custom.stops);
      if (most < 3 || most * 100 < custom.judged * min_share_) return;
      wants_stop = custom.stops == most;
    }
    for (const Description& description : descriptions) {
      const End end = description.ending.end;
      if (wants_stop && end == End::kNoStop) ReportMissing(doc, ctx, description, custom);
      if (wants_stop || end != End::kStop) continue;
      if (mode_ == "consistent" && HasSeveralSentences(doc.Slice(description.range))) continue;
      ReportSuperfluous(doc, ctx, description.range, description.ending);
    }
  }

  static Description Judge(const Document& doc, const Entry& entry) {
    Description out{.range = entry.description,
                    .ending = VisibleEndingOf(doc, entry.description),
                    .trailing = TrailingOf(doc, entry),
                    .trailing_end = entry.description.end};
    // Parts of an entry without a description may end before what is taken for one.
    if (!entry.trailing.empty()) {
      out.trailing_end = std::max(out.trailing_end, entry.trailing.back().end);
    }
    if (out.ending.end != End::kNoStop) return out;
    // "(it has them.)"
    const bool bracket_stops = out.trailing == Trailing::kBracket &&
                               VisibleEndingOf(doc, entry.trailing.back()).end == End::kStop;
    if (bracket_stops || GoesOn(doc, entry) || IsClosedBehind(doc, entry) || IsRemark(doc, entry)) {
      out.ending.end = End::kUnclear;
    }
    return out;
  }

  // A comma or colon leads to a badge or a tag.
  static bool GoesOn(const Document& doc, const Entry& entry) {
    if (entry.trailing.empty()) return false;
    constexpr std::u32string_view kMarks = U",;:，、；：";
    const char32_t next = DecodeUtf8(doc.source().text(), entry.description.end).value;
    return kMarks.find(next) != std::u32string_view::npos;
  }

  static Trailing TrailingOf(const Document& doc, const Entry& entry) {
    if (entry.trailing.empty()) return Trailing::kNone;
    const char first = doc.source()[entry.trailing.back().begin];
    if (first == '(') return Trailing::kBracket;
    return first == '`' ? Trailing::kCode : Trailing::kOther;
  }

  static void Count(const Document& doc, const Entry& entry, const Description& description,
                    Custom* custom) {
    const auto kind = static_cast<std::size_t>(description.trailing);
    if (description.ending.end != End::kUnclear) ++custom->judged;
    if (description.ending.end == End::kStop) {
      ++custom->stops;
      ++custom->before[kind];
      if (HasCjkLetter(doc.Slice(description.range))) {
        const CodePoint last = DecodeUtf8Before(doc.source().text(), description.range.end);
        if (last.value == 0x3002) ++custom->wide;
        if (last.value == '.') ++custom->narrow;
      }
    } else if (!entry.trailing.empty() && IsClosedBehind(doc, entry)) {
      ++custom->behind[kind];
      ++custom->judged;
      ++custom->stops;
    }
  }

  // A second line of authors, a venue or a date, with nothing that leads to it, is no description;
  // nor is another link.
  static bool IsLineOfItsOwn(const Document& doc, const Entry& entry) {
    const std::string_view between = doc.Slice(entry.separator);
    if (between.find_first_of("\r\n") == std::string_view::npos || !Trim(between).empty()) {
      return false;
    }
    if (doc.NodeAt(entry.description.begin).full == entry.description) return true;
    const char first = doc.source()[entry.description.begin];
    return first == '*' || first == '_' || entry.form == EntryForm::kSeveralLinks ||
           !entry.notes.empty();
  }

  // A few words behind the link, with nothing between: "[Foo](u) on GitHub", "[Foo](u) 系列". And
  // a row of links behind a word: "Thanks: [A](u), [B](u), C".
  static bool IsRemark(const Document& doc, const Entry& entry) {
    if (entry.form == EntryForm::kTextFirst) return entry.links.size() > 3;
    const bool inline_form =
        entry.form == EntryForm::kLinkFirst || entry.form == EntryForm::kStrongLink;
    if (!inline_form || !Trim(doc.Slice(entry.separator)).empty()) return false;
    const std::string_view text = doc.Slice(entry.description);
    if (IsCjk(DecodeUtf8(text, 0).value)) return CountGraphemes(text) < 6;
    return std::count(text.begin(), text.end(), ' ') < 3;
  }

  // "A library [MIT]."
  static bool IsClosedBehind(const Document& doc, const Entry& entry) {
    if (entry.trailing.empty()) return false;
    const Offset begin = entry.trailing.back().end;
    const Offset end = doc.source().Line(doc.source().LineAt(begin)).end;
    const std::string_view rest = Trim(doc.Slice({begin, end}));
    return !rest.empty() && EndingOf(rest).end == End::kStop;
  }

  static void ReportMissing(const Document& doc, RuleContext& ctx, const Description& description,
                            const Custom& custom) {
    Diagnostic& found = ctx.Report(LastCharacter(doc, description.range),
                                   "the description does not end in a full stop");
    const bool behind = description.trailing != Trailing::kNone &&
                        (custom.StopGoesBehind(description.trailing) || IsJoined(doc, description));
    const Offset at = behind ? description.trailing_end : description.range.end;
    // Only once the others show where the stop goes.
    const auto kind = static_cast<std::size_t>(description.trailing);
    if (description.trailing == Trailing::kCode && !behind && custom.before[kind] == 0) return;
    // After a bare URL the stop would become a part of it.
    if (EndsInUrl(doc, at)) return;
    found.fix = AddStop(at, description.ending, StopFor(doc, description, custom));
    // "Written in `C`": what follows may belong to the sentence.
    if (description.trailing != Trailing::kNone) {
      found.fix->applicability = Applicability::kUnsafe;
    }
  }

  // "基于`Wine`", "indicators of compromise (IOCs)": a part of the sentence.
  static bool IsJoined(const Document& doc, const Description& description) {
    const std::string_view rest =
        Trim(doc.Slice({description.range.end, description.trailing_end}));
    if (description.trailing == Trailing::kBracket) return IsAcronymInBrackets(rest);
    return description.trailing == Trailing::kCode && doc.source()[description.range.end] == '`';
  }

  static bool IsAcronymInBrackets(std::string_view text) {
    if (!text.starts_with('(') || !text.ends_with(')') || text.size() < 4) return false;
    std::string_view word = text.substr(1, text.size() - 2);
    if (word.ends_with('s')) word.remove_suffix(1);
    return std::all_of(word.begin(), word.end(),
                       [](char c) { return IsAsciiUpper(c) || IsAsciiDigit(c); });
  }

  static void ReportSuperfluous(const Document& doc, RuleContext& ctx, Range description,
                                const Ending& ending) {
    // Only a plain stop at the very end: "?", "…" and "etc.)" say something.
    if (ending.last_any != '.' && ending.last_any != 0x3002) return;
    const std::string_view text = doc.Slice(description);
    if (text.ends_with("..") || EndsInAbbreviation(text)) return;
    const Range mark = LastCharacter(doc, description);
    // The stop of a link's text is part of what is quoted.
    if (DecodeUtf8(doc.Slice(mark), 0).value != ending.last_any) return;
    Diagnostic& found = ctx.Report(mark, "the description ends in a full stop");
    found.fix = Fix{.title = "remove the full stop",
                    .applicability = Applicability::kSafe,
                    .effect = Effect::kText,
                    .edits = {{mark, ""}}};
  }

  static Range LastCharacter(const Document& doc, Range text) {
    return {text.end - DecodeUtf8Before(doc.Slice(text), text.size()).length, text.end};
  }

  static bool EndsInUrl(const Document& doc, Offset at) {
    const Node* node = at > 0 ? &doc.NodeAt(at - 1) : &doc[doc.root()];
    for (; node != nullptr && !IsBlock(node->kind); node = doc.Parent(*node)) {
      if (node->kind == NodeKind::kLink && doc.link(*node).form == LinkForm::kBare) return true;
    }
    return false;
  }

  // A letter, a number or a closing bracket can be followed by a stop; what else stands there is
  // for people to judge.
  static Fix AddStop(Offset at, const Ending& ending, std::string_view stop) {
    const bool plain =
        ending.last == ending.last_any || ending.last_any == ')' || ending.last_any == 0xFF09;
    return Fix{.title = "add a full stop",
               .applicability = plain ? Applicability::kSafe : Applicability::kUnsafe,
               .effect = Effect::kText,
               .edits = {{{at, at}, std::string(stop)}}};
  }

  // Behind Latin letters a Chinese sentence ends as the list's others do.
  static std::string_view StopFor(const Document& doc, const Description& description,
                                  const Custom& custom) {
    const char32_t last = description.ending.last;
    const bool wide = IsCjkLetter(last) && !(last >= 0xAC00 && last <= 0xD7A3);
    if (wide && custom.narrow > custom.wide) return ".";
    if (wide || (custom.wide > custom.narrow && HasCjkLetter(doc.Slice(description.range)))) {
      return "。";
    }
    if (last >= 0x0900 && last <= 0x09FF) return "।";
    if (last >= 0x0530 && last <= 0x058F) return "։";
    return ".";
  }

  static void CheckAsAwesomeLint(const Document& doc, RuleContext& ctx) {
    for (const AwesomeLintItemFault& fault : FindAwesomeLintItemFaults(doc)) {
      if (fault.fault != AwesomeLintFault::kPunctuation) continue;
      const Node& at = doc[fault.at];
      Diagnostic& found = ctx.Report(at.full, "the description does not end in . ! ? or …");
      std::string_view text = doc.Slice(at.full);
      Offset end = at.full.end;
      while (!text.empty() && IsSpace(DecodeUtf8Before(text, text.size()).value)) {
        const Offset length = DecodeUtf8Before(text, text.size()).length;
        text.remove_suffix(length);
        end -= length;
      }
      if (at.kind == NodeKind::kText) {
        const Ending ending = EndingOf(text);
        // Only closing signs: what they close stands before this piece.
        const bool closes = !text.empty() && ending.end == End::kUnclear && ending.last == 0;
        const bool bracket = ending.last_any == ')' || ending.last_any == ']';
        if (ending.end == End::kNoStop) {
          const bool quote = ending.last_any == '"' || ending.last_any == 0x201D;
          found.fix = AddAsciiStop(ending.last == ending.last_any || bracket || quote, end);
        } else if (closes && bracket) {
          found.fix = AddAsciiStop(true, end);
        }
      } else if (at.kind == NodeKind::kInlineCode) {
        const Node& paragraph = *doc.Parent(at);
        found.fix = AddAsciiStop(
            !EndsBeforeGroups(doc.Slice({paragraph.content.begin, at.full.begin})), end);
      } else if (at.kind != NodeKind::kFootnoteReference) {
        found.fix = AddAsciiStop(false, end);
      }
    }
  }

  // True if a sentence ends before the `code`, "(…)" and "[…]" groups that close the text: then
  // what follows are labels, not words of a sentence.
  static bool EndsBeforeGroups(std::string_view text) {
    while (true) {
      text = Trim(text);
      if (text.empty()) return false;
      const char close = text.back();
      const char open = close == '`' ? '`' : close == ')' ? '(' : close == ']' ? '[' : '\0';
      if (open == '\0') return EndingOf(text).end == End::kStop;
      int depth = 1;
      std::size_t at = text.size() - 1;
      while (at > 0 && depth > 0) {
        --at;
        if (text[at] == open) {
          --depth;
        } else if (text[at] == close) {
          ++depth;
        }
      }
      if (depth > 0) return false;
      text = text.substr(0, at);
    }
  }

  static Fix AddAsciiStop(bool safe, Offset at) {
    return Fix{.title = "add a full stop",
               .applicability = safe ? Applicability::kSafe : Applicability::kUnsafe,
               .effect = Effect::kText,
               .edits = {{{at, at}, "."}}};
  }

  const std::string mode_;
  const std::size_t min_share_;
};

}  // namespace

RuleInfo EntryDescriptionPunctuationInfo() {
  return {
      .name = "entry-description-punctuation",
      .group = "entry",
      .summary = "Description not closed as the others are",
      .rationale =
          "It is the commonest remark in reviews of awesome lists, and no human should make it.",
      .severity = Severity::kWarning,
      .fix = FixKind::kBoth,
      .profiles = kRecommended | kStrict | kAwesomeLint,
      .options = kOptions,
      .aliases = kAliases,
      .create = MakeRule<EntryDescriptionPunctuationRule>};
}

}  // namespace awl
