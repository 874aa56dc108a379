#include "facts/heading_renames.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "facts/anchors.h"
#include "text/slug.h"

namespace awl {
namespace {

std::string Numbered(std::string_view slug, std::size_t number) {
  return number == 0 ? std::string(slug) : Cat(slug, "-", number);
}

// As Slugger writes it: without leading zeros. 0 if it is none, or more than any file can have.
std::uint64_t ReadNumber(std::string_view digits) {
  if (digits.empty() || digits.size() > 9 || digits.front() == '0') return 0;
  std::uint64_t number = 0;
  for (const char c : digits) {
    if (!IsAsciiDigit(c)) return 0;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

}  // namespace

void HeadingRenames::Prepare() {
  const Document& doc = facts_.document();
  for (const NodeId id : doc.Ids(NodeKind::kHeading)) {
    const HeadingInfo& info = doc.heading(doc[id]);
    owners_.emplace(info.slug, id);
    std::string base = Slug(info.text);
    if (base == info.slug) continue;
    const std::uint64_t number = ReadNumber(info.slug.substr(base.size() + 1));
    highest_[std::move(base)] = number;
  }
  const auto references = facts_.anchors().references();
  for (std::uint32_t i = 0; i < references.size(); ++i) {
    const AnchorTarget* target = facts_.anchors().Find(references[i].id);
    if (target != nullptr) references_[target->node].push_back(i);
  }
  is_prepared_ = true;
}

// The first of base, base-1, base-2, … that no heading before this one has.
std::string HeadingRenames::SlugFor(NodeId heading, std::string base) {
  const auto [found, is_new] = last_owners_.try_emplace(base);
  std::vector<NodeId>& last = found->second;
  if (is_new) {
    for (auto owner = owners_.find(base); owner != owners_.end();
         owner = owners_.find(Numbered(base, last.size()))) {
      last.push_back(last.empty() ? owner->second : std::max(last.back(), owner->second));
    }
  }
  const auto free = std::lower_bound(last.begin(), last.end(), heading);
  return Numbered(base, static_cast<std::size_t>(free - last.begin()));
}

// True if a heading would get `slug`, were it not taken by the heading that has it now.
bool HeadingRenames::WouldBeTaken(const std::string& slug) const {
  // One with that very text, which has got a number instead.
  if (highest_.count(slug) != 0) return true;
  // One that has passed over "foo-2" on its way to "foo-3".
  const std::size_t hyphen = slug.rfind('-');
  if (hyphen == std::string::npos) return false;
  const std::uint64_t number = ReadNumber(std::string_view(slug).substr(hyphen + 1));
  const auto highest = highest_.find(slug.substr(0, hyphen));
  return number != 0 && highest != highest_.end() && highest->second > number;
}

std::optional<std::vector<Edit>> HeadingRenames::EditsFor(const Node& heading,
                                                          std::string_view new_text) {
  if (!is_prepared_) Prepare();
  const Document& doc = facts_.document();
  const NodeId id = doc.IdOf(heading);
  const std::string slug(doc.heading(heading).slug);
  const std::string new_slug = SlugFor(id, Slug(new_text));
  std::vector<Edit> edits;
  if (new_slug == slug) return edits;
  if (owners_.count(new_slug) != 0 || WouldBeTaken(slug)) return std::nullopt;
  const auto references = references_.find(id);
  if (references == references_.end()) return edits;
  for (const std::uint32_t i : references->second) {
    const Range range = facts_.anchors().references()[i].range;
    if (!doc.IsExact(range)) return std::nullopt;
    edits.push_back({range, new_slug});
  }
  return edits;
}

}  // namespace awl
