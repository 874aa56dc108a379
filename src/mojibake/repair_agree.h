#ifndef AWL_MOJIBAKE_REPAIR_AGREE_H_
#define AWL_MOJIBAKE_REPAIR_AGREE_H_

#include <span>
#include <vector>

#include "awl/source.h"
#include "mojibake/cells.h"
#include "mojibake/model.h"

namespace awl::mojibake {

// Makes the guesses of places that say the same agree: runs that are damaged alike, and a heading,
// the contents entry and the anchor that lead to it (an anchor has lost its punctuation and
// capitals). The surest guess wins, and where another sure one contradicts it, none is safe.
// `guesses[i]` are those of the undecided cells of `lines[i]`, or empty.
void Agree(std::span<const CellLine> lines, const Source& source,
           std::vector<std::vector<Guess>>& guesses);

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_REPAIR_AGREE_H_
