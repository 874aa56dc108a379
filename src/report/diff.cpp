#include <algorithm>
#include <vector>

#include "awl/report.h"
#include "base/strings.h"
#include "report/style.h"
#include "text/excerpt.h"
#include "text/log_text.h"

namespace awl {
namespace {

constexpr std::size_t kContext = 3;

// Lines as patch sees them: only LF ends one.
class Lines {
 public:
  explicit Lines(std::string_view text) : text_(text) {
    for (std::size_t at = 0; at < text.size();) {
      begins_.push_back(at);
      const std::size_t end = text.find('\n', at);
      at = end == std::string_view::npos ? text.size() : end + 1;
    }
  }

  std::size_t size() const { return begins_.size(); }
  // With its line end, if it has one.
  std::string_view operator[](std::size_t line) const {
    const std::size_t end = line + 1 < size() ? begins_[line + 1] : text_.size();
    return text_.substr(begins_[line], end - begins_[line]);
  }
  // The line that holds the byte at `offset`; size() at the end of the text.
  std::size_t LineOf(std::size_t offset) const {
    if (offset >= text_.size()) return size();
    const auto above = std::upper_bound(begins_.begin(), begins_.end(), offset);
    return static_cast<std::size_t>(above - begins_.begin()) - 1;
  }
  bool IsLineBegin(std::size_t offset) const {
    return offset >= text_.size() ? text_.empty() || text_.back() == '\n'
                                  : std::binary_search(begins_.begin(), begins_.end(), offset);
  }

 private:
  std::string_view text_;
  std::vector<std::size_t> begins_;
};

// Whole lines: [begin, end) of either text.
struct Hunk {
  std::size_t before_begin = 0;
  std::size_t before_end = 0;
  std::size_t after_begin = 0;
  std::size_t after_end = 0;
};

// The lines a change touches, those that are equal at either end left out.
Hunk HunkOf(const Lines& before, const Lines& after, const TextChange& change) {
  // Only where both texts go on with a new line is the line after the change untouched.
  const std::size_t rest =
      before.IsLineBegin(change.before.end) && after.IsLineBegin(change.after.end) ? 0 : 1;
  Hunk hunk{.before_begin = before.LineOf(change.before.begin),
            .before_end = 0,
            .after_begin = after.LineOf(change.after.begin),
            .after_end = 0};
  // A change at the end of a text without a final newline belongs to the last line.
  if (hunk.before_begin == before.size() && !before.IsLineBegin(change.before.begin)) {
    --hunk.before_begin;
  }
  if (hunk.after_begin == after.size() && !after.IsLineBegin(change.after.begin)) {
    --hunk.after_begin;
  }
  hunk.before_end = std::min(before.size(), before.LineOf(change.before.end) + rest);
  hunk.after_end = std::min(after.size(), after.LineOf(change.after.end) + rest);
  while (hunk.before_begin < hunk.before_end && hunk.after_begin < hunk.after_end &&
         before[hunk.before_begin] == after[hunk.after_begin]) {
    ++hunk.before_begin;
    ++hunk.after_begin;
  }
  while (hunk.before_begin < hunk.before_end && hunk.after_begin < hunk.after_end &&
         before[hunk.before_end - 1] == after[hunk.after_end - 1]) {
    --hunk.before_end;
    --hunk.after_end;
  }
  return hunk;
}

std::string RangeText(std::size_t begin, std::size_t count) {
  // An empty range is named by the line before it.
  const std::size_t first = count == 0 ? begin : begin + 1;
  return count == 1 ? Cat(first) : Cat(first, ",", count);
}

class DiffWriter {
 public:
  DiffWriter(const Lines& before, const Lines& after, bool color, bool safe)
      : before_(before), after_(after), style_(color), safe_(safe) {}

  // The hunks [first, last), near enough to stand under one header.
  void Write(const std::vector<Hunk>& hunks, std::size_t first, std::size_t last) {
    const Hunk& head = hunks[first];
    const Hunk& tail = hunks[last - 1];
    const std::size_t lead = std::min(kContext, head.before_begin);
    const std::size_t trail = std::min(kContext, before_.size() - tail.before_end);
    out_ += style_.Paint(
        Ink::kCyan,
        Cat("@@ -",
            RangeText(head.before_begin - lead, tail.before_end + trail - head.before_begin + lead),
            " +",
            RangeText(head.after_begin - lead, tail.after_end + trail - head.after_begin + lead),
            " @@"));
    out_ += '\n';
    std::size_t at = head.before_begin - lead;
    for (std::size_t i = first; i < last; ++i) {
      for (; at < hunks[i].before_begin; ++at) Line(' ', before_[at]);
      for (; at < hunks[i].before_end; ++at) Line('-', before_[at]);
      for (std::size_t j = hunks[i].after_begin; j < hunks[i].after_end; ++j) Line('+', after_[j]);
    }
    for (; at < tail.before_end + trail; ++at) Line(' ', before_[at]);
  }

  std::string TakeText() { return std::move(out_); }

 private:
  void Line(char mark, std::string_view line) {
    const bool ended = !line.empty() && line.back() == '\n';
    if (ended) line.remove_suffix(1);
    std::string text = Cat(std::string_view(&mark, 1), line);
    // A CR before the LF belongs to the line end.
    const bool crlf = ended && text.ends_with('\r');
    if (safe_) text = crlf ? LogText(text.substr(0, text.size() - 1)) + "\r" : LogText(text);
    out_ += mark == ' ' ? text : style_.Paint(mark == '-' ? Ink::kRed : Ink::kGreen, text);
    out_ += ended ? "\n" : "\n\\ No newline at end of file\n";
  }

  const Lines& before_;
  const Lines& after_;
  const Style style_;
  const bool safe_;
  std::string out_;
};

}  // namespace

std::string UnifiedDiff(std::string_view path, std::string_view before, std::string_view after,
                        std::span<const TextChange> changes, bool color, bool safe) {
  const Lines old_lines(before);
  const Lines new_lines(after);
  std::vector<Hunk> hunks;
  for (const TextChange& change : changes) {
    const Hunk hunk = HunkOf(old_lines, new_lines, change);
    if (hunk.before_begin == hunk.before_end && hunk.after_begin == hunk.after_end) continue;
    if (!hunks.empty() && hunk.before_begin <= hunks.back().before_end &&
        hunk.after_begin <= hunks.back().after_end) {
      hunks.back().before_end = std::max(hunks.back().before_end, hunk.before_end);
      hunks.back().after_end = std::max(hunks.back().after_end, hunk.after_end);
    } else {
      hunks.push_back(hunk);
    }
  }
  if (hunks.empty()) return {};
  DiffWriter writer(old_lines, new_lines, color, safe);
  for (std::size_t first = 0; first < hunks.size();) {
    std::size_t last = first + 1;
    while (last < hunks.size() &&
           hunks[last].before_begin - hunks[last - 1].before_end <= 2 * kContext) {
      ++last;
    }
    writer.Write(hunks, first, last);
    first = last;
  }
  const Style style(color);
  const std::string name = LogText(Printable(path));
  return Cat(style.Paint(Ink::kBold, Cat("--- a/", name)), "\n",
             style.Paint(Ink::kBold, Cat("+++ b/", name)), "\n", writer.TakeText());
}

}  // namespace awl
