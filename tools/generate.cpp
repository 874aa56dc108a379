// Turns rules/data, rules/presets, rules/patterns and the rule pages into C++ at build time, since
// reading YAML at start-up would cost more than checking a list. Also makes the table of the
// built-in rules out of the files in src/rules.
//
//   awl_generate data|presets|patterns|pages|rules FOLDER OUT.cpp
//
// What is wrong with an input goes to standard error as file:line:column, and the exit status is 1.

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "awl/source.h"
#include "config/problems.h"
#include "config/read_patterns.h"
#include "config/yaml.h"
#include "pattern/pattern_set.h"

namespace {

namespace fs = std::filesystem;

struct Problem : std::runtime_error {
  using runtime_error::runtime_error;
};

[[noreturn]] void Fail(const fs::path& file, const YAML::Mark& mark, std::string_view what) {
  std::ostringstream out;
  out << file.string() << ':' << mark.line + 1 << ':' << mark.column + 1 << ": " << what;
  throw Problem(out.str());
}

std::string ReadFile(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw Problem(file.string() + ": cannot be read");
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

// Sorted, so that what is generated does not depend on the order of the folder.
std::vector<fs::path> FilesOf(const fs::path& folder, std::string_view extension) {
  std::vector<fs::path> files;
  if (!fs::exists(folder)) return files;  // git keeps no empty folders
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

YAML::Node Load(const fs::path& file) {
  try {
    return YAML::Load(ReadFile(file));
  } catch (const YAML::Exception& error) {
    Fail(file, error.mark, error.msg);
  }
}

// A C++ string literal, or several in a row: one for each line of the text.
std::string Literal(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '\n') {
      out += i + 1 < text.size() ? "\\n\"\n    \"" : "\\n";
    } else if (byte == '"' || byte == '\\' || byte == '?') {
      out += '\\';
      out += text[i];
    } else if (byte < 0x20 || byte > 0x7E) {
      char octal[8];
      std::snprintf(octal, sizeof octal, "\\%03o", byte);
      out += octal;
    } else {
      out += text[i];
    }
  }
  return out + '"';
}

// kebab-case to the name of a constant.
std::string ConstantName(const std::string& stem) {
  std::string name = "k";
  bool upper = true;
  for (const char c : stem) {
    if (c == '-') {
      upper = true;
      continue;
    }
    name += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return name;
}

// ---- rules/data: a list of rows {key, value, tag, why} ------------------------------------------

struct Row {
  std::string key, value, tag, why;
};

std::vector<Row> ReadRows(const fs::path& file) {
  const YAML::Node root = Load(file);
  if (!root.IsSequence()) Fail(file, root.Mark(), "expected a list of rows {key, value, tag, why}");
  std::vector<Row> rows;
  std::map<std::string, int> lines;
  for (const YAML::Node& node : root) {
    if (!node.IsMap()) Fail(file, node.Mark(), "expected a row {key, value, tag, why}");
    Row row;
    std::set<std::string> seen;
    for (const auto& field : node) {
      const std::string& name = field.first.Scalar();
      if (!seen.insert(name).second) Fail(file, field.first.Mark(), "'" + name + "' twice");
      if (!field.second.IsScalar()) {
        Fail(file, field.second.Mark(), "'" + name + "' must be a text");
      }
      const std::string& text = field.second.Scalar();
      if (name == "key") {
        row.key = text;
      } else if (name == "value") {
        row.value = text;
      } else if (name == "tag") {
        row.tag = text;
      } else if (name == "why") {
        row.why = text;
      } else {
        Fail(file, field.first.Mark(), "unknown field '" + name + "'");
      }
    }
    if (row.key.empty()) Fail(file, node.Mark(), "a row without 'key'");
    if (row.why.empty()) Fail(file, node.Mark(), "'" + row.key + "' without 'why'");
    const auto [first, is_new] = lines.emplace(row.key, node.Mark().line + 1);
    if (!is_new) {
      Fail(file, node.Mark(),
           "'" + row.key + "' stands in line " + std::to_string(first->second) + " already");
    }
    rows.push_back(std::move(row));
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.key < b.key; });
  return rows;
}

void WriteData(const fs::path& folder, std::ostream& out) {
  out << "#include \"base/data_table.h\"\n\n#include <cassert>\n\nnamespace awl {\nnamespace {\n";
  std::string names;
  for (const fs::path& file : FilesOf(folder, ".yaml")) {
    const std::string stem = file.stem().string();
    const std::string constant = ConstantName(stem);
    const std::vector<Row> rows = ReadRows(file);
    if (rows.empty()) throw Problem(file.string() + ": no rows");
    out << "\nconstexpr DataRow " << constant << "[] = {\n";
    for (const Row& row : rows) {
      out << "    {" << Literal(row.key) << ", " << Literal(row.value) << ", " << Literal(row.tag)
          << ", " << Literal(row.why) << "},\n";
    }
    out << "};\n";
    names += "  if (name == \"" + stem + "\") return " + constant + ";\n";
  }
  out << "\n}  // namespace\n\nstd::span<const DataRow> DataTable(std::string_view name) {\n"
      << names << "  assert(!\"a table that rules/data has\");\n  return {};\n}\n\n"
      << "}  // namespace awl\n";
}

// ---- rules/presets: `rules:` as in a config file for profiles, whole config files for lists -----

// The text that ParseOptionValue reads: lists as "a, b", maps as "a=b, c=d".
std::string OptionText(const fs::path& file, const YAML::Node& node) {
  if (node.IsScalar()) return node.Scalar();
  if (!node.IsSequence() && !node.IsMap()) Fail(file, node.Mark(), "expected a value");
  std::string text;
  const auto add = [&](const YAML::Node& part, const char* before) {
    if (!part.IsScalar()) Fail(file, part.Mark(), "expected a text");
    if (part.Scalar().find_first_of(",=") != std::string::npos) {
      Fail(file, part.Mark(), "a text in a preset may not hold ',' or '='");
    }
    text += before + part.Scalar();
  };
  if (node.IsSequence()) {
    for (const YAML::Node& item : node) add(item, text.empty() ? "" : ", ");
  } else {
    for (const auto& item : node) {
      add(item.first, text.empty() ? "" : ", ");
      add(item.second, "=");
    }
  }
  return text;
}

// One row for the level of each rule, and one for each option. "" is the option of a level.
std::string PresetRows(const fs::path& file, const YAML::Node& root) {
  const std::set<std::string> levels = {"off", "info", "warning", "error"};
  if (!root.IsMap() || root.size() != 1 || !root["rules"] || !root["rules"].IsMap()) {
    Fail(file, root.Mark(), "expected one key, 'rules', with a map");
  }
  std::ostringstream rows;
  std::set<std::string> rules;
  const auto add = [&](const YAML::Node& rule, std::string_view option, std::string_view value) {
    rows << "    {" << Literal(rule.Scalar()) << ", " << Literal(option) << ", " << Literal(value)
         << "},\n";
  };
  const auto add_level = [&](const YAML::Node& rule, const YAML::Node& level) {
    if (!level.IsScalar() || levels.count(level.Scalar()) == 0) {
      Fail(file, level.Mark(), "expected off, info, warning or error");
    }
    add(rule, "", level.Scalar());
  };
  for (const auto& entry : root["rules"]) {
    const std::string& rule = entry.first.Scalar();
    if (!rules.insert(rule).second) Fail(file, entry.first.Mark(), "'" + rule + "' twice");
    if (!entry.second.IsMap()) {
      add_level(entry.first, entry.second);
      continue;
    }
    std::set<std::string> options;
    for (const auto& option : entry.second) {
      const std::string& name = option.first.Scalar();
      if (!options.insert(name).second) Fail(file, option.first.Mark(), "'" + name + "' twice");
      if (name == "severity") {
        add_level(entry.first, option.second);
      } else {
        add(entry.first, name, OptionText(file, option.second));
      }
    }
  }
  if (rules.empty()) Fail(file, root.Mark(), "no rules: leave the file out");
  return rows.str();
}

void WritePresets(const fs::path& folder, std::ostream& out) {
  static const std::map<std::string, std::string> kProfiles = {
      {"recommended", "kRecommended"},
      {"strict", "kStrict"},
      {"awesome-lint", "kAwesomeLint"},
      {"index", "kIndex"},
  };
  out << "#include <iterator>\n\n#include \"config/preset_table.h\"\n\nnamespace awl {\nnamespace "
         "{\n";
  std::string cases;
  std::string lists;
  for (const fs::path& file : FilesOf(folder, ".yaml")) {
    const std::string stem = file.stem().string();
    const auto profile = kProfiles.find(stem);
    const YAML::Node root = Load(file);
    if (profile == kProfiles.end()) {
      lists += "    {" + Literal(stem) + ",\n     " + Literal(ReadFile(file)) + "},\n";
      continue;
    }
    const std::string constant = ConstantName(stem);
    out << "\nconstexpr PresetRow " << constant << "Rows[] = {\n"
        << PresetRows(file, root) << "};\n";
    cases += "    case Profile::" + profile->second + ": return " + constant + "Rows;\n";
  }
  // One entry more than there are presets: an array may not be empty.
  out << "\nconstexpr ListPreset kListPresets[] = {\n" << lists << "    {},\n};\n";
  out << "\n}  // namespace\n\nstd::span<const ListPreset> ListPresets() {\n"
      << "  return std::span(kListPresets).first(std::size(kListPresets) - 1);\n}\n";
  out << "\nstd::span<const PresetRow> PresetTable(Profile profile) {\n"
      << "  switch (profile) {\n"
      << cases << "    default: return {};\n  }\n}\n\n}  // namespace awl\n";
}

// ---- rules/patterns: lists of patterns, as `patterns` in a config file
// ---------------------------

// Writes the elements of spans as arrays of their own, which a Pattern then refers to.
class PatternWriter {
 public:
  explicit PatternWriter(std::ostream& out) : out_(out) {}

  void Write(const awl::PatternSet& set) {
    std::ostringstream rows;
    for (const awl::Pattern& pattern : set.patterns()) rows << Row(pattern);
    // One entry more than there are patterns: an array may not be empty.
    out_ << "\nconstexpr Pattern kPatterns[] = {\n" << rows.str() << "    {},\n};\n";
  }

 private:
  template <typename Enum>
  static std::string Enumerator(const char* type, Enum value) {
    return "static_cast<" + std::string(type) + ">(" + std::to_string(static_cast<int>(value)) +
           ")";
  }
  static std::string Size(std::size_t size) {
    return size == awl::kNoLimit ? "kNoLimit" : std::to_string(size);
  }

  template <typename Item, typename Print>
  std::string Array(const char* type, std::span<const Item> items, Print print) {
    if (items.empty()) return "{}";
    const std::string name = "kItems" + std::to_string(++arrays_);
    std::string text;
    for (const Item& item : items) text += "    " + print(item) + ",\n";
    out_ << "\nconstexpr " << type << ' ' << name << "[] = {\n" << text << "};\n";
    return name;
  }

  std::string Texts(std::span<const std::string_view> texts) {
    return Array("std::string_view", texts, [](std::string_view text) { return Literal(text); });
  }

  std::string Row(const awl::Pattern& p) {
    const std::string sections = Texts(p.sections);
    const std::string paths = Texts(p.paths);
    const std::string labels = Texts(p.labels);
    const std::string choices = Texts(p.choices);
    const std::string terms = Array("PatternTerm", p.terms, [](const awl::PatternTerm& term) {
      return "{" + Literal(term.expression) + ", " + (term.negative ? "true" : "false") + "}";
    });
    const std::string examples =
        Array("PatternExample", p.examples, [](const awl::PatternExample& example) {
          if (!example.files.empty()) throw Problem("an example of a shipped pattern with files");
          return "{" + Literal(example.text) + ", " + (example.bad ? "true" : "false") + ", " +
                 (example.fixed ? Literal(*example.fixed) : "std::nullopt") + ", " +
                 Literal(example.path) + ", {}, " + std::to_string(example.line) + "}";
        });
    std::ostringstream row;
    row << "    {.name = " << Literal(p.name) << ",\n     .summary = " << Literal(p.summary)
        << ",\n     .rationale = " << Literal(p.rationale)
        << ",\n     .message = " << Literal(p.message)
        << ",\n     .on = " << Enumerator("PatternPart", p.on) << ",\n     .sections = " << sections
        << ",\n     .paths = " << paths << ",\n     .labels = " << labels
        << ",\n     .forms = " << p.forms << ",\n     .column = " << p.column
        << ",\n     .column_name = " << Literal(p.column_name)
        << ",\n     .changed = " << (p.changed ? "true" : "false")
        << ",\n     .match = " << Literal(p.match)
        << ",\n     .test = " << Enumerator("PatternTest", p.test) << ",\n     .terms = " << terms
        << ",\n     .choices = " << choices << ",\n     .min = " << Size(p.min)
        << ",\n     .max = " << Size(p.max) << ",\n     .key = " << Enumerator("PatternKey", p.key)
        << ",\n     .per_section = " << (p.per_section ? "true" : "false")
        << ",\n     .descending = " << (p.descending ? "true" : "false")
        << ",\n     .severity = " << Enumerator("Severity", p.severity)
        << ",\n     .profiles = " << static_cast<int>(p.profiles)
        << ",\n     .has_fix = " << (p.has_fix ? "true" : "false")
        << ",\n     .replace = " << Literal(p.replace)
        << ",\n     .fix_title = " << Literal(p.fix_title)
        << ",\n     .applicability = " << Enumerator("Applicability", p.applicability)
        << ",\n     .examples = " << examples << "},\n";
    return row.str();
  }

  std::ostream& out_;
  int arrays_ = 0;
};

void WritePatterns(const fs::path& folder, std::ostream& out) {
  awl::PatternSet set;
  awl::ConfigProblems problems;
  std::set<std::string, std::less<>> names;
  const auto take = [&](std::string_view name) { return names.emplace(name).second; };
  awl::PatternReader reader(awl::PatternReader::Origin::kShipped, take, problems, &set);
  for (const fs::path& file : FilesOf(folder, ".yaml")) {
    const awl::Source source(file.string(), ReadFile(file));
    const awl::Result<awl::YamlNode> root = awl::ParseYaml(source);
    if (!root) throw Problem(root.error().message);
    if (!root->is_sequence()) throw Problem(file.string() + ": expected a list of patterns");
    for (const awl::YamlNode& node : root->children) reader.Read(source, node);
  }
  if (!problems.empty()) throw Problem(problems.text());
  out << "#include \"pattern/pattern_set.h\"\n\n#include <iterator>\n\nnamespace awl {\n"
      << "namespace {\n";
  PatternWriter(out).Write(set);
  out << "\n}  // namespace\n\nstd::span<const Pattern> ShippedPatternTable() {\n"
      << "  return std::span<const Pattern>(kPatterns).first(std::size(kPatterns) - 1);\n}\n\n"
      << "}  // namespace awl\n";
}

// ---- fixtures/rules: the pages as they are ------------------------------------------------------

void WritePages(const fs::path& folder, std::ostream& out) {
  out << "#include \"rule/rule_page.h\"\n\nnamespace awl {\nnamespace {\n\n"
      << "struct Page {\n  std::string_view rule;\n  std::string_view text;\n};\n\n"
      // One entry more than there are pages: an array may not be empty.
      << "constexpr Page kPages[] = {\n    {},\n";
  for (const fs::path& file : FilesOf(folder, ".md")) {
    // With its size: a compiler that counts the bytes itself takes more steps than clang allows.
    const std::string text = ReadFile(file);
    out << "    {" << Literal(file.stem().string()) << ",\n    {" << Literal(text) << ",\n     "
        << text.size() << "}},\n";
  }
  out << "};\n\n}  // namespace\n\nstd::string_view RulePage(std::string_view rule) {\n"
      << "  for (const Page& page : kPages) {\n    if (page.rule == rule) return page.text;\n  }\n"
      << "  return {};\n}\n\n}  // namespace awl\n";
}

// ---- src/rules: BuiltinRules() ------------------------------------------------------------------

// The names of the functions that a rule's file defines for the registry: lines that begin with
// "RuleInfo NAMEInfo() {".
std::vector<std::string> RuleFunctions(const fs::path& file) {
  static constexpr std::string_view kBefore = "RuleInfo ";
  static constexpr std::string_view kAfter = "Info() {";
  std::vector<std::string> functions;
  std::istringstream text(ReadFile(file));
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with(kBefore) && line.ends_with(kAfter)) {
      functions.push_back(line.substr(kBefore.size(), line.find('(') - kBefore.size()));
    }
  }
  if (functions.empty()) throw Problem(file.string() + ": no line 'RuleInfo NameInfo() {'");
  return functions;
}

void WriteRules(const fs::path& folder, std::ostream& out) {
  std::string declarations, calls;
  for (const fs::path& file : FilesOf(folder, ".cpp")) {
    for (const std::string& function : RuleFunctions(file)) {
      declarations += "RuleInfo " + function + "();\n";
      calls += "        " + function + "(),\n";
    }
  }
  out << "#include <algorithm>\n\n#include \"awl/rule.h\"\n\nnamespace awl {\n\n"
      << declarations << "\nstd::span<const RuleInfo> BuiltinRules() {\n"
      << "  static const std::vector<RuleInfo> kRules = [] {\n"
      << "    std::vector<RuleInfo> rules = {\n"
      << calls << "    };\n    std::sort(rules.begin(), rules.end(),\n"
      << "              [](const RuleInfo& a, const RuleInfo& b) { return a.name < b.name; });\n"
      << "    return rules;\n  }();\n  return kRules;\n}\n\n}  // namespace awl\n";
}

// Leaves a file that is right already as it is, so that nothing is compiled again.
bool WriteIfChanged(const std::string& path, const std::string& text) {
  std::ostringstream before;
  before << std::ifstream(path, std::ios::binary).rdbuf();
  if (before.str() == text) return true;
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  return static_cast<bool>(file);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view what = argc == 4 ? argv[1] : "";
  std::ostringstream out;
  out << "// Generated by tools/generate.cpp.\n\n";
  try {
    if (what == "data") {
      WriteData(argv[2], out);
    } else if (what == "presets") {
      WritePresets(argv[2], out);
    } else if (what == "patterns") {
      WritePatterns(argv[2], out);
    } else if (what == "pages") {
      WritePages(argv[2], out);
    } else if (what == "rules") {
      WriteRules(argv[2], out);
    } else {
      std::cerr << "usage: awl_generate data|presets|patterns|pages|rules FOLDER OUT.cpp\n";
      return 2;
    }
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
  if (!WriteIfChanged(argv[3], out.str())) {
    std::cerr << argv[3] << ": cannot be written\n";
    return 1;
  }
  return 0;
}
