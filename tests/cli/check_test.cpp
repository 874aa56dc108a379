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
  explicit Text(std::atomic<bool>* stop = nullptr) : stop_(stop) {}

  bool Write(std::string_view text) override {
    text_ += text;
    if (stop_ != nullptr) *stop_ = true;
    return true;
  }
  const std::string& text() const { return text_; }

 private:
  std::atomic<bool>* stop_;
  std::string text_;
};

constexpr const char* kFault = "# Awesome\n\n[a](#gone)\n";

TEST(RunCheck, StopsWritingFilesWhenTheUserWantsIt) {
  MemoryFileSystem files;
  const std::string bad = "# A  \n\nText.  \n";
  files.files = {{"a.md", bad}, {"b.md", bad}};
  std::atomic<bool> stop = false;
  Text out(&stop);
  Text err;
  Context context{.files = files,
                  .out = out,
                  .err = err,
                  .environment = [](const char*) { return std::string(); },
                  .stop = &stop};
  CheckOptions options;
  options.files.paths = {"a.md", "b.md"};
  options.files.jobs = 1;
  options.diff = true;
  EXPECT_EQ(RunCheck(options, context), kExitFailure);
  EXPECT_NE(out.text().find("a.md"), std::string::npos);
  EXPECT_EQ(out.text().find("b.md"), std::string::npos);
}

TEST(RunCheck, LeavesReportAndBaselineAsTheyAreWhenItIsStopped) {
  MemoryFileSystem files;
  files.files = {{"readme.md", kFault}, {"report", "old"}, {"baseline", "old"}};
  std::atomic<bool> stop = true;
  Text out;
  Text err;
  Context context{.files = files,
                  .out = out,
                  .err = err,
                  .environment = [](const char*) { return std::string(); },
                  .stop = &stop};
  CheckOptions options;
  options.output = "report";
  EXPECT_EQ(RunCheck(options, context), kExitFailure);
  options.output.clear();
  options.write_baseline = "baseline";
  EXPECT_EQ(RunCheck(options, context), kExitFailure);
  EXPECT_EQ(files.files["report"], "old");
  EXPECT_EQ(files.files["baseline"], "old");
}

}  // namespace
}  // namespace awl
