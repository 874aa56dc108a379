// awl_farm PORT: a web of any number of hosts for tests/web/farm.py. What a URL does is in its
// path, /BEHAVIOUR/ANYTHING; how long it takes follows from the URL, too: 150 ms for half of them,
// more than 1.2 s for a twentieth. For each byte of standard input it prints what it has
// counted, as JSON; at the end it stops.

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>

#include "base/json_writer.h"
#include "base/strings.h"
#include "web/server.h"

namespace awl::web_test {
namespace {

// Between 0 and 1, the same for the same text.
double Fraction(const std::string& text) {
  std::uint64_t hash = 1469598103934665603u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  hash ^= hash >> 29;
  return (static_cast<double>(hash % 1'000'003) + 0.5) / 1'000'003;
}

// The inverse of the logistic distribution is close enough to that of a log-normal one.
std::chrono::milliseconds Latency(const std::string& url) {
  const double p = Fraction(url);
  const double seconds = 0.15 * std::exp(0.706 * std::log(p / (1 - p)));
  return std::chrono::milliseconds(static_cast<int>(std::min(seconds, 6.0) * 1000));
}

Script Page(const std::string& title) {
  return Respond(200, {"Content-Type: text/html"},
                 Cat("<!doctype html><title>", title, "</title>", std::string(2000, 'x')));
}

class Farm {
 public:
  Script Answer(const WebRequest& request) {
    const std::size_t slash = request.target.find('/', 1);
    const std::string behaviour = request.target.substr(1, slash - 1);
    const std::string rest = slash == std::string::npos ? "" : request.target.substr(slash);
    const std::string url = request.host + request.target;
    Script script = {{.kind = Step::Kind::kWait, .wait = Latency(url)}};
    const Script last = AnswerTo(behaviour, rest, request.host, ++asked_[url]);
    script.insert(script.end(), last.begin(), last.end());
    return script;
  }

 private:
  static Script AnswerTo(const std::string& behaviour, const std::string& rest,
                         const std::string& host, int time) {
    const auto redirect = [](int status, const std::string& to) {
      return Respond(status, {"Location: " + to}, "moved");
    };
    if (behaviour == "gone") return Respond(410);
    if (behaviour == "missing")
      return Respond(404, {"Content-Type: text/html"}, "<title>404</title>");
    if (behaviour == "flaky") return time == 1 ? Respond(404) : Page("Back");
    if (behaviour == "shut") return Respond(403);
    if (behaviour == "challenge") {
      return Respond(403, {"Server: cloudflare", "cf-mitigated: challenge"}, "x");
    }
    if (behaviour == "moved") return redirect(301, "/ok" + rest);
    if (behaviour == "away") return redirect(308, Cat("https://new-", host, "/ok", rest));
    if (behaviour == "elsewhere") return redirect(302, "/ok" + rest);
    if (behaviour == "login") return redirect(302, "/ok/login?next=" + rest);
    if (behaviour == "lost") return redirect(301, "/missing" + rest);
    if (behaviour == "loop") return redirect(302, "/loop" + rest);
    if (behaviour == "busy") return time < 3 ? Respond(429, {"Retry-After: 1"}) : Page("Busy");
    if (behaviour == "refuse") return Respond(429);
    if (behaviour == "error") return Respond(500);
    if (behaviour == "hang") return {{.kind = Step::Kind::kHang}};
    if (behaviour == "reset") return {{.kind = Step::Kind::kReset}};
    if (behaviour == "endless") {
      return {{.bytes = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"},
              {.kind = Step::Kind::kEndless, .bytes = std::string(10'000, 'x')}};
    }
    return Page("A page");
  }

  std::map<std::string, int> asked_;
};

std::string WriteCounts(const WebServer::Counts& counts) {
  std::string out;
  JsonWriter json(&out);
  std::size_t at_once = 0;
  std::size_t connections = 0;
  std::size_t close_starts = 0;
  std::size_t requests = 0;
  for (const auto& [name, host] : counts.hosts) {
    at_once = std::max(at_once, host.most_at_once);
    connections = std::max(connections, host.most_connections);
    close_starts += host.close_starts;
    requests += host.requests;
  }
  json.BeginObject().Field("hosts", counts.hosts.size()).Field("requests", requests);
  json.Field("most_connections", counts.most_connections).Field("at_once", at_once);
  json.Field("connections", connections).Field("close_starts", close_starts).EndObject();
  return out;
}

int Main(int argc, char** argv) {
  if (argc != 2) return 2;
  Farm farm;
  const auto port = static_cast<std::uint16_t>(std::strtoul(argv[1], nullptr, 10));
  WebServer server({.port = port, .interval = std::chrono::milliseconds(90)},
                   [&farm](const WebRequest& request) { return farm.Answer(request); });
  char byte = 0;
  while (read(STDIN_FILENO, &byte, 1) > 0) {
    std::puts(WriteCounts(server.counts()).c_str());
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace
}  // namespace awl::web_test

int main(int argc, char** argv) { return awl::web_test::Main(argc, argv); }
