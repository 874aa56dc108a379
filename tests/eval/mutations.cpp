// Small random changes of small texts, and whether the structure check lets each pass as one of
// layout. Prints what passes, a JSON object {"before", "after"} a line, and last how many changes
// there were. mutations.mjs asks cmark-gfm whether they look the same.
//   awl_eval_mutations SEED CHANGES_A_FILE FILE…   ("-" reads the names from standard input)
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "engine/structure_check.h"
#include "parse/parse.h"

namespace {

using awl::Offset;

constexpr std::string_view kInserted[] = {
    "a",  " ", "\n", "\n\n", "*",    "_",  "`",  "[",   "]", "(",   ")",     "|", "- ",  "#",
    "> ", "<", "\\", "&",    "    ", "\t", "~~", "1. ", "!", "<b>", "---\n", ":", "\r\n"};

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed) {}

  // Some lines of the text, as a text of their own.
  std::string Excerpt(std::string_view text) {
    std::vector<std::size_t> begins = {0};
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      if (text[i] == '\n') begins.push_back(i + 1);
    }
    const std::size_t first = Below(begins.size());
    const std::size_t last = std::min(first + 1 + Below(12), begins.size());
    const std::size_t end = last == begins.size() ? text.size() : begins[last];
    return std::string(text.substr(begins[first], end - begins[first]));
  }

  std::string Change(const std::string& text) {
    std::string out = text;
    const std::size_t at = Below(text.size() + 1);
    const std::size_t length = std::min<std::size_t>(1 + Below(3), text.size() - at);
    switch (Below(5)) {
      case 0:
        out.erase(at, length);
        break;
      case 1:
        out.insert(at, kInserted[Below(std::size(kInserted))]);
        break;
      case 2:
        out.replace(at, length, kInserted[Below(std::size(kInserted))]);
        break;
      case 3: {  // the line once more, or not at all
        const std::size_t begin = out.rfind('\n', at == 0 ? 0 : at - 1) + 1;
        const std::size_t end = std::min(out.find('\n', at), out.size() - 1) + 1;
        if (begin >= end) break;
        if (Below(2) == 0) {
          out.insert(begin, out.substr(begin, end - begin));
        } else {
          out.erase(begin, end - begin);
        }
        break;
      }
      default:  // white space, which is what layout is about
        if (const std::size_t space = out.find_first_of(" \n", at); space != std::string::npos) {
          out.replace(space, 1, Below(2) == 0 ? "  " : out[space] == ' ' ? "\n" : " ");
        }
    }
    return out;
  }

  std::size_t Below(std::size_t bound) { return random_() % bound; }

 private:
  std::mt19937_64 random_;  // the same numbers everywhere
};

awl::DeclaredEdit Between(std::string_view before, std::string_view after) {
  const std::size_t most = std::min(before.size(), after.size());
  std::size_t front = 0;
  while (front < most && before[front] == after[front]) ++front;
  std::size_t back = 0;
  while (back < most - front && before[before.size() - back - 1] == after[after.size() - back - 1])
    ++back;
  const auto begin = static_cast<Offset>(front);
  return {.before = {begin, static_cast<Offset>(before.size() - back)},
          .after = {begin, static_cast<Offset>(after.size() - back)},
          .effect = awl::Effect::kLayout};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  Mutator mutator(std::strtoull(argv[1], nullptr, 10));
  const long changes = std::strtol(argv[2], nullptr, 10);
  std::vector<std::string> paths(argv + 3, argv + argc);
  if (paths.front() == "-") {
    paths.clear();
    for (std::string path; std::getline(std::cin, path);) paths.push_back(path);
  }
  long made = 0;
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (text.empty()) continue;
    for (long i = 0; i < changes; ++i) {
      const std::string before = mutator.Excerpt(text);
      const std::string after = mutator.Change(before);
      if (before == after || !awl::IsValidUtf8(before) || !awl::IsValidUtf8(after)) continue;
      ++made;
      const auto old_doc = awl::Parse(std::make_shared<const awl::Source>("", before));
      const auto new_doc = awl::Parse(std::make_shared<const awl::Source>("", after));
      const std::vector<awl::DeclaredEdit> edits = {Between(before, after)};
      if (awl::FindUndeclaredChange(*old_doc, *new_doc, edits)) continue;
      std::cout << nlohmann::json{{"before", before}, {"after", after}}.dump() << '\n';
    }
  }
  std::cout << made << '\n';
}
