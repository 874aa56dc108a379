#ifndef AWL_TESTS_WEB_SERVER_H_
#define AWL_TESTS_WEB_SERVER_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace awl::web_test {

struct WebRequest {
  std::string method = {};
  std::string target = {};  // as sent: path and query
  std::string host = {};    // of the Host header, lower case, without the port
  std::string head = {};    // all lines
  std::string body = {};
};

// What a connection does, step after step. After the last it waits for the next request.
struct Step {
  enum class Kind : std::uint8_t {
    kSend,     // all bytes, as fast as they go
    kDrip,     // one byte each `wait`
    kEndless,  // the bytes again and again
    kWait,     // nothing for `wait`
    kHang,     // nothing, for ever
    kReset,    // RST
    kClose,
  };
  Kind kind = Kind::kSend;
  std::string bytes = {};
  std::chrono::milliseconds wait = {};
};
using Script = std::vector<Step>;

// "HTTP/1.1 STATUS Text", the header lines given ("Name: value"), Content-Length and the body.
Script Respond(int status, const std::vector<std::string>& headers = {},
               std::string_view body = {});
Script Raw(std::string_view bytes, Step::Kind then = Step::Kind::kClose);

// A server on loopback in a thread of its own that does whatever a script says, right or wrong, and
// counts who asked for what. It speaks HTTP/1.1.
class WebServer {
 public:
  struct HostCount {
    std::size_t requests = 0;
    std::size_t most_at_once = 0;                                 // requests
    std::size_t most_connections = 0;                             // open
    std::chrono::microseconds least_gap = std::chrono::hours(1);  // between starts of requests
    std::size_t close_starts = 0;  // how many came less than `interval` after the one before
  };
  struct Counts {
    std::map<std::string, HostCount> hosts = {};
    std::size_t requests = 0;
    std::size_t connections = 0;
    std::size_t most_connections = 0;
  };

  // Called in the server's thread, for one request at a time.
  using Handler = std::function<Script(const WebRequest&)>;
  // On 127.0.0.1, or on all of 127/8; port 0: any free one.
  struct Options {
    std::uint16_t port = 0;
    bool any_address = false;
    std::chrono::microseconds interval = {};  // see close_starts
  };
  WebServer(Options options, Handler handler);
  explicit WebServer(Handler handler);
  ~WebServer();

  std::uint16_t port() const;
  Counts counts() const;
  // "METHOD host target" of each request, in order.
  std::vector<std::string> log() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace awl::web_test

#endif  // AWL_TESTS_WEB_SERVER_H_
