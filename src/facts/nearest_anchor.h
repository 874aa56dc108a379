#ifndef AWL_FACTS_NEAREST_ANCHOR_H_
#define AWL_FACTS_NEAREST_ANCHOR_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "awl/document.h"
#include "facts/anchors.h"
#include "facts/facts.h"

namespace awl {

// Finds the id that a broken link most likely means. All questions to one object together take time
// that is linear in the file: beyond a number of comparisons it finds nothing.
class NearestAnchors {
 public:
  explicit NearestAnchors(const Anchors& anchors);

  // Empty if nothing is near, or two are equally so.
  std::string_view Nearest(std::string_view id);

 private:
  const Anchors& anchors_;
  std::unordered_map<std::string, const AnchorTarget*> by_key_;
  std::size_t compared_ = 0;
};

// True if `link` is in the contents list, and another item there is for the section of `anchor`:
// this one is for something else.
bool HasItemOfItsOwn(const Facts& facts, NodeId link, std::string_view anchor);

}  // namespace awl

#endif  // AWL_FACTS_NEAREST_ANCHOR_H_
