#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/strings.h"
#include "base/version.h"
#include "updating.h"

// Runs fixtures/cli/*.txtar: an archive of files, and before them command lines with what they
// print and how they end:
//
//   $ awl check readme.md      run by sh, in a folder that holds the files
//   > a line of standard output
//   ! a line of standard error
//   ? 1                        the exit status, if it is not 0
//
// Any other line is prose. The folder's path is written $WORK, awl's version $VERSION, a carriage
// return \r, and a last line without a newline ends in \. AWL_UPDATE=1 rewrites what is printed.

namespace awl {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

std::vector<std::string> LinesOf(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

struct Archive {
  std::vector<std::string> script;
  std::vector<std::pair<std::string, std::string>> files;
  std::string tail;  // the files as written
};

Archive ReadArchive(const std::string& text) {
  Archive archive;
  for (const std::string& line : LinesOf(text)) {
    if (line.starts_with("-- ") && line.ends_with(" --") && line.size() > 6) {
      archive.files.emplace_back(line.substr(3, line.size() - 6), "");
      archive.tail += line + "\n";
    } else if (archive.files.empty()) {
      archive.script.push_back(line);
    } else {
      archive.files.back().second += line + "\n";
      archive.tail += line + "\n";
    }
  }
  return archive;
}

void ReplaceAll(std::string* text, std::string_view from, std::string_view to) {
  for (std::size_t at = text->find(from); at != std::string::npos;
       at = text->find(from, at + to.size())) {
    text->replace(at, from.size(), to);
  }
}

class Runner {
 public:
  explicit Runner(const std::string& name)
      : base_(fs::canonical(fs::temp_directory_path()) /
              ("awl_cli_" + name + "_" + std::to_string(getpid()))) {
    fs::remove_all(base_);
    fs::create_directories(work());
    fs::create_directories(base_ / "bin");
    fs::create_symlink(fs::path(AWL_BINARY_DIR) / "awl", base_ / "bin" / "awl");
  }
  ~Runner() {
    std::error_code ignored;
    fs::remove_all(base_, ignored);
  }

  fs::path work() const { return base_ / "work"; }

  void Write(const std::string& name, const std::string& text) const {
    fs::create_directories((work() / name).parent_path());
    std::ofstream(work() / name, std::ios::binary) << text;
  }

  // The lines that stand below a command after it ran.
  std::vector<std::string> Run(const std::string& command) const {
    Write("../command", command + "\n");
    const std::string line =
        Cat("cd '", work().string(), "' && env -i PATH='", (base_ / "bin").string(),
            ":/usr/bin:/bin' HOME='", base_.string(),
            "' LC_ALL=C.UTF-8 TERM=dumb GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null "
            "GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b "
            "sh ../command >../out 2>../err");
    const int status = std::system(line.c_str());
    std::vector<std::string> lines;
    Append("> ", ReadFile(base_ / "out"), &lines);
    Append("! ", ReadFile(base_ / "err"), &lines);
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    if (code != 0) lines.push_back(Cat("? ", code));
    return lines;
  }

 private:
  void Append(std::string_view mark, std::string text, std::vector<std::string>* lines) const {
    ReplaceAll(&text, work().string(), "$WORK");
    ReplaceAll(&text, Version(), "$VERSION");
    ReplaceAll(&text, "\r", "\\r");
    if (!text.empty() && text.back() != '\n') text += "\\";
    for (const std::string& line : LinesOf(text)) {
      lines->push_back(line.empty() ? std::string(mark.substr(0, 1)) : Cat(mark, line));
    }
  }

  const fs::path base_;
};

bool IsExpectation(const std::string& line) {
  return !line.empty() && std::string_view(">!?").find(line[0]) != std::string_view::npos &&
         (line.size() == 1 || line[1] == ' ');
}

std::string Replay(const std::string& name, const Archive& archive) {
  const Runner runner(name);
  for (const auto& [path, text] : archive.files) runner.Write(path, text);
  std::string out;
  for (const std::string& line : archive.script) {
    if (IsExpectation(line)) continue;
    out += line + "\n";
    if (!line.starts_with("$ ")) continue;
    for (const std::string& printed : runner.Run(line.substr(2))) out += printed + "\n";
  }
  return out + archive.tail;
}

std::vector<fs::path> Fixtures() {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry :
       fs::directory_iterator(fs::path(AWL_SOURCE_DIR) / "fixtures" / "cli")) {
    if (entry.path().extension() == ".txtar") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

class CliFixture : public testing::TestWithParam<fs::path> {};

TEST_P(CliFixture, PrintsAndEndsAsWritten) {
  const std::string text = ReadFile(GetParam());
  const std::string replayed = Replay(GetParam().stem().string(), ReadArchive(text));
  if (replayed == text) return;
  if (Updating()) {
    std::ofstream(GetParam(), std::ios::binary) << replayed;
    GTEST_SKIP() << "rewritten";
  }
  EXPECT_EQ(replayed, text);
}

INSTANTIATE_TEST_SUITE_P(All, CliFixture, testing::ValuesIn(Fixtures()),
                         [](const testing::TestParamInfo<fs::path>& fixture) {
                           std::string name = fixture.param.stem().string();
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace awl
