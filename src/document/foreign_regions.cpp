#include "document/foreign_regions.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/strings.h"
#include "document/generated_notice.h"

namespace awl {
namespace {

enum class Side { kOpen, kClose, kEither };

// A comment that begins or ends a region.
struct Marker {
  Side side = Side::kOpen;
  std::string key = {};  // both ends of a region have the same
  bool layout_only = false;
};

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = AsciiLower(c);
  return out;
}

std::vector<std::string_view> FirstWords(std::string_view text, std::size_t most) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size() && words.size() < most;) {
    while (at < text.size() && IsAsciiSpace(text[at])) ++at;
    const std::size_t begin = at;
    while (at < text.size() && !IsAsciiSpace(text[at])) ++at;
    if (at > begin) words.push_back(text.substr(begin, at - begin));
  }
  return words;
}

std::optional<Side> SideOf(std::string_view lower_word) {
  if (lower_word == "start" || lower_word == "begin") return Side::kOpen;
  if (lower_word == "end" || lower_word == "stop") return Side::kClose;
  return std::nullopt;
}

// "x:start", "end_x" and the like: the side, and what is left as the key.
std::optional<Marker> ReadAffixed(std::string_view lower_word) {
  constexpr std::string_view kJoints = ":_-";
  const std::size_t first = lower_word.find_first_of(kJoints);
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t last = lower_word.find_last_of(kJoints);
  if (const auto side = SideOf(lower_word.substr(0, first))) {
    return Marker{.side = *side, .key = std::string(lower_word.substr(first + 1))};
  }
  if (const auto side = SideOf(lower_word.substr(last + 1))) {
    return Marker{.side = *side, .key = std::string(lower_word.substr(0, last))};
  }
  return std::nullopt;
}

// The markers of programs that write tables of contents: "toc", "tocstop", "/toc", "MarkdownTOC",
// and gh-md-toc's "ts" and "te".
std::optional<Marker> ReadToc(std::string_view lower_word) {
  if (lower_word == "ts") return Marker{.side = Side::kOpen, .key = "ts"};
  if (lower_word == "te") return Marker{.side = Side::kClose, .key = "ts"};
  const bool slash = lower_word.substr(0, 1) == "/";
  std::string_view name = lower_word.substr(slash ? 1 : 0);
  bool stop = slash;
  constexpr std::string_view kStop = "stop";
  if (name.size() > kStop.size() && name.substr(name.size() - kStop.size()) == kStop) {
    name.remove_suffix(kStop.size());
    stop = true;
  }
  for (const std::string_view known : {"toc", "markdowntoc", "mdtoc", "vim-markdown-toc"}) {
    if (name != known) continue;
    // vim-markdown-toc ends with what it began with.
    const Side side = stop ? Side::kClose : known[0] == 'v' ? Side::kEither : Side::kOpen;
    return Marker{.side = side, .key = std::string(known)};
  }
  return std::nullopt;
}

// A pair of comments that begin and end something need not be a program's: lists mark their own
// parts in the same way. What programs write says so, or is in capitals as identifiers are.
bool IsWrittenByProgram(std::string_view comment, std::string_view lower,
                        std::string_view side_word) {
  for (const std::string_view sign :
       {"custom", "manual", "hand-written", "handwritten", "non-generated", "not generated"}) {
    if (lower.find(sign) != std::string_view::npos) return false;
  }
  for (const std::string_view sign :
       {"toc", "generated", "contributors", "do not edit", "don't edit", "do not remove",
        "do not modify", "auto-", "auto "}) {
    if (lower.find(sign) != std::string_view::npos) return true;
  }
  const std::size_t at = lower.find(side_word);
  const std::string_view written = comment.substr(at, side_word.size());
  return std::all_of(written.begin(), written.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string_view SideWord(std::string_view lower) {
  std::string_view found;
  std::size_t best = std::string_view::npos;
  for (const std::string_view word : {"start", "begin", "end", "stop"}) {
    const std::size_t at = lower.find(word);
    if (at < best) {
      best = at;
      found = word;
    }
  }
  return found;
}

std::optional<Marker> ReadMarker(std::string_view comment) {
  constexpr std::size_t kMostWords = 4;  // "VITE PLUS README START"
  comment = Trim(comment);
  while (!comment.empty() && comment.front() == '-') comment.remove_prefix(1);
  const std::string lower = Lower(comment.substr(0, 200));
  const std::vector<std::string_view> words = FirstWords(lower, kMostWords);
  if (words.empty()) return std::nullopt;
  constexpr std::string_view kPrettier = "prettier-ignore";
  if (words[0] == "prettier-ignore-start" || words[0] == "prettier-ignore-end") {
    return Marker{.side = words[0].back() == 't' ? Side::kOpen : Side::kClose,
                  .key = std::string(kPrettier),
                  .layout_only = true};
  }
  std::optional<Marker> marker;
  if (const auto side = SideOf(words[0])) {
    marker = Marker{.side = *side, .key = words.size() > 1 ? std::string(words[1]) : ""};
  } else if (const auto affixed = ReadAffixed(words[0])) {
    marker = affixed;
  } else {
    for (std::size_t i = 1; i < words.size() && !marker; ++i) {
      if (const auto later = SideOf(words[i])) {
        const auto end = static_cast<std::size_t>(words[i].data() - lower.data());
        marker = Marker{.side = *later, .key = std::string(Trim(lower.substr(0, end)))};
      }
    }
  }
  // "awesome-list-start", "readme-start": the key of a program that writes into the file.
  const bool names_file =
      marker && words.size() == 1 &&
      (marker->key.starts_with("awesome-") || marker->key.starts_with("readme"));
  if (marker && !marker->key.empty() &&
      (names_file || IsWrittenByProgram(comment, lower, SideWord(lower)))) {
    return marker;
  }
  return ReadToc(words[0]);
}

void AddBetweenComments(const Document& document, ForeignRegions* regions) {
  const std::span<const HtmlComment> comments = document.html_comments();
  std::vector<std::pair<std::size_t, Marker>> markers;
  std::map<std::string, std::vector<std::size_t>> closing;  // indices into `markers`
  for (std::size_t i = 0; i < comments.size(); ++i) {
    if (!comments[i].closed) continue;
    std::optional<Marker> marker = ReadMarker(document.Slice(comments[i].content));
    if (!marker) continue;
    if (marker->side != Side::kOpen) closing[marker->key].push_back(markers.size());
    markers.emplace_back(i, std::move(*marker));
  }
  for (std::size_t i = 0; i < markers.size(); ++i) {
    const auto& [open, marker] = markers[i];
    if (marker.side == Side::kClose) continue;
    const auto ends = closing.find(marker.key);
    if (ends == closing.end()) continue;
    const auto end = std::upper_bound(ends->second.begin(), ends->second.end(), i);
    if (end == ends->second.end()) continue;
    const Range range{comments[open].full.begin, comments[markers[*end].first].full.end};
    if (marker.layout_only) {
      regions->kept_layout.push_back(range);
    } else {
      regions->untouchable.push_back(range);
      i = *end;
    }
  }
}

// "Do not edit this list directly" without a comment that ends it: up to the end of its section.
void AddBelowNotices(const Document& document, std::vector<Range>* regions) {
  const auto headings = document.All(NodeKind::kHeading);
  auto next = headings.begin();
  int level = 0;    // of the section that the comment stands in
  Offset done = 0;  // what is in a region already
  for (const HtmlComment& comment : document.html_comments()) {
    if (!comment.closed || comment.full.begin < done) continue;
    if (!ForbidsEditingBelow(document.Slice(comment.content))) continue;
    for (; next != headings.end() && (*next).full.begin < comment.full.begin; ++next) {
      level = document.heading(*next).level;
    }
    auto after = next;
    while (after != headings.end() && document.heading(*after).level > level) ++after;
    done = after == headings.end() ? document.source().size() : (*after).full.begin;
    regions->push_back({comment.full.begin, done});
  }
}

// True if `offset` is text of a paragraph, heading or cell that is not escaped.
bool IsPlainText(const Document& document, Offset offset) {
  if (offset > 0 && document.source()[offset - 1] == '\\') return false;
  return document.NodeAt(offset).kind == NodeKind::kText;
}

// GitHub's rule for a single dollar sign; a price is followed by a digit or a word.
bool MayOpen(std::string_view text, std::size_t at, std::size_t after) {
  const bool apart = at == 0 || !IsAsciiAlnum(text[at - 1]);
  return apart && after < text.size() && !IsAsciiSpace(text[after]);
}

bool MayClose(std::string_view text, std::size_t at, std::size_t after) {
  const bool apart = after == text.size() || !IsAsciiAlnum(text[after]);
  return apart && at > 0 && !IsAsciiSpace(text[at - 1]);
}

// Dollar signs also say what something costs: "one ($) and another ($)".
bool IsMath(std::string_view content) {
  content = Trim(content);
  if (content.empty()) return false;
  constexpr std::string_view kAfterPrice = ").,;:]";
  constexpr std::string_view kBeforePrice = "([,;";
  return kAfterPrice.find(content.front()) == std::string_view::npos &&
         kBeforePrice.find(content.back()) == std::string_view::npos &&
         content.find("](") == std::string_view::npos &&
         content.find("http") == std::string_view::npos;
}

// The math of one leaf block: "$$" may stand on lines of their own, "$" stays within its line.
void AddMathOf(const Document& document, const Node& leaf, std::vector<Range>* regions) {
  const std::string_view text = document.source().text().substr(0, leaf.full.end);
  std::size_t open = std::string_view::npos;
  std::size_t open_size = 0;
  for (std::size_t at = text.find('$', leaf.full.begin); at != std::string_view::npos;) {
    const std::size_t after = std::min(text.find_first_not_of('$', at), text.size());
    const std::size_t size = after - at;
    const bool plain = size <= 2 && IsPlainText(document, static_cast<Offset>(at));
    const bool display = size == 2;
    if (plain && open != std::string_view::npos && size == open_size &&
        (display || MayClose(text, at, after))) {
      const std::string_view content = text.substr(open + size, at - open - size);
      if (IsMath(content) && (display || content.find_first_of("\r\n") == std::string_view::npos)) {
        regions->push_back({static_cast<Offset>(open), static_cast<Offset>(after)});
        open = std::string_view::npos;
        at = text.find('$', after);
        continue;
      }
    }
    const bool opens =
        plain && (display ? at == 0 || !IsAsciiAlnum(text[at - 1]) : MayOpen(text, at, after));
    // What opened "$$" is not shut by a "$" within.
    if (opens && !(open_size == 2 && size == 1 && open != std::string_view::npos)) {
      open = at;
      open_size = size;
    }
    at = text.find('$', after);
  }
}

void AddMath(const Document& document, std::vector<Range>* regions) {
  if (document.source().text().find('$') == std::string_view::npos) return;
  for (const NodeKind kind : {NodeKind::kParagraph, NodeKind::kHeading, NodeKind::kTableCell}) {
    for (const Node& leaf : document.All(kind)) {
      if (document.Slice(leaf.full).find('$') == std::string_view::npos) continue;
      AddMathOf(document, leaf, regions);
    }
  }
}

// Math in text that a program writes is part of it.
void Sort(std::vector<Range>* regions) {
  std::sort(regions->begin(), regions->end(), [](Range a, Range b) { return a.begin < b.begin; });
  std::size_t kept = 0;
  for (const Range range : *regions) {
    if (kept > 0 && range.begin < (*regions)[kept - 1].end) {
      (*regions)[kept - 1].end = std::max((*regions)[kept - 1].end, range.end);
    } else {
      (*regions)[kept++] = range;
    }
  }
  regions->resize(kept);
}

}  // namespace

ForeignRegions FindForeignRegions(const Document& document) {
  ForeignRegions found;
  const Range front_matter = document.front_matter();
  if (document.Slice(front_matter).starts_with('+')) found.untouchable.push_back(front_matter);
  AddBetweenComments(document, &found);
  AddBelowNotices(document, &found.untouchable);
  AddMath(document, &found.untouchable);
  Sort(&found.untouchable);
  Sort(&found.kept_layout);
  return found;
}

}  // namespace awl
