#ifndef AWL_RULE_PAIRED_MARKS_H_
#define AWL_RULE_PAIRED_MARKS_H_

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace awl {

// Quotation marks and brackets that come in pairs.
struct PairOfMarks {
  char32_t open;
  char32_t close;
};

inline constexpr PairOfMarks kPairs[] = {{U'“', U'”'},   {U'‘', U'’'},   {U'『', U'』'},
                                         {U'（', U'）'}, {U'《', U'》'}, {U'「', U'」'},
                                         {U'【', U'】'}};
inline constexpr char32_t kStraight = U'"';
inline constexpr char32_t kApostrophe = U'’';
inline constexpr int kNoPair = -1;
// Places in kPairs.
inline constexpr int kDouble = 0;
inline constexpr int kSingle = 1;
inline constexpr int kFullWidth = 3;
// Pairs beyond kPairs.
inline constexpr int kStraightPair = 7;
inline constexpr int kAsciiParenthesis = 8;
inline constexpr std::size_t kPairCount = 9;

inline int OpenedBy(char32_t c) {
  for (int i = 0; i < 7; ++i) {
    if (kPairs[i].open == c) return i;
  }
  return kNoPair;
}

inline int ClosedBy(char32_t c) {
  for (int i = 0; i < 7; ++i) {
    if (kPairs[i].close == c) return i;
  }
  return kNoPair;
}

// False for most texts: none of their bytes begins a character that matters here, or hides one.
inline bool MayHoldPairs(std::string_view text) {
  for (const char c : text) {
    if (c == '"' || c == '&' || c == '\xE2' || c == '\xE3' || c == '\xEF') return true;
  }
  return false;
}

// What was opened and is not yet closed, in order. A mark closes the last one of its pair, however
// deep that is: all marks together take linear time.
template <typename What>
class OpenMarks {
 public:
  struct One {
    int pair = kNoPair;
    What what = {};
    bool is_open = true;
  };

  void Open(int pair, const What& what) {
    Of(pair).push_back(all_.size());
    all_.push_back({pair, what});
  }
  // False if none of that pair is open.
  bool Close(int pair) {
    if (!Has(pair)) return false;
    all_[Of(pair).back()].is_open = false;
    Of(pair).pop_back();
    while (!all_.empty() && !all_.back().is_open) all_.pop_back();
    return true;
  }
  bool Has(int pair) const { return !Of(pair).empty(); }
  // The last one of a pair that is open.
  const What& Last(int pair) const { return all_[Of(pair).back()].what; }
  // The last one of all; null if none is open.
  const One* Innermost() const { return all_.empty() ? nullptr : &all_.back(); }

  template <typename Use>
  void ForEach(Use use) const {
    for (const One& one : all_) {
      if (one.is_open) use(one);
    }
  }

 private:
  std::vector<std::size_t>& Of(int pair) { return by_pair_[static_cast<std::size_t>(pair)]; }
  const std::vector<std::size_t>& Of(int pair) const {
    return by_pair_[static_cast<std::size_t>(pair)];
  }

  std::vector<One> all_;                                           // the last one is open
  std::array<std::vector<std::size_t>, kPairCount> by_pair_ = {};  // indices of open ones
};

}  // namespace awl

#endif  // AWL_RULE_PAIRED_MARKS_H_
