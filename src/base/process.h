#ifndef AWL_BASE_PROCESS_H_
#define AWL_BASE_PROCESS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace awl {

struct ProcessRequest {
  // The program and its arguments; no shell. A program without '/' is looked for in the absolute
  // folders of PATH only, never in the current one.
  std::vector<std::string> command = {};
  std::string folder = {};  // where it runs; empty: the current folder
  // The program sees these variables, and PATH and HOME, and no others.
  std::vector<std::pair<std::string, std::string>> environment = {};
  std::chrono::milliseconds timeout = std::chrono::seconds(20);
  std::size_t output_limit = std::size_t{64} << 20;  // bytes of standard output
};

struct ProcessResult {
  int exit_status = 0;
  std::string output = {};
  std::string errors = {};  // the beginning of standard error
};

// Runs a program to its end, with an empty standard input. An Error if it could not be started,
// took too long, wrote too much or was killed; then it and what it started is killed, too. May be
// called from any thread.
Result<ProcessResult> RunProcess(const ProcessRequest& request);

// A program that is written to and read from, line by line, while it runs. It ends with this.
class TalkingProcess {
 public:
  virtual ~TalkingProcess() = default;
  enum class Got : std::uint8_t { kLine, kNothing, kEnd };

  // False if the program no longer reads. SIGPIPE must be ignored.
  virtual bool Write(std::string_view text) = 0;
  // The next line of standard output, without its line end; kNothing where none has come in time.
  virtual Got ReadLine(std::chrono::milliseconds wait, std::string* line) = 0;
  // Ends the program's standard input.
  virtual void CloseInput() = 0;
  // Waits for the end, kills what has not ended in time, and gives exit status and standard error.
  virtual ProcessResult Finish(std::chrono::milliseconds wait) = 0;
};

// `request.timeout` and `request.output_limit` do not count: who talks ends it.
Result<std::unique_ptr<TalkingProcess>> StartTalking(const ProcessRequest& request);

// Kills all that RunProcess and StartTalking are running at this moment, with what it started, for
// whoever is about to end without unwinding. May be called by a signal handler. Of more than 64 at
// once it knows 64.
void KillRunningProcesses();

// RunProcess, or what takes its place in a test. Null where no program can be run.
using ProcessRunner = std::function<Result<ProcessResult>(const ProcessRequest& request)>;

}  // namespace awl

#endif  // AWL_BASE_PROCESS_H_
