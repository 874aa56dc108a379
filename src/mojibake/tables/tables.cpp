// Puts the packed tables (*.bin, made by tools/mojibake) into the binary as they are: compilers
// take minutes over an array of this size.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "mojibake/model_language.h"

// Declares and fills awl_mojibake_NAME and awl_mojibake_NAME_end.
#ifdef __wasm__
// clang knows .incbin in sources of its assembler only, for WebAssembly: see tables.s in
// CMakeLists.
#define AWL_TABLE(name, file)                            \
  extern "C" {                                           \
  extern const std::uint8_t awl_mojibake_##name[];       \
  extern const std::uint8_t awl_mojibake_##name##_end[]; \
  }
#else
#define AWL_TABLE(name, file)                            \
  extern "C" {                                           \
  extern const std::uint8_t awl_mojibake_##name[];       \
  extern const std::uint8_t awl_mojibake_##name##_end[]; \
  }                                                      \
  __asm__(                                               \
      ".section .rodata\n"                               \
      ".balign 16\n"                                     \
      ".globl awl_mojibake_" #name                       \
      "\n"                                               \
      ".globl awl_mojibake_" #name                       \
      "_end\n"                                           \
      "awl_mojibake_" #name                              \
      ":\n"                                              \
      ".incbin \"" AWL_TABLES_DIR "/" file               \
      "\"\n"                                             \
      "awl_mojibake_" #name                              \
      "_end:\n"                                          \
      ".previous\n")
#endif

AWL_TABLE(zh_hans, "zh-hans.bin");
AWL_TABLE(zh_hant, "zh-hant.bin");
AWL_TABLE(ja, "ja.bin");
AWL_TABLE(ko, "ko.bin");
AWL_TABLE(ru, "ru.bin");
AWL_TABLE(cs, "cs.bin");
AWL_TABLE(de, "de.bin");
AWL_TABLE(es, "es.bin");
AWL_TABLE(fr, "fr.bin");
AWL_TABLE(it, "it.bin");
AWL_TABLE(pl, "pl.bin");
AWL_TABLE(pt, "pt.bin");
AWL_TABLE(tr, "tr.bin");

namespace awl::mojibake {
namespace {

std::span<const std::uint8_t> Between(const std::uint8_t* begin, const std::uint8_t* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

std::span<const std::uint8_t> PackedTables(Language language) {
  switch (language) {
    case Language::kUnknown:
      return {};
    case Language::kZhHans:
      return Between(awl_mojibake_zh_hans, awl_mojibake_zh_hans_end);
    case Language::kZhHant:
      return Between(awl_mojibake_zh_hant, awl_mojibake_zh_hant_end);
    case Language::kJa:
      return Between(awl_mojibake_ja, awl_mojibake_ja_end);
    case Language::kKo:
      return Between(awl_mojibake_ko, awl_mojibake_ko_end);
    case Language::kRu:
      return Between(awl_mojibake_ru, awl_mojibake_ru_end);
    case Language::kCs:
      return Between(awl_mojibake_cs, awl_mojibake_cs_end);
    case Language::kDe:
      return Between(awl_mojibake_de, awl_mojibake_de_end);
    case Language::kEs:
      return Between(awl_mojibake_es, awl_mojibake_es_end);
    case Language::kFr:
      return Between(awl_mojibake_fr, awl_mojibake_fr_end);
    case Language::kIt:
      return Between(awl_mojibake_it, awl_mojibake_it_end);
    case Language::kPl:
      return Between(awl_mojibake_pl, awl_mojibake_pl_end);
    case Language::kPt:
      return Between(awl_mojibake_pt, awl_mojibake_pt_end);
    case Language::kTr:
      return Between(awl_mojibake_tr, awl_mojibake_tr_end);
  }
  return {};
}

}  // namespace

std::shared_ptr<const Tables> LoadTables(Language language) {
  const std::span<const std::uint8_t> packed = PackedTables(language);
  return packed.empty() ? nullptr : UnpackTables(packed);
}

}  // namespace awl::mojibake
