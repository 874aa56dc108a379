#include "base/json_writer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

namespace awl {
namespace {

TEST(JsonWriter, PutsCommasWhereTheyBelong) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject().Field("a", 1u).Field("b", "x").Field("c", true);
  json.Key("d").BeginArray().Number(1).BeginObject().EndObject().Null().EndArray();
  json.Key("e").BeginArray().EndArray().Key("f").Real(0.5).EndObject();
  EXPECT_EQ(out, R"({"a":1,"b":"x","c":true,"d":[1,{},null],"e":[],"f":0.5})");
}

TEST(JsonWriter, WritesAnyTextAsJson) {
  for (const std::string& text :
       {std::string(), std::string("plain"), std::string("目录 é 🟡"), std::string("\"\\/"),
        std::string("\x01\x1F\t\r\n\x7F"), std::string("a\0b", 3), std::string("</script>")}) {
    std::string out;
    JsonWriter(&out).String(text);
    EXPECT_EQ(nlohmann::json::parse(out), nlohmann::json(text));
  }
}

TEST(JsonWriter, EscapesWhatATerminalObeys) {
  std::string out;
  JsonWriter(&out).String("a\u202Eb\u009B é\x1B\u2066\u200F");
  EXPECT_EQ(out, "\"a\\u202eb\\u009b é\\u001b\\u2066\\u200f\"");
  EXPECT_EQ(nlohmann::json::parse(out), "a\u202Eb\u009B é\x1B\u2066\u200F");
}

TEST(JsonWriter, ReplacesBytesThatAreNoUtf8) {
  std::string out;
  JsonWriter(&out).String("a\xFF\xC3");
  EXPECT_EQ(nlohmann::json::parse(out), "a\xEF\xBF\xBD\xEF\xBF\xBD");
}

}  // namespace
}  // namespace awl
