#include "web/redirect.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace awl {
namespace {

TEST(JudgeMove, SaysHowFarANewUrlMayBeTrusted) {
  const struct {
    std::string_view url;
    std::string_view target;
    Move move;
  } kRows[] = {
      {"http://a.example/x", "https://a.example/x", Move::kHttps},
      {"http://a.example/x?q=1#f", "https://a.example/x?q=1", Move::kHttps},
      {"http://A.example", "https://a.example", Move::kHttps},
      {"http://a.example/x", "https://a.example/x/", Move::kElsewhere},
      {"http://a.example/x", "https://www.a.example/x", Move::kElsewhere},
      {"http://a.example/x", "https://b.example/x", Move::kElsewhere},
      {"http://a.example:8080/x", "https://a.example/x", Move::kElsewhere},
      // What people do not want to hear of.
      {"https://a.example/x", "https://a.example/x/", Move::kNone},
      {"https://a.example/x", "https://www.a.example/x", Move::kNone},
      {"https://a.example", "https://a.example/index.html", Move::kNone},
      {"https://a.example/x#f", "https://a.example/x/", Move::kNone},
      {"https://A.Example/x", "https://a.example:443/x", Move::kNone},
      // Repositories.
      {"https://github.com/old/a", "https://github.com/neu/b", Move::kRenamed},
      {"https://github.com/old/a/issues/1", "https://github.com/neu/b/issues/1", Move::kRenamed},
      {"http://github.com/old/a", "https://github.com/neu/b", Move::kRenamed},
      {"https://github.com/old/a/wiki", "https://github.com/neu/b", Move::kElsewhere},
      {"https://github.com/old/a", "https://gitlab.com/neu/b", Move::kElsewhere},
      {"https://github.com/Old/A", "https://github.com/old/a", Move::kNone},
      // Never written.
      {"https://a.example/x", "http://b.example/x", Move::kNone},
      {"https://a.example/x", "https://u:p@b.example/", Move::kNone},
      {"https://u:p@a.example/x", "https://b.example/", Move::kNone},
      {"https://a.example/x", "ftp://b.example/", Move::kNone},
      {"https://a.example/x", "https://b.example/\x01", Move::kNone},
      {"https://a.example/x", "https://b.example/a b", Move::kNone},
      {"https://a.example/x", "https://b.example/;jsessionid=1", Move::kNone},
      {"https://a.example/x", "https://b.example/?a=1&PHPSESSID=1", Move::kNone},
      {"https://a.example/x", "/y", Move::kNone},
      {"https://a.example/x", "", Move::kNone},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(JudgeMove(row.url, row.target), row.move) << row.url << " to " << row.target;
  }
  EXPECT_EQ(JudgeMove("https://a.example", "https://b.example/" + std::string(2000, 'x')),
            Move::kNone);
}

TEST(WithFragmentOf, KeepsTheLinksOwn) {
  EXPECT_EQ(WithFragmentOf("https://a.example/#f", "https://b.example/"), "https://b.example/#f");
  EXPECT_EQ(WithFragmentOf("https://a.example/#f", "https://b.example/#g"), "https://b.example/#g");
  EXPECT_EQ(WithFragmentOf("https://a.example/", "https://b.example/"), "https://b.example/");
}

TEST(LostAt, SaysWhereADeepLinkEnds) {
  const struct {
    std::string_view url;
    std::string_view landed;
    std::string_view lost;
  } kRows[] = {
      {"https://a.example/x", "https://a.example/", "the front page"},
      {"https://a.example/x/y", "https://www.a.example", "the front page"},
      {"https://a.example/x", "https://a.example/login?next=/x", "a login page"},
      {"https://a.example/x", "https://sso.example/auth/", "a login page"},
      {"https://a.example/x", "https://a.example/404", "a page that says not found"},
      {"https://a.example/x", "https://a.example/en/Not-Found", "a page that says not found"},
      // All is well.
      {"https://a.example/x", "https://a.example/x/", ""},
      {"https://a.example/", "https://a.example/", ""},
      {"https://a.example/x", "https://x.example/", ""},
      {"https://a.example/x", "https://a.example/y", ""},
      {"https://a.example/x", "https://a.example/?page=x", ""},
      {"https://a.example/index.html", "https://a.example/", ""},
      {"https://a.example/login", "https://a.example/en/login", ""},
      {"https://a.example/x", "", ""},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(LostAt(row.url, row.landed), row.lost) << row.url << " to " << row.landed;
  }
}

}  // namespace
}  // namespace awl
