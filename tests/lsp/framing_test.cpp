#include "lsp/framing.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace awl::lsp {
namespace {

using State = FrameReader::State;

// What comes of `stream` in pieces of `piece` bytes: texts, "?" for garbage, "!" for the end.
std::vector<std::string> Read(std::string_view stream, std::size_t piece) {
  FrameReader reader;
  std::vector<std::string> out;
  while (!stream.empty()) {
    reader.Append(stream.substr(0, piece));
    stream.remove_prefix(std::min(piece, stream.size()));
    for (FrameReader::Frame frame = reader.Next(); frame.state != State::kWaiting;
         frame = reader.Next()) {
      out.push_back(frame.state == State::kMessage   ? frame.text
                    : frame.state == State::kGarbage ? "?"
                                                     : "!");
      if (frame.state == State::kTooLong) return out;
    }
  }
  return out;
}

void Expect(std::string_view stream, const std::vector<std::string>& frames) {
  for (const std::size_t piece : {1u, 2u, 7u, 1000u}) EXPECT_EQ(Read(stream, piece), frames);
}

TEST(FrameReader, TakesMessagesFromPiecesOfAnySize) {
  Expect(Framed("{}") + Framed("[1]") + Framed(""), {"{}", "[1]", ""});
  Expect("Content-Type: x\r\ncontent-length:  2 \r\n\r\nabContent-Length: 1\n\nc", {"ab", "c"});
}

TEST(FrameReader, GoesOnAfterWhatIsNoHeader) {
  Expect("\r\nhello\r\n\r\n" + Framed("a"), {"?", "a"});
  Expect("Content-Length: x\r\n\r\n" + Framed("a"), {"?", "a"});
  Expect("Content-Length: -1\r\n\r\n" + Framed("a"), {"?", "a"});
  Expect("Content-Length:\r\n\r\n" + Framed("a"), {"?", "a"});
  Expect("junk\r\n" + Framed("a"), {"?", "a"});
  Expect(std::string(10000, 'x') + "\r\n\r\n" + Framed("a"), {"?", "a"});
}

TEST(FrameReader, ReadsNoMessageBeyondTheLimit) {
  Expect("Content-Length: 1073741825\r\n\r\n", {"!"});
  Expect("Content-Length: 99999999999999999999999\r\n\r\n", {"!"});
}

TEST(FrameReader, WaitsForTheRest) {
  Expect("Content-Length: 5\r\n\r\nabcd", {});
  Expect("Content-Le", {});
}

}  // namespace
}  // namespace awl::lsp
