#ifndef AWL_ENGINE_STRUCTURE_CHECK_H_
#define AWL_ENGINE_STRUCTURE_CHECK_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "awl/diagnostic.h"
#include "awl/document.h"

namespace awl {

// An edit that was applied: its place in the old text and in the new one, and what the fix that it
// belongs to says it may change.
struct DeclaredEdit {
  Range before;
  Range after;
  Effect effect = Effect::kLayout;
  bool moves = false;  // see Fix
  // It undoes damage to characters: emphasis near them depends on those and may come or go.
  bool restores = false;
};

// Where two texts differ in what no edit declared.
struct UndeclaredChange {
  Range before;  // a place in the old text
  std::string what = {};
};

// Compares what readers see of two documents, block by block and word by word: what the edits did
// not touch must be the same, and what they touched may differ as far as their effects go:
//   layout       white space between words and everything Markdown drops
//   text         also words, code, titles
//   destination  also where links and images point
//   structure    also which blocks, links and marks there are, and what the blocks around are like
// Edits that move may do the same as those of structure, but all that they and the others of their
// kind touch must be there before and after. In a paragraph, heading or cell that an edit restores,
// `*`, `_` and `~` may be marks of emphasis or text, but they and what is between must be the same.
// `edits` are in order and apart. Linear in the texts.
std::optional<UndeclaredChange> FindUndeclaredChange(const Document& before, const Document& after,
                                                     std::span<const DeclaredEdit> edits);

}  // namespace awl

#endif  // AWL_ENGINE_STRUCTURE_CHECK_H_
