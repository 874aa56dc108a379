#ifndef AWL_MOJIBAKE_MODEL_READING_H_
#define AWL_MOJIBAKE_MODEL_READING_H_

#include <memory>

#include "mojibake/model.h"
#include "mojibake/model_language.h"
#include "mojibake/model_lattice.h"
#include "mojibake/model_tables.h"

namespace awl::mojibake {

// What is thought of a line without the others.
struct Reading {
  Symbols symbols = {};
  Posteriors by_words = {};
  Posteriors by_ngrams = {};
  Posteriors combined = {};
};

// Reads a line with the tables of `language`. The last few thousand lines are remembered, whatever
// document they are of: an editor asks for all lines of one at each keystroke, and all but one of
// them are as they were. May be called from any thread.
std::shared_ptr<const Reading> ReadLine(const Tables& tables, Language language,
                                        const PartialLine& line);

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_MODEL_READING_H_
