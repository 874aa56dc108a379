#include "lsp/json.h"

#include <algorithm>
#include <cstddef>

#include "base/utf8.h"

namespace awl::lsp {
namespace {

// What follows "\u" at `at`, if it is one.
std::optional<unsigned> EscapeAt(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return std::nullopt;
  unsigned value = 0;
  for (const char c : text.substr(at + 2, 4)) {
    const bool digit = c >= '0' && c <= '9';
    const char lower = static_cast<char>(c | 0x20);
    if (!digit && (lower < 'a' || lower > 'f')) return std::nullopt;
    value = value * 16 + static_cast<unsigned>(digit ? c - '0' : lower - 'a' + 10);
  }
  return value;
}

bool IsHigh(unsigned unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool IsLow(unsigned unit) { return unit >= 0xDC00 && unit < 0xE000; }

std::string WithoutLoneSurrogates(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = text[at] == '\\' ? 2 : 1;
    if (const std::optional<unsigned> unit = EscapeAt(text, at)) {
      const std::optional<unsigned> next = EscapeAt(text, at + 6);
      const bool pair = IsHigh(*unit) && next && IsLow(*next);
      if (!pair && (IsHigh(*unit) || IsLow(*unit))) {
        out += "\\ufffd";
        at += 6;
        continue;
      }
      length = pair ? 12 : 6;
    }
    out += text.substr(at, length);
    at += length;
  }
  return out;
}

std::string WithoutInvalidUtf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    AppendUtf8(out, c.value);
    at += c.length;
  }
  return out;
}

Json TryParse(std::string_view text) { return Json::parse(text, nullptr, false); }

}  // namespace

const Json& Get(const Json& object, std::string_view key) {
  static const Json kNull;
  if (!object.is_object()) return kNull;
  const auto found = object.find(key);
  return found == object.end() ? kNull : *found;
}

std::string TextOf(const Json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

std::optional<std::int64_t> IntegerOf(const Json& value) {
  if (!value.is_number_integer()) return std::nullopt;
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
  return value.get<std::int64_t>();
}

bool HasText(const Json& array, std::string_view text) {
  return array.is_array() && std::any_of(array.begin(), array.end(), [text](const Json& item) {
           return item.is_string() && item.get_ref<const std::string&>() == text;
         });
}

std::optional<Json> ParseJson(std::string_view text) {
  Json json = TryParse(text);
  if (json.is_discarded()) json = TryParse(WithoutLoneSurrogates(WithoutInvalidUtf8(text)));
  if (json.is_discarded()) return std::nullopt;
  return json;
}

std::string PrintJson(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace awl::lsp
