#include "lsp/server.h"

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include "base/strings.h"
#include "base/version.h"
#include "lsp/features.h"

namespace awl::lsp {
namespace {

// Answered when it is done: see WorkspaceCheck.
constexpr std::string_view kWorkspaceDiagnostic = "workspace/diagnostic";

struct RequestMethod {
  std::string_view name;
  Reply (*answer)(Session& session, const Json& params);
};
constexpr RequestMethod kRequests[] = {
    {"codeAction/resolve", ResolveCodeAction},
    {"textDocument/codeAction", CodeActions},
    {"textDocument/completion", Completion},
    {"textDocument/definition", Definition},
    {"textDocument/diagnostic", PullDiagnostics},
    {"textDocument/documentLink", DocumentLinks},
    {"textDocument/documentSymbol", DocumentSymbols},
    {"textDocument/foldingRange", FoldingRanges},
    {"textDocument/formatting", Formatting},
    {"textDocument/hover", Hover},
    {"textDocument/prepareRename", PrepareRename},
    {"textDocument/rangeFormatting", RangeFormatting},
    {"textDocument/references", References},
    {"textDocument/rename", Rename},
    {"textDocument/selectionRange", SelectionRanges},
    {"workspace/executeCommand", ExecuteCommand},
    {"workspace/symbol", WorkspaceSymbols},
};

struct NotificationMethod {
  std::string_view name;
  void (*take)(Session& session, const Json& params);
};
constexpr NotificationMethod kNotifications[] = {
    {"textDocument/didOpen", DidOpen},
    {"textDocument/didChange", DidChange},
    {"textDocument/didSave", DidSave},
    {"textDocument/didClose", DidClose},
    {"workspace/didChangeConfiguration", DidChangeConfiguration},
    {"workspace/didChangeWatchedFiles", DidChangeWatchedFiles},
    {"workspace/didChangeWorkspaceFolders", DidChangeWorkspaceFolders},
};

Json Capabilities(const Client& client) {
  constexpr int kIncremental = 2;
  Json out = {
      {"positionEncoding", NameOf(client.encoding)},
      {"textDocumentSync",
       {{"openClose", true}, {"change", kIncremental}, {"save", {{"includeText", false}}}}},
      {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}},
  };
  out["codeActionProvider"] = true;
  if (client.has_action_literals) {
    out["codeActionProvider"] = {
        {"codeActionKinds", {"quickfix", "source.fixAll.awl", "source.fixAll.awl.unsafe"}},
        {"resolveProvider", client.resolves_edits}};
  }
  for (const char* provider :
       {"definitionProvider", "documentFormattingProvider", "documentRangeFormattingProvider",
        "documentSymbolProvider", "foldingRangeProvider", "hoverProvider", "referencesProvider",
        "renameProvider", "selectionRangeProvider", "workspaceSymbolProvider"}) {
    out[provider] = true;
  }
  if (client.prepares_renames) out["renameProvider"] = {{"prepareProvider", true}};
  out["completionProvider"] = {{"triggerCharacters", {"#", "[", "^"}}};
  out["documentLinkProvider"] = {{"resolveProvider", false}};
  out["executeCommandProvider"] = {{"commands", CommandNames()}};
  if (client.pulls_diagnostics) {
    out["diagnosticProvider"] = {
        {"identifier", "awl"}, {"interFileDependencies", true}, {"workspaceDiagnostics", true}};
  }
  return out;
}

// A Fault, mostly: what comes next may go well.
std::string Explain(const std::exception& fault) {
  return Cat("awl is wrong here, please report it (", fault.what(), ")");
}

}  // namespace

Server::Server(const FileSystem& files, ProcessRunner run_process, Sink sink)
    : session_(files, std::move(run_process)), sink_(std::move(sink)) {}

void Server::Handle(const Json& message) {
  const Json& id = Get(message, "id");
  const Json& method = Get(message, "method");
  const bool is_request = id.is_string() || id.is_number_integer();
  if (!message.is_object() || (!method.is_string() && !is_request)) {
    return HandleGarbage("expected a request, a notification or a response");
  }
  if (!method.is_string()) return;  // a response: nothing depends on those
  const std::string& name = method.get_ref<const std::string&>();
  try {
    if (is_request && name == kWorkspaceDiagnostic && state_ == State::kRunning) {
      BeginWorkspaceCheck(id, Get(message, "params"));
    } else if (is_request) {
      Reply reply = Answer(name, Get(message, "params"));
      Flush();
      sink_(Response(id, reply));
    } else {
      Take(name, Get(message, "params"));
    }
  } catch (const std::exception& fault) {
    const std::string why = Cat(name, ": ", Explain(fault));
    if (is_request) sink_(Response(id, Failed(ErrorCode::kInternalError, why)));
    session_.Log(Session::Severe::kError, why);
  }
  Flush();
}

void Server::HandleGarbage(std::string_view why) {
  sink_(Response(nullptr, Failed(ErrorCode::kParseError, std::string(why))));
}

void Server::Refuse(const Json& request, ErrorCode code, std::string_view why) {
  sink_(Response(Get(request, "id"), Failed(code, std::string(why))));
}

Reply Server::Answer(std::string_view method, const Json& params) {
  if (method == "initialize") return Initialize(params);
  if (state_ == State::kNew) {
    return Failed(ErrorCode::kServerNotInitialized, "expected the request initialize first");
  }
  if (state_ == State::kShutDown) {
    return Failed(ErrorCode::kInvalidRequest, "after shutdown nothing but exit is expected");
  }
  if (method == "shutdown") {
    EndWorkspaceCheck(Failed(ErrorCode::kRequestCancelled, "the server shuts down"));
    state_ = State::kShutDown;
    return Json();
  }
  for (const RequestMethod& known : kRequests) {
    if (known.name == method) return known.answer(session_, params);
  }
  return Failed(ErrorCode::kMethodNotFound, Cat("unknown method ", method));
}

Reply Server::Initialize(const Json& params) {
  if (state_ != State::kNew) {
    return Failed(ErrorCode::kInvalidRequest, "initialize was there before");
  }
  state_ = State::kRunning;
  session_.client = ReadClient(params);
  ApplySettings(session_, Get(params, "initializationOptions"));
  return Json{{"capabilities", Capabilities(session_.client)},
              {"serverInfo", {{"name", "awl"}, {"version", Version()}}}};
}

void Server::Take(std::string_view method, const Json& params) {
  if (method == "exit") {
    exit_status_ = StatusAtEnd();
    return;
  }
  if (state_ != State::kRunning) return;
  if (method == "initialized") return RegisterWatchers(session_);
  if (method == "$/cancelRequest") {
    // All other requests have their answers.
    if (workspace_check_ != nullptr && workspace_check_->id() == Get(params, "id")) {
      EndWorkspaceCheck(Failed(ErrorCode::kRequestCancelled, "the request was cancelled"));
    }
    return;
  }
  for (const NotificationMethod& known : kNotifications) {
    if (known.name == method) return known.take(session_, params);
  }
  // Others may be left out, as may all that begin with "$/".
}

void Server::CheckNext() {
  if (OpenDocument* document = session_.NextPending()) {
    CheckDocument(document);
  } else if (workspace_check_ != nullptr) {
    CheckWorkspaceFile();
  }
  Flush();
}

void Server::CheckDocument(OpenDocument* document) {
  try {
    PublishDiagnostics(session_, document);
  } catch (const std::exception& fault) {
    session_.Log(Session::Severe::kError, Cat(document->uri, ": ", Explain(fault)));
  }
}

void Server::BeginWorkspaceCheck(const Json& id, const Json& params) {
  EndWorkspaceCheck(Failed(ErrorCode::kServerCancelled, "the workspace was asked for again"));
  workspace_check_ = std::make_unique<WorkspaceCheck>(session_, id, params);
}

void Server::CheckWorkspaceFile() {
  if (workspace_check_->is_done()) return EndWorkspaceCheck(workspace_check_->TakeReport());
  try {
    workspace_check_->CheckNextFile(session_);
  } catch (const std::exception& fault) {
    session_.Log(Session::Severe::kError, Explain(fault));
  }
}

void Server::EndWorkspaceCheck(const Reply& reply) {
  if (workspace_check_ == nullptr) return;
  const std::unique_ptr<WorkspaceCheck> ended = std::move(workspace_check_);
  sink_(Response(ended->id(), reply));
}

void Server::Flush() {
  for (const Json& message : session_.TakeMessages()) sink_(message);
}

}  // namespace awl::lsp
