// Whole lists with many kinds of defects, in several scripts: what is found, what the safe fixes
// make of them, and what the unsafe ones. fixtures/lists/whole/NAME/ holds readme.md, check.txt,
// fixed.md and unsafe.md. AWL_UPDATE=1 rewrites all but the first; the review is the diff.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "awl/config.h"
#include "awl/linter.h"
#include "base/strings.h"
#include "engine/fix_loop.h"
#include "updating.h"

namespace awl {
namespace {

namespace fs = std::filesystem;

std::string ReadText(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void ExpectText(const fs::path& path, const std::string& text) {
  if (Updating()) {
    std::ofstream(path, std::ios::binary) << text;
  } else {
    EXPECT_EQ(text, ReadText(path)) << path;
  }
}

std::vector<fs::path> Lists() {
  std::vector<fs::path> lists;
  for (const auto& entry : fs::directory_iterator(AWL_SOURCE_DIR "/fixtures/lists/whole")) {
    lists.push_back(entry.path());
  }
  std::sort(lists.begin(), lists.end());
  return lists;
}

std::string_view NameOf(Severity severity) {
  return severity == Severity::kError     ? "error"
         : severity == Severity::kWarning ? "warning"
                                          : "info";
}

std::string_view NameOf(Applicability applicability) {
  return applicability == Applicability::kSafe     ? "safe"
         : applicability == Applicability::kUnsafe ? "unsafe"
                                                   : "shown";
}

// As the format `concise`, with the fix and the related places.
std::string Print(const Source& source, const std::vector<Diagnostic>& diagnostics) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics) {
    const Position at = source.PositionAt(diagnostic.range.begin);
    out += Cat(at.line, ":", at.column, " ", NameOf(diagnostic.severity), " ", diagnostic.rule,
               ": ", diagnostic.message);
    if (diagnostic.fix)
      out += Cat(" (", NameOf(diagnostic.fix->applicability), ": ", diagnostic.fix->title, ")");
    out += '\n';
    for (const Related& related : diagnostic.related) {
      const Position place = source.PositionAt(related.range.begin);
      out += Cat("  ", place.line, ":", place.column, " ", related.message, "\n");
    }
  }
  return out;
}

class ListsGolden : public testing::TestWithParam<fs::path> {
 protected:
  FixLoopResult Fix(const ParsedFile& file, Applicability at_least) const {
    return RunFixLoop(linter_, FileOf(file), {.at_least = at_least});
  }
  static Linter::File FileOf(const ParsedFile& file) {
    return {.document = *file.document, .list = *file.list};
  }
  static ParsedFile Parse(std::string text) {
    return ParseFile(std::make_shared<const Source>("readme.md", std::move(text)));
  }

  const Config config_{.profile = Profile::kStrict};
  const Linter linter_{config_};
};

TEST_P(ListsGolden, IsCheckedAndFixedAsWritten) {
  const ParsedFile file = Parse(ReadText(GetParam() / "readme.md"));
  ExpectText(GetParam() / "check.txt", Print(*file.source, linter_.Check(FileOf(file))));
  for (const auto& [name, at_least] : {std::pair{"fixed.md", Applicability::kSafe},
                                       std::pair{"unsafe.md", Applicability::kUnsafe}}) {
    const FixLoopResult result = Fix(file, at_least);
    ASSERT_TRUE(result.left_out.empty()) << result.left_out.front().why;
    ASSERT_NE(result.fixed, nullptr);
    const std::string fixed(result.fixed->source->text());
    ExpectText(GetParam() / name, fixed);
    // A second run changes nothing.
    const FixLoopResult again = Fix(Parse(fixed), at_least);
    EXPECT_TRUE(again.changes.empty()) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Whole, ListsGolden, testing::ValuesIn(Lists()),
                         [](const testing::TestParamInfo<fs::path>& list) {
                           return list.param.filename().string();
                         });

}  // namespace
}  // namespace awl
