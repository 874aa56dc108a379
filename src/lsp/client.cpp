#include "lsp/client.h"

#include <optional>
#include <utility>

#include "lsp/uri.h"

namespace awl::lsp {
namespace {

// UTF-16 is what every client has, and tests best.
PositionEncoding ChooseEncoding(const Json& offered) {
  if (!offered.is_array() || HasText(offered, "utf-16")) return PositionEncoding::kUtf16;
  for (const Json& name : offered) {
    if (const auto encoding = ParsePositionEncoding(TextOf(name))) return *encoding;
  }
  return PositionEncoding::kUtf16;
}

std::vector<std::string> ReadFolders(const Json& params) {
  std::vector<std::string> out;
  const auto add = [&out](const Json& uri) {
    if (std::optional<std::string> path = PathOfUri(TextOf(uri))) out.push_back(std::move(*path));
  };
  const Json& folders = Get(params, "workspaceFolders");
  if (folders.is_array()) {
    for (const Json& folder : folders) add(Get(folder, "uri"));
  }
  if (out.empty()) add(Get(params, "rootUri"));
  return out;
}

}  // namespace

Client ReadClient(const Json& params) {
  const Json& all = Get(params, "capabilities");
  const Json& text = Get(all, "textDocument");
  const Json& workspace = Get(all, "workspace");
  const Json& published = Get(text, "publishDiagnostics");
  const Json& action = Get(text, "codeAction");
  Client client;
  client.encoding = ChooseEncoding(Get(all, "general", "positionEncodings"));
  client.folders = ReadFolders(params);
  client.pulls_diagnostics = Get(text, "diagnostic").is_object();
  client.refreshes_diagnostics = IsTrue(Get(workspace, "diagnostics", "refreshSupport"));
  client.shows_related = IsTrue(Get(published, "relatedInformation"));
  client.shows_tags = Get(published, "tagSupport").is_object();
  client.shows_code_links = IsTrue(Get(published, "codeDescriptionSupport"));
  client.keeps_data = IsTrue(Get(published, "dataSupport"));
  client.versions_edits = IsTrue(Get(workspace, "workspaceEdit", "documentChanges"));
  client.creates_files = HasText(Get(workspace, "workspaceEdit", "resourceOperations"), "create");
  client.resolves_edits = IsTrue(Get(action, "dataSupport")) &&
                          HasText(Get(action, "resolveSupport", "properties"), "edit");
  client.has_action_literals = Get(action, "codeActionLiteralSupport").is_object();
  client.prefers_actions = IsTrue(Get(action, "isPreferredSupport"));
  client.nests_symbols = IsTrue(Get(text, "documentSymbol", "hierarchicalDocumentSymbolSupport"));
  client.registers_watchers =
      IsTrue(Get(workspace, "didChangeWatchedFiles", "dynamicRegistration"));
  client.prepares_renames = IsTrue(Get(text, "rename", "prepareSupport"));
  client.applies_edits = IsTrue(Get(workspace, "applyEdit"));
  return client;
}

}  // namespace awl::lsp
