#ifndef AWL_PARSE_MD4C_EVENTS_H_
#define AWL_PARSE_MD4C_EVENTS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "awl/source.h"

namespace awl {

enum class InlineSpan : std::uint8_t { kEmphasis, kStrong, kDelete, kCode, kLink, kImage };
enum class InlineText : std::uint8_t { kNormal, kSoftBreak, kBreak, kCode, kHtml, kNul };

inline constexpr Offset kNoOffset = ~Offset{0};

// Told what md4c finds in a text whose blocks are all paragraphs (and reference definitions).
class InlineEvents {
 public:
  virtual void EnterParagraph() = 0;
  virtual void LeaveParagraph() = 0;
  // Of links and images: where the destination stands in the text; kNoOffset if it is empty or was
  // copied because it has escapes.
  virtual void Enter(InlineSpan span, Offset destination) = 0;
  virtual void Leave(InlineSpan span) = 0;
  // `offset` is kNoOffset for text that stands for something else in the text.
  virtual void Text(InlineText type, Offset offset, Offset size) = 0;

 protected:
  ~InlineEvents() = default;
};

// Runs md4c over `text`, which must be followed by at least Source::kPadding zero bytes.
void ParseInlines(std::string_view text, InlineEvents& events);

}  // namespace awl

#endif  // AWL_PARSE_MD4C_EVENTS_H_
