#ifndef AWL_MERGE_SIDE_H_
#define AWL_MERGE_SIDE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "awl/document.h"
#include "awl/list.h"

namespace awl {

enum class UnitKind : std::uint8_t { kText, kHeading, kEntry, kContentsItem };

// What a merge takes or leaves as a whole: the lines of an entry, or one other line.
struct Unit {
  UnitKind kind = UnitKind::kText;
  std::uint8_t level = 0;         // of a heading
  std::string_view blank = {};    // the blank lines before it, with their line ends
  std::string_view text = {};     // its lines, without the last line end
  EntryId entry = kNoId;          // the first that begins here
  std::uint32_t depth = 0;        // of an entry: how many stand around it
  NodeId container = kNoNode;     // of an entry: its list or table
  std::uint32_t heading = kNoId;  // the unit of the heading it stands under
  std::uint32_t token = 0;        // the same for what is the same thing in all sides of a merge
};

// One side of a merge, cut into units.
class Side {
 public:
  explicit Side(std::string text);
  Side(const Side&) = delete;
  Side& operator=(const Side&) = delete;

  const Document& document() const { return *document_; }
  const List& list() const { return *list_; }
  std::string_view text() const { return document_->source().text(); }
  const std::vector<Unit>& units() const { return units_; }
  std::vector<Unit>& units() { return units_; }
  // The blank lines after the last unit.
  std::string_view tail() const { return tail_; }
  bool ends_with_eol() const { return ends_with_eol_; }

 private:
  std::unique_ptr<const Document> document_;
  std::unique_ptr<const List> list_;
  std::vector<Unit> units_;
  std::string_view tail_;
  bool ends_with_eol_ = true;
};

}  // namespace awl

#endif  // AWL_MERGE_SIDE_H_
