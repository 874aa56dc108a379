#include "mojibake/repair.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "mojibake/damage.h"
#include "mojibake/detect.h"

namespace awl::mojibake {
namespace {

// Lists in several languages.
constexpr std::string_view kTexts[] = {
    "# Superbe liste\n- [Été](https://a.example) – L’école, où l’on mange à midi.\n"
    "- [Cœur](https://b.example) – Ça va très bien, merci !\n",
    "# Tolle Liste\n- [Öl](https://a.example) – Für Bäcker, die süße Brötchen mögen.\n",
    "# Świetna lista\n- [Żółw](https://a.example) – Zażółć gęślą jaźń.\n",
    "# Skvělý seznam\n- [Příšťala](https://a.example) – Příliš žluťoučký kůň úpěl ďábelské ódy.\n",
    "# Harika liste\n- [Çağ](https://a.example) – Şu ılık gölge güzeldir, ışık iyi.\n",
    "# Отличный список\n- [Книга](https://a.example) – Съешь же ещё этих мягких французских "
    "булок.\n",
    "# Чудовий список\n- [Дії](https://a.example) – Технології, академії та їхні серії.\n",
    "# Υπέροχη λίστα\n- [Βιβλίο](https://a.example) – Ξεσκεπάζω την ψυχοφθόρα βδελυγμία.\n",
    "# 很棒的列表\n- [书](https://a.example) – 免费的编程书籍，适合初学者。\n- "
    "工具“好用”的——真的！\n",
    "# 素晴らしいリスト\n- [本](https://a.example) – プログラミングの無料の本です。「良い」\n",
    "# 멋진 목록\n- [책](https://a.example) – 무료 프로그래밍 책입니다.\n",
    "# Danh sách tuyệt vời\n- [Sách](https://a.example) – Những cuốn sách miễn phí về lập trình.\n",
    "# قائمة رائعة\n- [كتاب](https://a.example) – كتب برمجة مجانية.\n",
    "# Emoji\n- [Rocket 🚀](https://a.example) – 👩‍💻 writes ✅ and ⚠️ signs "
    "♥️.\n",
};

std::string RestoredText(const Source& source, const Restoration& restoration) {
  std::string out;
  auto next = restoration.lines.begin();
  for (std::uint32_t line = 0; line < source.line_count(); ++line) {
    const Range range = source.Line(line);
    if (next != restoration.lines.end() && next->line == line) {
      out += next++->text;
    } else {
      out += source.Slice(range);
    }
    out += source.Slice({range.end, source.LineWithEol(line).end});
  }
  return out;
}

std::string RestoredText(std::string damaged) {
  const Source source("", std::move(damaged));
  return RestoredText(source, Restore(source, {}));
}

TEST(Restore, LeavesCleanTextsAlone) {
  for (const std::string_view text : kTexts)
    EXPECT_TRUE(Restore(Source("", std::string(text)), {}).lines.empty()) << text;
}

// Lines that a code page can read as UTF-8, and that are words all the same.
TEST(Restore, LeavesWordsAloneThatHappenToBeUtf8) {
  for (const std::string_view text :
       {"- дії\n", "- технології та копії\n",  // windows-1251: E4 B3 BF
        "- píšťala\n- tříšť\n",                // windows-1250: ED 9A 9D
        "été… »\n", "olé…”\n",                 // windows-1252: E9 85 A0, E9 85 94
        "списки и опросы\n",                   // cp866
        "PŘÍŠTÍ ÚŽASNÝ VÝROČÍ\n", "à… “Ä„” «»\n", "│ Ü½ │ └── ├── │\n", "«Ёжик» — это №1…\n",
        "€ 5 à £ 4, ±3°\n", "5 Å², 7 Å³, L’ÉTÉ©, NESTLÉ®\n", "„DOMŮ“, „INDIÄ“, „MENÜ“\n",
        "УСПЕХ» и «УСПЕХ»\n", "“MAÇÃ” — IRMÃ…\n"}) {
    EXPECT_TRUE(Restore(Source("", std::string(text)), {}).lines.empty()) << text;
  }
}

TEST(Restore, GivesBackWhatWasDamagedWithoutLoss) {
  for (int p = 0; p < kCodePageCount; ++p) {
    const auto page = static_cast<CodePage>(p);
    const Damager damager(MakeProcess(page, LostByte::kControl));
    for (const std::string_view text : kTexts) {
      EXPECT_TRUE(RestoredText(damager.Damage(text)) == text) << Name(page) << "\n" << text;
    }
  }
}

TEST(Restore, FindsTheOnlyDamagedCharacterOfAText) {
  for (const std::string_view text :
       {"Prøv på nytt\n", "a￼ laplacian\n", "wholeheartedly♡ (✿◠‿◠)\n", "Joël\n"}) {
    for (const CodePage page :
         {CodePage::kWindows1250, CodePage::kWindows1251, CodePage::kWindows1252,
          CodePage::kWindows1253, CodePage::kWindows1254, CodePage::kWindows1257,
          CodePage::kLatin1}) {
      EXPECT_EQ(RestoredText(Damager(MakeProcess(page, LostByte::kControl)).Damage(text)), text)
          << Name(page);
    }
  }
}

TEST(Restore, UndoesTwoProcesses) {
  for (const CodePage page : {CodePage::kWindows1252, CodePage::kLatin1, CodePage::kWindows1251}) {
    const Damager damager(MakeProcess(page, LostByte::kControl));
    for (const std::string_view text : {kTexts[0], kTexts[5], kTexts[8]})
      EXPECT_TRUE(RestoredText(damager.Damage(damager.Damage(text))) == text) << Name(page) << "\n"
                                                                              << text;
  }
}

// Ã before a space is à whose no-break space became one, or í without its soft hyphen.
TEST(Restore, TellsSpacesThatWereBytesFromThoseThatWereNot) {
  constexpr std::string_view kSpanish =
      "# Guía\n- Aquí está la guía: ¿qué más? Así sí.\n- Así es más fácil todavía.\n";
  Process process = MakeProcess(CodePage::kWindows1252, LostByte::kControl);
  process.soft_hyphen_dropped = true;
  EXPECT_EQ(RestoredText(Damager(process).Damage(kSpanish)), kSpanish);

  process.no_break_space_became_space = true;
  const std::string both = std::string(kSpanish) + "- Voilà, à la carte, déjà vu.\n";
  EXPECT_EQ(RestoredText(Damager(process).Damage(both)), both);
}

TEST(Restore, TellsTheCodePageAndWhatBecameOfTheLostBytes) {
  const std::string text = Damager(MakeProcess(CodePage::kWindows1254, LostByte::kDropped))
                               .Damage(Cat(kTexts[8], kTexts[13], "- 大家好，我们学习数学。\n"));
  const Restoration restoration = Restore(Source("", text), {});
  ASSERT_EQ(restoration.groups.size(), 1u);
  ASSERT_EQ(restoration.groups[0].passes.size(), 1u);
  EXPECT_EQ(restoration.groups[0].passes[0].page, CodePage::kWindows1254);
  EXPECT_EQ(restoration.groups[0].passes[0].lost_byte, LostByte::kDropped);
  EXPECT_TRUE(restoration.groups[0].uniform);
}

TEST(Restore, RepairsTheDamagedLinesOfATextThatIsCleanElsewhere) {
  const Damager damager(MakeProcess(CodePage::kWindows1252, LostByte::kControl));
  std::string text;
  std::string damaged;
  for (int i = 0; i < 6; ++i) {
    for (const std::string_view part : {kTexts[0], kTexts[8]}) {
      text += part;
      damaged += i == 3 ? damager.Damage(part) : std::string(part);
    }
  }
  EXPECT_TRUE(RestoredText(damaged) == text) << RestoredText(damaged);
}

TEST(Restore, RepairsADamagedSpotInASoundLine) {
  const std::pair<const char*, const char*> rows[] = {
      {"- Café at 20 Â°C.\n", "- Café at 20 °C.\n"},
      {"- Café déjà vu with fÃ¼r.\n", "- Café déjà vu with für.\n"},
      {"- Schöner Tag, itâ€™s great.\n", "- Schöner Tag, it’s great.\n"},
      {"- Мир, дом и â€œсадâ€\u009d.\n", "- Мир, дом и “сад”.\n"},
      {"- 中文 costs Â£5, 日本 â‚¬5.\n", "- 中文 costs £5, 日本 €5.\n"},
  };
  for (const auto& [damaged, clean] : rows) EXPECT_EQ(RestoredText(damaged), clean);
}

// What is sound in such a line is no remainder of a character: é is the byte E9, and E9 9D 9E is
// 非.
TEST(Restore, LeavesSoundLettersBesideLossesAlone) {
  const std::string text = "- Fête à 20 Â°C, naÃ¯ve, lâ€™Ã\u00a0-propos et Å“uvre.\n";
  for (const RepairedLine& line : Restore(Source("", text), {}).lines) {
    EXPECT_NE(line.text.find("Fête"), std::string::npos) << line.text;
  }
}

TEST(Restore, LeavesSignsAloneThatNothingExplains) {
  for (const char* text : {"Â°\n", "- the sign Â£ alone\n", "| Â¬ | Â¦ |\n"})
    EXPECT_TRUE(Restore(Source("", text), {}).lines.empty()) << text;
  EXPECT_EQ(RestoredText("- Â£5, 20 Â°C, 3 mÂ², Â© Ann\n"), "- £5, 20 °C, 3 m², © Ann\n");
}

// The letters of Vietnamese and of Burmese begin with the same byte, those of Arabic words and its
// digits too.
TEST(Restore, IsNeverSureOfAScriptThatTheTextHasNowhereElse) {
  Process process = MakeProcess(CodePage::kWindows1252, LostByte::kDropped);
  process.soft_hyphen_dropped = true;
  const std::string_view texts[] = {
      kTexts[10], kTexts[11],
      "# Danh sách\n- Cách thức hoạt động của một bộ nhớ đệm, và những ứng dụng phổ biến.\n"
      "- Được viết bởi những người mới bắt đầu, ở đây và ở đó.\n",
      "# قائمة\n- ملف المشروع وكيف تكتب الملف الأول.\n- كتب مجانية ملف ملف\n",
      "# Pizza\n- 🍕 and 🍔 with 🎮, 🚀 or 🐍.\n- 🎨 🐮 🏙 📝\n"};
  for (const std::string_view text : texts) {
    const Source clean("", std::string(text));
    for (const RepairedLine& line : Restore(Source("", Damager(process).Damage(text)), {}).lines) {
      if (line.trust < Trust::kSafe) continue;
      EXPECT_EQ(line.text, clean.Slice(clean.Line(line.line)));
    }
  }
}

// In German and Czech “ closes what „ opens.
TEST(Restore, TellsClosingQuotesFromOpeningOnes) {
  constexpr std::string_view kQuotes =
      "# Größe\n- „Öl“ für Bäcker; „süße“ Brötchen, „weiße“ Mäuse.\n- Die „große“ Übung.\n";
  const Source clean("", std::string(kQuotes));
  Process process = MakeProcess(CodePage::kWindows1254, LostByte::kDropped);
  for (const RepairedLine& line : Restore(Source("", Damager(process).Damage(kQuotes)), {}).lines) {
    if (line.trust < Trust::kSafe) continue;
    EXPECT_EQ(line.text, clean.Slice(clean.Line(line.line)));
  }
}

// What is left after the safe lines were written is not judged as something else.
TEST(Restore, WritesNothingMoreSafelyInASecondRun) {
  for (const CodePage page : {CodePage::kWindows1252, CodePage::kWindows1254,
                              CodePage::kWindows1250, CodePage::kWindows1251}) {
    Process process = MakeProcess(page, LostByte::kDropped);
    process.soft_hyphen_dropped = true;
    std::string text;
    for (const std::string_view part : kTexts) text += part;
    const std::string damaged = Damager(process).Damage(text);
    const Source source("", damaged);
    Restoration safe = Restore(source, {});
    std::erase_if(safe.lines, [](const RepairedLine& line) { return line.trust < Trust::kSafe; });
    EXPECT_FALSE(safe.lines.empty());
    const Restoration again = Restore(Source("", RestoredText(source, safe)), {});
    for (const RepairedLine& line : again.lines) EXPECT_LT(line.trust, Trust::kSafe) << line.text;
  }
}

TEST(Remaining, KeepsTheVerdictOnLinesThatAreStillThere) {
  const std::string text = Damager(MakeProcess(CodePage::kWindows1254, LostByte::kDropped))
                               .Damage(Cat(kTexts[8], "- 大家好，我们学习数学。\n"));
  const Source source("", text);
  const Restoration before = Restore(source, {});
  ASSERT_EQ(before.lines.size(), 4u);
  // The first line was restored, and a line was put before it.
  const std::string rest = text.substr(text.find('\n') + 1);
  const Source now("", Cat("new\n# 很棒的列表\n", rest));
  const Restoration after = Remaining(before, source, now);
  ASSERT_EQ(after.lines.size(), 3u);
  ASSERT_EQ(after.groups.size(), before.groups.size());
  for (std::size_t i = 0; i < after.lines.size(); ++i) {
    const RepairedLine& line = after.lines[i];
    EXPECT_EQ(line.line, i + 2);
    EXPECT_EQ(line.text, before.lines[i + 1].text);
    EXPECT_EQ(line.trust, before.lines[i + 1].trust);
    for (std::size_t part = 0; part < line.parts.size(); ++part) {
      EXPECT_EQ(now.Slice(line.parts[part].range),
                source.Slice(before.lines[i + 1].parts[part].range));
    }
  }
  EXPECT_LT(after.exact + after.safe, before.exact + before.safe);
  EXPECT_TRUE(Remaining(before, source, Source("", "nothing\n")).lines.empty());
}

TEST(Restore, LeavesTextAboutMojibakeAlone) {
  for (const std::string_view text :
       {"If you see Ã© instead of é, the encoding was wrong.\n",
        "- [ftfy](https://a.example) – Fixes mojibake such as â€œ and â€\x9D.\n",
        "It shows “Ã¼” where “ü” belongs.\n"}) {
    EXPECT_TRUE(Restore(Source("", std::string(text)), {}).lines.empty()) << text;
  }
}

TEST(Restore, LeavesCodeAloneUnlessTheProseIsDamaged) {
  const std::string clean = "The é\n`CafÃ© Ã¼ber Ã©cole`\n";
  const Offset begin = static_cast<Offset>(clean.find('`'));
  const Range code[] = {{begin, static_cast<Offset>(clean.size() - 1)}};
  EXPECT_TRUE(Restore(Source("", clean), {.code = code}).lines.empty());

  const std::string damaged = "CafÃ© dâ€™Ã‰tÃ©, trÃ¨s bon\n`CafÃ©`\n";
  const Offset at = static_cast<Offset>(damaged.find('`'));
  const Range span[] = {{at, static_cast<Offset>(damaged.size() - 1)}};
  const Source source("", damaged);
  EXPECT_EQ(RestoredText(source, Restore(source, {.code = span})),
            "Café d’Été, très bon\n`Café`\n");
}

// What it restores makes the damaged line again.
TEST(Restore, GivesTheDamagedBytesAgainWhenDamaged) {
  for (const LostByte lost_byte :
       {LostByte::kControl, LostByte::kDropped, LostByte::kReplacement, LostByte::kQuestionMark}) {
    for (const CodePage page :
         {CodePage::kWindows1252, CodePage::kWindows1254, CodePage::kWindows1250}) {
      std::string text;
      for (const std::string_view part : kTexts) text += part;
      const Source source("", Damager(MakeProcess(page, lost_byte)).Damage(text));
      const Restoration restoration = Restore(source, {});
      ASSERT_EQ(restoration.groups.size(), 1u);
      ASSERT_EQ(restoration.groups[0].passes.size(), 1u);
      const Damager again(restoration.groups[0].passes[0]);
      for (const RepairedLine& line : restoration.lines) {
        for (const Restored& part : line.parts)
          EXPECT_EQ(again.Damage(part.text), source.Slice(part.range));
      }
    }
  }
}

TEST(Restore, TakesFromEarlierTextsWhatLostBytes) {
  std::string text;
  for (const std::string_view part : kTexts) text += part;
  const Source source(
      "", Damager(MakeProcess(CodePage::kWindows1254, LostByte::kDropped)).Damage(text));
  int asked = 0;
  const Restoration restoration =
      Restore(source, {.earlier_texts = [&](int stage) {
                ++asked;
                return stage == 0 ? std::vector<std::string>{text} : std::vector<std::string>{};
              }});
  EXPECT_EQ(RestoredText(source, restoration), text);
  EXPECT_EQ(asked, 1);
  EXPECT_GT(restoration.from_history, 0u);
  EXPECT_EQ(restoration.uncertain + restoration.undecided, 0u);
}

TEST(IsSuspicious, SkipsScriptsThatNoCodePageHas) {
  EXPECT_FALSE(IsSuspicious("plain text, 中文，“引号”——🚀 text"));
  EXPECT_TRUE(IsSuspicious("abc Ã©"));
  EXPECT_FALSE(IsSuspicious("Ã abc ©"));
  EXPECT_FALSE(IsSuspicious(""));
}

}  // namespace
}  // namespace awl::mojibake
