#ifndef AWL_LSP_POSITION_H_
#define AWL_LSP_POSITION_H_

#include <cstdint>
#include <optional>
#include <string_view>

#include "awl/source.h"
#include "lsp/json.h"

namespace awl::lsp {

// What `character` counts.
enum class PositionEncoding : std::uint8_t { kUtf8, kUtf16, kUtf32 };
std::string_view NameOf(PositionEncoding encoding);
std::optional<PositionEncoding> ParsePositionEncoding(std::string_view name);

// A place as the protocol writes it: both from 0.
struct TextPosition {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
};
// Nothing where a number is missing, no whole one, or negative.
std::optional<TextPosition> PositionOf(const Json& json);

// The places of one text. A character past the end of its line means that end, as the protocol has
// it; a line past the end of the text means the end of the text; one within a code point means its
// beginning. Not for several threads.
class Positions {
 public:
  // `source` must outlive it.
  Positions(const Source& source, PositionEncoding encoding)
      : source_(source), encoding_(encoding) {}

  const Source& source() const { return source_; }
  TextPosition At(Offset offset) const;
  Offset OffsetAt(TextPosition position) const;

  Json RangeJson(Range range) const;
  // Nothing where `json` is no range, or one that runs backwards.
  std::optional<Range> RangeOf(const Json& json) const;
  std::optional<Offset> OffsetOf(const Json& position) const;

 private:
  const Source& source_;
  const PositionEncoding encoding_;
  // The last place that was asked for: findings come in their order, maybe thousands in one line.
  mutable Offset known_offset_ = 0;
  mutable std::uint32_t known_line_ = 0;
  mutable std::uint32_t known_character_ = 0;
};

// The same on a text that has no Source yet.
std::size_t OffsetIn(std::string_view text, TextPosition position, PositionEncoding encoding);

}  // namespace awl::lsp

#endif  // AWL_LSP_POSITION_H_
