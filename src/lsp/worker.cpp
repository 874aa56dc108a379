#include "lsp/worker.h"

#include <algorithm>
#include <chrono>

namespace awl::lsp {
namespace {

using Clock = std::chrono::steady_clock;

// After a check that took longer than this the next one waits as long as it took: whoever types on
// has the newest text checked, and no more than half of the time is spent on it.
constexpr std::chrono::milliseconds kQuick{100};
constexpr std::chrono::milliseconds kLongestPause{300};

Clock::time_point EndOfPause(Clock::time_point begin, Clock::time_point end) {
  const Clock::duration took = end - begin;
  return took < kQuick ? end : end + std::min<Clock::duration>(took, kLongestPause);
}

void HandleItem(const Inbox::Item& item, Server& server) {
  if (item.message.is_discarded()) {
    server.HandleGarbage("expected a message in JSON");
  } else if (!item.refusal) {
    server.Handle(item.message);
  } else {
    server.Refuse(item.message, *item.refusal,
                  *item.refusal == ErrorCode::kRequestCancelled ? "the request was cancelled"
                                                                : "the text has changed since");
  }
}

}  // namespace

int RunWorker(Inbox& inbox, Server& server) {
  Clock::time_point next_check = Clock::now();
  while (!inbox.is_over()) {
    const std::optional<Inbox::Item> item =
        inbox.Pop(server.has_pending() ? std::optional(next_check) : std::nullopt);
    if (item) {
      HandleItem(*item, server);
      if (server.exit_status()) return *server.exit_status();
    } else if (server.has_pending()) {
      const Clock::time_point begin = Clock::now();
      server.CheckNext();
      next_check = EndOfPause(begin, Clock::now());
    }
  }
  return server.StatusAtEnd();
}

}  // namespace awl::lsp
