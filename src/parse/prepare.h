#ifndef AWL_PARSE_PREPARE_H_
#define AWL_PARSE_PREPARE_H_

#include "awl/source.h"

namespace awl {

struct Prepared {
  Range front_matter = {};  // with its fences, without the line end of the last
  Range body = {};          // what is Markdown
};

// Takes off the byte order mark and the front matter: YAML ("---" on the first line to the next
// such line) or TOML ("+++").
Prepared Prepare(const Source& source);

}  // namespace awl

#endif  // AWL_PARSE_PREPARE_H_
