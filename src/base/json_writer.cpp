#include "base/json_writer.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/utf8.h"

namespace awl {
namespace {

// Beyond ASCII: C1, and what ends lines or turns their direction. JSON allows it as it is, but a
// terminal that the report is printed to obeys it.
bool IsControlBeyondAscii(char32_t c) {
  return (c >= 0x80 && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

bool HasControlBeyondAscii(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    if (IsControlBeyondAscii(c.value)) return true;
    at += c.length;
  }
  return false;
}

// A JSON string with such characters as \u202e.
std::string EscapeControls(std::string_view json) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (std::size_t at = 0; at < json.size();) {
    const CodePoint c = DecodeUtf8(json, at);
    if (IsControlBeyondAscii(c.value)) {
      out += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(c.value >> shift) & 15];
    } else {
      out += json.substr(at, c.length);
    }
    at += c.length;
  }
  return out;
}

// Nothing in it that JSON writes in another way.
bool IsPlain(std::string_view text) {
  bool ascii = true;
  for (const char c : text) {
    if (c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
    ascii = ascii && IsAscii(c);
  }
  return ascii || (IsValidUtf8(text) && !HasControlBeyondAscii(text));
}

}  // namespace

void JsonWriter::Separate() {
  if (comma_) out_ += ',';
  comma_ = true;
}

JsonWriter& JsonWriter::Begin(char bracket) {
  Separate();
  out_ += bracket;
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::End(char bracket) {
  out_ += bracket;
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::Key(std::string_view key) {
  String(key);
  out_ += ':';
  comma_ = false;
  return *this;
}

JsonWriter& JsonWriter::String(std::string_view text) {
  Separate();
  if (IsPlain(text)) {
    out_ += '"';
    out_ += text;
    out_ += '"';
  } else {
    out_ += EscapeControls(
        nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
  return *this;
}

JsonWriter& JsonWriter::Number(std::uint64_t number) {
  Separate();
  strings_internal::Append(out_, number);
  return *this;
}

JsonWriter& JsonWriter::Real(double number) {
  Separate();
  out_ += nlohmann::json(number).dump();
  return *this;
}

JsonWriter& JsonWriter::Bool(bool value) {
  Separate();
  out_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::Raw(std::string_view value) {
  Separate();
  out_ += value;
  comma_ = true;
  return *this;
}

JsonWriter& JsonWriter::Null() {
  Separate();
  out_ += "null";
  return *this;
}

JsonWriter& JsonWriter::NewLine() {
  if (comma_) out_ += ',';
  comma_ = false;
  out_ += '\n';
  return *this;
}

}  // namespace awl
