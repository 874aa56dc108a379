#include "base/utf8.h"

#include "base/ascii.h"

namespace awl {
namespace {

constexpr CodePoint kInvalid = {.value = 0xFFFD, .length = 1, .valid = false};

constexpr bool IsContinuation(unsigned char byte) { return (byte & 0xC0) == 0x80; }

}  // namespace

CodePoint utf8_internal::DecodeBeyondAscii(std::string_view text, std::size_t at) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data()) + at;
  const std::size_t left = text.size() - at;
  const unsigned char first = bytes[0];
  // The second byte's range excludes overlong forms, surrogates and what is above U+10FFFF.
  if (first < 0xC2 || first > 0xF4 || left < 2) return kInvalid;
  if (first < 0xE0) {
    if (!IsContinuation(bytes[1])) return kInvalid;
    return {.value = static_cast<char32_t>((first & 0x1F) << 6 | (bytes[1] & 0x3F)), .length = 2};
  }
  if (first < 0xF0) {
    const unsigned char low = first == 0xE0 ? 0xA0 : 0x80;
    const unsigned char high = first == 0xED ? 0x9F : 0xBF;
    if (left < 3 || bytes[1] < low || bytes[1] > high || !IsContinuation(bytes[2])) return kInvalid;
    return {.value = static_cast<char32_t>((first & 0x0F) << 12 | (bytes[1] & 0x3F) << 6 |
                                           (bytes[2] & 0x3F)),
            .length = 3};
  }
  const unsigned char low = first == 0xF0 ? 0x90 : 0x80;
  const unsigned char high = first == 0xF4 ? 0x8F : 0xBF;
  if (left < 4 || bytes[1] < low || bytes[1] > high || !IsContinuation(bytes[2]) ||
      !IsContinuation(bytes[3])) {
    return kInvalid;
  }
  return {.value = static_cast<char32_t>((first & 0x07) << 18 | (bytes[1] & 0x3F) << 12 |
                                         (bytes[2] & 0x3F) << 6 | (bytes[3] & 0x3F)),
          .length = 4};
}

CodePoint utf8_internal::DecodeBeyondAsciiBefore(std::string_view text, std::size_t at) {
  const std::string_view head = text.substr(0, at);
  for (std::size_t length = 1; length <= 4 && length <= at; ++length) {
    if (IsContinuation(static_cast<unsigned char>(head[at - length]))) continue;
    const CodePoint found = DecodeUtf8(head, at - length);
    return found.length == length ? found : kInvalid;
  }
  return kInvalid;
}

void AppendUtf8(std::string& to, char32_t code_point) {
  if (code_point < 0x80) {
    to.push_back(static_cast<char>(code_point));
    return;
  }
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) code_point = 0xFFFD;
  const auto continuation = [code_point](int shift) {
    return static_cast<char>(0x80 | (code_point >> shift & 0x3F));
  };
  if (code_point < 0x800) {
    const char bytes[] = {static_cast<char>(0xC0 | code_point >> 6), continuation(0)};
    to.append(bytes, sizeof bytes);
  } else if (code_point < 0x10000) {
    const char bytes[] = {static_cast<char>(0xE0 | code_point >> 12), continuation(6),
                          continuation(0)};
    to.append(bytes, sizeof bytes);
  } else {
    const char bytes[] = {static_cast<char>(0xF0 | code_point >> 18), continuation(12),
                          continuation(6), continuation(0)};
    to.append(bytes, sizeof bytes);
  }
}

bool IsValidUtf8(std::string_view text) { return FindInvalidUtf8(text) == std::string_view::npos; }

std::size_t FindInvalidUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (IsAscii(text[at])) {
      at = SkipAscii(text, at);
      continue;
    }
    // Lead bytes without exceptions. Two bytes: the scripts of Europe and the Near East. Three:
    // nearly all of Chinese and Japanese.
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead >= 0xC2 && lead <= 0xDF && text.size() - at >= 2 &&
        IsContinuation(static_cast<unsigned char>(text[at + 1]))) {
      at += 2;
      continue;
    }
    if (lead >= 0xE1 && lead <= 0xEC && text.size() - at >= 3 &&
        IsContinuation(static_cast<unsigned char>(text[at + 1])) &&
        IsContinuation(static_cast<unsigned char>(text[at + 2]))) {
      at += 3;
      continue;
    }
    const CodePoint next = DecodeUtf8(text, at);
    if (!next.valid) return at;
    at += next.length;
  }
  return std::string_view::npos;
}

std::size_t CountCodePoints(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = SkipAscii(text, at);
    count += end - at;
    at = end;
    if (at == text.size()) break;
    at += DecodeUtf8(text, at).length;
    ++count;
  }
  return count;
}

}  // namespace awl
