#include <utility>

#include "awl/awl.h"
#include "awl/linter.h"
#include "base/file_system.h"
#include "base/version.h"
#include "config/load_config.h"
#include "engine/runner.h"
#include "report/style.h"

namespace awl {

struct Checker::State {
  explicit State(Config read) : config(std::move(read)), linter(config) {}

  const Config config;
  const Linter linter;
};

namespace {

constexpr const char* kConfigPath = ".awl.yaml";

std::string_view KindOf(const std::optional<Fix>& fix) {
  if (!fix) return "";
  static constexpr std::string_view kNames[] = {"display", "unsafe", "safe"};
  return kNames[static_cast<int>(fix->applicability)];
}

Finding FindingOf(const Diagnostic& diagnostic, const Source& source) {
  const Position at = source.PositionAt(diagnostic.range.begin);
  return {.rule = std::string(diagnostic.rule),
          .severity = std::string(NameOf(diagnostic.severity)),
          .message = diagnostic.message,
          .line = at.line,
          .column = at.column,
          .offset = diagnostic.range.begin,
          .length = diagnostic.range.end - diagnostic.range.begin,
          .fix = std::string(KindOf(diagnostic.fix)),
          .cause = std::string(diagnostic.caused_by ? diagnostic.caused_by->rule : "")};
}

// One text through the engine, as a file in memory.
Checked RunOn(const Linter& linter, std::string_view text, const std::string& path,
              RunOptions options) {
  MemoryFileSystem files;
  files.files[path] = std::string(text);
  options.paths = {path};
  options.jobs = 1;
  Checked out;
  const RunResult result = Run(linter, files, options, [&out](FileReport report) {
    out.error = report.error;
    const std::shared_ptr<const Source>& now = report.fixed ? report.fixed : report.source;
    if (now == nullptr || !out.error.empty()) return true;
    out.text = std::string(now->text());
    for (const Diagnostic& diagnostic : report.diagnostics) {
      out.findings.push_back(FindingOf(diagnostic, *now));
    }
    return true;
  });
  if (out.error.empty() && !result.errors.empty()) out.error = result.errors.front();
  if (!out.error.empty()) out = {.text = std::string(text), .error = std::move(out.error)};
  return out;
}

}  // namespace

Checker::Checker(std::unique_ptr<const State> state) : state_(std::move(state)) {}
Checker::~Checker() = default;

std::unique_ptr<Checker> Checker::FromYaml(std::string_view yaml, std::string* error) {
  MemoryFileSystem files;
  files.files[kConfigPath] = std::string(yaml);
  Result<LoadedConfig> loaded =
      LoadConfig(files, {.path = kConfigPath, .none = yaml.empty()}, std::string());
  if (!loaded) {
    if (error != nullptr) *error = loaded.error().message;
    return nullptr;
  }
  return std::unique_ptr<Checker>(
      new Checker(std::make_unique<const State>(std::move(loaded->config))));
}

Checked Checker::Check(std::string_view text, const std::string& path) const {
  return RunOn(state_->linter, text, path, {});
}

Checked Checker::Fix(std::string_view text, bool unsafe, const std::string& path) const {
  return RunOn(state_->linter, text, path,
               {.fix = true, .at_least = unsafe ? Applicability::kUnsafe : Applicability::kSafe});
}

Checked Checker::Format(std::string_view text, const std::string& path) const {
  Checked out = RunOn(state_->linter, text, path, {.fix = true, .layout_only = true});
  out.findings.clear();
  return out;
}

std::vector<RuleSummary> Checker::Rules() {
  std::vector<RuleSummary> rules;
  for (const RuleInfo& rule : BuiltinRules()) {
    rules.push_back({.name = std::string(rule.name),
                     .group = std::string(rule.group),
                     .summary = std::string(rule.summary)});
  }
  return rules;
}

std::string Checker::Version() { return std::string(awl::Version()); }

}  // namespace awl
