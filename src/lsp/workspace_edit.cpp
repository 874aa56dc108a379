#include "lsp/workspace_edit.h"

#include <utility>

namespace awl::lsp {

Json TextEdits(const Positions& positions, std::span<const Edit> edits) {
  Json out = Json::array();
  for (const Edit& edit : edits) {
    out.push_back({{"range", positions.RangeJson(edit.range)}, {"newText", edit.text}});
  }
  return out;
}

std::vector<Edit> EditsOf(std::span<const Change> changes, const Source& after) {
  std::vector<Edit> out;
  out.reserve(changes.size());
  for (const Change& change : changes) {
    out.push_back({change.before, std::string(after.Slice(change.after))});
  }
  return out;
}

Json WorkspaceEdit(const Session& session, const OpenDocument& document, Json text_edits) {
  if (!session.client.versions_edits) return {{"changes", {{document.uri, std::move(text_edits)}}}};
  Json identifier = {{"uri", document.uri}, {"version", nullptr}};
  if (document.version) identifier["version"] = *document.version;
  Json edit = {{"textDocument", std::move(identifier)}, {"edits", std::move(text_edits)}};
  return {{"documentChanges", Json::array({std::move(edit)})}};
}

Json WorkspaceEdit(const Session& session, const std::string& uri, bool creates, Json text_edits) {
  if (!session.client.versions_edits) return {{"changes", {{uri, std::move(text_edits)}}}};
  Json changes = Json::array();
  if (creates) {
    changes.push_back({{"kind", "create"}, {"uri", uri}, {"options", {{"ignoreIfExists", true}}}});
  }
  changes.push_back(
      {{"textDocument", {{"uri", uri}, {"version", nullptr}}}, {"edits", std::move(text_edits)}});
  return {{"documentChanges", std::move(changes)}};
}

}  // namespace awl::lsp
