#include "lsp/worker.h"

#include <algorithm>
#include <chrono>

namespace awl::lsp {
namespace {

using Clock = std::chrono::steady_clock;

// A check that takes longer waits for a pause in the typing, as long as it takes itself.
constexpr std::chrono::milliseconds kQuick{25};
constexpr std::chrono::milliseconds kLongestPause{300};

// When the next check may begin.
class Pause {
 public:
  void TextChanged() { begin_ = Clock::now() + length_; }
  void Checked(Clock::duration took) {
    length_ =
        took < kQuick ? Clock::duration::zero() : std::min<Clock::duration>(took, kLongestPause);
  }
  Clock::time_point end() const { return begin_; }

 private:
  Clock::duration length_ = Clock::duration::zero();
  Clock::time_point begin_ = Clock::now();
};

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
  Pause pause;
  while (!inbox.is_over()) {
    const std::optional<Inbox::Item> item =
        inbox.Pop(server.has_pending() ? std::optional(pause.end()) : std::nullopt);
    if (item) {
      HandleItem(*item, server);
      if (server.exit_status()) return *server.exit_status();
      if (TextOf(Get(item->message, "method")) == "textDocument/didChange") pause.TextChanged();
    } else if (server.has_pending()) {
      const Clock::time_point begin = Clock::now();
      server.CheckNext();
      pause.Checked(Clock::now() - begin);
    }
  }
  return server.StatusAtEnd();
}

}  // namespace awl::lsp
