#ifndef AWL_LSP_INBOX_H_
#define AWL_LSP_INBOX_H_

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

#include "lsp/json.h"
#include "lsp/rpc.h"

namespace awl::lsp {

// Messages on their way from who reads them to who handles them. Those that wait here can still be
// cancelled, and a request about a text that a later message changes is not worth an answer. Calls
// may come from any thread.
class Inbox {
 public:
  struct Item {
    Json message = {};                      // discarded: what came was no JSON
    std::optional<ErrorCode> refusal = {};  // why it is not to be answered
  };

  void Push(Json message);
  // Nothing more comes.
  void Close();
  // Waits until there is a message, it is closed, or `deadline`; then nothing. Without a deadline
  // it waits as long as it takes.
  std::optional<Item> Pop(std::optional<std::chrono::steady_clock::time_point> deadline);
  // Closed and empty.
  bool is_over();

 private:
  bool Cancel(const Json& id);  // false where no request has that id
  void Outdate(const std::string& uri);

  std::mutex mutex_;
  std::condition_variable came_;
  std::deque<Item> items_;
  bool closed_ = false;
};

}  // namespace awl::lsp

#endif  // AWL_LSP_INBOX_H_
