#include "facts/link_share.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "facts/destinations.h"

namespace awl {
namespace {

constexpr std::size_t kEntriesOfABlock = 3;

// Where a guide or an index links to files of its own, it is no list.
bool LeadsElsewhere(std::string_view url) {
  if (url.starts_with("https://")) return true;  // as most do
  for (const std::string_view start : {"http://", "https://", "//", "www.", "ftp://"}) {
    if (StartsWithIgnoreAsciiCase(url, start)) return true;
  }
  return false;
}

// What text a list or a guide consists of. Headings, HTML and definitions say nothing of which of
// them it is.
bool IsText(const Node& node) {
  return node.kind == NodeKind::kParagraph || node.kind == NodeKind::kCode ||
         (node.kind == NodeKind::kTableCell && !node.has(kHeaderRow));
}

// The badge of awesome lists, from its own site or from the repository that it comes from.
bool HasAwesomeBadge(const Facts& facts) {
  const std::vector<Destination>& all = facts.destinations();
  return std::any_of(all.begin(), all.end(), [](const Destination& destination) {
    if (destination.kind != Destination::Kind::kImage &&
        destination.kind != Destination::Kind::kHtmlImage) {
      return false;
    }
    const std::string_view url = destination.url;
    return url.find("awesome.re/") != std::string_view::npos ||
           url.find("sindresorhus/awesome") != std::string_view::npos;
  });
}

// The HTML nodes of links to other sites, one for each link.
std::vector<NodeId> HtmlLinksElsewhere(const Facts& facts) {
  std::vector<NodeId> nodes;
  for (const Destination& destination : facts.destinations()) {
    if (destination.kind == Destination::Kind::kHtmlLink && LeadsElsewhere(destination.url)) {
      nodes.push_back(destination.node);
    }
  }
  std::sort(nodes.begin(), nodes.end());
  return nodes;
}

bool HasAwesomeTitle(const Document& doc) {
  const std::span<const NodeId> headings = doc.Ids(NodeKind::kHeading);
  return !headings.empty() &&
         StartsWithIgnoreAsciiCase(doc.heading(doc[headings.front()]).text, "awesome ");
}

}  // namespace

LinkShare MeasureLinkShare(const Facts& facts) {
  const List& list = facts.list();
  const Document& doc = list.document();
  LinkShare share;
  std::uint64_t in_entries = 0;
  std::uint64_t all = 0;
  auto entry = list.entries().begin();
  const std::vector<NodeId> html_links = HtmlLinksElsewhere(facts);
  auto html_link = html_links.begin();
  Offset covered = 0;  // up to here the linked entries that begin before a node reach
  for (const Node& node : doc.nodes()) {
    if (!IsBlock(node.kind)) continue;
    if (node.kind == NodeKind::kHtmlBlock) {
      const NodeId id = doc.IdOf(node);
      std::size_t links = 0;
      for (; html_link != html_links.end() && *html_link <= id; ++html_link)
        links += *html_link == id;
      // Some lists write their entries so; a banner has a link or two.
      if (links < kEntriesOfABlock) continue;
      share.entries += links;
      share.linked += links;
      all += node.full.size();
      in_entries += node.full.size();
      continue;
    }
    if (!IsText(node)) continue;
    for (; entry != list.entries().end() && entry->full.begin <= node.full.begin; ++entry) {
      if (entry->link == kNoNode) continue;
      ++share.linked;
      if (!LeadsElsewhere(doc.Slice(entry->url))) continue;
      ++share.entries;
      covered = std::max(covered, entry->full.end);
    }
    const bool inside = node.full.begin < covered;
    if (!inside && list.InContents(node)) continue;
    const std::uint64_t size = node.content.end - node.content.begin;
    all += size;
    if (inside) in_entries += size;
  }
  share.is_awesome = HasAwesomeTitle(doc) || HasAwesomeBadge(facts);
  share.has_contents = list.contents() != nullptr;
  share.percent = all == 0 ? 0 : static_cast<unsigned>(100 * in_entries / all);
  return share;
}

}  // namespace awl
