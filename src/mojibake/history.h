#ifndef AWL_MOJIBAKE_HISTORY_H_
#define AWL_MOJIBAKE_HISTORY_H_

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "mojibake/damage.h"

namespace awl::mojibake {

// Finds the originals of damaged text in other texts, by putting those through the same processes:
// whole lines, and runs of characters that are not ASCII. What it finds is no guess: damaging it
// gives what was asked for.
class History {
 public:
  // `passes` in the order in which they happened.
  explicit History(std::span<const Process> passes);

  // Asks for the original of a line or run. `damaged` must live as long as this.
  void WantLine(std::string_view damaged);
  void WantRun(std::string_view damaged);

  // Looks for all that is wanted and not found yet. Time is linear in the size of `text`, and
  // nothing is kept but what is found.
  void Search(std::string_view text);

  // The original, or empty: not found, or `Search` met several in one text.
  std::string_view Line(std::string_view damaged) const;
  std::string_view Run(std::string_view damaged) const;
  // True while some line is not found.
  bool IsLacking() const { return lacking_ > 0; }

 private:
  struct Found {
    std::string original = {};
    int search = 0;  // the number of the search that found it
    bool ambiguous = false;
  };
  using Wanted = std::unordered_map<std::string_view, Found>;

  // The damaged form of `text`; good until the next call.
  std::string_view Damaged(std::string_view text);
  bool Note(Wanted& wanted, std::string_view original);

  std::vector<Damager> passes_;
  std::string buffers_[2];
  Wanted lines_;
  Wanted runs_;
  int search_ = 0;
  std::size_t lacking_ = 0;
};

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_HISTORY_H_
