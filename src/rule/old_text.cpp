#include "rule/old_text.h"

#include <algorithm>
#include <utility>

namespace awl {
namespace {

template <typename Use>
void ForEachPart(std::string_view text, Use use) {
  constexpr std::string_view kEnds = " \t\r\n()[]<>\"|";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(kEnds), text.size());
    if (end > 0) use(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace

OldText::OldText(std::string text) : text_(std::move(text)) {
  ForEachPart(text_, [this](std::string_view part) { parts_.insert(part); });
}

bool OldText::Has(const Document& document, const Entry& entry) const {
  bool all = true;
  if (entry.link == kNoNode) return all;
  ForEachPart(document.Slice(entry.url),
              [&](std::string_view part) { all = all && parts_.contains(part); });
  return all;
}

}  // namespace awl
