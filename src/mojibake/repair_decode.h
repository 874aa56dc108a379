#ifndef AWL_MOJIBAKE_REPAIR_DECODE_H_
#define AWL_MOJIBAKE_REPAIR_DECODE_H_

#include "mojibake/cells.h"
#include "mojibake/detect.h"

namespace awl::mojibake {

// Undoes a process once. A complete sequence becomes its character, one that lost bytes a choice of
// all characters that would leave what is there (one choice only: that character), and all else
// stays: also letters that may be what is left of a character, unless the text is known to have
// others of the kind.
CellLine UndoProcess(const CellLine& line, const Detection& detection);

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_REPAIR_DECODE_H_
