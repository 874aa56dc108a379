#ifndef AWL_NET_RESOLVER_H_
#define AWL_NET_RESOLVER_H_

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "net/address.h"
#include "web/attempt.h"

namespace awl {

// What DNS says of a name. curl has one error for all that fails; whether a name does not exist or
// a server did not answer makes all the difference here.
struct Lookup {
  std::string host = {};
  // kNone: found; kNoSuchHost, kNoAddress; else kResolver: no answer, or one that says nothing.
  Failure failure = Failure::kResolver;
  std::vector<IpAddress> addresses = {};  // in the order to try them
};

// Asks the system's resolver; blocks for seconds.
Lookup LookUp(const std::string& host);

// Resolves names in threads of its own. Used by one thread; `wake` is called by others, or from
// Ask, when there is something to take.
class Resolver {
 public:
  static constexpr std::size_t kThreads = 32;

  using Function = std::function<Lookup(const std::string& host)>;
  Resolver(Function look_up, std::function<void()> wake);
  // Does not wait for lookups under way: getaddrinfo cannot be stopped. Their threads end with it,
  // and touch nothing of what called.
  ~Resolver();
  Resolver(const Resolver&) = delete;
  Resolver& operator=(const Resolver&) = delete;

  void Ask(const std::string& host);
  // The lookups that have ended since the last call.
  std::vector<Lookup> Take();

 private:
  struct Shared;
  static void Work(const std::shared_ptr<Shared>& shared);

  std::shared_ptr<Shared> shared_;
};

}  // namespace awl

#endif  // AWL_NET_RESOLVER_H_
