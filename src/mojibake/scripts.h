#ifndef AWL_MOJIBAKE_SCRIPTS_H_
#define AWL_MOJIBAKE_SCRIPTS_H_

#include <cstddef>
#include <unordered_map>

#include "mojibake/cells.h"
#include "mojibake/model.h"

namespace awl::mojibake {

// Which scripts and kinds of symbols the known characters of a document are of.
class ScriptCounts {
 public:
  // Counts the characters that are known for sure; of a damaged line those that were restored.
  void AddDamaged(const CellLine& line);
  void AddClean(const CellLine& line);

  // True if a character of the script or block of `c` was counted.
  bool Has(char32_t c) const;

  // What part of the letters beyond ASCII are of the script that `language` is written in.
  double ShareOf(Language language) const;

 private:
  void Add(char32_t c);

  std::unordered_map<char32_t, std::size_t> counts_;  // by block
  std::unordered_map<char32_t, std::size_t> letters_;
};

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_SCRIPTS_H_
