#ifndef AWL_MOJIBAKE_DAMAGE_H_
#define AWL_MOJIBAKE_DAMAGE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "mojibake/codepages.h"

namespace awl::mojibake {

// What became of a byte that had no character.
enum class LostByte : std::uint8_t {
  kControl,       // it was kept as the C1 control of the same number
  kDropped,       // nothing
  kReplacement,   // U+FFFD
  kQuestionMark,  // '?'
};

// How UTF-8 text was damaged, once: its bytes were read as characters of a single-byte code page,
// and the result was saved as UTF-8.
struct Process {
  CodePage page = CodePage::kWindows1252;
  LostByte lost_byte = LostByte::kControl;
  ByteSet lost = {};  // the bytes that `lost_byte` tells of; all others have their character
  bool soft_hyphen_dropped = false;          // the byte of U+00AD left nothing
  bool no_break_space_became_space = false;  // the byte of U+00A0 became U+0020
};

// The process of `page` alone: what it leaves undefined is lost in the manner of `lost_byte`.
Process MakeProcess(CodePage page, LostByte lost_byte);

// Puts text through a process. The tables are made once, so keep it for many lines.
class Damager {
 public:
  explicit Damager(const Process& process);

  // What the process makes of `utf8`. Any bytes will do.
  std::string Damage(std::string_view utf8) const;
  // The same into `out`, whose former text is lost and whose memory is used again.
  void Damage(std::string_view utf8, std::string& out) const;
  // True if `Damage(utf8)` is `damaged`; allocates nothing.
  bool Makes(std::string_view damaged, std::string_view utf8) const;

 private:
  struct Piece {
    char bytes[3];
    std::uint8_t size;
  };
  Piece pieces_[128];
};

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_DAMAGE_H_
