#include "cli/record_stream.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "cli/streams.h"

namespace awl {
namespace {

// What comes out where the work is to print the text.
std::string Echo(std::string_view input) {
  MemoryFileSystem files;
  Text out;
  Text err;
  Lines in(input);
  Context context{.files = files, .out = out, .err = err, .environment = {}, .in = &in};
  const auto echo = [](Record record, JsonWriter* json) -> std::optional<Error> {
    json->Field("text", std::string_view(record.text));
    return std::nullopt;
  };
  RunRecordStream(1, echo, context);
  return out.text();
}

std::string Failed(std::string_view path, std::string_view error) {
  return "{\"path\":" + std::string(path) + ",\"error\":\"line 1: " + std::string(error) + "\"}\n";
}

TEST(RecordStream, TakesPathAndText) {
  EXPECT_EQ(Echo("{\"path\": \"a.md\", \"text\": \"# A\\n\"}\n\n{\"text\":\"\",\"path\":\"b\"}"),
            "{\"path\":\"a.md\",\"text\":\"# A\\n\"}\n{\"path\":\"b\",\"text\":\"\"}\n");
}

TEST(RecordStream, PassesOverOtherMembers) {
  EXPECT_EQ(Echo(R"({"x": {"path": "no", "text": "no"}, "path": "a", "y": ["text"], "text": "t",)"
                 R"( "z": [1, 2.5, null, true, {"text": 1}]})"),
            "{\"path\":\"a\",\"text\":\"t\"}\n");
  EXPECT_EQ(Echo(R"({"path": "a", "text": "old", "text": "new"})"),
            "{\"path\":\"a\",\"text\":\"new\"}\n");
}

TEST(RecordStream, SaysWhatIsWrongWithARecord) {
  EXPECT_EQ(Echo("nonsense"), Failed("null", "is not JSON in UTF-8"));
  EXPECT_EQ(Echo("{\"path\": \"\xFF\", \"text\": \"\"}"), Failed("null", "is not JSON in UTF-8"));
  EXPECT_EQ(Echo("{\"path\": \"a\", \"text\": \"\"} x"), Failed("null", "is not JSON in UTF-8"));
  EXPECT_EQ(Echo("\"text\""),
            Failed("null", "is not an object {\\\"path\\\": ..., \\\"text\\\": ...}"));
  EXPECT_EQ(Echo("[{\"path\": \"a\", \"text\": \"\"}]"),
            Failed("null", "is not an object {\\\"path\\\": ..., \\\"text\\\": ...}"));
  EXPECT_EQ(Echo("{\"path\": 1, \"text\": \"\"}"), Failed("null", "has no string \\\"path\\\""));
  EXPECT_EQ(Echo("{\"path\": \"a\"}"), Failed("\"a\"", "has no string \\\"text\\\""));
  EXPECT_EQ(Echo("{\"path\": \"a\", \"text\": [\"t\"]}"),
            Failed("\"a\"", "has no string \\\"text\\\""));
  EXPECT_EQ(Echo("{\"z\":" + std::string(1'000'000, '[')), Failed("null", "is nested too deep"));
}

}  // namespace
}  // namespace awl
