// Sorting whole lists: nothing is lost, nothing is torn apart, and the second time nothing moves.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "awl/config.h"
#include "awl/linter.h"
#include "base/strings.h"
#include "engine/fix_loop.h"
#include "rule/moves.h"

namespace awl {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> ListsIn(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".md") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string ReadText(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The first text as it is, byte for byte.
std::string OwnText(const Document& doc, const Node& item) {
  std::string out;
  for (const Node& child : doc.Children(item)) {
    if (child.kind != NodeKind::kList) out += Cat("|", doc.Slice(child.full));
  }
  return out;
}

// Every item and row with what it stands below, in alphabetical order.
std::vector<std::string> Items(const ParsedFile& file) {
  const Document& doc = *file.document;
  std::vector<std::string> out;
  for (const NodeKind kind : {NodeKind::kListItem, NodeKind::kTableRow}) {
    for (const Node& item : doc.All(kind)) {
      const SectionId section = file.list->SectionAt(item.full.begin);
      std::string text = Cat(file.list->section(section).slug, ": ", OwnText(doc, item));
      for (const Node* above = doc.Parent(item); above != nullptr; above = doc.Parent(*above)) {
        if (above->kind != NodeKind::kListItem) continue;
        text += Cat(" below ", OwnText(doc, *above));
        break;
      }
      out.push_back(std::move(text));
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> SortedLines(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  std::sort(out.begin(), out.end());
  return out;
}

struct Order {
  const char* rule;
  const char* by;
  const char* direction;
};

Config ConfigOf(const Order& order) {
  Config config{.select = {order.rule}};
  RuleSetting setting{.name = order.rule, .level = Level::kWarning};
  if (std::string_view(order.rule) == "entry-sort") {
    setting.options.push_back({.name = "by", .text = order.by});
    setting.options.push_back({.name = "direction", .text = order.direction});
  }
  config.rules.push_back(std::move(setting));
  return config;
}

constexpr Order kOrders[] = {{"entry-sort", "name", "ascending"},
                             {"entry-sort", "url", "descending"},
                             {"entry-sort", "year", "descending"},
                             {"section-order", "", ""}};

// How many findings are left without a fix.
std::size_t ExpectSortedWell(const fs::path& path, const std::string& text) {
  std::size_t left = 0;
  const ParsedFile file = ParseFile(std::make_shared<const Source>("readme.md", text));
  for (const Order& order : kOrders) {
    SCOPED_TRACE(Cat(path.string(), " ", order.rule, " ", order.by));
    const Config config = ConfigOf(order);
    const Linter linter(config);
    const FixLoopResult result =
        RunFixLoop(linter, {.document = *file.document, .list = *file.list},
                   {.at_least = Applicability::kUnsafe});
    EXPECT_TRUE(result.left_out.empty()) << result.left_out.front().why;
    for (const Diagnostic& diagnostic : result.diagnostics) {
      EXPECT_FALSE(diagnostic.fix.has_value()) << diagnostic.message;
    }
    left += result.diagnostics.size();
    if (result.fixed == nullptr) continue;
    const bool ordered = std::any_of(
        file.document->Ids(NodeKind::kList).begin(), file.document->Ids(NodeKind::kList).end(),
        [&](NodeId id) { return file.document->list((*file.document)[id]).ordered; });
    if (!ordered) {
      EXPECT_EQ(SortedLines(result.fixed->source->text()), SortedLines(text));
    }
    if (order.by[0] != '\0') {
      EXPECT_EQ(Items(*result.fixed), Items(file));
    }
    // From the text itself, not from what the loop knew of it.
    const ParsedFile again = ParseFile(
        std::make_shared<const Source>("readme.md", std::string(result.fixed->source->text())));
    const FixLoopResult second =
        RunFixLoop(linter, {.document = *again.document, .list = *again.list},
                   {.at_least = Applicability::kUnsafe});
    EXPECT_EQ(second.fixed, nullptr);
  }
  return left;
}

TEST(Sorting, KeepsAllItemsOfTheFixturesTogetherAndIsDoneTheFirstTime) {
  std::size_t count = 0;
  for (const fs::path& path : ListsIn(AWL_SOURCE_DIR "/fixtures/lists")) {
    ExpectSortedWell(path, ReadText(path));
    ++count;
  }
  EXPECT_GT(count, 0u);
}

TEST(Sorting, KeepsAllItemsOfTheCorpusTogetherAndIsDoneTheFirstTime) {
  const char* named = std::getenv("AWL_CORPUS");
  const fs::path corpus = named != nullptr ? named : AWL_SOURCE_DIR "/../shared/corpus";
  if (!fs::is_directory(corpus)) GTEST_SKIP() << "no lists in " << corpus << ": set AWL_CORPUS";
  std::size_t left = 0;
  for (const fs::path& path : ListsIn(corpus)) left += ExpectSortedWell(path, ReadText(path));
  RecordProperty("findings_without_fix", static_cast<int>(left));
  std::cerr << "findings without fix: " << left << "\n";
}

}  // namespace
}  // namespace awl
