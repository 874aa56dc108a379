#include "text/excerpt.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::size_t kTabWidth = 4;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
constexpr std::size_t kPlainCells = 96;

constexpr std::string_view kSpaces = "    ";
constexpr std::string_view kMiddleDot = "\xC2\xB7";

// A grapheme cluster as it is shown.
struct Cluster {
  Offset begin = 0;
  Offset before = 0;            // cells of the clusters before it
  std::string_view shown = {};  // a part of the text, or a constant
};

// `at` moved back to the beginning of the code point it is in.
Offset AlignBack(std::string_view text, Offset at, Offset least) {
  for (int i = 0; i < 3 && at > least && (text[at] & 0xC0) == 0x80; ++i) --at;
  return at;
}

// Nearly all of Chinese, which would cost ten times as much as other text otherwise.
bool IsIdeograph(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

// True if what stands at `at` joins no ideograph before it: ASCII or another one.
bool StandsBeforeNext(std::string_view text, std::size_t at) {
  return at < text.size() &&
         ((text[at] >= ' ' && text[at] <= '~') || IsIdeograph(DecodeUtf8(text, at).value));
}

// The clusters of a part of a text, and one more at its end that is empty.
std::vector<Cluster> FindClusters(std::string_view text, Range part) {
  text = text.substr(0, part.end);
  std::vector<Cluster> clusters;
  clusters.reserve(part.size() + 1);
  Offset cells = 0;
  for (Offset at = part.begin; at < part.end;) {
    const bool plain = text[at] >= ' ' && text[at] <= '~';
    if (plain && (at + 1 == part.end || IsAscii(text[at + 1]))) {
      clusters.push_back({.begin = at, .before = cells++, .shown = text.substr(at, 1)});
      ++at;
      continue;
    }
    Cluster& cluster = clusters.emplace_back(Cluster{.begin = at, .before = cells});
    const CodePoint first = DecodeUtf8(text, at);
    if (IsIdeograph(first.value) && StandsBeforeNext(text, at + first.length)) {
      cluster.shown = text.substr(at, first.length);
      cells += 2;
      at += first.length;
      continue;
    }
    std::size_t length = first.length;
    std::size_t width = 1;
    if (first.value == '\t') {
      width = kTabWidth - cells % kTabWidth;
      cluster.shown = kSpaces.substr(0, width);
    } else if (!first.valid || IsControl(first.value)) {
      cluster.shown = kReplacement;
    } else {
      // No control is in a cluster with other characters (UAX #29, rules GB4 and GB5).
      length = std::max<std::size_t>(length, GraphemeLength(text, at));
      cluster.shown = text.substr(at, length);
      width = DisplayWidth(cluster.shown);
      if (width == 0) {
        const bool byte_order_mark = first.value == 0xFEFF;
        cluster.shown = byte_order_mark ? std::string_view() : kMiddleDot;
        width = byte_order_mark ? 0 : 1;
      }
    }
    cells += static_cast<Offset>(width);
    at += static_cast<Offset>(length);
  }
  clusters.push_back({.begin = part.end, .before = cells});
  return clusters;
}

// A part of a line as a row of clusters.
class ClusterRow {
 public:
  ClusterRow(std::string_view text, Range part) : clusters_(FindClusters(text, part)) {}

  std::size_t count() const { return clusters_.size() - 1; }
  // In the clusters before number `i`, which may be the count.
  std::size_t CellsBefore(std::size_t i) const { return clusters_[i].before; }
  // The cluster that holds the byte at `at`; the count at the end of the part.
  std::size_t Holding(Offset at) const {
    const std::size_t from = From(at);
    return clusters_[from].begin > at ? from - 1 : from;
  }
  // The first cluster that begins at or after `at`; the count if there is none.
  std::size_t From(Offset at) const {
    const auto found =
        std::partition_point(clusters_.begin(), clusters_.end() - 1,
                             [at](const Cluster& cluster) { return cluster.begin < at; });
    return static_cast<std::size_t>(found - clusters_.begin());
  }
  void AppendShown(std::size_t begin, std::size_t end, std::string* to) const {
    for (std::size_t i = begin; i < end; ++i) to->append(clusters_[i].shown);
  }

 private:
  const std::vector<Cluster> clusters_;
};

// The same of printable ASCII, where every byte is a cluster of one cell. Nearly all of a report is
// made of such lines, which cost next to nothing so.
class PlainRow {
 public:
  PlainRow(std::string_view text, Range part)
      : text_(text.substr(part.begin, part.size())), begin_(part.begin) {}

  std::size_t count() const { return text_.size(); }
  std::size_t CellsBefore(std::size_t i) const { return i; }
  std::size_t Holding(Offset at) const { return From(at); }
  std::size_t From(Offset at) const { return std::min<std::size_t>(at - begin_, text_.size()); }
  void AppendShown(std::size_t begin, std::size_t end, std::string* to) const {
    to->append(text_.substr(begin, end - begin));
  }

 private:
  const std::string_view text_;
  const Offset begin_;
};

// `row` is `part` of `line`, and holds the beginning of `range`.
template <typename Row>
Excerpt Draw(const Row& row, Range line, Range part, Range range, std::size_t max_cells) {
  // The clusters [first, last) lie below the range.
  const std::size_t first = row.Holding(range.begin);
  const std::size_t last = std::max(first, row.From(range.end));
  const std::size_t count = row.count();

  std::size_t before = row.CellsBefore(first);
  const std::size_t under = row.CellsBefore(last) - row.CellsBefore(first);
  const std::size_t after = row.CellsBefore(count) - row.CellsBefore(last);
  std::size_t from = 0;
  bool cut_left = part.begin > line.begin;
  if (cut_left || before + under + after > max_cells) {
    const std::size_t room = max_cells - 2;
    const std::size_t right = std::min(after, room / 3);
    const std::size_t left =
        std::max(room > under + right ? room - under - right : 0, std::min(room / 4, before));
    while (before > left) {
      before = row.CellsBefore(first) - row.CellsBefore(++from);
      cut_left = true;
    }
  }

  Excerpt out;
  if (cut_left) out.line = kEllipsis;
  const std::size_t indent = cut_left ? 1 : 0;
  out.indent = indent + before;
  // All clusters, or as many as leave a cell for the ellipsis.
  const bool whole = part.end == line.end;
  const auto cells_before = [&](std::size_t to) {
    return indent + row.CellsBefore(to) - row.CellsBefore(from);
  };
  std::size_t to = count;
  if (!whole || (from < count &&
                 (cells_before(count - 1) + 1 > max_cells || cells_before(count) > max_cells))) {
    to = from;
    for (std::size_t most = count; to < most;) {
      const std::size_t middle = (to + most + 1) / 2;
      if (cells_before(middle) + 1 <= max_cells) {
        to = middle;
      } else {
        most = middle - 1;
      }
    }
  }
  std::size_t cells = cells_before(to);
  row.AppendShown(from, to, &out.line);
  if (to < count || !whole) {
    out.line += kEllipsis;
    ++cells;
  }
  out.width =
      std::max<std::size_t>(1, std::min(under, cells > out.indent ? cells - out.indent : 1));
  return out;
}

}  // namespace

std::string Printable(std::string_view text) {
  std::size_t clean = 0;
  while (clean < text.size() && text[clean] >= 0x20 && text[clean] < 0x7F) ++clean;
  std::string out(text.substr(0, clean));
  for (std::size_t at = clean; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    if (c.value == '\n' || c.value == '\r' || c.value == '\t') {
      out += ' ';
    } else if (!c.valid || IsControl(c.value)) {
      out += kReplacement;
    } else {
      out += text.substr(at, c.length);
    }
    at += c.length;
  }
  return out;
}

Excerpt MakeExcerpt(const Source& source, Range range, std::size_t max_cells) {
  const Range line = source.Line(source.LineAt(range.begin));
  return MakeExcerpt(source.text(), line, range, max_cells);
}

Excerpt MakeExcerpt(std::string_view text, Range line, Range range, std::size_t max_cells) {
  max_cells = std::max<std::size_t>(max_cells, 16);
  const Offset begin = std::min(range.begin, line.end);
  range = {begin, std::clamp(range.end, begin, line.end)};
  // Where each byte is a cell, what lies farther away is not seen.
  const Offset near = static_cast<Offset>(max_cells + 1);
  const Range plain = {begin - std::min(begin - line.begin, near),
                       begin + std::min(line.end - begin, 2 * near)};
  if (IsPrintableAscii(text.substr(plain.begin, plain.size()))) {
    return Draw(PlainRow(text, plain), line, plain, range, max_cells);
  }
  // No cell takes more bytes than this in a line that somebody can read.
  const Offset reach = static_cast<Offset>(4 * max_cells);
  Range part = line;
  if (begin - line.begin > reach) part.begin = AlignBack(text, begin - reach, line.begin);
  if (line.end - begin > 2 * reach) part.end = AlignBack(text, begin + 2 * reach, begin);
  return Draw(ClusterRow(text, part), line, part, range, max_cells);
}

std::string PlainExcerpt(const Source& source, Range range) {
  const Excerpt excerpt = MakeExcerpt(source, range, kPlainCells);
  const std::string number = Cat(source.LineAt(range.begin) + 1);
  const std::string margin(std::max<std::size_t>(number.size(), 4), ' ');
  return Cat(std::string(margin.size() - number.size(), ' '), number, " | ", excerpt.line, "\n",
             margin, " | ", std::string(excerpt.indent, ' '), "^",
             std::string(excerpt.width - 1, '~'), "\n");
}

}  // namespace awl
