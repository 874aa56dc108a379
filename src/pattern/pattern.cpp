#include "pattern/pattern.h"

#include <iterator>

namespace awl {
namespace {

constexpr std::string_view kPartNames[] = {
    "line",           "paragraph",   "heading",   "section",
    "entry",          "entry.name",  "entry.url", "entry.description",
    "entry.trailing", "entry.field", "link",      "image",
    "cell",           "file"};
struct Noun {
  std::string_view one;
  std::string_view more;
};
constexpr Noun kNouns[] = {{"line", "lines"},        {"paragraph", "paragraphs"},
                           {"heading", "headings"},  {"section", "sections"},
                           {"entry", "entries"},     {"name", "names"},
                           {"address", "addresses"}, {"description", "descriptions"},
                           {"part", "parts"},        {"field", "fields"},
                           {"link", "links"},        {"image", "images"},
                           {"cell", "cells"},        {"file", "files"}};
static_assert(std::size(kPartNames) == kPatternPartCount);
static_assert(std::size(kNouns) == kPatternPartCount);
constexpr std::string_view kKeyNames[] = {"none", "lower", "url", "slug", "collation", "number"};

}  // namespace

std::span<const std::string_view> PatternPartNames() { return kPartNames; }
std::span<const std::string_view> PatternKeyNames() { return kKeyNames; }
std::string_view NounOf(PatternPart part, std::size_t count) {
  const Noun& noun = kNouns[static_cast<int>(part)];
  return count == 1 ? noun.one : noun.more;
}

}  // namespace awl
