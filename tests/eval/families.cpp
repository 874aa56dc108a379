// Parses one of the inputs that some Markdown parser needs more than linear time for, or checks one
// with the rule that would:
//   awl_eval_families              prints their names
//   awl_eval_families NAME SIZE    parses or checks about SIZE bytes of it
// tests/parse/linear.py counts what that costs.
#include <cstdlib>
#include <functional>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awl/config.h"
#include "awl/linter.h"
#include "awl/list.h"
#include "parse/parse.h"

namespace {

std::string Repeat(std::string_view part, std::size_t size) {
  std::string out;
  out.reserve(size + part.size());
  while (out.size() < size) out += part;
  return out;
}

// What depends on its number N: about `size` bytes of it.
std::string Numbered(std::size_t size, const std::function<std::string(std::size_t)>& part) {
  std::string out;
  for (std::size_t i = 0; out.size() < size; ++i) out += part(i);
  return out;
}

struct Family {
  std::string_view name;
  std::function<std::string(std::size_t)> make;
  std::string rule = {};  // empty: the input is only parsed
};

std::vector<Family> Families() {
  std::vector<Family> families;
  const auto repeat = [&](std::string_view name, std::string_view part) {
    families.push_back({name, [part](std::size_t size) { return Repeat(part, size); }});
  };
  const auto around = [&](std::string_view name, std::string_view open, std::string_view middle,
                          std::string_view close, std::string_view after) {
    families.push_back({name, [=](std::size_t size) {
                          const std::size_t count = size / (open.size() + close.size());
                          return Repeat(open, count * open.size()).append(middle) +
                                 Repeat(close, count * close.size()).append(after);
                        }});
  };
  repeat("open-brackets", "[");
  repeat("open-images", "![");
  repeat("open-angles", "<");
  repeat("open-tags", "<a ");
  repeat("open-tags-lines", "<a\n");
  repeat("open-attributes", "<a b=\"");
  repeat("open-instructions", "<?");
  repeat("open-instructions-text", "a <? ");
  repeat("open-comments", "<!--");
  repeat("open-comments-text", "a <!-- ");
  repeat("open-declarations-text", "a <!X ");
  repeat("open-cdata-text", "a <![CDATA[ ");
  repeat("ticks", "`a``b");
  families.push_back({"growing-ticks", [](std::size_t size) {
                        return Numbered(
                            size, [](std::size_t i) { return std::string(i + 1, '`') + " a"; });
                      }});
  repeat("stars", "*a **a ");
  repeat("stars-under", "a**b_c_");
  repeat("closing-stars", "a* b** ");
  repeat("mixed-emphasis", "*a _b ~c ");
  repeat("tildes", "~a ~~b ");
  around("nested-brackets", "[", "a", "]", "");
  around("nested-links", "[", "a", "](u)", "");
  around("nested-images", "![", "a", "](u)", "");
  around("nested-emphasis", "*a ", "", " a*", "");
  around("nested-references", "[", "a", "]", "\n\n[a]: /u\n");
  around("nested-collapsed", "[", "a", "][]", "\n\n[a]: /u\n");
  repeat("reference-rows", "[[[[[[[[a]]]]]]]] ");
  repeat("quotes-one-line", "> ");
  repeat("bullets-one-line", "- ");
  repeat("quotes-and-bullets", "> - ");
  repeat("ordered-one-line", "1. ");
  repeat("quote-lines", ">>>> a\n");
  around("lazy-lines", "> ", "a\n", "a\n", "");
  around("deep-list-blank-lines", "- ", "a\n", "\n\n", "b\n");
  repeat("blank-items", "-\n");
  repeat("open-labels", "[a");
  repeat("open-definitions", "[a]: b\n\"\n\n");
  repeat("open-titles", "[a]: b \"\n");
  repeat("open-titles-parens", "[a]: b (\n");
  repeat("underlined-definitions", "[a]: b\n===\n");
  families.push_back(
      {"definitions", [](std::size_t size) {
         return Numbered(size, [](std::size_t i) { return "[a" + std::to_string(i) + "]: /u\n"; });
       }});
  families.push_back({"same-definitions", [](std::size_t size) {
                        return Repeat("[a]: /u\n", size / 2) + "\n" + Repeat("[a] ", size / 2);
                      }});
  families.push_back({"long-definition", [](std::size_t size) {
                        return Repeat("[a]: /", 1) + std::string(size / 2, 'u') + "\n\n" +
                               Repeat("[a] ", size / 2);
                      }});
  families.push_back({"wide-table", [](std::size_t size) {
                        std::size_t n = 1;
                        while (n * n * 2 < size) ++n;
                        return Repeat("|a", n * 2) + "\n" + Repeat("|-", n * 2) + "\n" +
                               Repeat(Repeat("|a", n * 2) + "\n", size);
                      }});
  repeat("table-rows", "|a|\n|-|\n|b|\n");
  repeat("headers-no-table", "|a|b\n|-|\n");
  families.push_back({"short-rows", [](std::size_t size) {
                        return Repeat("|a", size / 3) + "\n" + Repeat("|-", size / 3) + "\n" +
                               Repeat("x\n", size / 3);
                      }});
  repeat("invisible", "\u200B");
  repeat("isolates", "\u2066\u2069");
  repeat("bracket-lines", "](\n[\n");
  repeat("link-lines", "[t](/u)\n");
  repeat("label-lines", "[t]\n");
  repeat("open-title-lines", "[a](b \"\n");
  repeat("emphasis-lines", "*a\n");
  repeat("code-lines", "`a\n");
  repeat("text-lines", "a\n");
  repeat("www", "www._");
  repeat("www-words", " www.a_b");
  repeat("www-under", "_www.a");
  repeat("urls", "http://");
  repeat("urls-under", "http://a_");
  repeat("urls-in-emphasis", "*http://a.b/*c ");
  repeat("urls-in-code", "http://a.b/`c ");
  repeat("addresses", "a@");
  repeat("addresses-dots", "a@b.");
  repeat("long-address", "a.");
  repeat("footnotes", "[^a]");
  repeat("open-footnotes", "[^");
  families.push_back({"footnote-definitions", [](std::size_t size) {
                        return Numbered(size, [](std::size_t i) {
                          return "[^" + std::to_string(i) + "]: [^" + std::to_string(i / 2) + "]\n";
                        });
                      }});
  repeat("unbalanced-urls", "[a](/_b) c_ ");
  repeat("unbalanced-tildes", "[a](/~u) b~ ");
  repeat("comments-hyphens", "a <!-- b -- c --> ");
  repeat("headings", "# a\n");
  repeat("setext", "a\n=\n");
  repeat("html-blocks", "<div>\n\n");
  repeat("html-tags", "<a href=\"b\">");
  repeat("scripts", "<script>");
  repeat("open-scripts", "<script>\n<a b='\n\n");
  repeat("entities", "&amp;&");
  repeat("escapes", "\\*");
  repeat("nuls", std::string_view("\0a", 2));
  repeat("tabs", "\t");
  repeat("crs", "a\r");
  repeat("fences", "```\n~~~\n");
  families.push_back({"long-fence", [](std::size_t size) {
                        return std::string(size / 2, '`') + "\n" + Repeat("``\n", size / 2);
                      }});
  families.push_back({"renamed-headings",
                      [](std::size_t size) {
                        return Numbered(size, [](std::size_t i) {
                          const std::string number = std::to_string(i);
                          return "# a" + number + ":\n[b](#a" + number + ")\n";
                        });
                      },
                      "heading-trailing-punctuation"});
  families.push_back({"headings-renamed-alike",
                      [](std::size_t size) {
                        return Repeat("# one two three\n", size / 2) +
                               Repeat("# one  two three\n", size / 2);
                      },
                      "heading-inner-spaces"});
  families.push_back({"unclosed-quotes",
                      [](std::size_t size) {
                        return Repeat("“a ", size / 3) + Repeat("（a ", size / 3) +
                               Repeat("a” ", size / 3);
                      },
                      "document-typographic-pairs"});
  return families;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view name = argc > 2 ? argv[1] : "";
  for (const Family& family : Families()) {
    if (argc < 3) {
      std::cout << family.name << '\n';
    } else if (family.name == name) {
      std::string text = family.make(std::strtoul(argv[2], nullptr, 10));
      auto document = awl::Parse(std::make_shared<const awl::Source>("family.md", std::move(text)));
      std::cout << document->nodes().size() << '\n';
      if (family.rule.empty()) continue;
      const awl::Config config{.profile = awl::Profile::kStrict, .select = {family.rule}};
      const awl::List list(*document);
      const awl::Linter linter(config);
      std::cout << linter.Check({.document = *document, .list = list}).size() << '\n';
    }
  }
}
