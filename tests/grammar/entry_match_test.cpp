#include "grammar/entry_match.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awl/list.h"
#include "base/strings.h"
#include "grammar/entry_template.h"
#include "grammar/entry_tokens.h"
#include "parse/parse.h"

namespace awl {
namespace {

EntryTemplate Template(std::string_view text) {
  ParsedTemplate parsed = ParseEntryTemplate(text);
  EXPECT_TRUE(parsed.ok()) << text << ": " << parsed.error.message;
  return std::move(parsed.value);
}

// How the first entry of `markdown` follows the templates: "" or what it does otherwise.
std::string Deviations(const std::vector<std::string_view>& templates, std::string markdown) {
  std::vector<EntryTemplate> parsed;
  for (const std::string_view text : templates) parsed.push_back(Template(text));
  const TemplateForm form = parsed.front().form;
  const EntryGrammar grammar(parsed, {{"license", {"GPL", "MIT"}}});
  const std::unique_ptr<const Document> doc =
      Parse(std::make_shared<const Source>("list.md", std::move(markdown)));
  const List list(*doc);
  if (list.entries().empty()) return "no entry";
  EntryTokenizer tokenizer(*doc);
  const Entry& entry = list.entries().front();
  const std::vector<EntryToken>& tokens = form == TemplateForm::kRow     ? tokenizer.Row(entry)
                                          : form == TemplateForm::kBlock ? tokenizer.Block(entry)
                                                                         : tokenizer.Line(entry);
  const std::optional<EntryMatch> match = EntryMatcher(*doc, grammar).Match(tokens);
  if (!match) return "nothing alike";
  std::string out;
  for (const MatchStep& step : match->steps) {
    if (step.kind == StepKind::kMatch) continue;
    if (!out.empty()) out += "; ";
    constexpr std::string_view kNames[] = {"",         "spacing",     "instead of",
                                           "missing",  "no brackets", "bad value of",
                                           "stray in", "unexpected"};
    out += kNames[static_cast<int>(step.kind)];
    if (step.kind != StepKind::kUnexpected) {
      const EntryGrammar::State& state = grammar.states()[step.state];
      switch (state.kind) {
        case EntryGrammar::State::Kind::kLiteral:
          out += Cat(" \"", grammar.literal(state).text, "\"");
          break;
        case EntryGrammar::State::Kind::kPart:
          out += Cat(" ", grammar.part(state).name);
          break;
        case EntryGrammar::State::Kind::kBreak:
          out += " line";
          break;
        case EntryGrammar::State::Kind::kCell:
          out += " cell";
          break;
        default:
          out += " ?";
      }
    }
    if (step.begin < step.end) {
      const Range range{tokens[step.begin].range.begin, tokens[step.end - 1].range.end};
      out += Cat(": '", doc->Slice(range), "'");
    }
  }
  return out;
}

TEST(EntryMatcher, ExplainsEntriesWithTheFewestDeviations) {
  struct Case {
    const char* name;
    const char* entry;
    const char* deviations;
  };
  // The template of each group stands alone.
  for (const Case& c : {
           Case{"{link} - {description}.", "- [A](u) - D.", ""},
           Case{"{link} - {description}.", "- [A](u) - D - e. f: g.", ""},
           Case{"{link} - {description}.", "- [A](u) - D\n  e.", ""},
           Case{"{link} - {description}.", "- [A](u) -\n  D.", ""},
           Case{"{link} - {description}.", "- [A][a] - D.\n\n[a]: u", ""},
           Case{"{link} - {description}.", "- [A](u) - D. <!-- seen -->", ""},
           Case{"{link} - {description}.", "- [A](u) - *D*.", ""},
           Case{"{link} - {description}.", "- [A](u) - D.\n  - [B](v)", ""},
           Case{"{link} - {description}.", "- [A](u)  - D.", "spacing \" - \": '  - '"},
           Case{"{link} - {description}.", "- [A](u)-D.", "spacing \" - \": '-'"},
           Case{"{link} - {description}.", "- [A](u)\xC2\xA0- D.", "spacing \" - \": '\xC2\xA0- '"},
           Case{"{link} - {description}.", "- [A](u): D.", "instead of \" - \": ': '"},
           Case{"{link} - {description}.", "- [A](u) — D.", "instead of \" - \": ' — '"},
           Case{"{link} - {description}.", "- [A](u) D.", "instead of \" - \": ' '"},
           Case{"{link} - {description}.", "- [A](u) - D", "missing \".\""},
           Case{"{link} - {description}.", "- [A](u) - D。", "instead of \".\": '。'"},
           Case{"{link} - {description}.", "- [A](u)",
                "missing \" - \"; missing description; missing \".\""},
           Case{"{link} - {description}.", "- **[A](u)** - D.",
                "unexpected: '**'; unexpected: '**'"},
           Case{"{link} - {description}.", "- [A](u) - \"D.\"", ""},
           Case{"{link} - {description}.", "- [A](u) - D (e.)", ""},
           Case{"{link} - {description}.", "- [A](u) - *D.*", ""},
           Case{"{link} - {description}.", "- [A](u) - D 2.0", "missing \".\""},
           Case{"**{link}** - {description}.", "- **[A](u)** - D.", ""},
           Case{"**{link}**: {text}", "- **[A](u)**: D", ""},
           Case{"{link}{? - {description}{|.|!|?}}", "- [A](u)", ""},
           Case{"{link}{? - {description}{|.|!|?}}", "- [A](u) - D!", ""},
           Case{"{link}{? - {description}{|.|!|?}}", "- [A](u) - D", "missing \".\""},
           Case{"{link} - {text} {license:code}", "- [A](u) - D. `MIT`", ""},
           Case{"{link} - {text} {license:code}", "- [A](u) - D. `MIT/GPL`", ""},
           Case{"{link} - {text} {license:code}", "- [A](u) - D. `MIT/GPL3`",
                "bad value of license: '`MIT/GPL3`'"},
           Case{"{link} - {text} {license:code}", "- [A](u) - D `GPL`. `MIT`", ""},
           Case{"{link} - {text} {license:code}", "- [A](u) - D.",
                "spacing \" \"; missing license"},
           Case{"{link} - {text} {license:code}", "- [A](u) - D. `MIT` and more",
                "unexpected: ' and more'"},
           Case{"{link} - {text} {license:code} {language:code}", "- [A](u) - D. `MIT` `C`", ""},
           Case{"{link} - {text} {license:code} {language:code}", "- [A](u) - D. `C`",
                "missing license; spacing \" \""},
           Case{"{link} - {text} {license:code} {language:code}", "- [A](u) - D. `MIT`",
                "spacing \" \"; missing language"},
           Case{"{link} - {text} [{license}]", "- [A](u) - D. [MIT]", ""},
           Case{"{link} - {text} [{license}]", "- [A](u) - D. [BSD]",
                "bad value of license: 'BSD'"},
           Case{"{link} - {text}. [{license}]", "- [A](u) - D of E.", "no brackets \" [\""},
           Case{"{link} - {text}. [{license}]", "- [A](u) - D of E",
                "missing \".\"; no brackets \" [\""},
           Case{"{link} - {text}. [{license}]", "- [A](u) - D of E [MIT]", "missing \".\""},
           Case{"{link} - {text} [{grade}]", "- [A](u) - D [e] [f [g]]", ""},
           Case{"{link} - {text}. [{grade}]{? [site]({url})}", "- [A](u) - D. [B] [c](v)",
                "unexpected: ' [c](v)'"},
           Case{"{link} - {text}{*, [Site]({url})|, [Code]({url})}",
                "- [A](u) - D, [Code](c), [Site](d), [Code](e)", ""},
           Case{"{link} - {text}{? ([Code]({url}))}", "- [A](u) - D ([code](c))",
                "bad value of link: '[code](c)'"},
           Case{"{link} - {text}{? ([Code]({url}))}", "- [A](u) - See [Code](c).",
                "stray in text: 'See [Code](c).'"},
           Case{"{link} {year:number}", "- [A](u) 2009", ""},
           Case{"{badge:image} {link}", "- ![b](b.png) [A](u)", ""},
           Case{"{badge:image} {link}", "- [![b](b.png)](v) [A](u)", ""},
           Case{"{name}: {url}", "- A: https://a.example", ""},
           Case{"{name}: {url}", "- A: <https://a.example>", ""},
           Case{"{name}: {url}", "- A：https://a.example", "instead of \": \": '：'"},
           Case{"`⚠` {link}", "- `⚠` [A](u)", ""},
           Case{"`⚠` {link}", "- [A](u)", "missing \"`⚠`\"; spacing \" \""},
           Case{"- {link} \\{x\\|y\\}", "- [A](u) {x|y}", ""},
           Case{"| {link} | {text} | {https=Yes|No} |",
                "| a | b | c |\n|---|---|---|\n| [A](u) | D | Yes |", ""},
           Case{"| {link} | {text} | {https=Yes|No} |",
                "| a | b | c |\n|---|---|---|\n| [A](u) | D | Maybe |",
                "bad value of https: 'Maybe'"},
           Case{"| {link} | {text} | {https=Yes|No} |",
                "| a | b | c |\n|---|---|---|\n| [A](u) | | Yes |", "missing text"},
           Case{"{name}\n- URL: {url}\n{?- By: {text}}",
                "- A\n  - URL: https://a.example\n  - By: B", ""},
           Case{"{name}\\n- URL: {url}\\n{?- By: {text}}", "- A\n  - URL: https://a.example", ""},
       }) {
    EXPECT_EQ(Deviations({c.name}, c.entry), c.deviations) << c.name << "\n" << c.entry;
  }
}

TEST(EntryMatcher, TakesTheNearestOfSeveralTemplates) {
  const std::vector<std::string_view> templates = {"{link} - {description}.", "{link}",
                                                   "**{link}** by {author}"};
  EXPECT_EQ(Deviations(templates, "- [A](u)"), "");
  EXPECT_EQ(Deviations(templates, "- [A](u) - D."), "");
  EXPECT_EQ(Deviations(templates, "- **[A](u)** by B"), "");
  EXPECT_EQ(Deviations(templates, "- [A](u) - D"), "missing \".\"");
}

TEST(EntryMatcher, GivesUpWhereNothingIsAlike) {
  EXPECT_EQ(Deviations({"{link} ({a:code}) ({b:code}) ({c:code}) ({d:code})"},
                       "- [A](u) is one of many things that one could say"),
            "nothing alike");
}

// A text of any length is a few hundred tokens, and each is met once in each state.
TEST(EntryMatcher, LooksAtTheEndsOfALongText) {
  std::string text = "- [A](u) - ";
  for (int i = 0; i < 20'000; ++i) text += "b - `c` ";
  EXPECT_EQ(Deviations({"{link} - {text}{* - {more}}{* {code}} {license:code}"}, text + "`MIT`"),
            "");
  EXPECT_EQ(Deviations({"{link} - {text}."}, text + "d"), "missing \".\"");
}

}  // namespace
}  // namespace awl
