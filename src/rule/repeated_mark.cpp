#include "rule/repeated_mark.h"

#include "base/strings.h"
#include "base/utf8.h"

namespace awl {

bool MayRepeat(const CodePointSet& marks, std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (IsAscii(text[i])) {
      count += marks.Has(static_cast<unsigned char>(text[i])) || text[i] == '&' ? 1 : 0;
      ++i;
      continue;
    }
    const CodePoint c = DecodeUtf8(text, i);
    count += marks.Has(c.value) ? 1 : 0;
    i += c.length;
  }
  return count > 1;
}

Fix DropRepeated(Range range) {
  return {.title = "write it once",
          .applicability = Applicability::kUnsafe,
          .effect = Effect::kText,
          .edits = {{range, ""}}};
}

}  // namespace awl
