#include "net/resolver.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace awl {

struct Resolver::Shared {
  Function look_up;
  std::mutex mutex;
  std::condition_variable changed;
  // All below is guarded by `mutex`.
  std::function<void()> wake;
  std::deque<std::string> asked;
  std::vector<Lookup> done;
  std::size_t threads = 0;
  std::size_t idle = 0;
  bool closed = false;
};

Lookup LookUp(const std::string& host) {
  Lookup out = {.host = host};
  addrinfo hints = {};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  // Without AI_ADDRCONFIG, which calls a host with an IPv6 address alone unknown where there is no
  // IPv6.
  hints.ai_flags = AI_IDN;
  addrinfo* found = nullptr;
  switch (getaddrinfo(host.c_str(), nullptr, &hints, &found)) {
    case 0:
      break;
    case EAI_NONAME:
      out.failure = Failure::kNoSuchHost;
      return out;
    case EAI_NODATA:
      out.failure = Failure::kNoAddress;
      return out;
    default:
      return out;
  }
  for (const addrinfo* at = found; at != nullptr; at = at->ai_next) {
    if (const auto address = AddressOf(*at->ai_addr)) out.addresses.push_back(*address);
  }
  freeaddrinfo(found);
  out.failure = out.addresses.empty() ? Failure::kNoAddress : Failure::kNone;
  return out;
}

Resolver::Resolver(Function look_up, std::function<void()> wake)
    : shared_(std::make_shared<Shared>()) {
  shared_->look_up = std::move(look_up);
  shared_->wake = std::move(wake);
}

Resolver::~Resolver() {
  const std::lock_guard lock(shared_->mutex);
  shared_->closed = true;
  shared_->wake = nullptr;
  shared_->changed.notify_all();
}

void Resolver::Ask(const std::string& host) {
  const std::lock_guard lock(shared_->mutex);
  shared_->asked.push_back(host);
  if (shared_->idle >= shared_->asked.size() || shared_->threads == kThreads) {
    shared_->changed.notify_one();
    return;
  }
  try {
    std::thread([shared = shared_] { Work(shared); }).detach();
    ++shared_->threads;
  } catch (const std::system_error&) {
    // Those that there are will do; without any, the lookup fails.
    if (shared_->threads == 0) {
      shared_->asked.pop_back();
      shared_->done.push_back({.host = host});
      shared_->wake();
    }
  }
}

std::vector<Lookup> Resolver::Take() {
  const std::lock_guard lock(shared_->mutex);
  return std::exchange(shared_->done, {});
}

void Resolver::Work(const std::shared_ptr<Shared>& shared) {
  std::unique_lock lock(shared->mutex);
  while (true) {
    ++shared->idle;
    shared->changed.wait(lock, [&] { return shared->closed || !shared->asked.empty(); });
    --shared->idle;
    if (shared->closed) return;
    const std::string host = std::move(shared->asked.front());
    shared->asked.pop_front();
    lock.unlock();
    Lookup lookup = shared->look_up(host);
    lock.lock();
    shared->done.push_back(std::move(lookup));
    if (shared->wake) shared->wake();
  }
}

}  // namespace awl
