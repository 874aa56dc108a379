#ifndef AWL_MOJIBAKE_MODEL_EVIDENCE_H_
#define AWL_MOJIBAKE_MODEL_EVIDENCE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "mojibake/model_lattice.h"

namespace awl::mojibake {

// What a document tells about its own words: where the same damage stands next to the same
// neighbours in several places, the places that are clear help the others. A place counts once,
// however often the document repeats its surroundings.
class Evidence {
 public:
  // Counts the open slots of a line, given what is thought of each so far.
  void Add(std::span<const Slot> slots, const Posteriors& posteriors);

  // By option: how much the other places of the document speak for it, as a factor.
  std::vector<double> Factors(std::span<const Slot> slots, std::size_t slot,
                              const std::vector<double>& posterior) const;

  // In how many places, as far as one can tell, the document has `option` where the same was lost.
  double Places(std::span<const Slot> slots, std::size_t slot, std::size_t option) const;

 private:
  struct Count {
    double total = 0;
    std::vector<float> options = {};
  };

  std::unordered_set<std::uint64_t> places_;
  std::unordered_map<std::uint64_t, Count> counts_;  // by neighbour and options
};

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_MODEL_EVIDENCE_H_
