#ifndef AWL_DOCUMENT_LINK_SHARE_H_
#define AWL_DOCUMENT_LINK_SHARE_H_

#include <cstddef>

#include "awl/list.h"

namespace awl {

// How much of a document's text stands in entries that link to other sites. By that a list is told
// from prose, whatever it is called and however short it is.
struct LinkShare {
  std::size_t entries = 0;  // with such a link
  unsigned percent = 0;     // of the bytes of paragraphs, code and table cells; the contents aside

  // Prose has a few links, also in items; a list is made of them. Measured over 2,000 files of
  // lists, books, guides, minutes and proposals.
  static constexpr std::size_t kFewestEntries = 2;
  static constexpr unsigned kLeastPercent = 60;
  bool IsOfAList() const { return entries >= kFewestEntries && percent >= kLeastPercent; }
};

LinkShare MeasureLinkShare(const List& list);

}  // namespace awl

#endif  // AWL_DOCUMENT_LINK_SHARE_H_
