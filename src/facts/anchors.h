#ifndef AWL_FACTS_ANCHORS_H_
#define AWL_FACTS_ANCHORS_H_

#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "awl/document.h"

namespace awl {

// A place of the file that "#id" can lead to.
struct AnchorTarget {
  enum class Kind : std::uint8_t { kHeading, kHtml };
  Kind kind = Kind::kHeading;
  NodeId node = kNoNode;     // the heading, or the HTML node with the attribute
  Range range = {};          // the heading, or the attribute's value
  std::string_view id = {};  // the heading's slug, or the value as written
};

// A link into the same file: [text](#id), [label]: #id, or <a href="#id">.
struct AnchorReference {
  NodeId node = kNoNode;  // link, image, definition or HTML node
  Range range = {};       // the fragment as written, without "#"
  std::string id = {};    // the same, escapes, character references and percent-encoding decoded
  bool is_html = false;
};

// The anchors of one document and the links that lead to them. Views point into the document.
class Anchors {
 public:
  explicit Anchors(const Document& document);

  std::span<const AnchorTarget> targets() const { return targets_; }
  // In source order.
  std::span<const AnchorReference> references() const { return references_; }

  // The target of exactly that id, or null. GitHub's own prefix "user-content-" may stand before
  // it.
  const AnchorTarget* Find(std::string_view id) const;
  // The same without regard to letter case (full case folding).
  const AnchorTarget* FindFolded(std::string_view id) const;
  // The same without regard to case and invisible characters (variation selectors, joiners).
  const AnchorTarget* FindVisible(std::string_view id) const;
  // One of the three finds it.
  bool Resolves(std::string_view id) const;
  // How many targets have that id.
  std::size_t Count(std::string_view id) const;
  // "", "top" and the anchors that GitHub's page has around the file.
  static bool IsPageAnchor(std::string_view id);

 private:
  struct SameId {
    std::uint32_t first = 0;  // of targets_
    std::uint32_t count = 0;
  };
  // The first targets by what is left of their ids. Made when a link has missed its target: most
  // files have none such.
  struct Loose {
    std::unordered_map<std::string, std::uint32_t> folded;
    std::unordered_map<std::string, std::uint32_t> visible;
  };
  const Loose& loose() const;

  std::vector<AnchorTarget> targets_;
  std::vector<AnchorReference> references_;
  std::unordered_map<std::string_view, SameId> by_id_;
  mutable std::once_flag loose_once_;
  mutable Loose loose_;
};

}  // namespace awl

#endif  // AWL_FACTS_ANCHORS_H_
