#include "lsp/places.h"

#include <algorithm>
#include <utility>

#include "facts/destinations.h"
#include "text/url.h"

namespace awl::lsp {
namespace {

bool Touches(Range range, Offset offset) { return range.begin <= offset && offset <= range.end; }

std::optional<Thing> AnchorAt(const Facts& facts, Offset offset) {
  const Anchors& anchors = facts.anchors();
  for (const AnchorReference& reference : anchors.references()) {
    if (!Touches(reference.range, offset)) continue;
    const AnchorTarget* target = FindAnchor(anchors, reference.id);
    if (target == nullptr) return std::nullopt;
    return Thing{.kind = Thing::Kind::kAnchor, .anchor = target, .range = reference.range};
  }
  for (const AnchorTarget& target : anchors.targets()) {
    if (!Touches(target.range, offset)) continue;
    return Thing{.kind = Thing::Kind::kAnchor,
                 .anchor = &target,
                 .range = NameRange(facts.document(), target)};
  }
  return std::nullopt;
}

// The definition that counts of those with the same label.
NodeId Winner(const Document& doc, NodeId definition) {
  const NodeId winner = doc.definition(doc[definition]).duplicate_of;
  return winner == kNoNode ? definition : winner;
}

std::optional<Thing> LabelAt(const Document& doc, Offset offset) {
  for (const NodeKind kind : {NodeKind::kLinkReference, NodeKind::kImageReference}) {
    for (const Node& node : doc.All(kind)) {
      const LinkInfo& link = doc.link(node);
      if (!Touches(link.label, offset) || link.definition == kNoNode) continue;
      return Thing{.kind = Thing::Kind::kLabel, .definition = link.definition, .range = link.label};
    }
  }
  for (const Node& node : doc.All(NodeKind::kDefinition)) {
    const Range label = doc.definition(node).label;
    if (!Touches(label, offset)) continue;
    return Thing{
        .kind = Thing::Kind::kLabel, .definition = Winner(doc, doc.IdOf(node)), .range = label};
  }
  return std::nullopt;
}

std::optional<Thing> FootnoteAt(const Document& doc, Offset offset) {
  for (const Node& node : doc.All(NodeKind::kFootnoteReference)) {
    const FootnoteReferenceInfo& reference = doc.footnote_reference(node);
    if (!Touches(node.full, offset) || reference.definition == kNoNode) continue;
    return Thing{.kind = Thing::Kind::kFootnote,
                 .definition = reference.definition,
                 .range = reference.label};
  }
  for (const Node& node : doc.All(NodeKind::kFootnoteDefinition)) {
    const Range label = doc.definition(node).label;
    if (!Touches(label, offset)) continue;
    return Thing{
        .kind = Thing::Kind::kFootnote, .definition = Winner(doc, doc.IdOf(node)), .range = label};
  }
  return std::nullopt;
}

std::optional<Thing> UrlAt(const Facts& facts, Offset offset) {
  for (const Destination& destination : facts.destinations()) {
    if (!Touches(destination.range, offset) || !destination.parts.is_http()) continue;
    return Thing{.kind = Thing::Kind::kUrl,
                 .url = CanonicalUrl(destination.url),
                 .range = destination.range};
  }
  return std::nullopt;
}

std::vector<Range> PlacesOfUrl(const Facts& facts, const std::string& url) {
  std::vector<Range> out;
  for (const Destination& destination : facts.destinations()) {
    if (destination.parts.is_http() && CanonicalUrl(destination.url) == url) {
      out.push_back(destination.range);
    }
  }
  std::sort(out.begin(), out.end(), [](Range a, Range b) { return a.begin < b.begin; });
  return out;
}

void AddLabelUses(const Document& doc, NodeId definition, std::vector<Range>* to) {
  for (const NodeKind kind : {NodeKind::kLinkReference, NodeKind::kImageReference}) {
    for (const Node& node : doc.All(kind)) {
      const LinkInfo& link = doc.link(node);
      if (link.definition == definition) to->push_back(link.label);
    }
  }
}

}  // namespace

const AnchorTarget* FindAnchor(const Anchors& anchors, std::string_view id) {
  const AnchorTarget* target = anchors.Find(id);
  if (target == nullptr) target = anchors.FindFolded(id);
  return target == nullptr ? anchors.FindVisible(id) : target;
}

Range NameRange(const Document& document, const AnchorTarget& target) {
  return target.kind == AnchorTarget::Kind::kHeading ? document[target.node].content : target.range;
}

std::optional<Thing> ThingAt(const Facts& facts, Offset offset) {
  const Document& doc = facts.document();
  // A label may stand in a heading, and is the smaller thing then.
  std::optional<Thing> thing = LabelAt(doc, offset);
  if (!thing) thing = FootnoteAt(doc, offset);
  if (!thing) thing = UrlAt(facts, offset);
  if (!thing) thing = AnchorAt(facts, offset);
  return thing;
}

std::optional<Range> DeclarationOf(const Facts& facts, const Thing& thing) {
  const Document& doc = facts.document();
  switch (thing.kind) {
    case Thing::Kind::kAnchor:
      return NameRange(doc, *thing.anchor);
    case Thing::Kind::kLabel:
    case Thing::Kind::kFootnote:
      return doc.definition(doc[thing.definition]).label;
    case Thing::Kind::kUrl: {
      const std::vector<Range> places = PlacesOfUrl(facts, thing.url);
      return places.empty() ? std::nullopt : std::optional(places.front());
    }
  }
  return std::nullopt;
}

std::vector<Range> UsesOf(const Facts& facts, const Thing& thing) {
  const Document& doc = facts.document();
  std::vector<Range> out;
  switch (thing.kind) {
    case Thing::Kind::kAnchor:
      for (const AnchorReference& reference : facts.anchors().references()) {
        if (FindAnchor(facts.anchors(), reference.id) == thing.anchor) {
          out.push_back(reference.range);
        }
      }
      break;
    case Thing::Kind::kLabel:
      AddLabelUses(doc, thing.definition, &out);
      break;
    case Thing::Kind::kFootnote:
      for (const Node& node : doc.All(NodeKind::kFootnoteReference)) {
        const FootnoteReferenceInfo& reference = doc.footnote_reference(node);
        if (reference.definition == thing.definition) out.push_back(reference.label);
      }
      break;
    case Thing::Kind::kUrl:
      out = PlacesOfUrl(facts, thing.url);
      if (!out.empty()) out.erase(out.begin());
      break;
  }
  std::sort(out.begin(), out.end(), [](Range a, Range b) { return a.begin < b.begin; });
  return out;
}

}  // namespace awl::lsp
