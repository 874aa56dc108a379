#ifndef AWL_LSP_FRAMING_H_
#define AWL_LSP_FRAMING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace awl::lsp {

// Takes messages out of a stream of bytes that come in pieces of any size: header lines, an empty
// line, and as many bytes as Content-Length says. After bytes that are no header it goes on at the
// next header that says a length.
class FrameReader {
 public:
  // Longer messages are not read: the client is wrong or means harm.
  static constexpr std::size_t kMaxLength = std::size_t{1} << 30;

  enum class State : std::uint8_t {
    kMessage,  // `text` has one
    kWaiting,  // there is none before more bytes come
    kGarbage,  // bytes were passed over that belong to no message
    kTooLong,  // nothing that comes from here on can be understood
  };
  struct Frame {
    State state = State::kWaiting;
    std::string text = {};
  };

  void Append(std::string_view bytes) { buffer_ += bytes; }
  // For who reads into it.
  std::string* buffer() { return &buffer_; }
  Frame Next();

 private:
  // The next header line without its end; nothing while it is not whole.
  std::optional<std::string_view> Line();
  void ReadHeader(std::string_view line);
  void DropRead();

  std::string buffer_;
  std::size_t at_ = 0;  // what stands before it was read
  std::optional<std::size_t> length_;
  bool in_content_ = false;
  bool has_garbage_ = false;
  bool is_too_long_ = false;
};

// `text` with the header that it is sent with.
std::string Framed(std::string_view text);

}  // namespace awl::lsp

#endif  // AWL_LSP_FRAMING_H_
