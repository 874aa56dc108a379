#include <malloc.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_system.h"
#include "base/process.h"
#include "cli/app.h"
#include "cli/link_helper.h"

namespace {

// A file descriptor that the shell opened.
class Descriptor final : public awl::Stream {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}

  bool Write(std::string_view text) override {
    while (!text.empty()) {
      const ssize_t written = ::write(fd_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
  }

 private:
  const int fd_;
};

// A signal handler reaches nothing but globals.
std::atomic<bool> stop = false;
static_assert(std::atomic<bool>::is_always_lock_free);

// Standard input, read in blocks.
class InputLines final : public awl::LineReader {
 public:
  bool ReadLine(std::size_t limit, std::string* line, bool* too_long) override {
    line->clear();
    *too_long = false;
    bool any = false;
    while (at_ < size_ || Fill()) {
      any = true;
      const char* begin = block_.data() + at_;
      const char* end = static_cast<const char*>(std::memchr(begin, '\n', size_ - at_));
      const std::size_t length =
          end == nullptr ? size_ - at_ : static_cast<std::size_t>(end - begin);
      if (line->size() + length > limit) *too_long = true;
      if (*too_long) {
        line->clear();
      } else {
        line->append(begin, length);
      }
      at_ += length + (end == nullptr ? 0 : 1);
      if (end != nullptr) return true;
    }
    return any;
  }

  bool ReadSome(std::string* to) override {
    if (at_ == size_ && !Fill()) return false;
    to->append(block_.data() + at_, size_ - at_);
    at_ = size_;
    return true;
  }

 private:
  bool Fill() {
    for (;;) {
      const ssize_t got = ::read(STDIN_FILENO, block_.data(), block_.size());
      if (got < 0 && errno == EINTR && !stop) continue;
      at_ = 0;
      size_ = got > 0 ? static_cast<std::size_t>(got) : 0;
      return got > 0;
    }
  }

  std::vector<char> block_ = std::vector<char>(std::size_t{1} << 16);
  std::size_t at_ = 0;
  std::size_t size_ = 0;
};

// Ends awl and the programs that it runs, with nothing that could need memory or a lock.
[[noreturn]] void EndNow() {
  awl::KillRunningProcesses();
  _exit(awl::kExitFailure);
}

[[noreturn]] void EndNow(std::string_view message) {
  if (::write(STDERR_FILENO, message.data(), message.size()) < 0) EndNow();
  EndNow();
}

// Ends awl some time after the first signal, whatever it is at: an expression that takes long, a
// reader that takes nothing. A file that is being replaced keeps its old bytes.
class Deadline {
 public:
  static bool Create() {
    struct sigaction action = {};
    action.sa_handler = [](int) { EndNow(); };
    if (sigaction(SIGALRM, &action, nullptr) != 0) return false;
    sigset_t alarm;
    sigemptyset(&alarm);
    sigaddset(&alarm, SIGALRM);
    pthread_sigmask(SIG_UNBLOCK, &alarm, nullptr);
    return timer_create(CLOCK_MONOTONIC, nullptr, &timer) == 0;
  }
  // May be called by a signal handler.
  static void Start() {
    itimerspec time = {};
    time.it_value.tv_sec = seconds;
    time.it_value.tv_nsec = seconds == 0 ? 100'000'000 : 0;
    timer_settime(timer, 0, &time, nullptr);
  }
  // For a run that has something to save. Before the first signal.
  static void TakeTime() { seconds = 10; }

 private:
  static timer_t timer;
  static std::atomic<time_t> seconds;
};
timer_t Deadline::timer = {};
std::atomic<time_t> Deadline::seconds = 0;
static_assert(std::atomic<time_t>::is_always_lock_free);

// The first time awl ends its run in order, if that is soon; the second time at once.
void StopOnSignals() {
  struct sigaction action = {};
  action.sa_handler = Deadline::Create() ? [](int) {
    if (stop.exchange(true)) EndNow();
    Deadline::Start();
  } : [](int) { EndNow(); };
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

// What no code of ours catches: no memory, no more threads, a fault in a library.
void FailInOrder() {
  std::set_new_handler([] { EndNow("awl: out of memory\n"); });
  std::set_terminate([] { EndNow("awl: this should not have happened; please report it\n"); });
}

std::size_t TerminalWidth() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 0;
}

// Memory that one file gave back serves the next one. By default glibc returns large blocks to the
// system each time, and then half of the page faults of a run are for memory awl had before.
void KeepFreedMemory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 4 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}

// What awl-links may see beside PATH and HOME.
std::vector<std::pair<std::string, std::string>> LinkEnvironment() {
  std::vector<std::pair<std::string, std::string>> environment;
  for (const char* name : {"GITHUB_TOKEN", "GH_TOKEN"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') environment.emplace_back(name, value);
  }
  return environment;
}

// This program, wherever PATH or a link has led to it.
std::string Executable() {
  char path[4096];
  const ssize_t length = readlink("/proc/self/exe", path, sizeof path);
  return length > 0 ? std::string(path, static_cast<std::size_t>(length)) : std::string();
}

awl::Result<std::unique_ptr<awl::Fetcher>> MakeFetcher(const awl::FetchOptions& options) {
  awl::Result<std::string> program = awl::FindLinkHelper(
      Executable(), [](const std::string& path) { return access(path.c_str(), X_OK) == 0; });
  if (!program) return program.error();
  return awl::MakeHelperFetcher({.program = std::move(*program),
                                 .environment = LinkEnvironment(),
                                 .start = awl::StartTalking,
                                 .stop = &stop},
                                options);
}

}  // namespace

int main(int argc, char** argv) {
  KeepFreedMemory();
  // A reader that goes away is an error of write(), so that half a report is never a success.
  std::signal(SIGPIPE, SIG_IGN);
  // A limit on file sizes is an error to report, like a full disk, not a reason to die half way.
  std::signal(SIGXFSZ, SIG_IGN);
  StopOnSignals();
  FailInOrder();
  const std::unique_ptr<awl::FileSystem> files = awl::MakeRealFileSystem();
  Descriptor out(STDOUT_FILENO);
  Descriptor err(STDERR_FILENO);
  InputLines in;
  awl::Context context{.files = *files,
                       .out = out,
                       .err = err,
                       .environment =
                           [](const char* name) {
                             const char* value = std::getenv(name);
                             return std::string(value == nullptr ? "" : value);
                           },
                       .out_is_terminal = isatty(STDOUT_FILENO) != 0,
                       .width = TerminalWidth(),
                       .stop = &stop,
                       .in = &in,
                       .run_process = awl::RunProcess,
                       .err_is_terminal = isatty(STDERR_FILENO) != 0,
                       .now = [] { return std::int64_t{std::time(nullptr)}; },
                       .make_fetcher = MakeFetcher,
                       .take_time = Deadline::TakeTime};
  const int status = awl::CommandLine().Run(
      std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc), context);
  return stop ? awl::kExitFailure : status;
}
