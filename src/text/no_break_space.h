#ifndef AWL_TEXT_NO_BREAK_SPACE_H_
#define AWL_TEXT_NO_BREAK_SPACE_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace awl {

// Why a no-break space stands where it does.
enum class NoBreakSpace : std::uint8_t {
  kChance,    // between words that may well be parted: "built on", pasted from a web page
  kDoubtful,  // some typographers would keep these words together, most would not
  kMeant,     // "p. 5", "§ 7", "Dr. Roe", "Windows 10", "word — word", "v domě"
};

// `line` has the space in [begin, end). French spaces before signs are not looked at.
NoBreakSpace UseOfNoBreakSpace(std::string_view line, std::size_t begin, std::size_t end);

}  // namespace awl

#endif  // AWL_TEXT_NO_BREAK_SPACE_H_
