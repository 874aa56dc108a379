#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "awl/awl_c.h"

namespace {

using Json = nlohmann::json;

Json Call(std::string_view request) {
  size_t size = 0;
  char* const answer = awl_call(request.data(), request.size(), &size);
  EXPECT_EQ(answer[size], '\0');
  const Json json = Json::parse(std::string_view(answer, size));
  awl_free(answer);
  return json;
}

TEST(Call, RunsACommandOverFilesInMemory) {
  const Json answer =
      Call(R"({"arguments": ["check", "--fix", "--format=json", "readme.md"],)"
           R"( "files": {"readme.md": "# A list\n\n- text  \n", "other.md": "text  \n"}})");
  EXPECT_EQ(answer["files"], Json({{"readme.md", "# A list\n\n- text\n"}}));
  EXPECT_EQ(answer["errors"], "");
  EXPECT_TRUE(Json::parse(answer["output"].get<std::string>()).is_array());
}

TEST(Call, ReadsInputAndConfig) {
  const Json answer = Call(R"({"arguments": ["format", "-"], "input": "# A list\n\n\n\ntext  \n",)"
                           R"( "files": {".awl.yaml": "rules: {whitespace-trailing: off}\n"}})");
  EXPECT_EQ(answer["output"], "# A list\n\ntext  \n");
  EXPECT_EQ(answer["files"], Json::object());
}

TEST(Call, SeesNoOtherFiles) {
  const Json answer = Call(R"({"arguments": ["check", "/etc/passwd"]})");
  EXPECT_EQ(answer["status"], 2);
  EXPECT_EQ(answer["errors"], "awl: /etc/passwd: does not exist\n");
}

TEST(Call, SaysWhatIsWrongWithARequest) {
  const auto error_of = [](std::string_view request) {
    const Json answer = Call(request);
    EXPECT_EQ(answer["status"], 2) << request;
    return answer["errors"].get<std::string>();
  };
  EXPECT_EQ(error_of("{"), "awl: the request is not an object in JSON\n");
  EXPECT_EQ(error_of("[]"), "awl: the request is not an object in JSON\n");
  EXPECT_EQ(error_of("\"\xFF\""), "awl: the request is not an object in JSON\n");
  EXPECT_EQ(error_of("{}"), "awl: the request has no arguments\n");
  EXPECT_EQ(error_of(R"({"arguments": [1]})"), "awl: an argument is not a string\n");
  EXPECT_EQ(error_of(R"({"arguments": ["x"], "files": {"a": 1}})"),
            "awl: a file is not a string\n");
  EXPECT_EQ(error_of(R"({"nonsense": 1})"),
            "awl: the request has a member that is unknown or of another type: nonsense\n");
}

TEST(Call, AnswersWithUtf8) {
  const Json answer = Call(R"({"arguments": ["format", "-"], "input": "na\u00efve  \n"})");
  EXPECT_EQ(answer["output"], "na\xC3\xAFve\n");
}

}  // namespace
