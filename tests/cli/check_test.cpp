#include <gtest/gtest.h>

#include <atomic>
#include <string>

#include "base/file_system.h"
#include "cli/commands.h"

namespace awl {
namespace {

class Text final : public Stream {
 public:
  // Sets `stop` with the first text that is written, as a signal would.
  explicit Text(std::atomic<bool>* stop) : stop_(stop) {}

  bool Write(std::string_view text) override {
    text_ += text;
    *stop_ = true;
    return true;
  }
  const std::string& text() const { return text_; }

 private:
  std::atomic<bool>* stop_;
  std::string text_;
};

// A check that the user interrupts: as soon as something is printed, or before it begins.
class InterruptedCheck : public testing::Test {
 protected:
  int Run() {
    Context context{.files = files_,
                    .out = out_,
                    .err = err_,
                    .environment = [](const char*) { return std::string(); },
                    .stop = &stop_};
    return RunCheck(options_, context);
  }

  MemoryFileSystem files_;
  CheckOptions options_;
  std::atomic<bool> stop_ = false;
  Text out_{&stop_};
  Text err_{&stop_};
};

TEST_F(InterruptedCheck, WritesNoFurtherFiles) {
  const std::string bad = "# A  \n\nText.  \n";
  files_.files = {{"a.md", bad}, {"b.md", bad}};
  options_.files.paths = {"a.md", "b.md"};
  options_.files.jobs = 1;
  options_.diff = true;
  EXPECT_EQ(Run(), kExitFailure);
  EXPECT_NE(out_.text().find("a.md"), std::string::npos);
  EXPECT_EQ(out_.text().find("b.md"), std::string::npos);
}

TEST_F(InterruptedCheck, LeavesReportAndBaselineAsTheyAre) {
  files_.files = {
      {"readme.md", "# Awesome\n\n[a](#gone)\n"}, {"report", "old"}, {"baseline", "old"}};
  stop_ = true;
  options_.output = "report";
  EXPECT_EQ(Run(), kExitFailure);
  options_.output.clear();
  options_.write_baseline = "baseline";
  EXPECT_EQ(Run(), kExitFailure);
  EXPECT_EQ(files_.files["report"], "old");
  EXPECT_EQ(files_.files["baseline"], "old");
}

}  // namespace
}  // namespace awl
