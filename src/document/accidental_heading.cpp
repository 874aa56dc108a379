#include "document/accidental_heading.h"

#include <algorithm>
#include <string_view>

#include "base/strings.h"

namespace awl {
namespace {

bool IsSentence(std::string_view text) {
  constexpr std::ptrdiff_t kFewestSpaces = 3;
  const bool closed = text.ends_with('.') || text.ends_with("。");
  return closed && std::count(text.begin(), text.end(), ' ') >= kFewestSpaces;
}

}  // namespace

bool IsAccidentalHeading(const Document& document, const Node& heading) {
  if (!heading.has(kSetext)) return false;
  if (document.source()[document.heading(heading).underline.begin] != '-') return false;
  const Node* parent = document.Parent(heading);
  if (parent != nullptr && parent->kind == NodeKind::kListItem) return true;
  const std::string_view text = document.Slice(heading.content);
  return text.find_first_of("\r\n") != std::string_view::npos || IsSentence(Trim(text));
}

}  // namespace awl
