#include "facts/nearest_anchor.h"

#include <algorithm>
#include <vector>

#include "base/edit_distance.h"
#include "base/utf8.h"
#include "facts/contents_alignment.h"
#include "text/unicode.h"

namespace awl {
namespace {

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

}  // namespace

NearestAnchors::NearestAnchors(const Anchors& anchors) : anchors_(anchors) {
  for (const AnchorTarget& target : anchors.targets()) {
    const std::string key = LettersAndDigits(target.id);
    if (!key.empty()) by_key_.emplace(key, &target);
  }
}

std::string_view NearestAnchors::Nearest(std::string_view id) {
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

bool HasItemOfItsOwn(const Facts& facts, NodeId link, std::string_view anchor) {
  const List& list = facts.list();
  if (anchor.empty() || !list.InContents(list.document()[link])) return false;
  const NodeId node = facts.anchors().Find(anchor)->node;
  const std::vector<ContentsHeading>& headings = facts.contents_alignment().headings();
  const auto heading =
      std::lower_bound(headings.begin(), headings.end(), node,
                       [](const ContentsHeading& one, NodeId id) { return one.node < id; });
  return heading != headings.end() && heading->node == node && heading->line != kNoId;
}

}  // namespace awl
