#ifndef AWL_LSP_WORKSPACE_EDIT_H_
#define AWL_LSP_WORKSPACE_EDIT_H_

#include <span>
#include <string>
#include <vector>

#include "awl/diagnostic.h"
#include "engine/changed_lines.h"
#include "lsp/json.h"
#include "lsp/position.h"
#include "lsp/session.h"

namespace awl::lsp {

// What edits of awl's are in the protocol: TextEdits of the text that `positions` are in.
Json TextEdits(const Positions& positions, std::span<const Edit> edits);
// The edits that make `after` of the text before it: small ones, so that cursors and marks in the
// editor stay where they are.
std::vector<Edit> EditsOf(std::span<const Change> changes, const Source& after);

// A WorkspaceEdit as the client takes it, with the version that it is for where it can say so.
Json WorkspaceEdit(const Session& session, const OpenDocument& document, Json text_edits);
// The same for a file that is not open. With `creates` it is made first.
Json WorkspaceEdit(const Session& session, const std::string& uri, bool creates, Json text_edits);

}  // namespace awl::lsp

#endif  // AWL_LSP_WORKSPACE_EDIT_H_
