// What servers do, right and wrong, and what the fetcher says of it: a row each, all in one run.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "net/fetch_fixture.h"
#include "net/web_fetcher.h"
#include "web/server.h"

namespace awl {
namespace {

using web_test::Raw;
using web_test::Respond;
using web_test::Script;
using web_test::Step;
using web_test::WebRequest;

// The answers to a path of the row's host, the last of them for ever.
using Site = std::map<std::string, std::vector<Script>>;

struct Row {
  const char* name;
  Site site;
  Evidence evidence;
  Failure failure = Failure::kNone;
  int status = 0;
  std::size_t attempts = 1;
  const char* final = nullptr;  // null: not asked
  std::size_t hops = 0;
  const char* path = "/";
};

Script Redirect(int status, const std::string& to) {
  return Respond(status, {"Location: " + to}, "moved");
}

const Script kPage = Respond(200, {"Content-Type: text/html"}, "<title>A page</title>");
constexpr auto kClose = Step::Kind::kClose;

Site Loop(int length) {
  Site site;
  for (int i = 0; i < length; ++i) {
    site[i == 0 ? "/" : "/" + std::to_string(i)] = {
        Redirect(302, i + 1 == length ? "/" : "/" + std::to_string(i + 1))};
  }
  return site;
}

// 301 to /1, /2 ... and a page at the end.
Site Chain(int length) {
  Site site = {{"/" + std::to_string(length), {kPage}}};
  for (int i = 0; i < length; ++i) {
    site[i == 0 ? "/" : "/" + std::to_string(i)] = {Redirect(301, "/" + std::to_string(i + 1))};
  }
  return site;
}

std::vector<Row> Answers() {
  using E = Evidence;
  const std::string page(100'000, 'x');
  std::vector<Row> rows = {
      {"ok", {{"/", {kPage}}}, E::kOk, {}, 200},
      {"no content", {{"/", {Respond(204)}}}, E::kOk, {}, 204},
      {"partial", {{"/", {Respond(206, {}, "x")}}}, E::kOk, {}, 206},
      {"endless body",
       {{"/",
         {{{.bytes = "HTTP/1.1 200 OK\r\n\r\n"}, {.kind = Step::Kind::kEndless, .bytes = page}}}}},
       E::kOk,
       {},
       200},
      {"ten gigabytes",
       {{"/",
         {{{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n"},
           {.kind = Step::Kind::kEndless, .bytes = page}}}}},
       E::kOk,
       {},
       200},
      {"a gzip bomb unasked",
       {{"/", {Respond(200, {"Content-Encoding: gzip"}, "\x1f\x8b" + page)}}},
       E::kOk,
       {},
       200},
      {"bad request", {{"/", {Respond(400)}}}, E::kOther, {}, 400, 2},
      {"status 42",
       {{"/", {Raw("HTTP/1.1 42 Odd\r\n\r\n")}}},
       E::kOther,
       Failure::kBadAnswer,
       0,
       2},
      {"not found", {{"/", {Respond(404)}}}, E::kHard, {}, 404, 2},
      {"gone", {{"/", {Respond(410)}}}, E::kHard, {}, 410, 2},
      {"found again", {{"/", {Respond(404), kPage}}}, E::kOk, {}, 200, 2},
      {"cloudflare",
       {{"/", {Respond(403, {"Server: cloudflare", "cf-mitigated: challenge"}, "x")}}},
       E::kShut,
       {},
       403},
      {"cloudflare 503",
       {{"/", {Respond(503, {"Server: Cloudflare", "Retry-After: 900"})}}},
       E::kShut,
       {},
       503},
      {"a challenge with 200",
       {{"/", {Respond(200, {"Content-Type: text/html"}, "<title>Just a moment...</title>")}}},
       E::kShut,
       {},
       200},
      {"internal error", {{"/", {Respond(500)}}}, E::kSoft, {}, 500, 2},
      {"unavailable once", {{"/", {Respond(503), kPage}}}, E::kOk, {}, 200},
      {"unavailable with patience",
       {{"/", {Respond(503, {"Retry-After: 7"}), kPage}}},
       E::kOk,
       {},
       200},
      {"unavailable", {{"/", {Respond(503)}}}, E::kSoft, {}, 503},
      {"too many once", {{"/", {Respond(429, {"Retry-After: 100"}), kPage}}}, E::kOk, {}, 200},
      {"too many until a date",
       {{"/", {Respond(429, {"Retry-After: Tue, 14 Nov 2023 22:13:40 GMT"}), kPage}}},
       E::kOk,
       {},
       200},
      {"too many for 30 years",
       {{"/", {Respond(429, {"Retry-After: 1000000000"})}}},
       E::kShut,
       {},
       429},
      {"too many", {{"/", {Respond(429)}}}, E::kShut, {}, 429},
      {"HTTP/0.9", {{"/", {Raw("<html>old</html>")}}}, E::kOther, Failure::kBadAnswer, 0, 2},
      {"no HTTP", {{"/", {Raw("SSH-2.0-OpenSSH_9.2\r\n")}}}, E::kOther, Failure::kBadAnswer, 0, 2},
      {"a header of 1 MB",
       {{"/", {Raw("HTTP/1.1 200 OK\r\nX: " + std::string(1 << 20, 'x') + "\r\n\r\n")}}},
       E::kOther,
       Failure::kBadAnswer,
       0,
       2},
      {"a megabyte of headers",
       {{"/",
         {{{.bytes = "HTTP/1.1 200 OK\r\n"},
           {.kind = Step::Kind::kEndless, .bytes = "X: " + std::string(1000, 'x') + "\r\n"}}}}},
       E::kOther,
       Failure::kBadAnswer,
       0,
       2},
      {"NUL in a header",
       {{"/", {Raw(std::string("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n", 27))}}},
       E::kOther,
       Failure::kBadAnswer,
       0,
       2},
      {"silence", {{"/", {{{.kind = Step::Kind::kHang}}}}}, E::kSoft, Failure::kTimeout, 0, 2},
      {"drip of a header",
       {{"/",
         {{{.kind = Step::Kind::kDrip,
            .bytes = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx",
            .wait = std::chrono::milliseconds(100)}}}}},
       E::kSoft,
       Failure::kTimeout,
       0,
       2},
      {"drip of a body",
       {{"/",
         {{{.bytes = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"},
           {.kind = Step::Kind::kDrip,
            .bytes = std::string(100, 'x'),
            .wait = std::chrono::milliseconds(100)}}}}},
       E::kOk,
       {},
       200},
      {"closed before the header", {{"/", {{{.kind = kClose}}}}}, E::kSoft, Failure::kReset, 0, 2},
      {"reset before the header",
       {{"/", {{{.kind = Step::Kind::kReset}}}}},
       E::kSoft,
       Failure::kReset,
       0,
       2},
      {"reset in the header",
       {{"/", {Raw("HTTP/1.1 200 OK\r\nX", Step::Kind::kReset)}}},
       E::kSoft,
       Failure::kReset,
       0,
       2},
      {"closed after the header",
       {{"/", {Raw("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n")}}},
       E::kOk,
       {},
       200},
      {"100 first",
       {{"/", {Raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 No\r\n\r\n")}}},
       E::kHard,
       {},
       404,
       2},
  };
  for (const int status : {401, 402, 403, 405, 406, 407, 418, 421, 425, 451, 999}) {
    rows.push_back({"shut", {{"/", {Respond(status)}}}, E::kShut, {}, status});
  }
  for (int status = 520; status <= 530; ++status) {
    rows.push_back({"cloudflare's own", {{"/", {Respond(status)}}}, E::kSoft, {}, status, 2});
  }
  return rows;
}

std::vector<Row> Redirects() {
  using E = Evidence;
  std::vector<Row> rows = {
      {"301 302 200",
       {{"/", {Redirect(301, "/a")}}, {"/a", {Redirect(302, "/b")}}, {"/b", {kPage}}},
       E::kOk,
       {},
       200,
       1,
       "/b",
       2},
      {"to the front page",
       {{"/deep", {Redirect(301, "/")}}, {"/", {kPage}}},
       E::kOk,
       {},
       200,
       1,
       "/",
       1,
       "/deep"},
      {"to a login",
       {{"/", {Redirect(302, "/login?next=/")}}, {"/login?next=/", {kPage}}},
       E::kOk,
       {},
       200,
       1,
       "/login?next=/",
       1},
      {"to a page not found",
       {{"/", {Redirect(301, "/404")}}, {"/404", {Respond(404)}}},
       E::kHard,
       {},
       404,
       2,
       "/404",
       1},
      {"adding a slash",
       {{"/x", {Redirect(301, "/x/")}}, {"/x/", {kPage}}},
       E::kOk,
       {},
       200,
       1,
       "/x/",
       1,
       "/x"},
      {"to a private address",
       {{"/", {Redirect(301, "http://10.0.0.1/")}}},
       E::kBlocked,
       Failure::kBlockedAddress,
       0,
       1,
       nullptr,
       1},
      {"to a private address in octal",
       {{"/", {Redirect(301, "http://0251.0376.0251.0376/")}}},
       E::kBlocked,
       Failure::kBlockedAddress,
       0,
       1,
       nullptr,
       1},
      {"to a file",
       {{"/", {Redirect(301, "file:///etc/passwd")}}},
       E::kBlocked,
       Failure::kBlockedScheme},
      {"to a password",
       {{"/", {Redirect(301, "http://a:b@c.example/")}}},
       E::kBlocked,
       Failure::kUserinfo},
      {"without Location", {{"/", {Respond(301)}}}, E::kOther, Failure::kBadRedirect, 0, 2},
      {"with an empty Location",
       {{"/", {Redirect(301, "")}}},
       E::kOther,
       Failure::kBadRedirect,
       0,
       2},
      {"to no URL", {{"/", {Redirect(301, "http://")}}}, E::kOther, Failure::kBadRedirect, 0, 2},
      {"loop of 1", Loop(1), E::kSoft, Failure::kRedirectLoop, 0, 2, "/", 1},
      {"loop of 2", Loop(2), E::kSoft, Failure::kRedirectLoop, 0, 2, "/", 2},
      {"loop of 11", Loop(11), E::kSoft, Failure::kTooManyRedirects, 0, 2, "/10", 10},
      {"chain of 10", Chain(10), E::kOk, {}, 200, 1, "/10", 10},
      {"chain of 11", Chain(11), E::kSoft, Failure::kTooManyRedirects, 0, 2, "/10", 10},
      {"304 unasked", {{"/", {Respond(304)}}}, E::kOther, {}, 304, 2},
      {"the fragment of the server",
       {{"/", {Redirect(301, "/a#b")}}, {"/a", {kPage}}},
       E::kOk,
       {},
       200,
       1,
       "/a#b",
       1},
      {"two Locations",
       {{"/", {Respond(301, {"Location: /a", "Location: http://evil.example/"})}}, {"/a", {kPage}}},
       E::kOk,
       {},
       200,
       1,
       "/a",
       1},
  };
  for (const int status : {301, 302, 303, 307, 308}) {
    rows.push_back({"redirect",
                    {{"/", {Redirect(status, "/a")}}, {"/a", {kPage}}},
                    E::kOk,
                    {},
                    200,
                    1,
                    "/a",
                    1});
  }
  return rows;
}

void Check(std::vector<Row> rows) {
  std::map<std::string, std::size_t> index_of;
  std::map<std::string, std::size_t> asked;
  std::vector<LinkRequest> requests;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string host = "row-" + std::to_string(i) + ".example";
    index_of[host] = i;
    requests.push_back({.key = std::to_string(i), .url = "http://" + host + rows[i].path});
  }
  web_test::WebServer server([&](const WebRequest& request) -> Script {
    const Site& site = rows[index_of.at(request.host)].site;
    const auto at = site.find(request.target);
    if (at == site.end()) return Respond(500);
    const std::size_t nth = asked[request.host + request.target]++;
    return at->second[std::min(nth, at->second.size() - 1)];
  });
  const Fetched fetched = FetchAll(OptionsFor(server), requests);
  ASSERT_EQ(fetched.error, "");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    SCOPED_TRACE(std::string(row.name) + " " + std::to_string(row.status));
    const auto at = fetched.observations.find(std::to_string(i));
    ASSERT_NE(at, fetched.observations.end());
    const Observation& seen = at->second;
    EXPECT_FALSE(seen.is_deferred);
    ASSERT_EQ(seen.attempts.size(), row.attempts);
    const Attempt& last = seen.attempts.back();
    EXPECT_EQ(NameOf(Classify(last)), NameOf(row.evidence));
    EXPECT_EQ(NameOf(last.failure), NameOf(row.failure)) << last.detail;
    EXPECT_EQ(last.status, row.status);
    EXPECT_EQ(last.hops.size(), row.hops);
    if (row.final != nullptr) {
      EXPECT_EQ(last.FinalUrl(requests[i].url),
                "http://row-" + std::to_string(i) + ".example" + row.final);
    }
    if (row.attempts == 2) {
      EXPECT_GE(last.time - seen.attempts[0].time, 60);
    }
  }
}

TEST(Behaviours, OfAnswers) { Check(Answers()); }
TEST(Behaviours, OfRedirects) { Check(Redirects()); }

}  // namespace
}  // namespace awl
