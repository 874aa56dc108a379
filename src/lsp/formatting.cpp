#include <optional>
#include <utility>

#include "lsp/features.h"
#include "lsp/workspace_edit.h"

namespace awl::lsp {
namespace {

// What `awl format` makes of the text; with `lines` only what touches these.
Reply Formatted(Session& session, const OpenDocument& document, const LineSet* lines) {
  if (document.kind != OpenDocument::Kind::kMarkdown) return Json();
  if (document.real.empty()) session.workspace.files().set_standard_input(document.text);
  const Result<Outcome> outcome =
      session.workspace.RunOn(document.name, {.fix = true, .layout_only = true, .lines = lines});
  if (!outcome) return Failed(ErrorCode::kRequestFailed, outcome.error().message);
  const FileReport& report = outcome->report;
  if (!report.error.empty()) return Failed(ErrorCode::kRequestFailed, report.error);
  if (report.fixed == nullptr) return Json::array();
  return TextEdits(Positions(*report.source, session.client.encoding),
                   EditsOf(report.changes, *report.fixed));
}

}  // namespace

Reply Formatting(Session& session, const Json& params) {
  const OpenDocument* document = session.DocumentOf(params);
  return document == nullptr ? NotOpen(params) : Formatted(session, *document, nullptr);
}

Reply RangeFormatting(Session& session, const Json& params) {
  const OpenDocument* document = session.DocumentOf(params);
  if (document == nullptr) return NotOpen(params);
  const std::shared_ptr<const Source> source = session.Parse(*document).source;
  const std::optional<Range> range =
      Positions(*source, session.client.encoding).RangeOf(Get(params, "range"));
  if (!range) return Failed(ErrorCode::kInvalidParams, "range: expected a start and an end");
  // The line after a whole line does not belong to the range.
  const Offset last = range->end > range->begin ? range->end - 1 : range->end;
  LineSet lines;
  lines.Add(source->LineAt(range->begin), source->LineAt(last));
  return Formatted(session, *document, &lines);
}

}  // namespace awl::lsp
