#include "mojibake/damage.h"

#include <cassert>

#include "base/utf8.h"

namespace awl::mojibake {
namespace {

// 0: nothing.
char32_t CharacterOf(const Process& process, std::uint8_t byte) {
  if (process.lost[byte]) {
    switch (process.lost_byte) {
      case LostByte::kControl:
        return byte;
      case LostByte::kDropped:
        return 0;
      case LostByte::kReplacement:
        return 0xFFFD;
      case LostByte::kQuestionMark:
        return '?';
    }
  }
  const char32_t c = Decode(process.page, byte);
  if (c == 0xAD && process.soft_hyphen_dropped) return 0;
  if (c == 0xA0 && process.no_break_space_became_space) return ' ';
  return c == 0 ? byte : c;
}

}  // namespace

Process MakeProcess(CodePage page, LostByte lost_byte) {
  return {.page = page, .lost_byte = lost_byte, .lost = UndefinedBytes(page)};
}

Damager::Damager(const Process& process) {
  for (int i = 0; i < 128; ++i) {
    std::string text;
    const char32_t c = CharacterOf(process, static_cast<std::uint8_t>(0x80 + i));
    if (c != 0) AppendUtf8(text, c);
    assert(text.size() <= sizeof pieces_[i].bytes);
    pieces_[i].size = static_cast<std::uint8_t>(text.size());
    text.copy(pieces_[i].bytes, sizeof pieces_[i].bytes);
  }
}

std::string Damager::Damage(std::string_view utf8) const {
  std::string out;
  Damage(utf8, out);
  return out;
}

void Damager::Damage(std::string_view utf8, std::string& out) const {
  out.clear();
  out.reserve(utf8.size() * 2);
  for (const char c : utf8) {
    if (IsAscii(c)) {
      out.push_back(c);
    } else {
      const Piece& piece = pieces_[static_cast<unsigned char>(c) - 0x80];
      out.append(piece.bytes, piece.size);
    }
  }
}

bool Damager::Makes(std::string_view damaged, std::string_view utf8) const {
  for (const char c : utf8) {
    if (IsAscii(c)) {
      if (damaged.empty() || damaged.front() != c) return false;
      damaged.remove_prefix(1);
    } else {
      const Piece& piece = pieces_[static_cast<unsigned char>(c) - 0x80];
      const std::string_view text(piece.bytes, piece.size);
      if (damaged.substr(0, text.size()) != text) return false;
      damaged.remove_prefix(text.size());
    }
  }
  return damaged.empty();
}

}  // namespace awl::mojibake
