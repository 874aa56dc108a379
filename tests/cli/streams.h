#ifndef AWL_TESTS_CLI_STREAMS_H_
#define AWL_TESTS_CLI_STREAMS_H_

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "cli/context.h"
#include "cli/text_stream.h"

namespace awl {

using Text = TextStream;

// Standard input that consists of `text`, which must outlive it.
class Lines final : public LineReader {
 public:
  explicit Lines(std::string_view text) : text_(text) {}
  bool ReadLine(std::size_t limit, std::string* line, bool* too_long) override {
    if (text_.empty()) return false;
    const std::size_t end = std::min(text_.find('\n'), text_.size());
    *too_long = end > limit;
    line->assign(text_.substr(0, *too_long ? 0 : end));
    text_.remove_prefix(std::min(end + 1, text_.size()));
    return true;
  }

  // Piece by piece, as a pipe may give it.
  bool ReadSome(std::string* to) override {
    constexpr std::size_t kPiece = 7;
    if (text_.empty()) return false;
    to->append(text_.substr(0, kPiece));
    text_.remove_prefix(std::min(kPiece, text_.size()));
    return true;
  }

 private:
  std::string_view text_;
};

}  // namespace awl

#endif  // AWL_TESTS_CLI_STREAMS_H_
