#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "lsp/features.h"
#include "lsp/rule_markdown.h"
#include "lsp/workspace_edit.h"

namespace awl::lsp {
namespace {

// What a command changes: what these rules find, with unsafe fixes, in all of the text or around a
// place of it.
struct Curation {
  enum class Where : std::uint8_t { kFile, kSection, kEntry };

  std::string_view command;
  std::string_view label;
  std::array<std::string_view, 2> rules;
  Where where = Where::kFile;
};
constexpr Curation kCurations[] = {
    {"awl.sortSection", "Sort this section", {"entry-sort"}, Curation::Where::kSection},
    {"awl.moveEntry", "Move this entry to its place", {"entry-sort"}, Curation::Where::kEntry},
    {"awl.regenerateContents", "Regenerate the contents", {"toc", "anchor"}},
    {"awl.repairText", "Repair the text", {"encoding"}},
};
constexpr std::string_view kExplain = "awl.explain";

// The lines that a curation may touch.
std::optional<LineSet> LinesFor(const Curation& curation, const ParsedFile& parsed, Offset offset) {
  const List& list = *parsed.list;
  Range range;
  if (curation.where == Curation::Where::kSection) {
    range = list.section(list.SectionAt(offset)).own;
  } else {
    const auto entry =
        std::find_if(list.entries().begin(), list.entries().end(), [offset](const Entry& e) {
          return e.parent == kNoId && e.full.begin <= offset && offset <= e.full.end;
        });
    if (entry == list.entries().end()) return std::nullopt;
    range = entry->full;
  }
  if (range.empty()) return std::nullopt;
  LineSet lines;
  lines.Add(parsed.source->LineAt(range.begin), parsed.source->LineAt(range.end - 1));
  return lines;
}

// The edits, or an empty list where all is as it should be.
Reply EditsOfCuration(Session& session, const OpenDocument& document, const Curation& curation,
                      const Json& position) {
  RunOptions options{.fix = true, .at_least = Applicability::kUnsafe};
  const ParsedFile& parsed = session.Parse(document);
  std::optional<LineSet> lines;
  if (curation.where != Curation::Where::kFile) {
    const std::optional<Offset> offset =
        Positions(*parsed.source, session.client.encoding).OffsetOf(position);
    if (offset) lines = LinesFor(curation, parsed, *offset);
    if (!lines) return Failed(ErrorCode::kRequestFailed, "there is no entry or section here");
    options.lines = &*lines;
  }
  std::vector<std::string> rules;
  for (const std::string_view rule : curation.rules) {
    if (!rule.empty()) rules.emplace_back(rule);
  }
  if (document.real.empty()) session.workspace.files().set_standard_input(document.text);
  const Result<Outcome> outcome =
      session.workspace.RunOnly(document.name, std::move(rules), std::move(options));
  if (!outcome) return Failed(ErrorCode::kRequestFailed, outcome.error().message);
  const FileReport& report = outcome->report;
  if (!report.error.empty()) return Failed(ErrorCode::kRequestFailed, report.error);
  if (report.fixed == nullptr) return Json::array();
  return TextEdits(Positions(*report.source, session.client.encoding),
                   EditsOf(report.changes, *report.fixed));
}

// Arguments: the document's URI, and a position where the command has a place.
Reply Curate(Session& session, const Curation& curation, const Json& arguments) {
  const Json first = arguments.is_array() && !arguments.empty() ? arguments[0] : Json();
  OpenDocument* document = session.Find(TextOf(first.is_object() ? Get(first, "uri") : first));
  if (document == nullptr || document->kind != OpenDocument::Kind::kMarkdown) {
    return Failed(ErrorCode::kInvalidParams,
                  Cat(curation.command, ": expected the URI of an open list"));
  }
  const Json position = arguments.size() > 1 ? arguments[1] : Get(first, "position");
  Reply edits = EditsOfCuration(session, *document, curation, position);
  if (edits.error()) return edits;
  if (edits.result().empty()) {
    session.Show(Session::Severe::kInfo, Cat("awl: ", curation.label, ": there is nothing to do"));
    return Json();
  }
  if (!session.client.applies_edits) {
    return Failed(ErrorCode::kRequestFailed, "this editor takes no edits from servers");
  }
  session.Ask("workspace/applyEdit", {{"label", curation.label},
                                      {"edit", WorkspaceEdit(session, *document, edits.result())}});
  return Json();
}

// Arguments: the rule, and the URI of a document whose config may have it. The text is the answer,
// for editors that can show it well, and a message for the others.
Reply Explain(Session& session, const Json& arguments) {
  const std::size_t count = arguments.is_array() ? arguments.size() : 0;
  const std::string name = count > 0 ? TextOf(arguments[0]) : std::string();
  const OpenDocument* document = count > 1 ? session.Find(TextOf(arguments[1])) : nullptr;
  Result<std::shared_ptr<const Setup>> setup = Error{};
  if (document != nullptr) setup = session.workspace.SetupFor(document->name);
  const RuleInfo* rule = RuleNamed(setup ? &(*setup)->config.config : nullptr, name);
  if (rule == nullptr) {
    return Failed(ErrorCode::kInvalidParams, Cat(kExplain, ": unknown rule \"", name, "\""));
  }
  if (!session.client.shows_rules) {
    session.Show(Session::Severe::kInfo,
                 Cat(rule->name, ": ", rule->summary, ". ", rule->rationale));
  }
  return Json(RuleMarkdown(*rule));
}

}  // namespace

Json CommandNames() {
  Json out = Json::array({kExplain});
  for (const Curation& curation : kCurations) out.push_back(curation.command);
  return out;
}

Reply ExecuteCommand(Session& session, const Json& params) {
  const std::string command = TextOf(Get(params, "command"));
  const Json& arguments = Get(params, "arguments");
  if (command == kExplain) return Explain(session, arguments);
  for (const Curation& curation : kCurations) {
    if (curation.command == command) return Curate(session, curation, arguments);
  }
  return Failed(ErrorCode::kInvalidParams, Cat("unknown command \"", command, "\""));
}

}  // namespace awl::lsp
