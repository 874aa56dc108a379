#ifndef AWL_CLI_DIFF_OF_REPORT_H_
#define AWL_CLI_DIFF_OF_REPORT_H_

#include <string>

#include "engine/runner.h"

namespace awl {

// What --diff prints of one file.
std::string DiffOf(const FileReport& report, bool color);

}  // namespace awl

#endif  // AWL_CLI_DIFF_OF_REPORT_H_
