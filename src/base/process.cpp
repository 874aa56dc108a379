#include "base/process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string_view>

#include "base/strings.h"

namespace awl {
namespace {

constexpr std::size_t kErrorLimit = 16 << 10;
constexpr std::string_view kTookTooLong = "took too long";

Error Failure(std::string_view program, std::string_view what) { return {Cat(program, " ", what)}; }

Error SystemFailure(std::string_view program, std::string_view what, int code) {
  char buffer[256];
  return {Cat(program, " ", what, ": ", std::string_view(strerror_r(code, buffer, sizeof buffer)))};
}

std::string Find(const std::string& program) {
  if (program.find('/') != std::string::npos) return program;
  const char* path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "/usr/bin:/bin" : path;
  while (true) {
    const std::string_view folder = rest.substr(0, rest.find(':'));
    if (!folder.empty() && folder.front() == '/') {
      std::string candidate = Cat(folder, "/", program);
      if (access(candidate.c_str(), X_OK) == 0) return candidate;
    }
    if (folder.size() == rest.size()) return {};
    rest.remove_prefix(folder.size() + 1);
  }
}

class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_, O_CLOEXEC) != 0) ends_[0] = ends_[1] = -1;
  }
  ~Pipe() {
    CloseRead();
    CloseWrite();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  bool ok() const { return ends_[0] >= 0; }
  int read_end() const { return ends_[0]; }
  int write_end() const { return ends_[1]; }
  void CloseRead() { Close(&ends_[0]); }
  void CloseWrite() { Close(&ends_[1]); }

 private:
  static void Close(int* fd) {
    if (*fd >= 0) close(*fd);
    *fd = -1;
  }
  int ends_[2];
};

// posix_spawn's two parameter objects.
class SpawnSettings {
 public:
  SpawnSettings() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
  }
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;

  posix_spawn_file_actions_t* actions() { return &actions_; }
  posix_spawnattr_t* attributes() { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

std::vector<char*> Pointers(std::vector<std::string>* strings) {
  std::vector<char*> out;
  for (std::string& string : *strings) out.push_back(string.data());
  out.push_back(nullptr);
  return out;
}

// `input`: null for an empty standard input.
int Spawn(const ProcessRequest& request, const std::string& program, const Pipe* input,
          const Pipe& output, const Pipe& errors, pid_t* pid) {
  SpawnSettings settings;
  if (input == nullptr) {
    posix_spawn_file_actions_addopen(settings.actions(), 0, "/dev/null", O_RDONLY, 0);
  } else {
    posix_spawn_file_actions_adddup2(settings.actions(), input->read_end(), 0);
  }
  posix_spawn_file_actions_adddup2(settings.actions(), output.write_end(), 1);
  posix_spawn_file_actions_adddup2(settings.actions(), errors.write_end(), 2);
  if (!request.folder.empty()) {
    posix_spawn_file_actions_addchdir_np(settings.actions(), request.folder.c_str());
  }
  // A group of its own, so that what it starts can be killed with it; and signals as they come.
  sigset_t none;
  sigemptyset(&none);
  sigset_t usual;
  sigemptyset(&usual);
  for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGHUP, SIGXFSZ}) sigaddset(&usual, signal);
  posix_spawnattr_setsigmask(settings.attributes(), &none);
  posix_spawnattr_setsigdefault(settings.attributes(), &usual);
  posix_spawnattr_setpgroup(settings.attributes(), 0);
  posix_spawnattr_setflags(settings.attributes(),
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  std::vector<std::string> arguments = request.command;
  std::vector<std::string> environment;
  for (const char* inherited : {"PATH", "HOME"}) {
    const char* value = std::getenv(inherited);
    if (value != nullptr) environment.push_back(Cat(inherited, "=", value));
  }
  for (const auto& [name, value] : request.environment) {
    environment.push_back(Cat(name, "=", value));
  }
  return posix_spawn(pid, program.c_str(), settings.actions(), settings.attributes(),
                     Pointers(&arguments).data(), Pointers(&environment).data());
}

// The process groups that run now; 0: a free place.
std::array<std::atomic<pid_t>, 64> running = {};
static_assert(std::atomic<pid_t>::is_always_lock_free);

// Is known to KillRunningProcesses as long as it lives. It must end before the process is reaped:
// from then on the number may be another's.
class RunningGroup {
 public:
  explicit RunningGroup(pid_t group) {
    for (std::atomic<pid_t>& place : running) {
      pid_t free = 0;
      if (!place.compare_exchange_strong(free, group)) continue;
      place_ = &place;
      return;
    }
  }
  ~RunningGroup() {
    if (place_ != nullptr) *place_ = 0;
  }
  RunningGroup(const RunningGroup&) = delete;
  RunningGroup& operator=(const RunningGroup&) = delete;

 private:
  std::atomic<pid_t>* place_ = nullptr;
};

// True if the process has ended. It is not reaped.
bool HasEnded(pid_t pid) {
  siginfo_t info = {};
  return waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOHANG | WNOWAIT) != 0 ||
         info.si_pid != 0;
}

// Appends what there is to read; false at the end.
bool ReadSome(int fd, std::string* to) {
  char buffer[1 << 16];
  ssize_t got = 0;
  do {
    got = read(fd, buffer, sizeof buffer);
  } while (got < 0 && errno == EINTR);
  if (got <= 0) return false;
  to->append(buffer, static_cast<std::size_t>(got));
  return true;
}

using Time = std::chrono::steady_clock::time_point;

// Reads both to their ends. Returns why it stopped before; empty: it did not.
std::string_view ReadAll(const ProcessRequest& request, Time deadline, Pipe* output, Pipe* errors,
                         ProcessResult* result) {
  while (output->read_end() >= 0 || errors->read_end() >= 0) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        deadline - std::chrono::steady_clock::now());
    // A descriptor of -1 is left out by poll.
    pollfd ends[] = {{output->read_end(), POLLIN, 0}, {errors->read_end(), POLLIN, 0}};
    const int ready = left.count() <= 0 ? 0 : poll(ends, 2, static_cast<int>(left.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return kTookTooLong;
    if (ends[0].revents != 0 && !ReadSome(output->read_end(), &result->output)) output->CloseRead();
    if (ends[1].revents != 0 && !ReadSome(errors->read_end(), &result->errors)) errors->CloseRead();
    if (result->output.size() > request.output_limit) return "wrote more than is read";
    if (result->errors.size() > kErrorLimit) result->errors.resize(kErrorLimit);
  }
  return {};
}

// Having closed its output, a program may still go on. Returns as ReadAll does.
std::string_view WaitForEnd(pid_t pid, Time deadline) {
  while (!HasEnded(pid)) {
    if (std::chrono::steady_clock::now() > deadline) return kTookTooLong;
    poll(nullptr, 0, 1);
  }
  return {};
}

// Reaps the process. Its exit status; nothing where it was killed.
std::optional<int> Reap(pid_t pid) {
  int status = 0;
  while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status)) return std::nullopt;
  return WEXITSTATUS(status);
}

class PipedProcess final : public TalkingProcess {
 public:
  // What the pipes and the process are for is Start's.
  PipedProcess() = default;
  ~PipedProcess() override { Finish(std::chrono::milliseconds(0)); }

  std::optional<Error> Start(const ProcessRequest& request) {
    const std::string& name = request.command.front();
    const std::string program = Find(name);
    if (program.empty()) return Failure(name, "is not installed");
    if (!input_.ok() || !output_.ok() || !errors_.ok()) {
      return SystemFailure(name, "cannot be started", errno);
    }
    const int failed = Spawn(request, program, &input_, output_, errors_, &pid_);
    if (failed != 0) return SystemFailure(name, "cannot be started", failed);
    group_.emplace(pid_);
    input_.CloseRead();
    output_.CloseWrite();
    errors_.CloseWrite();
    fcntl(input_.write_end(), F_SETFL, O_NONBLOCK);
    return std::nullopt;
  }

  // What the program says meanwhile is read, so that neither waits for the other.
  bool Write(std::string_view text) override {
    while (!text.empty()) {
      if (input_.write_end() < 0) return false;
      const ssize_t written = write(input_.write_end(), text.data(), text.size());
      if (written > 0) {
        text.remove_prefix(static_cast<std::size_t>(written));
      } else if (written < 0 && errno != EINTR && errno != EAGAIN) {
        return false;
      } else {
        Poll(std::chrono::milliseconds(1000), true);
      }
    }
    return true;
  }

  Got ReadLine(std::chrono::milliseconds wait, std::string* line) override {
    const Time deadline = std::chrono::steady_clock::now() + wait;
    for (;;) {
      if (const std::size_t end = read_.find('\n', at_); end != std::string::npos) {
        line->assign(read_, at_, end - at_);
        at_ = end + 1;
        if (at_ > kCompactFrom) {
          read_.erase(0, at_);
          at_ = 0;
        }
        return Got::kLine;
      }
      if (output_.read_end() < 0) return Got::kEnd;
      const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
          deadline - std::chrono::steady_clock::now());
      if (left.count() < 0) return Got::kNothing;
      Poll(left, false);
    }
  }

  void CloseInput() override { input_.CloseWrite(); }

  ProcessResult Finish(std::chrono::milliseconds wait) override {
    ProcessResult result;
    if (pid_ == 0) return result;
    CloseInput();
    const Time deadline = std::chrono::steady_clock::now() + wait;
    while (!HasEnded(pid_) && std::chrono::steady_clock::now() < deadline) {
      Poll(std::chrono::milliseconds(1), false);
      if (output_.read_end() < 0 && errors_.read_end() < 0) poll(nullptr, 0, 1);
    }
    while (errors_.read_end() >= 0 && HasEnded(pid_)) {
      if (!ReadSome(errors_.read_end(), &error_text_)) errors_.CloseRead();
      if (error_text_.size() > kErrorLimit) break;
    }
    kill(-pid_, SIGKILL);
    group_.reset();
    result.exit_status = Reap(pid_).value_or(kKilled);
    pid_ = 0;
    result.errors = error_text_.substr(0, kErrorLimit);
    return result;
  }

 private:
  static constexpr std::size_t kCompactFrom = 1 << 20;
  static constexpr int kKilled = -1;

  // Takes what there is to read, and returns as soon as there was something, the program reads
  // again (if `for_write`), or the time is up.
  void Poll(std::chrono::milliseconds wait, bool for_write) {
    pollfd ends[] = {{output_.read_end(), POLLIN, 0},
                     {errors_.read_end(), POLLIN, 0},
                     {for_write ? input_.write_end() : -1, POLLOUT, 0}};
    if (poll(ends, 3, static_cast<int>(wait.count())) <= 0) return;
    if (ends[0].revents != 0 && !ReadSome(output_.read_end(), &read_)) output_.CloseRead();
    if (ends[1].revents != 0 && !ReadSome(errors_.read_end(), &error_text_)) errors_.CloseRead();
    if (error_text_.size() > kErrorLimit) error_text_.resize(kErrorLimit);
  }

  Pipe input_;
  Pipe output_;
  Pipe errors_;
  pid_t pid_ = 0;
  std::optional<RunningGroup> group_;
  std::string read_;        // of standard output
  std::size_t at_ = 0;      // of it, what was handed on
  std::string error_text_;  // the beginning of standard error
};

}  // namespace

Result<std::unique_ptr<TalkingProcess>> StartTalking(const ProcessRequest& request) {
  auto process = std::make_unique<PipedProcess>();
  if (std::optional<Error> error = process->Start(request)) return std::move(*error);
  return std::unique_ptr<TalkingProcess>(std::move(process));
}

Result<ProcessResult> RunProcess(const ProcessRequest& request) {
  const std::string& name = request.command.front();
  const std::string program = Find(name);
  if (program.empty()) return Failure(name, "is not installed");
  Pipe output;
  Pipe errors;
  if (!output.ok() || !errors.ok()) return SystemFailure(name, "cannot be started", errno);
  pid_t pid = 0;
  const int failed = Spawn(request, program, nullptr, output, errors, &pid);
  if (failed != 0) return SystemFailure(name, "cannot be started", failed);
  output.CloseWrite();
  errors.CloseWrite();

  ProcessResult result;
  std::string_view stopped;
  {
    const RunningGroup group(pid);
    const Time deadline = std::chrono::steady_clock::now() + request.timeout;
    stopped = ReadAll(request, deadline, &output, &errors, &result);
    if (stopped.empty()) stopped = WaitForEnd(pid, deadline);
    if (!stopped.empty()) kill(-pid, SIGKILL);
  }
  const std::optional<int> status = Reap(pid);
  if (!stopped.empty()) return Failure(name, stopped);
  if (!status) return Failure(name, "was killed");
  result.exit_status = *status;
  return result;
}

void KillRunningProcesses() {
  for (const std::atomic<pid_t>& group : running) {
    if (const pid_t pid = group; pid != 0) kill(-pid, SIGKILL);
  }
}

}  // namespace awl
