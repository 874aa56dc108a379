#ifndef AWL_MOJIBAKE_MODEL_LATTICE_H_
#define AWL_MOJIBAKE_MODEL_LATTICE_H_

#include <cstddef>
#include <span>
#include <vector>

#include "mojibake/model_tables.h"

namespace awl::mojibake {

// One place of a line of symbols: what may stand there. One option where that is known.
struct Slot {
  std::vector<SymbolId> options = {};

  bool open() const { return options.size() > 1; }
};

// By slot and option: P(option | the rest of the line). Empty for slots that are not open.
using Posteriors = std::vector<std::vector<double>>;

double UnigramProbability(const Tables& tables, SymbolId symbol);

// Makes probabilities of weights; none is less than a trifle.
void Normalise(std::vector<double>& values);

// Over all ways to read the line as a sequence of words, each as probable as it is by itself.
Posteriors WordPosteriors(const Tables& tables, std::span<const Slot> slots);

// Over all sequences of options, each symbol given those before it.
Posteriors NgramPosteriors(const Tables& tables, std::span<const Slot> slots);

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_MODEL_LATTICE_H_
