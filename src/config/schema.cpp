#include "config/schema.h"

#include <string_view>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "config/names.h"
#include "config/presets.h"
#include "list/entry_form.h"
#include "pattern/pattern.h"

namespace awl {
namespace {

using Json = nlohmann::ordered_json;

Json Names(std::span<const std::string_view> names) {
  Json out = Json::array();
  for (const std::string_view name : names) out.push_back(name);
  return out;
}

Json Texts(std::string_view description) {
  return {{"description", description},
          {"oneOf", {{{"type", "string"}}, {{"type", "array"}, {"items", {{"type", "string"}}}}}}};
}

Json OptionSchema(const OptionInfo& option) {
  Json out = {{"description", option.summary}};
  switch (option.type) {
    case OptionType::kBool:
      out["type"] = "boolean";
      break;
    case OptionType::kCount:
      out["type"] = "integer";
      out["minimum"] = 0;
      break;
    case OptionType::kString:
      out["type"] = {"string", "number", "boolean"};
      break;
    case OptionType::kEnum:
      out["enum"] = ChoicesOf(option);
      break;
    case OptionType::kStrings:
      out["type"] = "array";
      out["items"] = {{"type", {"string", "number"}}};
      break;
    case OptionType::kMap:
      out["type"] = "object";
      out["additionalProperties"] = {{"type", {"string", "number"}}};
      break;
  }
  out["default"] = DefaultOf(option);
  return out;
}

Json LevelRef() { return {{"$ref", "#/definitions/level"}}; }

Json RuleSchema(const RuleInfo& rule) {
  Json properties = {{"severity", LevelRef()}};
  for (const OptionInfo& option : rule.options) {
    properties[std::string(option.name)] = OptionSchema(option);
  }
  return {{"description", rule.summary},
          {"oneOf",
           {LevelRef(),
            {{"type", "object"},
             {"properties", std::move(properties)},
             {"additionalProperties", false}}}}};
}

Json RulesSchema() {
  Json properties = Json::object();
  std::string_view group;
  for (const RuleInfo& rule : BuiltinRules()) {
    if (rule.group != group) {
      group = rule.group;
      properties[std::string(group)] = {{"description", Cat("All rules of the group ", group, ".")},
                                        {"$ref", "#/definitions/group"}};
    }
    properties[std::string(rule.name)] = RuleSchema(rule);
  }
  properties["pattern"] = {{"description", "All rules under \"patterns\"."},
                           {"$ref", "#/definitions/group"}};
  return {{"description", "Rules and groups, each with a severity or with a map of options."},
          {"type", {"object", "null"}},
          {"properties", std::move(properties)},
          // The list's own rules.
          {"additionalProperties", {{"$ref", "#/definitions/group"}}}};
}

Json Text(std::string_view description) {
  return {
      {"description", description}, {"type", {"string", "number", "boolean"}}, {"minLength", 1}};
}

Json Choice(std::string_view description, std::span<const std::string_view> names) {
  return {{"description", description}, {"enum", Names(names)}};
}

// A text, or a list of texts that is not empty.
Json SomeTexts(std::string_view description) {
  const Json text = {{"type", {"string", "number", "boolean"}}, {"minLength", 1}};
  return {{"description", description},
          {"oneOf", {text, {{"type", "array"}, {"minItems", 1}, {"items", text}}}}};
}

Json Object(std::string_view description, Json properties) {
  return {{"description", description},
          {"type", "object"},
          {"properties", std::move(properties)},
          {"additionalProperties", false}};
}

Json Flag(std::string_view description) {
  return {{"description", description}, {"type", "boolean"}};
}

Json Whole(std::string_view description) {
  return {{"description", description}, {"type", "integer"}, {"minimum", 0}};
}

// `true`, a key, or a map of what to compare and where.
Json OrderSchema(std::string_view description, bool descending) {
  constexpr std::string_view kPer[] = {"file", "section"};
  Json map = Object("", {{"by", Choice("What is compared.", PatternKeyNames())},
                         {"per", Choice("Where: in each section, or in the file.", kPer)}});
  map.erase("description");
  if (descending) map["properties"]["descending"] = Flag("The largest first.");
  return {{"description", description},
          {"oneOf", {{{"const", true}}, {{"enum", Names(PatternKeyNames())}}, std::move(map)}}};
}

// `any` and `all`: texts to look for, or conditions.
Json TermsSchema(std::string_view description) {
  return {
      {"description", description},
      {"type", "array"},
      {"minItems", 1},
      {"maxItems", 30},
      {"items",
       {{"oneOf",
         {{{"type", {"string", "number", "boolean"}}, {"minLength", 1}},
          {{"type", "object"},
           {"minProperties", 1},
           {"maxProperties", 1},
           {"properties", {{"match", Text("It matches.")}, {"not_match", Text("It does not.")}}},
           {"additionalProperties", false}}}}}}};
}

Json CountSchema() {
  constexpr std::string_view kPer[] = {"file", "section"};
  Json count =
      Object("How many there are.", {{"min", Whole("At least.")},
                                     {"max", Whole("At most.")},
                                     {"per", Choice("In each section, or in the file.", kPer)}});
  count["anyOf"] = {{{"required", {"min"}}}, {{"required", {"max"}}}};
  return count;
}

Json WhereSchema() {
  return Object(
      "Where it looks; everywhere if nothing is said.",
      {{"section", SomeTexts("Globs of headings; their subsections are included.")},
       {"path", SomeTexts("Globs of files.")},
       {"form",
        {{"description", "Of entries: how they are written."},
         {"oneOf",
          {{{"enum", Names(kEntryFormNames)}},
           {{"type", "array"}, {"minItems", 1}, {"items", {{"enum", Names(kEntryFormNames)}}}}}}}},
       {"column",
        {{"description", "Of a cell or trailing part: its number, or its header."},
         {"oneOf",
          {{{"type", "integer"}, {"minimum", 1}, {"maximum", 1000}},
           {{"type", "string"}, {"minLength", 1}}}}}},
       {"label", SomeTexts("Of a field: globs of its label.")},
       {"changed", Flag("Only lines that --changed-since names.")}});
}

Json FixSchema() {
  constexpr std::string_view kApplicabilities[] = {"display", "unsafe", "safe"};
  Json fix = Object("What puts it right.",
                    {{"replace",
                      {{"description", "What takes the place of the match."},
                       {"type", {"string", "number", "boolean"}}}},
                     {"applicability", Choice("How far it may be trusted.", kApplicabilities)},
                     {"title", Text("The cure, as an imperative.")}});
  fix["required"] = {"replace"};
  return fix;
}

Json ExampleSchema() {
  Json example = Object("A text that \"awl rules test\" tries the rule on.",
                        {{"bad", Text("The rule finds something here.")},
                         {"fixed", Text("The bad text after the fixes.")},
                         {"good", Text("The rule finds nothing here.")},
                         {"path", Text("What the file is called; readme.md.")},
                         {"files", SomeTexts("Files that stand beside it.")}});
  example["oneOf"] = {{{"required", {"bad"}}}, {{"required", {"good"}}}};
  return example;
}

// What a pattern may say, beside what depends on its `on`.
Json PatternSchema() {
  Json out = Object(
      "A rule of the list.",
      {{"name",
        {{"description", "Small letters, digits and hyphens."},
         {"type", "string"},
         {"minLength", 1},
         {"maxLength", 80}}},
       {"summary", Text("What is wrong, in a line.")},
       {"rationale", Text("Why it matters.")},
       {"on", Choice("The part of the list that it looks at.", PatternPartNames())},
       {"where", WhereSchema()},
       {"match", Text("A regular expression of RE2: what is wrong, or what to look at.")},
       {"not_match", Text("A regular expression that must match.")},
       {"any", TermsSchema("One of these holds.")},
       {"all", TermsSchema("All of these hold.")},
       {"enum",
        {{"description", "The texts that are allowed."},
         {"type", "array"},
         {"minItems", 1},
         {"items", {{"type", {"string", "number", "boolean"}}, {"minLength", 1}}}}},
       {"max_length", Whole("In characters as people count them.")},
       {"min_length", Whole("In characters as people count them.")},
       {"count", CountSchema()},
       {"unique", OrderSchema("None comes twice.", false)},
       {"sorted", OrderSchema("They are in order.", true)},
       {"requires_file", SomeTexts("One of these files must be there.")},
       {"message", Text("What a finding says; {0}, {1}, {name} are what was matched.")},
       {"severity", LevelRef()},
       {"profiles",
        {{"description", "Those that it is in; all."},
         {"oneOf",
          {{{"enum", Names(ProfileNames())}},
           {{"type", "array"}, {"minItems", 1}, {"items", {{"enum", Names(ProfileNames())}}}}}}}},
       {"fix", FixSchema()},
       {"examples", {{"type", "array"}, {"maxItems", 100}, {"items", ExampleSchema()}}}});
  out["required"] = {"name", "on"};
  return out;
}

Json Duration(std::string_view description) {
  return {{"description", description}, {"type", "string"}, {"pattern", "^[0-9]+(ms|s|m|h|d)$"}};
}

Json LinksSchema() {
  const Json accept = {{"description", "HTTP statuses that are alive."},
                       {"type", "array"},
                       {"items", {{"type", "integer"}, {"minimum", 100}, {"maximum", 999}}}};
  Json host = Object("", {{"skip", Flag("It is not asked.")},
                          {"interval", Duration("Between two requests.")},
                          {"per-host", Whole("Connections at once.")},
                          {"accept", accept}});
  host.erase("description");
  return Object(
      "For awl links: what it has seen, and when that counts.",
      {{"state", Text("The file that keeps what it has seen, in this folder or below.")},
       {"confirm", Object("Hard evidence before a link is called dead.",
                          {{"runs", Whole("In so many runs.")},
                           {"days", Whole("From the first of them to the last.")},
                           {"after-alive", Whole("Days since it was last seen alive.")}})},
       {"unreachable", Object("Soft evidence before a link is called unreachable.",
                              {{"runs", Whole("In so many runs.")},
                               {"days", Whole("From the first of them to the last.")}})},
       {"fresh", Duration("What was alive is not asked again before that.")},
       {"exclude", Texts("Globs of URLs that are not asked for.")},
       {"hosts",
        {{"description", "Hosts, by globs of their names."},
         {"type", "object"},
         {"additionalProperties", {{"oneOf", {{{"const", "skip"}}, std::move(host)}}}}}}});
}

}  // namespace

Json DefaultOf(const OptionInfo& option) {
  OptionValue value;
  if (!ParseOptionValue(option, option.default_value, &value)) return nullptr;
  switch (option.type) {
    case OptionType::kBool:
      return value.boolean;
    case OptionType::kCount:
      return value.count;
    case OptionType::kString:
    case OptionType::kEnum:
      return value.text;
    case OptionType::kStrings:
      return Json(value.texts);
    case OptionType::kMap: {
      Json map = Json::object();
      for (const auto& item : value.map) map[item.first] = item.second;
      return map;
    }
  }
  return nullptr;
}

Json ChoicesOf(const OptionInfo& option) {
  Json out = Json::array();
  std::string_view rest = option.choices;
  while (true) {
    const std::size_t bar = rest.find('|');
    out.push_back(rest.substr(0, bar));
    if (bar == std::string_view::npos) return out;
    rest.remove_prefix(bar + 1);
  }
}

Json ConfigSchemaJson() {
  return {
      {"$schema", "http://json-schema.org/draft-07/schema#"},
      {"$comment", "Generated by awl config schema."},
      {"title", "awl"},
      {"description", "The config of awl: .awl.yaml or awl.yaml."},
      {"type", {"object", "null"}},
      {"additionalProperties", false},
      {"properties",
       {{"extends",
         {{"description", "Presets, or files relative to this one; later ones win."},
          {"oneOf",
           {{{"$ref", "#/definitions/base"}},
            {{"type", "array"}, {"items", {{"$ref", "#/definitions/base"}}}}}}}},
        {"rules", {{"$ref", "#/definitions/rules"}}},
        {"lists", Texts("Globs of files that are lists, beside the readme.")},
        {"exclude", Texts("Globs of files that are not checked.")},
        {"overrides",
         {{"description", "Other settings for some files or sections."},
          {"type", "array"},
          {"items",
           {{"type", "object"},
            {"additionalProperties", false},
            {"required", {"rules"}},
            {"anyOf", {{{"required", {"paths"}}}, {{"required", {"sections"}}}}},
            {"properties",
             {{"paths", Texts("Globs of files.")},
              {"sections", Texts("Globs of headings; their subsections are included.")},
              {"rules", {{"$ref", "#/definitions/rules"}}}}}}}}},
        {"patterns",
         {{"description", "The list's own rules, and files that hold some."},
          {"type", {"array", "null"}},
          {"items", {{"oneOf", {{{"$ref", "#/definitions/pattern"}}, Text("A file.")}}}}}},
        {"links", LinksSchema()}}},
      {"definitions",
       {{"level",
         {{"description", "How much a finding matters; off: do not look."},
          {"enum", {"off", "info", "warning", "error"}}}},
        {"group",
         {{"oneOf",
           {LevelRef(),
            {{"type", "object"},
             {"properties", {{"severity", LevelRef()}}},
             {"additionalProperties", false}}}}}},
        {"base",
         {{"anyOf",
           {{{"enum", Names(PresetNames())}}, {{"type", "string"}, {"pattern", "/|\\.ya?ml$"}}}}}},
        {"pattern", PatternSchema()},
        {"rules", RulesSchema()}}}};
}

std::string ConfigSchema() { return ConfigSchemaJson().dump(2) + "\n"; }

}  // namespace awl
