#include "rules/entry/full_stop.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

// "Infers profiles [Profiles of clones, Journal 2019](u)": a work that is cited after the
// sentence.
bool EndsInTitle(const Document& doc, Range range) {
  constexpr std::ptrdiff_t kFewestBlanks = 3;
  const Node* link = LinkBefore(doc, range, range.end);
  if (link == nullptr) return false;
  const std::string_view text = doc.Slice(link->content);
  return std::count(text.begin(), text.end(), ' ') >= kFewestBlanks;
}

// "Reads tables (2.0), https://…": the sentence does not end at `end`.
bool GoesOnAfter(const Document& doc, Offset end) {
  const Range line = doc.source().Line(doc.source().LineAt(end));
  const std::string_view rest = doc.Slice({end, std::max(end, line.end)});
  if (rest.starts_with("（") && !Trim(rest).ends_with("）")) return true;  // and then a badge
  return rest.find("),") != std::string_view::npos || rest.find("],") != std::string_view::npos;
}

// "Port of [Anvil](u)", whose link is taken for what follows the description.
bool EndsInLink(const Document& doc, const Description& description) {
  if (description.trailing != Trailing::kOther || description.entry->trailing.empty()) return false;
  const Range last = description.entry->trailing.back();
  return IsLinkOrReference(doc.NodeAt(last.begin)) || doc.Slice(last).starts_with('[');
}

StopFit FitAfter(const Document& doc, Range range) {
  const std::string_view raw = doc.Slice(range);
  return raw.find('[') == std::string_view::npos ? FitOfStop(raw)
                                                 : FitOfStop(VisibleText(doc, range));
}

bool EndsInWideBracket(const Document& doc, const Description& description) {
  const std::string_view text = doc.Slice({description.range.begin, description.trailing_end});
  return IsBracket(description.trailing) && text.size() > 2 &&
         DecodeUtf8Before(text, text.size()).value > 0x7F;
}

bool IsAcronymInBrackets(std::string_view text) {
  if (!text.starts_with('(') || !text.ends_with(')') || text.size() < 4) return false;
  std::string_view word = text.substr(1, text.size() - 2);
  if (word.ends_with('s')) word.remove_suffix(1);
  return std::all_of(word.begin(), word.end(),
                     [](char c) { return IsAsciiUpper(c) || IsAsciiDigit(c); });
}

// "indicators of compromise (IOCs)", "JavaScript (JS)", not "maps classes (PHP)".
bool StandsFor(std::string_view acronym, std::string_view text) {
  std::string wanted;
  for (const char c : acronym) {
    if (IsAsciiUpper(c)) wanted += AsciiLower(c);
  }
  std::string initials;
  std::string last_word;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!IsAsciiAlpha(text[i])) continue;
    const bool begins = i == 0 || !IsAsciiAlpha(text[i - 1]);
    if (begins) last_word.clear();
    last_word += AsciiLower(text[i]);
    if (begins) initials += last_word;
  }
  const auto holds = [&](std::string_view letters) {
    std::size_t found = 0;
    for (const char c : letters) {
      if (found < wanted.size() && c == wanted[found]) ++found;
    }
    return found == wanted.size();
  };
  const std::size_t most = wanted.size() + 2;  // small words between the others
  return holds(initials.substr(initials.size() - std::min(initials.size(), most))) ||
         (last_word.starts_with(wanted.front()) && holds(last_word));
}

// "基于`Wine`", "indicators of compromise (IOCs)": a part of the sentence.
bool IsJoined(const Document& doc, const Description& description) {
  const std::string_view rest = Trim(doc.Slice({description.range.end, description.trailing_end}));
  if (IsBracket(description.trailing)) {
    return IsAcronymInBrackets(rest) && StandsFor(rest, doc.Slice(description.range));
  }
  return description.trailing == Trailing::kCode && doc.source()[description.range.end] == '`';
}

bool EndsInUrl(const Document& doc, Offset at) {
  const Node* node = at > 0 ? &doc.NodeAt(at - 1) : &doc[doc.root()];
  for (; node != nullptr && !IsBlock(node->kind); node = doc.Parent(*node)) {
    if (node->kind == NodeKind::kLink && doc.link(*node).form == LinkForm::kBare) return true;
  }
  return false;
}

// "Runs on chips (TPUs) ![stars](u)", "A view [site](u) ★": whether the sentence ends before the
// bracket or link is not known.
bool HasPartsBeforeTheLast(const Document& doc, const Description& description) {
  if (description.trailing == Trailing::kNone) return false;
  if (LinkBefore(doc, description.range, description.range.end) != nullptr) return true;
  const std::span<const Range> parts = description.entry->trailing;
  return parts.size() > 1 && doc.Slice(parts.front()).starts_with('(');
}

// A row with more cells than the header: one of its pipes is part of a text, this one perhaps.
bool IsCut(const Document& doc, const Description& description) {
  const Entry& entry = *description.entry;
  if (entry.form != EntryForm::kTableRow) return false;
  const Node& row = doc[entry.item];
  if (row.last_child == kNoNode) return false;
  const Offset end = doc[row.last_child].full.end;
  const std::string_view rest =
      doc.Slice({end, std::max(end, doc.source().Line(doc.source().LineAt(end)).end)});
  return Trim(rest).size() > 1;
}

// A letter, a number or a closing bracket can be followed by a stop; what else stands there is
// for people to judge.
Fix AddStop(Offset at, const Ending& ending, std::string_view stop) {
  const bool plain =
      ending.last == ending.last_any || ending.last_any == ')' || ending.last_any == 0xFF09;
  return Fix{.title = "add a full stop",
             .applicability = plain ? Applicability::kSafe : Applicability::kUnsafe,
             .effect = Effect::kText,
             .edits = {{{at, at}, std::string(stop)}}};
}

// Behind Latin letters a Chinese sentence ends as the list's others do.
std::string_view StopFor(const Document& doc, const Description& description,
                         const EndingCustom& custom) {
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

}  // namespace

std::optional<Fix> AddFullStop(const Document& doc, const Description& description,
                               const EndingCustom& custom) {
  const Trailing trailing = description.trailing;
  const std::string_view stop = StopFor(doc, description, custom);
  const bool behind = trailing != Trailing::kNone &&
                      (custom.StopGoesBehind(trailing) || IsJoined(doc, description) ||
                       (stop == "." && EndsInWideBracket(doc, description)));
  // Only once the others show where the stop goes: code or a link may be a part of the sentence.
  const bool may_belong = trailing == Trailing::kCode || EndsInLink(doc, description);
  if (may_belong && !behind && custom.At(trailing).before == 0) return std::nullopt;
  const Offset at = behind ? description.trailing_end : description.range.end;
  if (trailing != Trailing::kNone && GoesOnAfter(doc, description.range.end)) {
    return std::nullopt;
  }
  if (EndsInUrl(doc, at) || HasPartsBeforeTheLast(doc, description) || IsCut(doc, description)) {
    return std::nullopt;
  }
  const StopFit fit = behind ? StopFit::kFits : FitAfter(doc, description.range);
  if (fit == StopFit::kMisfits) return std::nullopt;
  Fix fix = AddStop(at, description.ending, stop);
  // "Written in `C`": what follows may belong to the sentence.
  if (trailing != Trailing::kNone || fit == StopFit::kDoubtful ||
      EndsInTitle(doc, description.range)) {
    fix.applicability = Applicability::kUnsafe;
  }
  return fix;
}

bool IsSuperfluous(const Document& doc, const Description& description, bool by_custom) {
  const Ending& ending = description.ending;
  if (ending.end != End::kStop || (ending.last_any != '.' && ending.last_any != 0x3002)) {
    return false;
  }
  const std::string_view text = doc.Slice(description.range);
  if (text.ends_with("..") || EndsInAbbreviation(text)) return false;
  // It keeps apart what follows: "Made by Ann.(2020)", "An example. [Play now](u)".
  if (description.trailing != Trailing::kNone) return false;
  if (by_custom && HasSeveralSentences(text)) return false;
  // "It has texts. It has those of [a journal](u) - They are in files."
  if (by_custom && description.entry->form == EntryForm::kTextFirst &&
      HasSeveralSentences(doc.Slice(doc[description.entry->paragraph].full))) {
    return false;
  }
  // The stop of a link's text is part of what is quoted.
  return DecodeUtf8(doc.Slice(LastCharacter(doc, description.range)), 0).value == ending.last_any;
}

Range LastCharacter(const Document& doc, Range text) {
  return {text.end - DecodeUtf8Before(doc.Slice(text), text.size()).length, text.end};
}

}  // namespace awl
