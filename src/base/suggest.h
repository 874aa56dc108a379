#ifndef AWL_BASE_SUGGEST_H_
#define AWL_BASE_SUGGEST_H_

#include <span>
#include <string>
#include <string_view>

namespace awl {

// The candidate that `word` was most likely meant to be: few letters differ (Damerau-Levenshtein,
// restricted: a swap of neighbours counts one), or the same words stand in another order. Empty if
// none is near.
std::string_view Nearest(std::string_view word, std::span<const std::string_view> candidates);

// "; did you mean \"entry-link\"?", or nothing.
std::string DidYouMean(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace awl

#endif  // AWL_BASE_SUGGEST_H_
