#include "report/fix_preview.h"

#include <algorithm>
#include <span>
#include <string_view>

#include "base/find_any_of.h"
#include "base/utf8.h"
#include "text/excerpt.h"

namespace awl {
namespace {

constexpr std::size_t kMaxPlaces = 2;
constexpr std::size_t kMaxLines = 3;  // that go, and that come, at each place
constexpr Offset kMaxBytes = 8'192;   // of one place
// Of a long line this much around an edit is enough for any terminal.
constexpr Offset kReach = 1'024;

// A piece of text as lines, and what stands where its line ends are visible.
std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t end = FindAnyOf<'\r', '\n'>(text);
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + (text.substr(end, 2) == "\r\n" ? 2 : 1));
  }
}

// The line with a window around its first difference from `other`.
std::string ShowLine(std::string_view line, std::string_view other, std::size_t max_cells) {
  std::size_t at = 0;
  while (at < line.size() && at < other.size() && line[at] == other[at]) ++at;
  const Offset begin = static_cast<Offset>(at);
  const Range whole = {0, static_cast<Offset>(line.size())};
  return MakeExcerpt(line, whole, {begin, begin}, max_cells).line;
}

class Previewer {
 public:
  Previewer(const Source& source, std::uint32_t shown_line, std::size_t max_cells)
      : source_(source), shown_line_(shown_line), max_cells_(max_cells) {}

  // `edits` touch the same or neighbouring lines.
  void AddPlace(std::span<const Edit> edits, FixPreview* preview) const {
    const std::uint32_t first_line = source_.LineAt(edits.front().range.begin);
    Range part = {source_.LineBegin(first_line),
                  source_.Line(source_.LineAt(edits.back().range.end)).end};
    if (edits.front().range.begin - part.begin > kReach) {
      part.begin = AlignBack(edits.front().range.begin - kReach);
    }
    if (part.end > edits.back().range.end + kReach) {
      part.end = AlignBack(edits.back().range.end + kReach);
    }
    std::string text;
    Offset at = part.begin;
    for (const Edit& edit : edits) {
      text += source_.Slice({at, std::max(at, edit.range.begin)});
      text += edit.text;
      at = std::max(at, edit.range.end);
    }
    text += source_.Slice({at, std::max(at, part.end)});

    const std::vector<std::string_view> before = LinesOf(source_.Slice(part));
    const std::vector<std::string_view> after = LinesOf(text);
    std::size_t head = 0;
    while (head < before.size() && head < after.size() && before[head] == after[head]) ++head;
    std::size_t tail = 0;
    while (tail < before.size() - head && tail < after.size() - head &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
      ++tail;
    }
    const std::size_t goes = before.size() - head - tail;
    const std::size_t comes = after.size() - head - tail;
    const bool seen = goes == 1 && comes > 0 && first_line + head == shown_line_;
    for (std::size_t i = 0; i < goes && !seen; ++i) {
      const std::string_view other = i < comes ? after[head + i] : std::string_view();
      Add(false, before[head + i], other, i, preview);
    }
    for (std::size_t i = 0; i < comes; ++i) {
      const std::string_view other = i < goes ? before[head + i] : std::string_view();
      Add(true, after[head + i], other, i, preview);
    }
  }

 private:
  // Adds the line that goes or comes as number `i`.
  void Add(bool added, std::string_view line, std::string_view other, std::size_t i,
           FixPreview* preview) const {
    if (i < kMaxLines) {
      preview->lines.push_back({.added = added, .text = ShowLine(line, other, max_cells_)});
    } else {
      ++preview->more_lines;
    }
  }

  Offset AlignBack(Offset at) const {
    for (int i = 0; i < 3 && at > 0 && (source_[at] & 0xC0) == 0x80; ++i) --at;
    return at;
  }

  const Source& source_;
  const std::uint32_t shown_line_;
  const std::size_t max_cells_;
};

}  // namespace

FixPreview PreviewFix(const Source& source, const Fix& fix, std::uint32_t shown_line,
                      std::size_t max_cells) {
  FixPreview preview;
  std::vector<Edit> sorted;
  std::span<const Edit> edits = fix.edits;
  const auto by_begin = [](const Edit& a, const Edit& b) { return a.range.begin < b.range.begin; };
  if (!std::is_sorted(edits.begin(), edits.end(), by_begin)) {
    sorted = fix.edits;
    std::stable_sort(sorted.begin(), sorted.end(), by_begin);
    edits = sorted;
  }
  const Previewer previewer(source, shown_line, max_cells);
  std::size_t places = 0;
  for (std::size_t first = 0; first < edits.size();) {
    std::size_t last = first + 1;
    while (last < edits.size() &&
           source.LineAt(edits[last].range.begin) <= source.LineAt(edits[last - 1].range.end) + 1) {
      ++last;
    }
    const std::span<const Edit> place = edits.subspan(first, last - first);
    std::size_t bytes = place.back().range.end - place.front().range.begin;
    for (const Edit& edit : place) bytes += edit.text.size();
    if (places < kMaxPlaces && bytes <= kMaxBytes) {
      previewer.AddPlace(place, &preview);
    } else {
      ++preview.more_places;
    }
    ++places;
    first = last;
  }
  return preview;
}

}  // namespace awl
