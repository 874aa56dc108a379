#include "base/fence.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace awl {
namespace {

TEST(Fence, KnowsEveryNameOfAGitFolder) {
  for (const char* name :
       {".git", ".GIT", ".Git", ".git.", ".git ", ".git . .", ".git::$INDEX_ALLOCATION", ".git\\x",
        "git~1", "GIT~1", "git~1 ", ".g\u200Cit", "\uFEFF.git", ".git\u2060", "\u00AD.g\u00ADit"}) {
    EXPECT_TRUE(IsDotGit(name)) << name;
  }
  for (const char* name :
       {"", ".", "git", ".gitignore", ".github", "git~2", "x.git", ".gıt", "..git", "\xFF.git"}) {
    EXPECT_FALSE(IsDotGit(name)) << name;
  }
}

// Where a path leads, or what is wrong with it.
std::string Where(const Fence& fence, std::string_view path) {
  const Result<std::string> real = fence.Admit(path);
  return real ? *real : "! " + real.error().message;
}

TEST(Fence, FollowsLinksAsLongAsTheyStay) {
  MemoryFileSystem files;
  files.files = {{"/r/docs/a.md", ""}, {"/r/.git/config", ""}, {"/secret", ""}};
  files.links = {
      {"/r/readme.md", "docs/a.md"},    {"/r/d", "docs"},        {"/r/inside", "/r/docs/a.md"},
      {"/r/twice", "d/../d/a.md"},      {"/r/out", "../secret"}, {"/r/absolute", "/secret"},
      {"/r/like", "/root/secret"},      {"/r/up", ".."},         {"/r/git", ".git"},
      {"/r/hidden", "d/../git/config"}, {"/r/circle", "circle"}};
  const Fence fence(files, "/r");
  EXPECT_EQ(Where(fence, "/r/readme.md"), "/r/docs/a.md");
  EXPECT_EQ(Where(fence, "/r/d/a.md"), "/r/docs/a.md");
  EXPECT_EQ(Where(fence, "/r/inside"), "/r/docs/a.md");
  EXPECT_EQ(Where(fence, "/r/twice"), "/r/docs/a.md");
  EXPECT_EQ(Where(fence, "/r/new/file"), "/r/new/file");
  EXPECT_EQ(Where(fence, "/r/./docs//a.md"), "/r/docs/a.md");
  for (const char* path : {"/r/out", "/r/absolute", "/r/like", "/r/up/secret", "/r/../secret",
                           "/secret", "/root", "r/a", "", "/r/d/../../secret"}) {
    EXPECT_EQ(Where(fence, path), "! leads out of /r") << path;
  }
  EXPECT_EQ(Where(fence, std::string_view("/r/a\0/b", 7)), "! leads out of /r");
  for (const char* path : {"/r/git/config", "/r/hidden", "/r/.GIT/config", "/r/docs/git~1/x"}) {
    EXPECT_EQ(Where(fence, path), "! lies in a .git folder") << path;
  }
  EXPECT_EQ(Where(fence, "/r/circle"), "! is a link that leads to itself");
  EXPECT_EQ(Where(Fence(files, "/"), "/secret"), "/secret");
}

TEST(Fence, KnowsTheGitFolderByWhatLeadsToIt) {
  MemoryFileSystem files;
  files.files = {{"/r/meta/config", ""}, {"/r/metadata.md", ""}, {"/elsewhere/config", ""}};
  files.links = {{"/r/way", "meta"}};
  const Fence fence(files, "/r");
  EXPECT_EQ(Where(fence, "/r/way/config"), "/r/meta/config");
  for (const char* git_file : {"gitdir: /r/meta\n", "gitdir: meta\r\n", "gitdir: ./meta/../way"}) {
    files.files["/r/.git"] = git_file;
    for (const char* path : {"/r/meta/config", "/r/way/config", "/r/META/new", "/r/meta"}) {
      EXPECT_EQ(Where(fence, path), "! lies in a .git folder") << git_file << path;
    }
    EXPECT_EQ(Where(fence, "/r/metadata.md"), "/r/metadata.md");
  }
  // Of a work tree or submodule, and of what is none.
  for (const char* git_file : {"gitdir: /elsewhere\n", "gitdir: ../elsewhere\n", "meta\n", ""}) {
    files.files["/r/.git"] = git_file;
    EXPECT_EQ(Where(fence, "/r/meta/config"), "/r/meta/config") << git_file;
  }
  files.files.erase("/r/.git");
  files.links["/r/.git"] = "meta";
  EXPECT_EQ(Where(fence, "/r/way/config"), "! lies in a .git folder");
}

TEST(Fence, WalksOnlySoFarAlongLinks) {
  MemoryFileSystem files;
  files.files = {{"/r/docs/a.md", ""}};
  std::string way;
  for (int i = 0; i < 100; ++i) way += "docs/../";
  files.links = {{"/r/long", way + "docs/a.md"}, {"/r/longer", way + "long"}};
  const Fence fence(files, "/r");
  EXPECT_EQ(Where(fence, "/r/long"), "/r/docs/a.md");
  EXPECT_EQ(Where(fence, "/r/longer"), "! is a link with too long a way");
}

TEST(Fence, LetsOnlyRegularFilesThrough) {
  MemoryFileSystem files;
  files.files = {{"a.md", "text"}, {".git/config", "x"}};
  files.links = {{"link", "a.md"}, {"out", "../a.md"}};
  files.specials = {"fifo"};
  const Fence fence(files, "");
  EXPECT_EQ(fence.Read("link", 10)->bytes, "text");
  EXPECT_EQ(fence.Read("fifo", 10).error().message, "is not a regular file");
  EXPECT_FALSE(fence.Read("out", 10));
  EXPECT_EQ(fence.KindOf("out"), FileKind::kMissing);
  EXPECT_EQ(fence.KindOf(".git"), FileKind::kMissing);
  EXPECT_TRUE(fence.Write(files, "link", "new"));
  EXPECT_EQ(files.files["a.md"], "new");
  EXPECT_FALSE(fence.Write(files, "out", "x"));
  EXPECT_FALSE(fence.Write(files, ".git/hooks/post-checkout", "x"));
  EXPECT_FALSE(fence.Write(files, "fifo", "x"));
}

}  // namespace
}  // namespace awl
