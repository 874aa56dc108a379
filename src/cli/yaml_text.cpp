#include "cli/yaml_text.h"

#include <array>
#include <nlohmann/json.hpp>

#include "base/strings.h"

namespace awl {
namespace {

// Letters, digits and what may stand within words; nothing that YAML gives a meaning.
bool IsPlain(std::string_view text) {
  if (text.empty() || !IsAsciiAlpha(text.front()) || text.back() == ' ') return false;
  for (const char c : text) {
    if (!IsAsciiAlnum(c) && std::string_view(" ./_-").find(c) == std::string_view::npos) {
      return false;
    }
  }
  static constexpr std::array<std::string_view, 9> kWords = {"true", "false", "yes", "no", "on",
                                                             "off",  "null",  "y",   "n"};
  for (const std::string_view word : kWords) {
    if (EqualsIgnoreAsciiCase(text, word)) return false;
  }
  return true;
}

}  // namespace

std::string YamlText(std::string_view text) {
  if (IsPlain(text)) return std::string(text);
  // A JSON string is a YAML string in double quotes.
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string YamlList(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (const std::string& text : texts) out += Cat(out.size() > 1 ? ", " : "", YamlText(text));
  return out + "]";
}

std::string YamlValue(OptionType type, const OptionValue& value) {
  switch (type) {
    case OptionType::kBool:
      return value.boolean ? "true" : "false";
    case OptionType::kCount:
      return Cat(value.count);
    case OptionType::kString:
    case OptionType::kEnum:
      return YamlText(value.text);
    case OptionType::kStrings:
      return YamlList(value.texts);
    case OptionType::kMap: {
      std::string out = "{";
      for (const auto& [key, text] : value.map) {
        out += Cat(out.size() > 1 ? ", " : "", YamlText(key), ": ", YamlText(text));
      }
      return out + "}";
    }
  }
  return {};
}

}  // namespace awl
