#ifndef AWL_SOURCE_H_
#define AWL_SOURCE_H_

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace awl {

// A position in a file, in bytes. Only Source, the reporters and the language server know lines and
// columns.
using Offset = std::uint32_t;

// Half open: the bytes [begin, end).
struct Range {
  Offset begin = 0;
  Offset end = 0;

  constexpr Offset size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  constexpr bool Contains(Offset offset) const { return begin <= offset && offset < end; }
  constexpr bool Contains(Range other) const { return begin <= other.begin && other.end <= end; }
  constexpr bool Overlaps(Range other) const { return begin < other.end && other.begin < end; }
  friend constexpr bool operator==(Range, Range) = default;
};

// 1-based; columns count code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend constexpr bool operator==(Position, Position) = default;
};

enum class Eol : std::uint8_t { kLf, kCrLf, kCr };
std::string_view EolText(Eol eol);

// The bytes of one file, immutable, with an index of its lines. A line ends at LF, CRLF or a lone
// CR. The text is followed by at least kPadding zero bytes, so that a scanner may look past the end
// without a test. Bytes may be anything: a Source promises nothing about UTF-8.
class Source {
 public:
  static constexpr Offset kMaxSize = 256u << 20;
  static constexpr Offset kPadding = 64;

  // `bytes` must not be larger than kMaxSize. `path` is what reports print; it may be empty.
  Source(std::string path, std::string bytes);
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  const std::string& path() const { return path_; }
  std::string_view text() const { return {bytes_.data(), size_}; }
  Offset size() const { return size_; }
  std::string_view Slice(Range range) const {
    if (range.begin > range.end || range.end > size_) return SliceNothing();
    return {bytes_.data() + range.begin, range.end - range.begin};
  }
  // True once a slice was asked for that runs backwards or ends after the text: a bug of ours,
  // found in release builds as well. Nothing that was found out about this text can be trusted.
  bool is_misread() const { return misread_.load(std::memory_order_relaxed); }
  char operator[](Offset offset) const { return bytes_[offset]; }

  // Lines are numbered from 0 here; an empty file has one line, and so does the end after a final
  // newline.
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_begins_.size()); }
  std::uint32_t LineAt(Offset offset) const;  // the line that holds the byte at `offset`
  Offset LineBegin(std::uint32_t line) const { return line_begins_[line]; }
  // Without its line end.
  Range Line(std::uint32_t line) const {
    Range range = LineWithEol(line);
    if (range.end > range.begin && bytes_[range.end - 1] == '\n') --range.end;
    if (range.end > range.begin && bytes_[range.end - 1] == '\r') --range.end;
    return range;
  }
  Range LineWithEol(std::uint32_t line) const {
    return {line_begins_[line], line + 1 < line_count() ? line_begins_[line + 1] : size_};
  }
  // Those that have bytes beyond ASCII: one in ten in most files, and the only ones that rules
  // about characters need to look at.
  const std::vector<std::uint32_t>& lines_beyond_ascii() const { return lines_beyond_ascii_; }

  // What most lines of the file end with; LF for a file of one line.
  Eol eol() const { return eol_; }
  bool mixed_eol() const { return mixed_eol_; }
  bool has_bom() const { return text().substr(0, 3) == "\xEF\xBB\xBF"; }

  // An offset inside a code point counts as its beginning. Takes constant time but for the search
  // of the line, however long the line is.
  Position PositionAt(Offset offset) const;
  // The inverse; a position past the end of its line gives the line's end.
  Offset OffsetAt(Position position) const;

 private:
  // The column at some place in a line of thousands of bytes.
  struct Checkpoint {
    Offset offset = 0;
    std::uint32_t column = 1;
  };

  std::string_view SliceNothing() const;
  void IndexPages();
  void FindLinesBeyondAscii();
  void AddCheckpoints();
  Offset CodePointBegin(Offset offset) const;

  std::string path_;
  std::string bytes_;  // with padding
  Offset size_;
  std::vector<Offset> line_begins_;
  std::vector<std::uint32_t> page_lines_;  // the line of each page's first byte; the last line
  std::vector<std::uint32_t> lines_beyond_ascii_;
  std::vector<Checkpoint> checkpoints_;  // in source order
  Eol eol_ = Eol::kLf;
  bool mixed_eol_ = false;
  mutable std::atomic<bool> misread_ = false;
};

}  // namespace awl

#endif  // AWL_SOURCE_H_
