#ifndef AWL_CLI_APP_H_
#define AWL_CLI_APP_H_

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <string>
#include <vector>

#include "cli/commands.h"

namespace awl {

// The command line as CLI11 knows it: the one place where commands and options are written. Help,
// completions and the manual page come from it.
class CommandLine {
 public:
  CommandLine();

  // Runs what `args` (without the program's name) ask for, and gives the exit status.
  int Run(const std::vector<std::string>& args, Context& context);

  const CLI::App& app() const { return *app_; }

 private:
  CLI::App* AddCommand(CLI::App* to, const char* name, const char* description);
  void AddFileOptions(CLI::App* command, FileOptions* options);
  void AddRuleChoice(CLI::App* command, RuleChoice* choice);
  // How findings are chosen, fixed and reported.
  void AddReport(CLI::App* command, CheckOptions* options);
  void AddCheck();
  void AddFormat();
  void AddLinks();         // without its options
  void AddLinksOptions();  // once, before words are read that may ask for them
  void AddRules();
  void AddConfig();
  void AddEntries();
  void AddAdd();
  void AddDiff();
  void AddMerge();
  void AddOthers();

  int Dispatch(Context& context);
  int RunHelp(Context& context);
  // What is wrong with a command line that has words nobody asked for; "" if it has none.
  std::string Leftovers() const;
  // The same of an option that has an empty text for a file or revision: a variable that is not set
  // must not mean that the option was not given. "" if there is none.
  std::string EmptyValue() const;
  // The command that was named, or the root.
  const CLI::App& Innermost() const;
  std::string Help() const;

  std::unique_ptr<CLI::App> app_;
  CheckOptions check_;
  LinksOptions links_;
  FormatOptions format_;
  AddIgnoresOptions add_ignores_;
  RulesOptions rules_;
  RulesTestOptions rules_test_;
  ConfigOptions config_;
  EntriesOptions entries_;
  AddOptions add_;
  DiffOptions diff_;
  MergeOptions merge_;
  std::string explain_rule_;
  std::string explain_color_ = "auto";
  bool lsp_stdio_ = false;
  std::string dump_path_;
  std::string shell_;
  std::vector<std::string> help_of_;  // the words of a command
};

// The values that an option takes, for completions; none if they are not known beforehand.
std::vector<std::string> ValuesOf(const CLI::App& command, const CLI::Option& option);

// Scripts for bash, zsh and fish; "" for another shell.
std::string CompletionScript(const CLI::App& app, const std::string& shell);
// The manual page awl(1), as roff.
std::string ManualPage(const CLI::App& app);

}  // namespace awl

#endif  // AWL_CLI_APP_H_
