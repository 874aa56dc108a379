#include "lsp/config_help.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "base/strings.h"
#include "config/schema.h"

namespace awl::lsp {
namespace {

using Schema = nlohmann::ordered_json;

std::string TextIn(const Schema& node, const char* key) {
  const auto found = node.find(key);
  return found != node.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// Goes along a path through the schema. As a config may be written in several ways, it is at
// several nodes at once.
class SchemaWalk {
 public:
  SchemaWalk() : schema_(ConfigSchemaJson()) { Enter(schema_); }

  void Step(const std::string& key) {
    const std::vector<const Schema*> from = std::exchange(nodes_, {});
    description_.clear();
    for (const Schema* node : from) {
      if (key == ConfigPlace::kItem) {
        if (const auto items = node->find("items"); items != node->end()) Enter(*items);
        continue;
      }
      const auto properties = node->find("properties");
      const auto others = node->find("additionalProperties");
      if (properties != node->end() && properties->contains(key)) {
        Enter(properties->at(key));
      } else if (others != node->end() && others->is_object()) {
        Enter(*others);
      }
    }
  }

  const std::vector<const Schema*>& nodes() const { return nodes_; }
  // Of the last key.
  const std::string& description() const { return description_; }

 private:
  // A node with all that it stands for.
  void Enter(const Schema& node) {
    if (description_.empty()) description_ = TextIn(node, "description");
    nodes_.push_back(&node);
    const std::string reference = TextIn(node, "$ref");
    constexpr std::string_view kDefinitions = "#/definitions/";
    if (reference.starts_with(kDefinitions)) {
      Enter(schema_.at("definitions").at(reference.substr(kDefinitions.size())));
    }
    for (const char* choice : {"oneOf", "anyOf"}) {
      const auto found = node.find(choice);
      if (found == node.end()) continue;
      for (const Schema& one : *found) Enter(one);
    }
  }

  const Schema schema_;
  std::vector<const Schema*> nodes_;
  std::string description_;
};

std::string WrittenAs(const Schema& value) {
  return value.is_string() ? value.get<std::string>() : value.dump();
}

void AddKeys(const Schema& node, std::vector<ConfigWord>* words) {
  const auto properties = node.find("properties");
  if (properties == node.end()) return;
  for (const auto& [key, property] : properties->items()) {
    words->push_back({.text = key, .about = TextIn(property, "description"), .is_key = true});
  }
}

void AddValues(const Schema& node, std::vector<ConfigWord>* words) {
  const auto add = [words](const Schema& value, const char* about) {
    words->push_back({.text = WrittenAs(value), .about = about});
  };
  const auto standard = node.find("default");
  if (const auto choices = node.find("enum"); choices != node.end()) {
    for (const Schema& value : *choices) {
      add(value, standard != node.end() && *standard == value ? "default" : "");
    }
  } else if (const auto only = node.find("const"); only != node.end()) {
    add(*only, "");
  } else if (node.value("type", Schema()) == "boolean") {
    for (const bool value : {true, false}) {
      add(value, standard != node.end() && *standard == Schema(value) ? "default" : "");
    }
  } else if (standard != node.end() && standard->is_primitive() &&
             *standard != "") {  // NOLINT(readability-container-size-empty)
    add(*standard, "default");
  }
}

}  // namespace

std::vector<ConfigWord> WordsAt(const ConfigPlace& place) {
  SchemaWalk walk;
  for (const std::string& key : place.path) walk.Step(key);
  std::vector<ConfigWord> words;
  for (const Schema* node : walk.nodes()) {
    if (!place.is_value) AddKeys(*node, &words);
    // An item may be either.
    if (place.is_value || (!place.path.empty() && place.path.back() == ConfigPlace::kItem)) {
      AddValues(*node, &words);
    }
  }
  return words;
}

std::string AboutKey(const std::vector<std::string>& path) {
  SchemaWalk walk;
  for (const std::string& key : path) walk.Step(key);
  if (walk.nodes().empty() || walk.description().empty()) return {};
  std::string out = Cat("**", path.back(), "**\n\n", walk.description(), "\n");
  for (const Schema* node : walk.nodes()) {
    const auto choices = node->find("enum");
    if (choices == node->end()) continue;
    out += "\nOne of";
    for (const Schema& value : *choices) out += Cat(" `", WrittenAs(value), "`");
    out += ".\n";
    break;
  }
  for (const Schema* node : walk.nodes()) {
    const auto standard = node->find("default");
    // NOLINTNEXTLINE(readability-container-size-empty)
    if (standard == node->end() || *standard == "") continue;
    out += Cat("\nDefault: `", WrittenAs(*standard), "`.\n");
    break;
  }
  return out;
}

}  // namespace awl::lsp
