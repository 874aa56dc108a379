#include "awl/list.h"

#include <iterator>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <string_view>

#include "base/strings.h"
#include "facts/destinations.h"
#include "facts/facts.h"
#include "gtest/gtest.h"
#include "parse/parse.h"

namespace awl {
namespace {

struct Parsed {
  explicit Parsed(std::string_view text)
      : doc(Parse(std::make_shared<Source>("", std::string(text)))), list(*doc), facts(list) {}
  std::string Slice(Range range) const { return std::string(doc->Slice(range)); }

  std::unique_ptr<const Document> doc;
  List list;
  Facts facts;
};

const char* const kForms[] = {"link",    "strong", "text", "url",  "image",
                              "several", "fields", "row",  "cite", "none"};

// "link{name <url> (notes) [separator] description +trailing label=value}", what is empty left out;
// ">" before it for each entry that it is part of.
std::string DumpEntry(const Parsed& parsed, const Entry& entry) {
  std::string out;
  for (EntryId up = entry.parent; up != kNoId; up = parsed.list.entry(up).parent) out += ">";
  out += Cat(kForms[static_cast<int>(entry.form)], "{", parsed.Slice(entry.name));
  if (!entry.url.empty()) out += Cat(" <", parsed.Slice(entry.url), ">");
  if (!entry.notes.empty()) out += Cat(" (", parsed.Slice(entry.notes), ")");
  if (!entry.separator.empty()) out += Cat(" [", parsed.Slice(entry.separator), "]");
  if (!entry.description.empty()) out += Cat(" ", parsed.Slice(entry.description));
  for (const Range part : entry.trailing) out += Cat(" +", parsed.Slice(part));
  for (const Field& field : entry.fields) {
    out += Cat(" ", parsed.Slice(field.label), "=", parsed.Slice(field.value));
  }
  return out + "}";
}

std::string Entries(std::string_view text) {
  const Parsed parsed(text);
  std::string out;
  for (const Entry& entry : parsed.list.entries()) {
    out += Cat(out.empty() ? "" : "\n", DumpEntry(parsed, entry));
  }
  return out;
}

struct Case {
  std::string_view text, entries;
};

template <std::size_t kSize>
void Check(const Case (&cases)[kSize]) {
  for (const Case& c : cases) EXPECT_EQ(Entries(c.text), c.entries) << c.text;
}

TEST(Entries, BeginWithALink) {
  Check({
      {"- [a](https://x.y) - Does b.", "link{a <https://x.y> [ - ] Does b.}"},
      {"* [a](https://x.y)", "link{a <https://x.y>}"},
      {"1. [a](<https://x.y> \"title\") - B.", "link{a <https://x.y> [ - ] B.}"},
      {"- [a](docs/a.md) - B.", "link{a <docs/a.md> [ - ] B.}"},
      {"- [a][r] - B.\n\n[r]: https://x.y", "link{a <https://x.y> [ - ] B.}"},
      {"- [a] - B.\n\n[a]: <https://x.y>", "link{a <https://x.y> [ - ] B.}"},
      {"- [ ] [a](https://x.y) - B.", "link{a <https://x.y> [ - ] B.}"},
      {"- [`a`](https://x.y) - B.", "link{a <https://x.y> [ - ] B.}"},
      {"- [ a ](https://x.y) - B.", "link{a <https://x.y> [ - ] B.}"},
      {"- <a id=\"a\"></a>[a](https://x.y) - B.", "link{a <https://x.y> [ - ] B.}"},
      {"- 🎉 [a](https://x.y) - B.", "link{a <https://x.y> [ - ] B.}"},
      {"- :tada: [a](https://x.y) - B.", "link{a <https://x.y> [ - ] B.}"},
      {"- [ 🎉🔒 ] [a](https://x.y) - B.", "link{a <https://x.y> [ - ] B.}"},
      {"- [ 🎉 ][a](https://x.y) - B.", "link{a <https://x.y> [ - ] B.}"},
      {"- <br>[a](https://x.y) - B.", "link{a <https://x.y> [ - ] B.}"},
      {"> - [a](https://x.y) - B.", "link{a <https://x.y> [ - ] B.}"},
  });
}

TEST(Entries, HaveSeparatorsHoweverTyped) {
  const std::string_view kSeparators[] = {" - ",
                                          " – ",
                                          " — ",
                                          ": ",
                                          " : ",
                                          "：",
                                          "： ",
                                          " | ",
                                          "- ",
                                          " -",
                                          " -- ",
                                          "——",
                                          " —— ",
                                          "-",
                                          "—",
                                          " => ",
                                          " → ",
                                          " · ",
                                          ", ",
                                          "。",
                                          "\xC2\xA0-\xC2\xA0",
                                          " \xE2\x80\x93\xC2\xA0",
                                          "  -  ",
                                          "\n  ",
                                          " -\n  ",
                                          "<br>",
                                          "  \n  "};
  for (const std::string_view separator : kSeparators) {
    const std::string text = Cat("- [a](https://x.y)", separator, "Does b.\n");
    EXPECT_EQ(Entries(text), Cat("link{a <https://x.y> [", separator, "] Does b.}")) << text;
  }
  Check({
      {"- [a](https://x.y) Does b.\n- [c](https://x.z) Does d.",
       "link{a <https://x.y> [ ] Does b.}\nlink{c <https://x.z> [ ] Does d.}"},
      {"- [a](https://x.y)的工具。\n- [c](https://x.z)的库。",
       "link{a <https://x.y> 的工具。}\nlink{c <https://x.z> 的库。}"},
      {"- [a](https://x.y) -", "link{a <https://x.y> [ -]}"},
      {"- [a](https://x.y) - b - c.", "link{a <https://x.y> [ - ] b - c.}"},
      {"- [a](https://x.y)-like tools.\n- [b](https://x.z)",
       "link{a <https://x.y> -like tools.}\n"
       "link{b <https://x.z>}"},
  });
}

TEST(Entries, AreEmphasised) {
  Check({
      {"- **[a](https://x.y)** - B.", "strong{a <https://x.y> [ - ] B.}"},
      {"- [**a**](https://x.y) - B.", "strong{a <https://x.y> [ - ] B.}"},
      {"- *[a](https://x.y)* – B.", "strong{a <https://x.y> [ – ] B.}"},
      {"- ***[a](https://x.y)***", "strong{a <https://x.y>}"},
      {"- ~~[a](https://x.y)~~ - B.", "strong{a <https://x.y> [ - ] B.}"},
      {"- **[a](https://x.y):** B.", "strong{a <https://x.y> [ ] B.}"},
  });
}

TEST(Entries, AreBareUrls) {
  Check({
      {"- https://x.y - B.", "url{https://x.y <https://x.y> [ - ] B.}"},
      {"- <https://x.y>: B.", "url{https://x.y <https://x.y> [: ] B.}"},
      {"- https://x.y\n- https://x.z",
       "url{https://x.y <https://x.y>}\nurl{https://x.z <https://x.z>}"},
      {"- https://x.y （中文）", "url{https://x.y <https://x.y> +（中文）}"},
      // Under an entry it is one more address.
      {"- [a](https://x.y) - B.\n  - https://x.z", "link{a <https://x.y> [ - ] B.}"},
  });
}

TEST(Entries, BeginWithAnImage) {
  Check({
      {"- ![logo](l.svg) [a](https://x.y) - B.", "image{a <https://x.y> [ - ] B.}"},
      {"- [![logo](l.svg)](https://x.y) - B.", "image{logo <https://x.y> [ - ] B.}"},
      {"- [![](s.svg)](https://s.t) [a](https://x.y) - B.", "image{a <https://x.y> [ - ] B.}"},
      {"- <img src=\"l.svg\"> [a](https://x.y) - B.", "image{a <https://x.y> [ - ] B.}"},
  });
}

TEST(Entries, HaveSeveralLinks) {
  Check({
      {"- [a](https://x.y) [code](https://x.z) - B.", "several{a <https://x.y> [ - ] B.}"},
      {"- [a](https://x.y), [b](https://x.z) and [c](https://x.w): D.",
       "several{a <https://x.y> [: ] D.}"},
      {"- [a](https://x.y) / [b](https://x.z)", "several{a <https://x.y>}"},
      {"- [a](https://x.y)、[b](https://x.z)：说明", "several{a <https://x.y> [：] 说明}"},
      {"- [a](https://x.y) - [b](https://x.z) for c.",
       "link{a <https://x.y> [ - ] [b](https://x.z) for c.}"},
  });
}

TEST(Entries, BeginWithText) {
  Check({
      {"- a: [site](https://x.y)", "text{a <https://x.y>}"},
      {"- a - [site](https://x.y) - B.", "text{a <https://x.y> [ - ] B.}"},
      {"- a：[网站](https://x.y)，说明。", "text{a <https://x.y> [，] 说明。}"},
      {"- **a**: [site](https://x.y) [code](https://x.z)", "text{a <https://x.y>}"},
      {"- **a** - Does b with [c](https://x.y).",
       "text{a <https://x.y> [ - ] Does b with [c](https://x.y).}"},
      {"- a – Does b. [site](https://x.y)",
       "text{a <https://x.y> [ – ] Does b. +[site](https://x.y)}"},
      {"- **a:** https://x.y", "text{a <https://x.y>}"},
      {"- `a` - [B C](https://x.y)", "text{a <https://x.y>}"},
  });
}

TEST(Entries, AreCitations) {
  Check({
      {"1. Authors. A title: and more. Venue. [PDF](https://x.y)",
       "cite{Authors. A title: and more. Venue. <https://x.y>}"},
      {"- **A title** (2015), A. Uthor et al. [[pdf]](https://x.y)",
       "cite{A title <https://x.y> ((2015)) [, ] A. Uthor et al. +[[pdf]](https://x.y)}"},
      {"- A title: more (2015), A. Uthor [[pdf]](https://x.y) [[code]](https://x.z).",
       "cite{A title: more <https://x.y> ((2015)) [, ] A. Uthor +[[pdf]](https://x.y) "
       "+[[code]](https://x.z)}"},
      {"- Blog [[web](https://x.y)]", "cite{Blog <https://x.y> +[[web](https://x.y)]}"},
      {"1. 一个标题：副标题   [论文地址 ](https://x.y) ", "cite{一个标题：副标题 <https://x.y>}"},
      {"1. 一个标题  论文地址：https://x.y", "cite{一个标题 <https://x.y>}"},
  });
}

TEST(Entries, HaveTrailingParts) {
  Check({
      {"- [a](https://x.y) - B. ([Source](https://x.z)) `MIT` `Go`",
       "link{a <https://x.y> [ - ] B. +([Source](https://x.z)) +`MIT` +`Go`}"},
      {"- [a](https://x.y) - B. [MIT] [site](https://x.z)",
       "link{a <https://x.y> [ - ] B. +[MIT] +[site](https://x.z)}"},
      {"- [a](https://x.y) - B \\[MIT\\]", "link{a <https://x.y> [ - ] B +\\[MIT\\]}"},
      {"- [a](https://x.y) – ברק&rlm; (PDF)", "link{a <https://x.y> [ – ] ברק&rlm; +(PDF)}"},
      {"- [a](https://x.y) - Author (PDF)", "link{a <https://x.y> [ - ] Author +(PDF)}"},
      {"- [a](https://x.y) - 作者（中文）", "link{a <https://x.y> [ - ] 作者 +（中文）}"},
      {"- [a](https://x.y) (PDF, EPUB)", "link{a <https://x.y> +(PDF, EPUB)}"},
      {"- [a](https://x.y) *(GitHub)*", "link{a <https://x.y> +*(GitHub)*}"},
      {"- [a](https://x.y) - B. ![stars](s.svg)",
       "link{a <https://x.y> [ - ] B. +![stars](s.svg)}"},
      {"- [a](https://x.y) - B. #tag 🔥", "link{a <https://x.y> [ - ] B. +#tag +🔥}"},
      {"- [a](https://x.y) - B.[^1]\n\n[^1]: c", "link{a <https://x.y> [ - ] B. +[^1]}"},
      {"- [a](https://x.y) - B. [`MIT`](https://x.z) or [`BSD`](https://x.w).",
       "link{a <https://x.y> [ - ] B. +[`MIT`](https://x.z) +[`BSD`](https://x.w)}"},
      // These are words of the sentence.
      {"- [a](https://x.y) - Calls `b()`", "link{a <https://x.y> [ - ] Calls `b()`}"},
      {"- [a](https://x.y) - By [b](https://x.z).",
       "link{a <https://x.y> [ - ] By [b](https://x.z).}"},
      {"- [a](https://x.y) - With [b](https://x.z) and [c](https://x.w)",
       "link{a <https://x.y> [ - ] With [b](https://x.z) and [c](https://x.w)}"},
      {"- [a](https://x.y) - Calls f(x)", "link{a <https://x.y> [ - ] Calls f(x)}"},
      {"- [a](https://x.y) - `b`", "link{a <https://x.y> [ - ] `b`}"},
  });
}

TEST(Entries, HaveTrailingPartsAfterLineBreaks) {
  Check({
      {"- [a](https://x.y/1)  \n  [b](https://x.y/2)  \n  [c](https://x.y/3)",
       "link{a <https://x.y/1> [  \n  ] [b](https://x.y/2) +[c](https://x.y/3)}"},
      {"- [a](https://x.y/1)\\\n  [b](https://x.y/2)\\\n  [c](https://x.y/3)",
       "link{a <https://x.y/1> [\\\n  ] [b](https://x.y/2) +[c](https://x.y/3)}"},
  });
}

TEST(Entries, HaveNotesBeforeTheSeparator) {
  Check({
      {"- [a](https://x.y) (2024) - B.", "link{a <https://x.y> ((2024)) [ - ] B.}"},
      {"- [a](https://x.y) [1842⭐] - B.", "link{a <https://x.y> ([1842⭐]) [ - ] B.}"},
      {"- [a](https://x.y) `⚠` - B.", "link{a <https://x.y> (`⚠`) [ - ] B.}"},
      {"- [a](https://x.y) _In Czech_ – B.", "link{a <https://x.y> (_In Czech_) [ – ] B.}"},
      {"- [a](https://x.y) ![](s.svg) :zap: - B.",
       "link{a <https://x.y> (![](s.svg) :zap:) [ - ] B.}"},
      {"- [a](https://x.y) by @c – B.", "link{a <https://x.y> (by @c) [ – ] B.}"},
      {"- [a](https://x.y) <!--stars--> - B.", "link{a <https://x.y> [ <!--stars--> - ] B.}"},
      {"- [a](https://x.y) (Go) Does b.\n- [c](https://x.z)",
       "link{a <https://x.y> ((Go)) [ ] Does b.}\nlink{c <https://x.z>}"},
      {"- [a](https://x.y) `b` does c.\n- [c](https://x.z)",
       "link{a <https://x.y> [ ] `b` does c.}\nlink{c <https://x.z>}"},
  });
}

TEST(Entries, AreFieldBlocks) {
  Check({
      {"* 甲：\n  * 地址：https://x.y\n    ![](s.svg)\n  * 简介：做乙。",
       "fields{甲 <https://x.y> [：] 做乙。 地址=https://x.y 简介=做乙。}"},
      {"- A\n  - URL: <https://x.y>\n  - Description: Does b.\n  - License: MIT",
       "fields{A <https://x.y> Does b. URL=<https://x.y> Description=Does b. License=MIT}"},
      {"- **A**\n  - **Paper:** [title](https://x.y)\n  - **Code**: [c](https://x.z)",
       "fields{A <https://x.y> Paper=[title](https://x.y) Code=[c](https://x.z)}"},
      {"- A\n  - 来源：某处", "fields{A 来源=某处}"},
      {"- A\n  - 地址：https://x.y\n  - 没有标签的说明。",
       "fields{A <https://x.y> 没有标签的说明。 地址=https://x.y =没有标签的说明。}"},
      // Fields may be lines, in an item or a paragraph.
      {"- **A**\n  URL: https://x.y\n  License: MIT",
       "fields{A <https://x.y> URL=https://x.y License=MIT}"},
      {"- A - Does b.  \n  **Code:** [c](https://x.y)  \n  Paper: [p](https://x.z)",
       "fields{A <https://x.y> [ - ] Does b. Code=[c](https://x.y) Paper=[p](https://x.z)}"},
      {"**A**  \n论文：https://x.y  \n简介：做乙。\n",
       "fields{A <https://x.y> 做乙。 论文=https://x.y 简介=做乙。}"},
      {"- [a](https://x.y) - Does\n  b with c: d.",
       "link{a <https://x.y> [ - ] Does\n  b with c: d.}"},
      // Labels that several blocks share need not be known.
      {"- A\n  - Wo: https://x.a\n- B\n  - Wo: https://x.b\n- C\n  - Wo: https://x.c",
       "fields{A <https://x.a> Wo=https://x.a}\nfields{B <https://x.b> Wo=https://x.b}\n"
       "fields{C <https://x.c> Wo=https://x.c}"},
      // Nor is a colon needed, if all use the same.
      {"- A\n  - Wo»https://x.a\n  - Was»Eins\n- B\n  - Wo»https://x.b\n  - Was»Zwei\n"
       "- C\n  - Wo»https://x.c\n  - Was»Drei",
       "fields{A <https://x.a> Wo=https://x.a Was=Eins}\n"
       "fields{B <https://x.b> Wo=https://x.b Was=Zwei}\n"
       "fields{C <https://x.c> Wo=https://x.c Was=Drei}"},
  });
}

TEST(Entries, AreTableRows) {
  Check({
      {"| Name | Description |\n|--|--|\n| [a](https://x.y) | Does b. |\n| [c](https://x.z) | D |",
       "row{a <https://x.y> Does b.}\nrow{c <https://x.z> D}"},
      {"| # | Book | Rating |\n|--|--|--|\n| 1 | A book | [4.5](https://x.y) |",
       "row{A book <https://x.y>}"},
      {"| Model | Size |\n|--|--|\n| a | 7B |", ""},
      // One word, as long as any, though of more bytes.
      {"| पत्र | नगर |\n|--|--|\n| [आज](https://x.y) | इलाहाबाद |", "row{आज <https://x.y>}"},
      {"| | |\n|--|--|\n| [a](https://x.y) | [b](https://x.z) |", ""},
      {"| A | B |\n|--|--|\n| <img src=\"a.png\"><br>[a](https://x.y) | b |",
       "row{a <https://x.y>}"},
  });
}

TEST(Entries, StandAmongItemsWithoutLinks) {
  Check({
      {"- [a](https://x.y) - B.\n- c - D.\n- [e](https://x.z) - F.",
       "link{a <https://x.y> [ - ] B.}\nnone{c [ - ] D.}\nlink{e <https://x.z> [ - ] F.}"},
      {"- Books\n  - [a](https://x.y)\n  - [b](https://x.z)\n- Videos\n  - [c](https://x.w)",
       "link{a <https://x.y>}\nlink{b <https://x.z>}\nlink{c <https://x.w>}"},
      {"- [a](https://x.y)\n  - [b](https://x.z) - C.\n    - [d](https://x.w)",
       "link{a <https://x.y>}\n>link{b <https://x.z> [ - ] C.}\n>>link{d <https://x.w>}"},
      {"- [a](https://x.y)\n  - Needs b.", "link{a <https://x.y>}"},
      // Meant to stand below the item before it, and above the one after it.
      {" * [a](https://x.y)\n * [b](https://x.z)\n  * C",
       "link{a <https://x.y>}\nlink{b <https://x.z>}"},
      {" * A\n  * [b](https://x.y)\n  * [c](https://x.z)",
       "link{b <https://x.y>}\nlink{c <https://x.z>}"},
  });
}

TEST(Entries, AreNotWhatOnlyLooksLikeThem) {
  Check({
      {"- One.\n- Two.\n- Three.", ""},
      {"- Read the [guide](https://x.y) first.\n- Be nice.\n- Add one entry.", ""},
      {"- [One](#one)\n- [Two](#two)", ""},
      {"[↑ back](#top)", ""},
      {"See [a](https://x.y) - it is good.", ""},
      {"- \n-\n", ""},
      {"- ![](a.svg)\n- ![](b.svg)", ""},
      {"- ```\n  [a](https://x.y)\n  ```", ""},
  });
}

TEST(Entries, AreParagraphsThatFollowEachOther) {
  EXPECT_EQ(Entries("[a](https://x.a) - A.\n\n[b](https://x.b) - B.\n\n[c](https://x.c) - C.\n"),
            "link{a <https://x.a> [ - ] A.}\nlink{b <https://x.b> [ - ] B.}\n"
            "link{c <https://x.c> [ - ] C.}");
}

TEST(Entries, KnowTheirPlace) {
  const Parsed parsed("# A\n\n- [a](https://x.a) [b](https://x.b)\n  - [c](https://x.c)\n\n## B\n");
  const std::span<const Entry> entries = parsed.list.entries();
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(parsed.Slice(entries[0].marker), "-");
  EXPECT_EQ(entries[0].links.size(), 2u);
  EXPECT_EQ(entries[1].links.size(), 1u);
  EXPECT_EQ(entries[1].parent, 0u);
  EXPECT_EQ(entries[0].section, 1u);
  EXPECT_EQ(parsed.list.section(1).entries.size(), 2u);
  EXPECT_EQ(parsed.list.EntryOf(entries[1].item), 1u);
  EXPECT_EQ(parsed.list.EntryOf(parsed.doc->root()), kNoId);
}

// Whatever stands in a list, the parts of its entries are in order and inside their item.
TEST(Entries, HaveTheirPartsInOrder) {
  const std::string_view kPieces[] = {"[a](https://x.y)",
                                      "**[b](u)**",
                                      "https://x.z",
                                      "![i](s)",
                                      "[![i](s)](u)",
                                      "`c`",
                                      "*d*",
                                      "word",
                                      "字",
                                      "(",
                                      ")",
                                      "[",
                                      "]",
                                      "（",
                                      "）",
                                      " - ",
                                      " – ",
                                      ": ",
                                      "：",
                                      ", ",
                                      " and ",
                                      ". ",
                                      "。",
                                      "\n- ",
                                      "\n  - ",
                                      "\n  ",
                                      "\n\n",
                                      "  \n",
                                      "<br>",
                                      "<!-- e -->",
                                      "&nbsp;",
                                      "\xC2\xA0",
                                      "URL: ",
                                      "地址：",
                                      "(2015)",
                                      "#tag",
                                      ":zap:",
                                      "😀",
                                      "\\[",
                                      "\xE4",
                                      "\n1. ",
                                      "\n| a | b |\n",
                                      "|--|--|\n",
                                      "\n> - ",
                                      "\n## h\n",
                                      "[r][r]",
                                      "\n\n[r]: https://x.w\n",
                                      "[^1]",
                                      "~~f~~",
                                      " "};
  std::mt19937 random(3);
  for (int round = 0; round < 1500; ++round) {
    std::string text = "- ";
    const std::size_t length = 3 + random() % 40;
    for (std::size_t i = 0; i < length; ++i) text += kPieces[random() % std::size(kPieces)];
    const Parsed parsed(text);
    Offset last = 0;
    for (const Entry& entry : parsed.list.entries()) {
      EXPECT_LE(last, entry.full.begin) << text;
      last = entry.full.begin;
      for (const Range part :
           {entry.marker, entry.name, entry.notes, entry.separator, entry.description}) {
        EXPECT_LE(part.begin, part.end) << text;
        EXPECT_TRUE(entry.full.Contains(part)) << text;
      }
      EXPECT_LE(entry.url.end, text.size());
      if (entry.fields.empty() && entry.form != EntryForm::kTableRow) {
        EXPECT_LE(entry.name.end, entry.separator.begin) << text;
        EXPECT_LE(entry.separator.end, entry.description.begin) << text;
        Offset end = entry.description.end;
        for (const Range part : entry.trailing) {
          EXPECT_LE(end, part.begin) << text;
          end = part.end;
        }
        EXPECT_LE(end, entry.full.end) << text;
      }
      for (const NodeId link : entry.links) {
        EXPECT_TRUE(entry.full.Contains((*parsed.doc)[link].full)) << text;
      }
    }
  }
}

// ---- sections ----

std::string Sections(std::string_view text) {
  const Parsed parsed(text);
  std::string out;
  for (const Section& section : parsed.list.sections()) {
    if (section.heading == kNoNode) continue;
    int depth = 0;
    for (SectionId up = section.parent; up != 0; up = parsed.list.section(up).parent) ++depth;
    out += Cat(out.empty() ? "" : " ", std::string(static_cast<std::size_t>(depth), '>'),
               section.slug, section.is_contents ? "*" : "", ":", section.entries.size());
  }
  return out;
}

TEST(Sections, AreATree) {
  struct {
    std::string_view text, sections;
  } cases[] = {
      {"text", ""},
      {"# A\n## B\n### C\n## D\n# E\n", "a:0 >b:0 >>c:0 >d:0 e:0"},
      {"### A\n# B\n### C\n## D\n", "a:0 b:0 >c:0 >d:0"},
      {"# A\n- [x](https://x.y)\n## B\n- [y](https://x.z)\n", "a:1 >b:1"},
      {"# A\n\n**B**\n\n<h2>C</h2>\n\n> # D\n", "a:0"},
      {"# A\n## A\n", "a:0 >a-1:0"},
  };
  for (const auto& c : cases) EXPECT_EQ(Sections(c.text), c.sections) << c.text;
}

TEST(Sections, AreFoundByPlace) {
  const std::string_view text = "x\n\n# A\n\n## B\n\ny\n\n# C\n";
  const Parsed parsed(text);
  const List& list = parsed.list;
  EXPECT_EQ(list.SectionAt(0), 0u);
  EXPECT_EQ(list.SectionAt(static_cast<Offset>(text.find("# A"))), 1u);
  EXPECT_EQ(list.SectionAt(static_cast<Offset>(text.find("y"))), 2u);
  EXPECT_EQ(list.SectionAt(static_cast<Offset>(text.size())), 3u);
  EXPECT_EQ(parsed.Slice(list.section(0).own), "x\n\n");
  EXPECT_EQ(parsed.Slice(list.section(1).own), "# A\n\n");
  EXPECT_EQ(parsed.Slice(list.section(1).range), "# A\n\n## B\n\ny\n\n");
  EXPECT_EQ(list.section(0).first_subsection, 1u);
  EXPECT_EQ(list.section(1).next_sibling, 3u);
}

// ---- contents ----

// "heading: item >sub-item", or "-".
std::string ContentsOf(std::string_view text) {
  const Parsed parsed(text);
  const Contents* contents = parsed.list.contents();
  if (contents == nullptr) return "-";
  std::string out;
  if (contents->heading != kNoNode) out = parsed.Slice((*parsed.doc)[contents->heading].content);
  out += ":";
  for (const ContentsItem& item : contents->items) {
    out += Cat(" ", std::string(item.depth, '>'),
               item.link == kNoNode ? "?" : parsed.Slice((*parsed.doc)[item.link].content));
    EXPECT_TRUE(parsed.list.InContents((*parsed.doc)[item.item]));
  }
  return out;
}

TEST(ContentsList, IsFoundUnderItsNameOrWithout) {
  struct {
    std::string_view text, contents;
  } cases[] = {
      {"# A\n## Contents\n- [B](#b)\n  - [C](#c)\n- [D](#d)\n## B\n", "Contents: B >C D"},
      {"#### 目录\n* [甲](#甲)\n* 乙\n#### 甲\n", "目录: 甲 ?"},
      {"# A\n## Index\n1. [B](#b)\n", "Index: B"},
      {"# A\n## Table of Contents\n- B\n- C\n## B\n", "Table of Contents: ? ?"},
      {"# A\n\n- [B](#b)\n- [C](#c)\n- [D](#d)\n\n## B\n", ": B C D"},
      {"# A\n<details>\n\n- [B](#b)\n- [C](#c)\n- [D](#d)\n\n</details>\n", ": B C D"},
      {"# A\n## What is here\n- [B](#b)\n- [C](#c)\n- [D](#d)\n", "What is here: B C D"},
      {"# A\n## Use\n- [B](#b)\n- [C](#c)\n- [D](#d)\n\nand\n\n- [e](https://x.y)\n", ": B C D"},
      {"## Contents\n\n- [B](#b)\n\n* [C](#c)\n", "Contents: B C"},
      {"# A\n## Contents\n- [B](https://x.y)\n- [C](https://x.z)\n", "-"},
      {"# A\n- [B](#b)\n- [C](#c)\n", "-"},
      {"# A\n- [B](https://x.y)\n- [C](https://x.z)\n- [D](#d)\n", "-"},
      {"text", "-"},
  };
  for (const auto& c : cases) EXPECT_EQ(ContentsOf(c.text), c.contents) << c.text;
}

TEST(ContentsList, HasNoEntries) {
  EXPECT_EQ(Entries("## Contents\n- [A](#a)\n- [B](https://x.y)\n- [C](#c)\n"
                    "## A\n- [x](https://x.y)\n"),
            "link{x <https://x.y>}");
}

TEST(IsContentsName, KnowsManyLanguages) {
  for (const std::string_view name : {"Contents",
                                      "CONTENTS",
                                      "Table of Contents",
                                      "Table Of Content",
                                      "TOC",
                                      "Index",
                                      "📖 Contents",
                                      "Contents:",
                                      "0. 目录",
                                      "目 录",
                                      "目次",
                                      "목차",
                                      "Содержание",
                                      "ОГЛАВЛЕНИЕ",
                                      "Spis treści",
                                      "İçindekiler",
                                      "İÇİNDEKİLER",
                                      "فهرست",
                                      "جدول المحتويات",
                                      "תוכן עניינים",
                                      "สารบัญ",
                                      "Mục lục",
                                      "Índice",
                                      "Inhaltsverzeichnis",
                                      "Sommaire",
                                      "Table des matières",
                                      "Περιεχόμενα",
                                      "ΠΕΡΙΕΧΟΜΕΝΑ",
                                      "Contents / 目录",
                                      "目录（Contents）",
                                      "विषय-सूची"}) {
    EXPECT_TRUE(List::IsContentsName(name)) << name;
  }
  for (const std::string_view name : {"", "Content management", "Indexing", "Books", "内容管理",
                                      "/", "Contents / Books", "1.", "Table"}) {
    EXPECT_FALSE(List::IsContentsName(name)) << name;
  }
}

TEST(Destinations, AreKnownByLink) {
  const Parsed parsed(
      "[a](http://b.c/d) ![e](<f g>) [h][i] [j]() https://k.l\n\n[i]: //m.n \"o\"\n");
  std::string leads;
  for (const Node& node : parsed.doc->nodes()) {
    if (node.kind != NodeKind::kLink && node.kind != NodeKind::kImage &&
        node.kind != NodeKind::kLinkReference) {
      continue;
    }
    const Destination* to =
        parsed.facts.destination_table().Find(*parsed.doc, parsed.doc->IdOf(node));
    leads += to == nullptr ? "nowhere, " : Cat(to->url, " on <", to->parts.host, ">, ");
  }
  EXPECT_EQ(leads,
            "http://b.c/d on <b.c>, f g on <>, //m.n on <m.n>, nowhere, https://k.l on <k.l>, ");
}

}  // namespace
}  // namespace awl
