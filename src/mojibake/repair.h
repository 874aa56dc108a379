#ifndef AWL_MOJIBAKE_REPAIR_H_
#define AWL_MOJIBAKE_REPAIR_H_

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "awl/source.h"
#include "mojibake/codepages.h"
#include "mojibake/damage.h"
#include "mojibake/model.h"

namespace awl::mojibake {

// How sure a restored character or line is, ordered. kUndecided: nothing is known of it.
// kUncertain: the best of several. kSafe: the model is right 999 times in 1,000 where it says so.
// kHistory: another text has it. kExact: nothing else leaves these bytes.
enum class Trust : std::uint8_t { kUndecided, kUncertain, kSafe, kHistory, kExact };

// Replaces what stands at `range` of the source.
struct Restored {
  Range range = {};
  std::string text = {};
};

// A character that lost bytes and was put back by a guess, or could not be.
struct Guessed {
  Range range = {};
  Trust trust = Trust::kUndecided;
  std::vector<Candidate> ranked = {};  // best first
};

struct RepairedLine {
  std::uint32_t line = 0;       // as Source numbers them
  Range range = {};             // without its line end
  Trust trust = Trust::kExact;  // that of its least sure part
  std::vector<Restored> parts = {};
  std::vector<Guessed> guessed = {};  // those that are not exact and not from history
  std::string text = {};              // the whole line as restored; what is undecided as U+FFFD
  std::size_t group = 0;              // index into Restoration::groups
};

// Lines that went through the same processes.
struct DamagedGroup {
  std::vector<Process> passes = {};  // in the order in which they happened
  PageSet tied = 0;                  // code pages that explain the last of them equally well
  bool uniform = true;               // no clean lines between
  Language language = Language::kUnknown;
};

struct Restoration {
  std::vector<DamagedGroup> groups = {};
  std::vector<RepairedLine> lines = {};  // in source order
  // Damaged characters by trust.
  std::size_t exact = 0;
  std::size_t from_history = 0;
  std::size_t safe = 0;
  std::size_t uncertain = 0;
  std::size_t undecided = 0;
};

struct RestoreOptions {
  PageSet pages = kAllPages;
  double min_margin = 0;  // what ln(p1 / p2) a guess needs to be safe, beside the model's own word
  std::span<const Range> code = {};  // of code spans and blocks, in order, not overlapping
  // Texts that may hold the originals of damaged lines, best ones first: earlier revisions, then
  // other files of the folder. Asked for stage 0, 1, … until nothing is lacking or a stage gives
  // nothing. May be empty.
  std::function<std::vector<std::string>(int stage)> earlier_texts = {};
};

// Finds the damaged lines of a text and restores them. Pure but for `earlier_texts`. Whatever it
// restores gives the source's bytes again when put through the processes. Costs one pass over a
// clean text.
Restoration Restore(const Source& source, const RestoreOptions& options);

// What is left of `restoration`, which is of `source`, in a text that edits have made of it: the
// damaged lines that are still there as they were, at the places where they are now.
Restoration Remaining(const Restoration& restoration, const Source& source, const Source& now);

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_REPAIR_H_
