#ifndef AWL_FACTS_FACTS_H_
#define AWL_FACTS_FACTS_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "awl/document.h"
#include "awl/list.h"

namespace awl {

class Anchors;
class ContentsAlignment;
struct Destination;
struct DestinationTable;
struct HtmlEntry;

// What several rules need to know of one file. Each fact is computed when somebody first asks for
// it, and stays as it is; any number of threads may ask. The list must outlive it.
//
//   const Facts facts(list);
//   for (const Destination& destination : facts.destinations()) …   // computed here
//   const Destination* link = facts.destination_table().Find(document, entry.link);
class Facts {
 public:
  explicit Facts(const List& list);
  ~Facts();
  Facts(const Facts&) = delete;
  Facts& operator=(const Facts&) = delete;

  const Document& document() const { return list_.document(); }
  const List& list() const { return list_; }

  // Link targets inside the file and the links to them (facts/anchors.h).
  const Anchors& anchors() const;
  // All URLs of the file (facts/destinations.h), and the same with what finds the one of a link.
  const std::vector<Destination>& destinations() const;
  const DestinationTable& destination_table() const;
  // Recommendations that are written in HTML (facts/html_entries.h).
  const std::vector<HtmlEntry>& html_entries() const;
  // For each entry the number of its group (facts/entry_groups.h).
  const std::vector<std::uint32_t>& entry_groups() const;
  // Which lists are of names rather than of links (facts/name_lists.h), and whether the entry is an
  // item of one.
  const std::vector<bool>& name_lists() const;
  bool IsAmongNames(const Entry& entry) const;
  // The lines in which white space is content (facts/verbatim.h).
  const std::vector<Range>& verbatim_lines() const;
  // The contents list beside the headings (facts/contents_alignment.h).
  const ContentsAlignment& contents_alignment() const;

 private:
  struct Computed;

  const List& list_;
  const std::unique_ptr<Computed> computed_;
};

}  // namespace awl

#endif  // AWL_FACTS_FACTS_H_
