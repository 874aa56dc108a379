#include "engine/work_tree.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "awl/linter.h"
#include "base/process.h"
#include "base/strings.h"
#include "engine/runner.h"

namespace awl {
namespace {

namespace fs = std::filesystem;

// A real repository in a folder of its own.
class GitWorkTree : public testing::Test {
 protected:
  GitWorkTree() {
    std::string name = (fs::temp_directory_path() / "awl_XXXXXX").string();
    folder_ = fs::canonical(mkdtemp(name.data()));
    Git({"init", "-q", "-b", "main"});
  }
  ~GitWorkTree() override { fs::remove_all(folder_); }

  std::string Git(std::vector<std::string> arguments) const {
    ProcessRequest request{.command = {"git", "-c", "user.name=n", "-c", "user.email=e@x.y"},
                           .folder = folder_.string(),
                           .environment = {{"GIT_CONFIG_NOSYSTEM", "1"},
                                           {"GIT_AUTHOR_DATE", "2020-02-29T12:00:00Z"},
                                           {"GIT_COMMITTER_DATE", "2020-02-29T12:00:00Z"}}};
    request.command.insert(request.command.end(), arguments.begin(), arguments.end());
    const Result<ProcessResult> result = RunProcess(request);
    EXPECT_TRUE(result && result->exit_status == 0) << (result ? result->errors : "");
    return result ? result->output : "";
  }
  void Put(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  void Commit() const {
    Git({"add", "-A"});
    Git({"commit", "-q", "-m", "x"});
  }
  std::string Root() const { return folder_.string(); }

  // "a.md:2-3,7 new.md:all", of all Markdown files.
  std::string ChangedSince(const std::string& revision) {
    WorkTree tree(*files_, Root(), true, RunProcess);
    const Result<WorkTree::Changes>& changes = tree.ChangedSince(revision);
    if (!changes) return changes.error().message;
    std::string out;
    for (const auto& [path, spans] : changes->changed) {
      out += Cat(path, ":");
      for (const WorkTree::LineSpan& span : spans) {
        out += Cat(span.first + 1, "-", span.first + span.count, ",");
      }
      out += " ";
    }
    return out;
  }

  fs::path folder_;
  const std::unique_ptr<FileSystem> files_ = MakeRealFileSystem();
};

// As in a container, where the files belong to whoever checked them out.
TEST_F(GitWorkTree, SaysWhatGitSaysOfAForeignOwner) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can give files away";
  Put("a.md", "a\n");
  Commit();
  ASSERT_EQ(chown(Root().c_str(), 65534, 65534), 0);
  EXPECT_EQ(ChangedSince("HEAD"),
            Cat("git: fatal: detected dubious ownership in repository at '", Root(), "'"));
}

// An editor asks at each keystroke.
TEST_F(GitWorkTree, AsksGitOnce) {
  Put("a.md", "a\n");
  Commit();
  Put("a.md", "b\n");
  Commit();
  int calls = 0;
  WorkTree tree(*files_, Root(), true, [&calls](const ProcessRequest& request) {
    ++calls;
    return RunProcess(request);
  });
  const auto ask = [&tree] {
    EXPECT_EQ(tree.RemoteUrl(), std::nullopt);
    EXPECT_EQ(tree.DefaultBranch(), std::nullopt);
    EXPECT_EQ(tree.Revisions("a.md", 4), (std::vector<std::string>{"b\n", "a\n"}));
    EXPECT_EQ(tree.Revisions("a.md", 1), std::vector<std::string>{"b\n"});
  };
  ask();
  const int first = std::exchange(calls, 0);
  EXPECT_GT(first, 0);
  ask();
  EXPECT_EQ(calls, 0);
  EXPECT_EQ(tree.Revisions("b.md", 4), std::vector<std::string>());
  EXPECT_GT(calls, 0);
}

TEST_F(GitWorkTree, IsFoundFromBelow) {
  Put("docs/deep/a.md", "");
  WorkTrees trees(*files_, RunProcess);
  WorkTree* tree = trees.Find(Root() + "/docs/deep");
  ASSERT_NE(tree, nullptr);
  EXPECT_EQ(tree->root(), Root());
  EXPECT_EQ(trees.Find(Root()), tree);
  EXPECT_EQ(trees.Find("/"), nullptr);
  EXPECT_FALSE(trees.FindOrFolder("/")->has_git());
}

TEST_F(GitWorkTree, ListsWhatGitDoesNotIgnore) {
  Put(".gitignore", "ignored/\n*.tmp\n");
  Put("a.md", "");
  Commit();
  Put("b \"quoted\"\n名.md", "");
  Put("ignored/c.md", "");
  Put("d.tmp", "");
  WorkTree tree(*files_, Root(), true, RunProcess);
  const std::vector<std::string> expected = {".gitignore", "a.md", "b \"quoted\"\n名.md"};
  EXPECT_EQ(tree.Files(), expected);
  EXPECT_TRUE(tree.Exists("a.md"));
  EXPECT_FALSE(tree.Exists("A.md")) << "letter case counts, as on GitHub";
  EXPECT_FALSE(tree.Exists("ignored/c.md"));
  EXPECT_TRUE(tree.Exists("."));
}

TEST_F(GitWorkTree, KnowsFoldersAndForgetsDeletedFiles) {
  Put("docs/a.md", "");
  Put("b.md", "");
  Commit();
  fs::remove(folder_ / "b.md");
  WorkTree tree(*files_, Root(), true, RunProcess);
  EXPECT_TRUE(tree.Exists("docs"));
  EXPECT_TRUE(tree.Exists("docs/"));
  EXPECT_FALSE(tree.Exists("doc"));
  EXPECT_FALSE(tree.Exists("b.md"));
}

TEST_F(GitWorkTree, LeadsNowhereElse) {
  Put("a.md", "text");
  fs::create_symlink("/etc/passwd", folder_ / "out.md");
  Commit();
  WorkTree tree(*files_, Root(), true, RunProcess);
  EXPECT_EQ(tree.Read("a.md"), "text");
  EXPECT_EQ(tree.Read("out.md"), std::nullopt);
  EXPECT_EQ(tree.Read("../" + folder_.filename().string() + "/a.md"), std::nullopt);
  EXPECT_EQ(tree.Read("/etc/passwd"), std::nullopt);
  EXPECT_EQ(tree.Read(".git/config"), std::nullopt);
  EXPECT_FALSE(tree.Exists("../.."));
  EXPECT_FALSE(tree.Exists(".git/config"));
}

TEST_F(GitWorkTree, TellsRemoteBranchAndAge) {
  Put("a.md", "");
  Commit();
  {
    WorkTree tree(*files_, Root(), true, RunProcess);
    EXPECT_EQ(tree.RemoteUrl(), std::nullopt);
    EXPECT_EQ(tree.DefaultBranch(), std::nullopt);
    EXPECT_EQ(tree.FirstCommitTime(), 1582977600);
  }
  Git({"remote", "add", "origin", "https://github.com/owner/name.git"});
  Git({"update-ref", "refs/remotes/origin/main", "HEAD"});
  Git({"symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"});
  WorkTree tree(*files_, Root(), true, RunProcess);
  EXPECT_EQ(tree.RemoteUrl(), "https://github.com/owner/name.git");
  EXPECT_EQ(tree.DefaultBranch(), "main");
}

TEST_F(GitWorkTree, TellsNoAgeOfAShallowClone) {
  Put("a.md", "1");
  Commit();
  Put("a.md", "2");
  Commit();
  Git({"clone", "-q", "--depth=1", "file://" + Root(), Root() + "/clone"});
  WorkTree tree(*files_, Root() + "/clone", true, RunProcess);
  EXPECT_EQ(tree.FirstCommitTime(), std::nullopt);
}

TEST_F(GitWorkTree, HasEarlierContents) {
  for (const char* text : {"one", "two", "three"}) {
    Put("docs/a.md", text);
    Commit();
  }
  WorkTree tree(*files_, Root(), true, RunProcess);
  EXPECT_EQ(tree.Revisions("docs/a.md", 10), (std::vector<std::string>{"three", "two", "one"}));
  EXPECT_EQ(tree.Revisions("docs/a.md", 1), (std::vector<std::string>{"three"}));
  EXPECT_TRUE(tree.Revisions("none.md", 10).empty());
  EXPECT_EQ(tree.ReadAt("docs/a.md", "HEAD"), "three");
  EXPECT_EQ(tree.ReadAt("docs/a.md", "HEAD~1"), "two");
  EXPECT_EQ(tree.ReadAt("docs/a.md", "HEAD~99"), std::nullopt);
  EXPECT_EQ(tree.ReadAt("docs/a.md", "--help"), std::nullopt);
  EXPECT_EQ(tree.ReadAt("none.md", "HEAD"), std::nullopt);
}

TEST_F(GitWorkTree, KnowsItsFilesEvenIfGitDoesNot) {
  Put("a.md", "");
  fs::remove_all(folder_ / ".git");
  Put(".git", "nonsense");
  WorkTree tree(*files_, Root(), true, RunProcess);
  EXPECT_TRUE(tree.Exists("a.md"));
  EXPECT_EQ(tree.RemoteUrl(), std::nullopt);
  EXPECT_TRUE(tree.Revisions("a.md", 3).empty());
  EXPECT_FALSE(tree.ChangedSince("HEAD"));
}

// ---- changed lines
// ---------------------------------------------------------------------------------

TEST_F(GitWorkTree, TellsChangedLines) {
  Put("a.md", "1\n2\n3\n4\n5\n");
  Put("b.md", "b\n");
  Put("old.md", "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n");
  Commit();
  EXPECT_EQ(ChangedSince("HEAD"), "");
  Put("a.md", "1\nnew\n2\n4\n5 changed\n");
  fs::rename(folder_ / "old.md", folder_ / "new \"name\".md");
  Put("new \"name\".md", "one\ntwo\nthree\nfour\nfive\nsix\nseven\nEIGHT\n");
  Git({"add", "-A"});
  EXPECT_EQ(ChangedSince("HEAD"), "a.md:2-2,5-5, new \"name\".md:8-8, ") << "a rename by its hunks";
  Commit();
  EXPECT_EQ(ChangedSince("HEAD~1"), "a.md:2-2,5-5, new \"name\".md:8-8, ") << "committed or not";
  EXPECT_EQ(ChangedSince("no-such"), "unknown revision 'no-such'");
  EXPECT_EQ(ChangedSince("--help"), "unknown revision '--help'");
  EXPECT_EQ(ChangedSince("HEAD:a.md"), "unknown revision 'HEAD:a.md'");
  EXPECT_EQ(ChangedSince(""), "unknown revision ''");
}

TEST_F(GitWorkTree, RefusesToCompareWhatGitStoresInAnotherEncoding) {
  Put("a.md", "1\n");
  Commit();
  Put("a.md", "1\n2\n");
  Put("b.md", "b\n");
  Put(".gitattributes", "*.md working-tree-encoding=UTF-8\n");
  EXPECT_EQ(ChangedSince("HEAD"), "a.md:2-2, ");
  Put(".gitattributes", "b.md working-tree-encoding=utf-7\n");
  EXPECT_EQ(ChangedSince("HEAD"), "a.md:2-2, ") << "b.md has not changed";
  Put(".gitattributes", "*.md working-tree-encoding=latin1\n");
  EXPECT_EQ(ChangedSince("HEAD"),
            ".gitattributes gives a.md the working-tree-encoding latin1, so its "
            "lines cannot be compared; remove that");
}

TEST_F(GitWorkTree, TellsChangedLinesOfFilesThatLookLikeDiffs) {
  Put("a.md", "x\n");
  Commit();
  Put("a.md", "x\n+++ b/evil.md\n@@ -1 +1,9 @@\n-- a\n");
  EXPECT_EQ(ChangedSince("HEAD"), "a.md:2-4, ");
}

TEST(ParseDiff, ReadsQuotedNamesAndMissingLineEnds) {
  const auto files = ParseDiff(
      "diff --git a/x b/x\n--- a/x\n+++ \"b/t\\tab\\303\\244\\\"\"\n@@ -1 +1,2 @@ h\n-a\n"
      "\\ No newline at end of file\n+b\n+c\n\\ No newline at end of file\n"
      "diff --git a/d b/d\n--- a/d\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n"
      "diff --git a/s b/s p\n--- a/s\n+++ b/s p\t\n@@ -3,0 +4 @@\n+a\n@@ -9 +10,0 @@\n-a\n");
  ASSERT_EQ(files.size(), 2u);
  ASSERT_EQ(files.count("t\tab\303\244\""), 1u);
  EXPECT_EQ(files.at("t\tab\303\244\"")[0].count, 2u);
  ASSERT_EQ(files.count("s p"), 1u);
  ASSERT_EQ(files.at("s p").size(), 1u) << "a line that went leaves none";
  EXPECT_EQ(files.at("s p")[0].first, 3u);
}

// The lines that `awl check --changed-since` reports.
TEST_F(GitWorkTree, RunsOnChangedLinesOnly) {
  Put("readme.md", "# a\n\n### b\n\n# c\n");
  Commit();
  Put("readme.md", "# a\n\n### b\n\n# c\n\n### d\n");
  Put("new.md", "### e\n");
  const Config config{.select = {"heading-skip-level"}};
  const Linter linter(config);
  const auto lines = [&](const std::string& name, const std::string& revision) {
    std::string out;
    const RunResult result =
        awl::Run(linter, *files_,
                 {.paths = {(folder_ / name).string()},
                  .changed_since = revision,
                  .run_process = RunProcess},
                 [&](FileReport report) {
                   for (const Diagnostic& found : report.diagnostics) {
                     out += Cat(report.source->PositionAt(found.range.begin).line, " ");
                   }
                   out += report.error;
                   return true;
                 });
    EXPECT_TRUE(result.errors.empty());
    return out;
  };
  EXPECT_EQ(lines("readme.md", "HEAD"), "7 ");
  EXPECT_EQ(lines("readme.md", "nope"), "--changed-since: unknown revision 'nope'");
}

// ---- hostile folders
// ---------------------------------------------------------------------------------

// Everything in a repository's own configuration that makes git start a program must not.
TEST_F(GitWorkTree, StartsNothingThatTheFolderNames) {
  const std::string mark = Root() + "/../" + folder_.filename().string() + ".ran";
  const std::string evil = "touch '" + mark + "' #";
  Put("a.md", "1\n");
  Commit();
  Put(".gitattributes", "*.md filter=evil diff=evil\n");
  Put("hooks/post-index-change", "#!/bin/sh\n" + evil + "\n");
  fs::permissions(folder_ / "hooks/post-index-change", fs::perms::owner_all);
  for (const char* key : {"core.fsmonitor", "filter.evil.clean", "filter.evil.smudge",
                          "filter.evil.process", "filter.a=b.clean", "diff.external",
                          "diff.evil.command", "diff.evil.textconv", "core.pager", "pager.diff",
                          "core.sshCommand", "core.askPass", "gpg.program", "core.editor"}) {
    Git({"config", key, evil});
  }
  Git({"config", "filter.evil.required", "true"});
  Git({"config", "core.hooksPath", Root() + "/hooks"});
  Git({"config", "log.showSignature", "true"});
  Git({"config", "remote.origin.url", "ext::sh -c \"" + evil + "\""});
  Git({"config", "remote.origin.promisor", "true"});
  Git({"config", "extensions.partialClone", "origin"});
  fs::remove(mark);
  Put("a.md", "1\n2\n");

  WorkTree tree(*files_, Root(), true, RunProcess);
  EXPECT_FALSE(tree.Files().empty());
  EXPECT_TRUE(tree.Exists("a.md"));
  tree.RemoteUrl();
  tree.DefaultBranch();
  tree.FirstCommitTime();
  EXPECT_EQ(tree.Revisions("a.md", 5), std::vector<std::string>{"1\n"});
  const auto& changes = tree.ChangedSince("HEAD");
  ASSERT_TRUE(changes) << changes.error().message;
  EXPECT_EQ(changes->changed.count("a.md"), 1u);
  EXPECT_FALSE(fs::exists(mark));
}

}  // namespace
}  // namespace awl
