#include "awl/list.h"

#include <algorithm>

#include "list/list_builder.h"
#include "list/section_names.h"

namespace awl {

List::List(const Document& document) : document_(document) { ListBuilder(this).Build(); }

bool List::InContents(const Node& node) const {
  if (!has_contents_) return false;
  return std::any_of(contents_.lists.begin(), contents_.lists.end(),
                     [&](NodeId list) { return document_[list].full.Contains(node.full); });
}

SectionId List::SectionAt(Offset offset) const {
  // Sections are in the order of their headings, and each ends where the next one begins or
  // encloses it.
  const auto after =
      std::upper_bound(sections_.begin() + 1, sections_.end(), offset,
                       [](Offset value, const Section& s) { return value < s.range.begin; });
  return static_cast<SectionId>(after - sections_.begin()) - 1;
}

EntryId List::EntryOf(NodeId item) const {
  return item < entry_of_item_.size() ? entry_of_item_[item] : kNoId;
}

bool List::IsContentsName(std::string_view heading) { return IsContentsHeading(heading); }

}  // namespace awl
