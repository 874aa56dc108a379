#ifndef AWL_PARSE_AUTOLINKS_H_
#define AWL_PARSE_AUTOLINKS_H_

#include <string_view>

#include "awl/source.h"

namespace awl {

// GitHub's bare URLs (GFM section 6.9), as its renderer cmark-gfm finds them: with a scheme they
// begin anywhere, also right after a Chinese character; with "www." or as an e-mail address they
// need what section 6.9 says. `text` holds a paragraph as written.

// The URL "scheme://…" whose colon is at `colon` and that begins at or after `begin`; empty if
// none.
Range MatchUrl(std::string_view text, Offset begin, Offset colon);
// "www.…" at `at`, in a paragraph that begins at `begin`.
Range MatchWww(std::string_view text, Offset begin, Offset at);
// The address around the "@" at `at`, within [begin, end).
Range MatchEmail(std::string_view text, Offset begin, Offset at, Offset end);

}  // namespace awl

#endif  // AWL_PARSE_AUTOLINKS_H_
