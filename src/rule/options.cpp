#include <cassert>
#include <charconv>
#include <string>
#include <string_view>
#include <utility>

#include "awl/rule.h"
#include "base/strings.h"

namespace awl {
namespace {

// Calls `use` with each part of `text` between commas, trimmed; "" has none.
template <typename Use>
void ForEachPart(std::string_view text, Use use) {
  while (!text.empty()) {
    const std::size_t comma = text.find(", ");
    use(Trim(text.substr(0, comma)));
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 2);
  }
}

bool IsChoice(std::string_view choices, std::string_view text) {
  while (true) {
    const std::size_t bar = choices.find('|');
    if (choices.substr(0, bar) == text) return true;
    if (bar == std::string_view::npos) return false;
    choices.remove_prefix(bar + 1);
  }
}

}  // namespace

bool ParseOptionValue(const OptionInfo& info, std::string_view text, OptionValue* value) {
  *value = OptionValue{.name = std::string(info.name)};
  switch (info.type) {
    case OptionType::kBool:
      value->boolean = text == "true";
      return text == "true" || text == "false";
    case OptionType::kCount: {
      const char* end = text.data() + text.size();
      const auto [stop, error] = std::from_chars(text.data(), end, value->count);
      return error == std::errc() && stop == end;
    }
    case OptionType::kEnum:
      value->text = text;
      return IsChoice(info.choices, text);
    case OptionType::kString:
      value->text = text;
      return true;
    case OptionType::kStrings:
      ForEachPart(text, [&](std::string_view part) { value->texts.emplace_back(part); });
      return true;
    case OptionType::kMap: {
      bool ok = true;
      ForEachPart(text, [&](std::string_view part) {
        const std::size_t equals = part.find('=');
        if (equals == std::string_view::npos) {
          ok = false;
          return;
        }
        value->map.emplace_back(part.substr(0, equals), part.substr(equals + 1));
      });
      return ok;
    }
  }
  return false;
}

Options::Options(std::span<const OptionInfo> infos, std::vector<OptionValue> set) : infos_(infos) {
  values_.reserve(infos.size());
  for (const OptionInfo& info : infos) {
    OptionValue& value = values_.emplace_back();
    [[maybe_unused]] const bool ok = ParseOptionValue(info, info.default_value, &value);
    assert(ok && "the default of an option is a value of it");
    for (OptionValue& own : set) {
      if (own.name == info.name) value = std::move(own);
    }
  }
}

const OptionValue& Options::Find(std::string_view name, [[maybe_unused]] OptionType type) const {
  for (std::size_t i = 0; i < infos_.size(); ++i) {
    if (infos_[i].name == name) {
      assert(infos_[i].type == type ||
             (type == OptionType::kString && infos_[i].type == OptionType::kEnum));
      return values_[i];
    }
  }
  assert(false && "a rule asked for an option that it does not declare");
  static const OptionValue kNone;
  return kNone;
}

bool Options::Bool(std::string_view name) const { return Find(name, OptionType::kBool).boolean; }

std::size_t Options::Count(std::string_view name) const {
  return Find(name, OptionType::kCount).count;
}

const std::string& Options::String(std::string_view name) const {
  return Find(name, OptionType::kString).text;
}

const std::vector<std::string>& Options::Strings(std::string_view name) const {
  return Find(name, OptionType::kStrings).texts;
}

const OptionMap& Options::Map(std::string_view name) const {
  return Find(name, OptionType::kMap).map;
}

}  // namespace awl
