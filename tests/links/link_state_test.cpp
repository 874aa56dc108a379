#include <gtest/gtest.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <memory>
#include <string>
#include <string_view>

#include "base/file_system.h"
#include "base/strings.h"
#include "cli/app.h"
#include "cli/streams.h"
#include "links/fake_fetcher.h"
#include "web/state_file.h"

// `awl links` on real files, with a fake web.

namespace awl {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kDay = 86400;
constexpr std::size_t kLinks = 2000;
constexpr std::size_t kNever = std::numeric_limits<std::size_t>::max();

class LinksStateFile : public testing::Test {
 protected:
  LinksStateFile() {
    std::string list = "# Awesome\n\n";
    for (std::size_t i = 0; i < kLinks; ++i) {
      list += Cat("- [A", i, "](https://h", i, ".example/) - B.\n");
    }
    Write("readme.md", list);
  }
  ~LinksStateFile() override { fs::remove_all(folder_); }

  void Write(std::string_view name, std::string_view text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  std::string Read(std::string_view name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

  int RunOn(std::int64_t day) const {
    const std::unique_ptr<FileSystem> files = MakeRealFileSystem();
    FakeFetcher::Web web;
    Text out;
    Text err;
    Context context{
        .files = *files,
        .out = out,
        .err = err,
        .environment = [](const char*) { return std::string(); },
        .now = [day] { return day * kDay; },
        .make_fetcher = [&web](const FetchOptions&) -> Result<std::unique_ptr<Fetcher>> {
          return std::unique_ptr<Fetcher>(std::make_unique<FakeFetcher>(&web));
        }};
    return CommandLine().Run({"links", "--no-config", "--recheck", "--state",
                              (folder_ / "state.jsonl").string(), (folder_ / "readme.md").string()},
                             context);
  }

  // Whether a process that has stopped at a call of the kernel is on the way into one that is not
  // about memory: of those the number is always the same.
  static bool IsAtCall(pid_t child) {
    __ptrace_syscall_info info = {};
    ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info);
    if (info.op != PTRACE_SYSCALL_INFO_ENTRY) return false;
    switch (info.entry.nr) {
      case SYS_brk:
      case SYS_mmap:
      case SYS_munmap:
      case SYS_mremap:
      case SYS_mprotect:
      case SYS_madvise:
      case SYS_futex:
        return false;
      default:
        return true;
    }
  }

  struct Ended {
    std::size_t calls = 0;
    bool is_killed = false;
  };
  // RunOn in a process of its own, which is killed when it is about to make that call.
  Ended RunOnUntil(std::int64_t day, std::size_t last_call) const {
    const pid_t child = fork();
    if (child == 0) {
      if (ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) != 0) _exit(99);
      raise(SIGSTOP);
      _exit(RunOn(day));
    }
    Ended ended;
    int status = 0;
    waitpid(child, &status, 0);
    ptrace(PTRACE_SETOPTIONS, child, nullptr, PTRACE_O_TRACESYSGOOD);
    while (WIFSTOPPED(status)) {
      if (IsAtCall(child) && ended.calls++ == last_call) {
        kill(child, SIGKILL);
      } else {
        ptrace(PTRACE_SYSCALL, child, nullptr, nullptr);
      }
      waitpid(child, &status, 0);
    }
    ended.is_killed = WIFSIGNALED(status);
    EXPECT_TRUE(ended.is_killed || WEXITSTATUS(status) == 0) << status;
    return ended;
  }

  // Records that the run of that day has made.
  std::size_t CountOf(const LinkState& state, std::int64_t day) const {
    std::size_t count = 0;
    for (const auto& [key, record] : state.records) count += record.checked == day * kDay ? 1 : 0;
    return count;
  }

  const fs::path folder_ = [] {
    std::string name = (fs::temp_directory_path() / "awl-state-XXXXXX").string();
    return fs::path(mkdtemp(name.data()));
  }();
};

// A run saves before it asks, after every 500 answers, and at its end. It is killed before each
// call of the kernel that it makes, at 200 points and more: what was saved last is there, whole,
// and the next run goes on from it. Takes long: ctest runs it among the slow tests.
TEST_F(LinksStateFile, DISABLED_IsWholeWhenTheRunIsKilled) {
  ASSERT_EQ(RunOn(20000), 0);
  const std::string old = Read("state.jsonl");
  const std::size_t calls = RunOnUntil(20010, kNever).calls;
  ASSERT_GE(calls, 200u);
  std::size_t partly_new = 0;
  for (std::size_t call = 0; call < calls; ++call) {
    Write("state.jsonl", old);
    EXPECT_TRUE(RunOnUntil(20010, call).is_killed) << "call " << call;
    const Result<LinkState> state = ParseState(Read("state.jsonl"), "state.jsonl");
    ASSERT_TRUE(state) << "call " << call << ": " << state.error().message;
    ASSERT_EQ(state->records.size(), kLinks) << "call " << call;
    const std::size_t news = CountOf(*state, 20010);
    EXPECT_EQ(news + CountOf(*state, 20000), kLinks) << "call " << call;
    EXPECT_EQ(news % 500, 0u) << "call " << call;
    partly_new += news > 0 && news < kLinks ? 1 : 0;
    if (call % 20 == 0) {
      ASSERT_EQ(RunOn(20020), 0) << "call " << call;
      const Result<LinkState> next = ParseState(Read("state.jsonl"), "state.jsonl");
      ASSERT_TRUE(next);
      EXPECT_EQ(CountOf(*next, 20020), kLinks) << "call " << call;
    }
    for (const auto& entry : fs::directory_iterator(folder_)) {
      const fs::path name = entry.path().filename();
      if (name != "readme.md" && name != "state.jsonl") fs::remove(entry.path());
    }
  }
  EXPECT_GT(partly_new, 0u) << "no kill met a run between two saves";
}

}  // namespace
}  // namespace awl
