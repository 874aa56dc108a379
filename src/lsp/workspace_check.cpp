#include "lsp/workspace_check.h"

#include <utility>

#include "base/strings.h"
#include "lsp/features.h"
#include "lsp/uri.h"

namespace awl::lsp {
namespace {

// Changes with the file, and with all else that findings rest on.
std::string ResultId(const FileIdentity& identity, std::uint64_t epoch) {
  return Cat(epoch, "-", identity.inode, "-", identity.size, "-", identity.modified_ns, "-",
             identity.changed_ns);
}

Json ReportJson(const std::string& uri, std::string_view kind, const std::string& result_id) {
  return {{"uri", uri}, {"version", nullptr}, {"kind", kind}, {"resultId", result_id}};
}

}  // namespace

WorkspaceCheck::WorkspaceCheck(Session& session, Json id, const Json& params) : id_(std::move(id)) {
  for (FoundFile& file : session.workspace.MarkdownFiles(session.client.folders)) {
    files_.push_back(std::move(file.real));
  }
  const Json& previous = Get(params, "previousResultIds");
  if (previous.is_array()) {
    for (const Json& known : previous) {
      previous_[TextOf(Get(known, "uri"))] = TextOf(Get(known, "value"));
    }
  }
  AddGone(session);
}

// What was reported of files that are no more.
void WorkspaceCheck::AddGone(Session& session) {
  for (const auto& [uri, result_id] : previous_) {
    const std::optional<std::string> path = PathOfUri(uri);
    if (session.Find(uri) != nullptr || !path) continue;
    if (session.workspace.files().KindOf(*path) != FileKind::kMissing) continue;
    Json report = ReportJson(uri, "full", "");
    report["items"] = Json::array();
    items_.push_back(std::move(report));
  }
}

void WorkspaceCheck::CheckNextFile(Session& session) {
  const std::string& path = files_[next_++];
  const std::string uri = UriOfPath(path);
  if (session.Find(uri) != nullptr) return;
  const Result<FileContents> contents =
      session.workspace.files().Read(path, Source::kMaxSize, Links::kRefuse);
  if (!contents) return;
  const std::string result_id = ResultId(contents->identity, session.workspace.epoch());
  const auto known = previous_.find(uri);
  if (known != previous_.end() && known->second == result_id) {
    items_.push_back(ReportJson(uri, "unchanged", result_id));
    return;
  }
  const Result<Outcome> outcome = session.workspace.Check({.path = path});
  Json report = ReportJson(uri, "full", result_id);
  report["items"] = outcome && outcome->report.source != nullptr
                        ? DiagnosticsJson(session, *outcome, uri)
                        : Json::array();
  items_.push_back(std::move(report));
}

Json WorkspaceCheck::TakeReport() { return {{"items", std::move(items_)}}; }

}  // namespace awl::lsp
