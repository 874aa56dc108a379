#include "facts/anchors.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "awl/list.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr std::string_view kGitHubPrefix = "user-content-";

bool IsAttribute(const Document& doc, const HtmlAttribute& attribute, std::string_view name) {
  return EqualsIgnoreAsciiCase(doc.Slice(attribute.name), name);
}

// Case-folded and without invisible characters.
std::string VisibleKey(std::string_view id) {
  const std::string folded = FoldCase(id);
  if (IsAscii(std::string_view(folded))) return folded;
  std::string out;
  for (std::size_t i = 0; i < folded.size();) {
    const CodePoint c = DecodeUtf8(folded, i);
    if (!IsInvisible(c.value)) out.append(folded, i, c.length);
    i += c.length;
  }
  return out;
}

}  // namespace

Anchors::Anchors(const Document& document) {
  for (const Node& heading : document.All(NodeKind::kHeading)) {
    targets_.push_back({.kind = AnchorTarget::Kind::kHeading,
                        .node = document.IdOf(heading),
                        .range = heading.full,
                        .id = document.heading(heading).slug});
  }
  for (const HtmlTag& tag : document.html_tags()) {
    for (const HtmlAttribute& attribute : tag.attributes) {
      const std::string_view value = document.Slice(attribute.value);
      if (value.empty()) continue;
      if (IsAttribute(document, attribute, "id") || IsAttribute(document, attribute, "name")) {
        targets_.push_back({.kind = AnchorTarget::Kind::kHtml,
                            .node = tag.node,
                            .range = attribute.value,
                            .id = value});
      } else if (value.front() == '#' && IsAttribute(document, attribute, "href")) {
        references_.push_back({.node = tag.node,
                               .range = {attribute.value.begin + 1, attribute.value.end},
                               .id = PercentDecode(value.substr(1)),
                               .is_html = true});
      }
    }
  }
  const auto add = [&](NodeId node, Range destination, std::string_view url) {
    // A "#" that is written as an escape or a character reference is left alone.
    if (!url.starts_with('#') || destination.empty() || document.source()[destination.begin] != '#')
      return;
    references_.push_back({.node = node,
                           .range = {destination.begin + 1, destination.end},
                           .id = PercentDecode(url.substr(1))});
  };
  for (const NodeKind kind : {NodeKind::kLink, NodeKind::kImage}) {
    for (const NodeId id : document.Ids(kind)) {
      const LinkInfo& link = document.link(document[id]);
      add(id, link.destination, link.url);
    }
  }
  for (const NodeId id : document.Ids(NodeKind::kDefinition)) {
    const DefinitionInfo& definition = document.definition(document[id]);
    add(id, definition.destination, definition.url);
  }
  std::sort(references_.begin(), references_.end(),
            [](const AnchorReference& a, const AnchorReference& b) {
              return a.range.begin < b.range.begin;
            });
  by_id_.reserve(targets_.size());
  for (std::uint32_t i = 0; i < targets_.size(); ++i) {
    ++by_id_.try_emplace(targets_[i].id, SameId{.first = i}).first->second.count;
  }
}

const Anchors::Loose& Anchors::loose() const {
  std::call_once(loose_once_, [this] {
    for (std::uint32_t i = 0; i < targets_.size(); ++i) {
      loose_.folded.emplace(FoldCase(targets_[i].id), i);
      loose_.visible.emplace(VisibleKey(targets_[i].id), i);
    }
  });
  return loose_;
}

const AnchorTarget* Anchors::Find(std::string_view id) const {
  auto found = by_id_.find(id);
  if (found == by_id_.end() && id.starts_with(kGitHubPrefix)) {
    found = by_id_.find(id.substr(kGitHubPrefix.size()));
  }
  return found == by_id_.end() ? nullptr : &targets_[found->second.first];
}

const AnchorTarget* Anchors::FindFolded(std::string_view id) const {
  const auto found = loose().folded.find(FoldCase(id));
  return found == loose_.folded.end() ? nullptr : &targets_[found->second];
}

const AnchorTarget* Anchors::FindVisible(std::string_view id) const {
  const auto found = loose().visible.find(VisibleKey(id));
  return found == loose_.visible.end() ? nullptr : &targets_[found->second];
}

bool Anchors::Resolves(std::string_view id) const {
  return Find(id) != nullptr || FindFolded(id) != nullptr || FindVisible(id) != nullptr;
}

std::size_t Anchors::Count(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? 0 : found->second.count;
}

bool Anchors::IsPageAnchor(std::string_view id) {
  return id.empty() || id == "top" || id == "readme" || id == "readme-ov-file";
}

}  // namespace awl
