#ifndef AWL_WEB_JSON_READ_H_
#define AWL_WEB_JSON_READ_H_

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

// The members of a JSON object of any shape; what is missing or of another kind reads as nothing.

namespace awl::web_json {

using Json = nlohmann::json;

inline const Json* Find(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

inline std::string Text(const Json& object, const char* key) {
  const Json* value = Find(object, key);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

inline std::optional<std::int64_t> Integer(const Json& value) {
  if (!value.is_number_integer()) return std::nullopt;
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
  return value.get<std::int64_t>();
}

inline std::int64_t Number(const Json& object, const char* key, std::int64_t otherwise = 0) {
  const Json* value = Find(object, key);
  return value == nullptr ? otherwise : Integer(*value).value_or(otherwise);
}

inline bool Flag(const Json& object, const char* key) {
  const Json* value = Find(object, key);
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

// The elements of an array; empty where there is none.
inline const Json& Elements(const Json& object, const char* key) {
  static const Json kNone = Json::array();
  const Json* value = Find(object, key);
  return value != nullptr && value->is_array() ? *value : kNone;
}

}  // namespace awl::web_json

#endif  // AWL_WEB_JSON_READ_H_
