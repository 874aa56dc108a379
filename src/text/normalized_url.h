#ifndef AWL_TEXT_NORMALIZED_URL_H_
#define AWL_TEXT_NORMALIZED_URL_H_

#include <string>
#include <string_view>

namespace awl {

// What npm's normalize-url 8 makes of a URL with the options that awesome-lint's double-link gives
// it (protocol, "www.", utm_*, index page, trailing slash and credentials dropped; query sorted;
// fragment kept): two URLs are the same to it if this is. Profile awesome-lint alone uses it;
// CanonicalUrl (url.h) is ours.
std::string NormalizedUrl(std::string_view url);

}  // namespace awl

#endif  // AWL_TEXT_NORMALIZED_URL_H_
