#ifndef AWL_MERGE_TOKENS_H_
#define AWL_MERGE_TOKENS_H_

#include "merge/side.h"

namespace awl {

// Sets Unit::token of all three: entries that are the same by EntryPairs, headings and other lines
// of the same text.
void SetTokens(Side* base, Side* ours, Side* theirs);

}  // namespace awl

#endif  // AWL_MERGE_TOKENS_H_
