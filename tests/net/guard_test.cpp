// What a hostile list may try: the guard at the socket refuses, whatever else would have stopped
// it.

#include <gtest/gtest.h>
#include <net/if.h>
#include <sys/socket.h>

#include <string>
#include <vector>

#include "base/strings.h"
#include "net/fetch_fixture.h"
#include "net/http_client.h"
#include "web/server.h"

namespace awl {
namespace {

Lookup FoundAt(const std::string& host, const std::vector<std::string>& addresses) {
  Lookup lookup = {.host = host, .failure = Failure::kNone};
  for (const std::string& address : addresses) {
    lookup.addresses.push_back(*ParseAddress(address));
  }
  return lookup;
}

// Asks for one URL with no help but curl and the guard.
HttpAnswer AskAlone(HttpClient* client, const std::string& url,
                    const std::vector<std::string>& addresses = {}) {
  HttpRequest request = {.url = ReadHttpUrl(url).url, .timeout_ms = 2000};
  if (request.url.text.empty()) request.url.text = url;
  request.addresses = FoundAt("", addresses).addresses;
  client->Start(request, 0);
  while (true) {
    client->Poll(100);
    for (auto& [id, answer] : client->TakeDone()) return std::move(answer);
  }
}

std::vector<std::string> Interfaces() {
  std::vector<std::string> names;
  struct if_nameindex* all = if_nameindex();
  for (auto* at = all; at->if_index != 0; ++at) names.emplace_back(at->if_name);
  if_freenameindex(all);
  return names;
}

TEST(Guard, RunsWhereNothingButLoopbackIs) {
  EXPECT_EQ(Interfaces(), std::vector<std::string>{"lo"});
}

// Each spelling would reach the server without the guard.
TEST(Guard, RefusesPrivateAddressesInEachSpelling) {
  web_test::WebServer server({.any_address = true},
                             [](const web_test::WebRequest&) { return web_test::Respond(200); });
  const std::string port = ":" + std::to_string(server.port()) + "/";
  const char* const kSpellings[] = {
      "127.0.0.1",          "127.1",           "127.0.1",
      "2130706433",         "0x7f000001",      "0x7f.0.0.1",
      "0177.0.0.1",         "017700000001",    "0x7f.1",
      "127.000.000.001",    "0.0.0.0",         "0",
      "127.255.255.254",    "[::1]",           "[::]",
      "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:7f00:0001]",
      "[64:ff9b::7f00:1]",  "[2002:7f00:1::]", "localhost",
  };
  for (const char* host : kSpellings) {
    SCOPED_TRACE(host);
    HttpClient client({});
    EXPECT_EQ(NameOf(AskAlone(&client, Cat("http://", host, port)).failure), "blocked-address");
  }
  EXPECT_EQ(server.counts().connections, 0u);

  // The same server answers where the user allows it.
  HttpClient client({.allow_private = true});
  EXPECT_EQ(AskAlone(&client, "http://127.1" + port).status, 200);
}

TEST(Guard, RefusesNetsThatAreNotOnThisMachine) {
  for (const char* host : {"10.1.2.3", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1",
                           "224.0.0.1", "255.255.255.255", "[fe80::1]", "[fd00::1]", "[ff02::1]"}) {
    SCOPED_TRACE(host);
    HttpClient client({});
    EXPECT_EQ(NameOf(AskAlone(&client, Cat("http://", host, "/")).failure), "blocked-address");
  }
  // What is public gets as far as the routing table, which is empty here.
  HttpClient client({});
  EXPECT_EQ(NameOf(AskAlone(&client, "http://8.8.8.8/").failure), "unroutable");
}

TEST(Guard, RefusesWhatDnsLeadsTo) {
  web_test::WebServer server([](const web_test::WebRequest&) { return web_test::Respond(200); });
  const std::string url = Cat("http://public.example:", server.port(), "/");
  for (const char* address :
       {"127.0.0.1", "169.254.169.254", "::1", "::ffff:127.0.0.1", "10.0.0.1"}) {
    SCOPED_TRACE(address);
    HttpClient client({});
    EXPECT_EQ(NameOf(AskAlone(&client, url, {address}).failure), "blocked-address");
  }
  EXPECT_EQ(server.counts().connections, 0u);
}

// A name that is public at first and private at the next request, and a redirect to it.
TEST(Guard, RefusesRebinding) {
  web_test::WebServer server([](const web_test::WebRequest&) { return web_test::Respond(200); });
  FetchOptions options;
  options.timeout = std::chrono::milliseconds(1000);
  int asked = 0;
  const auto look_up = [&asked](const std::string& host) {
    return FoundAt(host, {asked++ == 0 ? "8.8.8.8" : "127.0.0.1"});
  };
  const std::vector<LinkRequest> requests = {
      {.key = "k", .url = Cat("http://rebind.example:", server.port(), "/")}};
  const Fetched fetched = FetchAll(options, requests, look_up);
  const std::vector<Attempt>& attempts = fetched.observations.at("k").attempts;
  ASSERT_EQ(attempts.size(), 2u);
  EXPECT_EQ(NameOf(attempts[0].failure), "unroutable");
  EXPECT_EQ(NameOf(attempts[1].failure), "blocked-address");
  EXPECT_EQ(server.counts().connections, 0u);
}

TEST(Guard, LetsTheUserNameAnAddress) {
  web_test::WebServer server([](const web_test::WebRequest& request) {
    return request.host == "a.example" ? web_test::Respond(302, {"Location: http://127.0.0.1/"})
                                       : web_test::Respond(200);
  });
  const std::vector<LinkRequest> requests = {{.key = "a", .url = "http://a.example/"},
                                             {.key = "b", .url = "http://b.example/"}};
  const Fetched fetched = FetchAll(OptionsFor(server), requests);
  // What --connect-to sends to the server is allowed, but not what names a private address itself.
  EXPECT_EQ(fetched.observations.at("b").attempts[0].status, 200);
  EXPECT_EQ(NameOf(fetched.observations.at("a").attempts[0].failure), "blocked-address");
  EXPECT_EQ(server.counts().requests, 2u);
}

TEST(Guard, SendsNothingThatTheListBrings) {
  std::string head;
  web_test::WebServer server([&head](const web_test::WebRequest& request) {
    head = request.head;
    return web_test::Respond(200, {"Set-Cookie: a=b"});
  });
  const std::vector<LinkRequest> requests = {{.key = "a", .url = "http://a.example/x?y#z"}};
  FetchAll(OptionsFor(server), requests);
  const std::string expected =
      Cat("GET /x?y HTTP/1.1\r\nHost: a.example\r\nUser-Agent: ", UserAgent(),
          "\r\nAccept: text/html,*/*;q=0.8\r\nAccept-Language: en\r\n");
  EXPECT_EQ(head, expected);
}

TEST(Guard, KeepsNoCookies) {
  std::vector<std::string> heads;
  web_test::WebServer server([&heads](const web_test::WebRequest& request) {
    heads.push_back(request.head);
    return request.target == "/" ? web_test::Respond(302, {"Set-Cookie: a=b", "Location: /x"})
                                 : web_test::Respond(200);
  });
  const std::vector<LinkRequest> requests = {{.key = "a", .url = "http://a.example/"}};
  FetchAll(OptionsFor(server), requests);
  ASSERT_EQ(heads.size(), 2u);
  EXPECT_EQ(heads[1].find("ookie"), std::string::npos);
}

TEST(ConnectTo, IsReadAsCurlDoes) {
  const std::optional<ConnectTo> all = ParseConnectTo("::127.0.0.1:8080");
  ASSERT_TRUE(all);
  EXPECT_EQ(all->host, "");
  EXPECT_EQ(all->to_port, 8080);
  const std::optional<ConnectTo> one = ParseConnectTo("A.example:443:[::1]:8443");
  ASSERT_TRUE(one);
  EXPECT_EQ(one->host, "a.example");
  EXPECT_EQ(one->port, 443);
  EXPECT_EQ(AddressText(*one->address), "::1");
  for (const char* text :
       {"", ":::", "a:b", "::name:80", "::127.0.0.1:99999", "::127.0.0.1:0", "a:::"}) {
    EXPECT_EQ(ParseConnectTo(text).has_value(),
              std::string(text) == ":::" || std::string(text) == "a:::")
        << text;
  }
}

}  // namespace
}  // namespace awl
