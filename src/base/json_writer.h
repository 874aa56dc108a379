#ifndef AWL_BASE_JSON_WRITER_H_
#define AWL_BASE_JSON_WRITER_H_

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace awl {

// Writes JSON on the way, for reports too large for a tree in memory. No white space; commas come
// by themselves. Bytes that are no UTF-8 become U+FFFD. The caller keeps begins and ends in step.
class JsonWriter {
 public:
  explicit JsonWriter(std::string* out) : out_(*out) {}

  JsonWriter& BeginObject() { return Begin('{'); }
  JsonWriter& EndObject() { return End('}'); }
  JsonWriter& BeginArray() { return Begin('['); }
  JsonWriter& EndArray() { return End(']'); }
  JsonWriter& Key(std::string_view key);
  JsonWriter& String(std::string_view text);
  JsonWriter& Number(std::uint64_t number);
  JsonWriter& Real(double number);
  JsonWriter& Bool(bool value);
  JsonWriter& Null();
  // A value that is JSON already.
  JsonWriter& Raw(std::string_view value);
  // A line end before the next value, between the elements of a long array.
  JsonWriter& NewLine();

  JsonWriter& Field(std::string_view key, std::string_view text) { return Key(key).String(text); }
  JsonWriter& Field(std::string_view key, const char* text) { return Key(key).String(text); }
  template <std::integral T>
  JsonWriter& Field(std::string_view key, T value) {
    if constexpr (std::same_as<T, bool>) {
      return Key(key).Bool(value);
    } else {
      return Key(key).Number(value);
    }
  }

 private:
  JsonWriter& Begin(char bracket);
  JsonWriter& End(char bracket);
  void Separate();

  std::string& out_;
  bool comma_ = false;  // before the next value
};

}  // namespace awl

#endif  // AWL_BASE_JSON_WRITER_H_
