#ifndef AWL_ENGINE_LEFT_OUT_FIXES_H_
#define AWL_ENGINE_LEFT_OUT_FIXES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awl/fix.h"
#include "awl/source.h"
#include "engine/changed_lines.h"

namespace awl {

// What one rule may not change, since its fixes there never come to rest.
struct FixBan {
  std::string_view rule = {};
  std::vector<Range> ranges = {};  // what touches one of them is banned
  bool everywhere = false;
  std::string why = {};
};

// A fix that was left out.
struct LeftOutFix {
  std::string_view rule = {};
  Range range = {};
  std::string why = {};
};

// The fixes of one file that a fix loop leaves out, by their places in the text at hand.
class LeftOutFixes {
 public:
  explicit LeftOutFixes(std::vector<FixBan> bans) : bans_(std::move(bans)) {}

  enum class Verdict : std::uint8_t { kTry, kTryLast, kLeaveOut };
  // A fix that was refused once is tried again, after the others: the text around it may have
  // changed, or it was refused only together with another that is applied by now.
  Verdict Judge(const FixPart& part) const;

  // The structure check refused it, or nobody could try it. The second time it is left out for
  // good.
  void Refuse(const FixPart& part, std::string why);
  void GiveUp(const FixPart& part, std::string why);
  // It was applied after all.
  void Forget(const FixPart& part);

  // Follows the places through a change of the text.
  void Follow(std::span<const Change> changes);

  // What was left out for good, in source order; a ban once, at its first place.
  std::vector<LeftOutFix> ForGood() const;

 private:
  struct Refused {
    std::string_view rule = {};
    Range range = {};
    std::string why = {};
    bool for_good = false;
  };
  std::size_t IndexOf(const FixPart& part) const;  // refused_.size() if it is not there
  bool IsBanned(const FixPart& part) const;

  std::vector<FixBan> bans_;
  std::vector<Refused> refused_;
};

}  // namespace awl

#endif  // AWL_ENGINE_LEFT_OUT_FIXES_H_
