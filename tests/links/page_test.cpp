#include "web/page.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace awl {
namespace {

Page Read(std::string_view body, std::vector<std::string> fragments = {}) {
  return ReadPage(body, "text/html; charset=utf-8", true, fragments);
}

TEST(ReadPage, TakesTheTitle) {
  const struct {
    std::string_view body;
    std::string_view title;
  } kRows[] = {
      {"<html><head><title>A name</title>", "A name"},
      {"<TITLE data-x=1>\n  A &amp; B\n\t C </TITLE>", "A & B C"},
      {"<title>never ends", ""},
      {"<titlebar>no</titlebar><title>yes</title>", "yes"},
      {"<title>caf\xE9 \x1b[31m</title>", "caf [31m"},
      {"<title></title>", ""},
      {"no title", ""},
      {"<title", ""},
      {"<svg><title>", ""},
  };
  for (const auto& row : kRows) EXPECT_EQ(Read(row.body).title, row.title) << row.body;
}

TEST(ReadPage, CutsALongTitleBetweenCharacters) {
  std::string body = "<title>x";
  for (int i = 0; i < 200; ++i) body += "ä";
  const Page page = Read(body + "</title>");
  EXPECT_EQ(page.title.size(), 199u);
  EXPECT_TRUE(page.title.ends_with("ä"));
}

TEST(ReadPage, KnowsAChallenge) {
  EXPECT_TRUE(Read("<title>Just a moment...</title>").is_challenge);
  EXPECT_TRUE(Read("<title>x</title><script>window._cf_chl_opt={}</script>").is_challenge);
  EXPECT_FALSE(Read("<title>My just a moment...</title>").is_challenge);
  // Cloudflare puts this into pages that it lets through.
  EXPECT_FALSE(
      Read("<title>x</title><script src=/cdn-cgi/challenge-platform/scripts/jsd/main.js></script>")
          .is_challenge);
}

TEST(ReadPage, KnowsADomainMarket) {
  EXPECT_TRUE(Read("<h1>example.com</h1>This Domain is for Sale!").is_parked);
  EXPECT_FALSE(Read("<h1>Domains</h1> How names are sold").is_parked);
}

TEST(ReadPage, OnlyOfHtml) {
  const std::string_view body = "<title>t</title>";
  EXPECT_EQ(ReadPage(body, "application/pdf", true, {}).title, "");
  EXPECT_EQ(ReadPage(body, "", true, {}).title, "t");
  EXPECT_EQ(ReadPage(body, "application/xhtml+xml", true, {}).title, "t");
}

TEST(ReadPage, MissesFragmentsThatNoIdOrNameHas) {
  const std::string_view body =
      "<p id=\"one\">a<a name='two'>b</a><h2 id=three>c</h2><h2 ID=\"user-content-four\">";
  EXPECT_EQ(Read(body, {"one", "two", "three", "four", "five"}).missing_fragments,
            std::vector<std::string>{"five"});
  EXPECT_EQ(Read("<p id=\"ä\">", {"%C3%A4"}).missing_fragments, std::vector<std::string>{});
}

TEST(ReadPage, MissesNoFragmentWhereItCannotKnow) {
  const auto missing = [](std::string_view body, std::string fragment) {
    return Read(body, {std::move(fragment)}).missing_fragments;
  };
  EXPECT_TRUE(missing("<p>no names at all", "x").empty());
  EXPECT_TRUE(missing("<div id=\"root\"></div>", "x").empty());
  EXPECT_TRUE(missing("<p id=a>", ":~:text=a").empty());
  EXPECT_TRUE(missing("<p id=a>", "!/route").empty());
  EXPECT_TRUE(missing("<p id=a>", "top").empty());
  const std::string wanted[] = {"x"};
  EXPECT_TRUE(ReadPage("<p id=a>", "text/html", false, wanted).missing_fragments.empty());
}

}  // namespace
}  // namespace awl
