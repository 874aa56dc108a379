#ifndef AWL_MERGE_ALIGN_H_
#define AWL_MERGE_ALIGN_H_

#include <cstdint>
#include <span>
#include <vector>

namespace awl {

struct AlignedPair {
  std::uint32_t left = 0;
  std::uint32_t right = 0;
};

// What of `right` is what of `left`, in the order of both: beginnings and ends that are the same,
// tokens that both have once (as in patience diff), and between those a longest common subsequence
// where it is not too large to be searched.
std::vector<AlignedPair> Align(std::span<const std::uint32_t> left,
                               std::span<const std::uint32_t> right);

}  // namespace awl

#endif  // AWL_MERGE_ALIGN_H_
