#ifndef AWL_CLI_TEXT_STREAM_H_
#define AWL_CLI_TEXT_STREAM_H_

#include <string>
#include <string_view>

#include "cli/context.h"

namespace awl {

// Keeps what a command writes.
class TextStream final : public Stream {
 public:
  bool Write(std::string_view text) override {
    text_ += text;
    return true;
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

}  // namespace awl

#endif  // AWL_CLI_TEXT_STREAM_H_
