#ifndef AWL_CLI_RECORD_STREAM_H_
#define AWL_CLI_RECORD_STREAM_H_

#include <functional>
#include <string>

#include "base/json_writer.h"
#include "base/result.h"
#include "cli/context.h"

namespace awl {

// A file that came as a line of JSON: {"path": …, "text": …}.
struct Record {
  std::string path;
  std::string text;
};

// Adds what came out for a record to the object that already has its path, or says what kept awl
// from its job. Calls come from several threads.
using RecordWork = std::function<std::optional<Error>(Record record, JsonWriter* json)>;

// Reads records from standard input, one a line, does `work` on `jobs` threads (0: as many as there
// are cores), and prints an object a line for each, in order; one that cannot be read becomes
// {"path": …, "error": …} and ends nothing. Memory is bounded by the threads and the largest
// record. The exit status: 2 if there was an error, else what `status` says.
int RunRecordStream(unsigned jobs, const RecordWork& work, Context& context);

}  // namespace awl

#endif  // AWL_CLI_RECORD_STREAM_H_
