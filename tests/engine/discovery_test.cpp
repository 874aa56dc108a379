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
  WorkTrees trees(*files_);
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

TEST_F(LinksInAFolder, LeadToAConfigInsideOnly) {
  fs::create_symlink("../secret", ".awl.yaml");
  const Result<LoadedConfig> loaded = LoadConfig(*files_, {}, "");
  ASSERT_FALSE(loaded);
  EXPECT_NE(loaded.error().message.find("leads out of"), std::string::npos);
  EXPECT_EQ(loaded.error().message.find("password"), std::string::npos);
}

}  // namespace
}  // namespace awl
