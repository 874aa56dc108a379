#ifndef AWL_CLI_RECORDS_H_
#define AWL_CLI_RECORDS_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/commands.h"
#include "curate/record_writer.h"

namespace awl {

// The commands with --stdin-jsonl.
int CheckRecords(const CheckOptions& options, Context& context);
int FormatRecords(const FormatOptions& options, Context& context);
int EntriesOfRecords(const EntriesOptions& options, Context& context);

// What --columns names; all if it names none.
Result<std::vector<RecordColumn>> ColumnsOf(const std::vector<std::string>& names);

}  // namespace awl

#endif  // AWL_CLI_RECORDS_H_
