#include "merge/align.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>

namespace awl {
namespace {

// Cells of a table that is searched for a longest common subsequence.
constexpr std::size_t kMaxTable = std::size_t{1} << 21;

struct Span {
  std::uint32_t left_begin = 0;
  std::uint32_t left_end = 0;
  std::uint32_t right_begin = 0;
  std::uint32_t right_end = 0;

  std::uint32_t left_size() const { return left_end - left_begin; }
  std::uint32_t right_size() const { return right_end - right_begin; }
};

class Aligner {
 public:
  Aligner(std::span<const std::uint32_t> left, std::span<const std::uint32_t> right)
      : left_(left), right_(right) {}

  std::vector<AlignedPair> Run() {
    open_.push_back({0, static_cast<std::uint32_t>(left_.size()), 0,
                     static_cast<std::uint32_t>(right_.size())});
    while (!open_.empty()) {
      const Span span = open_.back();
      open_.pop_back();
      AlignSpan(span);
    }
    std::sort(pairs_.begin(), pairs_.end(),
              [](const AlignedPair& a, const AlignedPair& b) { return a.left < b.left; });
    return std::move(pairs_);
  }

 private:
  void AlignSpan(Span span) {
    while (span.left_size() > 0 && span.right_size() > 0 &&
           left_[span.left_begin] == right_[span.right_begin]) {
      pairs_.push_back({span.left_begin++, span.right_begin++});
    }
    while (span.left_size() > 0 && span.right_size() > 0 &&
           left_[span.left_end - 1] == right_[span.right_end - 1]) {
      pairs_.push_back({--span.left_end, --span.right_end});
    }
    if (span.left_size() == 0 || span.right_size() == 0) return;
    const std::vector<AlignedPair> anchors = Anchors(span);
    if (anchors.empty()) {
      AlignByTable(span);
      return;
    }
    std::uint32_t left = span.left_begin;
    std::uint32_t right = span.right_begin;
    for (const AlignedPair& anchor : anchors) {
      open_.push_back({left, anchor.left, right, anchor.right});
      pairs_.push_back(anchor);
      left = anchor.left + 1;
      right = anchor.right + 1;
    }
    open_.push_back({left, span.left_end, right, span.right_end});
  }

  // Tokens that each side has once, as many as stand in the same order on both.
  std::vector<AlignedPair> Anchors(const Span& span) const {
    struct Uses {
      std::uint32_t left = 0, right = 0, right_at = 0;
    };
    std::unordered_map<std::uint32_t, Uses> uses;
    for (std::uint32_t i = span.left_begin; i < span.left_end; ++i) ++uses[left_[i]].left;
    for (std::uint32_t i = span.right_begin; i < span.right_end; ++i) {
      Uses& use = uses[right_[i]];
      ++use.right;
      use.right_at = i;
    }
    std::vector<AlignedPair> unique;
    for (std::uint32_t i = span.left_begin; i < span.left_end; ++i) {
      const Uses& use = uses[left_[i]];
      if (use.left == 1 && use.right == 1) unique.push_back({i, use.right_at});
    }
    return Rising(unique);
  }

  // A longest run whose right sides rise: patience sorting.
  static std::vector<AlignedPair> Rising(const std::vector<AlignedPair>& pairs) {
    constexpr std::size_t kNone = ~std::size_t{0};
    std::vector<std::size_t> last_of_length;
    std::vector<std::size_t> before(pairs.size(), kNone);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      const auto place = std::lower_bound(
          last_of_length.begin(), last_of_length.end(), pairs[i].right,
          [&](std::size_t at, std::uint32_t right) { return pairs[at].right < right; });
      if (place != last_of_length.begin()) before[i] = *(place - 1);
      if (place == last_of_length.end()) {
        last_of_length.push_back(i);
      } else {
        *place = i;
      }
    }
    std::vector<AlignedPair> rising;
    if (last_of_length.empty()) return rising;
    for (std::size_t i = last_of_length.back(); i != kNone; i = before[i]) {
      rising.push_back(pairs[i]);
    }
    std::reverse(rising.begin(), rising.end());
    return rising;
  }

  void AlignByTable(const Span& span) {
    const std::size_t columns = span.right_size() + std::size_t{1};
    if ((span.left_size() + std::size_t{1}) * columns > kMaxTable) return;
    std::vector<std::uint32_t> common((span.left_size() + std::size_t{1}) * columns);
    for (std::uint32_t l = span.left_size(); l-- > 0;) {
      for (std::uint32_t r = span.right_size(); r-- > 0;) {
        std::uint32_t& cell = common[l * columns + r];
        if (left_[span.left_begin + l] == right_[span.right_begin + r]) {
          cell = common[(l + 1) * columns + r + 1] + 1;
        } else {
          cell = std::max(common[(l + 1) * columns + r], common[l * columns + r + 1]);
        }
      }
    }
    for (std::uint32_t l = 0, r = 0; l < span.left_size() && r < span.right_size();) {
      if (left_[span.left_begin + l] == right_[span.right_begin + r]) {
        pairs_.push_back({span.left_begin + l++, span.right_begin + r++});
      } else if (common[(l + 1) * columns + r] >= common[l * columns + r + 1]) {
        ++l;
      } else {
        ++r;
      }
    }
  }

  const std::span<const std::uint32_t> left_;
  const std::span<const std::uint32_t> right_;
  std::vector<Span> open_;
  std::vector<AlignedPair> pairs_;
};

}  // namespace

std::vector<AlignedPair> Align(std::span<const std::uint32_t> left,
                               std::span<const std::uint32_t> right) {
  return Aligner(left, right).Run();
}

}  // namespace awl
