#include "merge/unit_text.h"

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "base/strings.h"
#include "base/utf8.h"
#include "merge/align.h"

namespace awl {
namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};

// An entry in three parts: what people rewrite as a whole stands in the middle.
struct Parts {
  std::string_view head;
  std::string_view description;
  std::string_view tail;
};

Parts PartsOf(const UnitOf& of) {
  const Entry& entry = of.side->list().entry(of.unit->entry);
  const std::string_view text = of.unit->text;
  const auto begin = static_cast<Offset>(text.data() - of.side->text().data());
  const Range range = {begin, begin + static_cast<Offset>(text.size())};
  if (entry.description.empty() || !range.Contains(entry.description)) return {text, {}, {}};
  const std::size_t from = entry.description.begin - begin;
  return {text.substr(0, from), text.substr(from, entry.description.size()),
          text.substr(from + entry.description.size())};
}

// Words, runs of blanks, and other characters one by one.
std::vector<std::string_view> SplitWords(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    if (IsAsciiAlnum(text[i])) {
      while (end < text.size() && IsAsciiAlnum(text[end])) ++end;
    } else if (IsAsciiSpace(text[i])) {
      while (end < text.size() && IsAsciiSpace(text[end])) ++end;
    } else {
      end = i + DecodeUtf8(text, i).length;
    }
    words.push_back(text.substr(i, end - i));
    i = end;
  }
  return words;
}

// diff3 over words.
class WordMerge {
 public:
  WordMerge(std::string_view base, std::string_view ours, std::string_view theirs)
      : base_(SplitWords(base)), ours_(SplitWords(ours)), theirs_(SplitWords(theirs)) {}

  std::optional<std::string> Run() {
    const std::vector<std::uint32_t> in_ours = PartnersIn(ours_);
    const std::vector<std::uint32_t> in_theirs = PartnersIn(theirs_);
    std::string out;
    Place from;
    for (std::uint32_t b = 0; b <= base_.size(); ++b) {
      const bool at_end = b == base_.size();
      if (!at_end && (in_ours[b] == kNone || in_theirs[b] == kNone)) continue;
      const Place to =
          at_end ? Place{b, Size(ours_), Size(theirs_)} : Place{b, in_ours[b], in_theirs[b]};
      if (!TakeChunk(from, to, &out)) return std::nullopt;
      if (!at_end) out += base_[b];
      from = {b + 1, to.ours + 1, to.theirs + 1};
    }
    return out;
  }

 private:
  using Words = std::vector<std::string_view>;
  struct Place {
    std::uint32_t base = 0, ours = 0, theirs = 0;
  };

  static std::uint32_t Size(const Words& words) { return static_cast<std::uint32_t>(words.size()); }

  std::vector<std::uint32_t> Tokens(const Words& words) {
    std::vector<std::uint32_t> tokens;
    for (const std::string_view word : words) {
      tokens.push_back(
          tokens_.try_emplace(word, static_cast<std::uint32_t>(tokens_.size())).first->second);
    }
    return tokens;
  }

  std::vector<std::uint32_t> PartnersIn(const Words& side) {
    std::vector<std::uint32_t> partners(base_.size(), kNone);
    for (const AlignedPair& pair : Align(Tokens(base_), Tokens(side))) {
      partners[pair.left] = pair.right;
    }
    return partners;
  }

  static std::string Joined(const Words& words, std::uint32_t begin, std::uint32_t end) {
    std::string out;
    for (std::uint32_t i = begin; i < end; ++i) out += words[i];
    return out;
  }

  bool TakeChunk(const Place& from, const Place& to, std::string* out) const {
    const std::string base = Joined(base_, from.base, to.base);
    const std::string ours = Joined(ours_, from.ours, to.ours);
    const std::string theirs = Joined(theirs_, from.theirs, to.theirs);
    if (ours != base && theirs != base && ours != theirs) return false;
    *out += ours == base ? theirs : ours;
    return true;
  }

  const Words base_;
  const Words ours_;
  const Words theirs_;
  std::map<std::string_view, std::uint32_t> tokens_;
};

std::optional<std::string> MergeEqual(std::string_view base, std::string_view ours,
                                      std::string_view theirs) {
  if (ours == theirs || theirs == base) return std::string(ours);
  if (ours == base) return std::string(theirs);
  return std::nullopt;
}

// Also where only white space is different.
std::optional<std::string> MergeWhole(std::string_view base, std::string_view ours,
                                      std::string_view theirs) {
  std::optional<std::string> equal = MergeEqual(base, ours, theirs);
  if (equal) return equal;
  if (SameWords(ours, base) || SameWords(ours, theirs)) return std::string(theirs);
  if (SameWords(theirs, base)) return std::string(ours);
  return std::nullopt;
}

// The longer of two descriptions if it says all that the other says.
std::optional<std::string> LongerOf(std::string_view ours, std::string_view theirs) {
  const auto bare = [](std::string_view text) {
    while (!text.empty() && text.back() == '.') text.remove_suffix(1);
    return text;
  };
  if (ours.find(bare(theirs)) != std::string_view::npos) return std::string(ours);
  if (theirs.find(bare(ours)) != std::string_view::npos) return std::string(theirs);
  return std::nullopt;
}

std::optional<std::string> MergeEntry(const UnitOf& base, const UnitOf& ours,
                                      const UnitOf& theirs) {
  for (const UnitOf& of : {base, ours, theirs}) {
    if (of.unit->kind != UnitKind::kEntry) return std::nullopt;
  }
  const Parts b = PartsOf(base);
  const Parts o = PartsOf(ours);
  const Parts t = PartsOf(theirs);
  std::optional<std::string> description = MergeWhole(b.description, o.description, t.description);
  if (!description) description = LongerOf(o.description, t.description);
  const std::optional<std::string> head = WordMerge(b.head, o.head, t.head).Run();
  const std::optional<std::string> tail = WordMerge(b.tail, o.tail, t.tail).Run();
  if (!description || !head || !tail) return std::nullopt;
  return Cat(*head, *description, *tail);
}

}  // namespace

bool SameWords(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  std::size_t j = 0;
  for (;;) {
    while (i < a.size() && IsAsciiSpace(a[i])) ++i;
    while (j < b.size() && IsAsciiSpace(b[j])) ++j;
    if (i == a.size() || j == b.size()) return i == a.size() && j == b.size();
    if (a[i++] != b[j++]) return false;
  }
}

std::optional<std::string> MergeUnit(const UnitOf& base, const UnitOf& ours, const UnitOf& theirs) {
  std::optional<std::string> text = MergeEqual(base.unit->text, ours.unit->text, theirs.unit->text);
  if (!text) text = MergeEntry(base, ours, theirs);
  if (!text) text = MergeWhole(base.unit->text, ours.unit->text, theirs.unit->text);
  return text;
}

std::optional<std::string> MergeAdded(const UnitOf& ours, const UnitOf& theirs) {
  if (SameWords(ours.unit->text, theirs.unit->text)) return std::string(theirs.unit->text);
  if (ours.unit->kind != UnitKind::kEntry || theirs.unit->kind != UnitKind::kEntry) {
    return std::nullopt;
  }
  const Parts o = PartsOf(ours);
  const Parts t = PartsOf(theirs);
  if (!SameWords(o.head, t.head) || !SameWords(o.tail, t.tail)) {
    return std::nullopt;
  }
  const std::optional<std::string> description = LongerOf(o.description, t.description);
  if (!description) return std::nullopt;
  return Cat(t.head, *description, t.tail);
}

}  // namespace awl
