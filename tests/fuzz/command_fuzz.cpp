// Runs whole command lines over a tree in memory: the input is an archive of files, links, FIFOs
// and answers of git, and says which command is run. Checked: no crash, a known exit status,
// nothing outside is shown or changed, and no command for a terminal or GitHub's runner is printed.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "../cli/streams.h"
#include "base/file_system.h"
#include "base/process.h"
#include "cli/app.h"

namespace {

// libFuzzer learns it from the comparisons with it, so inputs with a part of it are left out.
constexpr std::string_view kSecret = "# s3cr3t-\xE2\x98\x83\n\n###  s3cr3t-\xE2\x98\x83  \n";
constexpr std::string_view kWord = "s3cr3t-\xE2\x98\x83";

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
      {"check", "--config-from", "main", "."},
      {"check", "--changed-since", "main", "."},
      {"check", "--stdin-jsonl"},
      {"entries"},
      {"entries", "--format", "html", "readme.md"},
      {"add", "https://example.org/new", "--description", "New."},
      {"diff"},
      {"diff", "--format", "markdown", "main"},
      {"diff", "--format", "json", "a.md", "readme.md"},
      {"merge", "-o", "report", "base.md", "readme.md", "a.md"},
      {"merge", "--install"},
  };
  return kCommands;
}

// What git prints, by the word of its command line that names the command.
using GitAnswers = std::map<std::string, std::string>;

// "-- NAME" begins a file, "-> NAME TARGET" is a link, "-| NAME" a FIFO, and "-$ COMMAND" begins
// what git answers, in which \0 is a NUL. Names are relative.
void Unpack(std::string_view input, awl::MemoryFileSystem* files, GitAnswers* answers) {
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
    } else if (line.starts_with("-$ ")) {
      file = &(*answers)[name];
    } else if (line.starts_with("-> ") && is_name && name.size() < rest.size()) {
      files->links[name] = rest.substr(name.size() + 1);
    } else if (line.starts_with("-| ") && is_name) {
      files->specials.insert(name);
    } else {
      *file += line;
    }
  }
}

// Stands in for git: `git config` works, and so does what the input answers.
awl::Result<awl::ProcessResult> AnswerAsGit(const GitAnswers& answers,
                                            const awl::ProcessRequest& request) {
  Require(!request.command.empty() && request.command[0] == "git");
  for (const std::string& word : request.command) {
    const auto answer = answers.find(word);
    if (answer == answers.end()) continue;
    awl::ProcessResult result{.output = answer->second};
    for (std::size_t at = 0; (at = result.output.find("\\0", at)) != std::string::npos; ++at) {
      result.output.replace(at, 2, 1, '\0');
    }
    return result;
  }
  const bool is_config = request.command.back() == "--list";
  return awl::ProcessResult{.exit_status = is_config ? 0 : 128, .errors = "fatal: no answer"};
}

void RequireInert(const std::string& text, bool may_command) {
  for (const char c : text) Require(c == '\n' || c == '\t' || c == '\r' || c < 0 || c >= ' ');
  Require(text.find("##[") == std::string::npos);
  Require(may_command || text.rfind("\n::") == std::string::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (input.find(kWord.substr(0, 6)) != std::string_view::npos) return -1;
  const std::vector<std::string>& command = Commands()[data[0] % Commands().size()];
  awl::MemoryFileSystem files;
  GitAnswers answers;
  Unpack(input.substr(1), &files, &answers);
  files.files["/outside/secret"] = kSecret;
  files.files[".git/config"] = kSecret;
  const std::string standard_input = files.files["stdin"];
  awl::Lines in(standard_input);
  awl::Text out;
  awl::Text err;
  awl::Context context{
      .files = files,
      .out = out,
      .err = err,
      .environment = [](const char*) { return std::string(); },
      .run_process =
          [&answers](const awl::ProcessRequest& request) { return AnswerAsGit(answers, request); }};
  const int status = awl::CommandLine().Run(command, context);
  Require(status >= 0 && status <= 2);
  Require(files.files["/outside/secret"] == kSecret && files.files[".git/config"] == kSecret);
  Require(out.text().find(kWord) == std::string::npos);
  Require(err.text().find(kWord) == std::string::npos);
  RequireInert(out.text(), command[0] == "check");
  RequireInert(err.text(), false);
  return 0;
}
