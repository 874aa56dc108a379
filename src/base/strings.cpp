#include "base/strings.h"

#include <algorithm>
#include <cstring>

namespace awl {

namespace {

// Eight bytes at a time, in a vector of the compiler's; the last eight may overlap those before.
void MakeAsciiLower(char* text, std::size_t size) {
  typedef signed char Vector __attribute__((vector_size(8)));
  for (std::size_t at = 0; size >= sizeof(Vector) && at < size; at += sizeof(Vector)) {
    char* const place = text + std::min(at, size - sizeof(Vector));
    Vector bytes;
    std::memcpy(&bytes, place, sizeof bytes);
    bytes |= (bytes >= 'A') & (bytes <= 'Z') & static_cast<signed char>('a' - 'A');
    std::memcpy(place, &bytes, sizeof bytes);
  }
  for (std::size_t at = 0; size < sizeof(Vector) && at < size; ++at)
    text[at] = AsciiLower(text[at]);
}

}  // namespace

std::string AsciiLower(std::string_view text) {
  std::string out(text);
  MakeAsciiLower(out.data(), out.size());
  return out;
}

void AppendAsciiLower(std::string_view text, std::string* to) {
  const std::size_t begin = to->size();
  to->append(text);
  MakeAsciiLower(to->data() + begin, text.size());
}

bool EqualsIgnoreAsciiCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
           return x == y || AsciiLower(x) == AsciiLower(y);
         });
}

}  // namespace awl
