#ifndef AWL_FACTS_LINK_SHARE_H_
#define AWL_FACTS_LINK_SHARE_H_

#include <cstddef>

#include "facts/facts.h"

namespace awl {

// How much of a document's text is entries that link to other sites. That is what makes a list of a
// file, whatever it is called and however short it is.
struct LinkShare {
  std::size_t entries = 0;  // with such a link
  unsigned percent = 0;     // of the bytes of paragraphs, code and table cells; the contents aside
  std::size_t linked = 0;   // entries with any link
  bool is_awesome = false;  // has the Awesome badge or the title "Awesome …"
  bool has_contents = false;

  // Prose has a few links, also in items; a list is made of them. Measured over 2,000 files of
  // lists, books, guides, minutes and proposals.
  static constexpr std::size_t kFewest = 2;
  static constexpr unsigned kLeastPercent = 66;
  // A long list may have much prose between its entries. Then it must look like one otherwise.
  static constexpr std::size_t kMany = 10;
  static constexpr unsigned kLeastPercentOfGuide = 25;

  bool IsOfAList() const {
    if (entries >= kFewest && percent >= kLeastPercent) return true;
    if (is_awesome && linked >= kMany) return true;
    return has_contents && entries >= kMany && percent >= kLeastPercentOfGuide;
  }
};

LinkShare MeasureLinkShare(const Facts& facts);

}  // namespace awl

#endif  // AWL_FACTS_LINK_SHARE_H_
