#include "engine/fix_loop.h"

#include <algorithm>
#include <map>
#include <utility>

#include "awl/fix.h"
#include "base/strings.h"
#include "engine/damage.h"
#include "parse/parse.h"

namespace awl {
namespace {

constexpr int kMaxPasses = 10;

bool MayApply(const Diagnostic& diagnostic, const FixLoopOptions& options) {
  return diagnostic.fix && diagnostic.fix->applicability >= options.at_least &&
         (!options.layout_only || diagnostic.fix->effect == Effect::kLayout);
}

// Keeps the fixes of this pass: those that may be applied, and of the encoding stage only, as long
// as there are any.
std::vector<Diagnostic> ForThisPass(const std::vector<Diagnostic>& found,
                                    const FixLoopOptions& options) {
  std::vector<Diagnostic> out;
  bool encoding = false;
  for (const Diagnostic& diagnostic : found) {
    if (!MayApply(diagnostic, options)) continue;
    const bool is_encoding = diagnostic.rule == kDamageRule;
    if (encoding && !is_encoding) continue;
    if (is_encoding && !encoding) out.clear();
    encoding = is_encoding;
    out.push_back(diagnostic);
  }
  return out;
}

}  // namespace

ParsedFile ParseFile(std::shared_ptr<const Source> source) {
  ParsedFile file{.source = source, .document = Parse(source), .list = nullptr};
  file.list = std::make_unique<const List>(*file.document);
  return file;
}

FixLoopResult RunFixLoop(const Linter& linter, const Linter::File& file,
                         const FixLoopOptions& options) {
  FixLoopResult result;
  result.diagnostics = linter.Check(file);
  std::map<std::string_view, std::size_t> applied;
  const Source* source = &file.document.source();
  std::unique_ptr<ParsedFile> now;
  LineSet lines;  // file.changed, after the fixes so far
  std::vector<Diagnostic> found = result.diagnostics;
  for (int pass = 0;; ++pass) {
    const std::vector<Diagnostic> todo = ForThisPass(found, options);
    FixResult fixes = ApplyFixes(*source, todo, options.at_least);
    if (fixes.applied.empty()) break;
    if (pass == kMaxPasses) {
      std::vector<std::string_view> fighting;
      for (const std::size_t i : fixes.applied) fighting.push_back(todo[i].rule);
      std::sort(fighting.begin(), fighting.end());
      fighting.erase(std::unique(fighting.begin(), fighting.end()), fighting.end());
      result.error =
          Cat("fixes do not come to rest after ", kMaxPasses, " passes; rules that fight:");
      for (const std::string_view rule : fighting) result.error += Cat(" ", rule);
      result.changes.clear();
      return result;
    }
    for (const std::size_t i : fixes.applied) ++applied[todo[i].rule];
    const std::vector<Change> step = ChangesOf(fixes.edits);
    auto next = std::make_unique<ParsedFile>(
        ParseFile(std::make_shared<const Source>(source->path(), std::move(fixes.text))));
    result.changes = Compose(result.changes, step);
    if (file.changed != nullptr) {
      lines = (pass == 0 ? *file.changed : lines).After(*source, *next->source, step);
    }
    now = std::move(next);
    source = now->source.get();
    found = linter.Check({.document = *now->document,
                          .list = *now->list,
                          .repository = file.repository,
                          .is_list = file.is_list,
                          .path = file.path,
                          .layout_only = file.layout_only,
                          .changed = file.changed == nullptr ? nullptr : &lines});
  }
  for (const auto& [rule, count] : applied) result.applied.push_back({rule, count});
  result.fixed = std::move(now);
  result.diagnostics = std::move(found);
  return result;
}

}  // namespace awl
