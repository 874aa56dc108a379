#include "text/label.h"

#include "base/strings.h"
#include "text/unicode.h"

namespace awl {

std::string NormalizeLabel(std::string_view label) {
  std::string collapsed;
  collapsed.reserve(label.size());
  bool ascii = true;
  for (const char c : Trim(label)) {
    if (static_cast<unsigned char>(c) >= 0x80) ascii = false;
    if (!IsAsciiSpace(c)) {
      collapsed.push_back(AsciiLower(c));
    } else if (collapsed.back() != ' ') {
      collapsed.push_back(' ');
    }
  }
  return ascii ? collapsed : FoldCaseOnly(collapsed);
}

}  // namespace awl
