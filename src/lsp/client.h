#ifndef AWL_LSP_CLIENT_H_
#define AWL_LSP_CLIENT_H_

#include <string>
#include <vector>

#include "lsp/json.h"
#include "lsp/position.h"

namespace awl::lsp {

// What the editor says of itself in `initialize`, and what the user has set there.
struct Client {
  PositionEncoding encoding = PositionEncoding::kUtf16;
  std::vector<std::string> folders = {};  // absolute paths

  bool pulls_diagnostics = false;
  bool refreshes_diagnostics = false;
  bool shows_related = false;
  bool shows_tags = false;
  bool shows_code_links = false;
  bool keeps_data = false;      // of diagnostics, for code actions
  bool versions_edits = false;  // takes `documentChanges`
  bool creates_files = false;   // in them
  bool resolves_edits = false;  // of code actions
  bool has_action_literals = false;
  bool prefers_actions = false;
  bool nests_symbols = false;
  bool registers_watchers = false;
  bool prepares_renames = false;
  bool applies_edits = false;

  // Settings.
  bool on_save = false;      // check when a file is saved, not when it changes
  bool unsafe_fixes = true;  // offer them
  bool shows_rules = false;  // it shows the page that awl.explain answers, and needs no message
};

// `params` of `initialize`.
Client ReadClient(const Json& params);

}  // namespace awl::lsp

#endif  // AWL_LSP_CLIENT_H_
