#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awl/linter.h"
#include "base/strings.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/list_study.h"
#include "cli/yaml_text.h"
#include "config/names.h"
#include "engine/runner.h"
#include "text/excerpt.h"
#include "text/log_text.h"

namespace awl {
namespace {

// A rule that the list breaks most of the time.
struct TurnedOff {
  const RuleInfo* rule;
  std::string count;  // "30 of 31 headings"
};

// Findings of a run, counted as `awl check` counts them.
struct Findings {
  std::size_t total = 0;
  std::size_t safe = 0;                       // with a safe fix
  std::map<std::string, std::size_t> places;  // by rule

  void Add(const Diagnostic& diagnostic) {
    if (diagnostic.caused_by) return;
    ++total;
    safe += diagnostic.fix && diagnostic.fix->applicability == Applicability::kSafe;
    places[std::string(diagnostic.rule)] += PlacesOf(diagnostic);
  }
};

// One `awl config init`.
class InitCommand {
 public:
  InitCommand(const ConfigOptions& options, Context& context)
      : options_(options), context_(context) {}

  int Run() {
    const Result<std::string> target = Target();
    if (!target) return Fail(context_, target.error().message);

    config_.profile = Profile::kRecommended;
    if (!Measure()) return kExitFailure;
    const std::size_t before = findings_.total;
    const ListStudy study(source_);
    customs_ = study.customs();
    for (const Custom& custom : customs_) config_.rules.push_back(custom.setting);
    if (!study.unsorted().empty()) {
      config_.overrides.push_back(
          {.sections = study.unsorted(), .rules = {{.name = "entry-sort", .level = Level::kOff}}});
    }
    if (!Measure()) return kExitFailure;
    TurnOff(study);
    if (!Measure()) return kExitFailure;

    const std::string text = ConfigText();
    if (options_.print) return context_.out.Write(LogText(text)) ? kExitClean : kExitFailure;
    const Result<FileIdentity> written = WriteOutput(context_.files, *target, text);
    if (!written) return Fail(context_, Cat(Printable(*target), ": ", written.error().message));
    return context_.out.Write(LogText(Said(*target, before))) ? kExitClean : kExitFailure;
  }

 private:
  // Where the config is to be written.
  Result<std::string> Target() const {
    const std::string folder(context_.files.KindOf(options_.path) == FileKind::kFolder
                                 ? options_.path
                                 : FolderOf(options_.path));
    std::string target = JoinPath(folder, ".awl.yaml");
    for (const std::string_view name : {".awl.yaml", "awl.yaml"}) {
      const std::string path = JoinPath(folder, name);
      if (context_.files.KindOf(path) == FileKind::kMissing) continue;
      if (!options_.force && !options_.print) {
        return Error{Cat(Printable(path), ": exists; --force replaces it, --print writes nothing")};
      }
      target = path;
    }
    return target;
  }

  // Runs all rules with the config so far, over the list as `awl check` would.
  bool Measure() {
    const Linter linter(config_);
    findings_ = {};
    RunOptions run{.run_process = context_.run_process};
    if (!options_.path.empty()) run.paths.push_back(options_.path);
    bool ok = true;
    bool first = true;
    const RunResult result = awl::Run(linter, context_.files, run, [&](FileReport report) {
      if (report.source == nullptr) {
        ok = false;
        Fail(context_, Cat(report.path, ": ", report.error));
      }
      if (!first || report.source == nullptr) return ok;
      // Of a folder the first list decides.
      first = !report.is_list;
      source_ = report.source;
      path_ = report.path;
      findings_ = {};
      for (const Diagnostic& diagnostic : report.diagnostics) findings_.Add(diagnostic);
      return ok;
    });
    for (const std::string& error : result.errors) {
      ok = false;
      Fail(context_, error);
    }
    return ok && source_ != nullptr;
  }

  // What a rule finds now and then are slips: they stay. Only where the list does otherwise most
  // of the time is the rule not for it.
  void TurnOff(const ListStudy& study) {
    for (const auto& [name, places] : findings_.places) {
      const RuleInfo* rule = FindRule(name);
      if (rule == nullptr || IsCustom(name)) continue;
      std::string count = study.CustomAgainst(*rule, places);
      if (count.empty()) continue;
      off_.push_back({rule, std::move(count)});
      config_.rules.push_back({.name = name, .level = Level::kOff});
    }
  }

  bool IsCustom(std::string_view rule) const {
    return std::any_of(customs_.begin(), customs_.end(),
                       [&](const Custom& custom) { return custom.setting.name == rule; });
  }

  std::string ConfigText() const {
    std::string out = Cat("# Made by awl config init from what ", Printable(path_),
                          " does. `awl explain RULE` says what a\n"
                          "# rule is about, `awl config show` lists all settings.\n\n"
                          "extends: recommended\n");
    if (!customs_.empty() || !off_.empty()) out += "\nrules:\n";
    if (!customs_.empty()) out += "  # What the list does already, and how much of it.\n";
    for (const Custom& custom : customs_) {
      out += Cat("  ", custom.setting.name, ": ", ValuesOf(custom.setting),
                 custom.count.empty() ? "" : "  # ", custom.count, "\n");
    }
    if (!customs_.empty() && !off_.empty()) out += '\n';
    if (!off_.empty()) out += "  # What the list does otherwise, most of the time.\n";
    for (const TurnedOff& off : off_) {
      out += Cat("  ", off.rule->name, ": off  # ", off.count, "\n");
    }
    if (!config_.overrides.empty()) {
      out += Cat("\noverrides:\n  # In no order.\n  - sections: ",
                 YamlList(config_.overrides.front().sections), "\n    rules: {entry-sort: off}\n");
    }
    return out;
  }

  static std::string ValuesOf(const RuleSetting& setting) {
    const std::string options = OptionsOf(setting);
    if (!setting.level) return Cat("{", options, "}");
    const std::string_view level = NameOf(*setting.level);
    return options.empty() ? std::string(level) : Cat("{severity: ", level, ", ", options, "}");
  }

  static std::string OptionsOf(const RuleSetting& setting) {
    std::string out;
    for (const OptionValue& value : setting.options) {
      for (const OptionInfo& info : FindRule(setting.name)->options) {
        if (info.name != value.name) continue;
        out += Cat(out.empty() ? "" : ", ", info.name, ": ", YamlValue(info.type, value));
      }
    }
    return out;
  }

  // What was done, and what to do about the findings that stay.
  std::string Said(const std::string& target, std::size_t before) const {
    std::string out =
        Cat("Wrote ", Printable(target), ": ", Printable(path_), " has ",
            Counted(findings_.total, "finding"), " with it, and ", before, " without.\n");
    const std::string list = options_.path.empty() ? "" : Cat(" ", ShellQuoted(options_.path));
    if (findings_.safe > 0) {
      out += Cat(findings_.safe,
                 findings_.safe == findings_.total ? " can be fixed: " : " of them can be fixed: ",
                 "awl check --fix", list, "\n");
    }
    if (findings_.total > findings_.safe) {
      const std::string_view rest = findings_.safe > 0 ? "The others" : "They";
      out += Cat(rest, " can wait in a baseline, so that only new findings fail:\n",
                 "  awl check --write-baseline .awl-baseline.json", list, "\n",
                 "  awl check --baseline .awl-baseline.json", list, "\n");
    }
    return out;
  }

  const ConfigOptions& options_;
  Context& context_;
  Config config_;
  std::shared_ptr<const Source> source_;
  std::string path_;
  Findings findings_;
  std::vector<Custom> customs_;
  std::vector<TurnedOff> off_;
};

}  // namespace

int RunConfigInit(const ConfigOptions& options, Context& context) {
  return InitCommand(options, context).Run();
}

}  // namespace awl
