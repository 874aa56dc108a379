#ifndef AWL_LSP_JSON_H_
#define AWL_LSP_JSON_H_

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

// What clients send may be of any shape: these read it without an exception.

namespace awl::lsp {

using Json = nlohmann::json;

// The value of `key`; null where `object` is no object or has no such key.
const Json& Get(const Json& object, std::string_view key);
template <typename... Keys>
const Json& Get(const Json& object, std::string_view key, const Keys&... keys) {
  return Get(Get(object, key), std::string_view(keys)...);
}

// Empty where there is no text.
std::string TextOf(const Json& value);
std::optional<std::int64_t> IntegerOf(const Json& value);
inline bool IsTrue(const Json& value) { return value.is_boolean() && value.get<bool>(); }
// Whether an array has that text.
bool HasText(const Json& array, std::string_view text);

// A message as its bytes say. What JavaScript lets a text have and UTF-8 does not, halves of
// surrogate pairs, becomes U+FFFD, which is as long; so do bytes that are no UTF-8. Nothing where
// it is not JSON.
std::optional<Json> ParseJson(std::string_view text);
std::string PrintJson(const Json& json);

}  // namespace awl::lsp

#endif  // AWL_LSP_JSON_H_
