#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/edit_distance.h"
#include "base/utf8.h"
#include "facts/anchors.h"
#include "facts/contents_alignment.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD051"};

// Beyond these a suggestion is not looked for, so that the work stays linear in the file.
constexpr std::size_t kMaxCompared = 20000;
constexpr std::size_t kMaxIdLength = 120;

// Letters and digits only, folded: "#2-1_books" and "#21-books" are the same to the eye.
std::string LettersAndDigits(std::string_view id) {
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

// The words and numbers of an id; each letter of a script without words counts as one.
std::vector<std::string_view> WordsOfId(std::string_view id) {
  enum class Kind { kNone, kDigits, kLetters };
  std::vector<std::string_view> words;
  Kind last = Kind::kNone;
  for (std::size_t i = 0; i < id.size();) {
    const CodePoint c = DecodeUtf8(id, i);
    const Kind kind = IsNumber(c.value)                      ? Kind::kDigits
                      : IsLetter(c.value) || IsMark(c.value) ? Kind::kLetters
                                                             : Kind::kNone;
    const bool goes_on = kind == last && !IsCjk(c.value);
    if (kind != Kind::kNone && goes_on) {
      words.back() = {words.back().data(), words.back().size() + c.length};
    } else if (kind != Kind::kNone) {
      words.push_back(id.substr(i, c.length));
    }
    last = kind;
    i += c.length;
  }
  return words;
}

// A letter may be wrong in a word, but no number, and no word may be another.
bool HaveSameWords(std::string_view a, std::string_view b) {
  const std::string folded_a = FoldCase(a);
  const std::string folded_b = FoldCase(b);
  const std::vector<std::string_view> left = WordsOfId(folded_a);
  const std::vector<std::string_view> right = WordsOfId(folded_b);
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](std::string_view one, std::string_view other) {
                      if (one == other) return true;
                      const std::size_t length = std::min(one.size(), other.size());
                      const std::size_t limit = length < 4 ? 0 : length < 8 ? 1 : 2;
                      return !IsNumber(DecodeUtf8(one, 0).value) &&
                             !IsCjk(DecodeUtf8(one, 0).value) &&
                             EditDistance(one, other, limit) <= limit;
                    });
}

// Finds the id that a broken link most likely means.
class Suggester {
 public:
  explicit Suggester(const Anchors& anchors) : anchors_(anchors) {
    for (const AnchorTarget& target : anchors.targets()) {
      const std::string key = LettersAndDigits(target.id);
      if (!key.empty()) by_key_.emplace(key, &target);
    }
  }

  // Empty if nothing is near, or two are equally so.
  std::string_view Nearest(std::string_view id) {
    const auto same = by_key_.find(LettersAndDigits(id));
    if (same != by_key_.end()) return same->second->id;
    if (id.size() > kMaxIdLength || compared_ + anchors_.targets().size() > kMaxCompared) return {};
    compared_ += anchors_.targets().size();
    std::size_t limit = id.size() / 4;
    std::string_view nearest;
    bool unique = false;
    for (const AnchorTarget& target : anchors_.targets()) {
      if (limit == 0 || target.id.size() > kMaxIdLength) continue;
      const std::size_t distance = EditDistance(id, target.id, limit);
      if (distance > limit || !HaveSameWords(id, target.id)) continue;
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
    const Anchors& anchors = ctx.facts().anchors();
    std::unique_ptr<Suggester> suggester;
    std::unordered_map<std::string_view, Missing> missing;
    for (const AnchorReference& reference : anchors.references()) ++missing[reference.id].links;
    for (const AnchorReference& reference : anchors.references()) {
      // What differs in case or in an invisible character only, other rules name.
      if (Anchors::IsPageAnchor(reference.id) || anchors.Resolves(reference.id) ||
          IsFootnoteId(reference.id))
        continue;
      Missing& same = missing[reference.id];
      const Range place = {reference.range.begin - 1, reference.range.end};
      if (same.finding != kNone) {
        ctx.diagnostics()[same.finding].related.push_back({"another", place});
        continue;
      }
      Diagnostic& found =
          ctx.Report(place, Cat("no heading or id \"", reference.id, "\" in this file"));
      std::string_view nearest = SectionNamedBy(ctx.document(), ctx.facts(), reference.node);
      if (nearest.empty()) {
        if (!suggester) suggester = std::make_unique<Suggester>(anchors);
        nearest = suggester->Nearest(reference.id);
        if (HasItemOfItsOwn(ctx, reference.node, nearest)) continue;
      }
      if (nearest.empty()) {
        if (same.links < kHabit) continue;
        found.message += Cat("; ", same.links, " links lead to it");
        same.finding = ctx.diagnostics().size() - 1;
        continue;
      }
      found.fix = Fix{.title = Cat("point it to #", nearest),
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kDestination,
                      .edits = {{reference.range, std::string(nearest)}},
                      .reads = {anchors.Find(nearest)->range}};
    }
  }

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};
  // So many links to one id that nobody has are one finding: "back to top" of all sections.
  static constexpr std::size_t kHabit = 4;
  struct Missing {
    std::size_t links = 0;
    std::size_t finding = kNone;  // that is for all of them
  };

  // True if `link` is in the contents list, and another item there is for the section of `anchor`:
  // this one is for something else.
  static bool HasItemOfItsOwn(const RuleContext& ctx, NodeId link, std::string_view anchor) {
    const List& list = ctx.list();
    if (anchor.empty() || !list.InContents(ctx.document()[link])) return false;
    const NodeId node = ctx.facts().anchors().Find(anchor)->node;
    const std::vector<ContentsHeading>& headings = ctx.facts().contents_alignment().headings();
    const auto heading =
        std::lower_bound(headings.begin(), headings.end(), node,
                         [](const ContentsHeading& one, NodeId id) { return one.node < id; });
    return heading != headings.end() && heading->node == node && heading->line != kNoId;
  }

  // The anchor of the section whose name the contents item of this link has; empty if it is none.
  static std::string_view SectionNamedBy(const Document& doc, const Facts& facts, NodeId link) {
    const List& list = facts.list();
    const Contents* contents = list.contents();
    if (contents == nullptr || !list.InContents(doc[link])) return {};
    // The item whose link it is is the last one that begins before it.
    const auto begins_before = [&](const ContentsItem& one, NodeId id) { return one.item < id; };
    const auto after =
        std::lower_bound(contents->items.begin(), contents->items.end(), link, begins_before);
    if (after == contents->items.begin() || (after - 1)->link != link) return {};
    const auto item = after - 1;
    const ContentsAlignment& alignment = facts.contents_alignment();
    const ContentsLine& line =
        alignment.lines()[static_cast<std::size_t>(item - contents->items.begin())];
    if (line.heading == kNoId || line.is_duplicate) return {};
    return doc.heading(doc[alignment.headings()[line.heading].node]).slug;
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
