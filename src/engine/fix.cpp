#include "awl/fix.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

namespace awl {
namespace {

bool ChangesNothing(const Source& source, const Edit& edit) {
  return source.Slice(edit.range) == edit.text;
}

bool InSourceOrder(const Edit* a, const Edit* b) { return a->range.begin < b->range.begin; }

void AppendParts(const Source& source, const Diagnostic& diagnostic, std::vector<FixPart>* to) {
  std::map<std::uint32_t, std::vector<const Edit*>> parts;
  for (const Edit& edit : diagnostic.fix->edits) {
    if (!ChangesNothing(source, edit)) parts[edit.part].push_back(&edit);
  }
  for (auto& [number, edits] : parts) {
    std::stable_sort(edits.begin(), edits.end(), InSourceOrder);
    to->push_back({.owner = &diagnostic, .edits = std::move(edits)});
  }
}

// What the parts taken so far replace and what they have read.
class TakenRanges {
 public:
  bool ConflictsWith(const FixPart& part) const {
    const Fix& fix = *part.owner->fix;
    return std::any_of(part.edits.begin(), part.edits.end(),
                       [&](const Edit* edit) {
                         return Collides(edit->range, *part.owner) || IsRead(edit->range);
                       }) ||
           std::any_of(fix.reads.begin(), fix.reads.end(),
                       [&](Range read) { return Replaces(read); });
  }

  void Take(const FixPart& part) {
    for (const Edit* edit : part.edits) {
      // The edits of one part may touch each other, so a later end never shrinks.
      Taken& taken = edited_[edit->range.begin];
      taken.end = std::max(taken.end, edit->range.end);
      taken.inserts = taken.inserts || edit->range.empty();
      taken.owner = part.owner;
    }
    for (const Range read : part.owner->fix->reads) {
      Offset& end = read_[read.begin];
      end = std::max(end, read.end);
    }
    longest_read_ = std::max(longest_read_, LongestOf(part.owner->fix->reads));
  }

 private:
  struct Taken {
    Offset end = 0;
    bool inserts = false;
    const Diagnostic* owner = nullptr;
  };

  static Offset LongestOf(std::span<const Range> ranges) {
    Offset longest = 0;
    for (const Range range : ranges) longest = std::max(longest, range.size());
    return longest;
  }

  static bool MayTouch(Range range, const Diagnostic& owner, const Taken& taken) {
    return !range.empty() && !taken.inserts && owner.rule == taken.owner->rule && !owner.fix->moves;
  }

  // True if an edit of `range` overlaps one that is taken, or touches it and may not.
  bool Collides(Range range, const Diagnostic& owner) const {
    const auto after = edited_.lower_bound(range.begin);
    if (after != edited_.end() && after->first <= range.end &&
        (after->first < range.end || !MayTouch(range, owner, after->second))) {
      return true;
    }
    if (after == edited_.begin()) return false;
    const Taken& before = std::prev(after)->second;
    return before.end > range.begin ||
           (before.end == range.begin && !MayTouch(range, owner, before));
  }

  // True if an edit that is taken changes what `read` covers, or inserts at its border.
  bool Replaces(Range read) const {
    auto next = edited_.lower_bound(read.begin);
    if (next != edited_.begin() && std::prev(next)->second.end > read.begin) return true;
    for (; next != edited_.end() && next->first <= read.end; ++next) {
      if (next->first < read.end || next->second.inserts) return true;
    }
    return false;
  }

  // The same the other way round: an edit of `range` changes what a taken part has read. What was
  // read may overlap, so all that could reach the range is looked at.
  bool IsRead(Range range) const {
    if (read_.empty()) return false;
    const Offset first = range.begin > longest_read_ ? range.begin - longest_read_ : 0;
    for (auto read = read_.lower_bound(first); read != read_.end() && read->first <= range.end;
         ++read) {
      const bool inserts = range.empty() && read->second >= range.begin;
      if (inserts || (read->first < range.end && read->second > range.begin)) return true;
    }
    return false;
  }

  std::map<Offset, Taken> edited_;  // by their begin
  std::map<Offset, Offset> read_;   // from their begin to the furthest end
  Offset longest_read_ = 0;
};

}  // namespace

std::vector<FixPart> PartsOf(const Source& source, std::span<const Diagnostic> diagnostics) {
  std::vector<FixPart> parts;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.fix) AppendParts(source, diagnostic, &parts);
  }
  std::stable_sort(parts.begin(), parts.end(), [](const FixPart& a, const FixPart& b) {
    return a.range().begin < b.range().begin;
  });
  return parts;
}

FixPlan PlanFixes(std::vector<FixPart> parts) {
  FixPlan plan;
  TakenRanges taken;
  for (FixPart& part : parts) {
    if (taken.ConflictsWith(part)) {
      plan.deferred.push_back(std::move(part));
    } else {
      taken.Take(part);
      plan.taken.push_back(std::move(part));
    }
  }
  return plan;
}

std::vector<OwnedEdit> EditsOf(std::span<const FixPart> parts) {
  std::vector<OwnedEdit> edits;
  for (const FixPart& part : parts) {
    for (const Edit* edit : part.edits) edits.push_back({.edit = edit, .owner = part.owner});
  }
  std::stable_sort(edits.begin(), edits.end(), [](const OwnedEdit& a, const OwnedEdit& b) {
    return InSourceOrder(a.edit, b.edit);
  });
  return edits;
}

std::string ApplyEdits(const Source& source, std::span<const OwnedEdit> edits) {
  std::string text;
  std::size_t added = 0;
  for (const OwnedEdit& owned : edits) added += owned.edit->text.size();
  text.reserve(source.size() + added);
  Offset done = 0;
  for (const OwnedEdit& owned : edits) {
    text += source.Slice({done, owned.edit->range.begin});
    text += owned.edit->text;
    done = owned.edit->range.end;
  }
  text += source.Slice({done, source.size()});
  return text;
}

}  // namespace awl
