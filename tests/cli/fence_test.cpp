#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "base/file_system.h"
#include "base/strings.h"
#include "cli/app.h"
#include "cli/streams.h"

// What a stranger's commit may hold, by what awl is asked to do: nothing outside is shown, and
// nothing outside is changed.

namespace awl {
namespace {

namespace fs = std::filesystem;

// As Markdown it has findings with fixes; as YAML it is a config that is wrong.
constexpr char kSecret[] = "# SECRET\n\n### SECRET  \n\nrules: SECRET  SECRET\n";
constexpr char kConfig[] =
    "lists: ['**']\npatterns:\n- {name: own, on: line, match: SECRET, "
    "message: '{0}', fix: {replace: X, applicability: safe}}\n";
constexpr char kList[] = "# Awesome\n\n- [A](https://example.org/a) - One.\n";

// A tree, current, with things outside of it: /outside/secret, or ../outside/secret.
class World {
 public:
  virtual ~World() = default;
  virtual FileSystem& files() = 0;
  virtual std::string outside() const = 0;
  virtual void Put(const std::string& path, const std::string& text) = 0;
  virtual void Link(const std::string& path, const std::string& target) = 0;
  virtual void Fifo(const std::string& path) = 0;
  virtual std::string Get(const std::string& path) = 0;
};

class MemoryWorld final : public World {
 public:
  FileSystem& files() override { return files_; }
  std::string outside() const override { return "/outside"; }
  void Put(const std::string& path, const std::string& text) override { files_.files[path] = text; }
  void Link(const std::string& path, const std::string& to) override { files_.links[path] = to; }
  void Fifo(const std::string& path) override { files_.specials.insert(path); }
  std::string Get(const std::string& path) override { return files_.files[path]; }

 private:
  MemoryFileSystem files_;
};

class RealWorld final : public World {
 public:
  RealWorld() {
    std::string name = testing::TempDir() + "awl-fence-XXXXXX";
    top_ = fs::canonical(mkdtemp(name.data()));
    before_ = fs::current_path();
    fs::create_directories(top_ / "tree");
    fs::current_path(top_ / "tree");
  }
  ~RealWorld() override {
    fs::current_path(before_);
    fs::remove_all(top_);
  }
  FileSystem& files() override { return *files_; }
  std::string outside() const override { return (top_ / "outside").string(); }
  void Put(const std::string& path, const std::string& text) override {
    if (!fs::path(path).parent_path().empty()) fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  void Link(const std::string& path, const std::string& to) override {
    fs::create_symlink(to, path);
  }
  void Fifo(const std::string& path) override { ASSERT_EQ(mkfifo(path.c_str(), 0600), 0); }
  std::string Get(const std::string& path) override {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

 private:
  const std::unique_ptr<FileSystem> files_ = MakeRealFileSystem();
  fs::path top_;
  fs::path before_;
};

// What a commit brings. `link` leads to `to`, in which $OUT is the folder outside; without `to` it
// is a FIFO.
struct Attack {
  const char* what;
  const char* link;
  const char* to;
  std::string config = kConfig;
};

const std::vector<Attack>& Attacks() {
  static const std::vector<Attack> kAttacks = {
      {"a readme that leads out", "readme.md", "$OUT/secret"},
      {"a readme that leads into .git", "readme.md", ".git/config"},
      {"a readme that leads into .git by another name", "readme.md", ".GIT/config"},
      {"a readme through a folder that is a link", "readme.md", "way/config"},
      {"a readme that is a FIFO", "readme.md", nullptr},
      {"a list that leads out", "list.md", "$OUT/secret"},
      {"a list that is a FIFO", "list.md", nullptr},
      {"a folder that leads out", "docs", "$OUT"},
      {"a config that leads out", ".awl.yaml", "$OUT/secret", ""},
      {"a config that leads into .git", ".awl.yaml", ".git/config", ""},
      {"a config that is a FIFO", ".awl.yaml", nullptr, ""},
      {"another config that leads out", "awl.yaml", "$OUT/secret", ""},
      {"extends of a link", "base.yaml", "$OUT/secret", "extends: ./base.yaml\n"},
      {"extends in .git", "x", "x", "extends: ./.git/config\n"},
      {"extends of what is outside", "x", "x", "extends: $OUT/secret/../secret.yaml\n"},
      {"extends of a file of the tree that is no config", "x", "x", "extends: ./notes.yaml\n"},
      {"patterns of a link", "more.yaml", "$OUT/secret", "patterns: [./more.yaml]\n"},
      {"patterns in .git", "x", "x", "patterns: [./.git/config]\n"},
      {"patterns in .git by a short name", "x", "x", "patterns: [\"./git~1/config\"]\n"},
      {"patterns of a file of the tree that are none", "x", "x", "patterns: [./notes.yaml]\n"},
      {"a file that rules look for", "license", "$OUT/secret"},
      {"a report that leads out", "report.txt", "$OUT/secret"},
      {"a report that leads into .git", "report.txt", ".git/config"},
      {"a baseline that leads out", "baseline.json", "$OUT/secret"},
      {"attributes that lead out", ".gitattributes", "$OUT/secret"},
      {"attributes that lead into .git", ".gitattributes", ".git/config"},
      {"attributes that are a FIFO", ".gitattributes", nullptr},
  };
  return kAttacks;
}

const std::vector<std::vector<std::string>>& Commands() {
  static const std::vector<std::vector<std::string>> kCommands = {
      {"check"},
      {"check", "."},
      {"check", "--format", "github", "."},
      {"check", "--fix", "--unsafe-fixes"},
      {"check", "--fix", "--unsafe-fixes", "."},
      {"check", "--fix", "--in-place", "."},
      {"check", "--diff", "."},
      {"check", "--profile", "strict", "."},
      {"check", "--output", "report.txt", "."},
      {"check", "--baseline", "baseline.json", "."},
      {"check", "--write-baseline", "report.txt", "."},
      {"format"},
      {"format", "."},
      {"format", "--diff", "."},
      {"add-ignores"},
      {"add-ignores", "."},
      {"config", "show"},
      {"config", "init", "--force"},
      {"rules"},
      {"rules", "test"},
      {"explain", "own"},
      {"entries"},
      {"add", "https://example.org/new", "--description", "New."},
      {"diff", "notes.yaml", "list.md"},
      {"merge", "-o", "report.txt", "readme.md", "list.md", "readme.md"},
      {"merge", "--install"},
      {"merge", "--uninstall"},
  };
  return kCommands;
}

std::string Filled(std::string text, const std::string& outside) {
  for (std::size_t at = text.find("$OUT"); at != std::string::npos; at = text.find("$OUT")) {
    text.replace(at, 4, outside);
  }
  return text;
}

void Try(World& world, const Attack& attack, const std::vector<std::string>& command) {
  world.Put(world.outside() + "/secret", kSecret);
  world.Put(".git/config", kSecret);
  world.Put(".git/HEAD", "ref: refs/heads/main\n");
  world.Put("notes.yaml", kSecret);
  world.Link("way", ".git");
  const std::string link = attack.link;
  if (link != "readme.md") world.Put("readme.md", kList);
  if (!attack.config.empty()) {
    world.Put(".awl.yaml", Filled(attack.config, world.outside()));
  }
  if (attack.to == nullptr) {
    world.Fifo(link);
  } else if (link != attack.to) {
    world.Link(link, Filled(attack.to, world.outside()));
  }
  Text out;
  Text err;
  Context context{.files = world.files(),
                  .out = out,
                  .err = err,
                  .environment = [](const char*) { return std::string(); },
                  // As a git that does whatever it is asked to.
                  .run_process = [](const ProcessRequest&) { return ProcessResult(); }};
  CommandLine().Run(command, context);
  EXPECT_EQ(out.text().find("SECRET"), std::string::npos) << out.text();
  EXPECT_EQ(err.text().find("SECRET"), std::string::npos) << err.text();
  EXPECT_EQ(world.Get(world.outside() + "/secret"), kSecret);
  EXPECT_EQ(world.Get(".git/config"), kSecret);
  EXPECT_EQ(world.Get("notes.yaml"), kSecret);
}

template <typename Kind>
void TryAll() {
  for (const Attack& attack : Attacks()) {
    for (const std::vector<std::string>& command : Commands()) {
      std::string words;
      for (const std::string& word : command) words += Cat(" ", word);
      SCOPED_TRACE(Cat(attack.what, " / awl", words));
      Kind world;
      Try(world, attack, command);
    }
  }
}

TEST(StrangersTree, LeadsNowhereElseInMemory) { TryAll<MemoryWorld>(); }

TEST(StrangersTree, LeadsNowhereElse) { TryAll<RealWorld>(); }

TEST(StrangersTree, MayHoldLinksThatStay) {
  RealWorld world;
  world.Put("docs/list.md", "# Awesome\n\n- [A](https://example.org/a) - One.   \n");
  world.Link("readme.md", "docs/list.md");
  world.Put("shared/awl.yaml", "lists: ['**']\n");
  world.Link(".awl.yaml", "shared/awl.yaml");
  Text out;
  Text err;
  Context context{.files = world.files(), .out = out, .err = err, .environment = [](const char*) {
                    return std::string();
                  }};
  CommandLine().Run({"check", "--fix", "--select", "whitespace-trailing"}, context);
  EXPECT_EQ(err.text(), "");
  EXPECT_EQ(world.Get("docs/list.md"), kList);
}

}  // namespace
}  // namespace awl
