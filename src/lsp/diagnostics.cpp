#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "base/strings.h"
#include "base/version.h"
#include "config/names.h"
#include "engine/discovery.h"
#include "engine/other_files.h"
#include "lsp/features.h"
#include "lsp/position.h"
#include "lsp/uri.h"

namespace awl::lsp {
namespace {

// What editors show pale, since it could as well not be there.
constexpr std::string_view kUnnecessary[] = {"link-reference-unused", "suppression-unused"};
constexpr int kUnnecessaryTag = 1;

// DiagnosticSeverity. What follows from another finding is a hint: it goes with its cause.
int SeverityOf(const Diagnostic& diagnostic) {
  constexpr int kError = 1;
  constexpr int kHint = 4;
  if (diagnostic.caused_by) return kHint;
  return kError + static_cast<int>(Severity::kError) - static_cast<int>(diagnostic.severity);
}

std::string_view FixName(const Diagnostic& diagnostic) {
  if (!diagnostic.fix || diagnostic.fix->applicability == Applicability::kDisplayOnly) {
    return "none";
  }
  return diagnostic.fix->applicability == Applicability::kSafe ? "safe" : "unsafe";
}

// Writes the findings of one text.
class DiagnosticWriter {
 public:
  DiagnosticWriter(Session& session, const Outcome& outcome, const std::string& uri)
      : client_(session.client),
        uri_(uri),
        positions_(*outcome.report.source, session.client.encoding),
        related_positions_(*outcome.report.source, session.client.encoding),
        others_(
            session.workspace.files(),
            RepositoryRoot(session.workspace.files(), std::string(FolderOf(outcome.report.real))),
            session.workspace.files().Resolve(".")) {}

  Json Write(const Diagnostic& diagnostic) {
    Json out = {{"range", positions_.RangeJson(diagnostic.range)},
                {"severity", SeverityOf(diagnostic)},
                {"code", diagnostic.rule},
                {"source", "awl"},
                {"message", diagnostic.message}};
    if (client_.shows_tags && std::find(std::begin(kUnnecessary), std::end(kUnnecessary),
                                        diagnostic.rule) != std::end(kUnnecessary)) {
      out["tags"] = Json::array({kUnnecessaryTag});
    }
    // A list's own rules have no page.
    if (client_.shows_code_links && !RulePages().empty() && FindRule(diagnostic.rule) != nullptr) {
      out["codeDescription"] = {{"href", Cat(RulePages(), diagnostic.rule, ".md")}};
    }
    if (client_.shows_related && !diagnostic.related.empty()) {
      Json related = RelatedTo(diagnostic);
      if (!related.empty()) out["relatedInformation"] = std::move(related);
    }
    if (client_.keeps_data) {
      out["data"] = {{"fix", FixName(diagnostic)}};
      if (diagnostic.fix) out["data"]["title"] = diagnostic.fix->title;
    }
    return out;
  }

 private:
  Json RelatedTo(const Diagnostic& diagnostic) {
    Json out = Json::array();
    for (const Related& related : diagnostic.related) {
      std::optional<Json> location = LocationOf(related);
      if (!location) continue;
      out.push_back({{"location", std::move(*location)}, {"message", related.message}});
    }
    return out;
  }

  std::optional<Json> LocationOf(const Related& related) {
    if (related.path.empty()) {
      return Json{{"uri", uri_}, {"range", related_positions_.RangeJson(related.range)}};
    }
    const std::shared_ptr<const Source> source = others_.Open(related.path);
    if (source == nullptr || related.range.end > source->size()) return std::nullopt;
    return Json{{"uri", UriOfPath(others_.WholePath(related.path))},
                {"range", Positions(*source, client_.encoding).RangeJson(related.range)}};
  }

  const Client& client_;
  const std::string& uri_;
  const Positions positions_;
  const Positions related_positions_;  // go back and forth
  OtherFiles others_;
};

// Without its findings the list is as if all were well, so it must be said, but not at every key.
void TellError(Session& session, const OpenDocument& document) {
  if (document.error == session.told_error) return;
  session.told_error = document.error;
  const std::map<std::string, std::string>& shown = session.workspace.config_errors();
  const bool is_shown = std::any_of(shown.begin(), shown.end(), [&](const auto& config) {
    return config.second == document.error;
  });
  if (document.error.empty() || is_shown) return;
  session.Show(Session::Severe::kError, Cat("awl: ", document.uri, ": ", document.error));
}

Json FindingsIn(Session& session, OpenDocument* document) {
  if (document->kind != OpenDocument::Kind::kMarkdown) return Json::array();
  const bool is_new = document->result_id == 0;
  const Outcome* outcome = session.Check(document);
  if (is_new) TellError(session, *document);
  PublishConfigErrors(session);
  return outcome == nullptr ? Json::array() : DiagnosticsJson(session, *outcome, document->uri);
}

}  // namespace

Json DiagnosticsJson(Session& session, const Outcome& outcome, const std::string& uri) {
  DiagnosticWriter writer(session, outcome, uri);
  Json out = Json::array();
  for (const Diagnostic& finding : outcome.report.diagnostics) out.push_back(writer.Write(finding));
  return out;
}

Json DiagnosticJson(Session& session, const Outcome& outcome, const std::string& uri,
                    const Diagnostic& finding) {
  return DiagnosticWriter(session, outcome, uri).Write(finding);
}

void PublishDiagnostics(Session& session, OpenDocument* document) {
  if (document->kind == OpenDocument::Kind::kConfig) {
    // Reading it is checking it.
    static_cast<void>(session.workspace.SetupFor(document->name));
    return PublishConfigErrors(session);
  }
  if (session.client.pulls_diagnostics) return;
  Json params = {{"uri", document->uri}, {"diagnostics", FindingsIn(session, document)}};
  if (document->version) params["version"] = *document->version;
  session.has_shown[document->uri] = !params["diagnostics"].empty();
  session.Notify("textDocument/publishDiagnostics", std::move(params));
}

void ClearDiagnostics(Session& session, const OpenDocument& document) {
  const auto shown = session.has_shown.find(document.uri);
  if (shown == session.has_shown.end()) return;
  if (shown->second) {
    session.Notify("textDocument/publishDiagnostics",
                   {{"uri", document.uri}, {"diagnostics", Json::array()}});
  }
  session.has_shown.erase(shown);
}

Reply PullDiagnostics(Session& session, const Json& params) {
  OpenDocument* document = session.DocumentOf(params);
  if (document == nullptr) return NotOpen(params);
  if (document->result_id != 0 &&
      TextOf(Get(params, "previousResultId")) == Cat(document->result_id)) {
    return Json{{"kind", "unchanged"}, {"resultId", Cat(document->result_id)}};
  }
  Json items = FindingsIn(session, document);
  return Json{
      {"kind", "full"}, {"resultId", Cat(document->result_id)}, {"items", std::move(items)}};
}

}  // namespace awl::lsp
