#include "config/read_rules.h"

#include <utility>

#include "base/strings.h"
#include "base/suggest.h"
#include "grammar/entry_template.h"
#include "text/excerpt.h"
#include "text/glob.h"

namespace awl {
namespace {

constexpr std::string_view kLevels = "off, info, warning or error";

// What YAML 1.1 reads as true or false, and 1.2 as a text.
bool IsFalse(std::string_view text) {
  return EqualsIgnoreAsciiCase(text, "false") || EqualsIgnoreAsciiCase(text, "no") || text == "0";
}
bool IsTrue(std::string_view text) {
  return EqualsIgnoreAsciiCase(text, "true") || EqualsIgnoreAsciiCase(text, "yes") ||
         EqualsIgnoreAsciiCase(text, "on") || text == "1";
}

std::string Quoted(std::string_view text) { return Cat("\"", Printable(text), "\""); }

std::optional<Level> ReadLevel(const ConfigFile& file, const YamlNode& node) {
  if (!node.is_scalar()) {
    file.Fail(node.range, Cat("expected ", kLevels, ", not ", KindName(node)));
    return std::nullopt;
  }
  if (const std::optional<Level> level = ParseLevel(node.text)) return level;
  std::string hint;
  if (IsFalse(node.text)) {
    hint = "; did you mean \"off\"?";
  } else if (EqualsIgnoreAsciiCase(node.text, "warn")) {
    hint = "; did you mean \"warning\"?";
  } else {
    hint = DidYouMean(node.text, LevelNames());
  }
  file.Fail(node.range, Cat("expected ", kLevels, ", not ", Quoted(node.text), hint));
  return std::nullopt;
}

std::vector<std::string_view> Choices(std::string_view choices) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t bar = choices.find('|');
    out.push_back(choices.substr(0, bar));
    if (bar == std::string_view::npos) return out;
    choices.remove_prefix(bar + 1);
  }
}

std::string Joined(const std::vector<std::string_view>& choices) {
  std::string out;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (i > 0) out += i + 1 == choices.size() ? " or " : ", ";
    out += choices[i];
  }
  return out;
}

// Each is looked for in many places.
constexpr std::size_t kMaxTexts = 2000;

// False if the text is too long, or not of the language that the option is in; that is reported.
bool CheckText(const ConfigFile& file, const OptionInfo& info, const YamlNode& node) {
  // Some are globs.
  constexpr std::size_t kMaxText = Glob::kMaxSize;
  if (node.text.size() > kMaxText) {
    file.Fail(node.range,
              Cat("option \"", info.name, "\": a text has at most ", kMaxText, " bytes"));
    return false;
  }
  if (info.choices != kTemplateLanguage) return true;
  const EntryTemplateError error = ParseEntryTemplate(node.text).error;
  if (error.message.empty()) return true;
  file.Fail(RangeInScalar(file.source, node, error.offset, error.length),
            Cat("option \"", info.name, "\": ", error.message));
  return false;
}

// Reads `node` as a value of the option; false if it is none, and then that has been reported.
bool ReadOption(const ConfigFile& file, const OptionInfo& info, const YamlNode& node,
                OptionValue* value) {
  value->name = info.name;
  const auto fail = [&](std::string_view expected, std::string_view hint = {}) {
    const std::string got = node.is_scalar() ? Quoted(node.text) : std::string(KindName(node));
    file.Fail(node.range,
              Cat("option \"", info.name, "\": expected ", expected, ", not ", got, hint));
    return false;
  };
  const bool plain = node.is_scalar() && !node.quoted;
  switch (info.type) {
    case OptionType::kBool:
      if (plain && (node.text == "true" || node.text == "false")) {
        value->boolean = node.text == "true";
        return true;
      }
      return fail("true or false", !node.is_scalar()   ? ""
                                   : IsTrue(node.text) ? "; did you mean \"true\"?"
                                   : IsFalse(node.text) || node.text == "off"
                                       ? "; did you mean \"false\"?"
                                       : "");
    case OptionType::kCount:
      if (plain && ParseOptionValue(info, node.text, value)) return true;
      return fail("a whole number");
    case OptionType::kEnum: {
      const std::vector<std::string_view> choices = Choices(info.choices);
      if (node.is_scalar() && ParseOptionValue(info, node.text, value)) return true;
      return fail(Joined(choices), node.is_scalar() ? DidYouMean(node.text, choices) : "");
    }
    case OptionType::kString:
      if (!node.is_scalar()) return fail("a text");
      value->text = node.text;
      // What is written by default may be written out, as config show does.
      return node.text == info.default_value || CheckText(file, info, node);
    case OptionType::kStrings:
      if (!node.is_sequence()) return fail("a list of texts", "; write [a, b]");
      if (node.children.size() > kMaxTexts) return fail(Cat("at most ", kMaxTexts, " texts"));
      for (const YamlNode& item : node.children) {
        if (!item.is_scalar()) {
          file.Fail(item.range, Cat("option \"", info.name, "\": expected a text"));
          return false;
        }
        if (!CheckText(file, info, item)) return false;
        value->texts.push_back(item.text);
      }
      return true;
    case OptionType::kMap:
      if (!node.is_map()) return fail("a map of texts");
      for (const YamlNode& item : node.children) {
        if (!item.is_scalar()) {
          file.Fail(item.range, Cat("option \"", info.name, "\": expected a text"));
          return false;
        }
        value->map.emplace_back(item.key, item.text);
      }
      return true;
  }
  return false;
}

void ReadOptions(const ConfigFile& file, const RuleInfo* rule, const YamlNode& node,
                 RuleSetting* setting) {
  for (const YamlNode& child : node.children) {
    if (child.key == "severity") {
      setting->level = ReadLevel(file, child);
      continue;
    }
    if (file.names.IsOwn(setting->name)) {
      file.Fail(child.key_range, Cat("rule ", Quoted(setting->name), " has no option ",
                                     Quoted(child.key), "; \"severity\" is all it takes"));
      continue;
    }
    if (rule == nullptr) {
      file.Fail(child.key_range,
                Cat(Quoted(setting->name), " takes only \"severity\"; options belong to a rule"));
      continue;
    }
    const OptionInfo* found = nullptr;
    std::vector<std::string_view> names = {"severity"};
    for (const OptionInfo& info : rule->options) {
      names.push_back(info.name);
      if (info.name == child.key) found = &info;
    }
    if (found == nullptr) {
      file.Fail(child.key_range, Cat("rule \"", rule->name, "\" has no option ", Quoted(child.key),
                                     DidYouMean(child.key, names)));
      continue;
    }
    OptionValue value;
    if (ReadOption(file, *found, child, &value)) setting->options.push_back(std::move(value));
  }
}

}  // namespace

ConfigMark ConfigFile::MarkAt(Range range) const {
  const Position at = source.PositionAt(range.begin);
  return {.path = source.path(),
          .line = static_cast<int>(at.line),
          .column = static_cast<int>(at.column)};
}

std::vector<std::string> ConfigFile::Globs(const YamlNode& node, std::string_view what) const {
  std::vector<std::string> out;
  const auto add = [&](const YamlNode& item) {
    if (!item.is_scalar()) {
      Fail(item.range, Cat("\"", what, "\": expected a text, not ", KindName(item)));
    } else if (item.text.size() > Glob::kMaxSize) {
      Fail(item.range, Cat("\"", what, "\": a glob has at most ", Glob::kMaxSize, " bytes"));
    } else {
      out.push_back(item.text);
    }
  };
  if (node.is_sequence()) {
    for (const YamlNode& item : node.children) add(item);
  } else if (node.is_scalar()) {
    add(node);
  } else if (!node.is_null()) {
    Fail(node.range, Cat("\"", what, "\": expected a list of texts, not ", KindName(node)));
  }
  return out;
}

void ConfigFile::CheckKeys(const YamlNode& map, std::span<const std::string_view> known) const {
  for (const YamlNode& child : map.children) {
    bool found = false;
    for (const std::string_view key : known) found = found || key == child.key;
    if (found) continue;
    std::string hint = DidYouMean(child.key, known);
    // A rule that stands one level too high.
    if (hint.empty() && names.Contains(child.key)) hint = "; rules stand under \"rules\"";
    Fail(child.key_range, Cat("unknown key ", Quoted(child.key), hint));
  }
}

std::vector<RuleSetting> ReadRules(const ConfigFile& file, const YamlNode& node) {
  std::vector<RuleSetting> settings;
  if (node.is_null()) return settings;
  if (!node.is_map()) {
    file.Fail(node.range, Cat("\"rules\": expected a map of rules, not ", KindName(node)));
    return settings;
  }
  for (const YamlNode& child : node.children) {
    if (file.problems.is_full()) break;
    if (!file.names.Contains(child.key)) {
      file.Fail(child.key_range, file.names.Unknown(child.key));
      continue;
    }
    RuleSetting setting{.name = child.key, .mark = file.MarkAt(child.key_range)};
    if (child.is_map()) {
      ReadOptions(file, FindRule(child.key), child, &setting);
    } else {
      setting.level = ReadLevel(file, child);
    }
    settings.push_back(std::move(setting));
  }
  return settings;
}

}  // namespace awl
