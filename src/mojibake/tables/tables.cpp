// Puts the packed tables (*.bin, made by tools/mojibake) into the binary as they are: compilers
// take minutes over an array of this size.

#include <cstddef>
#include <cstdint>

#include "mojibake/model_tables.h"

#define AWL_TABLE(name, file)              \
  __asm__(                                 \
      ".section .rodata\n"                 \
      ".balign 16\n"                       \
      "awl_mojibake_" name                 \
      ":\n"                                \
      ".incbin \"" AWL_TABLES_DIR "/" file \
      "\"\n"                               \
      "awl_mojibake_" name                 \
      "_end:\n"                            \
      ".globl awl_mojibake_" name          \
      "\n"                                 \
      ".globl awl_mojibake_" name          \
      "_end\n"                             \
      ".previous\n")

AWL_TABLE("zh", "zh.bin");

extern "C" {
extern const std::uint8_t awl_mojibake_zh[];
extern const std::uint8_t awl_mojibake_zh_end[];
}

namespace awl::mojibake {

std::span<const std::uint8_t> PackedChinese() {
  return {awl_mojibake_zh, static_cast<std::size_t>(awl_mojibake_zh_end - awl_mojibake_zh)};
}

}  // namespace awl::mojibake
