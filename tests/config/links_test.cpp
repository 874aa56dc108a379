#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "base/file_system.h"
#include "base/strings.h"
#include "config/load_config.h"

namespace awl {
namespace {

Result<LoadedConfig> Load(std::string_view links) {
  MemoryFileSystem files;
  files.files[".awl.yaml"] = Cat("links: ", links, "\n");
  return LoadConfig(files, {}, "");
}

TEST(LinksConfig, IsRead) {
  const Result<LoadedConfig> loaded = Load(
      "{state: .awl-links.jsonl, confirm: {runs: 3, days: 0, after-alive: 7},"
      " unreachable: {runs: 5, days: 30}, fresh: 2d, exclude: ['https://localhost*'],"
      " hosts: {www.linkedin.com: skip, '*.gnu.org': {interval: 2s, per-host: 1},"
      " docs.example: {accept: [403, 406]}}}");
  ASSERT_TRUE(loaded) << loaded.error().message;
  const LinkSettings& links = loaded->config.links;
  EXPECT_EQ(links.state, ".awl-links.jsonl");
  EXPECT_EQ(links.dead_runs, 3);
  EXPECT_EQ(links.dead_days, 0);
  EXPECT_EQ(links.dead_after_alive, 7);
  EXPECT_EQ(links.unreachable_runs, 5);
  EXPECT_EQ(links.unreachable_days, 30);
  EXPECT_EQ(links.fresh, 2 * 86400);
  EXPECT_EQ(links.exclude.size(), 1u);
  ASSERT_EQ(links.hosts.size(), 3u);
  EXPECT_TRUE(links.hosts[0].skip);
  EXPECT_EQ(links.hosts[1].interval, 2000);
  EXPECT_EQ(links.hosts[1].per_host, 1);
  EXPECT_EQ(links.hosts[2].accept, (std::vector<int>{403, 406}));
}

TEST(LinksConfig, SaysWhatIsWrongAndWhere) {
  const struct {
    std::string_view links;
    std::string_view message;
  } kRows[] = {
      {"[a]", ".awl.yaml:1:8: error: \"links\": expected a map, not a list"},
      {"{stat: a}", ".awl.yaml:1:9: error: unknown key \"stat\"; did you mean \"state\"?"},
      {"{state: /etc/passwd}", ".awl.yaml:1:16: error: \"state\": expected a file in the folder"},
      {"{state: a/../../b}", ".awl.yaml:1:16: error: \"state\": expected a file in the folder"},
      {"{state: [a]}", ".awl.yaml:1:16: error: \"state\": expected a file, not a list"},
      {"{fresh: 6}", ".awl.yaml:1:16: error: \"fresh\": expected a time like 100ms"},
      {"{confirm: {runs: 0}}",
       ".awl.yaml:1:25: error: \"runs\": expected a whole number from 1 to 100, not \"0\""},
      {"{confirm: {day: 1}}", ".awl.yaml:1:19: error: unknown key \"day\""},
      {"{unreachable: {after-alive: 1}}", ".awl.yaml:1:23: error: unknown key \"after-alive\""},
      {"{hosts: {a: skipp}}",
       ".awl.yaml:1:20: error: a host: expected \"skip\" or a map, not \"skipp\""},
      {"{hosts: {a: {interval: 1ms}}}", ".awl.yaml:1:31: error: \"interval\": at least 50ms"},
      {"{hosts: {a: {per-host: 5}}}",
       ".awl.yaml:1:31: error: \"per-host\": expected a whole number from 1 to 4, not \"5\""},
      {"{hosts: {a: {accept: 403}}}", ".awl.yaml:1:29: error: \"accept\": expected a list"},
      {"{hosts: {a: {accept: [40]}}}",
       ".awl.yaml:1:30: error: \"accept\": expected a whole number"},
      {"{hosts: {a: {proxy: x}}}", ".awl.yaml:1:21: error: unknown key \"proxy\""},
      {"{allow-private: true}", ".awl.yaml:1:9: error: unknown key \"allow-private\""},
  };
  for (const auto& row : kRows) {
    const Result<LoadedConfig> loaded = Load(row.links);
    ASSERT_FALSE(loaded) << row.links;
    EXPECT_TRUE(loaded.error().message.starts_with(row.message))
        << row.links << ": " << loaded.error().message;
  }
}

}  // namespace
}  // namespace awl
