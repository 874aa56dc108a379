#include "pattern/pattern_page.h"

#include <algorithm>
#include <string_view>

#include "base/strings.h"

namespace awl {
namespace {

// Longer than any run of backticks in the text.
std::string FenceFor(std::string_view text) {
  std::size_t longest = 2;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = std::min(text.find('`', at), text.size());
    at = std::min(text.find_first_not_of('`', begin), text.size());
    longest = std::max(longest, at - begin);
  }
  return std::string(longest + 1, '`');
}

void AddBlock(std::string_view kind, std::string_view text, std::string* out) {
  const std::string fence = FenceFor(text);
  *out += Cat("\n", fence, "md ", kind, "\n", text, text.ends_with('\n') ? "" : "\n", fence, "\n");
}

}  // namespace

std::string PatternPage(const Pattern& pattern) {
  std::string out = Cat("# ", pattern.name, "\n");
  for (const PatternExample& example : pattern.examples) {
    AddBlock(example.bad ? "bad" : "good", example.text, &out);
    if (!example.fixed) continue;
    AddBlock(pattern.applicability == Applicability::kSafe ? "fixed" : "fixed unsafe",
             *example.fixed, &out);
  }
  return out;
}

}  // namespace awl
