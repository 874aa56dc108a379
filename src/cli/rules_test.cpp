#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "awl/linter.h"
#include "base/strings.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "config/load_config.h"
#include "engine/changed_lines.h"
#include "engine/fix_loop.h"
#include "pattern/pattern_set.h"
#include "rule/repository.h"
#include "text/excerpt.h"
#include "text/log_text.h"

namespace awl {
namespace {

// The files that an example says to stand beside it.
class ExampleFiles final : public Repository {
 public:
  ExampleFiles(std::string_view path, std::span<const std::string_view> files)
      : path_(path), files_(files.begin(), files.end()) {}

  std::string_view path() const override { return path_; }
  std::span<const CheckedFile> checked_files() const override { return {}; }
  std::span<const std::string> files() const override { return files_; }
  bool Exists(std::string_view path) const override {
    return path == path_ || std::find(files_.begin(), files_.end(), path) != files_.end();
  }
  std::optional<std::string> Read(std::string_view) const override { return std::nullopt; }
  std::optional<std::string> remote_url() const override { return std::nullopt; }
  std::optional<std::string> default_branch() const override { return std::nullopt; }
  std::optional<std::int64_t> first_commit_time() const override { return std::nullopt; }
  std::vector<std::string> Revisions(std::size_t) const override { return {}; }

 private:
  const std::string path_;
  const std::vector<std::string> files_;
};

// "    | line" for each line of the text.
std::string Shown(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += Cat("    | ", Printable(text.substr(0, end)), "\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

// Holds patterns to their examples.
class ExampleRunner {
 public:
  // `path` is the file that the patterns are from; empty: awl's own.
  void Run(const std::shared_ptr<const PatternSet>& own, const PatternSet& set,
           std::string_view path) {
    for (const Pattern& pattern : set.patterns()) {
      if (pattern.examples.empty()) ++without_;
      Config config;
      config.patterns = own;
      config.select = {std::string(pattern.name)};
      const Linter linter(config);
      for (const PatternExample& example : pattern.examples) Try(linter, pattern, example, path);
    }
  }

  bool ok() const { return failed_ == 0; }
  std::size_t count() const { return passed_ + failed_; }
  std::string Report() const {
    std::string out = Cat(report_, passed_, " passed, ", failed_, " failed");
    if (without_ > 0) out += Cat("; ", Counted(without_, "rule"), " without examples");
    return out + "\n";
  }

 private:
  void Try(const Linter& linter, const Pattern& pattern, const PatternExample& example,
           std::string_view path) {
    const std::string name(example.path.empty() ? "readme.md" : example.path);
    const ParsedFile parsed =
        ParseFile(std::make_shared<const Source>(name, std::string(example.text)));
    const ExampleFiles files(name, example.files);
    LineSet all;
    all.AddAll();
    const Linter::File file{.document = *parsed.document,
                            .list = *parsed.list,
                            .repository = &files,
                            .path = name,
                            .changed = pattern.changed ? &all : nullptr};
    const std::string why = WhatFails(linter, file, example);
    if (why.empty()) {
      ++passed_;
      return;
    }
    ++failed_;
    if (!path.empty()) report_ += Cat(Printable(path), ":", example.line, ": ");
    report_ += Cat(pattern.name, ": ", why);
  }

  // Empty if the example holds.
  static std::string WhatFails(const Linter& linter, const Linter::File& file,
                               const PatternExample& example) {
    const std::vector<Diagnostic> found = linter.Check(file);
    if (example.bad == found.empty()) {
      std::string why = example.bad
                            ? "a bad example in which nothing is found"
                            : Cat("a good example in which ", Counted(found.size(), "thing"),
                                  found.size() == 1 ? " is found" : " are found");
      for (const Diagnostic& diagnostic : found) {
        const Position at = file.document.source().PositionAt(diagnostic.range.begin);
        why += Cat("\n    ", at.line, ":", at.column, " ", diagnostic.message);
      }
      return Cat(why, "\n  text:\n", Shown(example.text));
    }
    if (!example.fixed) return {};
    const FixLoopResult loop =
        RunFixLoop(linter, file, {.at_least = Applicability::kUnsafe, .layout_only = false});
    if (!loop.left_out.empty()) return Cat(loop.left_out.front().why, "\n");
    const std::string_view got = loop.fixed == nullptr ? example.text : loop.fixed->source->text();
    if (got == *example.fixed) return {};
    return Cat("fixed otherwise\n  expected:\n", Shown(*example.fixed), "  got:\n", Shown(got));
  }

  std::size_t passed_ = 0;
  std::size_t failed_ = 0;
  std::size_t without_ = 0;
  std::string report_;
};

}  // namespace

int RunRulesTest(const RulesTestOptions& options, Context& context) {
  ExampleRunner runner;
  if (options.files.empty()) {
    runner.Run(nullptr, ShippedPatterns(), {});
    const Result<LoadedConfig> loaded = LoadConfig(context.files, {}, {});
    if (!loaded) return Fail(context, loaded.error().message);
    const Config& config = loaded->config;
    if (config.patterns != nullptr) runner.Run(config.patterns, *config.patterns, config.path);
  }
  for (const std::string& path : options.files) {
    const Result<std::shared_ptr<const PatternSet>> set = LoadPatterns(context.files, path);
    if (!set) return Fail(context, set.error().message);
    if (*set != nullptr) runner.Run(*set, **set, path);
  }
  if (runner.count() == 0) return Fail(context, "no examples to test");
  if (!context.out.Write(LogText(runner.Report()))) return kExitFailure;
  return runner.ok() ? kExitClean : kExitFindings;
}

}  // namespace awl
