#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace awl {
namespace {

struct Outcome {
  int status = -1;
  std::string output;     // both streams
  std::string generated;  // the C++
};

// Runs the generator over a folder with this one file.
Outcome Generate(const std::string& kind, const std::string& name, const std::string& text) {
  std::string folder = (std::filesystem::temp_directory_path() / "awl_generate.XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return {};
  std::ofstream(folder + "/" + name, std::ios::binary) << text;
  const std::string command =
      "cd '" + folder + "' && '" AWL_BINARY_DIR "/awl_generate' " + kind + " . out.cpp 2>&1";
  Outcome outcome;
  if (FILE* pipe = popen(command.c_str(), "r")) {
    char buffer[4096];
    for (std::size_t n; (n = fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
      outcome.output.append(buffer, n);
    }
    outcome.status = WEXITSTATUS(pclose(pipe));
  }
  std::ostringstream generated;
  generated << std::ifstream(folder + "/out.cpp", std::ios::binary).rdbuf();
  outcome.generated = generated.str();
  std::filesystem::remove_all(folder);
  return outcome;
}

TEST(Generate, RefusesAKeyThatStandsTwice) {
  const Outcome outcome = Generate("data", "hosts.yaml",
                                   "- {key: a.org, why: gone}\n"
                                   "- {key: b.org, why: gone}\n"
                                   "- {key: a.org, why: moved}\n");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.output, "./hosts.yaml:3:3: 'a.org' stands in line 1 already\n");
}

TEST(Generate, RefusesARowWithoutItsReason) {
  const Outcome outcome = Generate("data", "hosts.yaml", "# hosts\n- {key: a.org, tag: dead}\n");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.output, "./hosts.yaml:2:3: 'a.org' without 'why'\n");
}

TEST(Generate, RefusesAFieldThatItDoesNotKnow) {
  const Outcome outcome = Generate("data", "hosts.yaml", "- {key: a.org, because: gone}\n");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.output, "./hosts.yaml:1:16: unknown field 'because'\n");
}

TEST(Generate, NamesThePlaceOfASyntaxError) {
  const Outcome outcome = Generate("data", "hosts.yaml", "- {key: a.org, why: gone}\n- {key: [\n");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.output.substr(0, 15), "./hosts.yaml:3:");
}

TEST(Generate, SortsRowsByKeyAndEscapesThem) {
  const Outcome outcome = Generate("data", "a-b.yaml",
                                   "- {key: z, value: 'a\"b\\', why: one}\n"
                                   "- {key: é, why: two}\n");
  EXPECT_EQ(outcome.status, 0) << outcome.output;
  EXPECT_NE(outcome.generated.find("constexpr DataRow kAB[] = {\n"
                                   "    {\"z\", \"a\\\"b\\\\\", \"\", \"one\"},\n"
                                   "    {\"\\303\\251\", \"\", \"\", \"two\"},\n"
                                   "};\n"),
            std::string::npos)
      << outcome.generated;
}

TEST(Generate, WritesAPresetAsOneRowForEachSetting) {
  const Outcome outcome = Generate("presets", "strict.yaml",
                                   "rules:\n"
                                   "  heading-title: error\n"
                                   "  cjk: off\n"
                                   "  entry-link: {severity: info, only: [a, b], to: {x: y}}\n");
  EXPECT_EQ(outcome.status, 0) << outcome.output;
  EXPECT_NE(outcome.generated.find("    {\"heading-title\", \"\", \"error\"},\n"
                                   "    {\"cjk\", \"\", \"off\"},\n"
                                   "    {\"entry-link\", \"\", \"info\"},\n"
                                   "    {\"entry-link\", \"only\", \"a, b\"},\n"
                                   "    {\"entry-link\", \"to\", \"x=y\"},\n"),
            std::string::npos)
      << outcome.generated;
}

// What is no profile is the config of one list, which the program reads itself.
TEST(Generate, KeepsTheTextOfAPresetForOneList) {
  const Outcome outcome = Generate("presets", "awesome-x.yaml", "rules: {cjk: off}\n");
  EXPECT_EQ(outcome.status, 0) << outcome.output;
  EXPECT_NE(outcome.generated.find("    {\"awesome-x\",\n     \"rules: {cjk: off}\\n\"},\n"),
            std::string::npos)
      << outcome.generated;
}

TEST(Generate, RefusesALevelThatThereIsNot) {
  EXPECT_EQ(Generate("presets", "strict.yaml", "rules:\n  cjk: fatal\n").output,
            "./strict.yaml:2:8: expected off, info, warning or error\n");
}

TEST(Generate, KeepsTheBytesOfAPage) {
  const Outcome outcome = Generate("pages", "link-x.md", "# link-x\n\t\xE2\x80\"?\r\n");
  EXPECT_EQ(outcome.status, 0) << outcome.output;
  EXPECT_NE(outcome.generated.find("    {\"link-x\",\n"
                                   "    {\"# link-x\\n\"\n"
                                   "    \"\\011\\342\\200\\\"\\?\\015\\n\",\n"
                                   "     16}},\n"),
            std::string::npos)
      << outcome.generated;
}

TEST(Generate, FindsTheRulesOfAFile) {
  const Outcome outcome = Generate("rules", "style_pair.cpp",
                                   "namespace awl {\n"
                                   "RuleInfo StyleOneInfo() {\n  return {};\n}\n"
                                   "RuleInfo StyleTwoInfo() {\n  return {};\n}\n"
                                   "}  // namespace awl\n");
  EXPECT_EQ(outcome.status, 0) << outcome.output;
  EXPECT_NE(outcome.generated.find("RuleInfo StyleOneInfo();\nRuleInfo StyleTwoInfo();\n"),
            std::string::npos);
}

TEST(Generate, RefusesAFileWithoutARule) {
  const Outcome outcome = Generate("rules", "style_none.cpp", "int x;\n");
  EXPECT_EQ(outcome.status, 1);
  EXPECT_EQ(outcome.output, "./style_none.cpp: no line 'RuleInfo NameInfo() {'\n");
}

}  // namespace
}  // namespace awl
