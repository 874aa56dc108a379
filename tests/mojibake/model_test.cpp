#include "mojibake/model.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/utf8.h"
#include "mojibake/codepages.h"

namespace awl::mojibake {
namespace {

// By what is left of their UTF-8 without the bytes of `lost`: the characters of the BMP.
std::unordered_map<std::string, std::vector<char32_t>> ByRest(const ByteSet& lost) {
  std::unordered_map<std::string, std::vector<char32_t>> out;
  for (char32_t c = 0x80; c < 0xFFFE; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string bytes;
    AppendUtf8(bytes, c);
    const std::size_t length = bytes.size();
    std::erase_if(bytes, [&](char byte) { return lost[static_cast<unsigned char>(byte)]; });
    if (bytes.size() < length) out[bytes].push_back(c);
  }
  return out;
}

struct Lost {
  PartialLine line = {};
  std::u32string truth = {};
};

Lost Lose(std::string_view text) {
  ByteSet lost = UndefinedBytes(CodePage::kWindows1254);
  lost.set(0xAD);
  static const auto* const by_rest =
      new std::unordered_map<std::string, std::vector<char32_t>>(ByRest(lost));
  Lost out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    std::string rest(text.substr(at, c.length));
    at += c.length;
    std::erase_if(rest, [&](char byte) { return lost[static_cast<unsigned char>(byte)]; });
    if (rest.size() < c.length) {
      out.line.unknowns.push_back(
          {.position = out.line.text.size(), .candidates = by_rest->at(rest)});
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

TEST(Model, RestoresTraditionalChinese) {
  const std::string_view text = "這個網站提供機器學習與資料分析的教學課程";
  EXPECT_NE(Lose(text).line.unknowns.size(), 0u);
  EXPECT_EQ(Restored(text), text);
}

TEST(Model, RestoresOtherLanguages) {
  for (const std::string_view text : {
           "プログラミングの本とチュートリアルの一覧です。",
           "파일을 열고 프로그램을 실행하는 방법",
           "Список бесплатных книг для программистов на русском языке",
       }) {
    EXPECT_NE(Lose(text).line.unknowns.size(), 0u) << text;
    EXPECT_EQ(Restored(text), text);
  }
}

TEST(Model, TellsLanguagesByTheirText) {
  const auto language = [](std::string_view text) {
    const Lost lost = Lose(text);
    return Model::DetectLanguage({&lost.line, 1});
  };
  EXPECT_EQ(language("这个网站提供数据分析的课程"), Language::kZhHans);
  EXPECT_EQ(language("這個網站提供數據分析的課程"), Language::kZhHant);
  EXPECT_EQ(language("このサイトはデータ分析の講座を提供します"), Language::kJa);
  EXPECT_EQ(language("이 사이트는 데이터 분석 강좌를 제공합니다"), Language::kKo);
  EXPECT_EQ(language("Этот сайт предлагает курсы по анализу данных"), Language::kRu);
  EXPECT_EQ(language("Цей сайт пропонує курси з аналізу даних і їхні описи"), Language::kUnknown);
  EXPECT_EQ(language("Este sitio ofrece los cursos de la universidad para el análisis de datos y "
                     "una introducción con las prácticas"),
            Language::kEs);
  EXPECT_EQ(language("Seznam knih o programování, které jsou zdarma a které si můžete číst i na "
                     "počítači a v telefonu"),
            Language::kCs);
  EXPECT_EQ(language("The list of free books for the beginner that you can read"),
            Language::kUnknown);
}

TEST(Model, LetsTheDocumentDecideWhatALineCannot) {
  // Alone, 词 may as well be another character; next to 词向量 and 分词 it is not.
  std::vector<PartialLine> document;
  for (const std::string_view text : {"敏感词过滤", "中文分词与词性标注", "关键词抽取", "新词发现",
                                      "词向量的训练", "同义词词典", "停用词列表"}) {
    document.push_back(Lose(text).line);
  }
  const Model model({.language = Language::kZhHans, .document = document});
  const Lost lost = Lose("词库");
  ASSERT_EQ(lost.truth, U"词");
  const Model alone({.language = Language::kZhHans, .document = {&lost.line, 1}});
  const auto share = [&](const Model& by) {
    const std::vector<Guess> guesses = by.Resolve(lost.line);
    for (const Candidate& candidate : guesses[0].ranked) {
      if (candidate.character == U'词') return candidate.probability;
    }
    return 0.0;
  };
  EXPECT_GT(share(model), share(alone));
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

TEST(Model, IsNotSureOfWhatTheTablesDoNotHaveHoweverOftenItComes) {
  std::vector<PartialLine> document;
  for (char32_t c = U'a'; c <= U'z'; ++c) {
    PartialLine& line = document.emplace_back(PartialLine{.text = {c}});
    for (int i = 0; i < 20; ++i) {
      line.unknowns.push_back(
          {.position = line.text.size(), .candidates = {U'⁖', U'∖', U'█', U'☖'}});
      line.text += kUnknownCharacter;
    }
  }
  const Model model({.language = Language::kPt, .document = document});
  for (const PartialLine& line : document) {
    for (const Guess& guess : model.Resolve(line)) EXPECT_FALSE(guess.safe);
  }
}

// True if the model is sure of the last character of `text` that lost bytes.
bool IsSureOfLast(std::string_view text) {
  const Lost lost = Lose(text);
  const Model model({.language = Language::kRu, .document = {&lost.line, 1}});
  return model.Resolve(lost.line).back().safe;
}

// An ending may be another case of the word, and no table knows abbreviations.
TEST(Model, IsNotSureOfEndingsAndAbbreviations) {
  EXPECT_TRUE(IsSureOfLast("программирование и система"));
  for (const std::string_view text : {"готово к обучению", "помощь в обучения", "для нас",
                                      "по созданию", "система САМ", "система СНМ"}) {
    EXPECT_FALSE(IsSureOfLast(text)) << text;
  }
}

TEST(Model, TellsApartMoreCandidatesThanAByteCounts) {
  PartialLine line{.text = U"при"};
  Unknown unknown;
  for (char32_t c = 0x2C0; c < 0x2C0 + 500; ++c) unknown.candidates.push_back(c);
  for (int i = 0; i < 4; ++i) {
    unknown.position = line.text.size();
    line.unknowns.push_back(unknown);
    line.text += kUnknownCharacter;
  }
  const Model model({.language = Language::kRu});
  for (const Guess& guess : model.Resolve(line)) {
    ASSERT_EQ(guess.ranked.size(), unknown.candidates.size());
    EXPECT_GE(guess.ranked[0].character, 0x410u);
    EXPECT_LE(guess.ranked[0].character, 0x44Fu);
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
