#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <memory>
#include <string>

#include "base/process.h"

namespace awl {
namespace {

using Got = TalkingProcess::Got;
constexpr std::chrono::milliseconds kLong = std::chrono::seconds(60);

std::unique_ptr<TalkingProcess> Shell(const std::string& script) {
  Result<std::unique_ptr<TalkingProcess>> started =
      StartTalking({.command = {"/bin/sh", "-c", script}});
  EXPECT_TRUE(started) << started.error().message;
  return std::move(*started);
}

TEST(TalkingProcess, AnswersLineByLine) {
  const auto process = Shell("while read -r line; do echo \"got $line\"; done; exit 3");
  std::string line;
  for (const char* word : {"one", "two"}) {
    EXPECT_TRUE(process->Write(std::string(word) + "\n"));
    ASSERT_EQ(process->ReadLine(kLong, &line), Got::kLine);
    EXPECT_EQ(line, std::string("got ") + word);
  }
  EXPECT_EQ(process->ReadLine(std::chrono::milliseconds(0), &line), Got::kNothing);
  process->CloseInput();
  EXPECT_EQ(process->ReadLine(kLong, &line), Got::kEnd);
  EXPECT_EQ(process->Finish(kLong).exit_status, 3);
}

TEST(TalkingProcess, ReadsWhileItWritesMoreThanAPipeHolds) {
  const auto process = Shell("cat");
  const std::string text(3'000'000, 'x');
  EXPECT_TRUE(process->Write(text + "\n"));
  std::string line;
  ASSERT_EQ(process->ReadLine(kLong, &line), Got::kLine);
  EXPECT_EQ(line.size(), text.size());
}

TEST(TalkingProcess, TellsThatNobodyReads) {
  std::signal(SIGPIPE, SIG_IGN);  // as main does
  const auto process = Shell("exec 0<&-; echo gone >&2; exec sleep 60");
  while (process->Write(std::string(1 << 16, 'x'))) {
  }
  EXPECT_NE(process->Finish(std::chrono::milliseconds(0)).exit_status, 0);
}

TEST(TalkingProcess, HasItsErrors) {
  const auto process = Shell("echo bad >&2; exit 2");
  const ProcessResult result = process->Finish(kLong);
  EXPECT_EQ(result.exit_status, 2);
  EXPECT_EQ(result.errors, "bad\n");
}

TEST(TalkingProcess, EndsWithItsOwner) {
  const auto start = std::chrono::steady_clock::now();
  { const auto process = Shell("trap '' TERM; sleep 1000"); }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(500));
}

TEST(TalkingProcess, MustBeThere) { EXPECT_FALSE(StartTalking({.command = {"/no/such/program"}})); }

}  // namespace
}  // namespace awl
