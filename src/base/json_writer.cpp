#include "base/json_writer.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/utf8.h"

namespace awl {
namespace {

// Nothing in it that JSON writes in another way.
bool IsPlain(std::string_view text) {
  bool ascii = true;
  for (const char c : text) {
    if (c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return false;
    ascii = ascii && IsAscii(c);
  }
  return ascii || IsValidUtf8(text);
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
    out_ += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
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
