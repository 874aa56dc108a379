#include "config/read_patterns.h"

#include <gtest/gtest.h>

#include <string>

#include "base/strings.h"
#include "config/load_config.h"

namespace awl {
namespace {

// All that is wrong with a config, without the lines that show it.
std::string ErrorsOf(const MemoryFileSystem& files) {
  const ConfigRequest request{.is_tracked = [](const std::string&) { return true; }};
  const Result<LoadedConfig> loaded = LoadConfig(files, request, "");
  const std::string error = loaded ? "" : loaded.error().message;
  std::string out;
  for (std::size_t begin = 0; begin < error.size();) {
    const std::size_t end = error.find('\n', begin);
    const std::string line = error.substr(begin, end - begin);
    if (line.find(" | ") == std::string::npos) out += line + "\n";
    begin = end + 1;
  }
  return out;
}

// Of a pattern with this body on line 2.
std::string ErrorsOf(const std::string& pattern) {
  MemoryFileSystem files;
  files.files[".awl.yaml"] = Cat("patterns:\n- ", pattern, "\n");
  return ErrorsOf(files);
}

TEST(ReadPatterns, TakesEveryField) {
  EXPECT_EQ(ErrorsOf("{name: no-api-1, summary: S, rationale: R, on: entry.name, where: {section: "
                     "[A, '!B'], path: '*.md', form: [link-first, table-row], changed: true}, "
                     "match: '(?i) api$', message: '{0} {text} {section}', severity: error, "
                     "profiles: [strict], fix: {replace: '', applicability: safe, title: t}, "
                     "examples: [{bad: a, fixed: b, path: x.md, files: [y]}, {good: c}]}"),
            "");
  for (const char* pattern :
       {"{name: 名称, on: cell, where: {column: Auth}, enum: [a, 'b']}",
        "{name: a, on: cell, where: {column: 2}, not_match: x, message: m}",
        "{name: a, on: entry.field, where: {label: [地址]}, min_length: 1, max_length: 9}",
        "{name: a, on: entry, count: {min: 1, max: 2, per: file}, severity: off}",
        "{name: a, on: entry.url, unique: {by: url, per: section}}",
        "{name: a, on: entry.name, sorted: {by: slug, descending: true}}",
        "{name: a, on: entry.name, sorted: number}",
        "{name: a, on: file, requires_file: [LICENSE, license.md]}",
        "{name: a, on: line, any: [x, {match: y}, {not_match: z}], summary: S}",
        "{name: a, on: line, all: [x, {not_match: z}], message: '{0}', fix: {replace: '{0}'}}"}) {
    EXPECT_EQ(ErrorsOf(pattern), "") << pattern;
  }
}

TEST(ReadPatterns, TellsEveryMistakeWithItsPlace) {
  struct Case {
    const char* pattern;  // on line 2, from column 3
    const char* message;
  };
  for (const Case& c : {
           // The rule as a whole.
           Case{"[a]", "2:3: error: a rule of \"patterns\" needs a \"name\""},
           Case{"{on: line}", "2:3: error: a rule of \"patterns\" needs a \"name\""},
           Case{"{name: [a]}", "2:10: error: a rule of \"patterns\" needs a \"name\""},
           Case{"{name: No API}",
                "2:10: error: a rule's name is made of small letters, digits and single hyphens"},
           Case{"{name: a--b}",
                "2:10: error: a rule's name is made of small letters, digits and single hyphens"},
           Case{"{name: toc-order}", "2:10: error: there is a rule \"toc-order\" already"},
           Case{"{name: pattern}", "2:10: error: there is a rule \"pattern\" already"},
           Case{"{name: pattern-x}",
                "2:10: error: names that begin with \"pattern-\" are those of awl's own"},
           Case{"{name: a, on: line, match: x, message: m, severty: info}",
                "2:45: error: unknown key \"severty\"; did you mean \"severity\"?"},
           Case{"{name: a, match: x, message: m}",
                "2:10: error: rule \"a\" needs \"on\", the part that it looks at"},
           Case{"{name: a, on: lines, match: x, message: m}",
                "2:17: error: \"on\": expected line, paragraph, heading, section, entry, "
                "entry.name, entry.url, entry.description, entry.trailing, entry.field, link, "
                "image, cell or file, not \"lines\"; did you mean \"line\"?"},
           Case{"{name: a, on: line, match: x}", "2:10: error: rule \"a\" needs a \"message\""},
           Case{"{name: a, on: line, message: m}",
                "2:10: error: rule \"a\" needs a condition: \"match\", \"not_match\", \"any\", "
                "\"all\", \"enum\", \"max_length\", \"min_length\", \"count\", \"unique\", "
                "\"sorted\", \"requires_file\""},
           Case{"{name: a, on: line, match: x, message: [m]}",
                "2:42: error: \"message\": expected a text, not a list"},
           Case{"{name: a, on: line, match: x, message: ''}",
                "2:42: error: \"message\": expected a text, not \"\""},
           Case{"{name: a, on: line, match: x, message: m, severity: warn}",
                "2:55: error: \"severity\": expected off, info, warning or error, not \"warn\"; "
                "did you mean \"warning\"?"},
           Case{"{name: a, on: line, match: x, message: m, profiles: strikt}",
                "2:55: error: unknown profile \"strikt\"; did you mean \"strict\"?"},
           // where
           Case{"{name: a, on: line, match: x, message: m, where: Books}",
                "2:52: error: \"where\": expected a map, not \"Books\""},
           Case{"{name: a, on: line, match: x, message: m, where: {sections: B}}",
                "2:53: error: unknown key \"sections\"; did you mean \"section\"?"},
           Case{"{name: a, on: line, match: x, message: m, where: {section: {}}}",
                "2:62: error: \"section\": expected a text or a list of texts, not a map"},
           Case{"{name: a, on: line, match: x, message: m, where: {path: [a, [b]]}}",
                "2:63: error: \"path\": expected a text, not a list"},
           Case{"{name: a, on: file, match: x, message: m, where: {section: B}}",
                "2:53: error: \"section\" is for parts of a file; this rule is on file"},
           Case{"{name: a, on: line, match: x, message: m, where: {form: link-first}}",
                "2:53: error: \"form\" is for entries; this rule is on line"},
           Case{"{name: a, on: entry, match: x, message: m, where: {form: link-frist}}",
                "2:60: error: unknown form \"link-frist\"; did you mean \"link-first\"?"},
           Case{"{name: a, on: line, match: x, message: m, where: {column: 1}}",
                "2:53: error: \"column\" is for cell and entry.trailing; this rule is on line"},
           Case{"{name: a, on: cell, match: x, message: m, where: {column: 0}}",
                "2:61: error: \"column\": expected a number from 1, or the header of a column, "
                "not \"0\""},
           Case{"{name: a, on: entry.trailing, match: x, message: m, where: {column: b}}",
                "2:71: error: \"column\": expected a number from 1, not \"b\""},
           Case{"{name: a, on: line, match: x, message: m, where: {label: a}}",
                "2:53: error: \"label\" is for entry.field; this rule is on line"},
           Case{"{name: a, on: line, match: x, message: m, where: {changed: yes}}",
                "2:62: error: \"changed\": expected true or false, not \"yes\""},
           // Conditions
           Case{"{name: a, on: line, match: '', message: m}",
                "2:30: error: \"match\": expected a text, not \"\""},
           Case{"{name: a, on: line, enum: [x], unique: true}",
                "2:34: error: \"unique\" beside \"enum\": a rule has one condition, and \"match\" "
                "to choose"},
           Case{"{name: a, on: line, any: x, message: m}",
                "2:28: error: \"any\": expected a list of expressions, not \"x\""},
           Case{"{name: a, on: line, any: [[x]], message: m}",
                "2:29: error: \"any\": expected an expression, or a map with \"match\" or "
                "\"not_match\""},
           Case{"{name: a, on: line, all: [{mtach: x}], message: m}",
                "2:30: error: unknown key \"mtach\"; did you mean \"match\"?"},
           Case{"{name: a, on: line, enum: x}",
                "2:29: error: \"enum\": expected a list of texts, not \"x\""},
           Case{"{name: a, on: line, enum: []}",
                "2:29: error: \"enum\": expected a text or a list of texts, not a list"},
           Case{"{name: a, on: line, max_length: ten}",
                "2:35: error: \"max_length\": expected a whole number, not \"ten\""},
           Case{"{name: a, on: line, max_length: -1}",
                "2:35: error: \"max_length\": expected a whole number, not \"-1\""},
           Case{"{name: a, on: line, max_length: 1, min_length: 2}",
                "2:50: error: the least is more than the most"},
           Case{"{name: a, on: line, count: 3}",
                "2:30: error: \"count\": expected a map with \"min\" or \"max\", not \"3\""},
           Case{"{name: a, on: line, count: {per: file}}",
                "2:30: error: \"count\" needs \"min\" or \"max\""},
           Case{"{name: a, on: line, count: {max: 1, per: list}}",
                "2:44: error: \"per\": expected file or section, not \"list\""},
           Case{"{name: a, on: line, count: {most: 1}}",
                "2:31: error: unknown key \"most\"\n.awl.yaml:2:30: error: \"count\" needs \"min\" "
                "or \"max\""},
           Case{"{name: a, on: line, unique: case}",
                "2:31: error: \"unique\": expected none, lower, url, slug, collation or number, "
                "not \"case\""},
           Case{"{name: a, on: line, unique: {by: lwoer}}",
                "2:36: error: \"by\": expected none, lower, url, slug, collation or number, not "
                "\"lwoer\"; did you mean \"lower\"?"},
           Case{"{name: a, on: line, unique: {descending: true}}",
                "2:32: error: unknown key \"descending\""},
           Case{"{name: a, on: line, sorted: {descending: down}}",
                "2:44: error: \"descending\": expected true or false, not \"down\""},
           Case{"{name: a, on: file, requires_file: {}}",
                "2:38: error: \"requires_file\": expected a text or a list of texts, not a map"},
           // Expressions
           Case{"{name: a, on: line, match: 'a(b', message: m}",
                "2:31: error: a \")\" is missing: \"a(b\""},
           Case{"{name: a, on: line, match: \"a(?!b)\", message: m}",
                "2:32: error: an expression cannot look around: \"(?!\"; say it in two, with "
                "\"match\" and \"not_match\" or \"all\""},
           Case{"{name: a, on: line, not_match: 'x[', message: m}",
                "2:36: error: a \"]\" is missing: \"[\""},
           Case{"{name: a, on: line, any: [a, {not_match: '+'}], message: m}",
                "2:45: error: nothing to repeat: \"+\""},
           // Templates
           Case{"{name: a, on: line, match: 'x', message: 'a {1}'}",
                "2:47: error: \"message\": there is no \"{1}\" here; \"match\" has 0 groups"},
           Case{"{name: a, on: line, match: '(?P<word>x)', message: '{wrod}'}",
                "2:55: error: \"message\": there is no \"{wrod}\" here; did you mean \"word\"?"},
           Case{"{name: a, on: line, max_length: 2, message: '{0}'}",
                "2:48: error: \"message\": there is no \"{0}\" here; without \"match\" nothing is "
                "captured"},
           Case{"{name: a, on: line, match: x, message: 'a {b'}",
                "2:45: error: \"message\": a \"}\" is missing; a \"{\" of its own is written "
                "\"{{\""},
           Case{"{name: a, on: line, match: x, message: 'a }b'}",
                "2:45: error: \"message\": a \"}\" of its own is written \"}}\""},
           Case{"{name: a, on: line, match: x, message: m, fix: {replace: '{2}'}}",
                "2:61: error: \"replace\": there is no \"{2}\" here; \"match\" has 0 groups"},
           Case{"{name: a, on: link, match: x, requires_file: ['a', '{1}']}",
                "2:55: error: \"requires_file\": there is no \"{1}\" here; \"match\" has 0 groups"},
           // fix
           Case{"{name: a, on: line, match: x, message: m, fix: y}",
                "2:50: error: \"fix\": expected a map with \"replace\", not \"y\""},
           Case{"{name: a, on: line, match: x, message: m, fix: {}}",
                "2:45: error: a \"fix\" needs \"replace\""},
           Case{"{name: a, on: line, match: x, message: m, fix: {replace: [y]}}",
                "2:60: error: \"replace\": expected a text, not a list"},
           Case{"{name: a, on: line, match: x, message: m, fix: {replace: y, applicability: sure}}",
                "2:78: error: \"applicability\": expected display, unsafe or safe, not \"sure\""},
           Case{"{name: a, on: line, match: x, message: m, fix: {replace: y, with: z}}",
                "2:63: error: unknown key \"with\""},
           Case{"{name: a, on: line, not_match: x, message: m, fix: {replace: y}}",
                "2:49: error: a \"fix\" needs a \"match\", which says what it replaces"},
           Case{"{name: a, on: line, unique: true, fix: {replace: y}}",
                "2:37: error: a rule with this condition has no \"fix\""},
           // examples
           Case{"{name: a, on: line, match: x, message: m, examples: x}",
                "2:55: error: \"examples\": expected a list of examples, not \"x\""},
           Case{"{name: a, on: line, match: x, message: m, examples: [x]}",
                "2:56: error: an example is a map with \"bad\" or \"good\""},
           Case{"{name: a, on: line, match: x, message: m, examples: [{bad: x, good: y}]}",
                "2:56: error: an example is a map with \"bad\" or \"good\""},
           Case{"{name: a, on: line, match: x, message: m, examples: [{bad: x, fixd: y}]}",
                "2:65: error: unknown key \"fixd\"; did you mean \"fixed\"?"},
           Case{"{name: a, on: line, match: x, message: m, fix: {replace: y}, examples: [{good: x, "
                "fixed: y}]}",
                "2:85: error: only a bad example is \"fixed\""},
           Case{"{name: a, on: line, match: x, message: m, examples: [{bad: x, fixed: y}]}",
                "2:65: error: this rule has no \"fix\""},
       }) {
    EXPECT_EQ(ErrorsOf(std::string(c.pattern)), Cat(".awl.yaml:", c.message, "\n")) << c.pattern;
  }
}

TEST(ReadPatterns, ShowsTheFaultInAnExpression) {
  MemoryFileSystem files;
  files.files["awl.yaml"] =
      "patterns:\n- name: a\n  on: line\n  match: '日本(?=x)'\n  message: m\n";
  const Result<LoadedConfig> loaded = LoadConfig(files, {}, "");
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().message,
            "awl.yaml:4:13: error: an expression cannot look around: \"(?=\"; say it in two, with "
            "\"match\" and \"not_match\" or \"all\"\n"
            "   4 |   match: '日本(?=x)'\n"
            "     |               ^~~\n");
}

TEST(ReadPatterns, TellsMistakesOfOtherFilesThere) {
  MemoryFileSystem files;
  files.files[".awl.yaml"] = "patterns: [rules/a.yaml, gone.yaml, rules/b.yaml, rules/c.yaml]\n";
  files.files["rules/a.yaml"] = "- {name: a, on: line}\n";
  files.files["rules/b.yaml"] = "patterns:\n- {name: a, on: line, max_length: 3}\n";
  files.files["rules/c.yaml"] = "rules: {}\n";
  EXPECT_EQ(ErrorsOf(files),
            "rules/a.yaml:1:10: error: rule \"a\" needs a condition: \"match\", \"not_match\", "
            "\"any\", \"all\", \"enum\", \"max_length\", \"min_length\", \"count\", \"unique\", "
            "\"sorted\", \"requires_file\"\n"
            ".awl.yaml:1:26: error: no such file: \"gone.yaml\", looked for at gone.yaml\n"
            "rules/b.yaml:2:10: error: there is a rule \"a\" already\n"
            "rules/c.yaml:1:1: error: expected a list of rules\n");
}

TEST(ReadPatterns, ShowsNothingOfFilesThatGitDoesNotTrack) {
  MemoryFileSystem files;
  files.files[".awl.yaml"] = "patterns: [./a.yaml]\n";
  files.files["a.yaml"] = "- {name: secret-a, on: line}\n- {name: b, on: secret-b}\n- secret-c\n";
  const Result<LoadedConfig> loaded = LoadConfig(files, {}, "");
  ASSERT_FALSE(loaded.ok());
  EXPECT_EQ(loaded.error().message,
            "a.yaml:1:10: error: rule \"…\"\n"
            "a.yaml:2:17: error: \"…\"\n"
            "a.yaml:2:10: error: rule \"…\"\n"
            "a.yaml:3:3: error: a rule of \"…\"\n");
}

TEST(ReadPatterns, SetsLimits) {
  std::string many = "patterns:\n";
  for (int i = 0; i < 2'002; ++i) many += Cat("- {name: r", i, ", on: line, max_length: 3}\n");
  MemoryFileSystem files;
  files.files[".awl.yaml"] = many;
  EXPECT_EQ(ErrorsOf(files), ".awl.yaml:2002:10: error: more than 2000 rules\n");

  std::string large = "patterns:\n";
  for (int i = 0; i < 140; ++i) {
    large +=
        Cat("- {name: r", i, ", on: line, match: ", std::string(1'990, 'a'), ", message: m}\n");
  }
  files.files[".awl.yaml"] = large;
  EXPECT_EQ(ErrorsOf(files).substr(0, 57),
            ".awl.yaml:133:33: error: more than 256 KiB of expressions");

  std::string terms = "{name: a, on: line, message: m, any: [x";
  for (int i = 0; i < 30; ++i) terms += ", x";
  EXPECT_EQ(ErrorsOf(terms + "]}"), ".awl.yaml:2:35: error: \"any\": more than 30\n");

  std::string examples = "{name: a, on: line, match: x, message: m, examples: [{bad: x}";
  for (int i = 0; i < 100; ++i) examples += ", {bad: x}";
  EXPECT_EQ(ErrorsOf(examples + "]}"), ".awl.yaml:2:45: error: more than 100 examples\n");
}

TEST(ReadPatterns, TakesNoOptionsButASeverity) {
  MemoryFileSystem files;
  files.files[".awl.yaml"] =
      "patterns: [{name: mine, on: line, max_length: 3}]\nrules: {mine: {severity: info, max: "
      "3}}\n";
  EXPECT_EQ(ErrorsOf(files),
            ".awl.yaml:2:32: error: rule \"mine\" has no option \"max\"; \"severity\" is all it "
            "takes\n");
  files.files[".awl.yaml"] =
      "patterns: [{name: mine, on: line, max_length: 3}]\nrules: {mnie: off}\n";
  EXPECT_EQ(ErrorsOf(files),
            ".awl.yaml:2:9: error: unknown rule \"mnie\"; did you mean \"mine\"?\n");
}

}  // namespace
}  // namespace awl
