#include "cli/app.h"

#include <algorithm>
#include <sstream>
#include <string_view>

#include "awl/report.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "base/version.h"
#include "cli/choices.h"
#include "cli/command_tree.h"
#include "config/names.h"
#include "curate/record_writer.h"
#include "text/excerpt.h"

namespace awl {
namespace {

constexpr const char* kFooter =
    "Exit status: 0 nothing is left to report, 1 something is, 2 awl could not do its job.\n"
    "awl COMMAND --help lists the options of a command, awl explain RULE says what a rule is "
    "about.";

// An option that takes one value each time it is named, commas allowed.
void AddNames(CLI::App* command, const std::string& name, std::vector<std::string>* to,
              const std::string& description) {
  command->add_option(name, *to, description)
      ->type_name("RULE")
      ->delimiter(',')
      ->take_all()
      ->allow_extra_args(false);
}

void AddPaths(CLI::App* command, std::vector<std::string>* paths) {
  command
      ->add_option("PATH", *paths,
                   "Files and folders; - is standard input. Default: the readme of this folder")
      ->type_name("");
}

void AddConfigChoice(CLI::App* command, std::string* config, bool* no_config) {
  command->add_option("--config", *config, "Read this config, and look for no other")
      ->type_name("FILE");
  command->add_flag("--no-config", *no_config, "Read no config");
}

void AddProfile(CLI::App* command, std::string* profile) {
  command->add_option("--profile", *profile, "recommended (default), strict, awesome-lint or index")
      ->type_name("NAME");
}

void AddStdinFilename(CLI::App* command, std::string* name) {
  command->add_option("--stdin-filename", *name, "What standard input is called and judged as")
      ->type_name("NAME");
}

void AddStdinJsonl(CLI::App* command, bool* stdin_jsonl) {
  command->add_flag("--stdin-jsonl", *stdin_jsonl,
                    "Read {\"path\": ..., \"text\": ...} on each line of standard input, and print "
                    "an object for each");
}

void AddColor(CLI::App* command, std::string* color) {
  command->add_option("--color", *color, "auto (default), always or never")->type_name("WHEN");
}

}  // namespace

CommandLine::CommandLine()
    : app_(std::make_unique<CLI::App>("awl checks and formats awesome lists.", "awl")) {
  app_->set_help_flag("-h,--help", "Print this help");
  app_->set_version_flag("-V,--version", Cat("awl ", Version()), "Print the version");
  // Words that nobody asked for are told by us, with a suggestion.
  app_->allow_extras();
  app_->require_subcommand(0, 1);
  app_->footer(kFooter);
  app_->get_formatter()->column_width(30);
  app_->get_formatter()->label("Positionals", "Arguments");
  app_->get_formatter()->label("Subcommands", "Commands");
  app_->get_formatter()->label("SUBCOMMAND", "COMMAND");
  app_->get_formatter()->label("REQUIRED", "");
  AddCheck();
  AddFormat();
  AddLinks();
  AddRules();
  AddConfig();
  AddEntries();
  AddAdd();
  AddDiff();
  AddMerge();
  AddOthers();
}

CLI::App* CommandLine::AddCommand(CLI::App* to, const char* name, const char* description) {
  CLI::App* command = to->add_subcommand(name, description);
  command->footer("");
  command->require_subcommand(0, 1);
  command->group("Commands");
  return command;
}

void CommandLine::AddFileOptions(CLI::App* command, FileOptions* options) {
  AddPaths(command, &options->paths);
  AddConfigChoice(command, &options->config, &options->no_config);
  command
      ->add_option("--config-from", options->config_from,
                   "Read config and baseline as they are in this revision (for pull requests)")
      ->type_name("REV");
  command->add_flag("--force-exclude", options->force_exclude,
                    "Leave out what the config excludes, even if it is named here (for hooks)");
  command->add_flag("--fenced", options->fenced,
                    "Follow no link of a named path out of the work tree (for hooks and CI)");
  command->add_flag("--in-place", options->in_place,
                    "Write into files with several links or a foreign owner, too");
  command->add_option("--jobs", options->jobs, "Threads. Default: as many as there are cores")
      ->type_name("N");
  command->add_flag("-q,--quiet", options->quiet, "Print no counts and no hints");
}

void CommandLine::AddRuleChoice(CLI::App* command, RuleChoice* choice) {
  AddProfile(command, &choice->profile);
  AddNames(command, "--select", &choice->select, "Only these rules or groups");
  AddNames(command, "--ignore", &choice->ignore, "Not these rules or groups");
}

void CommandLine::AddReport(CLI::App* command, CheckOptions* options) {
  AddFileOptions(command, &options->files);
  AddRuleChoice(command, &options->rules);
  command->add_flag("--fix", options->fix, "Apply the safe fixes; with -, print the text");
  command->add_flag("--unsafe-fixes", options->unsafe_fixes,
                    "Also those that may change wording, order or meaning");
  command->add_flag("--diff", options->diff, "Print what --fix would change, and write nothing");
  command
      ->add_option("--format", options->format,
                   "text (default), concise, json, jsonl, sarif, github, gitlab, junit or rdjson")
      ->type_name("NAME");
  command->add_option("-o,--output", options->output, "Write the report to this file")
      ->type_name("FILE");
  command
      ->add_option("--changed-since", options->changed_since,
                   "Only what lines changed since this revision, and what they caused")
      ->type_name("REV");
  command->add_option("--baseline", options->baseline, "Leave out the findings in this file")
      ->type_name("FILE");
  command
      ->add_option("--fail-on", options->fail_on,
                   "Exit with 1 from this severity on: error, warning (default), info or never")
      ->type_name("LEVEL");
  command->add_flag("--statistics", options->statistics, "Count by rule instead of reporting each");
}

void CommandLine::AddCheck() {
  CLI::App* command = AddCommand(app_.get(), "check", "Report what is wrong, and fix it");
  AddReport(command, &check_);
  command
      ->add_option("--write-baseline", check_.write_baseline,
                   "Write the findings to this file instead of reporting them")
      ->type_name("FILE");
  AddStdinFilename(command, &check_.files.stdin_filename);
  AddStdinJsonl(command, &check_.stdin_jsonl);
  AddColor(command, &check_.files.color);
}

void CommandLine::AddLinks() {
  AddCommand(app_.get(), "links", "Open the links of lists, and report what is dead or moved");
}

void CommandLine::AddLinksOptions() {
  CLI::App* command = app_->get_subcommand("links");
  AddReport(command, &links_.check);
  command
      ->add_option("--state", links_.state, "Keep what is seen in this file. Default: the config's")
      ->type_name("FILE");
  command->add_flag("--offline", links_.offline, "Open nothing; report what the state says");
  command->add_flag("--recheck", links_.recheck, "Ask also for what was alive a short time ago");
  command
      ->add_option("--max-time", links_.max_time,
                   "Stop asking after this time (10m); the oldest answers are asked first")
      ->type_name("TIME");
  command->add_option("--concurrency", links_.concurrency, "Connections at once (128)")
      ->type_name("N")
      ->check(CLI::Range(1, kMaxConcurrency));
  command->add_option("--per-host", links_.per_host, "Connections at once to one host (2)")
      ->type_name("N")
      ->check(CLI::Range(1, kMaxPerHost));
  command->add_option("--interval", links_.interval, "Between two requests to one host (100ms)")
      ->type_name("TIME");
  command->add_option("--timeout", links_.timeout, "For one link, the last attempt (20s)")
      ->type_name("TIME");
  command
      ->add_option("--second-attempt-after", links_.second_attempt_after,
                   "What failed is asked again after this time (60s)")
      ->type_name("TIME");
  command->add_option("--facts", links_.facts, "Write what is known of each link, as JSON lines")
      ->type_name("FILE");
  command->add_flag("--allow-private", links_.allow_private,
                    "Open links to private addresses, too (for an intranet)");
  command
      ->add_option("--connect-to", links_.connect_to,
                   "Connect to this address instead, as curl does (for tests); repeatable")
      ->type_name("HOST:PORT:ADDRESS:PORT")
      ->take_all()
      ->allow_extra_args(false);
  command->add_option("--ca-file", links_.ca_file, "Trust the certificates in this file as well")
      ->type_name("FILE");
  command->add_option("--proxy", links_.proxy, "Open links through this proxy")->type_name("URL");
  command->add_option("--github-api", links_.github_api, "For tests")->type_name("URL")->group("");
  AddColor(command, &links_.check.files.color);
}

void CommandLine::AddFormat() {
  CLI::App* command =
      AddCommand(app_.get(), "format", "Lay out lists without changing what they say");
  AddFileOptions(command, &format_.files);
  command->add_flag("--check", format_.check,
                    "Write nothing; exit with 1 if something would change");
  command->add_flag("--diff", format_.diff, "Print what would change, and write nothing");
  AddStdinFilename(command, &format_.files.stdin_filename);
  AddStdinJsonl(command, &format_.stdin_jsonl);
  AddColor(command, &format_.files.color);
}

void CommandLine::AddRules() {
  CLI::App* explain = AddCommand(app_.get(), "explain", "Explain a rule, with examples");
  explain->add_option("RULE", explain_rule_, "A rule, a group, or another tool's name for a rule")
      ->type_name("")
      ->required();
  AddColor(explain, &explain_color_);
  CLI::App* rules = AddCommand(app_.get(), "rules", "List the rules");
  rules->add_option("--format", rules_.format, "text (default) or json")->type_name("NAME");
  rules->add_option("--profile", rules_.profile, "Only the rules of this profile")
      ->type_name("NAME");
  CLI::App* test = AddCommand(rules, "test", "Hold patterns to their examples");
  test->add_option("FILE", rules_test_.files,
                   "Files of patterns, or configs. Default: awl's own and this folder's config")
      ->type_name("");
}

void CommandLine::AddConfig() {
  CLI::App* config = AddCommand(app_.get(), "config", "Make, show and describe configs");
  CLI::App* init =
      AddCommand(config, "init", "Look at a list and write a config that fits what it does");
  init->add_option("PATH", config_.path, "The list. Default: the readme of this folder")
      ->type_name("");
  init->add_flag("--force", config_.force, "Replace a config that is there");
  init->add_flag("--print", config_.print, "Print the config, and write nothing");
  CLI::App* show =
      AddCommand(config, "show", "Print the settings in force, and where each comes from");
  show->add_option("PATH", config_.path, "A file or folder. Default: this folder")->type_name("");
  AddConfigChoice(show, &config_.config, &config_.no_config);
  AddProfile(show, &config_.profile);
  AddCommand(config, "schema", "Print the JSON schema of configs");
}

void CommandLine::AddEntries() {
  CLI::App* command = AddCommand(app_.get(), "entries", "Print the entries of lists as data");
  AddPaths(command, &entries_.files.paths);
  AddConfigChoice(command, &entries_.files.config, &entries_.files.no_config);
  command
      ->add_option("--format", entries_.format, "jsonl (default), json, csv, tsv, markdown or html")
      ->type_name("NAME");
  command
      ->add_option("--columns", entries_.columns,
                   "Only these fields, in this order. Default: all of them")
      ->type_name("NAME")
      ->delimiter(',')
      ->take_all()
      ->allow_extra_args(false);
  command
      ->add_option("--section", entries_.sections,
                   "Only entries below a heading that this glob matches, or a path \"A > B\"")
      ->type_name("GLOB")
      ->take_all()
      ->allow_extra_args(false);
  AddStdinFilename(command, &entries_.files.stdin_filename);
  AddStdinJsonl(command, &entries_.stdin_jsonl);
  command->add_option("--jobs", entries_.files.jobs, "Threads for --stdin-jsonl")->type_name("N");
}

void CommandLine::AddAdd() {
  CLI::App* command =
      AddCommand(app_.get(), "add", "Add an entry, written and placed as the list does it");
  command->add_option("URL", add_.url, "Where the entry leads")->type_name("")->required();
  command->add_option("PATH", add_.path, "The list. Default: the readme of this folder")
      ->type_name("");
  command->add_option("--name", add_.name, "Its name. Default: that of the repository")
      ->type_name("TEXT");
  command->add_option("--description", add_.description, "Its description, as Markdown")
      ->type_name("TEXT");
  command
      ->add_option("--section", add_.section,
                   "The heading it goes below: its text, anchor or path \"A > B\"")
      ->type_name("NAME");
  command
      ->add_option("--field", add_.fields, "A column of the table, or a labelled part; repeatable")
      ->type_name("NAME=VALUE")
      ->take_all()
      ->allow_extra_args(false);
  command
      ->add_option("--trailing", add_.trailing,
                   "What stands after descriptions, as `MIT`; repeatable")
      ->type_name("TEXT")
      ->take_all()
      ->allow_extra_args(false);
  command->add_flag("--new-section", add_.new_section,
                    "Make the section, with its line in the contents");
  command->add_flag("--diff", add_.diff, "Print what would change, and write nothing");
  AddConfigChoice(command, &add_.config, &add_.no_config);
  AddColor(command, &add_.color);
  command->add_flag("-q,--quiet", add_.quiet, "Do not print the line that was added");
}

void CommandLine::AddDiff() {
  CLI::App* command = AddCommand(app_.get(), "diff", "Tell what changed in a list, for readers");
  command
      ->add_option("WORD", diff_.words,
                   "Two files; or one or two revisions (default: HEAD), and after -- a path")
      ->type_name("");
  command->add_option("--format", diff_.format, "text (default), markdown or json")
      ->type_name("NAME");
}

void CommandLine::AddMerge() {
  CLI::App* command =
      AddCommand(app_.get(), "merge", "Merge two versions of a list, entry by entry");
  command
      ->add_option("FILE", merge_.files,
                   "BASE OURS THEIRS, of which OURS is replaced by the result")
      ->type_name("");
  command->add_option("-o,--output", merge_.output, "Write the result to this file instead")
      ->type_name("FILE");
  command
      ->add_option("--path", merge_.path, "What the file is called in the repository, for messages")
      ->type_name("NAME");
  command->add_option("--marker-size", merge_.marker_size, "Signs of a conflict marker (7)")
      ->type_name("N")
      ->check(CLI::Range(1, 1000));
  command
      ->add_option("-L", merge_.labels,
                   "What markers call OURS, BASE and THEIRS; up to three times, in that order")
      ->type_name("NAME")
      ->take_all()
      ->allow_extra_args(false);
  command->add_flag("-q,--quiet", merge_.quiet, "Do not tell about conflicts");
  command->add_flag("--install", merge_.install,
                    "Make awl merge the merge driver of Markdown in this repository");
  command->add_flag("--uninstall", merge_.uninstall, "Undo --install");
}

void CommandLine::AddOthers() {
  CLI::App* add_ignores =
      AddCommand(app_.get(), "add-ignores", "Write comments that suppress what is found now");
  AddFileOptions(add_ignores, &add_ignores_.files);
  AddRuleChoice(add_ignores, &add_ignores_.rules);
  CLI::App* lsp = AddCommand(app_.get(), "lsp", "Serve an editor, by the Language Server Protocol");
  lsp->add_flag("--stdio", lsp_stdio_,
                "On standard input and output, as without: some editors say it");
  CLI::App* dump = AddCommand(app_.get(), "dump", "Print a document as JSON");
  dump->add_option("FILE", dump_path_, "The file; - is standard input")->type_name("")->required();
  CLI::App* completion = AddCommand(app_.get(), "completion", "Print a completion script");
  completion->add_option("SHELL", shell_, "bash, zsh or fish")->type_name("")->required();
  AddCommand(app_.get(), "man", "Print the manual page")->group("");
  CLI::App* help = AddCommand(app_.get(), "help", "Print the help of awl or of a command");
  help->add_option("COMMAND", help_of_, "check, format, config init …")->type_name("");
}

const CLI::App& CommandLine::Innermost() const {
  const CLI::App* at = app_.get();
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  return *at;
}

std::string CommandLine::Help() const {
  std::string before;
  const CLI::App* at = app_.get();
  while (!at->get_subcommands().empty()) {
    before += Cat(before.empty() ? "" : " ", at->get_name());
    at = at->get_subcommands().front();
  }
  return at->help(before);
}

int CommandLine::RunHelp(Context& context) {
  const CLI::App* at = app_.get();
  std::string words = at->get_name();
  for (const std::string& name : help_of_) {
    std::vector<std::string_view> known;
    const CLI::App* next = nullptr;
    for (const CLI::App* sub : SubcommandsOf(*at)) {
      known.push_back(sub->get_name());
      if (sub->get_name() == name) next = sub;
    }
    if (next == nullptr) {
      return Fail(context,
                  Cat("unknown command \"", Printable(name), "\"", DidYouMean(name, known)));
    }
    words += Cat(" ", name);
    at = next;
  }
  // help() would tell of `help` itself, which was parsed last.
  const std::string text = at->get_formatter()->make_help(at, words, CLI::AppFormatMode::Normal);
  return context.out.Write(text) ? kExitClean : kExitFailure;
}

std::string CommandLine::EmptyValue() const {
  for (const CLI::Option* option : Innermost().get_options()) {
    const std::string type = option->get_type_name();
    if (type != "FILE" && type != "REV") continue;
    for (const std::string& value : option->results()) {
      if (value.empty()) return Cat(option->get_name(), ": expected a ", type, ", not nothing");
    }
  }
  return {};
}

std::string CommandLine::Leftovers() const {
  std::vector<std::string> left = app_->remaining(true);
  std::erase(left, "--");  // the end of the options
  if (left.empty()) return {};
  const std::string& word = left.front();
  const CLI::App& command = Innermost();
  if (word.size() > 1 && word.front() == '-') {
    const std::string name = word.substr(0, word.find('='));
    std::vector<std::string> known;
    for (const CLI::Option* option : command.get_options()) {
      for (const std::string& l : option->get_lnames()) known.push_back("--" + l);
    }
    return Cat("unknown option ", Printable(name),
               DidYouMean(name, std::vector<std::string_view>(known.begin(), known.end())));
  }
  std::vector<std::string> known;
  for (const CLI::App* sub : command.get_subcommands([](const CLI::App*) { return true; })) {
    if (!sub->get_group().empty()) known.push_back(sub->get_name());
  }
  if (known.empty()) return Cat("too many arguments: ", Printable(word));
  std::string hint = DidYouMean(word, std::vector<std::string_view>(known.begin(), known.end()));
  if (hint.empty() && &command == app_.get() && (word.find('.') != std::string::npos)) {
    hint = Cat("; did you mean \"awl check ", Printable(word), "\"?");
  }
  return Cat("unknown command \"", Printable(word), "\"", hint);
}

std::string Ambiguous(const std::vector<std::string>& args, const FileSystem& files) {
  for (const std::string& arg : args) {
    if (arg == "--") break;
    if (arg.size() < 2 || arg.front() != '-' || files.KindOf(arg) == FileKind::kMissing) continue;
    return Cat(Printable(arg), ": an option, or the file of this name? Write ./", Printable(arg),
               " for the file; remove it for the option");
  }
  return {};
}

int CommandLine::Run(const std::vector<std::string>& args, Context& context) {
  std::vector<std::string> words(args);
  if (!words.empty() && words.front() == "diff") {
    // CLI11 does not say where it stood.
    const auto dashes = std::find(words.begin(), words.end(), "--");
    if (dashes != words.end()) {
      diff_.paths_after = static_cast<std::size_t>(words.end() - dashes - 1);
      words.erase(dashes);
    }
  }
  // A stranger's file may be called --config=mine.md, and a hook may pass its name.
  const std::string ambiguous = Ambiguous(args, context.files);
  if (!ambiguous.empty()) return Fail(context, ambiguous);
  // They would be a fifth of what a check of a small file costs.
  if (args.empty() || (args.front() != "check" && args.front() != "format")) AddLinksOptions();
  try {
    // CLI11 takes them from the back.
    app_->parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::CallForHelp&) {
    return context.out.Write(Help()) ? kExitClean : kExitFailure;
  } catch (const CLI::CallForVersion&) {
    return context.out.Write(Cat("awl ", Version(), "\n")) ? kExitClean : kExitFailure;
  } catch (const CLI::ParseError& error) {
    const std::string left = Leftovers();
    return Fail(context, left.empty() ? error.what() : left);
  }
  for (const std::string& wrong : {Leftovers(), EmptyValue()}) {
    if (!wrong.empty()) return Fail(context, wrong);
  }
  return Dispatch(context);
}

int CommandLine::Dispatch(Context& context) {
  const CLI::App& command = Innermost();
  const std::string& name = command.get_name();
  if (name == "check") return RunCheck(check_, context);
  if (name == "links") return RunLinksCommand(links_, context);
  if (name == "format") return RunFormat(format_, context);
  if (name == "explain") return RunExplain(explain_rule_, explain_color_, context);
  if (name == "rules") return RunRules(rules_, context);
  if (name == "test") return RunRulesTest(rules_test_, context);
  if (name == "init") return RunConfigInit(config_, context);
  if (name == "show") return RunConfigShow(config_, context);
  if (name == "schema") return RunConfigSchema(context);
  if (name == "add-ignores") return RunAddIgnores(add_ignores_, context);
  if (name == "add") return RunAdd(add_, context);
  if (name == "diff") return RunDiff(diff_, context);
  if (name == "entries") return RunEntries(entries_, context);
  if (name == "merge") return RunMerge(merge_, context);
  if (name == "lsp") return RunLsp(context);
  if (name == "dump") return RunDump(dump_path_, context);
  if (name == "help") return RunHelp(context);
  if (name == "man") return context.out.Write(ManualPage(*app_)) ? kExitClean : kExitFailure;
  if (name == "completion") {
    static constexpr std::string_view kShells[] = {"bash", "zsh", "fish"};
    const std::string script = CompletionScript(*app_, shell_);
    if (script.empty()) return Fail(context, BadChoice("completion", kShells, shell_));
    return context.out.Write(script) ? kExitClean : kExitFailure;
  }
  // awl or awl config, alone.
  context.err.Write(Help());
  return kExitFailure;
}

std::vector<std::string> ValuesOf(const CLI::App& command, const CLI::Option& option) {
  const auto copy = [](std::span<const std::string_view> names) {
    return std::vector<std::string>(names.begin(), names.end());
  };
  const std::string name = option.get_name();
  if (name == "--format") {
    if (command.get_name() == "diff") return {"text", "markdown", "json"};
    if (command.get_name() == "entries") return copy(RecordFormatNames());
    return command.get_name() == "rules" ? std::vector<std::string>{"text", "json"}
                                         : copy(ReportFormatNames());
  }
  if (name == "--columns") return copy(RecordColumnNames());
  if (name == "--profile") return copy(ProfileNames());
  if (name == "--color") return {"auto", "always", "never"};
  if (name == "--fail-on") return {"error", "warning", "info", "never"};
  if (name == "SHELL") return {"bash", "zsh", "fish"};
  if (name == "--select" || name == "--ignore" || name == "RULE") {
    std::vector<std::string> out;
    for (const RuleInfo& rule : BuiltinRules()) {
      if (std::find(out.begin(), out.end(), rule.group) == out.end()) {
        out.emplace_back(rule.group);
      }
      out.emplace_back(rule.name);
    }
    return out;
  }
  return {};
}

}  // namespace awl
