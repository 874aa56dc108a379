#ifndef AWL_WEB_JSON_WRITE_H_
#define AWL_WEB_JSON_WRITE_H_

#include <cstdint>
#include <string_view>

#include "base/json_writer.h"

// Members that are left out where they say nothing.

namespace awl::web_json {

inline void WriteText(JsonWriter& json, std::string_view key, std::string_view text) {
  if (!text.empty()) json.Field(key, text);
}

inline void WriteNumber(JsonWriter& json, std::string_view key, std::int64_t number) {
  if (number > 0) json.Field(key, number);
}

inline void WriteFlag(JsonWriter& json, std::string_view key, bool flag) {
  if (flag) json.Field(key, true);
}

}  // namespace awl::web_json

#endif  // AWL_WEB_JSON_WRITE_H_
