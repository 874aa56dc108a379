#ifndef AWL_ENGINE_FIX_PASS_H_
#define AWL_ENGINE_FIX_PASS_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "awl/document.h"
#include "awl/fix.h"
#include "awl/source.h"
#include "engine/changed_lines.h"
#include "engine/structure_check.h"

namespace awl {

// A part of a fix that the structure check does not let pass, and why.
struct RefusedPart {
  FixPart part = {};
  UndeclaredChange change = {};
};

// What fixes that were found together make of a document, without those that the structure check
// refuses: one fix that changes more than it declares must not cost the others.
//
// The refused are found by the line that would change, and by halving where that does not tell: k
// of them cost about 3k trials, each a parse of the whole text. With no refused fix, as nearly
// always, there is one trial.
class FixPass {
 public:
  // Takes what it can of `parts`, which do not conflict. `trials` is how often it may try beyond
  // the first time, and is counted down.
  FixPass(const Document& before, std::vector<FixPart> parts, std::size_t* trials);

  const std::vector<FixPart>& taken() const { return taken_; }
  const std::vector<RefusedPart>& refused() const { return refused_; }
  // Those that it had no trials left for.
  const std::vector<FixPart>& untried() const { return untried_; }

  // The text with the parts that were taken, and where it differs; null if none was.
  const std::shared_ptr<const Source>& source() const { return text_.source; }
  std::unique_ptr<const Document> TakeDocument() { return std::move(text_.document); }
  std::vector<Change> TakeChanges() { return std::move(text_.changes); }

 private:
  struct Text {
    std::shared_ptr<const Source> source = nullptr;
    std::unique_ptr<const Document> document = nullptr;
    std::vector<Change> changes = {};
  };
  // Adds `parts` to those that are taken if they pass together with these.
  std::optional<UndeclaredChange> TryToTake(std::span<const FixPart> parts);
  // Takes what passes of `parts`, of which `refusal` says why they cannot all be taken.
  void TakeSomeOf(std::span<const FixPart> parts, const UndeclaredChange& refusal);
  std::optional<UndeclaredChange> TakeFrom(std::span<const FixPart> parts);
  bool IsBeside(const FixPart& part, Range range) const;

  const Document& before_;
  std::size_t* trials_;
  std::vector<FixPart> taken_;
  std::vector<RefusedPart> refused_;
  std::vector<FixPart> untried_;
  Text text_;
};

}  // namespace awl

#endif  // AWL_ENGINE_FIX_PASS_H_
