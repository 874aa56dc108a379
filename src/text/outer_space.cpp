#include "text/outer_space.h"

#include "base/strings.h"

namespace awl {

std::size_t SpaceAtBegin(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    if (IsAsciiSpace(text[i])) {
      ++i;
    } else if (text.substr(i).starts_with("\xC2\xA0")) {
      i += 2;
    } else if (text.substr(i).starts_with("\xE3\x80\x80")) {
      i += 3;
    } else {
      break;
    }
  }
  return i;
}

std::size_t SpaceAtEnd(std::string_view text) {
  std::size_t n = text.size();
  while (n > 0) {
    if (IsAsciiSpace(text[n - 1])) {
      --n;
    } else if (text.substr(0, n).ends_with("\xC2\xA0")) {
      n -= 2;
    } else if (text.substr(0, n).ends_with("\xE3\x80\x80")) {
      n -= 3;
    } else {
      break;
    }
  }
  return text.size() - n;
}

}  // namespace awl
