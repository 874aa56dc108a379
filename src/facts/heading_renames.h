#ifndef AWL_FACTS_HEADING_RENAMES_H_
#define AWL_FACTS_HEADING_RENAMES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/document.h"
#include "facts/facts.h"

namespace awl {

// What must change with the text of a heading: the links to it, as its slug changes too. For rules
// that ask about many headings: all answers of one object together take linear time, and none is
// prepared before the first question. The facts must outlive it. For one thread.
class HeadingRenames {
 public:
  explicit HeadingRenames(const Facts& facts) : facts_(facts) {}

  // If `heading` gets the text `new_text`: an edit for each reference to it, none if its slug
  // stays. Nullopt if another heading's slug would change too, or a reference cannot be rewritten
  // in place.
  std::optional<std::vector<Edit>> EditsFor(const Node& heading, std::string_view new_text);

 private:
  void Prepare();
  std::string SlugFor(NodeId heading, std::string base);
  bool WouldBeTaken(const std::string& slug) const;

  const Facts& facts_;
  bool is_prepared_ = false;
  std::unordered_map<std::string, NodeId> owners_;  // by slug
  // By slug as it is before a number makes it unique: the highest number given so far.
  std::unordered_map<std::string, std::uint64_t> highest_;
  // Of foo, by number N: the last heading that has foo, foo-1, …, or foo-N. Ends before the first
  // of them that no heading has.
  std::unordered_map<std::string, std::vector<NodeId>> last_owners_;
  std::unordered_map<NodeId, std::vector<std::uint32_t>>
      references_;  // by the heading they lead to
};

}  // namespace awl

#endif  // AWL_FACTS_HEADING_RENAMES_H_
