#ifndef AWL_TESTS_PARSE_TREE_H_
#define AWL_TESTS_PARSE_TREE_H_

#include <memory>
#include <string>
#include <string_view>

#include "awl/document.h"
#include "parse/parse.h"

namespace awl {

inline std::unique_ptr<const Document> ParseText(std::string_view text) {
  return Parse(std::make_shared<const Source>("test.md", std::string(text)));
}

// The tree in one line: heading{text"a" link{text"b"}}. Leaves show their source; what is inexact
// has a question mark.
inline std::string Tree(const Document& document, const Node& node) {
  std::string out(MdastName(node.kind));
  if (node.has(kInexact)) out += "?";
  if (node.first_child == kNoNode) {
    std::string text(document.Slice(node.full));
    for (std::size_t at; (at = text.find('\n')) != text.npos;) text.replace(at, 1, "\\n");
    return out + "\"" + text + "\"";
  }
  out += "{";
  for (const Node& child : document.Children(node)) {
    if (out.back() != '{') out += " ";
    out += Tree(document, child);
  }
  return out + "}";
}

inline std::string Tree(std::string_view text) {
  const auto document = ParseText(text);
  const std::string tree = Tree(*document, document->node(0));
  return tree.substr(0, 5) == "root{" ? tree.substr(5, tree.size() - 6) : tree;
}

}  // namespace awl

#endif  // AWL_TESTS_PARSE_TREE_H_
