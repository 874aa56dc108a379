#include "engine/left_out_fixes.h"

#include <algorithm>
#include <utility>

namespace awl {
namespace {

bool Touch(Range a, Range b) { return a.begin <= b.end && b.begin <= a.end; }

}  // namespace

std::size_t LeftOutFixes::IndexOf(const FixPart& part) const {
  const auto known = std::find_if(refused_.begin(), refused_.end(), [&](const Refused& refused) {
    return refused.rule == part.owner->rule && refused.range == part.range();
  });
  return static_cast<std::size_t>(known - refused_.begin());
}

bool LeftOutFixes::IsBanned(const FixPart& part) const {
  return std::any_of(bans_.begin(), bans_.end(), [&](const FixBan& ban) {
    if (ban.rule != part.owner->rule) return false;
    return ban.everywhere || std::any_of(ban.ranges.begin(), ban.ranges.end(), [&](Range range) {
             return std::any_of(part.edits.begin(), part.edits.end(),
                                [&](const Edit* edit) { return Touch(edit->range, range); });
           });
  });
}

LeftOutFixes::Verdict LeftOutFixes::Judge(const FixPart& part) const {
  if (IsBanned(part)) return Verdict::kLeaveOut;
  const std::size_t i = IndexOf(part);
  if (i == refused_.size()) return Verdict::kTry;
  return refused_[i].for_good ? Verdict::kLeaveOut : Verdict::kTryLast;
}

void LeftOutFixes::Refuse(const FixPart& part, std::string why) {
  const std::size_t i = IndexOf(part);
  if (i == refused_.size()) {
    refused_.push_back({.rule = part.owner->rule, .range = part.range(), .why = std::move(why)});
  } else {
    refused_[i].for_good = true;
    refused_[i].why = std::move(why);
  }
}

void LeftOutFixes::GiveUp(const FixPart& part, std::string why) {
  Refuse(part, std::move(why));
  refused_[IndexOf(part)].for_good = true;
}

void LeftOutFixes::Forget(const FixPart& part) {
  const std::size_t i = IndexOf(part);
  if (i != refused_.size()) refused_.erase(refused_.begin() + static_cast<std::ptrdiff_t>(i));
}

void LeftOutFixes::Follow(std::span<const Change> changes) {
  for (FixBan& ban : bans_) {
    for (Range& range : ban.ranges) range = After(range, changes);
  }
  for (Refused& refused : refused_) refused.range = After(refused.range, changes);
}

std::vector<LeftOutFix> LeftOutFixes::ForGood() const {
  std::vector<LeftOutFix> out;
  for (const FixBan& ban : bans_) {
    out.push_back({.rule = ban.rule, .range = ban.ranges.front(), .why = ban.why});
  }
  for (const Refused& refused : refused_) {
    if (!refused.for_good) continue;
    out.push_back({.rule = refused.rule, .range = refused.range, .why = refused.why});
  }
  std::stable_sort(out.begin(), out.end(), [](const LeftOutFix& a, const LeftOutFix& b) {
    return a.range.begin < b.range.begin;
  });
  return out;
}

}  // namespace awl
