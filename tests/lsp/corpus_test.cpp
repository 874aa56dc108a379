#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "lsp/fresh_check.h"
#include "lsp/test_client.h"
#include "lsp/texts.h"

// Real lists, in each encoding, with each line end, with and without a BOM: the editor shows what
// `awl check` finds in the same bytes, and fix all does what `awl check --fix` does.

namespace awl::lsp {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPath = "/w/readme.md";

std::vector<fs::path> ListsIn(const fs::path& folder) {
  std::vector<fs::path> out;
  if (!fs::is_directory(folder)) return out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".md") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

// Messages are UTF-8, so an editor shows other bytes as U+FFFD.
std::string ReadText(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint c = DecodeUtf8(bytes, at);
    AppendUtf8(out, c.value);
    at += c.length;
  }
  return out;
}

std::string WithLineEnds(const std::string& text, std::string_view eol) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += eol;
    } else if (c != '\r') {
      out += c;
    }
  }
  return out;
}

void ExpectSameFindings(const std::string& text, const std::string& encoding) {
  TestClient client({}, TestClient::WithEncodings(Json::array({encoding})));
  client.Open(kPath, text);
  EXPECT_EQ(ShownFindings(client, kPath), FreshFindings(kPath, text, encoding)) << encoding;
}

void ExpectSameFix(const std::string& text) {
  TestClient client;
  client.Open(kPath, text);
  const Json place = {{"line", 0}, {"character", 0}};
  const Json actions =
      client.Ask("textDocument/codeAction", {{"textDocument", TestClient::Document(kPath)},
                                             {"range", {{"start", place}, {"end", place}}},
                                             {"context", {{"only", {"source.fixAll.awl"}}}}});
  std::string fixed = text;
  if (!actions.empty()) {
    fixed = WithEdits(text, EditsIn(client.Ask("codeAction/resolve", actions[0])["edit"]));
  }
  EXPECT_EQ(fixed, FreshFix(kPath, text));
}

void ExpectSameInAllWays(const fs::path& path) {
  SCOPED_TRACE(path);
  const std::string text = ReadText(path);
  for (const std::string_view eol : {"\n", "\r\n"}) {
    for (const std::string_view begin : {"", "\xEF\xBB\xBF"}) {
      const std::string written = std::string(begin) + WithLineEnds(text, eol);
      for (const char* encoding : {"utf-8", "utf-16", "utf-32"}) {
        ExpectSameFindings(written, encoding);
      }
      if (eol == "\r\n") ExpectSameFix(written);
    }
  }
}

TEST(EditorAndCheck, FindTheSameInTheFixtures) {
  for (const fs::path& path : ListsIn(AWL_SOURCE_DIR "/fixtures/lists/whole")) {
    ExpectSameInAllWays(path);
  }
}

// Takes minutes without optimization.
TEST(EditorAndCheck, DISABLED_FindTheSameInRealLists) {
  const char* named = std::getenv("AWL_CORPUS");
  const fs::path corpus = named != nullptr ? named : AWL_SOURCE_DIR "/../shared/corpus";
  const std::vector<fs::path> lists = ListsIn(corpus);
  if (lists.empty()) GTEST_SKIP() << "NO LISTS in " << corpus << ": set AWL_CORPUS";
  for (const fs::path& path : lists) ExpectSameInAllWays(path);
  // A list whose text is damaged.
  for (const fs::path& path : ListsIn(corpus / "../seed")) ExpectSameInAllWays(path);
}

}  // namespace
}  // namespace awl::lsp
