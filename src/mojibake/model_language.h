#ifndef AWL_MOJIBAKE_MODEL_LANGUAGE_H_
#define AWL_MOJIBAKE_MODEL_LANGUAGE_H_

#include <cstddef>
#include <memory>
#include <vector>

#include "mojibake/model.h"
#include "mojibake/model_lattice.h"
#include "mojibake/model_tables.h"

namespace awl::mojibake {

// How the tables of a language see its text, and when what they say is believed.
struct LanguageTraits {
  bool latin = false;   // Latin letters are its own; else a run of them is one symbol
  bool spaces = false;  // a space is a symbol
  bool fold = false;    // letters are lower-case
  double safe_margin = 0;
};

LanguageTraits TraitsOf(Language language);
// Unpacks the tables of `language`, which costs milliseconds; null where there are none.
std::shared_ptr<const Tables> LoadTables(Language language);

// A line as the tables see it, and where its unknowns are.
struct Symbols {
  std::vector<Slot> slots = {};
  std::vector<std::size_t> slot_of = {};  // by unknown
};
Symbols ToSymbols(const Tables& tables, const LanguageTraits& traits, const PartialLine& line);

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_MODEL_LANGUAGE_H_
