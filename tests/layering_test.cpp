#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// Reads the `#include` lines of the tree against the table of who may include whom.

namespace awl {
namespace {

namespace fs = std::filesystem;

// What a folder of src/ stands on; what those stand on comes along.
const std::map<std::string, std::vector<std::string>> kStandsOn = {
    {"base", {}},
    {"text", {"base"}},
    {"document", {"text"}},
    {"list", {"document"}},
    {"facts", {"list"}},
    {"parse", {"document"}},
    {"mojibake", {"text"}},
    {"grammar", {"list"}},
    {"web", {"text"}},
    {"rule", {"facts", "web"}},
    {"awesome_lint", {"rule"}},
    {"curate", {"rule"}},
    {"merge", {"curate", "parse"}},
    {"rules", {"rule", "awesome_lint", "curate", "grammar", "mojibake"}},
    {"pattern", {"rule"}},
    {"config", {"rule", "grammar", "pattern"}},
    {"engine", {"parse", "rules", "pattern", "config"}},
    {"report", {"rule", "text"}},
    {"lsp", {"engine"}},
    {"cli", {"engine", "report", "config", "merge", "lsp"}},
    {"api", {"cli"}},
    {"wasm", {"api"}},
    {"net", {"web"}},
    {"links_main", {"net"}},
};

// The folder that a public header belongs to: that of its .cpp. (diagnostic.h has none: plain data
// on top of Source.)
const std::map<std::string, std::string> kPublicHeaders = {
    {"source", "text"},   {"document", "document"}, {"list", "list"},     {"diagnostic", "text"},
    {"rule", "rule"},     {"config", "config"},     {"linter", "engine"}, {"fix", "engine"},
    {"report", "report"}, {"awl", "api"},           {"awl_c", "api"},     {"export", "base"},
};

// Who may include a third-party header, by the first part of its path.
const std::map<std::string, std::set<std::string>> kThirdParty = {
    {"md4c.h", {"parse"}},
    {"re2", {"pattern", "text"}},
    {"yaml-cpp", {"config"}},
    {"CLI", {"cli"}},
    {"utf8proc.h", {"text"}},
    {"nlohmann",
     {"base", "document", "list", "config", "engine", "report", "lsp", "cli", "api", "web", "net"}},
    {"xxhash.h", {"base", "engine", "report", "web"}},
    {"wasi", {"wasm"}},
    {"curl", {"net"}},
};

// What POSIX has and the standard library has not; only base and cli may reach for it, and the
// program that asks the web.
const std::set<std::string> kPosix = {"dirent.h", "fcntl.h", "malloc.h",  "poll.h",
                                      "signal.h", "spawn.h", "termios.h", "unistd.h"};

// Sockets and names of hosts: only net.
const std::set<std::string> kSockets = {"arpa/inet.h", "netdb.h", "netinet/in.h", "sys/socket.h"};

struct Include {
  std::string path;
  bool quoted = false;
  int line = 0;
};

std::vector<Include> IncludesOf(const fs::path& file) {
  std::vector<Include> includes;
  std::ifstream in(file);
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.rfind("#include ", 0) != 0) continue;
    const std::size_t begin = line.find_first_of("<\"");
    const std::size_t end = line.find_first_of(">\"", begin + 1);
    if (begin == std::string::npos || end == std::string::npos) continue;
    includes.push_back({line.substr(begin + 1, end - begin - 1), line[begin] == '"', number});
  }
  return includes;
}

std::vector<fs::path> SourcesIn(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path extension = entry.path().extension();
    if (extension == ".h" || extension == ".cpp" || extension == ".inc") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

const fs::path& Root() {
  static const fs::path kRoot = AWL_SOURCE_DIR;
  return kRoot;
}

std::set<std::string> Reachable(const std::string& folder) {
  std::set<std::string> reachable = {folder};
  std::vector<std::string> open = {folder};
  while (!open.empty()) {
    const std::string next = open.back();
    open.pop_back();
    for (const std::string& below : kStandsOn.at(next)) {
      if (reachable.insert(below).second) open.push_back(below);
    }
  }
  return reachable;
}

// A standard header has neither a folder nor an extension.
bool IsStandard(const std::string& path) {
  return path.find_first_of("/.") == std::string::npos || path == "stddef.h" ||
         path == "sys/stat.h" || path == "sys/types.h";
}

// What is wrong with an include of `folder`, or "".
std::string Fault(const std::string& folder, const std::string& file, const Include& include) {
  const std::set<std::string> reachable = Reachable(folder);
  const std::string first = include.path.substr(0, include.path.find('/'));
  if (const auto owner = kThirdParty.find(first); owner != kThirdParty.end()) {
    if (owner->second.count(folder) == 0) return "third-party header of another folder";
    // The one place that knows md4c, so that another parser touches one file.
    if (first == "md4c.h" && file != "md4c_events.cpp") return "only md4c_events.cpp knows md4c";
    return "";
  }
  if (include.quoted && first == "awl") {
    const auto header = kPublicHeaders.find(fs::path(include.path).stem().string());
    if (header == kPublicHeaders.end()) return "public header without a folder in this test";
    return reachable.count(header->second) != 0 ? "" : "belongs to " + header->second;
  }
  if (include.quoted) {
    if (kStandsOn.count(first) == 0) return "not a folder of src";
    if (folder == "rules" && first == "rules" && include.path != "rules/builtin.h") {
      // "rules/toc/unlisted.h" is for the rules toc-*, and what belongs to them.
      const std::string group = fs::path(include.path).parent_path().filename().string();
      const bool own = file.rfind(group + "_", 0) == 0 || file.rfind(group + "/", 0) == 0;
      return group != "rules" && own ? "" : "a rule includes no other rule";
    }
    return reachable.count(first) != 0 ? "" : folder + " does not stand on " + first;
  }
  if (IsStandard(include.path)) return "";
  if (kSockets.count(include.path) != 0) {
    return folder == "net" ? "" : "the network belongs to net";
  }
  if (kPosix.count(include.path) != 0 || first == "sys" || first == "linux") {
    return folder == "base" || folder == "cli" || folder == "links_main"
               ? ""
               : "POSIX outside base and cli";
  }
  return "unknown header";
}

TEST(Layering, EachFolderIncludesOnlyWhatItStandsOn) {
  for (const fs::path& file : SourcesIn(Root() / "src")) {
    const fs::path relative = file.lexically_relative(Root() / "src");
    const std::string folder = relative.begin()->string();
    ASSERT_EQ(kStandsOn.count(folder), 1u) << folder << " is not in the table";
    for (const Include& include : IncludesOf(file)) {
      const std::string inside = relative.lexically_relative(folder).generic_string();
      const std::string fault = Fault(folder, inside, include);
      EXPECT_EQ(fault, "") << "src/" << relative.string() << ':' << include.line << ": "
                           << include.path;
    }
  }
}

TEST(Layering, PublicHeadersIncludeStandardAndPublicOnesOfTheirLayer) {
  for (const fs::path& file : SourcesIn(Root() / "include")) {
    const auto owner = kPublicHeaders.find(file.stem().string());
    ASSERT_NE(owner, kPublicHeaders.end()) << file << " has no folder in this test";
    for (const Include& include : IncludesOf(file)) {
      EXPECT_TRUE(include.quoted ? Fault(owner->second, "", include).empty() &&
                                       include.path.rfind("awl/", 0) == 0
                                 : IsStandard(include.path))
          << file << ':' << include.line << ": " << include.path;
    }
  }
}

TEST(Layering, GuardsAreNamedAfterThePath) {
  for (const char* root : {"src", "include"}) {
    for (const fs::path& file : SourcesIn(Root() / root)) {
      if (file.extension() != ".h") continue;
      std::string guard = file.lexically_relative(Root() / root).string();
      if (guard.rfind("awl/", 0) != 0) guard = "awl/" + guard;
      for (char& c : guard) {
        c = c == '/' || c == '.' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
      }
      std::ifstream in(file);
      std::string first, second;
      // A generated header may begin with a line that names its generator.
      do {
        std::getline(in, first);
      } while (in && (first.empty() || first.rfind("//", 0) == 0));
      std::getline(in, second);
      EXPECT_EQ(first, "#ifndef " + guard + "_") << file;
      EXPECT_EQ(second, "#define " + guard + "_") << file;
    }
  }
}

// "| `grammar` | `document` | ... |" in docs/design.md: a folder, and what it stands on.
std::map<std::string, std::vector<std::string>> DocumentedRooms() {
  std::map<std::string, std::vector<std::string>> rooms;
  std::ifstream in(Root() / "docs/design.md");
  bool in_rooms = false;
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("## ", 0) == 0) in_rooms = line == "## Rooms";
    if (!in_rooms || line.rfind("| `", 0) != 0) continue;
    const std::size_t third = line.find('|', line.find('|', 1) + 1);
    std::vector<std::string> names;
    for (std::size_t at = line.find('`'); at < third; at = line.find('`', at + 1)) {
      const std::size_t begin = at + 1;
      at = line.find('`', begin);
      names.push_back(line.substr(begin, at - begin));
    }
    rooms[names[0]] = {names.begin() + 1, names.end()};
  }
  return rooms;
}

TEST(Layering, IsWhatTheDesignSays) { EXPECT_EQ(DocumentedRooms(), kStandsOn); }

// The checks above find faults: each of these is one.
TEST(Layering, SeesAFaultOfEachKind) {
  EXPECT_NE(Fault("text", "x.cpp", {"list/dump.h", true}), "");
  EXPECT_NE(Fault("rules", "x.cpp", {"engine/fix.h", true}), "");
  EXPECT_NE(Fault("rules", "x.cpp", {"rules/other_rule.h", true}), "");
  EXPECT_NE(Fault("rules", "toc_x.cpp", {"rules/link/part.h", true}), "");
  EXPECT_NE(Fault("rules", "x.cpp", {"awl/config.h", true}), "");
  EXPECT_NE(Fault("rules", "x.cpp", {"re2/re2.h", false}), "");
  EXPECT_NE(Fault("parse", "tables.cpp", {"md4c.h", false}), "");
  EXPECT_NE(Fault("rules", "x.cpp", {"unistd.h", false}), "");
  EXPECT_NE(Fault("cli", "x.cpp", {"boost/any.hpp", false}), "");
  EXPECT_NE(Fault("base", "x.cpp", {"sys/socket.h", false}), "");
  EXPECT_NE(Fault("cli", "x.cpp", {"curl/curl.h", false}), "");
  EXPECT_NE(Fault("engine", "x.cpp", {"net/resolver.h", true}), "");
  EXPECT_EQ(Fault("parse", "md4c_events.cpp", {"md4c.h", false}), "");
  EXPECT_EQ(Fault("cli", "x.cpp", {"text/url.h", true}), "");
  EXPECT_EQ(Fault("rules", "x.cpp", {"vector", false}), "");
  EXPECT_EQ(Fault("rules", "toc_x.cpp", {"rules/toc/part.h", true}), "");
  EXPECT_EQ(Fault("rules", "toc/part.cpp", {"rules/toc/other.h", true}), "");
}

}  // namespace
}  // namespace awl
