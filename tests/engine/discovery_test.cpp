#include "engine/discovery.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "awl/config.h"
#include "config/load_config.h"

namespace awl {
namespace {

namespace fs = std::filesystem;

// The current folder is a new one that lies beside the file "secret".
class LinksInAFolder : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "awl-links-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    before_ = fs::current_path();
    top_ = fs::canonical(name);
    fs::create_directories(top_ / "repo/docs");
    std::ofstream(top_ / "secret") << "password: 1\n";
    std::ofstream(top_ / "repo/docs/list.md") << "# A\n";
    fs::current_path(top_ / "repo");
  }
  void TearDown() override {
    fs::current_path(before_);
    fs::remove_all(top_);
  }

  const std::unique_ptr<FileSystem> files_ = MakeRealFileSystem();
  fs::path before_;
  fs::path top_;
};

TEST_F(LinksInAFolder, LeadToAReadmeInsideOnly) {
  WorkTrees trees(*files_, RunProcess);
  fs::create_symlink("docs/list.md", "readme.md");
  EXPECT_EQ(FindFiles(*files_, trees, {}, {}, {}).files.size(), 1u);
  fs::remove("readme.md");
  fs::create_symlink("../secret", "readme.md");
  const Discovery found = FindFiles(*files_, trees, {}, {}, {});
  EXPECT_TRUE(found.files.empty());
  EXPECT_EQ(found.errors,
            std::vector<std::string>{"readme.md: leads out of " + (top_ / "repo").string()});
  // Who names it means it.
  EXPECT_EQ(FindFiles(*files_, trees, {}, {"readme.md"}, {}).files.size(), 1u);
}

TEST_F(LinksInAFolder, LeadIntoNoGitFolderThoughNamed) {
  WorkTrees trees(*files_, RunProcess);
  fs::create_directory(".git");
  std::ofstream(".git/config") << "[core]\n";
  fs::create_symlink(".git/config", "a.md");
  fs::create_symlink(".git", "b");
  for (const std::string& path : {std::string("a.md"), std::string("b/config"), std::string("b")}) {
    const Discovery found = FindFiles(*files_, trees, {}, {path}, {});
    EXPECT_TRUE(found.files.empty());
    EXPECT_EQ(found.errors, std::vector<std::string>{path + ": is a link into a .git folder"});
  }
  EXPECT_EQ(FindFiles(*files_, trees, {}, {".git/config"}, {}).files.size(), 1u);
}

TEST_F(LinksInAFolder, StandInForNoReadme) {
  WorkTrees trees(*files_, RunProcess);
  std::ofstream("README.md") << "# A\n";
  std::ofstream("readme.md") << "# B\n";
  const std::size_t readmes = fs::equivalent("README.md", "readme.md") ? 1 : 2;
  EXPECT_EQ(FindFiles(*files_, trees, {}, {}, {}).files.size(), readmes);
}

TEST_F(LinksInAFolder, LeadToMarkdownOnly) {
  WorkTrees trees(*files_, RunProcess);
  std::ofstream(".envrc") << "export TOKEN=1\n";
  fs::create_symlink(".envrc", "readme.md");
  EXPECT_EQ(
      FindFiles(*files_, trees, {}, {}, {}).errors,
      std::vector<std::string>{"readme.md: is a link to .envrc, which is not a Markdown file"});
}

TEST_F(LinksInAFolder, LeadToWhatGitTracksOnly) {
  ASSERT_EQ(std::system("git init -q . && git add docs/list.md"), 0);
  fs::create_symlink("docs/list.md", "readme.md");
  const std::string untracked =
      "readme.md: is a link to docs/list.md, and git does not track readme.md; add it, or name the "
      "file that it leads to";
  WorkTrees before(*files_, RunProcess);
  EXPECT_EQ(FindFiles(*files_, before, {}, {}, {}).errors, std::vector<std::string>{untracked});
  ASSERT_EQ(std::system("git add readme.md"), 0);
  WorkTrees trees(*files_, RunProcess);
  EXPECT_EQ(FindFiles(*files_, trees, {}, {}, {}).files.size(), 1u);
  ASSERT_EQ(std::system("git rm -q --cached docs/list.md"), 0);
  WorkTrees later(*files_, RunProcess);
  EXPECT_TRUE(FindFiles(*files_, later, {}, {}, {}).files.empty());
}

TEST_F(LinksInAFolder, LeadToAConfigInsideOnly) {
  fs::create_symlink("../secret", ".awl.yaml");
  const Result<LoadedConfig> loaded = LoadConfig(*files_, {}, "");
  ASSERT_FALSE(loaded);
  EXPECT_NE(loaded.error().message.find("leads out of"), std::string::npos);
  EXPECT_EQ(loaded.error().message.find("password"), std::string::npos);
}

}  // namespace
}  // namespace awl
