#include "list/section_names.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "base/char_set.h"
#include "base/data_table.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

// Longer headings are not looked at: no name is as long, even with decoration.
constexpr std::size_t kMaxHeading = 160;

// "0. Contents", without the space at the end either.
std::string_view WithoutNumber(std::string_view words) {
  if (!words.empty() && words.back() == ' ') words.remove_suffix(1);
  static constexpr CharSet kNumber("0123456789 ");
  words.remove_prefix(std::min(kNumber.FindOther(words), words.size()));
  return words;
}

// `text` with what is neither letter, mark nor digit as one space, case-folded, as a view into
// `buffer`.
std::string_view Words(std::string_view text, std::string* buffer) {
  constexpr char32_t kDotAbove = 0x307;  // what folding leaves of a Turkish capital I
  std::string& words = *buffer;
  if (IsAscii(text)) {
    words.resize(text.size());
    char* end = words.data();
    for (const char c : text) {
      if (IsAsciiAlnum(c)) {
        *end++ = AsciiLower(c);
      } else if (end != words.data() && end[-1] != ' ') {
        *end++ = ' ';
      }
    }
    words.resize(static_cast<std::size_t>(end - words.data()));
    return WithoutNumber(words);
  }
  words.clear();
  words.reserve(text.size());
  const std::string folded = FoldCase(text);
  for (std::size_t at = 0; at < folded.size();) {
    const CodePoint c = DecodeUtf8(folded, at);
    at += c.length;
    if (c.value == kDotAbove || IsInvisible(c.value)) continue;
    if (IsLetter(c.value) || IsMark(c.value) || IsNumber(c.value)) {
      // "目 录"
      if (IsCjk(c.value) && !words.empty() && words.back() == ' ' &&
          IsCjk(DecodeUtf8Before(words, words.size() - 1).value)) {
        words.pop_back();
      }
      AppendUtf8(words, c.value);
    } else if (!words.empty() && words.back() != ' ') {
      words.push_back(' ');
    }
  }
  return WithoutNumber(words);
}

// The names of a table of rules/data.
class Names {
 public:
  explicit Names(std::string_view table) : rows_(DataTable(table)) {
    for (const DataRow& row : rows_) SizesFor(row.key.front()) |= SizeBit(row.key);
  }

  bool Have(std::string_view words) const {
    if (words.empty() || (SizesFor(words.front()) & SizeBit(words)) == 0) return false;
    const auto found =
        std::lower_bound(rows_.begin(), rows_.end(), words,
                         [](const DataRow& row, std::string_view name) { return row.key < name; });
    return found != rows_.end() && found->key == words;
  }

 private:
  static std::uint64_t SizeBit(std::string_view name) {
    return std::uint64_t{1} << std::min<std::size_t>(name.size(), 63);
  }
  std::uint64_t& SizesFor(char first) { return sizes_[static_cast<unsigned char>(first)]; }
  std::uint64_t SizesFor(char first) const { return sizes_[static_cast<unsigned char>(first)]; }

  const std::span<const DataRow> rows_;
  // By first byte, the sizes that there are: most headings are seen so to be no name.
  std::array<std::uint64_t, 256> sizes_ = {};
};

// "Contents / 目录", "目录（Contents）": one name is enough, if all parts are.
bool IsNamed(std::string_view heading, const Names& names) {
  if (heading.empty() || heading.size() > kMaxHeading) return false;
  std::string buffer;
  if (names.Have(Words(heading, &buffer))) return true;
  static constexpr CharSet kPartBytes("/|()\xEF\xC2\xE3");  // with which those below begin
  if (kPartBytes.Find(heading) == std::string_view::npos) return false;
  constexpr std::string_view kParts[] = {"/", "|", "(", ")", "（", "）", "·", "・"};
  bool found = false;
  while (!heading.empty()) {
    std::size_t end = heading.size(), skip = 0;
    for (const std::string_view separator : kParts) {
      if (const std::size_t at = heading.find(separator); at < end) {
        end = at;
        skip = separator.size();
      }
    }
    const std::string_view part = Words(heading.substr(0, end), &buffer);
    if (!part.empty()) {
      if (!names.Have(part)) return false;
      found = true;
    }
    heading.remove_prefix(end + skip);
  }
  return found;
}

}  // namespace

bool IsContentsHeading(std::string_view heading) {
  static const Names names("contents-names");
  return IsNamed(heading, names);
}

bool IsAboutHeading(std::string_view heading) {
  static const Names names("about-sections");
  return IsNamed(heading, names);
}

bool IsSelectionHeading(std::string_view heading) {
  if (heading.size() > kMaxHeading) return false;
  std::string buffer;
  const std::string words = Cat(" ", Words(heading, &buffer), " ");
  if (const std::size_t top = words.find(" top ");
      top != std::string::npos && IsAsciiDigit(words[top + 5])) {
    return !words.substr(0, top).ends_with(" than");  // "More than Top 100"
  }
  const std::span<const DataRow> rows = DataTable("selection-words");
  return std::any_of(rows.begin(), rows.end(), [&](const DataRow& row) {
    const std::size_t at = words.find(row.key);
    if (at == std::string::npos) return false;
    if (IsCjk(DecodeUtf8(row.key, 0).value)) return true;
    return words.find(Cat(" ", row.key, " "), at - 1) != std::string::npos;
  });
}

}  // namespace awl
