#ifndef AWL_FIX_H_
#define AWL_FIX_H_

#include <span>
#include <string>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/source.h"

namespace awl {

// How fixes become text:
//
//   std::vector<Diagnostic> found = linter.Check({.document = document, .list = list});
//   const FixPlan plan = PlanFixes(PartsOf(source, found));
//   Write(ApplyEdits(source, EditsOf(plan.taken)));  // a Check of this text finds plan.deferred
//   again

// What is applied as a whole: the edits of a fix, or those of one part of it.
struct FixPart {
  const Diagnostic* owner = nullptr;
  // In source order, without those that change nothing; they point into the owner. Never empty.
  std::vector<const Edit*> edits = {};

  // From the first edit to the last.
  Range range() const { return {edits.front()->range.begin, edits.back()->range.end}; }
};

// The parts of all fixes that change the source, in source order of their first edits.
std::vector<FixPart> PartsOf(const Source& source, std::span<const Diagnostic> diagnostics);

// Which parts go together.
struct FixPlan {
  std::vector<FixPart> taken = {};
  std::vector<FixPart> deferred = {};  // each conflicts with one taken: the next pass may have it
};

// Takes every part that does not conflict with one before it. Two conflict if their edits overlap,
// if an edit changes what the other's fix has read, or if edits touch. Edits of one rule that
// remove or replace may touch, as they were made for each other; insertions may not, since nothing
// says which comes first.
FixPlan PlanFixes(std::vector<FixPart> parts);

// An edit, and the finding whose fix it belongs to.
struct OwnedEdit {
  const Edit* edit = nullptr;
  const Diagnostic* owner = nullptr;
};

// The edits of parts that do not conflict, in source order.
std::vector<OwnedEdit> EditsOf(std::span<const FixPart> parts);

// The source with `edits`, which are in source order and do not overlap.
std::string ApplyEdits(const Source& source, std::span<const OwnedEdit> edits);

}  // namespace awl

#endif  // AWL_FIX_H_
