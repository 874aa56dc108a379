#ifndef AWL_LSP_FEATURES_H_
#define AWL_LSP_FEATURES_H_

#include "lsp/json.h"
#include "lsp/rpc.h"
#include "lsp/session.h"

// What clients ask for: each function answers the request, or takes the notification, whose method
// stands above it. `params` may be anything.

namespace awl::lsp {

// text_sync.cpp
void DidOpen(Session& session, const Json& params);    // textDocument/didOpen
void DidChange(Session& session, const Json& params);  // textDocument/didChange
void DidSave(Session& session, const Json& params);    // textDocument/didSave
void DidClose(Session& session, const Json& params);   // textDocument/didClose

// settings.cpp
void ApplySettings(Session& session, const Json& settings);
void DidChangeConfiguration(Session& session, const Json& params);  // workspace/…
void DidChangeWorkspaceFolders(Session& session, const Json& params);
void DidChangeWatchedFiles(Session& session, const Json& params);
void RegisterWatchers(Session& session);

// diagnostics.cpp
Reply PullDiagnostics(Session& session, const Json& params);  // textDocument/diagnostic
void PublishDiagnostics(Session& session, OpenDocument* document);
void ClearDiagnostics(Session& session, const OpenDocument& document);
// The findings in one text as the protocol writes them, as far as the client goes.
Json DiagnosticsJson(Session& session, const Outcome& outcome, const std::string& uri);
Json DiagnosticJson(Session& session, const Outcome& outcome, const std::string& uri,
                    const Diagnostic& finding);

// code_actions.cpp
Reply CodeActions(Session& session, const Json& params);        // textDocument/codeAction
Reply ResolveCodeAction(Session& session, const Json& params);  // codeAction/resolve

// formatting.cpp
Reply Formatting(Session& session, const Json& params);       // textDocument/formatting
Reply RangeFormatting(Session& session, const Json& params);  // textDocument/rangeFormatting

// hover.cpp
Reply Hover(Session& session, const Json& params);  // textDocument/hover

// symbols.cpp
Reply DocumentSymbols(Session& session, const Json& params);   // textDocument/documentSymbol
Reply WorkspaceSymbols(Session& session, const Json& params);  // workspace/symbol

// folding.cpp
Reply FoldingRanges(Session& session, const Json& params);    // textDocument/foldingRange
Reply SelectionRanges(Session& session, const Json& params);  // textDocument/selectionRange

// navigation.cpp
Reply Definition(Session& session, const Json& params);     // textDocument/definition
Reply References(Session& session, const Json& params);     // textDocument/references
Reply DocumentLinks(Session& session, const Json& params);  // textDocument/documentLink

// rename.cpp
Reply PrepareRename(Session& session, const Json& params);  // textDocument/prepareRename
Reply Rename(Session& session, const Json& params);         // textDocument/rename

// completion.cpp
Reply Completion(Session& session, const Json& params);  // textDocument/completion

// commands.cpp
Reply ExecuteCommand(Session& session, const Json& params);  // workspace/executeCommand
Json CommandNames();

// config_diagnostics.cpp
// Shows in each config file what is wrong with it, where that is news.
void PublishConfigErrors(Session& session);

}  // namespace awl::lsp

#endif  // AWL_LSP_FEATURES_H_
