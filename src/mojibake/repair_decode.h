#ifndef AWL_MOJIBAKE_REPAIR_DECODE_H_
#define AWL_MOJIBAKE_REPAIR_DECODE_H_

#include "mojibake/cells.h"
#include "mojibake/damage.h"

namespace awl::mojibake {

// Undoes a process once. A complete sequence becomes its character, one that lost bytes a choice of
// all characters that would leave what is there (one choice only: that character), and all else
// stays. `uniform`: no clean text stands between.
CellLine UndoProcess(const CellLine& line, const Process& process, bool uniform);

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_REPAIR_DECODE_H_
