#include "engine/fix_loop.h"

#include <algorithm>
#include <map>
#include <utility>

#include "awl/fix.h"
#include "base/strings.h"
#include "engine/damage.h"
#include "engine/structure_check.h"
#include "parse/parse.h"
#include "pattern/pattern_set.h"

namespace awl {
namespace {

constexpr int kMaxPasses = 10;

bool MayApply(const Diagnostic& diagnostic, const FixLoopOptions& options) {
  return diagnostic.fix && diagnostic.fix->applicability >= options.at_least &&
         (!options.layout_only || diagnostic.fix->effect == Effect::kLayout);
}

// Moves stand alone: what they move must be the same before and after.
enum class Stage { kEncoding, kText, kMoves };

Stage StageOf(const Diagnostic& diagnostic) {
  if (diagnostic.rule == kDamageRule) return Stage::kEncoding;
  return diagnostic.fix->moves ? Stage::kMoves : Stage::kText;
}

// Keeps the fixes of this pass: those that may be applied and are of the first stage that has any.
std::vector<Diagnostic> ForThisPass(const std::vector<Diagnostic>& found,
                                    const FixLoopOptions& options) {
  std::vector<Diagnostic> out;
  for (const Diagnostic& diagnostic : found) {
    if (!MayApply(diagnostic, options)) continue;
    const Stage stage = StageOf(diagnostic);
    if (!out.empty() && StageOf(out.front()) < stage) continue;
    if (!out.empty() && stage < StageOf(out.front())) out.clear();
    out.push_back(diagnostic);
  }
  return out;
}

// The applied edits with the effects of their fixes, in source order. Edits that touch are one
// change of the text; it may do what any of them may.
std::vector<DeclaredEdit> Declare(const std::vector<Diagnostic>& fixed, const FixResult& fixes,
                                  const std::vector<Change>& changes) {
  std::map<const Edit*, const Diagnostic*> owners;
  for (const std::size_t i : fixes.applied) {
    for (const Edit& edit : fixed[i].fix->edits) owners[&edit] = &fixed[i];
  }
  std::vector<DeclaredEdit> out;
  out.reserve(changes.size());
  std::size_t edit = 0;
  for (const Change& change : changes) {
    DeclaredEdit& declared = out.emplace_back();
    declared.before = change.before;
    declared.after = change.after;
    for (; edit < fixes.edits.size() && fixes.edits[edit]->range.end <= change.before.end; ++edit) {
      const Diagnostic& owner = *owners[fixes.edits[edit]];
      declared.effect = std::max(declared.effect, owner.fix->effect);
      declared.rule = owner.rule;
      declared.moves = owner.fix->moves;
      declared.restores |= owner.rule == kDamageRule;
    }
  }
  return out;
}

// Names the rule whose edit stands nearest before the place.
std::string Refusal(const Source& source, const UndeclaredChange& change,
                    const std::vector<DeclaredEdit>& edits, const Config& config) {
  std::string_view rule = edits.front().rule;
  for (const DeclaredEdit& edit : edits) {
    if (edit.before.begin <= change.before.end) rule = edit.rule;
  }
  const bool own = config.patterns != nullptr && config.patterns->Find(rule) != nullptr;
  return Cat("is left as it was: with the fixes ", change.what, " in line ",
             source.PositionAt(change.before.begin).line,
             ", which none of them declares (perhaps of ", rule, "); ",
             own ? "the fix of a pattern may change words, or where a link leads, and nothing else"
                 : "this is a bug in awl");
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
    const std::optional<UndeclaredChange> undeclared =
        FindUndeclaredChange(now == nullptr ? file.document : *now->document, *next->document,
                             Declare(todo, fixes, step));
    if (undeclared) {
      result.error = Refusal(*source, *undeclared, Declare(todo, fixes, step), linter.config());
      result.changes.clear();
      return result;
    }
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
                          .changed = file.changed == nullptr ? nullptr : &lines,
                          .original = &file.document});
  }
  for (const auto& [rule, count] : applied) result.applied.push_back({rule, count});
  result.fixed = std::move(now);
  result.diagnostics = std::move(found);
  return result;
}

}  // namespace awl
