#include "lsp/inbox.h"

#include <string>
#include <utility>

namespace awl::lsp {
namespace {

std::string UriOf(const Json& message) {
  return TextOf(Get(message, "params", "textDocument", "uri"));
}

bool IsRequest(const Json& message) {
  return !Get(message, "id").is_null() && Get(message, "method").is_string();
}

}  // namespace

void Inbox::Push(Json message) {
  const std::string method = TextOf(Get(message, "method"));
  const std::lock_guard lock(mutex_);
  // What does not wait any more may still be at work.
  if (method == "$/cancelRequest" && Cancel(Get(message, "params", "id"))) return;
  if (method == "textDocument/didChange") Outdate(UriOf(message));
  items_.push_back({.message = std::move(message)});
  came_.notify_one();
}

bool Inbox::Cancel(const Json& id) {
  for (Item& item : items_) {
    if (!IsRequest(item.message) || Get(item.message, "id") != id) continue;
    item.refusal = ErrorCode::kRequestCancelled;
    return true;
  }
  return false;
}

void Inbox::Outdate(const std::string& uri) {
  for (Item& item : items_) {
    if (!item.refusal && IsRequest(item.message) && UriOf(item.message) == uri) {
      item.refusal = ErrorCode::kContentModified;
    }
  }
}

void Inbox::Close() {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  came_.notify_one();
}

std::optional<Inbox::Item> Inbox::Pop(
    std::optional<std::chrono::steady_clock::time_point> deadline) {
  std::unique_lock lock(mutex_);
  const auto is_ready = [this] { return closed_ || !items_.empty(); };
  if (deadline) {
    came_.wait_until(lock, *deadline, is_ready);
  } else {
    came_.wait(lock, is_ready);
  }
  if (items_.empty()) return std::nullopt;
  Item item = std::move(items_.front());
  items_.pop_front();
  return item;
}

bool Inbox::is_over() {
  const std::lock_guard lock(mutex_);
  return closed_ && items_.empty();
}

}  // namespace awl::lsp
