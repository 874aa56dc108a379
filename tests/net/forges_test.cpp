#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/strings.h"
#include "net/fetch_fixture.h"
#include "net/forge_link.h"
#include "net/github.h"
#include "net/github_token.h"
#include "net/rest_forge.h"
#include "web/server.h"

namespace awl {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;
using web_test::Respond;
using web_test::Script;
using web_test::WebRequest;

TEST(ForgeLink, KnowsWhatOfARepositoryIsMeant) {
  const struct {
    const char* url;
    const char* repository;  // "": none
    bool is_repository;
    const char* object;
  } kRows[] = {
      {"https://github.com/Owner/Name", "owner/name", true, ""},
      {"http://www.github.com/owner/name.git", "owner/name", true, ""},
      {"https://github.com/owner/name/#readme", "owner/name", true, ""},
      {"https://github.com/owner/name?tab=readme", "owner/name", false, ""},
      {"https://github.com/owner/name/issues/1", "owner/name", false, ""},
      {"https://github.com/owner/name/tree/main", "owner/name", false, "main:"},
      {"https://github.com/owner/name/blob/main/a%20b/c.md", "owner/name", false, "main:a b/c.md"},
      {"https://github.com/owner", "", false, ""},
      {"https://github.com/topics/awesome", "", false, ""},
      {"https://github.com:8443/owner/name", "", false, ""},
      {"https://github.com@evil.example/owner/name", "", false, ""},
      {"https://github.com.evil.example/owner/name", "", false, ""},
      {"https://gitlab.com/group/sub/name/-/tree/main", "group/sub/name", false, ""},
      {"https://codeberg.org/owner/name", "owner/name", true, ""},
      {"https://example.org/owner/name", "", false, ""},
  };
  for (const auto& row : kRows) {
    SCOPED_TRACE(row.url);
    const std::optional<ForgeLink> link = ReadForgeLink(row.url);
    ASSERT_EQ(link.has_value(), *row.repository != '\0');
    if (!link) continue;
    EXPECT_EQ(Cat(link->owner, "/", link->name), row.repository);
    EXPECT_EQ(link->is_repository, row.is_repository);
    EXPECT_EQ(link->object, row.object);
  }
}

TEST(ForgeTime, IsReadAsIso8601) {
  EXPECT_EQ(ParseForgeTime("1970-01-01T00:00:01Z"), 1);
  EXPECT_EQ(ParseForgeTime("2024-02-29T23:59:59Z"), 1709251199);
  EXPECT_EQ(ParseForgeTime("2024-02-29T23:59:59.123Z"), 1709251199);
  EXPECT_EQ(ParseForgeTime("2024-03-01T00:59:59+01:00"), 1709251199);
  EXPECT_EQ(ParseForgeTime("2024-02-29T22:29:59-01:30"), 1709251199);
  for (const char* text : {"", "2024-02-30T00:00:00Z", "2024-02-29", "2024-02-29T23:59:59",
                           "2024-02-29T23:59:59+0100", "2024-02-29T23:59:59.", "yesterday"}) {
    EXPECT_EQ(ParseForgeTime(text), 0) << text;
  }
}

TEST(GithubQuery, HasNothingOfTheListInItsText) {
  const ForgeLink hostile = {.owner = "a\"){x}", .name = "$n0", .object = "main:\"\\\n"};
  const ForgeLink plain = {.owner = "o", .name = "n"};
  const ForgeLink* const links[] = {&hostile, &plain};
  const Json query = Json::parse(WriteGithubQuery(links));
  const std::string text = query["query"];
  EXPECT_EQ(text.substr(0, text.find("fragment")),
            "query($o0:String!,$n0:String!,$e0:String!,$o1:String!,$n1:String!){"
            "r0:repository(owner:$o0,name:$n0){...f object(expression:$e0){__typename}}"
            "r1:repository(owner:$o1,name:$n1){...f}}");
  EXPECT_EQ(query["variables"]["o0"], hostile.owner);
  EXPECT_EQ(query["variables"]["e0"], hostile.object);
}

TEST(GithubAnswer, TellsWhatIsGoneFromWhatIsNotShown) {
  const std::string body = R"({"data":{
    "r0":{"nameWithOwner":"O/New","isArchived":true,"isDisabled":false,"isPrivate":false,
          "pushedAt":"2024-02-29T23:59:59Z","createdAt":"1970-01-01T00:00:01Z","stargazerCount":7,
          "licenseInfo":{"spdxId":"MIT"},"homepageUrl":"https://o.example","description":"Moved."},
    "r1":null,"r2":null,"r3":{"nameWithOwner":"a/b","licenseInfo":{"spdxId":"NOASSERTION"},
    "object":null},"r4":{"nameWithOwner":"a/c","object":{"__typename":"Blob"}},"r9":{}},
    "errors":[{"type":"NOT_FOUND","path":["r1"],"message":"x"},
              {"type":"FORBIDDEN","path":["r2"],"message":"SAML"},
              {"type":"NOT_FOUND","path":["r3","object"]}]})";
  const GithubBatch batch = ReadGithubAnswer(200, body, 6);
  ASSERT_EQ(batch.kind, GithubBatch::Kind::kAnswered);
  using Kind = ForgeAnswer::Kind;
  const Kind kinds[] = {Kind::kFound, Kind::kNotFound, Kind::kUnknown,
                        Kind::kFound, Kind::kFound,    Kind::kUnknown};
  for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(batch.answers[i].kind, kinds[i]) << i;
  const RepositoryFacts expected = {.name_with_owner = "O/New",
                                    .is_archived = true,
                                    .pushed_at = 1709251199,
                                    .created_at = 1,
                                    .stars = 7,
                                    .licence = "MIT",
                                    .homepage = "https://o.example",
                                    .description = "Moved."};
  EXPECT_EQ(batch.answers[0].facts, expected);
  EXPECT_EQ(batch.answers[3].facts.licence, "");
  EXPECT_FALSE(batch.answers[3].has_object);
  EXPECT_TRUE(batch.answers[4].has_object);
}

TEST(GithubAnswer, IsGoodWholeOrNotAtAll) {
  using Kind = GithubBatch::Kind;
  const struct {
    int status;
    const char* body;
    Kind kind;
  } kRows[] = {
      {0, "", Kind::kTooMuch},
      {502, "", Kind::kTooMuch},
      {200, "<html>", Kind::kTooMuch},
      {200, "[]", Kind::kTooMuch},
      {200, "{}", Kind::kTooMuch},
      {200, R"({"data":null,"errors":[{"message":"Something went wrong"}]})", Kind::kTooMuch},
      {200, R"({"data":{"r0":null},"errors":[{"type":"RESOURCE_LIMITS_EXCEEDED"}]})",
       Kind::kTooMuch},
      {200, R"({"errors":[{"type":"RATE_LIMITED"}]})", Kind::kLimited},
      {200, R"({"data":{"r0":null}})", Kind::kAnswered},
      {401, "{}", Kind::kRefused},
      {403, "{}", Kind::kLimited},
      {429, "{}", Kind::kLimited},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(ReadGithubAnswer(row.status, row.body, 1).kind, row.kind) << row.body;
  }
}

TEST(RestForge, IsAskedByNameAndReadWithinLimits) {
  EXPECT_EQ(RestUrlOf({.forge = Forge::kGitlab, .owner = "g/sub", .name = "n"}),
            "https://gitlab.com/api/v4/projects/g%2Fsub%2Fn");
  EXPECT_EQ(RestUrlOf({.forge = Forge::kCodeberg, .owner = "../o", .name = "n?x"}),
            "https://codeberg.org/api/v1/repos/..%2Fo/n%3Fx");
  const std::string prose(1000, 'x');
  const ForgeAnswer gitlab = ReadRestAnswer(
      Forge::kGitlab, 200,
      Cat(R"({"path_with_namespace":"G/N","archived":true,"star_count":3,"description":")", prose,
          R"("})"));
  EXPECT_EQ(gitlab.kind, ForgeAnswer::Kind::kFound);
  EXPECT_TRUE(gitlab.facts.is_archived);
  EXPECT_EQ(gitlab.facts.stars, 3);
  EXPECT_EQ(gitlab.facts.description.size(), 300u);
  const ForgeAnswer codeberg =
      ReadRestAnswer(Forge::kCodeberg, 200, R"({"full_name":"O/N","licenses":["MIT"]})");
  EXPECT_EQ(codeberg.facts.licence, "MIT");
  EXPECT_EQ(ReadRestAnswer(Forge::kCodeberg, 404, "").kind, ForgeAnswer::Kind::kNotFound);
  for (const char* body : {"", "[]", "{}", "[[[[", R"({"full_name":7})"}) {
    EXPECT_EQ(ReadRestAnswer(Forge::kCodeberg, 200, body).kind, ForgeAnswer::Kind::kUnknown)
        << body;
  }
}

TEST(GithubToken, IsForOneUrlAlone) {
  const GithubToken token("s3cret");
  EXPECT_EQ(token.HeaderFor(ReadHttpUrl("https://api.github.com/graphql").url), "bearer s3cret");
  for (const char* url : {"http://api.github.com/graphql", "https://api.github.com/graphql/",
                          "https://api.github.com/", "https://api.github.com.evil.example/graphql",
                          "https://api.github.com:444/graphql", "https://github.com/graphql",
                          "https://api.github.com/graphql?x", "https://evil.example/"}) {
    EXPECT_EQ(token.HeaderFor(ReadHttpUrl(url).url), "") << url;
  }
  EXPECT_EQ(GithubToken().HeaderFor(ReadHttpUrl("https://api.github.com/graphql").url), "");
}

// GitHub as far as awl knows it: repositories named "gone-…" are not there, and more than `most` in
// one query are too many.
class FakeGithub {
 public:
  explicit FakeGithub(std::size_t most) : most_(most) {}

  Script Answer(const WebRequest& request) {
    if (request.host != "api.github.example") {
      return Respond(request.target.find("/gone-") == std::string::npos ? 200 : 404);
    }
    EXPECT_THAT(request.head, Not(HasSubstr("uthorization")));
    const Json variables = Json::parse(request.body)["variables"];
    std::size_t count = 0;
    while (variables.contains(Cat("o", count))) ++count;
    sizes.push_back(count);
    if (count > most_) return Respond(502);
    Json data = Json::object();
    Json errors = Json::array();
    for (std::size_t i = 0; i < count; ++i) {
      const std::string name = variables[Cat("n", i)];
      const std::string alias = Cat("r", i);
      data[alias] = nullptr;
      if (name.rfind("gone-", 0) == 0) {
        errors.push_back({{"type", "NOT_FOUND"}, {"path", {alias}}});
      } else if (name.rfind("saml-", 0) == 0) {
        errors.push_back({{"type", "FORBIDDEN"}, {"path", {alias}}});
      } else {
        data[alias] = {{"nameWithOwner", Cat("New/", name)}};
        if (variables.contains(Cat("e", i))) data[alias]["object"] = {{"__typename", "Blob"}};
      }
    }
    return Respond(200, {"Content-Type: application/json"},
                   Json({{"data", data}, {"errors", errors}}).dump());
  }

  std::vector<std::size_t> sizes = {};

 private:
  std::size_t most_;
};

TEST(Github, IsAskedInBatchesThatAreHalvedWhenTheyAreTooMuch) {
  FakeGithub github(40);
  web_test::WebServer server([&](const WebRequest& request) { return github.Answer(request); });
  FetchOptions options = OptionsFor(server);
  options.github_api = "http://api.github.example/graphql";
  std::vector<LinkRequest> requests;
  for (int i = 0; i < 130; ++i) {
    requests.push_back(
        {.key = Cat("k", i), .url = Cat("http://github.com/o/", i % 10 == 0 ? "gone-" : "n", i)});
  }
  const Fetched fetched = FetchAll(options, requests);
  ASSERT_EQ(fetched.observations.size(), 130u);
  for (int i = 0; i < 130; ++i) {
    const Observation& seen = fetched.observations.at(Cat("k", i));
    EXPECT_TRUE(seen.attempts.at(0).via_api);
    if (i % 10 == 0) {
      // The page says the same, a minute later.
      ASSERT_EQ(seen.attempts.size(), 2u);
      EXPECT_EQ(seen.attempts[0].status, 404);
      EXPECT_EQ(seen.attempts[1].status, 404);
      EXPECT_FALSE(seen.attempts[1].via_api);
      EXPECT_FALSE(seen.repository);
    } else {
      ASSERT_EQ(seen.attempts.size(), 1u);
      EXPECT_EQ(seen.attempts[0].status, 200);
      EXPECT_EQ(seen.repository.value().name_with_owner, Cat("New/n", i));
    }
  }
  std::sort(github.sizes.begin(), github.sizes.end());
  EXPECT_THAT(github.sizes, ::testing::ElementsAre(25, 25, 25, 25, 30, 50, 50, 100));
}

TEST(Github, LeavesToThePageWhatItsApiDoesNotKnow) {
  FakeGithub github(100);
  web_test::WebServer server([&](const WebRequest& request) { return github.Answer(request); });
  FetchOptions options = OptionsFor(server);
  options.github_api = "http://api.github.example/graphql";
  const std::vector<LinkRequest> requests = {
      {.key = "saml", .url = "http://github.com/o/saml-n"},
      {.key = "issue", .url = "http://github.com/o/n/issues/1"},
      {.key = "blob", .url = "http://github.com/o/n/blob/main/a.md"},
      {.key = "user", .url = "http://github.com/o"}};
  const Fetched fetched = FetchAll(options, requests);
  const auto via_api = [&](const char* key) {
    return fetched.observations.at(key).attempts.at(0).via_api;
  };
  EXPECT_FALSE(via_api("saml"));
  EXPECT_FALSE(via_api("issue"));
  EXPECT_TRUE(via_api("blob"));
  EXPECT_FALSE(via_api("user"));
  EXPECT_FALSE(fetched.observations.at("saml").repository);
  EXPECT_TRUE(fetched.observations.at("issue").repository);
  EXPECT_THAT(github.sizes, ::testing::ElementsAre(3));
}

TEST(Github, IsAskedForThreeHundredPagesWithoutAToken) {
  web_test::WebServer server([](const WebRequest&) { return Respond(200); });
  std::vector<LinkRequest> requests;
  for (int i = 0; i < 302; ++i) {
    // The last in the list has not been asked for longest.
    requests.push_back(
        {.key = Cat("k", i), .url = Cat("http://github.com/o/n", i), .checked = 1000 - i});
  }
  const Fetched fetched = FetchAll(OptionsFor(server), requests);
  std::size_t deferred = 0;
  for (const auto& [key, seen] : fetched.observations) deferred += seen.is_deferred ? 1 : 0;
  EXPECT_EQ(fetched.observations.size(), 302u);
  EXPECT_EQ(deferred, 2u);
  EXPECT_TRUE(fetched.observations.at("k0").is_deferred);
  EXPECT_TRUE(fetched.observations.at("k1").is_deferred);
  EXPECT_EQ(server.counts().hosts.at("github.com").most_at_once, 1u);
}

TEST(Github, IsLeftAloneWhenItsLimitIsReached) {
  web_test::WebServer server([](const WebRequest& request) {
    return request.host == "api.github.example"
               ? Respond(200, {}, R"({"errors":[{"type":"RATE_LIMITED"}]})")
               : Respond(404);
  });
  FetchOptions options = OptionsFor(server);
  options.github_api = "http://api.github.example/graphql";
  const std::vector<LinkRequest> requests = {{.key = "k", .url = "http://github.com/o/n"}};
  EXPECT_TRUE(FetchAll(options, requests).observations.at("k").is_deferred);
  EXPECT_EQ(server.counts().hosts.count("github.com"), 0u);
}

}  // namespace
}  // namespace awl
