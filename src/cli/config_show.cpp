#include <cassert>
#include <string>
#include <utility>
#include <vector>

#include "awl/linter.h"
#include "base/strings.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/yaml_text.h"
#include "config/load_config.h"
#include "config/names.h"
#include "config/presets.h"
#include "config/rule_state.h"
#include "engine/runner.h"
#include "report/style.h"
#include "text/excerpt.h"
#include "text/log_text.h"

namespace awl {
namespace {

constexpr std::size_t kCommentColumn = 48;

// Prints what holds as a config that says all of it, each line with where it was said. Of the
// list's own patterns it names the rules only.
class ConfigPrinter {
 public:
  explicit ConfigPrinter(const LoadedConfig& loaded)
      : loaded_(loaded), config_(loaded.config), preset_(PresetRules(loaded.config.profile)) {}

  std::string Print() {
    out_ = config_.path.empty() ? "# No config file: these are the defaults.\n"
                                : Cat("# ", Printable(config_.path), "\n");
    Line(Cat("extends: ", NameOf(config_.profile)), Place(loaded_.profile_mark, "default"));
    AddGlobs("lists", config_.lists, loaded_.list_marks);
    AddGlobs("exclude", config_.exclude, loaded_.exclude_marks);
    out_ += "rules:\n";
    for (const RuleInfo* rule : AllRules(config_)) AddRule(*rule);
    AddOverrides();
    return std::move(out_);
  }

 private:
  static std::string Place(const ConfigMark& mark, std::string_view otherwise) {
    if (mark.path.empty()) return std::string(otherwise);
    return mark.line == 0 ? mark.path : Cat(mark.path, ":", mark.line, ":", mark.column);
  }

  // Settings of the preset have no mark.
  std::string Place(const RuleSetting& setting) const {
    return Place(setting.mark, Cat("preset ", NameOf(config_.profile)));
  }

  void Line(const std::string& text, const std::string& where) {
    const std::size_t blanks = text.size() < kCommentColumn ? kCommentColumn - text.size() : 1;
    out_ += Cat(text, std::string(blanks, ' '), "# ", Printable(where), "\n");
  }

  void AddGlobs(std::string_view key, const std::vector<std::string>& globs,
                const std::vector<ConfigMark>& marks) {
    if (globs.empty()) return Line(Cat(key, ": []"), "default");
    out_ += Cat(key, ":\n");
    for (std::size_t i = 0; i < globs.size(); ++i) {
      Line(Cat("  - ", YamlText(globs[i])), Place(marks[i], ""));
    }
  }

  void AddRule(const RuleInfo& rule) {
    RuleSettings settings;
    AppendSettings(preset_, rule, &settings);
    AppendSettings(config_.rules, rule, &settings);
    const RuleState state = Decide(rule, config_, settings);
    const bool in_profile = (rule.profiles & FlagOf(config_.profile)) != 0;
    const std::string where =
        state.decided_by != nullptr
            ? Place(*state.decided_by)
            : Cat(in_profile ? "profile " : "not in profile ", NameOf(config_.profile));
    const std::string_view level = state.on ? NameOf(state.severity) : "off";
    if (!state.on || rule.options.empty()) return Line(Cat("  ", rule.name, ": ", level), where);
    out_ += Cat("  ", rule.name, ":\n");
    Line(Cat("    severity: ", level), where);
    for (const OptionInfo& info : rule.options) AddOption(info, settings);
  }

  void AddOption(const OptionInfo& info, const RuleSettings& settings) {
    OptionValue value;
    ParseOptionValue(info, info.default_value, &value);
    std::string where = "default";
    for (const RuleSetting* setting : settings) {
      for (const OptionValue& own : setting->options) {
        if (own.name != info.name) continue;
        value = own;
        where = Place(*setting);
      }
    }
    Line(Cat("    ", info.name, ": ", YamlValue(info.type, value)), where);
  }

  void AddOverrides() {
    if (config_.overrides.empty()) return;
    out_ += "overrides:\n";
    for (const Override& override : config_.overrides) {
      std::string_view lead = "  - ";
      const auto add = [&](std::string_view key, const std::vector<std::string>& globs) {
        if (globs.empty()) return;
        out_ += Cat(lead, key, ": ", YamlList(globs), "\n");
        lead = "    ";
      };
      add("paths", override.paths);
      add("sections", override.sections);
      out_ += "    rules:\n";
      for (const RuleSetting& setting : override.rules) AddSetting(setting);
    }
  }

  void AddSetting(const RuleSetting& setting) {
    std::string text;
    if (setting.level) text = Cat("severity: ", NameOf(*setting.level));
    const RuleInfo* rule = FindRule(config_, setting.name);
    assert(rule != nullptr || setting.options.empty());  // a group has none
    for (const OptionValue& value : setting.options) {
      for (const OptionInfo& info : rule->options) {
        if (info.name != value.name) continue;
        text += Cat(text.empty() ? "" : ", ", info.name, ": ", YamlValue(info.type, value));
      }
    }
    Line(Cat("      ", setting.name, ": {", text, "}"), Place(setting));
  }

  const LoadedConfig& loaded_;
  const Config& config_;
  const std::vector<RuleSetting> preset_;
  std::string out_;
};

// "# docs/tools.md is taken for a list: …"; nothing where no file is named.
std::string KindText(const std::string& path, const Config& config, FileSystem& files) {
  if (path.empty() || files.KindOf(path) != FileKind::kFile) return {};
  const Linter linter(config);
  std::string out;
  Run(linter, files, {.paths = {path}}, [&](FileReport report) {
    if (report.source == nullptr) return false;
    out = Cat("# ", Printable(path), " is taken for ",
              report.is_list ? "a list, so all rules look at it: "
                             : "text that is no list, so only rules for any Markdown look at it: ",
              report.why_kind, "\n");
    return true;
  });
  return out;
}

}  // namespace

int RunConfigShow(const ConfigOptions& options, Context& context) {
  FileOptions files{.config = options.config, .no_config = options.no_config};
  if (!options.path.empty()) {
    if (context.files.KindOf(options.path) == FileKind::kMissing) {
      return Fail(context, Cat(Printable(options.path), ": does not exist"));
    }
    files.paths.push_back(options.path);
  }
  const Result<std::vector<PathGroup>> groups =
      GroupByConfig(files, {.profile = options.profile}, context);
  if (!groups) return Fail(context, groups.error().message);
  const LoadedConfig& loaded = groups->front().config;
  const std::string text =
      Cat(KindText(options.path, loaded.config, context.files), ConfigPrinter(loaded).Print());
  return context.out.Write(LogText(text)) ? kExitClean : kExitFailure;
}

}  // namespace awl
