#ifndef AWL_LSP_ACTION_EDITS_H_
#define AWL_LSP_ACTION_EDITS_H_

#include <string>
#include <string_view>
#include <vector>

#include "awl/diagnostic.h"
#include "base/result.h"
#include "lsp/session.h"

namespace awl::lsp {

// What code actions do to texts. Each goes through what `awl check --fix` goes through, the check
// of the structure included: a fix that would change more than it says is refused.

// The fix of one finding. `outcome` is that of the newest text.
Result<std::vector<Edit>> FixOne(Session& session, const OpenDocument& document,
                                 const Diagnostic& finding);
// The fixes of all findings of a rule that are at least as safe.
Result<std::vector<Edit>> FixRule(Session& session, const OpenDocument& document,
                                  const Outcome& outcome, std::string_view rule,
                                  Applicability at_least);
// What `awl check --fix` makes of the text, and with unsafe fixes what --unsafe-fixes does.
Result<std::vector<Edit>> FixAll(Session& session, const OpenDocument& document,
                                 Applicability at_least);
// The comment that silences the finding, in its line or in all of the file.
Result<std::vector<Edit>> IgnoreInLine(Session& session, const OpenDocument& document,
                                       const Diagnostic& finding);
Result<std::vector<Edit>> IgnoreInFile(Session& session, const OpenDocument& document,
                                       std::string_view rule);
// The WorkspaceEdit that turns the rule off in the config that holds for the document; a new one at
// the root of the repository where there is none.
Result<Json> IgnoreInConfig(Session& session, const OpenDocument& document, std::string_view rule);

}  // namespace awl::lsp

#endif  // AWL_LSP_ACTION_EDITS_H_
