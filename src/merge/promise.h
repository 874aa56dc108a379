#ifndef AWL_MERGE_PROMISE_H_
#define AWL_MERGE_PROMISE_H_

#include <cstddef>
#include <map>
#include <string>

namespace awl {

// What a merge must keep: no entry is missing that one side has and the other did not remove, and
// none is there more often than in the side that has it most often. Entries are counted by their
// identity (curate/entry_key.h).
class MergePromise {
 public:
  MergePromise(const std::string& base, const std::string& ours, const std::string& theirs);

  // The first entry with which a result breaks the promise, as a message; "" if there is none.
  // `with_ours` and `with_theirs` are the result with its conflicts taken from one side; they are
  // equal where no conflict is left.
  std::string Broken(const std::string& with_ours, const std::string& with_theirs) const;
  // An entry that is there more often than in either side, as a message; "" if there is none.
  std::string Doubled(const std::string& text) const;

  bool has_entries() const { return !bounds_.empty(); }

 private:
  struct Bounds {
    std::size_t base = 0;
    std::size_t ours = 0;
    std::size_t theirs = 0;
  };
  static std::size_t Fewest(const Bounds& bounds);

  std::map<std::string, Bounds> bounds_;
};

}  // namespace awl

#endif  // AWL_MERGE_PROMISE_H_
