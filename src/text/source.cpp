#include "awl/source.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstring>
#include <utility>

#include "base/ascii.h"
#include "base/utf8.h"

namespace awl {
namespace {

// In a line longer than this the columns of places this far apart are kept, so that a file of one
// line costs no more than a file of many.
constexpr Offset kCheckpoint = 4096;

// Few lines begin in so many bytes: where the page of an offset is known, little is left to search.
constexpr Offset kPage = 1024;

}  // namespace

std::string_view EolText(Eol eol) {
  switch (eol) {
    case Eol::kLf:
      return "\n";
    case Eol::kCrLf:
      return "\r\n";
    case Eol::kCr:
      return "\r";
  }
  return "\n";
}

std::string_view Source::SliceNothing() const {
  misread_.store(true, std::memory_order_relaxed);
  return {};
}

Source::Source(std::string path, std::string bytes)
    : path_(std::move(path)), bytes_(std::move(bytes)), size_(static_cast<Offset>(bytes_.size())) {
  assert(bytes_.size() <= kMaxSize);
  bytes_.append(kPadding, '\0');

  std::array<std::uint32_t, 3> count = {};  // by Eol
  const char* const begin = bytes_.data();
  const char* const end = begin + size_;
  const auto find = [end](const char* from, char c) {
    const void* found = from == end ? nullptr : std::memchr(from, c, end - from);
    return found == nullptr ? end : static_cast<const char*>(found);
  };
  line_begins_.reserve(size_ / 64 + 1);
  line_begins_.push_back(0);
  const char* lf = find(begin, '\n');
  const char* cr = find(begin, '\r');
  while (lf != end || cr != end) {
    Eol eol = Eol::kLf;
    if (cr < lf) eol = lf != end && lf == cr + 1 ? Eol::kCrLf : Eol::kCr;
    const char* const next = std::min(lf, cr) + EolText(eol).size();
    ++count[static_cast<std::size_t>(eol)];
    line_begins_.push_back(static_cast<Offset>(next - begin));
    if (lf < next) lf = find(next, '\n');
    if (cr < next) cr = find(next, '\r');
  }
  const auto most = std::max_element(count.begin(), count.end());
  eol_ = static_cast<Eol>(most - count.begin());
  mixed_eol_ = std::count(count.begin(), count.end(), 0u) < 2;
  IndexPages();
  FindLinesBeyondAscii();
  AddCheckpoints();
}

void Source::IndexPages() {
  page_lines_.reserve(size_ / kPage + 2);
  std::uint32_t line = 0;
  for (Offset page = 0; page <= size_ / kPage; ++page) {
    while (line + 1 < line_count() && line_begins_[line + 1] <= page * kPage) ++line;
    page_lines_.push_back(line);
  }
  page_lines_.push_back(line_count() - 1);
}

void Source::FindLinesBeyondAscii() {
  for (std::size_t at = SkipAscii(text(), 0); at < size_;) {
    const std::uint32_t line = LineAt(static_cast<Offset>(at));
    lines_beyond_ascii_.push_back(line);
    at = SkipAscii(text(), LineWithEol(line).end);
  }
}

void Source::AddCheckpoints() {
  for (std::uint32_t number = 0; number < line_count(); ++number) {
    if (LineWithEol(number).size() <= kCheckpoint) continue;
    const Range line = Line(number);
    std::uint32_t column = 1;
    Offset last = line.begin;
    for (Offset at = line.begin; at < line.end; ++column) {
      if (at - last >= kCheckpoint) {
        checkpoints_.push_back({.offset = at, .column = column});
        last = at;
      }
      at += DecodeUtf8(text(), at).length;
    }
  }
}

// Without branches that depend on the text: those of std::upper_bound are mispredicted every second
// time, which costs more than all the rest of it.
std::uint32_t Source::LineAt(Offset offset) const {
  const std::size_t page = std::min(offset, size_) / kPage;
  const Offset* line = line_begins_.data() + page_lines_[page];
  for (std::size_t left = page_lines_[page + 1] - page_lines_[page] + 1u; left > 1;) {
    const std::size_t half = left / 2;
    line += line[half] <= offset ? half : 0;
    left -= half;
  }
  return static_cast<std::uint32_t>(line - line_begins_.data());
}

Position Source::PositionAt(Offset offset) const {
  offset = CodePointBegin(std::min(offset, size_));
  const std::uint32_t line = LineAt(offset);
  Checkpoint from = {.offset = line_begins_[line], .column = 1};
  if (offset - from.offset > kCheckpoint) {
    const auto after = std::upper_bound(
        checkpoints_.begin(), checkpoints_.end(), offset,
        [](Offset value, const Checkpoint& point) { return value < point.offset; });
    if (after != checkpoints_.begin() && after[-1].offset > from.offset) from = after[-1];
  }
  const std::size_t between = CountCodePoints(Slice({from.offset, offset}));
  return {line + 1, from.column + static_cast<std::uint32_t>(between)};
}

Offset Source::OffsetAt(Position position) const {
  if (position.line > line_count()) return size_;
  const Range line = Line(std::max(position.line, 1u) - 1);
  Checkpoint from = {.offset = line.begin, .column = 1};
  // Sorted by line, and within the line by column.
  const auto after =
      std::partition_point(checkpoints_.begin(), checkpoints_.end(), [&](const Checkpoint& point) {
        return point.offset < line.begin ||
               (point.offset < line.end && point.column <= position.column);
      });
  if (after != checkpoints_.begin() && after[-1].offset > line.begin) from = after[-1];
  for (; from.offset < line.end && from.column < position.column; ++from.column) {
    from.offset += DecodeUtf8(text(), from.offset).length;
  }
  return std::min(from.offset, line.end);
}

Offset Source::CodePointBegin(Offset offset) const {
  for (Offset back = 0; back < 4 && back <= offset; ++back) {
    if ((static_cast<unsigned char>(bytes_[offset - back]) & 0xC0) == 0x80) continue;
    return DecodeUtf8(text(), offset - back).length > back ? offset - back : offset;
  }
  return offset;
}

}  // namespace awl
