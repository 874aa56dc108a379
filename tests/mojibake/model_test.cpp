#include "mojibake/model.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/utf8.h"
#include "mojibake/codepages.h"

namespace awl::mojibake {
namespace {

// The characters whose UTF-8 becomes that of `c` without the bytes of `lost`.
std::vector<char32_t> Rivals(char32_t c, const ByteSet& lost) {
  const auto rest = [&](char32_t character) {
    std::string bytes;
    AppendUtf8(bytes, character);
    std::erase_if(bytes, [&](char byte) { return lost[static_cast<unsigned char>(byte)]; });
    return bytes;
  };
  const std::string wanted = rest(c);
  std::vector<char32_t> rivals;
  const char32_t last = c < 0x800 ? 0x7FF : 0xFFFD;
  for (char32_t rival = c < 0x800 ? 0x80 : 0x800; rival <= last; ++rival) {
    if (rival < 0xD800 || rival > 0xDFFF) {
      if (rest(rival) == wanted) rivals.push_back(rival);
    }
  }
  return rivals;
}

struct Lost {
  PartialLine line;
  std::u32string truth;
};

Lost Lose(std::string_view text) {
  ByteSet lost = UndefinedBytes(CodePage::kWindows1254);
  lost.set(0xAD);
  Lost out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    at += c.length;
    const std::vector<char32_t> rivals =
        c.value < 0x80 ? std::vector<char32_t>() : Rivals(c.value, lost);
    if (rivals.size() > 1) {
      out.line.unknowns.push_back({.position = out.line.text.size(), .candidates = rivals});
      out.line.text += kUnknownCharacter;
      out.truth += c.value;
    } else {
      out.line.text += c.value;
    }
  }
  return out;
}

// What the model makes of `text`, the only line of a document, after it lost bytes.
std::string Restored(std::string_view text) {
  const Lost lost = Lose(text);
  const Language language = Model::DetectLanguage({&lost.line, 1});
  const Model model({.language = language, .document = {&lost.line, 1}});
  const std::vector<Guess> guesses = model.Resolve(lost.line);
  std::u32string restored = lost.line.text;
  for (std::size_t i = 0; i < guesses.size(); ++i) {
    if (guesses[i].ranked.empty()) continue;
    restored[lost.line.unknowns[i].position] = guesses[i].ranked.front().character;
  }
  std::string out;
  for (const char32_t c : restored) AppendUtf8(out, c);
  return out;
}

TEST(Model, RestoresSimplifiedChinese) {
  for (const std::string_view text : {
           "这个工具可以帮助用户管理文件。",
           "支持多种语言的机器学习框架",
           "医院的医生给病人开了药方",
           "今天的天气很好，我们去公园散步。",
       }) {
    EXPECT_NE(Lose(text).line.unknowns.size(), 0u) << text;
    EXPECT_EQ(Restored(text), text);
  }
}

TEST(Model, GivesEveryCandidateOnceWithProbabilitiesThatSumToOne) {
  const Lost lost = Lose("支持多种语言的机器学习框架");
  const Model model({.language = Language::kZhHans, .document = {&lost.line, 1}});
  const std::vector<Guess> guesses = model.Resolve(lost.line);
  ASSERT_EQ(guesses.size(), lost.line.unknowns.size());
  for (std::size_t i = 0; i < guesses.size(); ++i) {
    ASSERT_EQ(guesses[i].ranked.size(), lost.line.unknowns[i].candidates.size());
    double sum = 0;
    for (const Candidate& candidate : guesses[i].ranked) sum += candidate.probability;
    EXPECT_NEAR(sum, 1, 1e-9);
    EXPECT_GE(guesses[i].margin, 0);
  }
}

TEST(Model, GuessesNothingWithoutAModelOfTheLanguage) {
  const Lost lost = Lose("支持多种语言");
  const Model model({.language = Language::kUnknown, .document = {&lost.line, 1}});
  for (const Guess& guess : model.Resolve(lost.line)) {
    EXPECT_TRUE(guess.ranked.empty());
    EXPECT_FALSE(guess.safe);
  }
}

}  // namespace
}  // namespace awl::mojibake
