#ifndef AWL_CLI_CONTEXT_H_
#define AWL_CLI_CONTEXT_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/file_system.h"
#include "base/process.h"
#include "web/fetcher.h"

namespace awl {

// Where a command writes.
class Stream {
 public:
  virtual ~Stream() = default;
  // False if nobody reads any more, or the disk is full.
  virtual bool Write(std::string_view text) = 0;
};

// Standard input, line by line or as it comes; not both.
class LineReader {
 public:
  virtual ~LineReader() = default;
  // Reads the next line, without its line end; false at the end. Of a line longer than `limit`
  // nothing is kept, and `too_long` becomes true.
  virtual bool ReadLine(std::size_t limit, std::string* line, bool* too_long) = 0;
  // Appends what there is, at least a byte, and waits for that; false at the end.
  virtual bool ReadSome(std::string* to) = 0;
};

// The world that a command runs in; the real one is made by main, tests have their own.
struct Context {
  FileSystem& files;
  Stream& out;
  Stream& err;
  std::function<std::string(const char* name)> environment;  // "" where unset
  bool out_is_terminal = false;
  std::size_t width = 0;  // cells of the terminal's line; 0: not known
  // Becomes true when the user wants the run to end; may be null.
  const std::atomic<bool>* stop = nullptr;
  LineReader* in = nullptr;
  ProcessRunner run_process = nullptr;  // for git
  bool err_is_terminal = false;
  // Seconds since 1970; null: no clock. Of awl's commands only `links` asks for the time.
  std::function<std::int64_t()> now = nullptr;
  // What opens links; null: nothing can.
  std::function<Result<std::unique_ptr<Fetcher>>(const FetchOptions&)> make_fetcher = nullptr;
  // Says that the end of a run that is stopped may take longer than that of others.
  std::function<void()> take_time = nullptr;
};

// What a command line asks of awl. Exit status: 0 all is well, 1 findings are left (or `format`
// would change something), 2 awl could not do its job.
inline constexpr int kExitClean = 0;
inline constexpr int kExitFindings = 1;
inline constexpr int kExitFailure = 2;

// "awl: message" on standard error; a message that begins with a place stands for itself. Whatever
// it quotes, it is safe to print; only messages with a place have several lines.
int Fail(Context& context, std::string_view message);

}  // namespace awl

#endif  // AWL_CLI_CONTEXT_H_
