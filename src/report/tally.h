#ifndef AWL_REPORT_TALLY_H_
#define AWL_REPORT_TALLY_H_

#include <array>
#include <cstddef>
#include <string>

#include "awl/diagnostic.h"

namespace awl {

// Counts findings. Those that follow from others are apart: they count in no total.
struct Tally {
  std::array<std::size_t, 3> by_severity = {};
  std::size_t safe = 0;    // with a safe fix
  std::size_t unsafe = 0;  // with an unsafe one
  std::size_t caused = 0;
  bool by_damage = true;  // all of these follow from encoding-mojibake

  void Add(const Diagnostic& diagnostic);
  void Add(const Tally& other);
  std::size_t total() const { return by_severity[0] + by_severity[1] + by_severity[2]; }
  // "+27 that follow from the damage"
  std::string CausedText() const;
  // "2 errors and 1 warning"; "nothing" if there are none.
  std::string CountsText() const;
};

}  // namespace awl

#endif  // AWL_REPORT_TALLY_H_
