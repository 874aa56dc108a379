#include "rule/code_point_set.h"

#include "base/utf8.h"

namespace awl {

CodePointSet::CodePointSet(std::string_view chars) {
  for (std::size_t i = 0; i < chars.size();) {
    const CodePoint c = DecodeUtf8(chars, i);
    if (c.value < ascii_.size()) {
      ascii_[c.value] = true;
    } else {
      others_ += c.value;
    }
    i += c.length;
  }
}

}  // namespace awl
