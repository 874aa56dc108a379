#ifndef AWL_NET_HTTP_CLIENT_H_
#define AWL_NET_HTTP_CLIENT_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "net/address.h"
#include "net/http_url.h"
#include "web/attempt.h"

namespace awl {

// The host and port that a connection goes to instead of those of the URL: curl's
// "HOST:PORT:ADDRESS:PORT", of which each part may be empty; ADDRESS is an IP address.
struct ConnectTo {
  std::string host = {};   // empty: any
  std::uint16_t port = 0;  // 0: any
  std::optional<IpAddress> address = {};
  std::uint16_t to_port = 0;  // 0: the same
};
std::optional<ConnectTo> ParseConnectTo(std::string_view text);

struct HttpRequest {
  HttpUrl url = {};
  // Where the host is, by the caller's lookup; empty if the URL has an address.
  std::vector<IpAddress> addresses = {};
  bool is_second_attempt = false;  // HTTP/1.1 on a connection of its own
  long timeout_ms = 10'000;
  std::size_t body_limit = std::size_t{32} << 10;
  // For a forge's API: what is sent by POST, unless it is empty, and who asks. The header goes
  // nowhere else: no redirect is followed here.
  bool is_api = false;
  std::string post = {};
  std::string authorization = {};
};

struct HttpAnswer {
  Failure failure = Failure::kNone;  // kNone: there is a status
  int status = 0;
  std::string detail = {};  // curl's words for a failure
  std::string server = {};
  std::string location = {};
  std::string retry_after = {};
  std::string content_type = {};
  bool has_location = false;
  bool has_cf_mitigated = false;
  std::string body = {};
  bool is_whole = false;  // the body ended, and all of it is here
};

// Asks for many URLs at once in one thread, each once: no redirects, cookies, compressed bodies or
// passwords. However a URL is spelt, whatever DNS says: no socket is opened to an address that is
// not public, unless the options say so.
class HttpClient {
 public:
  struct Options {
    std::size_t concurrency = 128;
    std::size_t per_host = 2;
    bool allow_private = false;
    std::vector<ConnectTo> connect_to = {};
    std::string ca_file = {};
    std::string proxy = {};  // empty: none, also where the environment names one
  };
  explicit HttpClient(Options options);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  // `id` comes back with the answer.
  void Start(const HttpRequest& request, std::size_t id);
  // Works for at most so long, or until something happened.
  void Poll(int timeout_ms);
  std::vector<std::pair<std::size_t, HttpAnswer>> TakeDone();
  std::size_t running() const;
  // Drops what is under way.
  void Stop();
  // Ends a Poll; may be called from any thread.
  void Wake();

  // Where connections to this URL go instead, if anywhere.
  const ConnectTo* Redirected(const HttpUrl& url) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// "awl/0.1.0 (+https://github.com/…/awl; link check)"
std::string UserAgent();

}  // namespace awl

#endif  // AWL_NET_HTTP_CLIENT_H_
