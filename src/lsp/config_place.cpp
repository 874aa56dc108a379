#include "lsp/config_place.h"

#include <algorithm>
#include <optional>

#include "base/strings.h"

namespace awl::lsp {
namespace {

// "  - name: value" as a line begins it: each "- " is a step that lies deeper than the one before.
struct Step {
  std::size_t column = 0;
  std::string key = {};  // kItem for "- "
};

// Where a key ends in "key: value" or "key:"; nothing where there is none.
std::optional<std::size_t> KeyEnd(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '#' && i > 0 && text[i - 1] == ' ') return std::nullopt;
    if (text[i] == ':' && (i + 1 == text.size() || text[i + 1] == ' ')) return i;
  }
  return std::nullopt;
}

std::string Unquoted(std::string_view key) {
  key = Trim(key);
  if (key.size() > 1 && (key[0] == '"' || key[0] == '\'') && key.back() == key[0]) {
    key = key.substr(1, key.size() - 2);
  }
  return std::string(key);
}

// The steps of a line, and where what is none begins.
std::vector<Step> StepsOf(std::string_view line, std::size_t* rest) {
  std::vector<Step> out;
  std::size_t at = std::min(line.find_first_not_of(' '), line.size());
  *rest = at;
  if (line.substr(at).starts_with('#')) return out;
  while (line.substr(at).starts_with("- ") || line.substr(at) == "-") {
    out.push_back({.column = at, .key = std::string(ConfigPlace::kItem)});
    at = std::min(line.find_first_not_of(' ', at + 1), line.size());
  }
  if (const auto end = KeyEnd(line.substr(at))) {
    out.push_back({.column = at, .key = Unquoted(line.substr(at, *end))});
    at = std::min(line.find_first_not_of(' ', at + *end + 1), line.size());
  }
  *rest = at;
  return out;
}

// Goes into "{a: 1, b: [x" as far as it is written.
void EnterFlow(std::string_view text, std::size_t* at, ConfigPlace* place) {
  std::vector<std::size_t> depths;  // how long the path was before each open bracket
  const auto begin_part = [&](std::size_t from) {
    *at = std::min(text.find_first_not_of(' ', from), text.size());
  };
  for (std::size_t i = *at; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '{' || c == '[') {
      depths.push_back(place->path.size());
      place->is_value = c == '[';
      if (c == '[') place->path.emplace_back(ConfigPlace::kItem);
      begin_part(i + 1);
    } else if ((c == '}' || c == ']') && !depths.empty()) {
      place->path.resize(depths.back());
      depths.pop_back();
      place->is_value = true;
      begin_part(i + 1);
    } else if (c == ',' && !depths.empty()) {
      const bool in_map =
          place->path.size() == depths.back() || place->path[depths.back()] != ConfigPlace::kItem;
      if (in_map) place->path.resize(depths.back());
      place->is_value = !in_map;
      begin_part(i + 1);
    } else if (c == ':' && !depths.empty() && !place->is_value) {
      place->path.push_back(Unquoted(text.substr(*at, i - *at)));
      place->is_value = true;
      begin_part(i + 1);
    }
  }
}

// The keys of lines above that lie less deep, each less than the one before.
void PrependParents(const Source& source, std::uint32_t line, std::size_t column, bool is_item,
                    std::vector<std::string>* path) {
  std::vector<std::string> above;
  while (line-- > 0 && (column > 0 || is_item)) {
    std::size_t rest = 0;
    const std::vector<Step> steps = StepsOf(source.Slice(source.Line(line)), &rest);
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
      const bool is_key = step->key != ConfigPlace::kItem;
      // A list may lie as deep as its key.
      if (step->column > column || (step->column == column && !(is_item && is_key))) continue;
      above.push_back(step->key);
      column = step->column;
      is_item = !is_key;
    }
  }
  path->insert(path->begin(), above.rbegin(), above.rend());
}

}  // namespace

ConfigPlace PlaceInConfig(const Source& source, Offset offset) {
  const std::uint32_t line = source.LineAt(offset);
  const Offset begin = source.LineBegin(line);
  const std::string_view before = source.Slice({begin, offset});
  std::size_t at = 0;
  const std::vector<Step> steps = StepsOf(before, &at);
  ConfigPlace place;
  for (const Step& step : steps) place.path.push_back(step.key);
  const bool has_key = !steps.empty() && steps.back().key != ConfigPlace::kItem;
  place.is_value = has_key;
  EnterFlow(before, &at, &place);
  place.typed = {begin + static_cast<Offset>(at), offset};
  const std::size_t column =
      steps.empty() ? std::min(before.find_first_not_of(' '), before.size()) : steps.front().column;
  const bool is_item = !steps.empty() && steps.front().key == ConfigPlace::kItem;
  PrependParents(source, line, column, is_item, &place.path);
  return place;
}

}  // namespace awl::lsp
