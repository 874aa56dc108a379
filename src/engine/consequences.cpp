#include "engine/consequences.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <string_view>
#include <utility>

namespace awl {
namespace {

struct Consequence {
  std::string_view rule;
  std::string_view cause;
};

constexpr auto kConsequences = std::to_array<Consequence>({
    {"anchor-missing-target", "toc-item-without-heading"},
    {"anchor-missing-target", "link-reference-unused"},
    {"document-relative-link", "entry-link-url"},
    {"document-relative-link", "link-malformed"},
    {"duplicate-entry-name", "duplicate-link-near"},
    {"duplicate-entry-name", "duplicate-link-same-repo"},
    {"duplicate-link", "link-malformed"},
    {"duplicate-link-near", "link-malformed"},
    {"entry-link-url", "link-malformed"},
    {"link-dead", "link-dead-host"},
    {"link-insecure-http", "link-dead"},
    {"link-insecure-http", "link-redirect-permanent"},
    {"link-moved-host", "link-redirect-permanent"},
    {"link-redirect-permanent", "project-renamed"},
    {"whitespace-inner-multiple", "cjk-punctuation-space"},
    {"whitespace-inner-multiple", "entry-separator"},
    {"whitespace-inner-multiple", "link-malformed"},
    {"whitespace-inner-multiple", "link-text-whitespace"},
    {"whitespace-inner-multiple", "style-emphasis-spaces"},
    {"whitespace-inner-multiple", "toc-text-mismatch"},
    {"whitespace-multiple-blank", "style-list-spacing"},
    {"whitespace-only-line", "style-list-spacing"},
});

// One of the findings, by its place.
struct CausePlace {
  std::string_view rule;
  Range range;
  std::size_t index;
};

// The finding of the rule that overlaps `range`, or null. `places` are sorted by rule and place.
const CausePlace* Overlapping(const std::vector<CausePlace>& places, std::string_view rule,
                              Range range) {
  const auto after =
      std::partition_point(places.begin(), places.end(), [&](const CausePlace& place) {
        return place.rule < rule || (place.rule == rule && place.range.begin <= range.begin);
      });
  if (after != places.begin()) {
    const CausePlace& before = *std::prev(after);
    if (before.rule == rule && before.range.end > range.begin) return &before;
  }
  const bool follows = after != places.end() && after->rule == rule;
  return follows && after->range.begin < range.end ? &*after : nullptr;
}

Applicability TrustOf(const Diagnostic& finding) {
  return finding.fix ? finding.fix->applicability : Applicability::kDisplayOnly;
}

}  // namespace

void FoldConsequences(std::vector<Diagnostic>* findings) {
  std::vector<CausePlace> causes;
  for (std::size_t i = 0; i < findings->size(); ++i) {
    const Diagnostic& finding = (*findings)[i];
    for (const Consequence& pair : kConsequences) {
      if (pair.cause != finding.rule) continue;
      causes.push_back({finding.rule, finding.range, i});
      break;
    }
  }
  if (causes.empty()) return;
  std::sort(causes.begin(), causes.end(), [](const CausePlace& a, const CausePlace& b) {
    return a.rule != b.rule ? a.rule < b.rule : a.range.begin < b.range.begin;
  });

  std::vector<bool> gone(findings->size());
  for (std::size_t i = 0; i < findings->size(); ++i) {
    Diagnostic& finding = (*findings)[i];
    for (const Consequence& pair : kConsequences) {
      if (pair.rule != finding.rule) continue;
      const CausePlace* place = Overlapping(causes, pair.cause, finding.range);
      if (place == nullptr || gone[place->index]) continue;
      Diagnostic& cause = (*findings)[place->index];
      if (TrustOf(finding) > TrustOf(cause)) continue;
      cause.severity = std::max(cause.severity, finding.severity);
      cause.related.push_back({.message = std::move(finding.message), .range = finding.range});
      gone[i] = true;
      break;
    }
  }
  std::size_t kept = 0;
  for (std::size_t i = 0; i < findings->size(); ++i) {
    if (gone[i]) continue;
    if (kept != i) (*findings)[kept] = std::move((*findings)[i]);
    ++kept;
  }
  findings->resize(kept);
}

}  // namespace awl
