#ifndef AWL_FACTS_DESTINATIONS_H_
#define AWL_FACTS_DESTINATIONS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "awl/document.h"
#include "text/url.h"

namespace awl {

// A URL of the file, wherever it stands: link, image, definition, or href and src in HTML.
// References are not among them, their definition is.
struct Destination {
  enum class Kind : std::uint8_t { kLink, kImage, kDefinition, kHtmlLink, kHtmlImage };
  Kind kind = Kind::kLink;
  // A picture that shows a status, shields.io and its kin, or the definition of one.
  bool is_badge = false;
  bool is_plain = false;  // the source has the URL byte for byte, so an edit may take a part of it
  NodeId node = kNoNode;  // of HTML: the HTML node
  Range range = {};       // as written, without <> or quotes
  std::string_view url = {};  // decoded
  Url parts = {};             // views into url
};

struct DestinationTable {
  std::vector<Destination> all = {};  // that are not empty, in source order of their kind groups
  // Indices into `all`, or kNoId: by Node::ext of links and images, and of definitions.
  std::vector<std::uint32_t> of_link = {};
  std::vector<std::uint32_t> of_definition = {};

  // The one that a link or image leads to, a reference by its definition; null if it is empty.
  const Destination* Find(const Document& document, NodeId link) const;
};
DestinationTable FindDestinations(const Document& document);

// A picture that shows a state rather than a thing, judged by its URL.
bool IsBadgeUrl(const Url& url);

// The repository on GitHub that a badge tells about; empty if it names none.
struct BadgeRepo {
  std::string_view owner = {};
  std::string_view name = {};
  bool empty() const { return name.empty(); }
};
BadgeRepo FindBadgeRepo(const Url& url);

}  // namespace awl

#endif  // AWL_FACTS_DESTINATIONS_H_
