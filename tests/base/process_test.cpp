#include "base/process.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

namespace awl {
namespace {

using std::chrono::milliseconds;

TEST(RunProcess, TakesOutputErrorsAndStatus) {
  const auto result = RunProcess({.command = {"sh", "-c", "printf out; printf err >&2; exit 3"}});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->output, "out");
  EXPECT_EQ(result->errors, "err");
  EXPECT_EQ(result->exit_status, 3);
}

TEST(RunProcess, PassesArgumentsThroughNoShell) {
  const auto result = RunProcess({.command = {"printf", "%s|", "$HOME", "a b", "`id`", "*"}});
  EXPECT_EQ(result->output, "$HOME|a b|`id`|*|");
}

TEST(RunProcess, GivesNoOtherEnvironmentThanAsked) {
  const auto result = RunProcess({.command = {"env"}, .environment = {{"ONE", "1"}}});
  EXPECT_NE(result->output.find("ONE=1\n"), std::string::npos);
  EXPECT_NE(result->output.find("PATH="), std::string::npos);
  for (const char* other : {"USER=", "LANG=", "PWD="}) {
    EXPECT_EQ(result->output.find(other), std::string::npos) << result->output;
  }
}

TEST(RunProcess, RunsInItsFolder) {
  EXPECT_EQ(RunProcess({.command = {"pwd", "-P"}, .folder = "/"})->output, "/\n");
  EXPECT_FALSE(RunProcess({.command = {"pwd"}, .folder = "/no/such/folder"}));
}

TEST(RunProcess, HasNothingToRead) { EXPECT_EQ(RunProcess({.command = {"cat"}})->output, ""); }

TEST(RunProcess, SaysThatAProgramIsMissing) {
  const auto result = RunProcess({.command = {"awl-no-such-program"}});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "awl-no-such-program is not installed");
}

TEST(RunProcess, EndsWhatTakesTooLong) {
  const auto result =
      RunProcess({.command = {"sh", "-c", "sleep 100 & sleep 100"}, .timeout = milliseconds(50)});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "sh took too long");
  const auto silent = RunProcess(
      {.command = {"sh", "-c", "exec >&- 2>&-; sleep 100"}, .timeout = milliseconds(50)});
  ASSERT_FALSE(silent);
  EXPECT_EQ(silent.error().message, "sh took too long");
}

TEST(RunProcess, IsKilledWithWhatItStartedByWhoeverEndsAtOnce) {
  std::atomic<bool> ended = false;
  Result<ProcessResult> result = Error{};
  std::thread other([&] {
    // The pipe is closed once both are gone.
    result = RunProcess({.command = {"sh", "-c", "sleep 1000 & sleep 1000"}});
    ended = true;
  });
  while (!ended) {
    KillRunningProcesses();
    std::this_thread::yield();
  }
  other.join();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "sh was killed");
}

TEST(RunProcess, EndsWhatWritesTooMuch) {
  const auto result = RunProcess({.command = {"yes"}, .output_limit = 1 << 20});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().message, "yes wrote more than is read");
}

TEST(RunProcess, DrainsErrorsWhileItReadsOutput) {
  const auto result = RunProcess(
      {.command = {"sh", "-c", "head -c 1000000 /dev/zero >&2; head -c 1000000 /dev/zero"}});
  ASSERT_TRUE(result) << result.error().message;
  EXPECT_EQ(result->output.size(), 1000000u);
}

}  // namespace
}  // namespace awl
