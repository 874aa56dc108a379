#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/find_any_of.h"
#include "base/utf8.h"
#include "grammar/awesome_lint_item.h"
#include "list/entry_characters.h"
#include "list/entry_form.h"
#include "rule/group_customs.h"
#include "rules/builtin.h"
#include "text/byline.h"
#include "text/sentence_end.h"
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

const Node& BlockAt(const Document& doc, Offset offset) {
  const Node* block = &doc.NodeAt(offset);
  while (!IsBlock(block->kind)) block = doc.Parent(*block);
  return *block;
}

bool IsLink(const Node& node) {
  return node.kind == NodeKind::kLink || node.kind == NodeKind::kLinkReference;
}

// What readers see of `range`, which lies in one block: of a link its text, not its URL.
std::string VisibleText(const Document& doc, Range range) {
  std::string text;
  for (const Node& child : doc.Children(BlockAt(doc, range.begin))) {
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
  for (std::size_t i = SkipAscii(text, 0); i < text.size(); i = SkipAscii(text, i)) {
    const CodePoint c = DecodeUtf8(text, i);
    if (IsCjkLetter(c.value) && !(c.value >= 0xAC00 && c.value <= 0xD7A3)) return true;
    i += c.length;
  }
  return false;
}

// The text for BylineOf: whatever is a link may be a name.
std::string NamesIn(const Document& doc, Range range) {
  std::string text;
  for (const Node& child : doc.Children(BlockAt(doc, range.begin))) {
    if (child.full.end <= range.begin || child.full.begin >= range.end) continue;
    const bool is_text = child.kind == NodeKind::kText;
    const std::string seen = is_text ? "" : doc.Text(child);
    if (is_text) {
      text +=
          doc.Slice({std::max(child.full.begin, range.begin), std::min(child.full.end, range.end)});
    } else if (IsLink(child) && std::count(seen.begin(), seen.end(), ' ') == 0) {
      text += Cat("@", seen);
    } else {
      text += seen;
    }
  }
  return text;
}

bool HasWord(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    if (IsLetter(c.value) || IsNumber(c.value)) return true;
    i += c.length;
  }
  return false;
}

// What follows a description: "(…)" or "[…]", perhaps emphasised, with words or with nothing but
// links in it; `code`; a badge, a link, a tag.
enum class Trailing : std::uint8_t { kNone, kWords, kLinks, kCode, kOther };
constexpr std::size_t kTrailingKinds = 5;

bool IsBracket(Trailing trailing) {
  return trailing == Trailing::kWords || trailing == Trailing::kLinks;
}

// Whether `range`, in brackets, has words outside of links.
bool HasWordsBesideLinks(const Document& doc, Range range) {
  for (const Node& child : doc.Children(BlockAt(doc, range.begin))) {
    if (child.full.end <= range.begin || child.full.begin >= range.end || IsLink(child)) continue;
    const Range seen = {std::max(child.full.begin, range.begin),
                        std::min(child.full.end, range.end)};
    if (child.kind == NodeKind::kText ? HasWord(doc.Slice(seen)) : HasWord(doc.Text(child))) {
      return true;
    }
  }
  return false;
}

Trailing TrailingAt(const Document& doc, Range range) {
  const std::string_view text = doc.Slice(range);
  if (text.starts_with('`')) return Trailing::kCode;
  const std::size_t first = std::min(text.find_first_not_of("*_~\\"), text.size());
  const Node& node = doc.NodeAt(range.begin + static_cast<Offset>(first));
  if (node.kind == NodeKind::kImage || node.kind == NodeKind::kImageReference) {
    return Trailing::kOther;
  }
  if (IsLink(node)) {  // "[[pdf]](…)", "[beta](…)"
    return doc.Slice(node.content).starts_with('[') ? Trailing::kLinks : Trailing::kOther;
  }
  if (CloserOf(DecodeUtf8(text, first).value) == 0) return Trailing::kOther;
  return HasWordsBesideLinks(doc, range) ? Trailing::kWords : Trailing::kLinks;
}

// The bracket that `text` ends with, before the stop: "Reads tables (fast)."; empty if there is
// none.
std::string_view LastBracket(std::string_view text) {
  if (!text.ends_with('.') && !text.ends_with("。")) return {};
  text.remove_suffix(text.ends_with('.') ? 1 : 3);
  while (text.ends_with('*') || text.ends_with('_')) text.remove_suffix(1);
  const char32_t closer = DecodeUtf8Before(text, text.size()).value;
  const char32_t opener = OpenerOf(closer);
  if (opener == 0) return {};
  int depth = 0;
  for (std::size_t at = text.size(); at > 0;) {
    const CodePoint c = DecodeUtf8Before(text, at);
    at -= c.length;
    if (c.value == closer) ++depth;
    if (c.value != opener || --depth > 0) continue;
    const char before = at > 0 ? text[at - 1] : ' ';
    const bool apart = opener > 0x7F || IsAsciiSpace(before) || before == '*' || before == '_';
    return apart ? text.substr(at) : std::string_view();
  }
  return {};
}

struct Description {
  const Entry* entry = nullptr;
  Range range = {};
  Ending ending = {};
  std::uint32_t group = 0;
  Trailing trailing = Trailing::kNone;
  bool is_closed_behind = false;  // a stop follows the parts after it
  Offset trailing_end = 0;        // where these end
};

// How the descriptions of a list end.
struct Custom {
  // Where the stop is in descriptions that something follows.
  struct Places {
    std::size_t before = 0;
    std::size_t behind = 0;
    std::size_t without = 0;
  };

  std::size_t stops = 0;
  std::size_t judged = 0;
  std::array<Places, kTrailingKinds> places = {};
  // Of the descriptions with Chinese or Japanese letters: how many end in "。", and in ".".
  std::size_t wide = 0;
  std::size_t narrow = 0;

  Places& At(Trailing trailing) { return places[static_cast<std::size_t>(trailing)]; }
  const Places& At(Trailing trailing) const { return places[static_cast<std::size_t>(trailing)]; }

  // What is in brackets belongs to the sentence, unless the list clearly says otherwise.
  bool StopGoesBehind(Trailing trailing) const {
    const Places& kind = At(trailing);
    if (!IsBracket(trailing)) return kind.behind > kind.before;
    return kind.before < kFewestBefore || kind.before < 4 * kind.behind;
  }
  // "A talk (May 28, 2017)": entries of this form go without a stop.
  bool GoesWithout(Trailing trailing) const {
    const Places& kind = At(trailing);
    return IsBracket(trailing) && kind.without >= GroupCustoms::kFewest &&
           kind.without >= 4 * (kind.before + kind.behind);
  }

  static constexpr std::size_t kFewestBefore = 2;
};

class EntryDescriptionPunctuationRule final : public Rule {
 public:
  explicit EntryDescriptionPunctuationRule(const Options& options)
      : mode_(options.String("mode")), min_share_(options.Count("min-share")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (ctx.awesome_lint()) return CheckAsAwesomeLint(doc, ctx);
    // Cells of a table have a custom of their own, and so do paragraphs.
    for (const EntryPlace place : kEntryPlaces) CheckCustom(doc, ctx, place);
  }

 private:
  void CheckCustom(const Document& doc, RuleContext& ctx, EntryPlace place) const {
    std::vector<Description> descriptions;
    Custom custom;
    const List& list = ctx.list();
    const std::vector<std::uint32_t>& groups = list.entry_groups();
    for (EntryId id = 0; id < list.entries().size(); ++id) {
      const Entry& entry = list.entry(id);
      if (entry.description.empty() || entry.form == EntryForm::kCitation) continue;
      if (PlaceOf(doc, entry) != place || IsLineOfItsOwn(doc, entry)) continue;
      descriptions.push_back(Judge(doc, entry));
      descriptions.back().group = groups[id];
      if (ctx.Counts(entry.description)) Count(doc, descriptions.back(), &custom);
    }
    bool wants_stop = mode_ == "always";
    if (mode_ == "consistent") {
      const std::size_t most = std::max(custom.stops, custom.judged - custom.stops);
      if (most < 3 || most * 100 < custom.judged * min_share_) return;
      wants_stop = custom.stops == most;
    }
    if (wants_stop) LeaveNames(doc, &descriptions);
    ReportAll(doc, ctx, descriptions, custom, wants_stop);
  }

  void ReportAll(const Document& doc, RuleContext& ctx,
                 const std::vector<Description>& descriptions, const Custom& custom,
                 bool wants_stop) const {
    // What the config asks for is asked of all.
    const bool by_custom = mode_ == "consistent";
    const GroupCustoms customs =
        by_custom ? CustomsOf(ctx, descriptions, wants_stop) : GroupCustoms();
    for (std::size_t i = 0; i < descriptions.size(); ++i) {
      const Description& description = descriptions[i];
      if (customs.Differs(description.group, wants_stop ? 1 : 0)) {
        if (i > 0 && descriptions[i - 1].group == description.group) continue;
        ReportGroup(doc, ctx, GroupAt(descriptions, i), custom, wants_stop);
      } else if (wants_stop && description.ending.end == End::kNoStop) {
        if (by_custom && custom.GoesWithout(description.trailing)) continue;
        ctx.Report(LastCharacter(doc, description.range),
                   "the description does not end in a full stop")
            .fix = MissingFix(doc, description, custom);
      } else if (EndsInComma(doc, description)) {
        ReportComma(doc, ctx, description, wants_stop);
      } else if (wants_stop && EndsInTwoStops(doc.Slice(description.range))) {
        const Range second = {description.range.end - 1, description.range.end};
        ctx.Report({second.begin - 1, second.end}, "the description ends in two marks").fix =
            Fix{.title = "leave one",
                .applicability = Applicability::kUnsafe,
                .effect = Effect::kText,
                .edits = {{second, ""}}};
      } else if (!wants_stop && IsSuperfluous(doc, description, by_custom)) {
        const Range mark = LastCharacter(doc, description.range);
        ctx.Report(mark, "the description ends in a full stop").fix =
            Fix{.title = "remove the full stop",
                .applicability = IsLong(doc.Slice(description.range)) ? Applicability::kUnsafe
                                                                      : Applicability::kSafe,
                .effect = Effect::kText,
                .edits = {{mark, ""}}};
      }
    }
  }

  // What a comma leads to is not there.
  static bool EndsInComma(const Document& doc, const Description& description) {
    const std::string_view text = doc.Slice(description.range);
    return text.size() > 1 && text.ends_with(',') && IsAsciiAlnum(text[text.size() - 2]) &&
           description.entry->trailing.empty() &&
           doc[description.entry->paragraph].full.end == description.range.end;
  }

  static void ReportComma(const Document& doc, RuleContext& ctx, const Description& description,
                          bool wants_stop) {
    const Range mark = LastCharacter(doc, description.range);
    ctx.Report(mark, "the description ends in a comma").fix =
        Fix{.title = wants_stop ? "end it in a full stop" : "remove the comma",
            .applicability = Applicability::kUnsafe,
            .effect = Effect::kText,
            .edits = {{mark, wants_stop ? "." : ""}}};
  }

  // Who writes phrases without a stop may still close a whole sentence.
  static bool IsLong(std::string_view text) {
    constexpr std::ptrdiff_t kMostBlanks = 12;
    return std::count(text.begin(), text.end(), ' ') > kMostBlanks ||
           text.find('\n') != std::string_view::npos;
  }

  // Three are an ellipsis. "!." and ",." are two marks as well.
  static bool EndsInTwoStops(std::string_view text) {
    if (text.size() > 2 && (text.ends_with("!.") || text.ends_with(",."))) return true;
    if (!text.ends_with("..") || text.size() < 3) return false;
    const CodePoint before = DecodeUtf8Before(text, text.size() - 2);
    return IsLetter(before.value) || IsNumber(before.value) || before.value == ')';
  }

  // A stop that is missing does less harm than one that is taken from where most have one.
  static GroupCustoms CustomsOf(const RuleContext& ctx,
                                const std::vector<Description>& descriptions, bool wants_stop) {
    GroupCustoms customs = wants_stop ? GroupCustoms() : GroupCustoms(2, 60);
    for (const Description& description : descriptions) {
      if (description.ending.end == End::kUnclear && !description.is_closed_behind) continue;
      if (!ctx.Counts(description.range)) continue;
      customs.Vote(description.group, description.ending.end == End::kNoStop ? 0 : 1);
    }
    return customs;
  }

  static std::span<const Description> GroupAt(const std::vector<Description>& descriptions,
                                              std::size_t begin) {
    std::size_t end = begin;
    while (end < descriptions.size() && descriptions[end].group == descriptions[begin].group) ++end;
    return {descriptions.data() + begin, end - begin};
  }

  // All descriptions of a group end otherwise than the list's.
  static void ReportGroup(const Document& doc, RuleContext& ctx, std::span<const Description> group,
                          const Custom& custom, bool wants_stop) {
    std::vector<Edit> edits;
    std::vector<Range> places;
    bool is_sentences = false;  // in one of them, which keeps its stop
    for (const Description& description : group) {
      is_sentences = is_sentences || (!wants_stop && description.ending.end == End::kStop &&
                                      HasSeveralSentences(doc.Slice(description.range)));
      const bool wrong = wants_stop ? description.ending.end == End::kNoStop
                                    : IsSuperfluous(doc, description, true);
      if (!wrong || !ctx.Counts(description.range)) continue;
      const Range last = LastCharacter(doc, description.range);
      places.push_back(last);
      if (!wants_stop) {
        edits.push_back({last, ""});
      } else if (std::optional<Fix> fix = MissingFix(doc, description, custom)) {
        edits.push_back(std::move(fix->edits.front()));
      }
    }
    if (places.empty()) return;
    Diagnostic& found =
        ctx.Report(places.front(), Cat("the ", places.size(), " descriptions here end ",
                                       wants_stop ? "without a full stop where the list's have one"
                                                  : "in a full stop where the list's have none"));
    found.is_hint = true;
    if (edits.empty() || is_sentences) return;
    found.fix =
        Fix{.title = wants_stop ? "add a full stop to all of them" : "remove all of these stops",
            .applicability = Applicability::kUnsafe,
            .effect = Effect::kText,
            .edits = std::move(edits)};
  }

  static Description Judge(const Document& doc, const Entry& entry) {
    Description out{.entry = &entry,
                    .range = entry.description,
                    .ending = VisibleEndingOf(doc, entry.description),
                    .trailing = entry.trailing.empty() ? Trailing::kNone
                                                       : TrailingAt(doc, entry.trailing.back()),
                    .trailing_end = entry.description.end};
    // Parts of an entry without a description may end before what is taken for one.
    if (!entry.trailing.empty()) {
      out.trailing_end = std::max(out.trailing_end, entry.trailing.back().end);
    }
    // "**Counts are checked.** Each one is read by hand.": prose rather than a name and what it is.
    if (doc.Slice(entry.name).ends_with('.') && Trim(doc.Slice(entry.separator)).empty()) {
      out.ending.end = End::kUnclear;
    }
    if (EndsInTagsAfterDash(doc.Slice(entry.description))) out.ending.end = End::kUnclear;
    if (out.ending.end == End::kStop) return out;
    out.is_closed_behind = IsClosedBehind(doc, entry);
    if (out.ending.end != End::kNoStop) return out;
    // "(it has them.)"
    const bool bracket_stops =
        IsBracket(out.trailing) && VisibleEndingOf(doc, entry.trailing.back()).end == End::kStop;
    if (bracket_stops || HasInnerParts(doc, entry) || GoesOn(doc, entry) || out.is_closed_behind ||
        IsRemark(doc, entry) || EndsInLinkOfItsOwn(doc, entry.description) ||
        EndsInEmojiCode(doc, entry)) {
      out.ending.end = End::kUnclear;
    }
    return out;
  }

  // Names behind a separator, "Jane Mary Roe" or "by Jane Mary Roe", have a stop only where others
  // of the group or most of the list have one there.
  static void LeaveNames(const Document& doc, std::vector<Description>* descriptions) {
    std::vector<Description*> without;
    for (Description& description : *descriptions) {
      if (description.ending.end == End::kNoStop && IsNames(doc, description)) {
        without.push_back(&description);
      }
    }
    if (without.empty()) return;
    std::vector<std::uint32_t> groups;  // of those with a stop
    for (const Description& description : *descriptions) {
      if (description.ending.end == End::kStop && IsNames(doc, description)) {
        groups.push_back(description.group);
        if (groups.size() >= 3 && groups.size() >= 4 * without.size()) return;
      }
    }
    for (Description* description : without) {
      if (std::binary_search(groups.begin(), groups.end(), description->group)) continue;
      description->ending.end = End::kUnclear;
    }
  }

  // So does a single word, "Color", which is a name of its kind.
  static bool IsNames(const Document& doc, const Description& description) {
    const std::string_view text = doc.Slice(description.range);
    if (text.find(' ') == std::string_view::npos && !HasCjkLetter(text)) return true;
    if (SaysMoreThanNames(text)) return false;
    return BylineOf(VisibleText(doc, description.range), false) == Byline::kNames ||
           BylineOf(NamesIn(doc, description.range), false) == Byline::kLed;
  }

  // "Reads tables. - `#go` `#fast`": the tags end the entry, not the sentence.
  static bool EndsInTagsAfterDash(std::string_view text) {
    while (text.size() > 2 && text.ends_with('`')) {
      const std::size_t open = text.rfind('`', text.size() - 2);
      if (open == std::string_view::npos) return false;
      text = Trim(text.substr(0, open));
    }
    return text.ends_with(" -") || text.ends_with(" –") || text.ends_with(" —");
  }

  // ":wink:" closes a sentence as the emoji itself does.
  static bool EndsInEmojiCode(const Document& doc, const Entry& entry) {
    if (entry.trailing.empty()) return false;
    const std::string_view last = doc.Slice(entry.trailing.back());
    return last.size() > 2 && last.front() == ':' && last.back() == ':';
  }

  // The link that ends at `end`, or null.
  static const Node* LinkBefore(const Document& doc, Range range, Offset end) {
    if (end <= range.begin) return nullptr;
    const Node& last = doc.NodeAt(end - 1);
    const Node* link = IsLink(last) ? &last : doc.Ancestor(last, NodeKind::kLink);
    return link != nullptr && link->full.end == end && link->full.begin >= range.begin ? link
                                                                                       : nullptr;
  }

  // "[Summary](u)", "Reads tables. - [Source](u)", "At a fair - [video](u) & [slides](u)": links
  // that are no part of a sentence.
  static bool EndsInLinkOfItsOwn(const Document& doc, Range range) {
    const Node* link = LinkBefore(doc, range, range.end);
    if (link == nullptr) return false;
    const std::string_view raw = doc.Slice(range);
    std::string_view before = Trim(doc.Slice({range.begin, link->full.begin}));
    for (bool again = true; again;) {
      again = false;
      for (const std::string_view joint : {"&", "+", ",", "/", " and"}) {
        if (!before.ends_with(joint)) continue;
        const std::string_view rest = Trim(before.substr(0, before.size() - joint.size()));
        const Node* other = LinkBefore(
            doc, range, range.begin + static_cast<Offset>(rest.data() + rest.size() - raw.data()));
        if (other == nullptr) continue;
        before = Trim(doc.Slice({range.begin, other->full.begin}));
        again = true;
        break;
      }
    }
    if (before.empty()) return true;
    constexpr std::u32string_view kEnds = U"-–—|/·•.!?。！？";
    return kEnds.find(DecodeUtf8Before(before, before.size()).value) != std::u32string_view::npos;
  }

  // "A shooter. [[code]](u) **Engine: [B](u)** [[code]](u)": the stop is before the first part of
  // several. A description without letters is a part itself: "[A](u). [MIT]".
  static bool HasInnerParts(const Document& doc, const Entry& entry) {
    const std::string_view text = doc.Slice(entry.description);
    return text.find(". [[") != std::string_view::npos ||
           text.find("! [[") != std::string_view::npos || !HasWord(text);
  }

  // A comma or colon leads to a badge or a tag.
  static bool GoesOn(const Document& doc, const Entry& entry) {
    if (entry.trailing.empty()) return false;
    constexpr std::u32string_view kMarks = U",;:，、；：";
    const char32_t next = DecodeUtf8(doc.source().text(), entry.description.end).value;
    return kMarks.find(next) != std::u32string_view::npos;
  }

  static void Count(const Document& doc, const Description& description, Custom* custom) {
    Custom::Places& places = custom->At(description.trailing);
    if (description.ending.end != End::kUnclear) ++custom->judged;
    if (description.ending.end == End::kNoStop) ++places.without;
    if (description.ending.end == End::kStop) {
      ++custom->stops;
      ++places.before;
      CountBracket(doc, description, custom);
      if (HasCjkLetter(doc.Slice(description.range))) {
        const CodePoint last = DecodeUtf8Before(doc.source().text(), description.range.end);
        if (last.value == 0x3002) ++custom->wide;
        if (last.value == '.') ++custom->narrow;
      }
    } else if (description.trailing != Trailing::kNone && description.is_closed_behind) {
      ++places.behind;
      ++custom->judged;
      ++custom->stops;
    }
  }

  // "Reads tables (fast).": the bracket is a part of the description, and its stop is behind it.
  static void CountBracket(const Document& doc, const Description& description, Custom* custom) {
    if (description.trailing != Trailing::kNone) return;
    const std::string_view text = doc.Slice(description.range);
    const std::string_view bracket = LastBracket(text);
    if (bracket.empty()) return;
    const Offset begin =
        description.range.begin + static_cast<Offset>(bracket.data() - text.data());
    const Trailing kind = TrailingAt(doc, {begin, begin + static_cast<Offset>(bracket.size())});
    if (IsBracket(kind)) ++custom->At(kind).behind;
  }

  // A second line of authors, a venue or a date, with nothing that leads to it, is no description;
  // nor is another link.
  static bool IsLineOfItsOwn(const Document& doc, const Entry& entry) {
    const std::string_view between = doc.Slice(entry.separator);
    if (FindAnyOf<'\r', '\n'>(between) == std::string_view::npos || !Trim(between).empty()) {
      return false;
    }
    if (doc.NodeAt(entry.description.begin).full == entry.description) return true;
    const char first = doc.source()[entry.description.begin];
    return first == '*' || first == '_' || entry.form == EntryForm::kSeveralLinks ||
           !entry.notes.empty();
  }

  // "2009", "posted on 2022-05-21": when it was, in a few words.
  static bool EndsInYear(std::string_view text) {
    if (std::count(text.begin(), text.end(), ' ') > 3) return false;
    const std::string_view last = text.substr(text.find_last_of(" ,") + 1);
    const std::string_view year = last.substr(0, last.find_first_of("-/"));
    return year.size() == 4 && (year.starts_with("19") || year.starts_with("20")) &&
           std::all_of(last.begin(), last.end(),
                       [](char c) { return IsAsciiDigit(c) || c == '-' || c == '/'; });
  }

  // A few words behind the link, with nothing between: "[Foo](u) on GitHub", "[Foo](u) 系列". Who
  // made it, however many they are. And a row of links behind a word: "Thanks: [A](u), [B](u), C".
  static bool IsRemark(const Document& doc, const Entry& entry) {
    if (entry.form == EntryForm::kTextFirst) return entry.links.size() > 3;
    const std::string_view separator = Trim(doc.Slice(entry.separator));
    const bool is_row = entry.form == EntryForm::kTableRow;
    const bool joined = separator.empty() && !is_row;
    if (joined || separator == ",") {
      const Byline byline = SaysMoreThanNames(doc.Slice(entry.description))
                                ? Byline::kNone
                                : BylineOf(NamesIn(doc, entry.description), joined);
      if (byline == Byline::kLed || (byline == Byline::kNames && !joined)) return true;
      if (separator == "," && EndsInYear(doc.Slice(entry.description))) return true;
    }
    const bool inline_form =
        entry.form == EntryForm::kLinkFirst || entry.form == EntryForm::kStrongLink;
    if (!inline_form || !separator.empty()) return false;
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

  // Nothing where a stop would be wrong, or become a part of what it follows.
  static std::optional<Fix> MissingFix(const Document& doc, const Description& description,
                                       const Custom& custom) {
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
    if (EndsInUrl(doc, at)) return std::nullopt;
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

  // "Infers profiles [Profiles of clones, Journal 2019](u)": a work that is cited after the
  // sentence.
  static bool EndsInTitle(const Document& doc, Range range) {
    constexpr std::ptrdiff_t kFewestBlanks = 3;
    const Node* link = LinkBefore(doc, range, range.end);
    if (link == nullptr) return false;
    const std::string_view text = doc.Slice(link->content);
    return std::count(text.begin(), text.end(), ' ') >= kFewestBlanks;
  }

  // "Reads tables (2.0), https://…": the sentence does not end at `end`.
  static bool GoesOnAfter(const Document& doc, Offset end) {
    const Range line = doc.source().Line(doc.source().LineAt(end));
    const std::string_view rest = doc.Slice({end, std::max(end, line.end)});
    if (rest.starts_with("（") && !Trim(rest).ends_with("）")) return true;  // and then a badge
    return rest.find("),") != std::string_view::npos || rest.find("],") != std::string_view::npos;
  }

  // "Port of [Anvil](u)", whose link is taken for what follows the description.
  static bool EndsInLink(const Document& doc, const Description& description) {
    if (description.trailing != Trailing::kOther || description.entry->trailing.empty())
      return false;
    const Range last = description.entry->trailing.back();
    return IsLink(doc.NodeAt(last.begin)) || doc.Slice(last).starts_with('[');
  }

  static StopFit FitAfter(const Document& doc, Range range) {
    const std::string_view raw = doc.Slice(range);
    return raw.find('[') == std::string_view::npos ? FitOfStop(raw)
                                                   : FitOfStop(VisibleText(doc, range));
  }

  static bool EndsInWideBracket(const Document& doc, const Description& description) {
    const std::string_view text = doc.Slice({description.range.begin, description.trailing_end});
    return IsBracket(description.trailing) && text.size() > 2 &&
           DecodeUtf8Before(text, text.size()).value > 0x7F;
  }

  // "基于`Wine`", "indicators of compromise (IOCs)": a part of the sentence.
  static bool IsJoined(const Document& doc, const Description& description) {
    const std::string_view rest =
        Trim(doc.Slice({description.range.end, description.trailing_end}));
    if (IsBracket(description.trailing)) return IsAcronymInBrackets(rest);
    return description.trailing == Trailing::kCode && doc.source()[description.range.end] == '`';
  }

  static bool IsAcronymInBrackets(std::string_view text) {
    if (!text.starts_with('(') || !text.ends_with(')') || text.size() < 4) return false;
    std::string_view word = text.substr(1, text.size() - 2);
    if (word.ends_with('s')) word.remove_suffix(1);
    return std::all_of(word.begin(), word.end(),
                       [](char c) { return IsAsciiUpper(c) || IsAsciiDigit(c); });
  }

  // Only a plain stop at the very end: "?", "…" and "etc.)" say something.
  static bool IsSuperfluous(const Document& doc, const Description& description, bool by_custom) {
    const Ending& ending = description.ending;
    if (ending.end != End::kStop || (ending.last_any != '.' && ending.last_any != 0x3002)) {
      return false;
    }
    const std::string_view text = doc.Slice(description.range);
    if (text.ends_with("..") || EndsInAbbreviation(text)) return false;
    // It keeps apart what follows: "Made by Ann.(2020)", "An example. [Play now](u)".
    if (description.trailing != Trailing::kNone) return false;
    if (by_custom && HasSeveralSentences(text)) return false;
    // The stop of a link's text is part of what is quoted.
    return DecodeUtf8(doc.Slice(LastCharacter(doc, description.range)), 0).value == ending.last_any;
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
        const StopFit fit = FitOfStop(text);
        if (fit == StopFit::kMisfits) {
          continue;
        } else if (ending.end == End::kNoStop) {
          const bool quote = ending.last_any == '"' || ending.last_any == 0x201D;
          const bool plain = ending.last == ending.last_any || bracket || quote;
          found.fix = AddAsciiStop(plain && fit == StopFit::kFits, end);
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
