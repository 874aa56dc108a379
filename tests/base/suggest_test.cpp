#include "base/suggest.h"

#include <gtest/gtest.h>

namespace awl {
namespace {

constexpr std::string_view kRules[] = {"duplicate-link", "entry-separator", "heading-title",
                                       "link-malformed", "toc-order"};

TEST(Suggest, FindsWhatWasMeant) {
  struct Case {
    std::string_view word;
    std::string_view meant;
  };
  for (const Case& c : {
           Case{"entry-sparator", "entry-separator"},
           Case{"entry-spearator", "entry-separator"},
           Case{"Entry-Separator", "entry-separator"},
           Case{"link-duplicate", "duplicate-link"},
           Case{"duplicate_link", "duplicate-link"},
           Case{"malformed", "link-malformed"},
           Case{"toc-oder", "toc-order"},
           Case{"something-else-altogether", ""},
           Case{"", ""},
           Case{"x", ""},
       }) {
    EXPECT_EQ(Nearest(c.word, kRules), c.meant) << c.word;
  }
}

TEST(Suggest, MakesNoSentenceOfNothing) {
  EXPECT_EQ(DidYouMean("toc-oder", kRules), "; did you mean \"toc-order\"?");
  EXPECT_EQ(DidYouMean("zzzzzz", kRules), "");
}

}  // namespace
}  // namespace awl
