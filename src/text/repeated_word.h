#ifndef AWL_TEXT_REPEATED_WORD_H_
#define AWL_TEXT_REPEATED_WORD_H_

#include <cstddef>

#include "awl/source.h"

namespace awl {

// The first place from `from` on where a word of two to five ASCII letters may follow itself after
// a blank or line feed, at its last letter but one; npos if there is none. Misses none, whatever
// the case of first letters, and gives few others: so a file need not be read word by word.
std::size_t FindRepeatedShortWord(const Source& source, std::size_t from);

}  // namespace awl

#endif  // AWL_TEXT_REPEATED_WORD_H_
