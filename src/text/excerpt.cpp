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

// A terminal would obey these instead of showing them.
bool IsControl(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x061C || c == 0x200E || c == 0x200F ||
         c == 0x2028 || c == 0x2029 || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// A grapheme cluster as it is shown.
struct Cluster {
  Offset begin = 0;
  std::size_t cells = 0;
  std::string shown = {};
};

// `at` moved back to the beginning of the code point it is in.
Offset AlignBack(const Source& source, Offset at, Offset least) {
  for (int i = 0; i < 3 && at > least && (source[at] & 0xC0) == 0x80; ++i) --at;
  return at;
}

std::vector<Cluster> Clusters(const Source& source, Range part) {
  const std::string_view text = source.Slice(part);
  std::vector<Cluster> clusters;
  std::size_t cells = 0;
  for (std::size_t at = 0; at < text.size();) {
    Cluster& cluster = clusters.emplace_back();
    cluster.begin = part.begin + static_cast<Offset>(at);
    const CodePoint first = DecodeUtf8(text, at);
    std::size_t length = first.length;
    if (first.value == '\t') {
      cluster.cells = kTabWidth - cells % kTabWidth;
      cluster.shown.assign(cluster.cells, ' ');
    } else if (!first.valid || IsControl(first.value)) {
      cluster.cells = 1;
      cluster.shown = kReplacement;
    } else {
      if (first.value >= 0x80 || (at + 1 < text.size() && !IsAscii(text[at + 1]))) {
        length = std::max<std::size_t>(length, GraphemeLength(text, at));
      }
      const std::string_view piece = text.substr(at, length);
      cluster.shown = Printable(piece);
      cluster.cells = DisplayWidth(cluster.shown);
      if (cluster.cells == 0 && first.value != 0xFEFF) {
        cluster.cells = 1;
        cluster.shown = "\xC2\xB7";
      } else if (cluster.cells == 0) {
        cluster.shown.clear();
      }
    }
    cells += cluster.cells;
    at += length;
  }
  return clusters;
}

std::size_t CellsOf(const std::vector<Cluster>& clusters, std::size_t begin, std::size_t end) {
  std::size_t cells = 0;
  for (std::size_t i = begin; i < end; ++i) cells += clusters[i].cells;
  return cells;
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
  max_cells = std::max<std::size_t>(max_cells, 16);
  const Range line = source.Line(source.LineAt(range.begin));
  const Offset begin = std::min(range.begin, line.end);
  const Offset end = std::clamp(range.end, begin, line.end);
  // No cell takes more bytes than this in a line that somebody can read.
  const Offset reach = static_cast<Offset>(4 * max_cells);
  Range part = line;
  if (begin - line.begin > reach) part.begin = AlignBack(source, begin - reach, line.begin);
  if (line.end - begin > 2 * reach) {
    part.end = AlignBack(source, begin + 2 * reach, begin);
  }

  const std::vector<Cluster> clusters = Clusters(source, part);
  // The clusters [first, last) lie below the range.
  std::size_t first = 0;
  while (first < clusters.size() &&
         (first + 1 < clusters.size() ? clusters[first + 1].begin : part.end) <= begin) {
    ++first;
  }
  std::size_t last = first;
  while (last < clusters.size() && clusters[last].begin < end) ++last;

  std::size_t before = CellsOf(clusters, 0, first);
  const std::size_t under = CellsOf(clusters, first, last);
  const std::size_t after = CellsOf(clusters, last, clusters.size());
  std::size_t from = 0;
  bool cut_left = part.begin > line.begin;
  if (cut_left || before + under + after > max_cells) {
    const std::size_t room = max_cells - 2;
    const std::size_t right = std::min(after, room / 3);
    const std::size_t left =
        std::max(room > under + right ? room - under - right : 0, std::min(room / 4, before));
    while (before > left) {
      before -= clusters[from++].cells;
      cut_left = true;
    }
  }

  Excerpt out;
  if (cut_left) out.line = kEllipsis;
  std::size_t cells = cut_left ? 1 : 0;
  out.indent = cells + before;
  std::size_t i = from;
  const bool whole = part.end == line.end;
  for (; i < clusters.size(); ++i) {
    const bool is_last = i + 1 == clusters.size() && whole;
    if (cells + clusters[i].cells + (is_last ? 0 : 1) > max_cells) break;
    out.line += clusters[i].shown;
    cells += clusters[i].cells;
  }
  if (i < clusters.size() || !whole) {
    out.line += kEllipsis;
    ++cells;
  }
  out.width =
      std::max<std::size_t>(1, std::min(under, cells > out.indent ? cells - out.indent : 1));
  return out;
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
