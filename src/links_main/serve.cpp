#include "links_main/serve.h"

#include <unistd.h>

#include <cerrno>
#include <memory>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "net/web_fetcher.h"
#include "web/wire.h"

namespace awl {
namespace {

bool WriteAll(int out, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(out, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

// Lines of a pipe, none longer than the protocol allows.
class LineInput {
 public:
  explicit LineInput(int in) : in_(in) {}

  // Nothing at the end, or where a line is too long.
  std::optional<std::string> Next() {
    std::size_t searched = begin_;
    while (true) {
      const std::size_t end = text_.find('\n', searched);
      if (end != std::string::npos) {
        std::string line = text_.substr(begin_, end - begin_);
        begin_ = end + 1;
        return line;
      }
      text_.erase(0, std::exchange(begin_, 0));
      searched = text_.size();
      if (text_.size() > kMaxWireLine || !Fill()) return std::nullopt;
    }
  }

 private:
  bool Fill() {
    char bytes[65536];
    ssize_t got = 0;
    do {
      got = read(in_, bytes, sizeof bytes);
    } while (got < 0 && errno == EINTR);
    if (got <= 0) return false;
    text_.append(bytes, static_cast<std::size_t>(got));
    return true;
  }

  int in_;
  std::string text_;
  std::size_t begin_ = 0;
};

const Error kOutOfOrder = {"awl sent what does not belong here"};

// The requests up to the line that ends them.
Result<std::vector<LinkRequest>> ReadRequests(LineInput* lines) {
  std::vector<LinkRequest> requests;
  while (const std::optional<std::string> line = lines->Next()) {
    Result<WireToHelper> read = ReadWireToHelper(*line);
    if (!read) return read.error();
    if (auto* request = std::get_if<LinkRequest>(&*read)) {
      requests.push_back(std::move(*request));
    } else if (const auto* ask = std::get_if<WireAsk>(&*read)) {
      if (ask->count != requests.size()) return kOutOfOrder;
      return requests;
    } else {
      return kOutOfOrder;
    }
  }
  return Error{"awl stopped before it had sent all"};
}

}  // namespace

std::optional<Error> ServeLinks(int in, int out, GithubToken token) {
  LineInput lines(in);
  const std::optional<std::string> first = lines.Next();
  if (!first) return Error{"awl sent nothing"};
  const Result<WireToHelper> hello = ReadWireToHelper(*first);
  if (!hello) return hello.error();
  const auto* greeting = std::get_if<WireHello>(&*hello);
  if (greeting == nullptr) return kOutOfOrder;
  WriteAll(out, WriteHelperHello());

  const Result<std::vector<LinkRequest>> requests = ReadRequests(&lines);
  if (!requests) return requests.error();
  Result<std::unique_ptr<WebFetcher>> made =
      WebFetcher::Make(greeting->options, {.token = std::move(token)});
  if (!made) return made.error();
  // Shared with the thread that waits for the end of the pipe, which may outlive this.
  const std::shared_ptr<WebFetcher> fetcher = std::move(*made);
  std::thread([fetcher, in] {
    char byte = 0;
    ssize_t got = 0;
    do {
      got = read(in, &byte, 1);
    } while (got > 0 || (got < 0 && errno == EINTR));
    fetcher->Stop();
  }).detach();

  bool is_open = true;
  std::optional<Error> error = fetcher->Fetch(*requests, [&](const Observation& observation) {
    is_open = is_open && WriteAll(out, WriteObservation(observation));
    return is_open;
  });
  if (error) return error;
  if (is_open && !fetcher->is_stopped()) WriteAll(out, WriteDone());
  return std::nullopt;
}

}  // namespace awl
