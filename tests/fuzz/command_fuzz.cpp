// Runs whole command lines over a tree in memory: the input is an archive of files, links and
// FIFOs, and says which command is run. What it holds: no crash, an exit status that there is,
// nothing outside is shown or changed, and no order for a terminal or GitHub's runner.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "cli/app.h"

namespace {

// In no input: the fuzzer would have to guess it.
constexpr std::string_view kSecret = "# s3cr3t-\xE2\x98\x83\n\n###  s3cr3t-\xE2\x98\x83  \n";
constexpr std::string_view kWord = "s3cr3t-\xE2\x98\x83";

class Text final : public awl::Stream {
 public:
  bool Write(std::string_view text) override {
    text_ += text;
    return true;
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

void Require(bool holds) {
  if (!holds) std::abort();
}

const std::vector<std::vector<std::string>>& Commands() {
  static const std::vector<std::vector<std::string>> kCommands = {
      {"check"},
      {"check", "."},
      {"check", "--format", "concise", "."},
      {"check", "--format", "github", "."},
      {"check", "--fix", "--unsafe-fixes", "."},
      {"check", "--diff", "--unsafe-fixes", "."},
      {"check", "--output", "report", "."},
      {"check", "--baseline", "baseline.json", "."},
      {"check", "--write-baseline", "report", "."},
      {"format", "."},
      {"add-ignores", "."},
      {"config", "show"},
      {"config", "init", "--force"},
      {"rules"},
      {"rules", "test"},
      {"explain", "own"},
  };
  return kCommands;
}

// "-- NAME" begins a file, "-> NAME TARGET" is a link, "-| NAME" a FIFO. Names are relative.
void Unpack(std::string_view input, awl::MemoryFileSystem* files) {
  std::string* file = &files->files["readme.md"];
  while (!input.empty()) {
    const std::size_t end = std::min(input.find('\n'), input.size() - 1) + 1;
    const std::string_view line = input.substr(0, end);
    input.remove_prefix(end);
    std::string_view rest = line.substr(std::min<std::size_t>(3, line.size()));
    while (rest.ends_with('\n')) rest.remove_suffix(1);
    const std::string name(rest.substr(0, rest.find(' ')));
    const bool is_name = !name.empty() && name.front() != '/';
    if (line.starts_with("-- ") && is_name) {
      file = &files->files[name];
    } else if (line.starts_with("-> ") && is_name && name.size() < rest.size()) {
      files->links[name] = rest.substr(name.size() + 1);
    } else if (line.starts_with("-| ") && is_name) {
      files->specials.insert(name);
    } else {
      *file += line;
    }
  }
}

void RequireInert(const std::string& text, bool may_command) {
  for (const char c : text) Require(c == '\n' || c == '\t' || c == '\r' || c < 0 || c >= ' ');
  Require(text.find("##[") == std::string::npos);
  Require(may_command || text.rfind("\n::") == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::vector<std::string>& command = Commands()[data[0] % Commands().size()];
  awl::MemoryFileSystem files;
  Unpack({reinterpret_cast<const char*>(data) + 1, size - 1}, &files);
  files.files["/outside/secret"] = kSecret;
  files.files[".git/config"] = kSecret;
  Text out;
  Text err;
  awl::Context context{.files = files, .out = out, .err = err, .environment = [](const char*) {
                         return std::string();
                       }};
  const int status = awl::CommandLine().Run(command, context);
  Require(status >= 0 && status <= 2);
  Require(files.files["/outside/secret"] == kSecret && files.files[".git/config"] == kSecret);
  Require(out.text().find(kWord) == std::string::npos);
  Require(err.text().find(kWord) == std::string::npos);
  RequireInert(out.text(), command[0] == "check");
  RequireInert(err.text(), false);
  return 0;
}
