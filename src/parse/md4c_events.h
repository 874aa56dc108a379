#ifndef AWL_PARSE_MD4C_EVENTS_H_
#define AWL_PARSE_MD4C_EVENTS_H_

#include <string_view>
#include <vector>

#include "parse/inline_events.h"

namespace awl {

// Runs md4c over `text`, whose blocks are all paragraphs (and reference definitions) and which must
// be followed by at least Source::kPadding zero bytes. Adds what it finds to `events`; gives the
// events of each paragraph, in order.
std::vector<EventRange> ReadWithMd4c(std::string_view text, InlineEvents& events);

}  // namespace awl

#endif  // AWL_PARSE_MD4C_EVENTS_H_
