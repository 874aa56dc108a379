#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// Rules and functions stay short; the exceptions stand in docs/design.md, with a reason.

namespace awl {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostLinesOfARule = 350;
constexpr std::size_t kMostLinesOfAFunction = 60;

std::vector<std::string> LinesOf(const fs::path& file) {
  std::vector<std::string> lines;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::size_t IndentOf(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

std::ptrdiff_t OpenParentheses(std::string_view line) {
  return std::count(line.begin(), line.end(), '(') - std::count(line.begin(), line.end(), ')');
}

// Where the statement begins that ends in line `last`: above continued lines and initialisers.
std::size_t FirstLineOf(const std::vector<std::string>& lines, std::size_t last) {
  std::ptrdiff_t open = OpenParentheses(lines[last]);
  std::size_t first = last;
  const auto is_initialiser = [&](std::size_t i) {
    return lines[i].find_first_not_of(' ') != std::string::npos &&
           (lines[i][IndentOf(lines[i])] == ':' || (i > 0 && lines[i - 1].ends_with(',')));
  };
  while (first > 0 && (open < 0 || is_initialiser(first))) open += OpenParentheses(lines[--first]);
  return first;
}

// "BlockParser::OpenBlocks" of the line that begins a function, or "".
std::string NameIn(std::string_view line) {
  std::string_view text = line.substr(IndentOf(line));
  for (const std::string_view other :
       {"if ", "for ", "while ", "switch ", "else", "do ", "case ", "return", "}", "//",
        "namespace ", "TEST", "struct ", "class ", "enum ", "const auto "}) {
    if (text.starts_with(other)) return {};
  }
  const std::size_t end = text.find('(');
  if (end == std::string_view::npos || text.substr(0, end).find('=') != std::string_view::npos)
    return {};
  text = text.substr(0, end);
  return std::string(text.substr(text.find_last_of(" *&") + 1));
}

// The functions of a file, by name, with the number of their lines.
std::map<std::string, std::size_t> FunctionsIn(const fs::path& file) {
  std::map<std::string, std::size_t> functions;
  const std::vector<std::string> lines = LinesOf(file);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!lines[i].ends_with('{')) continue;
    const std::size_t first = FirstLineOf(lines, i);
    const std::string name = NameIn(lines[first]);
    const bool is_lambda = lines[i].find("](") != std::string::npos;
    if (name.empty() || is_lambda) continue;
    const std::string close = std::string(IndentOf(lines[first]), ' ') + "}";
    const auto last = std::find(lines.begin() + static_cast<std::ptrdiff_t>(i), lines.end(), close);
    if (last == lines.end()) continue;
    const auto end = static_cast<std::size_t>(last - lines.begin());
    functions[name] = std::max(functions[name], end - first + 1);
  }
  return functions;
}

std::vector<fs::path> SourcesIn(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

// What stands in backquotes in "## Long functions" of docs/design.md.
std::set<std::string> Exceptions() {
  std::set<std::string> names;
  bool inside = false;
  for (const std::string& line : LinesOf(fs::path(AWL_SOURCE_DIR) / "docs/design.md")) {
    if (line.starts_with("## ")) inside = line == "## Long functions";
    for (std::size_t at = line.find('`'); inside && at != std::string::npos;
         at = line.find('`', at + 1)) {
      const std::size_t begin = at + 1;
      at = line.find('`', begin);
      names.insert(line.substr(begin, at - begin));
    }
  }
  return names;
}

TEST(Sizes, NoRuleIsLong) {
  for (const fs::directory_entry& rule :
       fs::directory_iterator(fs::path(AWL_SOURCE_DIR) / "src/rules")) {
    if (!rule.is_regular_file()) continue;
    EXPECT_LE(LinesOf(rule.path()).size(), kMostLinesOfARule)
        << rule.path() << ": move what can be named into src/rules/GROUP";
  }
}

TEST(Sizes, FunctionsAreShortButForThoseThatTheDesignNames) {
  const std::set<std::string> exceptions = Exceptions();
  for (const fs::path& file : SourcesIn(fs::path(AWL_SOURCE_DIR) / "src")) {
    for (const auto& [name, lines] : FunctionsIn(file)) {
      EXPECT_TRUE(lines <= kMostLinesOfAFunction || exceptions.count(name) != 0)
          << file << ": " << name << " has " << lines << " lines";
    }
  }
}

}  // namespace
}  // namespace awl
