#include "cli/link_helper.h"

#include <chrono>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "base/file_system.h"
#include "base/strings.h"
#include "text/excerpt.h"
#include "web/wire.h"

namespace awl {
namespace {

// A program that loads some dozen libraries on a slow machine.
constexpr std::chrono::seconds kStartTime{20};
// How soon awl sees that it shall stop.
constexpr std::chrono::milliseconds kTick{50};
// What a program that was asked to end may take.
constexpr std::chrono::milliseconds kEndTime{1000};

class HelperFetcher final : public Fetcher {
 public:
  HelperFetcher(LinkHelper helper, const FetchOptions& options)
      : helper_(std::move(helper)), options_(options) {}

  std::optional<Error> Fetch(std::span<const LinkRequest> requests,
                             const ObservationSink& sink) override {
    Result<std::unique_ptr<TalkingProcess>> started =
        helper_.start({.command = {helper_.program}, .environment = helper_.environment});
    if (!started) return started.error();
    TalkingProcess& process = **started;
    if (!process.Write(WriteHello(options_))) return Ended(process);
    if (std::optional<Error> error = Greet(process)) return error;
    for (const LinkRequest& request : requests) {
      if (!process.Write(WriteRequest(request))) return Ended(process);
    }
    if (!process.Write(WriteAsk(requests.size()))) return Ended(process);
    return Listen(process, sink);
  }

 private:
  bool is_stopped() const { return helper_.stop != nullptr && *helper_.stop; }

  // Its first line, which says that it is of this version.
  std::optional<Error> Greet(TalkingProcess& process) const {
    const auto deadline = std::chrono::steady_clock::now() + kStartTime;
    std::string line;
    for (;;) {
      const TalkingProcess::Got got = process.ReadLine(kTick, &line);
      if (got == TalkingProcess::Got::kEnd) return Ended(process);
      if (got == TalkingProcess::Got::kLine) break;
      if (is_stopped()) return std::nullopt;
      if (std::chrono::steady_clock::now() > deadline) {
        return Error{Cat(helper_.program, " does not answer")};
      }
    }
    const Result<WireToAwl> hello = ReadWireToAwl(line);
    if (!hello) return Error{Cat(helper_.program, ": ", hello.error().message)};
    if (!std::holds_alternative<WireHello>(*hello)) {
      return Error{Cat(helper_.program, " is no program of this awl")};
    }
    return std::nullopt;
  }

  std::optional<Error> Listen(TalkingProcess& process, const ObservationSink& sink) const {
    std::string line;
    while (!is_stopped()) {
      const TalkingProcess::Got got = process.ReadLine(kTick, &line);
      if (got == TalkingProcess::Got::kEnd) return Ended(process);
      if (got == TalkingProcess::Got::kNothing) continue;
      Result<WireToAwl> read = ReadWireToAwl(line);
      if (!read) return Error{Cat(helper_.program, ": ", read.error().message)};
      if (std::holds_alternative<WireDone>(*read)) {
        process.Finish(kEndTime);
        return std::nullopt;
      }
      auto* observation = std::get_if<Observation>(&*read);
      if (observation != nullptr && !sink(std::move(*observation))) break;
    }
    // Its end of input says that it shall end; what it still had is dropped.
    process.Finish(kEndTime);
    return std::nullopt;
  }

  // It has ended before it was done.
  Error Ended(TalkingProcess& process) const {
    const ProcessResult result = process.Finish(kEndTime);
    std::string_view said = Trim(result.errors);
    said = said.substr(0, said.find('\n'));
    if (said.starts_with("awl-links: ")) said.remove_prefix(11);
    return {said.empty() ? Cat(helper_.program, " ended before it was done")
                         : Cat("awl-links: ", Printable(said))};
  }

  const LinkHelper helper_;
  const FetchOptions options_;
};

}  // namespace

std::unique_ptr<Fetcher> MakeHelperFetcher(LinkHelper helper, const FetchOptions& options) {
  return std::make_unique<HelperFetcher>(std::move(helper), options);
}

Result<std::string> FindLinkHelper(const std::string& executable,
                                   const std::function<bool(const std::string&)>& exists) {
  const std::string folder(FolderOf(executable));
  for (std::string path : {JoinPath(folder, "awl-links"),
                           JoinPath(std::string(FolderOf(folder)), "libexec/awl/awl-links")}) {
    if (exists(path)) return path;
  }
  return Error{
      "awl-links, the program that opens links, is not installed beside this awl: take it from "
      "the same release; it needs libcurl (apt install libcurl4)"};
}

}  // namespace awl
