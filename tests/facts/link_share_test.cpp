#include "facts/link_share.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "base/strings.h"
#include "parse/parse.h"

namespace awl {
namespace {

std::string Entries(int count, std::string_view site = "https://a.example/") {
  std::string out;
  for (int i = 0; i < count; ++i) out += Cat("- [Tool ", i, "](", site, i, ") - The tool.\n");
  return out + "\n";
}

std::string Prose(int sentences) {
  std::string out;
  for (int i = 0; i < sentences; ++i) out += "Nobody remembers why this sentence was written. ";
  return out + "\n\n";
}

std::string Html(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    out += Cat("<a href=\"https://a.example/", i, "\"><b>Tool ", i,
               "</b></a> - a tool for the things that tools are for.<br>\n");
  }
  return out;
}

LinkShare Measure(const std::string& text) {
  const auto document = Parse(std::make_shared<const Source>("a.md", text));
  return MeasureLinkShare(Facts(List(*document)));
}

TEST(LinkShare, CountsEntriesThatLeadElsewhere) {
  const LinkShare share = Measure(Entries(3) + Entries(2, "docs/"));
  EXPECT_EQ(share.entries, 3u);
  EXPECT_EQ(share.linked, 5u);
  EXPECT_GT(share.percent, 55u);
  EXPECT_LT(share.percent, 80u);
  EXPECT_EQ(Measure("").percent, 0u);
}

TEST(LinkShare, KnowsAListByWhatIsInIt) {
  const std::string contents =
      "## Contents\n\n- [Books](#books)\n- [Tools](#tools)\n\n## Books\n\n";
  struct Case {
    const char* what;
    std::string text;
    bool is_list;
  };
  for (const Case& c : {
           Case{"two entries", Entries(2), true},
           Case{"one entry", Entries(1), false},
           Case{"entries under a little prose", Prose(1) + Entries(4), true},
           Case{"more prose than entries", Prose(6) + Entries(4), false},
           Case{"an index of files", Entries(12, "docs/"), false},
           Case{"prose of an awesome list", "# Awesome Tools\n\n" + Prose(20) + Entries(10), true},
           Case{"its guidelines", "# Awesome Guidelines\n\n" + Prose(20) + Entries(3), false},
           Case{"a guide with contents", contents + Prose(20) + Entries(12), true},
           Case{"a guide with contents and few links", contents + Prose(20) + Entries(4), false},
           Case{"minutes", "# Minutes\n\n" + Prose(20) + Entries(12), false},
           Case{"entries in HTML", "<p>\n" + Html(4) + "</p>\n\n" + Prose(2), true},
           Case{"a banner", "<p>\n" + Html(2) + "</p>\n\n" + Prose(2), false},
           Case{"a badge", "![](https://awesome.re/badge.svg)\n\n" + Prose(20) + Entries(10), true},
       }) {
    EXPECT_EQ(Measure(c.text).IsOfAList(), c.is_list) << c.what;
  }
}

}  // namespace
}  // namespace awl
