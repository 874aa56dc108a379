#include "merge/three_way.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "curate/list_order.h"
#include "merge/align.h"
#include "merge/side.h"
#include "merge/tokens.h"
#include "merge/unit_text.h"
#include "rule/moves.h"
#include "text/likeness.h"

namespace awl {
namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};
// Lines of text this alike are one line that was changed.
constexpr double kSameLine = 0.5;
// How far from a new entry one is looked for that is written the same way.
constexpr std::uint32_t kNeighbours = 8;

enum Which : std::uint8_t { kBase, kOurs, kTheirs };

// A unit of the result, with the places where each side has it.
struct Piece {
  std::uint32_t at[3] = {kNone, kNone, kNone};
  std::uint32_t last[3] = {kNone, kNone, kNone};  // of several units
  UnitKind kind = UnitKind::kText;
  bool is_conflict = false;
  std::string text = {};    // of a conflict: ours
  std::string theirs = {};  // of a conflict
};

// Units of one side that follow each other.
using UnitRun = std::vector<std::uint32_t>;

class ThreeWay {
 public:
  ThreeWay(const std::string& base, const std::string& ours, const std::string& theirs)
      : sides_{Side(base), Side(ours), Side(theirs)}, order_(sides_[kBase].list()) {
    SetTokens(&sides_[kBase], &sides_[kOurs], &sides_[kTheirs]);
    for (const Which side : {kBase, kOurs, kTheirs}) IndexEntries(side);
    for (const Which side : {kOurs, kTheirs}) AlignWithBase(side);
    for (const Which side : {kOurs, kTheirs}) FindFollowers(side);
  }

  std::vector<Piece> Run() {
    const auto count = static_cast<std::uint32_t>(Units(kBase).size());
    std::uint32_t ours = 0;
    std::uint32_t theirs = 0;
    // What is new since the last unit of the base that the result has.
    UnitRun new_ours;
    UnitRun new_theirs;
    for (std::uint32_t b = 0; b < count; ++b) {
      TakeInserted(kOurs, &ours, &new_ours);
      TakeInserted(kTheirs, &theirs, &new_theirs);
      if (std::optional<Piece> piece = BasePiece(b)) {
        MergeRuns(std::exchange(new_ours, {}), std::exchange(new_theirs, {}), b);
        pieces_.push_back(std::move(*piece));
      }
      if (partner_[kOurs][b] != kNone) ours = partner_[kOurs][b] + 1;
      if (partner_[kTheirs][b] != kNone) theirs = partner_[kTheirs][b] + 1;
    }
    TakeInserted(kOurs, &ours, &new_ours);
    TakeInserted(kTheirs, &theirs, &new_theirs);
    MergeRuns(new_ours, new_theirs, count);
    return std::move(pieces_);
  }

  const Side& side(Which which) const { return sides_[which]; }
  const std::vector<Unit>& Units(Which side) const { return sides_[side].units(); }

 private:
  UnitOf Of(Which side, std::uint32_t at) const { return {&sides_[side], &Units(side)[at]}; }

  void IndexEntries(Which side) {
    for (std::uint32_t i = 0; i < Units(side).size(); ++i) {
      const Unit& unit = Units(side)[i];
      if (unit.kind == UnitKind::kEntry) entry_at_[side].emplace(unit.token, i);
    }
  }

  // Where a side has the entry with this token.
  std::uint32_t EntryAt(Which side, std::uint32_t token) const {
    const auto found = entry_at_[side].find(token);
    return found == entry_at_[side].end() ? kNone : found->second;
  }

  void AlignWithBase(Which side) {
    std::vector<std::uint32_t> base;
    std::vector<std::uint32_t> other;
    for (const Unit& unit : Units(kBase)) base.push_back(unit.token);
    for (const Unit& unit : Units(side)) other.push_back(unit.token);
    partner_[side].assign(base.size(), kNone);
    base_of_[side].assign(other.size(), kNone);
    AlignedPair from;
    std::vector<AlignedPair> pairs = Align(base, other);
    pairs.push_back(
        {static_cast<std::uint32_t>(base.size()), static_cast<std::uint32_t>(other.size())});
    for (const AlignedPair& pair : pairs) {
      PairChangedLines(side, from, pair);
      if (pair.left < base.size()) SetPartner(side, pair.left, pair.right);
      from = {pair.left + 1, pair.right + 1};
    }
  }

  void SetPartner(Which side, std::uint32_t base, std::uint32_t other) {
    partner_[side][base] = other;
    base_of_[side][other] = base;
  }

  // Between two units that are the same: other lines that are alike, in order.
  void PairChangedLines(Which side, AlignedPair from, AlignedPair to) {
    std::uint32_t other = from.right;
    for (std::uint32_t b = from.left; b < to.left; ++b) {
      const Unit& before = Units(kBase)[b];
      if (before.kind == UnitKind::kEntry) continue;
      for (std::uint32_t o = other; o < to.right; ++o) {
        const Unit& after = Units(side)[o];
        if (after.kind != before.kind || Likeness(before.text, after.text) < kSameLine) continue;
        SetPartner(side, b, o);
        other = o + 1;
        break;
      }
    }
  }

  // Adds the units from `*at` that are new to the side, or moved, to `run`.
  void TakeInserted(Which side, std::uint32_t* at, UnitRun* run) const {
    for (; *at < base_of_[side].size() && base_of_[side][*at] == kNone; ++*at) {
      if (!follows_[side][*at]) run->push_back(*at);
    }
  }

  static Which OtherThan(Which side) { return side == kOurs ? kTheirs : kOurs; }

  bool IsMoved(Which side, std::uint32_t token) const {
    const std::uint32_t at = EntryAt(side, token);
    return at != kNone && base_of_[side][at] == kNone && EntryAt(kBase, token) != kNone;
  }

  // ---- new entries whose neighbours the other side moved ----

  // True for an entry that the side has in another section, or in one that it moved as a whole.
  bool IsMovedAway(Which side, std::uint32_t token) const {
    if (!IsMoved(side, token)) return false;
    const std::uint32_t from = Units(kBase)[EntryAt(kBase, token)].heading;
    const std::uint32_t to = Units(side)[EntryAt(side, token)].heading;
    return (to == kNoId ? kNoId : base_of_[side][to]) != from;
  }

  // A new entry goes with its neighbours where the other side moved both of them away.
  void FindFollowers(Which side) {
    const std::vector<std::uint32_t> before = NearestKept(side, false);
    const std::vector<std::uint32_t> after = NearestKept(side, true);
    const Which other = OtherThan(side);
    const auto stays = [&](std::uint32_t at) {
      return at != kNone && !IsMovedAway(other, Units(side)[at].token);
    };
    follows_[side].assign(Units(side).size(), false);
    std::unordered_map<EntryId, std::uint32_t> anchors;
    for (std::uint32_t at = 0; at < Units(side).size(); ++at) {
      const Unit& unit = Units(side)[at];
      if (unit.kind != UnitKind::kEntry || EntryAt(kBase, unit.token) != kNone ||
          EntryAt(other, unit.token) != kNone) {
        continue;
      }
      std::uint32_t anchor = before[at] != kNone ? before[at] : after[at];
      // What is nested in a new entry stays in it.
      const auto outer = anchors.find(sides_[side].list().entry(unit.entry).parent);
      if (outer != anchors.end()) {
        anchor = outer->second;
      } else if (anchor == kNone || stays(before[at]) || stays(after[at])) {
        continue;
      }
      anchors.emplace(unit.entry, anchor);
      follows_[side][at] = true;
      followers_[Units(side)[anchor].token].push_back(
          {.side = side, .at = at, .comes_first = anchor > at});
    }
  }

  // By unit of the side: the nearest entry of the same list, before or after it, that all sides
  // have and that this side did not move.
  std::vector<std::uint32_t> NearestKept(Which side, bool after) const {
    const std::vector<Unit>& units = Units(side);
    std::vector<std::uint32_t> nearest(units.size(), kNone);
    std::unordered_map<NodeId, std::uint32_t> last;
    for (std::size_t i = 0; i < units.size(); ++i) {
      const auto at = static_cast<std::uint32_t>(after ? units.size() - 1 - i : i);
      const Unit& unit = units[at];
      if (unit.kind != UnitKind::kEntry) continue;
      const auto found = last.find(unit.container);
      if (found != last.end()) nearest[at] = found->second;
      if (base_of_[side][at] != kNone && EntryAt(OtherThan(side), unit.token) != kNone) {
        last[unit.container] = at;
      }
    }
    return nearest;
  }

  void EmitFollowers(std::uint32_t token, bool first) {
    const auto found = followers_.find(token);
    if (found == followers_.end()) return;
    for (const Follower& follower : found->second) {
      if (follower.comes_first == first) EmitInserted(follower.side, follower.at);
    }
  }

  // ---- what the base has ----

  // Nothing where the result has not, or has elsewhere, what the base has there.
  std::optional<Piece> BasePiece(std::uint32_t b) const {
    const Unit& unit = Units(kBase)[b];
    // Moved: it comes where it was moved to.
    if (unit.kind == UnitKind::kEntry &&
        (IsMoved(kOurs, unit.token) || IsMoved(kTheirs, unit.token))) {
      return std::nullopt;
    }
    return MergedPiece(b, partner_[kOurs][b], partner_[kTheirs][b]);
  }

  std::optional<Piece> MergedPiece(std::uint32_t b, std::uint32_t ours,
                                   std::uint32_t theirs) const {
    if (ours == kNone && theirs == kNone) return std::nullopt;
    Piece piece;
    piece.at[kBase] = b;
    piece.at[kOurs] = ours;
    piece.at[kTheirs] = theirs;
    piece.kind = Units(kBase)[b].kind;
    if (ours == kNone || theirs == kNone) {
      const Which left = ours == kNone ? kTheirs : kOurs;
      const Unit& unit = Units(left)[piece.at[left]];
      const bool touched =
          !SameWords(unit.text, Units(kBase)[b].text) || base_of_[left][piece.at[left]] == kNone;
      if (!touched) return std::nullopt;
      piece.is_conflict = true;
      (left == kOurs ? piece.text : piece.theirs) = unit.text;
    } else {
      std::optional<std::string> text =
          MergeUnit(Of(kBase, b), Of(kOurs, ours), Of(kTheirs, theirs));
      SetText(std::move(text), ours, theirs, &piece);
    }
    return piece;
  }

  void SetText(std::optional<std::string> text, std::uint32_t ours, std::uint32_t theirs,
               Piece* piece) const {
    piece->is_conflict = !text.has_value();
    if (text) {
      piece->text = std::move(*text);
    } else {
      piece->text = Units(kOurs)[ours].text;
      piece->theirs = Units(kTheirs)[theirs].text;
    }
  }

  // ---- what one side put there ----

  void EmitInserted(Which side, std::uint32_t at) {
    const Unit& unit = Units(side)[at];
    Piece piece;
    piece.kind = unit.kind;
    piece.at[side] = at;
    if (unit.kind == UnitKind::kEntry && EntryAt(side, unit.token) == at) {
      const std::uint32_t base = EntryAt(kBase, unit.token);
      const std::uint32_t ours = EntryAt(kOurs, unit.token);
      const std::uint32_t theirs = EntryAt(kTheirs, unit.token);
      // Where both put it somewhere, their place counts: theirs is mostly the list that ours is
      // merged into.
      const bool theirs_moved = theirs != kNone && base_of_[kTheirs][theirs] == kNone;
      if (side == kOurs && theirs_moved) return;
      if (base != kNone) {
        EmitFollowers(unit.token, true);
        if (std::optional<Piece> merged = MergedPiece(base, ours, theirs)) {
          pieces_.push_back(std::move(*merged));
        }
        EmitFollowers(unit.token, false);
        return;
      }
      if (ours != kNone && theirs != kNone) {
        EmitBoth(ours, theirs);
        return;
      }
    }
    piece.text = InStyleOfOther(side, at);
    pieces_.push_back(std::move(piece));
  }

  // The text of a new unit with the indentation and the marker that the other side gave to what it
  // stands beside.
  std::string InStyleOfOther(Which side, std::uint32_t at) const {
    const Unit& unit = Units(side)[at];
    const std::string_view prefix = MarkerOf(unit);
    const Which other = OtherThan(side);
    if (prefix.empty() || unit.text.find('\n') != std::string_view::npos) {
      return std::string(unit.text);
    }
    for (std::uint32_t distance = 1; distance <= kNeighbours; ++distance) {
      for (const std::uint32_t beside : {at - distance, at + distance}) {
        if (beside >= Units(side).size() || Units(side)[beside].heading != unit.heading) continue;
        if (MarkerOf(Units(side)[beside]) != prefix) continue;
        const std::uint32_t base = base_of_[side][beside];
        if (base == kNone) continue;
        const bool moved = IsMoved(other, Units(kBase)[base].token);
        const std::uint32_t there =
            moved ? EntryAt(other, Units(kBase)[base].token) : partner_[other][base];
        if (there == kNone) continue;
        const std::string_view theirs = MarkerOf(Units(other)[there]);
        if (theirs.empty() || MarkerOf(Units(kBase)[base]) != prefix) return std::string(unit.text);
        return Cat(theirs, unit.text.substr(prefix.size()));
      }
    }
    return std::string(unit.text);
  }

  // "  - " of an entry or item with a bullet.
  static std::string_view MarkerOf(const Unit& unit) {
    if (unit.kind != UnitKind::kEntry && unit.kind != UnitKind::kContentsItem) return {};
    const std::size_t sign = unit.text.find_first_not_of(" \t");
    if (sign == std::string_view::npos ||
        std::string_view("-*+").find(unit.text[sign]) == std::string_view::npos) {
      return {};
    }
    const std::size_t end = unit.text.find_first_not_of(" \t", sign + 1);
    if (end == std::string_view::npos || end == sign + 1) return {};
    return unit.text.substr(0, end);
  }

  // What both sides have and the base has not.
  void EmitBoth(std::uint32_t ours, std::uint32_t theirs) {
    Piece piece;
    piece.kind = Units(kOurs)[ours].kind;
    piece.at[kOurs] = ours;
    piece.at[kTheirs] = theirs;
    SetText(MergeAdded(Of(kOurs, ours), Of(kTheirs, theirs)), ours, theirs, &piece);
    pieces_.push_back(std::move(piece));
  }

  void EmitAll(Which side, const UnitRun& run) {
    for (const std::uint32_t at : run) EmitInserted(side, at);
  }

  // What both sides put between two units of the base, of which the second is `next`.
  void MergeRuns(const UnitRun& ours, const UnitRun& theirs, std::uint32_t next) {
    if (ours.empty()) return EmitAll(kTheirs, theirs);
    if (theirs.empty()) return EmitAll(kOurs, ours);
    const Split o = SplitSections(kOurs, ours);
    const Split t = SplitSections(kTheirs, theirs);
    MergeLeads(o.lead, t.lead, next);
    MergeSections(o.sections, t.sections, next);
  }

  struct Split {
    UnitRun lead;                   // up to the first heading
    std::vector<UnitRun> sections;  // each begins with a heading that none of the others is below
  };

  Split SplitSections(Which side, const UnitRun& run) const {
    Split split;
    std::uint8_t level = 0;
    for (const std::uint32_t at : run) {
      const Unit& unit = Units(side)[at];
      const bool begins =
          unit.kind == UnitKind::kHeading && (split.sections.empty() || unit.level <= level);
      if (begins) {
        level = unit.level;
        split.sections.emplace_back();
      }
      (split.sections.empty() ? split.lead : split.sections.back()).push_back(at);
    }
    return split;
  }

  void MergeSections(std::vector<UnitRun> ours, std::vector<UnitRun> theirs, std::uint32_t next) {
    // A section that both added comes once, with the entries of both.
    std::vector<UnitRun> with(ours.size());
    for (std::size_t i = 0; i < ours.size(); ++i) {
      const std::uint32_t token = Units(kOurs)[ours[i].front()].token;
      const auto same = std::find_if(theirs.begin(), theirs.end(), [&](const UnitRun& run) {
        return Units(kTheirs)[run.front()].token == token;
      });
      if (same == theirs.end()) continue;
      with[i] = std::move(*same);
      theirs.erase(same);
    }
    const auto emit_ours = [&](std::size_t i) {
      if (with[i].empty()) return EmitAll(kOurs, ours[i]);
      EmitBoth(ours[i].front(), with[i].front());
      MergeRuns(Rest(ours[i]), Rest(with[i]), next);
    };
    const bool sorted = HeadingsAreSorted(ours, theirs, next);
    std::size_t t = 0;
    for (std::size_t i = 0; i < ours.size(); ++i) {
      while (sorted && t < theirs.size() &&
             KeyOf(kTheirs, theirs[t].front()) < KeyOf(kOurs, ours[i].front())) {
        EmitAll(kTheirs, theirs[t++]);
      }
      emit_ours(i);
    }
    while (t < theirs.size()) EmitAll(kTheirs, theirs[t++]);
  }

  static UnitRun Rest(const UnitRun& run) { return {run.begin() + 1, run.end()}; }

  // Text and entries without a heading among them: what both have comes once, and between such
  // lines entries of both.
  void MergeLeads(const UnitRun& ours, const UnitRun& theirs, std::uint32_t next) {
    std::vector<std::uint32_t> left;
    std::vector<std::uint32_t> right;
    for (const std::uint32_t at : ours) left.push_back(Units(kOurs)[at].token);
    for (const std::uint32_t at : theirs) right.push_back(Units(kTheirs)[at].token);
    std::vector<AlignedPair> pairs = Align(left, right);
    pairs.push_back(
        {static_cast<std::uint32_t>(left.size()), static_cast<std::uint32_t>(right.size())});
    AlignedPair from;
    for (const AlignedPair& pair : pairs) {
      MergeApart({ours.begin() + from.left, ours.begin() + pair.left},
                 {theirs.begin() + from.right, theirs.begin() + pair.right}, next);
      from = {pair.left + 1, pair.right + 1};
      if (pair.left == left.size()) return;
      if (Units(kOurs)[ours[pair.left]].kind == UnitKind::kEntry) {
        EmitInserted(kTheirs, theirs[pair.right]);
      } else {
        EmitBoth(ours[pair.left], theirs[pair.right]);
      }
    }
  }

  static bool IsText(const Unit& unit) { return unit.kind == UnitKind::kText; }

  void MergeApart(const UnitRun& ours, const UnitRun& theirs, std::uint32_t next) {
    const auto text_in = [this](Which side, const UnitRun& run) {
      return std::find_if(run.begin(), run.end(),
                          [&](std::uint32_t at) { return IsText(Units(side)[at]); });
    };
    const auto o = text_in(kOurs, ours);
    const auto t = text_in(kTheirs, theirs);
    MergeEntries({ours.begin(), o}, {theirs.begin(), t}, next);
    const UnitRun ours_rest(o, ours.end());
    const UnitRun theirs_rest(t, theirs.end());
    if (ours_rest.empty() || theirs_rest.empty()) {
      EmitAll(kOurs, ours_rest);
      EmitAll(kTheirs, theirs_rest);
      return;
    }
    Piece piece;
    piece.at[kOurs] = ours_rest.front();
    piece.at[kTheirs] = theirs_rest.front();
    piece.last[kOurs] = ours_rest.back();
    piece.last[kTheirs] = theirs_rest.back();
    piece.is_conflict = true;
    piece.text = TextOf(kOurs, ours_rest);
    piece.theirs = TextOf(kTheirs, theirs_rest);
    pieces_.push_back(std::move(piece));
  }

  std::string TextOf(Which side, const UnitRun& run) const {
    const std::string_view begin = Units(side)[run.front()].text;
    const std::string_view end = Units(side)[run.back()].text;
    return std::string(begin.data(),
                       static_cast<std::size_t>(end.data() - begin.data()) + end.size());
  }

  void MergeEntries(const UnitRun& ours, const UnitRun& theirs, std::uint32_t next) {
    if (ours.empty()) return EmitAll(kTheirs, theirs);
    if (theirs.empty()) return EmitAll(kOurs, ours);
    const bool sorted = IsSortedAt(next, Units(kOurs)[ours.front()]);
    const std::vector<UnitRun> o = WithNested(kOurs, ours);
    const std::vector<UnitRun> t = WithNested(kTheirs, theirs);
    std::size_t at = 0;
    for (const UnitRun& run : o) {
      while (sorted && at < t.size() && KeyOf(kTheirs, t[at].front()) < KeyOf(kOurs, run.front())) {
        EmitAll(kTheirs, t[at++]);
      }
      EmitAll(kOurs, run);
    }
    while (at < t.size()) EmitAll(kTheirs, t[at++]);
  }

  // Each entry with those below it.
  std::vector<UnitRun> WithNested(Which side, const UnitRun& run) const {
    std::vector<UnitRun> runs;
    std::uint32_t depth = ~0u;
    for (const std::uint32_t at : run) depth = std::min(depth, Units(side)[at].depth);
    for (const std::uint32_t at : run) {
      if (runs.empty() || Units(side)[at].depth == depth) runs.emplace_back();
      runs.back().push_back(at);
    }
    return runs;
  }

  // ---- order ----

  std::string KeyOf(Which side, std::uint32_t at) const {
    const Unit& unit = Units(side)[at];
    if (unit.kind == UnitKind::kEntry) {
      return ListOrder::KeyOf(sides_[side].document(), sides_[side].list().entry(unit.entry));
    }
    return NameKey(unit.text, {});
  }

  // Whether the base's list, or that of items of the contents, is sorted around unit `next`.
  bool IsSortedAt(std::uint32_t next, const Unit& like) const {
    const std::vector<Unit>& units = Units(kBase);
    if (like.kind == UnitKind::kContentsItem) return LinesAreSorted(like);
    for (const std::uint32_t at : {next - 1, next}) {
      if (at < units.size() && units[at].kind == UnitKind::kEntry) {
        return order_.IsSorted(units[at].container);
      }
    }
    return order_.is_custom();
  }

  // Of units of that kind and indentation.
  bool LinesAreSorted(const Unit& like) const {
    const auto indent = [](std::string_view text) { return text.find_first_not_of(" \t"); };
    std::vector<std::string> keys;
    for (const Unit& unit : Units(kBase)) {
      if (unit.kind != like.kind || unit.level != like.level) continue;
      if (indent(unit.text) == indent(like.text)) keys.push_back(NameKey(unit.text, {}));
    }
    return keys.size() > 3 && 10 * LongestRun(RankKeys(keys, false)).size() >= 9 * keys.size();
  }

  bool HeadingsAreSorted(const std::vector<UnitRun>& ours, const std::vector<UnitRun>& theirs,
                         std::uint32_t /*next*/) const {
    if (ours.empty() || theirs.empty()) return false;
    return LinesAreSorted(Units(kOurs)[ours.front().front()]);
  }

  struct Follower {
    Which side = kOurs;
    std::uint32_t at = 0;
    bool comes_first = false;
  };

  Side sides_[3];
  const ListOrder order_;
  std::unordered_map<std::uint32_t, std::uint32_t> entry_at_[3];        // by token
  std::vector<std::uint32_t> partner_[3];                               // by unit of the base
  std::vector<std::uint32_t> base_of_[3];                               // by unit of the side
  std::vector<bool> follows_[3];                                        // by unit of the side
  std::unordered_map<std::uint32_t, std::vector<Follower>> followers_;  // by token
  std::vector<Piece> pieces_;
};

// Puts the pieces below each other, with the blank lines that the sides have between them.
class Renderer {
 public:
  Renderer(const ThreeWay& merge, const ConflictStyle& style)
      : merge_(merge), style_(style), eol_(EolText(merge.side(kOurs).document().source().eol())) {
    CountBlanks();
  }

  Merged Run(const std::vector<Piece>& pieces) {
    const Piece* before = nullptr;
    for (const Piece& piece : pieces) {
      const std::string_view blank = BlankBetween(before, piece);
      for (std::string* out : {&merged_.text, &merged_.with_ours, &merged_.with_theirs}) {
        *out += blank;
      }
      if (piece.is_conflict) {
        AddConflict(piece);
      } else {
        for (std::string* out : {&merged_.text, &merged_.with_ours, &merged_.with_theirs}) {
          *out += Cat(piece.text, eol_);
        }
      }
      before = &piece;
    }
    AddTail();
    return std::move(merged_);
  }

 private:
  void AddLines(std::string_view text, std::string* out) const {
    if (!text.empty()) *out += Cat(text, eol_);
  }

  void AddConflict(const Piece& piece) {
    ++merged_.conflicts;
    const auto marker = [this](char sign) { return std::string(style_.marker_size, sign); };
    merged_.text += Cat(marker('<'), " ", style_.ours, eol_);
    AddLines(piece.text, &merged_.text);
    merged_.text += Cat(marker('='), eol_);
    AddLines(piece.theirs, &merged_.text);
    merged_.text += Cat(marker('>'), " ", style_.theirs, eol_);
    AddLines(piece.text, &merged_.with_ours);
    AddLines(piece.theirs, &merged_.with_theirs);
  }

  // What of `base`, `ours` and `theirs` a merge of single values takes.
  template <typename T>
  static T Choose(const T& base, const T& ours, const T& theirs) {
    return ours == base ? theirs : ours;
  }

  void AddTail() {
    const Side& base = merge_.side(kBase);
    const Side& ours = merge_.side(kOurs);
    const Side& theirs = merge_.side(kTheirs);
    const std::string_view tail = Choose(base.tail(), ours.tail(), theirs.tail());
    const bool eol = Choose(base.ends_with_eol(), ours.ends_with_eol(), theirs.ends_with_eol());
    for (std::string* out : {&merged_.text, &merged_.with_ours, &merged_.with_theirs}) {
      *out += tail;
      if (!eol && out->ends_with(eol_)) out->resize(out->size() - eol_.size());
    }
  }

  // The blank lines between two that follow each other in some side, or those that are most
  // frequent between two of their kinds.
  std::string_view BlankBetween(const Piece* before, const Piece& piece) const {
    if (before == nullptr) return FirstBlank();
    // What all have keeps its blank lines, or takes the change of one side, unless it now follows
    // something of another kind.
    std::optional<std::string_view> blank[3];
    for (const Which side : {kBase, kOurs, kTheirs}) blank[side] = BlankAfter(*before, piece, side);
    if (blank[kBase] && blank[kOurs] && blank[kTheirs]) {
      return Choose(*blank[kBase], *blank[kOurs], *blank[kTheirs]);
    }
    for (const Which side : {kBase, kOurs, kTheirs}) {
      blank[side].reset();
      if (Follows(*before, piece, side)) blank[side] = merge_.Units(side)[piece.at[side]].blank;
    }
    if (blank[kOurs] && blank[kTheirs]) {
      return blank[kBase] ? Choose(*blank[kBase], *blank[kOurs], *blank[kTheirs]) : *blank[kOurs];
    }
    if (blank[kOurs]) return *blank[kOurs];
    if (blank[kTheirs]) return *blank[kTheirs];
    const Which from = piece.at[kOurs] != kNone ? kOurs : kTheirs;
    const Unit& unit = merge_.Units(from)[piece.at[from]];
    return UsualBlank(from, before->kind, unit);
  }

  std::string_view FirstBlank() const {
    std::string_view blank[3];
    for (const Which side : {kBase, kOurs, kTheirs}) {
      if (!merge_.Units(side).empty()) blank[side] = merge_.Units(side).front().blank;
    }
    return Choose(blank[kBase], blank[kOurs], blank[kTheirs]);
  }

  bool Follows(const Piece& before, const Piece& piece, Which side) const {
    return piece.at[side] != kNone && before.at[side] != kNone &&
           LastOf(before, side) + 1 == piece.at[side];
  }

  // Of a side in which something of that kind stands before the piece.
  std::optional<std::string_view> BlankAfter(const Piece& before, const Piece& piece,
                                             Which side) const {
    const std::uint32_t at = piece.at[side];
    if (at == kNone || at == 0) return std::nullopt;
    const std::vector<Unit>& units = merge_.Units(side);
    if (units[at - 1].kind != before.kind) return std::nullopt;
    if (before.kind == UnitKind::kText && !Follows(before, piece, side)) return std::nullopt;
    return units[at].blank;
  }

  static std::uint32_t LastOf(const Piece& piece, Which side) {
    return piece.last[side] != kNone ? piece.last[side] : piece.at[side];
  }

  struct Between {
    UnitKind before;
    UnitKind after;
    std::uint32_t heading;  // kNone: anywhere
    // NOLINTNEXTLINE(modernize-use-nullptr): of a 0 in what the compiler makes
    friend auto operator<=>(const Between&, const Between&) = default;
  };

  void CountBlanks() {
    for (const Which side : {kOurs, kTheirs}) {
      const std::vector<Unit>& units = merge_.Units(side);
      for (std::size_t i = 1; i < units.size(); ++i) {
        for (const std::uint32_t heading : {units[i].heading, kNone}) {
          ++counts_[side][{units[i - 1].kind, units[i].kind, heading}][units[i].blank];
        }
      }
    }
  }

  std::string_view UsualBlank(Which side, UnitKind before, const Unit& unit) const {
    for (const std::uint32_t heading : {unit.heading, kNone}) {
      const auto found = counts_[side].find({before, unit.kind, heading});
      if (found == counts_[side].end()) continue;
      const auto most =
          std::max_element(found->second.begin(), found->second.end(),
                           [](const auto& a, const auto& b) { return a.second < b.second; });
      return most->first;
    }
    return unit.blank;
  }

  const ThreeWay& merge_;
  const ConflictStyle& style_;
  const std::string_view eol_;
  std::map<Between, std::map<std::string_view, std::size_t>> counts_[3];
  Merged merged_;
};

}  // namespace

Merged MergeThreeWay(const std::string& base, const std::string& ours, const std::string& theirs,
                     const ConflictStyle& style) {
  ThreeWay merge(base, ours, theirs);
  const std::vector<Piece> pieces = merge.Run();
  return Renderer(merge, style).Run(pieces);
}

}  // namespace awl
