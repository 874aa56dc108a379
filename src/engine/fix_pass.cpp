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
  const std::size_t half = parts.size() / 2;
  const std::size_t untried = untried_.size();
  const bool all_of_the_first = !TakeFrom(parts.first(half)) && untried_.size() == untried;
  // If the first half passes as a whole, the second one cannot: together they did not.
  if (all_of_the_first) {
    TakeSomeOf(parts.subspan(half), refusal);
  } else {
    TakeFrom(parts.subspan(half));
  }
}

}  // namespace awl
