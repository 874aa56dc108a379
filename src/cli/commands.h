#ifndef AWL_CLI_COMMANDS_H_
#define AWL_CLI_COMMANDS_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "cli/context.h"

namespace awl {

class Web;

// What `check`, `format` and `add-ignores` have in common.
struct FileOptions {
  std::vector<std::string> paths = {};
  std::string config = {};
  bool no_config = false;
  std::string config_from = {};
  bool force_exclude = false;
  bool fenced = false;
  bool in_place = false;
  std::string stdin_filename = {};
  unsigned jobs = 0;
  std::string color = "auto";
  bool quiet = false;
};

struct RuleChoice {
  std::string profile = {};
  std::vector<std::string> select = {};
  std::vector<std::string> ignore = {};
};

struct CheckOptions {
  FileOptions files = {};
  RuleChoice rules = {};
  bool fix = false;
  bool unsafe_fixes = false;
  bool diff = false;
  std::string format = "text";
  std::string output = {};
  std::string changed_since = {};
  std::string baseline = {};
  std::string write_baseline = {};
  std::string fail_on = "warning";
  bool statistics = false;
  bool stdin_jsonl = false;  // lists come as records, see cli/record_stream.h
  // What is known of the web; null: what the config's state says.
  const Web* web = nullptr;
  std::string command = "awl check";  // that the hint at the end repeats
};
int RunCheck(const CheckOptions& options, Context& context);

struct LinksOptions {
  CheckOptions check = {};  // how the findings are reported and fixed
  std::string state = {};   // empty: the config's
  bool offline = false;
  bool recheck = false;
  std::string max_time = {};
  int concurrency = 128;
  int per_host = 2;
  std::string interval = {};
  std::string timeout = {};
  std::string second_attempt_after = {};
  std::string facts = {};
  bool allow_private = false;
  std::vector<std::string> connect_to = {};
  std::string ca_file = {};
  std::string proxy = {};
  std::string github_api = {};
};
int RunLinksCommand(const LinksOptions& options, Context& context);

struct FormatOptions {
  FileOptions files = {};
  bool stdin_jsonl = false;
  bool check = false;
  bool diff = false;
};
int RunFormat(const FormatOptions& options, Context& context);

struct AddIgnoresOptions {
  FileOptions files = {};
  RuleChoice rules = {};
};
int RunAddIgnores(const AddIgnoresOptions& options, Context& context);

struct EntriesOptions {
  FileOptions files = {};
  std::string format = "jsonl";
  std::vector<std::string> columns = {};
  std::vector<std::string> sections = {};  // globs
  bool stdin_jsonl = false;
};
int RunEntries(const EntriesOptions& options, Context& context);

struct AddOptions {
  std::string url = {};
  std::string path = {};  // empty: the readme of this folder
  std::string name = {};
  std::string description = {};
  std::string section = {};
  std::vector<std::string> fields = {};    // NAME=VALUE
  std::vector<std::string> trailing = {};  // what stands after the description
  bool new_section = false;
  bool diff = false;
  bool quiet = false;
  std::string config = {};
  bool no_config = false;
  std::string color = "auto";
};
int RunAdd(const AddOptions& options, Context& context);

struct DiffOptions {
  std::vector<std::string> words = {};  // two files; or revisions and a path
  // How many of them stood after "--"; not set if that was not there.
  std::optional<std::size_t> paths_after = {};
  std::string format = "text";
};
int RunDiff(const DiffOptions& options, Context& context);

struct MergeOptions {
  std::vector<std::string> files = {};  // base, ours, theirs
  std::string output = {};              // empty: ours
  std::string path = {};                // what the file is called in the repository
  std::vector<std::string> labels = {};
  std::size_t marker_size = 0;
  bool quiet = false;
  bool install = false;
  bool uninstall = false;
};
int RunMerge(const MergeOptions& options, Context& context);

int RunLsp(Context& context);

int RunExplain(const std::string& rule, const std::string& color, Context& context);

struct RulesOptions {
  std::string format = "text";
  std::string profile = {};
};
int RunRules(const RulesOptions& options, Context& context);

struct RulesTestOptions {
  // Of patterns; none: those of this folder's config, and awl's.
  std::vector<std::string> files = {};
};
int RunRulesTest(const RulesTestOptions& options, Context& context);

int RunDump(const std::string& path, Context& context);

struct ConfigOptions {
  std::string path = {};  // of the list or folder; empty: the current folder
  std::string config = {};
  bool no_config = false;
  std::string profile = {};
  bool force = false;  // init: replace a config that is there
  bool print = false;  // init: to standard output
};
int RunConfigInit(const ConfigOptions& options, Context& context);
int RunConfigShow(const ConfigOptions& options, Context& context);
int RunConfigSchema(Context& context);

}  // namespace awl

#endif  // AWL_CLI_COMMANDS_H_
