#include "document/accidental_heading.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/strings.h"

namespace awl {
namespace {

bool IsSentence(std::string_view text) {
  constexpr std::ptrdiff_t kFewestSpaces = 3;
  const bool closed = text.ends_with('.') || text.ends_with("。");
  return closed && std::count(text.begin(), text.end(), ' ') >= kFewestSpaces;
}

// Between two lines of dashes, as a block of data at the beginning of a file.
bool IsFramed(const Document& document, const Node& heading) {
  const Node* parent = document.Parent(heading);
  if (parent == nullptr || document.FirstChild(*parent) == &heading) return false;
  const Source& source = document.source();
  const std::uint32_t line = source.LineAt(heading.full.begin);
  if (line == 0) return false;
  const std::string_view above = Trim(source.Slice(source.Line(line - 1)));
  constexpr std::size_t kFewestDashes = 3;
  return above.size() >= kFewestDashes && above.find_first_not_of('-') == std::string_view::npos;
}

// Pictures alone, or a way back: "[(top)](#top)".
bool IsNoTitle(const Document& document, const Node& heading) {
  const std::string_view text = Trim(document.heading(heading).text);
  if (text.empty()) return true;
  const Node* only = document.FirstChild(heading);
  while (only != nullptr && only->next_sibling == kNoNode &&
         (only->kind == NodeKind::kStrong || only->kind == NodeKind::kEmphasis)) {
    only = document.FirstChild(*only);
  }
  if (only != nullptr && only->next_sibling == kNoNode && only->kind == NodeKind::kLink &&
      document.link(*only).url.starts_with('#')) {
    return true;
  }
  return (text.front() == '[' && text.back() == ']') || (text.front() == '(' && text.back() == ')');
}

}  // namespace

bool IsAccidentalHeading(const Document& document, const Node& heading) {
  if (!heading.has(kSetext)) return false;
  if (document.source()[document.heading(heading).underline.begin] != '-') return false;
  const Node* parent = document.Parent(heading);
  if (parent != nullptr && parent->kind == NodeKind::kListItem) return true;
  if (IsFramed(document, heading) || IsNoTitle(document, heading)) return true;
  const std::string_view text = document.Slice(heading.content);
  return text.find_first_of("\r\n") != std::string_view::npos || IsSentence(Trim(text));
}

}  // namespace awl
