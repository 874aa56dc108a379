#include "facts/destinations.h"

#include <algorithm>
#include <memory>
#include <mutex>

#include "awl/list.h"
#include "base/strings.h"

namespace awl {
namespace {

// Hosts that serve nothing but badges.
constexpr std::string_view kBadgeHosts[] = {"img.shields.io",
                                            "shields.io",
                                            "badgen.net",
                                            "flat.badgen.net",
                                            "badge.fury.io",
                                            "travis-ci.org",
                                            "travis-ci.com",
                                            "api.travis-ci.org",
                                            "api.travis-ci.com",
                                            "secure.travis-ci.org",
                                            "codecov.io",
                                            "coveralls.io",
                                            "david-dm.org",
                                            "gemnasium.com",
                                            "ci.appveyor.com",
                                            "circleci.com",
                                            "badges.gitter.im",
                                            "isitmaintained.com",
                                            "awesome.re",
                                            "badges.greenkeeper.io",
                                            "snyk.io",
                                            "bestpractices.coreinfrastructure.org",
                                            "forthebadge.com",
                                            "hits.dwyl.com",
                                            "opencollective.com",
                                            "www.codetriage.com"};

// What shields.io may put between "/github/" and the owner besides the name of the badge itself:
// "/github/v/release/o/r".
constexpr std::string_view kBadgeModifiers[] = {
    "v",      "release", "tag",    "actions", "workflow",  "status",        "languages",
    "top",    "m",       "w",      "y",       "issues",    "pulls",         "raw",
    "closed", "label",   "commit", "go-mod",  "downloads", "checks-status", "commits-since"};

bool IsModifier(std::string_view part) {
  return std::find(std::begin(kBadgeModifiers), std::end(kBadgeModifiers), part) !=
         std::end(kBadgeModifiers);
}

// Takes the text up to the next slash off `path`, whose first byte is a slash.
std::string_view TakePart(std::string_view* path) {
  if (path->empty()) return {};
  const std::size_t end = std::min(path->find('/', 1), path->size());
  const std::string_view part = path->substr(1, end - 1);
  path->remove_prefix(end);
  return part;
}

std::string_view WithoutSuffix(std::string_view text, std::string_view suffix) {
  if (text.ends_with(suffix)) text.remove_suffix(suffix.size());
  return text;
}

}  // namespace

BadgeRepo FindBadgeRepo(const Url& url) {
  std::string_view path = url.path;
  const bool generic = EqualsIgnoreAsciiCase(url.host, "img.shields.io") ||
                       EqualsIgnoreAsciiCase(url.host, "badgen.net") ||
                       EqualsIgnoreAsciiCase(url.host, "flat.badgen.net");
  const bool github =
      EqualsIgnoreAsciiCase(url.host, "github.com") &&
      (path.ends_with("/badge.svg") || path.find("/workflows/") != std::string_view::npos);
  const bool codecov = EqualsIgnoreAsciiCase(url.host, "codecov.io");
  if (generic || codecov) {
    const std::string_view service = TakePart(&path);
    if (service != "github" && service != "gh") return {};
    if (generic) {
      TakePart(&path);  // the badge: stars, license, last-commit, v, …
      std::string_view rest = path;
      for (std::string_view part = TakePart(&rest); IsModifier(part); part = TakePart(&rest))
        path = rest;
    }
  } else if (!github) {
    return {};
  }
  const std::string_view owner = TakePart(&path);
  const std::string_view name = WithoutSuffix(TakePart(&path), ".svg");
  if (owner.empty() || name.empty()) return {};
  return {owner, name};
}

bool IsBadgeUrl(const Url& url) {
  for (const std::string_view host : kBadgeHosts) {
    if (EqualsIgnoreAsciiCase(url.host, host)) return true;
  }
  return url.path.find("/badge") != std::string_view::npos ||
         url.path.find("badge.svg") != std::string_view::npos;
}

DestinationTable FindDestinations(const Document& document) {
  const auto count = [&](NodeKind kind) { return document.Ids(kind).size(); };
  DestinationTable table;
  table.all.reserve(count(NodeKind::kLink) + count(NodeKind::kImage) +
                    count(NodeKind::kDefinition) + document.html_tags().size());
  table.of_link.assign(count(NodeKind::kLink) + count(NodeKind::kImage) +
                           count(NodeKind::kLinkReference) + count(NodeKind::kImageReference),
                       kNoId);
  table.of_definition.assign(count(NodeKind::kDefinition) + count(NodeKind::kFootnoteDefinition),
                             kNoId);
  // Gives the new one's index, or kNoId if the URL is empty.
  const auto add = [&](Destination::Kind kind, NodeId node, Range range, std::string_view url) {
    if (url.empty()) return kNoId;
    const auto index = static_cast<std::uint32_t>(table.all.size());
    Destination& added = table.all.emplace_back();
    added.kind = kind;
    added.node = node;
    added.range = range;
    added.url = url;
    added.is_plain = document.Slice(range) == url;
    added.parts = ParseUrl(url);
    added.is_badge = (kind == Destination::Kind::kImage || kind == Destination::Kind::kHtmlImage) &&
                     IsBadgeUrl(added.parts);
    return index;
  };
  for (const NodeId id : document.Ids(NodeKind::kLink)) {
    const LinkInfo& link = document.link(document[id]);
    Range range = link.destination;
    std::string_view url = link.url;
    // "https://a.example](https://b.example": GitHub takes both for one, people mean the first.
    if (link.form == LinkForm::kBare) {
      if (const std::size_t stray = url.find("](");
          stray != url.npos && document.Slice(range) == url) {
        url = url.substr(0, stray);
        range.end = range.begin + static_cast<Offset>(stray);
      }
    }
    table.of_link[document[id].ext] = add(Destination::Kind::kLink, id, range, url);
  }
  for (const NodeId id : document.Ids(NodeKind::kImage)) {
    const LinkInfo& link = document.link(document[id]);
    table.of_link[document[id].ext] =
        add(Destination::Kind::kImage, id, link.destination, link.url);
  }
  std::vector<bool> is_shown(table.of_definition.size());  // as an image, by Node::ext
  for (const NodeId id : document.Ids(NodeKind::kImageReference)) {
    const NodeId definition = document.link(document[id]).definition;
    if (definition != kNoNode) is_shown[document[definition].ext] = true;
  }
  for (const NodeId id : document.Ids(NodeKind::kDefinition)) {
    const std::uint32_t ext = document[id].ext;
    const DefinitionInfo& definition = document.definition(document[id]);
    const std::uint32_t added =
        add(Destination::Kind::kDefinition, id, definition.destination, definition.url);
    table.of_definition[ext] = added;
    if (added == kNoId || !is_shown[ext]) continue;
    table.all[added].is_badge = IsBadgeUrl(table.all[added].parts);
  }
  for (const HtmlTag& tag : document.html_tags()) {
    for (const HtmlAttribute& attribute : tag.attributes) {
      const std::string_view name = document.Slice(attribute.name);
      const std::string_view value = document.Slice(attribute.value);
      if (EqualsIgnoreAsciiCase(name, "href")) {
        add(Destination::Kind::kHtmlLink, tag.node, attribute.value, value);
      } else if (EqualsIgnoreAsciiCase(name, "src")) {
        add(Destination::Kind::kHtmlImage, tag.node, attribute.value, value);
      }
    }
  }
  return table;
}

const Destination* DestinationTable::Find(const Document& document, NodeId link) const {
  const Node& node = document[link];
  const NodeId definition = document.link(node).definition;
  const std::uint32_t index =
      definition == kNoNode ? of_link[node.ext] : of_definition[document[definition].ext];
  return index == kNoId ? nullptr : &all[index];
}

}  // namespace awl
