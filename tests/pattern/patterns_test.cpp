#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awl/linter.h"
#include "base/strings.h"
#include "config/load_config.h"
#include "engine/changed_lines.h"
#include "engine/fix_loop.h"
#include "pattern/pattern_set.h"
#include "rule/repository.h"

namespace awl {
namespace {

// A list with `pattern` (the body of a YAML map without its name) as its only rule.
class OneRule {
 public:
  explicit OneRule(const std::string& pattern, const std::string& more = "",
                   std::vector<std::string> select = {"pattern"}) {
    MemoryFileSystem files;
    files.files[".awl.yaml"] = Cat("patterns:\n  - {name: mine, ", pattern, "}\n", more);
    Result<LoadedConfig> loaded = LoadConfig(files, {.select = std::move(select)}, "");
    EXPECT_TRUE(loaded.ok()) << loaded.error().message;
    if (loaded) config_ = std::move(loaded->config);
    linter_ = std::make_unique<const Linter>(config_);
  }

  // "line:column-line:column message [safe: old text after the fix's line…]"
  std::vector<std::string> Find(const std::string& text, Linter::File with) const {
    std::vector<std::string> out;
    for (const Diagnostic& d : linter_->Check(with)) {
      if (d.rule != "mine") continue;
      const Source& source = with.document.source();
      const Position begin = source.PositionAt(d.range.begin);
      const Position end = source.PositionAt(d.range.end);
      std::string line =
          Cat(begin.line, ":", begin.column, "-", end.line == begin.line ? "" : Cat(end.line, ":"),
              end.column, " ", d.message);
      for (const Related& related : d.related) {
        const Position at = source.PositionAt(related.range.begin);
        line += Cat(" (", at.line, ":", at.column, " ", related.message, ")");
      }
      if (d.fix) {
        static constexpr std::string_view kNames[] = {"shown", "unsafe", "safe"};
        line += Cat(" [", kNames[static_cast<int>(d.fix->applicability)], ": ", d.fix->title, "]");
      }
      out.push_back(line);
    }
    (void)text;
    return out;
  }

  std::vector<std::string> Find(const std::string& text, const Repository* repository = nullptr,
                                const LineSet* changed = nullptr, bool is_list = true) const {
    const ParsedFile file = ParseFile(std::make_shared<const Source>("readme.md", text));
    return Find(text, {.document = *file.document,
                       .list = *file.list,
                       .repository = repository,
                       .is_list = is_list,
                       .path = "readme.md",
                       .changed = changed});
  }

  std::string Fixed(const std::string& text) const {
    const ParsedFile file = ParseFile(std::make_shared<const Source>("readme.md", text));
    const FixLoopResult result =
        RunFixLoop(*linter_, {.document = *file.document, .list = *file.list, .path = "readme.md"},
                   {.at_least = Applicability::kUnsafe, .layout_only = false});
    EXPECT_TRUE(result.left_out.empty()) << result.left_out.front().why;
    return result.fixed == nullptr ? text : std::string(result.fixed->source->text());
  }

 private:
  Config config_;
  std::unique_ptr<const Linter> linter_;
};

using Lines = std::vector<std::string>;

constexpr const char* kList =
    "# Awesome X\n"                                                  // 1
    "\n"                                                             // 2
    "An x intro.\n"                                                  // 3
    "\n"                                                             // 4
    "## Books x\n"                                                   // 5
    "\n"                                                             // 6
    "- [Name x](https://a.org/x) - About x. `x`\n"                   // 7
    "- Block\n"                                                      // 8
    "  - 地址：https://b.org/x\n"                                    // 9
    "  - 来源：x press\n"                                            // 10
    "\n"                                                             // 11
    "| Name | Kind x |\n"                                            // 12
    "| --- | --- |\n"                                                // 13
    "| [Row](https://c.org) | y x |\n"                               // 14
    "\n"                                                             // 15
    "![alt x](https://d.org/x.png) and [text x](https://e.org/x)\n"  // 16
    "\n"                                                             // 17
    "```\n"                                                          // 18
    "code x\n"                                                       // 19
    "```\n"                                                          // 20
    "\n"                                                             // 21
    "[ref]: https://f.org/x\n";                                      // 22

TEST(Patterns, LookAtTheirPartsOnly) {
  struct Case {
    const char* on;
    Lines found;
  };
  for (const Case& c : {
           Case{"line",
                {"3:4-5 x", "5:10-11 x", "7:9-10 x", "7:26-27 x", "7:37-38 x", "7:41-42 x",
                 "9:22-23 x", "10:8-9 x", "12:15-16 x", "14:28-29 x", "16:7-8 x", "16:24-25 x",
                 "16:41-42 x", "16:58-59 x", "22:22-23 x"}},
           Case{"paragraph",
                {"3:4-5 x", "7:9-10 x", "7:26-27 x", "7:37-38 x", "7:41-42 x", "9:22-23 x",
                 "10:8-9 x", "16:7-8 x", "16:24-25 x", "16:41-42 x", "16:58-59 x"}},
           Case{"heading", {"5:10-11 x"}},
           Case{"entry.name", {"7:9-10 x"}},
           Case{"entry.url", {"7:26-27 x", "9:22-23 x"}},
           Case{"entry.description", {"7:37-38 x"}},
           Case{"entry.trailing", {"7:41-42 x"}},
           Case{"entry.field", {"9:22-23 x", "10:8-9 x"}},
           Case{"link", {"7:26-27 x", "9:22-23 x", "16:58-59 x", "22:22-23 x"}},
           Case{"image", {"16:24-25 x"}},
           Case{"cell", {"14:28-29 x"}},
       }) {
    EXPECT_EQ(OneRule(Cat("on: ", c.on, ", match: '\\bx\\b', message: '{0}'")).Find(kList), c.found)
        << c.on;
  }
  EXPECT_EQ(OneRule("on: entry, match: '(?s)^- Block.*press$', message: m").Find(kList),
            (Lines{"8:1-10:15 m"}));
  EXPECT_EQ(OneRule("on: section, match: '(?s)^## Books.*ref', message: m").Find(kList),
            (Lines{"5:1-22:5 m"}));
  EXPECT_EQ(OneRule("on: file, match: '(?s)\\A# Awe.*/x\\n\\z', message: m").Find(kList).size(),
            1u);
}

TEST(Patterns, ShowWrappedTextWithoutWhatStandsBeforeItsLines) {
  const std::string text = "> - [A](https://a.org) - One\n>   two.\n";
  const OneRule rule("on: entry.description, match: 'One\\ntwo', message: m, fix: {replace: x}");
  EXPECT_EQ(rule.Find(text), (Lines{"1:26-2:8 m"}));
  EXPECT_EQ(OneRule("on: paragraph, match: 'two', message: m, fix: {replace: 'ten'}").Fixed(text),
            "> - [A](https://a.org) - One\n>   ten.\n");
}

TEST(Patterns, LookOnlyWhereTheyAreMeantTo) {
  const std::string text =
      "# T\n\n## Books\n\n- [a](https://a.org) - x.\n\n### Old\n\n- [b](https://b.org) - x.\n\n"
      "## Contents x\n\n- **[c](https://c.org)** - x.\n";
  const auto where = [&](const std::string& condition) {
    return OneRule(Cat("on: entry.description, match: x, message: m, where: {", condition, "}"))
        .Find(text);
  };
  EXPECT_EQ(where("section: Books"), (Lines{"5:24-25 m", "9:24-25 m"}));
  EXPECT_EQ(where("section: [Books, '!Old']"), (Lines{"5:24-25 m"}));
  EXPECT_EQ(where("section: '!Books'"), (Lines{"13:28-29 m"}));
  EXPECT_EQ(where("section: ['!Books', Old]"), (Lines{"9:24-25 m", "13:28-29 m"}));
  EXPECT_EQ(where("form: strong-link"), (Lines{"13:28-29 m"}));
  EXPECT_EQ(where("form: [link-first, bare-url]"), (Lines{"5:24-25 m", "9:24-25 m"}));
  EXPECT_EQ(where("path: '*.md'").size(), 3u);
  EXPECT_EQ(where("path: docs/*.md"), Lines{});
}

TEST(Patterns, LookAtColumnsByNumberAndHeader) {
  const std::string text =
      "| API | Auth |\n|---|---|\n| [x](https://a.org) | x |\n| [y](https://b.org) | |\n";
  EXPECT_EQ(OneRule("on: cell, where: {column: 1}, match: '^.x', message: m").Find(text),
            (Lines{"3:3-5 m"}));
  EXPECT_EQ(OneRule("on: cell, where: {column: auth}, enum: [yes, no]").Find(text),
            (Lines{"3:24-25 \"x\" is none of yes or no", "4:22-25 \"\" is none of yes or no"}));
  EXPECT_EQ(OneRule("on: entry.trailing, where: {column: 2}, match: '.+', message: '{0}'")
                .Find("- [a](https://a.org) - A. `MIT` `Go`\n"),
            (Lines{"1:33-37 `Go`"}));
  EXPECT_EQ(OneRule("on: entry.field, where: {label: 来源}, match: '^x', message: m").Find(kList),
            (Lines{"10:8-9 m"}));
}

TEST(Patterns, LookAtOtherFilesOnlyIfTheyNameThem) {
  EXPECT_EQ(OneRule("on: line, match: x, message: m").Find("x\n", nullptr, nullptr, false),
            Lines{});
  EXPECT_EQ(OneRule("on: line, match: x, message: m, where: {path: '*.md'}")
                .Find("x\n", nullptr, nullptr, false),
            (Lines{"1:1-2 m"}));
}

TEST(Patterns, LookAtChangedLinesOnlyIfTheySaySo) {
  const OneRule rule("on: line, match: x, message: m, where: {changed: true}");
  EXPECT_EQ(rule.Find("x\nx\n"), Lines{});
  LineSet changed;
  changed.Add(1, 1);
  EXPECT_EQ(rule.Find("x\nx\n", nullptr, &changed), (Lines{"2:1-2 m"}));
}

TEST(Patterns, HaveEveryCondition) {
  const std::string text =
      "## B\n\n- [Cc](https://c.org) - Long one. `MIT`\n- [a](https://c.org/) - Short. `mit`\n"
      "- [b](https://b.org)\n";
  const auto found = [&](const std::string& pattern) { return OneRule(pattern).Find(text); };
  EXPECT_EQ(found("on: entry.description, not_match: '^S', message: m"), (Lines{"3:25-34 m"}));
  EXPECT_EQ(found("on: entry.description, match: '^(\\w+)', not_match: '^S', message: '{1}'"),
            (Lines{"3:25-29 Long"}));
  EXPECT_EQ(found("on: entry.name, any: ['^a', b, {not_match: '[a-z]$'}], message: '{0}'"),
            (Lines{"4:4-5 a", "5:4-5 b"}));
  EXPECT_EQ(found("on: entry.name, any: [{not_match: b}], message: m"),
            (Lines{"3:4-6 m", "4:4-5 m"}));
  EXPECT_EQ(found("on: entry, all: ['org', {not_match: mit}, '- (L)'], message: m"),
            (Lines{"3:18-21 m"}));
  EXPECT_EQ(found("on: entry.name, all: [{not_match: a}, {not_match: b}], message: m"),
            (Lines{"3:4-6 m"}));
  EXPECT_EQ(found("on: entry.trailing, match: '^`(.*)`$', enum: [GPL, BSD, MIT]"),
            (Lines{"4:33-36 \"mit\" is none of GPL, BSD or MIT; did you mean \"MIT\"?"}));
  EXPECT_EQ(found("on: entry.description, max_length: 8"),
            (Lines{"3:25-34 9 characters where 8 are the most"}));
  // An entry without a description has one of no length.
  EXPECT_EQ(found("on: entry.description, min_length: 7, message: '{length} of {min}'"),
            (Lines{"4:25-31 6 of 7", "5:4-5 0 of 7"}));
  EXPECT_EQ(found("on: entry, count: {min: 4}"), (Lines{"1:4-5 3 entries where 4 are the least"}));
  EXPECT_EQ(found("on: entry, count: {max: 1}, message: '{count} in {section}, {max} is enough'"),
            (Lines{"4:4-5 3 in B, 1 is enough"}));
  EXPECT_EQ(found("on: line, match: org, count: {max: 2}"),
            (Lines{"5:17-20 3 lines where 2 are the most"}));
  EXPECT_EQ(found("on: image, count: {min: 1}"), (Lines{"1:1-1 0 images where 1 are the least"}));
  EXPECT_EQ(found("on: entry.url, unique: true"), Lines{});
  EXPECT_EQ(found("on: entry.url, unique: url"),
            (Lines{"4:7-21 \"https://c.org/\" is there already (3:8 the first)"}));
  EXPECT_EQ(found("on: entry.trailing, unique: lower").size(), 1u);
  EXPECT_EQ(found("on: entry.name, sorted: true"),
            (Lines{"3:4-6 \"Cc\" should stand after \"b\""}));
  EXPECT_EQ(found("on: entry.name, sorted: {by: none, descending: true}, message: '{other}'"),
            (Lines{"3:4-6 b", "4:4-5 b"}));
}

TEST(Patterns, CountGraphemesNotBytes) {
  const OneRule rule("on: entry.description, max_length: 3");
  EXPECT_EQ(rule.Find("- [a](https://a.org) - 日本語\n"), Lines{});
  EXPECT_EQ(
      rule.Find("- [a](https://a.org) - e\u0301\U0001F469\u200D\U0001F469\u200D\U0001F467x\n"),
      Lines{});
}

TEST(Patterns, SortNumbersAsNumbersAndEachSectionByItself) {
  const OneRule rule("on: entry.name, sorted: {by: number}");
  EXPECT_EQ(rule.Find("## A\n\n- [v9](https://a.org)\n- [v10](https://b.org)\n\n## B\n\n"
                      "- [v2](https://c.org)\n- [v010](https://d.org)\n- [v3](https://e.org)\n"),
            (Lines{"9:4-8 \"v010\" should stand after \"v3\""}));
}

class FakeFiles final : public Repository {
 public:
  std::string_view path() const override { return "docs/readme.md"; }
  std::span<const CheckedFile> checked_files() const override { return {}; }
  std::span<const std::string> files() const override { return {}; }
  bool Exists(std::string_view path) const override {
    return path == "docs/a.md" || path == "LICENSE";
  }
  std::optional<std::string> Read(std::string_view) const override { return std::nullopt; }
  std::optional<std::string> remote_url() const override { return std::nullopt; }
  std::optional<std::string> default_branch() const override { return std::nullopt; }
  std::optional<std::int64_t> first_commit_time() const override { return std::nullopt; }
  std::vector<std::string> Revisions(std::size_t) const override { return {}; }
};

TEST(Patterns, RequireFiles) {
  const FakeFiles files;
  const auto found = [&](const std::string& file) {
    return OneRule(Cat("on: link, match: '^\\./(.+)$', requires_file: ", file))
        .Find("[a](./a.md) [b](./b.md) [c](https://c.org)\n", &files);
  };
  EXPECT_EQ(found("'{1}'"), (Lines{"1:19-23 there is no file \"b.md\""}));
  EXPECT_EQ(found("['{1}', '../LICENSE']"), Lines{});
  EXPECT_EQ(found("['{1}', /LICENSE]"), Lines{});
  EXPECT_EQ(found("'../../{1}'").size(), 2u);
  EXPECT_EQ(OneRule("on: file, requires_file: LICENSE").Find("a\n", &files),
            (Lines{"1:1-1 there is no file \"LICENSE\""}));
  // Outside a work tree nothing is known.
  EXPECT_EQ(OneRule("on: file, requires_file: LICENSE").Find("a\n"), Lines{});
}

TEST(Patterns, FillGroupsIntoMessagesAndFixes) {
  const OneRule rule(
      "on: entry.description, match: '(?P<verb>Makes) (a )?(\\w+)', message: '{verb} {{{3}}} {2}', "
      "fix: {replace: 'Build {3}', applicability: safe, title: 'say {{build}}'}");
  EXPECT_EQ(rule.Find("- [a](https://a.org) - Makes foo.\n"),
            (Lines{"1:24-33 Makes {foo}  [safe: say {{build}}]"}));
  EXPECT_EQ(rule.Fixed("- [a](https://a.org) - Makes a foo.\n"),
            "- [a](https://a.org) - Build foo.\n");
}

TEST(Patterns, TouchOnlyWhatTheirFixChanges) {
  struct Case {
    const char* pattern;
    const char* before;
    const char* after;
  };
  for (const Case& c : {
           // Marks that the expression takes in and the replacement gives back stay out of it.
           Case{"on: line, match: ' API\\]', fix: {replace: ']', applicability: safe}",
                "- [Foo API](https://a.org) - A.\n", "- [Foo](https://a.org) - A.\n"},
           Case{"on: entry.url, match: '^http:', fix: {replace: 'https:'}",
                "- [a](http://a.org) - A.\n", "- [a](https://a.org) - A.\n"},
           Case{"on: link, match: '^http:', fix: {replace: 'https:'}",
                "See http://a.org and [b]\n\n[b]: http://b.org\n",
                "See https://a.org and [b]\n\n[b]: https://b.org\n"},
           Case{"on: image, match: 'png$', fix: {replace: svg}", "![a](a.png)\n", "![a](a.svg)\n"},
           Case{"on: entry.description, match: '([^.])$', fix: {replace: '{1}.'}",
                "- [a](https://a.org) - Über é\n", "- [a](https://a.org) - Über é.\n"},
           Case{"on: paragraph, match: é, fix: {replace: è}", "né\n", "nè\n"},
           Case{"on: entry.trailing, match: '^`mit`$', fix: {replace: '`MIT`'}",
                "- [a](https://a.org) - A. `mit`\n", "- [a](https://a.org) - A. `MIT`\n"},
           Case{"on: entry.name, match: '^api', any: [api], fix: {replace: API}",
                "- [api api](https://a.org) - A.\n", "- [API api](https://a.org) - A.\n"},
           Case{"on: cell, match: '^yes$', fix: {replace: Yes}",
                "| a |\n|---|\n| [b](https://b.org) yes |\n| yes |\n",
                "| a |\n|---|\n| [b](https://b.org) yes |\n| Yes |\n"},
       }) {
    const OneRule rule(Cat(c.pattern, ", message: m"));
    EXPECT_EQ(rule.Fixed(c.before), c.after) << c.pattern;
    EXPECT_EQ(rule.Fixed(c.after), c.after) << c.pattern;
  }
}

TEST(Patterns, OnlyShowFixesThatMarkdownMightReadOtherwise) {
  const auto fix_of = [](const std::string& pattern, const std::string& text) {
    const Lines found = OneRule(Cat(pattern, ", message: m")).Find(text);
    return found.empty() ? std::string() : found.front().substr(found.front().find('m') + 1);
  };
  EXPECT_EQ(fix_of("on: line, match: a, fix: {replace: '*a*', applicability: safe}", "a\n"),
            " [shown: replace \"a\" by \"*a*\"]");
  EXPECT_EQ(
      fix_of("on: line, match: 'a.*c', fix: {replace: x, applicability: safe}", "a **b** c\n"),
      " [shown: replace \"a **b** c\" by \"x\"]");
  EXPECT_EQ(fix_of("on: line, match: '<br>', fix: {replace: '', applicability: safe}", "a<br>b\n"),
            " [shown: remove \"<br>\"]");
  EXPECT_EQ(fix_of("on: link, match: 'https://', fix: {replace: ''}", "https://a.org\n"),
            " [shown: remove \"https://\"]");
  EXPECT_EQ(fix_of("on: link, match: a$, fix: {replace: 'a b'}", "[x](a)\n"),
            " [shown: replace \"a\" by \"a b\"]");
  EXPECT_EQ(fix_of("on: line, match: 'b\\*', fix: {replace: '*', applicability: safe}", "a *b*\n"),
            " [shown: replace \"b*\" by \"*\"]");
  EXPECT_EQ(fix_of("on: line, match: 'c', fix: {replace: '.', applicability: safe}", "**bc**d\n"),
            " [shown: replace \"c\" by \".\"]");
  EXPECT_EQ(fix_of("on: line, match: ' c', fix: {replace: '', applicability: safe}", "**b c**\n"),
            " [safe: remove \" c\"]");
  // What the rule would find again is not put right.
  EXPECT_EQ(
      fix_of("on: line, match: 'tool', fix: {replace: 'tools', applicability: safe}", "tool\n"),
      " [shown: replace \"tool\" by \"tools\"]");
  EXPECT_EQ(fix_of("on: line, match: 'aa', fix: {replace: 'a', applicability: safe}", "aaa\n"),
            " [shown: replace \"aa\" by \"a\"]");
  // An anchor changes with its heading.
  EXPECT_EQ(fix_of("on: heading, match: a, fix: {replace: b, applicability: safe}", "# a\n"),
            " [unsafe: replace \"a\" by \"b\"]");
  // Nothing to do is no fix.
  EXPECT_EQ(fix_of("on: line, match: a, fix: {replace: a}", "a\n"), "");
}

TEST(Patterns, AreSelectedSuppressedAndSetLikeOtherRules) {
  const std::string pattern = "on: line, match: '^x', message: m, severity: info";
  const auto found = [&](const std::string& text, const std::string& config = "",
                         std::vector<std::string> select = {}) {
    return OneRule(pattern, config, std::move(select)).Find(text);
  };
  EXPECT_EQ(found("x\n"), (Lines{"1:1-2 m"}));
  EXPECT_EQ(found("<!-- awl disable mine -->\n\nx\n"), Lines{});
  EXPECT_EQ(found("<!-- awl disable-next-line pattern -->\nx\n"), Lines{});
  EXPECT_EQ(found("<!--lint disable mine-->\n\nx\n"), Lines{});
  EXPECT_EQ(found("<!-- awl disable your -->\n\nx\n"), (Lines{"3:1-2 m"}));
  EXPECT_EQ(found("# A\n\nx\n\n# B\n\nx\n", "overrides: [{sections: B, rules: {mine: off}}]\n"),
            (Lines{"3:1-2 m"}));
  EXPECT_EQ(found("x\n", "overrides: [{paths: 'readme.md', rules: {pattern: off}}]\n"), Lines{});
  EXPECT_EQ(found("x\n", "rules: {mine: off}\n"), Lines{});
  EXPECT_EQ(found("x\n", "rules: {mine: off}\n", {"mine"}), (Lines{"1:1-2 m"}));
  EXPECT_EQ(found("x\n", "", {"heading"}), Lines{});
}

TEST(Patterns, MatchAllThatStandsInALine) {
  EXPECT_EQ(OneRule("on: line, match: 'é|$', message: '<{0}>'").Find("éaé"),
            (Lines{"1:1-2 <é>", "1:3-4 <é>", "1:4-4 <>"}));
  EXPECT_EQ(OneRule("on: line, match: 'b*', message: m").Find("ab"),
            (Lines{"1:1-1 m", "1:2-3 m", "1:3-3 m"}));
}

TEST(Patterns, StayLinear) {
  // An engine that backtracks would need longer than the world is old.
  const std::string line(20'000, 'a');
  const OneRule rule("on: line, match: '(a+)+$', message: m");
  EXPECT_EQ(rule.Find(line + "!\n"), Lines{});
  EXPECT_EQ(rule.Find(line + "\n").size(), 1u);
  // And one that looks to the end for each of many matches gives up, and says so.
  const Lines found =
      OneRule("on: line, match: 'a(.*b)?', message: m").Find(std::string(50'000, 'a'));
  ASSERT_GT(found.size(), 100u);
  EXPECT_EQ(std::count_if(found.begin(), found.end(),
                          [](const std::string& f) {
                            return f.find("more of this than awl looks for") != std::string::npos;
                          }),
            1);
}

// What a set finds is what each of its expressions finds alone, also where they do not fit into the
// memory of one set.
TEST(Patterns, AThousandAreFoundTogether) {
  std::string config = "patterns:\n";
  std::string text;
  for (int i = 0; i < 1'000; ++i) {
    const std::string word = Cat("word", i * 7919 % 1'000, "x");
    config += Cat("- {name: r", i, ", on: line, match: '(?i)\\b", word, "\\b', message: m}\n");
    text += Cat("Some ", word, " here.\n\n");
  }
  MemoryFileSystem files;
  files.files[".awl.yaml"] = config;
  const Result<LoadedConfig> loaded = LoadConfig(files, {.select = {"pattern"}}, "");
  ASSERT_TRUE(loaded.ok()) << loaded.error().message;
  const Linter linter(loaded->config);
  const ParsedFile file = ParseFile(std::make_shared<const Source>("readme.md", text));
  const std::vector<Diagnostic> found =
      linter.Check({.document = *file.document, .list = *file.list});
  ASSERT_EQ(found.size(), 1'000u);
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_EQ(found[i].rule, Cat("r", i));
}

// What the rules of this config say of a text cannot be told: it would take too much.
bool IsTooMuch(const std::string& patterns, const std::string& text) {
  MemoryFileSystem files;
  files.files[".awl.yaml"] = "patterns:\n" + patterns;
  const Result<LoadedConfig> loaded = LoadConfig(files, {.select = {"pattern"}}, "");
  EXPECT_TRUE(loaded.ok()) << loaded.error().message;
  const Linter linter(loaded->config);
  const ParsedFile file = ParseFile(std::make_shared<const Source>("readme.md", text));
  std::string error;
  linter.Check({.document = *file.document, .list = *file.list, .error = &error});
  return error.find("too long on this file") != std::string::npos;
}

TEST(Patterns, HaveABudget) {
  const std::string large(2'000'000, 'a');
  EXPECT_TRUE(IsTooMuch("- {name: search, on: file, match: '([a-z]{3}[0-9a]){200}c', message: m}\n",
                        large));
  const std::string long_message =
      Cat("- {name: text, on: file, match: a, message: '", std::string(2'000, 'm'), "'}\n");
  EXPECT_TRUE(IsTooMuch(long_message, large.substr(0, 20'000)));
  EXPECT_FALSE(IsTooMuch(long_message, large.substr(0, 1'000)));
  EXPECT_TRUE(
      IsTooMuch("- {name: groups, on: file, match: '(?s).+', message: '{0}{0}{0}{0}{0}{0}"
                "{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}{0}'}\n",
                large));
}

TEST(Patterns, TheShippedOnesAreRightAndHaveExamples) {
  const PatternSet& shipped = ShippedPatterns();
  ASSERT_GE(shipped.patterns().size(), 5u);
  for (const Pattern& pattern : shipped.patterns()) {
    EXPECT_TRUE(pattern.name.starts_with("pattern-")) << pattern.name;
    bool bad = false;
    bool good = false;
    for (const PatternExample& example : pattern.examples) {
      (example.bad ? bad : good) = true;
      const Config config{.select = {std::string(pattern.name)}};
      const Linter linter(config);
      const ParsedFile file =
          ParseFile(std::make_shared<const Source>("readme.md", std::string(example.text)));
      EXPECT_EQ(linter.Check({.document = *file.document, .list = *file.list}).empty(),
                !example.bad)
          << pattern.name << "\n"
          << example.text;
    }
    EXPECT_TRUE(bad && good) << pattern.name;
    EXPECT_FALSE(pattern.rationale.starts_with("A rule of this list")) << pattern.name;
    for (const RuleInfo& rule : BuiltinRules()) EXPECT_NE(rule.name, pattern.name);
  }
}

}  // namespace
}  // namespace awl
