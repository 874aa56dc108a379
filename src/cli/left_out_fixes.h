#ifndef AWL_CLI_LEFT_OUT_FIXES_H_
#define AWL_CLI_LEFT_OUT_FIXES_H_

#include "cli/context.h"
#include "engine/runner.h"

namespace awl {

// A warning on standard error for each rule of which fixes were left out of the file: a fault of
// the rule, which does not make the run fail.
void WarnOfLeftOutFixes(const FileReport& report, Context& context);

// A line on standard error for a file that stays as it is because a program writes it, unless one
// of the findings says so.
void NoteGeneratedFile(const FileReport& report, Context& context);

}  // namespace awl

#endif  // AWL_CLI_LEFT_OUT_FIXES_H_
