// What the WebAssembly module exports: awl_run is main(), awl_call the call for programs, and
// awl_lsp_* the language server for a host that has messages instead of standard input.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/process.h"
#include "base/strings.h"
#include "cli/app.h"
#include "lsp/server.h"
#include "wasm/host.h"
#include "wasm/host_file_system.h"

namespace awl {
namespace {

class HostStream final : public Stream {
 public:
  explicit HostStream(std::string_view name) : name_(name) {}
  bool Write(std::string_view text) override { return AskHost(HostCall::kWrite, name_, text).ok(); }

 private:
  const std::string_view name_;
};

class HostLines final : public LineReader {
 public:
  bool ReadLine(std::size_t limit, std::string* line, bool* too_long) override {
    line->clear();
    *too_long = false;
    bool any = false;
    while (!rest_.empty() || Fill()) {
      any = true;
      const std::size_t end = rest_.find('\n');
      const std::string_view part = rest_.substr(0, end);
      if (line->size() + part.size() > limit) *too_long = true;
      if (*too_long) {
        line->clear();
      } else {
        line->append(part);
      }
      rest_.remove_prefix(end == std::string_view::npos ? part.size() : end + 1);
      if (end != std::string_view::npos) return true;
    }
    return any;
  }
  bool ReadSome(std::string* to) override {
    if (rest_.empty() && !Fill()) return false;
    to->append(rest_);
    rest_ = {};
    return true;
  }

 private:
  bool Fill() {
    block_ = AskHost(HostCall::kReadBlock).bytes;
    rest_ = block_;
    return !rest_.empty();
  }

  std::string block_;
  std::string_view rest_;
};

// Words, each with a NUL after it: the folder, the milliseconds and bytes that are the limits, how
// many words the command has, the command, then names and values of the environment.
std::string Words(const ProcessRequest& request) {
  std::string words;
  const auto add = [&words](const auto& word) { words += Cat(word, '\0'); };
  add(request.folder);
  add(static_cast<long long>(request.timeout.count()));
  add(request.output_limit);
  add(request.command.size());
  for (const std::string& word : request.command) add(word);
  for (const auto& [name, value] : request.environment) {
    add(name);
    add(value);
  }
  return words;
}

// The host runs the program as RunProcess would. It answers "EXIT STATUS\0SIZE OF OUTPUT\0", the
// output, and the beginning of standard error.
Result<ProcessResult> HostProcess(const ProcessRequest& request) {
  const HostAnswer answer = AskHost(HostCall::kRun, request.command.front(), Words(request));
  if (!answer.ok()) return Error{answer.bytes};
  std::string_view rest = answer.bytes;
  const auto number = [&rest] {
    std::size_t out = 0;
    while (!rest.empty() && IsAsciiDigit(rest.front())) {
      out = out * 10 + static_cast<std::size_t>(rest.front() - '0');
      rest.remove_prefix(1);
    }
    if (!rest.empty()) rest.remove_prefix(1);
    return out;
  };
  ProcessResult result;
  result.exit_status = static_cast<int>(number());
  const std::size_t size = number();
  result.output = rest.substr(0, size);
  if (size < rest.size()) result.errors = rest.substr(size);
  return result;
}

}  // namespace

// The server of one client, over the host's files.
struct LanguageServer {
  HostFileSystem files;
  lsp::Server server{files, HostProcess, [](const lsp::Json& message) {
                       AskHost(HostCall::kSend, {}, lsp::PrintJson(message));
                     }};
};

}  // namespace awl

extern "C" {

// `words` has a NUL after each argument. Gives the exit status.
__attribute__((export_name("awl_run"))) int awl_run(const char* words, std::size_t size,
                                                    int out_is_terminal, std::size_t width) {
  std::vector<std::string> arguments;
  for (std::string_view rest(words, size); !rest.empty();) {
    const std::size_t end = rest.find('\0');
    arguments.emplace_back(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  awl::HostFileSystem files;
  awl::HostStream out("1");
  awl::HostStream err("2");
  awl::HostLines in;
  awl::Context context{
      .files = files,
      .out = out,
      .err = err,
      .environment =
          [](const char* name) { return awl::AskHost(awl::HostCall::kEnvironment, name).bytes; },
      .out_is_terminal = out_is_terminal != 0,
      .width = width,
      .in = &in,
      .run_process = awl::HostProcess};
  return awl::CommandLine().Run(arguments, context);
}

// Lives as long as the module.
__attribute__((export_name("awl_lsp_new"))) awl::LanguageServer* awl_lsp_new() {
  return new awl::LanguageServer;
}

// Handles one message in JSON. Like awl_lsp_check, gives 1 while texts wait to be checked: the host
// calls that when no message waits, so that of many changes only the last one is checked.
__attribute__((export_name("awl_lsp_handle"))) int awl_lsp_handle(awl::LanguageServer* host,
                                                                  const char* message,
                                                                  std::size_t size) {
  if (const auto json = awl::lsp::ParseJson({message, size})) {
    host->server.Handle(*json);
  } else {
    host->server.HandleGarbage("expected a message in JSON");
  }
  return host->server.has_pending() ? 1 : 0;
}

// Checks one text.
__attribute__((export_name("awl_lsp_check"))) int awl_lsp_check(awl::LanguageServer* host) {
  host->server.CheckNext();
  return host->server.has_pending() ? 1 : 0;
}

}  // extern "C"
