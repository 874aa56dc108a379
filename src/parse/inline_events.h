#ifndef AWL_PARSE_INLINE_EVENTS_H_
#define AWL_PARSE_INLINE_EVENTS_H_

#include <cstdint>
#include <vector>

#include "awl/source.h"

namespace awl {

enum class InlineSpan : std::uint8_t { kEmphasis, kStrong, kDelete, kCode, kLink, kImage };
enum class InlineText : std::uint8_t { kNormal, kSoftBreak, kBreak, kCode, kHtml, kNul };

inline constexpr Offset kNoOffset = ~Offset{0};

// One step through the inlines of a leaf: a span begins or ends where the step before led to, or
// text goes on. Where delimiters end, and what a link's destination is, is read off the text.
struct InlineEvent {
  enum class Type : std::uint8_t { kEnter, kLeave, kText };

  Type type = Type::kText;
  InlineSpan span = {};  // kEnter, kLeave
  InlineText text = {};  // kText
  // kText: where it is, or kNoOffset for text that is not in the leaf as it is. kEnter of a link or
  // an image: where md4c found the destination; kNoOffset if it is empty, was copied because it has
  // escapes, or was not found by md4c.
  Offset offset = kNoOffset;
  Offset size = 0;  // kText

  static InlineEvent Enter(InlineSpan span, Offset destination = kNoOffset) {
    return {.type = Type::kEnter, .span = span, .offset = destination};
  }
  static InlineEvent Leave(InlineSpan span) { return {.type = Type::kLeave, .span = span}; }
  static InlineEvent Text(InlineText text, Offset offset, Offset size) {
    return {.type = Type::kText, .text = text, .offset = offset, .size = size};
  }
};

using InlineEvents = std::vector<InlineEvent>;

// Some of the events of a vector, by number.
struct EventRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

}  // namespace awl

#endif  // AWL_PARSE_INLINE_EVENTS_H_
