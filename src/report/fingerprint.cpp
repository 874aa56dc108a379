#include "report/fingerprint.h"

// Inline: a shared library more would be one more thing to install.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/strings.h"

namespace awl {
namespace {

std::uint64_t HashLine(std::string_view line) {
  std::string text;
  text.reserve(line.size());
  for (const char c : Trim(line)) {
    if (!IsAsciiSpace(c)) {
      text += c;
    } else if (text.back() != ' ') {
      text += ' ';
    }
  }
  return XXH64(text.data(), text.size(), 0);
}

std::string Hex(std::uint64_t number) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out(16, '0');
  for (int i = 15; i >= 0; --i, number >>= 4)
    out[static_cast<std::size_t>(i)] = kDigits[number & 15];
  return out;
}

}  // namespace

std::string Fingerprints::Fingerprint::ToString() const { return Cat(Hex(hash), ":", occurrence); }

Fingerprints::Fingerprint Fingerprints::Of(const Diagnostic& diagnostic) {
  const std::uint32_t line = source_.LineAt(diagnostic.range.begin);
  if (line != line_) {
    line_ = line;
    line_hash_ = HashLine(source_.Slice(source_.Line(line)));
  }
  const std::string key = Cat(diagnostic.rule, "\n", path_);
  Fingerprint out{.hash = XXH64(key.data(), key.size(), line_hash_)};
  out.occurrence = ++seen_[out.hash];
  return out;
}

}  // namespace awl
