#include "engine/fix_pass.h"

#include <algorithm>
#include <utility>

#include "engine/damaged_text.h"
#include "parse/parse.h"

namespace awl {
namespace {

// The edits with the effects of their fixes, joined as `changes` joins those that touch: they are
// one change of the text, which may do what any of them may.
std::vector<DeclaredEdit> Declare(std::span<const OwnedEdit> edits,
                                  std::span<const Change> changes) {
  std::vector<DeclaredEdit> out;
  out.reserve(changes.size());
  auto edit = edits.begin();
  for (const Change& change : changes) {
    DeclaredEdit& declared = out.emplace_back();
    declared.before = change.before;
    declared.after = change.after;
    for (; edit != edits.end() && edit->edit->range.end <= change.before.end; ++edit) {
      declared.effect = std::max(declared.effect, edit->owner->fix->effect);
      declared.moves = declared.moves || edit->owner->fix->moves;
      declared.restores = declared.restores || edit->owner->rule == kDamageRule;
    }
  }
  return out;
}

}  // namespace

FixPass::FixPass(const Document& before, std::vector<FixPart> parts, std::size_t* trials)
    : before_(before), trials_(trials) {
  if (parts.empty()) return;
  if (const std::optional<UndeclaredChange> refusal = TryToTake(parts)) TakeSomeOf(parts, *refusal);
}

std::optional<UndeclaredChange> FixPass::TryToTake(std::span<const FixPart> parts) {
  std::vector<FixPart> all = taken_;
  all.insert(all.end(), parts.begin(), parts.end());
  const std::vector<OwnedEdit> edits = EditsOf(all);
  Text text;
  text.changes = ChangesOf(edits);
  const Source& old = before_.source();
  text.source = std::make_shared<const Source>(old.path(), ApplyEdits(old, edits));
  text.document = Parse(text.source);
  std::optional<UndeclaredChange> refusal =
      FindUndeclaredChange(before_, *text.document, Declare(edits, text.changes));
  if (!refusal) {
    taken_ = std::move(all);
    text_ = std::move(text);
  }
  return refusal;
}

std::optional<UndeclaredChange> FixPass::TakeFrom(std::span<const FixPart> parts) {
  if (*trials_ == 0) {
    untried_.insert(untried_.end(), parts.begin(), parts.end());
    return std::nullopt;
  }
  --*trials_;
  std::optional<UndeclaredChange> refusal = TryToTake(parts);
  if (refusal) TakeSomeOf(parts, *refusal);
  return refusal;
}

void FixPass::TakeSomeOf(std::span<const FixPart> parts, const UndeclaredChange& refusal) {
  if (parts.size() == 1) {
    refused_.push_back({.part = parts.front(), .change = refusal});
    return;
  }
  // What made the change is most often at its line; where that does not tell them apart, by halves.
  std::vector<FixPart> ordered(parts.begin(), parts.end());
  const auto suspects =
      std::stable_partition(ordered.begin(), ordered.end(),
                            [&](const FixPart& part) { return !IsBeside(part, refusal.before); });
  std::size_t first = static_cast<std::size_t>(suspects - ordered.begin());
  if (first == 0 || first == ordered.size()) first = ordered.size() / 2;
  const std::span<const FixPart> all = ordered;
  const std::size_t untried = untried_.size();
  const bool all_of_the_first = !TakeFrom(all.first(first)) && untried_.size() == untried;
  // If the first ones pass as a whole, the others cannot: together they did not.
  if (all_of_the_first) {
    TakeSomeOf(all.subspan(first), refusal);
  } else {
    TakeFrom(all.subspan(first));
  }
}

// True if the part edits a line of `range`, or the one above or below.
bool FixPass::IsBeside(const FixPart& part, Range range) const {
  const Source& source = before_.source();
  const std::uint32_t line = source.LineAt(range.begin);
  const Offset begin = source.LineBegin(line == 0 ? 0 : line - 1);
  const std::uint32_t next = source.LineAt(range.end) + 1;
  const Offset end = next < source.line_count() ? source.LineWithEol(next).end : source.size();
  return std::any_of(part.edits.begin(), part.edits.end(), [&](const Edit* edit) {
    return edit->range.begin <= end && begin <= edit->range.end;
  });
}

}  // namespace awl
