#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/utf8.h"
#include "document/anchors.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD051"};

// Beyond these a suggestion is not looked for, so that the work stays linear in the file.
constexpr std::size_t kMaxCompared = 20000;
constexpr std::size_t kMaxIdLength = 120;

// Letters and digits only, folded: "#2-1_books" and "#21-books" are the same to the eye.
std::string Squash(std::string_view id) {
  const std::string folded = FoldCase(id);
  std::string out;
  out.reserve(folded.size());
  for (std::size_t i = 0; i < folded.size();) {
    const CodePoint c = DecodeUtf8(folded, i);
    if (c.length == 1) {
      if (IsAsciiAlnum(folded[i])) out.push_back(folded[i]);
    } else if (IsLetter(c.value) || IsNumber(c.value)) {
      out.append(folded, i, c.length);
    }
    i += c.length;
  }
  return out;
}

// Levenshtein distance in bytes, or `limit` + 1 if it is more.
std::size_t EditDistance(std::string_view a, std::string_view b, std::size_t limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit) return limit + 1;
  std::vector<std::size_t> row(a.size() + 1);
  for (std::size_t i = 0; i <= a.size(); ++i) row[i] = i;
  for (std::size_t j = 1; j <= b.size(); ++j) {
    std::size_t diagonal = row[0]++;
    std::size_t best = row[0];
    for (std::size_t i = 1; i <= a.size(); ++i) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[i];
      row[i] = std::min({substituted, row[i] + 1, row[i - 1] + 1});
      best = std::min(best, row[i]);
    }
    if (best > limit) return limit + 1;
  }
  return row[a.size()];
}

// Finds the id that a broken link most likely means.
class Suggester {
 public:
  explicit Suggester(const Anchors& anchors) : anchors_(anchors) {
    for (const AnchorTarget& target : anchors.targets()) {
      const std::string key = Squash(target.id);
      if (!key.empty()) by_key_.emplace(key, &target);
    }
  }

  // Empty if nothing is near, or two are equally so.
  std::string_view Nearest(std::string_view id) {
    const auto same = by_key_.find(Squash(id));
    if (same != by_key_.end()) return same->second->id;
    if (id.size() > kMaxIdLength || compared_ + anchors_.targets().size() > kMaxCompared) return {};
    compared_ += anchors_.targets().size();
    std::size_t limit = id.size() / 4;
    std::string_view nearest;
    bool unique = false;
    for (const AnchorTarget& target : anchors_.targets()) {
      if (limit == 0 || target.id.size() > kMaxIdLength) continue;
      const std::size_t distance = EditDistance(id, target.id, limit);
      if (distance > limit) continue;
      unique = nearest.empty() || distance < limit || nearest == target.id;
      nearest = target.id;
      limit = distance;
    }
    return unique ? nearest : std::string_view();
  }

 private:
  const Anchors& anchors_;
  std::unordered_map<std::string, const AnchorTarget*> by_key_;
  std::size_t compared_ = 0;
};

// The ids that GitHub gives to footnotes.
bool IsFootnoteId(std::string_view id) {
  return id.starts_with("fn-") || id.starts_with("fnref-") || id.starts_with("user-content-fn");
}

class AnchorMissingTargetRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    const Anchors& anchors = ctx.list().anchors();
    std::unique_ptr<Suggester> suggester;
    for (const AnchorReference& reference : anchors.references()) {
      // What differs in case or in an invisible character only, other rules name.
      if (Anchors::IsPageAnchor(reference.id) || anchors.Resolves(reference.id) ||
          IsFootnoteId(reference.id))
        continue;
      Diagnostic& found = ctx.Report({reference.range.begin - 1, reference.range.end},
                                     Cat("no heading or id \"", reference.id, "\" in this file"));
      if (!suggester) suggester = std::make_unique<Suggester>(anchors);
      const std::string_view nearest = suggester->Nearest(reference.id);
      if (nearest.empty()) continue;
      found.fix = Fix{.title = Cat("point it to #", nearest),
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kDestination,
                      .edits = {{reference.range, std::string(nearest)}},
                      .reads = {anchors.Find(nearest)->range}};
    }
  }
};

}  // namespace

RuleInfo AnchorMissingTargetInfo() {
  return {.name = "anchor-missing-target",
          .group = "anchor",
          .summary = "Link to a place in this file that does not exist",
          .rationale = "The reader clicks and nothing happens.",
          .severity = Severity::kError,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .aliases = kAliases,
          .create = MakeRule<AnchorMissingTargetRule>};
}

}  // namespace awl
