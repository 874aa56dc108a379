#ifndef AWL_NET_FORGE_JSON_H_
#define AWL_NET_FORGE_JSON_H_

#include <nlohmann/json.hpp>
#include <string>

#include "base/utf8.h"
#include "web/json_read.h"

// Members of what forges answer, each within limits.

namespace awl::forge_json {

using web_json::Elements;
using web_json::Find;
using web_json::Flag;
using web_json::Json;
using web_json::Number;

// Names, dates and the like.
inline std::string Text(const Json& object, const char* key) {
  std::string text = web_json::Text(object, key);
  return text.size() <= 300 ? text : std::string();
}

// What people wrote, as much as is kept of it.
inline std::string Prose(const Json& object, const char* key) {
  std::string text = web_json::Text(object, key);
  if (text.size() <= 300) return text;
  std::size_t end = 0;
  for (CodePoint c = DecodeUtf8(text, 0); end + c.length <= 300; c = DecodeUtf8(text, end)) {
    end += c.length;
  }
  text.resize(end);
  return text;
}

}  // namespace awl::forge_json

#endif  // AWL_NET_FORGE_JSON_H_
