#include "lsp/action_edits.h"

#include <memory>
#include <span>
#include <utility>

#include "awl/fix.h"
#include "base/strings.h"
#include "engine/fix_pass.h"
#include "engine/ignore_comments.h"
#include "lsp/workspace_edit.h"

namespace awl::lsp {
namespace {

// Parses of a text to find which fixes the structure check refuses.
constexpr std::size_t kMaxTrials = 64;

Result<std::vector<Edit>> EditsOfFixes(const Document& document,
                                       std::span<const Diagnostic> findings) {
  std::size_t trials = kMaxTrials;
  FixPass pass(document, PlanFixes(PartsOf(document.source(), findings)).taken, &trials);
  if (pass.source() != nullptr) return EditsOf(pass.TakeChanges(), *pass.source());
  if (pass.refused().empty()) return Error{"there is nothing to fix"};
  return Error{Cat("the fix is left out: with it ", pass.refused().front().change.what,
                   ", which it does not declare")};
}

Result<std::vector<Edit>> EditsOfComments(IgnoreComments comments) {
  if (comments.edits.empty()) return Error{"no comment can stand there without changing the text"};
  return std::move(comments.edits);
}

}  // namespace

Result<std::vector<Edit>> FixOne(Session& session, const OpenDocument& document,
                                 const Diagnostic& finding) {
  return EditsOfFixes(*session.Parse(document).document, std::span(&finding, 1));
}

Result<std::vector<Edit>> FixRule(Session& session, const OpenDocument& document,
                                  const Outcome& outcome, std::string_view rule,
                                  Applicability at_least) {
  std::vector<Diagnostic> findings;
  for (const Diagnostic& finding : outcome.report.diagnostics) {
    if (finding.rule == rule && finding.fix && finding.fix->applicability >= at_least) {
      findings.push_back(finding);
    }
  }
  return EditsOfFixes(*session.Parse(document).document, findings);
}

Result<std::vector<Edit>> FixAll(Session& session, const OpenDocument& document,
                                 Applicability at_least) {
  if (document.real.empty()) session.workspace.files().set_standard_input(document.text);
  const Result<Outcome> outcome =
      session.workspace.RunOn(document.name, {.fix = true, .at_least = at_least});
  if (!outcome) return outcome.error();
  const FileReport& report = outcome->report;
  if (!report.error.empty()) return Error{report.error};
  if (report.fixed == nullptr) return std::vector<Edit>();
  return EditsOf(report.changes, *report.fixed);
}

Result<std::vector<Edit>> IgnoreInLine(Session& session, const OpenDocument& document,
                                       const Diagnostic& finding) {
  return EditsOfComments(
      CommentsForLines(*session.Parse(document).document, std::span(&finding, 1)));
}

Result<std::vector<Edit>> IgnoreInFile(Session& session, const OpenDocument& document,
                                       std::string_view rule) {
  return EditsOfComments(CommentForFile(*session.Parse(document).document, rule));
}

}  // namespace awl::lsp
