#ifndef AWL_CLI_MERGE_DRIVER_H_
#define AWL_CLI_MERGE_DRIVER_H_

#include "cli/context.h"

namespace awl {

// Makes `awl merge` the merge driver of Markdown in the repository of the current folder: a setting
// in its config, and a line of .gitattributes. Done twice it changes nothing.
int InstallMergeDriver(Context& context);
// Takes both away.
int UninstallMergeDriver(Context& context);

}  // namespace awl

#endif  // AWL_CLI_MERGE_DRIVER_H_
