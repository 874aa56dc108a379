#include "list/section_names.h"

#include <gtest/gtest.h>

#include "base/data_table.h"

namespace awl {
namespace {

// A row that is not in the form that headings are brought to could never match.
TEST(SectionNames, EveryRowOfTheTablesIsFound) {
  for (const DataRow& row : DataTable("contents-names")) {
    EXPECT_TRUE(IsContentsHeading(row.key)) << row.key;
  }
  for (const DataRow& row : DataTable("about-sections")) {
    EXPECT_TRUE(IsAboutHeading(row.key)) << row.key;
  }
}

TEST(SectionNames, KnowsContentsInManyLanguages) {
  for (const char* heading : {"Table of Contents:",
                              "📖 Contents",
                              "0. 目录",
                              "目 錄",
                              "Contents / 目录",
                              "目录（Contents）",
                              "İçindekiler",
                              "Sommaire",
                              "Table des matières",
                              "Inhaltsverzeichnis",
                              "Índice",
                              "Sumário",
                              "Indice",
                              "目次",
                              "목차",
                              "Содержание",
                              "Зміст",
                              "Mục lục",
                              "فهرست مطالب",
                              "الفهرس",
                              "תוכן העניינים",
                              "Spis treści",
                              "Inhoudsopgave",
                              "תוכן העניינים (Table of Contents)"}) {
    EXPECT_TRUE(IsContentsHeading(heading)) << heading;
  }
  for (const char* heading : {"", "Content Management", "目录工具", "Books"}) {
    EXPECT_FALSE(IsContentsHeading(heading)) << heading;
  }
}

TEST(SectionNames, KnowsWhatIsAboutAListInManyLanguages) {
  for (const char* heading : {"Contributing",
                              "💖 Contributors",
                              "How to contribute?",
                              "License",
                              "Code of Conduct",
                              "Katkıda Bulunanlar",
                              "Katkı",
                              "Lisans",
                              "TEŞEKKÜRLER",
                              "Contribuer",
                              "Contributeurs",
                              "Mitwirkende",
                              "Danksagung",
                              "Lizenz",
                              "Fußnoten",
                              "Cómo contribuir",
                              "Contribuidores",
                              "Licencia",
                              "Contribuindo",
                              "Licença",
                              "Come contribuire",
                              "Contributori",
                              "Licenza",
                              "貢献者",
                              "コントリビューション",
                              "ライセンス",
                              "기여자",
                              "라이선스",
                              "행동 강령",
                              "Участники",
                              "Как помочь",
                              "Лицензия",
                              "Внесок",
                              "Ліцензія",
                              "Đóng góp",
                              "Người đóng góp",
                              "Giấy phép",
                              "مشارکت",
                              "مشارکت‌کنندگان",
                              "مجوز",
                              "المساهمة",
                              "المساهمون",
                              "الترخيص",
                              "תרומה",
                              "תורמים",
                              "רישיון",
                              "Współtwórcy",
                              "Licencja",
                              "Bijdragen",
                              "Bijdragers",
                              "Licentie",
                              "贡献者",
                              "许可证",
                              "貢獻指南",
                              "Contributing / 贡献"}) {
    EXPECT_TRUE(IsAboutHeading(heading)) << heading;
  }
  for (const char* heading :
       {"Licence managers", "Authors", "协议", "Notas", "贡献者工具", "Books"}) {
    EXPECT_FALSE(IsAboutHeading(heading)) << heading;
  }
}

TEST(SectionNames, KnowSelections) {
  for (const char* heading : {"Editor's Picks — Top 10", "⭐ Featured", "Must-read", "重点推荐",
                              "おすすめ本", "Top 5 tools", "Best of 2020"}) {
    EXPECT_TRUE(IsSelectionHeading(heading)) << heading;
  }
  for (const char* heading :
       {"More than Top 100", "Guitar pickups", "Topics", "Laptop 5", "推理"}) {
    EXPECT_FALSE(IsSelectionHeading(heading)) << heading;
  }
}

}  // namespace
}  // namespace awl
