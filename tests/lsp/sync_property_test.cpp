#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "lsp/fresh_check.h"
#include "lsp/test_client.h"

// Random edits in every encoding, with random requests in between: after each of them the editor
// shows what a check from scratch finds in its text, and fix all does what a fix from scratch does.
// Texts and places are kept here in another way than the server's, on purpose.

namespace awl::lsp {
namespace {

constexpr const char* kPath = "/w/readme.md";

// The editor's text: lines of code points, their ends apart.
struct Line {
  std::u32string text;
  std::string end;
};

std::vector<Line> Split(const std::u32string& text) {
  std::vector<Line> lines(1);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == U'\r' && i + 1 < text.size() && text[i + 1] == U'\n') {
      lines.back().end = "\r\n";
      ++i;
    } else if (text[i] == U'\r' || text[i] == U'\n') {
      lines.back().end = static_cast<char>(text[i]);
    } else {
      lines.back().text += text[i];
      continue;
    }
    lines.emplace_back();
  }
  return lines;
}

std::string Utf8(const std::u32string& text) {
  std::string out;
  for (const char32_t c : text) AppendUtf8(out, c);
  return out;
}

std::u32string Utf32(const std::string& text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    out += c.value;
    at += c.length;
  }
  return out;
}

std::size_t Units(const std::u32string& text, const std::string& encoding) {
  if (encoding == "utf-8") return Utf8(text).size();
  std::size_t units = text.size();
  if (encoding == "utf-16") {
    for (const char32_t c : text) units += c > 0xFFFF ? 1 : 0;
  }
  return units;
}

// A place between two code points, the line ends whole.
struct Place {
  std::size_t line;
  std::size_t column;
};

Json PlaceJson(const std::vector<Line>& lines, Place place, const std::string& encoding) {
  return {{"line", place.line},
          {"character", Units(lines[place.line].text.substr(0, place.column), encoding)}};
}

std::size_t IndexOf(const std::vector<Line>& lines, Place place) {
  std::size_t index = place.column;
  for (std::size_t i = 0; i < place.line; ++i) index += lines[i].text.size() + lines[i].end.size();
  return index;
}

class Typist {
 public:
  Typist(std::string text, std::string encoding, unsigned seed)
      : text_(Utf32(text)),
        encoding_(std::move(encoding)),
        random_(seed),
        client_({}, TestClient::WithEncodings(Json::array({encoding_}))) {
    client_.Open(kPath, Utf8(text_));
  }

  void Type() {
    Json changes = Json::array();
    for (std::size_t i = Below(3) == 0 ? 2 : 1; i > 0; --i) changes.push_back(RandomChange());
    client_.Change(kPath, ++version_, std::move(changes));
    ASSERT_EQ(ShownFindings(client_, kPath), FreshFindings(kPath, Utf8(text_), encoding_))
        << encoding_ << ", version " << version_ << ":\n"
        << Utf8(text_);
  }

  // Anything, anywhere: whatever comes of it, it must be an answer, and change nothing.
  void AskSomething() {
    static constexpr const char* kMethods[] = {
        "hover",      "definition",     "references",     "completion", "prepareRename",
        "rename",     "documentSymbol", "foldingRange",   "formatting", "documentLink",
        "codeAction", "selectionRange", "rangeFormatting"};
    const std::vector<Line> lines = Split(text_);
    const Json place = PlaceJson(lines, RandomPlace(lines), encoding_);
    const char* method = kMethods[Below(std::size(kMethods))];
    const Json answer = client_.Ask(std::string("textDocument/") + method,
                                    {{"textDocument", TestClient::Document(kPath)},
                                     {"position", place},
                                     {"positions", Json::array({place})},
                                     {"range", {{"start", place}, {"end", place}}},
                                     {"newName", "New \u00DC"}});
    if (answer.is_object() && answer.contains("error")) {
      EXPECT_STREQ(method, "rename") << answer;
    }
  }

  void FixAll() {
    const Json place = {{"line", 0}, {"character", 0}};
    const Json actions =
        client_.Ask("textDocument/codeAction", {{"textDocument", TestClient::Document(kPath)},
                                                {"range", {{"start", place}, {"end", place}}},
                                                {"context", {{"only", {"source.fixAll"}}}}});
    std::u32string fixed = text_;
    if (!actions.empty()) {
      const Json edit = client_.Ask("codeAction/resolve", actions[0])["edit"];
      fixed = Applied(edit["documentChanges"][0]["edits"]);
    }
    ASSERT_EQ(Utf8(fixed), FreshFix(kPath, Utf8(text_))) << encoding_;
  }

 private:
  std::size_t Below(std::size_t bound) { return random_() % bound; }

  Place RandomPlace(const std::vector<Line>& lines) {
    const std::size_t line = Below(lines.size());
    return {line, Below(lines[line].text.size() + 1)};
  }

  // The inverse of PlaceJson.
  std::size_t IndexAt(const std::vector<Line>& lines, const Json& place) const {
    Place at{place["line"], 0};
    const std::u32string& text = lines[at.line].text;
    while (Units(text.substr(0, at.column), encoding_) < place["character"]) ++at.column;
    return IndexOf(lines, at);
  }

  // All edits mean the text as it is; they come in its order.
  std::u32string Applied(const Json& edits) const {
    const std::vector<Line> lines = Split(text_);
    std::u32string out = text_;
    for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
      const std::size_t begin = IndexAt(lines, (*edit)["range"]["start"]);
      const std::size_t end = IndexAt(lines, (*edit)["range"]["end"]);
      out.replace(begin, end - begin, Utf32((*edit)["newText"]));
    }
    return out;
  }

  Json RandomChange() {
    static const std::u32string kTyped[] = {U"",
                                            U"x",
                                            U"\n",
                                            U"\r\n",
                                            U"- [a](https://a.example) - Text.\n",
                                            U"# ",
                                            U"\U0001F600",
                                            U"\u00E9",
                                            U"\u6F22\u5B57",
                                            U"  ",
                                            U"](#s)",
                                            U"<!-- awl disable -->",
                                            U"\r",
                                            U"\uFEFF"};
    const std::vector<Line> lines = Split(text_);
    Place from = RandomPlace(lines);
    Place to = Below(2) == 0 ? from : RandomPlace(lines);
    std::size_t begin = IndexOf(lines, from);
    std::size_t end = IndexOf(lines, to);
    if (begin > end) {
      std::swap(from, to);
      std::swap(begin, end);
    }
    // Short ones, or soon nothing would be left.
    if (end - begin > 40) {
      to = from;
      end = begin;
    }
    const std::u32string& typed = kTyped[Below(std::size(kTyped))];
    Json change = {
        {"range",
         {{"start", PlaceJson(lines, from, encoding_)}, {"end", PlaceJson(lines, to, encoding_)}}},
        {"text", Utf8(typed)}};
    text_.replace(begin, end - begin, typed);
    return change;
  }

  std::u32string text_;
  const std::string encoding_;
  std::mt19937 random_;
  TestClient client_;
  int version_ = 1;
};

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string WithCrLf(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? std::string("\r\n") : std::string(1, c);
  return out;
}

void TypeInto(const std::string& text, int edits) {
  unsigned seed = 1;
  for (const char* encoding : {"utf-8", "utf-16", "utf-32"}) {
    Typist typist(text, encoding, seed++);
    for (int i = 0; i < edits && !::testing::Test::HasFatalFailure(); ++i) {
      typist.AskSomething();
      typist.Type();
      if (i % 8 == 0) typist.FixAll();
    }
  }
}

constexpr const char* kSmall =
    "# Awesome caf\u00E9 \U0001F600\n\nAbout.\n\n## Contents\n\n- [S](#s)\n- [T](#t)\n\n## S\n\n- "
    "[b](https://b.example/) - Does b\n- [\u6F22\u5B57](https://a.example) - Does \U0001F600 a .\n"
    "### T\n* [b](https://b.example) - b.\n\n[x]: https://x.example\n";

TEST(RandomEdits, ShowWhatAFreshCheckFinds) { TypeInto(kSmall, 60); }

TEST(RandomEdits, ShowWhatAFreshCheckFindsWithCrLf) { TypeInto(WithCrLf(kSmall), 40); }

TEST(RandomEdits, ShowWhatAFreshCheckFindsAfterABom) {
  TypeInto(std::string("\xEF\xBB\xBF") + kSmall, 40);
}

TEST(RandomEdits, ShowWhatAFreshCheckFindsInWholeLists) {
  const std::filesystem::path lists =
      std::filesystem::path(AWL_SOURCE_DIR) / "fixtures/lists/whole";
  for (const auto& entry : std::filesystem::directory_iterator(lists)) {
    TypeInto(ReadFile(entry.path() / "readme.md"), 3);
  }
}

}  // namespace
}  // namespace awl::lsp
