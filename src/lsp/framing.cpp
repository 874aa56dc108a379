#include "lsp/framing.h"

#include <charconv>
#include <utility>

#include "base/strings.h"

namespace awl::lsp {
namespace {

constexpr std::string_view kLength = "Content-Length";
// Of a header line; without it, a stream without line ends would fill the memory.
constexpr std::size_t kMaxLine = 4096;

// Nothing where `text` is no number; of those too large for a size_t, the largest.
std::optional<std::size_t> ParseLength(std::string_view text) {
  text = Trim(text);
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || end != text.data() + text.size()) return std::nullopt;
  if (error == std::errc::result_out_of_range) return ~std::size_t{0};
  return error == std::errc() ? std::optional(value) : std::nullopt;
}

}  // namespace

FrameReader::Frame FrameReader::Next() {
  if (is_too_long_) return {.state = State::kTooLong};
  while (!in_content_) {
    const std::optional<std::string_view> line = Line();
    if (!line) {
      DropRead();
      return {.state = State::kWaiting};
    }
    if (!line->empty()) {
      ReadHeader(*line);
    } else if (length_) {
      in_content_ = true;
    } else if (std::exchange(has_garbage_, false)) {
      return {.state = State::kGarbage};
    }
  }
  if (*length_ > kMaxLength) {
    is_too_long_ = true;
    return {.state = State::kTooLong};
  }
  if (std::exchange(has_garbage_, false)) return {.state = State::kGarbage};
  if (buffer_.size() - at_ < *length_) {
    DropRead();
    return {.state = State::kWaiting};
  }
  Frame frame{.state = State::kMessage, .text = buffer_.substr(at_, *length_)};
  at_ += *length_;
  length_.reset();
  in_content_ = false;
  return frame;
}

std::optional<std::string_view> FrameReader::Line() {
  const std::string_view rest = std::string_view(buffer_).substr(at_);
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos) {
    if (rest.size() > kMaxLine) {
      has_garbage_ = true;
      at_ = buffer_.size();
    }
    return std::nullopt;
  }
  at_ += end + 1;
  std::string_view line = rest.substr(0, end);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void FrameReader::ReadHeader(std::string_view line) {
  const std::size_t colon = line.find(':');
  const std::string_view name = line.substr(0, colon);
  if (colon == std::string_view::npos) {
    has_garbage_ = true;
  } else if (EqualsIgnoreAsciiCase(Trim(name), kLength)) {
    length_ = ParseLength(line.substr(colon + 1));
    if (!length_) has_garbage_ = true;
  }
  // Content-Type says nothing that is not so anyway.
}

void FrameReader::DropRead() {
  // Once a message: while its content comes in pieces, nothing is moved.
  if (at_ == 0) return;
  buffer_.erase(0, at_);
  at_ = 0;
}

std::string Framed(std::string_view text) {
  return Cat(kLength, ": ", text.size(), "\r\n\r\n", text);
}

}  // namespace awl::lsp
