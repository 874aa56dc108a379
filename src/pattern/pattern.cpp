#include "pattern/pattern.h"

namespace awl {
namespace {

constexpr std::string_view kPartNames[] = {
    "line",           "paragraph",   "heading",   "section",
    "entry",          "entry.name",  "entry.url", "entry.description",
    "entry.trailing", "entry.field", "link",      "image",
    "cell",           "file"};
constexpr std::string_view kNouns[] = {"lines", "paragraphs", "headings",     "sections", "entries",
                                       "names", "addresses",  "descriptions", "parts",    "fields",
                                       "links", "images",     "cells",        "files"};
static_assert(std::size(kPartNames) == kPatternPartCount);
static_assert(std::size(kNouns) == kPatternPartCount);
constexpr std::string_view kKeyNames[] = {"none", "lower", "url", "slug", "collation", "number"};

}  // namespace

std::span<const std::string_view> PatternPartNames() { return kPartNames; }
std::span<const std::string_view> PatternKeyNames() { return kKeyNames; }
std::string_view NounOf(PatternPart part) { return kNouns[static_cast<int>(part)]; }

}  // namespace awl
