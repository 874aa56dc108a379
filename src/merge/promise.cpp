#include "merge/promise.h"

#include <algorithm>
#include <memory>

#include "awl/list.h"
#include "base/strings.h"
#include "curate/entry_key.h"
#include "parse/parse.h"

namespace awl {
namespace {

using Counts = std::map<std::string, std::size_t>;

Counts CountEntries(const std::string& text) {
  const auto document = Parse(std::make_shared<const Source>("", text));
  const List list(*document);
  Counts counts;
  for (const Entry& entry : list.entries()) ++counts[IdentityOf(*document, entry)];
  return counts;
}

std::size_t In(const Counts& counts, const std::string& identity) {
  const auto found = counts.find(identity);
  return found == counts.end() ? 0 : found->second;
}

}  // namespace

MergePromise::MergePromise(const std::string& base, const std::string& ours,
                           const std::string& theirs) {
  for (const auto& [identity, count] : CountEntries(base)) bounds_[identity].base = count;
  for (const auto& [identity, count] : CountEntries(ours)) bounds_[identity].ours = count;
  for (const auto& [identity, count] : CountEntries(theirs)) bounds_[identity].theirs = count;
}

// What each side added to the base or took away from it; what both did counts once.
std::size_t MergePromise::Fewest(const Bounds& bounds) {
  const auto [base, ours, theirs] = bounds;
  if (ours >= base && theirs >= base) return std::max(ours, theirs);
  if (ours <= base && theirs <= base) return std::min(ours, theirs);
  const std::size_t sum = ours + theirs;
  return sum > base ? sum - base : 0;
}

std::string MergePromise::Broken(const std::string& with_ours,
                                 const std::string& with_theirs) const {
  const Counts ours = CountEntries(with_ours);
  const Counts theirs = with_theirs == with_ours ? ours : CountEntries(with_theirs);
  for (const auto& [identity, bounds] : bounds_) {
    const std::size_t most = std::max(bounds.ours, bounds.theirs);
    const std::size_t in_ours = In(ours, identity);
    const std::size_t in_theirs = In(theirs, identity);
    if (std::max(in_ours, in_theirs) < Fewest(bounds)) {
      return Cat("the merge would lose ", Trim(identity));
    }
    if (std::max(in_ours, in_theirs) > most) return Cat("the merge would double ", Trim(identity));
  }
  return {};
}

std::string MergePromise::Doubled(const std::string& text) const {
  for (const auto& [identity, count] : CountEntries(text)) {
    const auto found = bounds_.find(identity);
    if (found == bounds_.end()) continue;
    const Bounds& bounds = found->second;
    // Without a link nothing says that two of one name are one thing.
    if (identity.starts_with('\n')) continue;
    if (count > std::max(bounds.ours, bounds.theirs)) return Cat(identity, " is there twice");
  }
  return {};
}

}  // namespace awl
