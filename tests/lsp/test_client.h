#ifndef AWL_TESTS_LSP_TEST_CLIENT_H_
#define AWL_TESTS_LSP_TEST_CLIENT_H_

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file_system.h"
#include "lsp/json.h"
#include "lsp/rpc.h"
#include "lsp/server.h"
#include "lsp/uri.h"

namespace awl::lsp {

using Files = std::map<std::string, std::string>;  // texts by path

// An editor in memory, beside the server. Files are those of `/w` and whatever else a test puts
// there; git is not there.
class TestClient {
 public:
  explicit TestClient(Files stored = {}, Json capabilities = Everything())
      : server_(files, nullptr, [this](const Json& message) { Receive(message); }) {
    files.files = std::move(stored);
    files.files["/w/.git/HEAD"] = "ref: refs/heads/main\n";
    initialized = Ask("initialize", {{"capabilities", std::move(capabilities)},
                                     {"rootUri", "file:///w"},
                                     {"initializationOptions", Json::object()}});
    Tell("initialized", Json::object());
  }

  // What a modern editor has, but for pulling diagnostics.
  static Json Everything() {
    return Json::parse(R"({
      "general": {"positionEncodings": ["utf-8"]},
      "workspace": {
        "applyEdit": true,
        "workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]},
        "diagnostics": {"refreshSupport": true},
        "didChangeWatchedFiles": {"dynamicRegistration": true}},
      "textDocument": {
        "publishDiagnostics": {"relatedInformation": true, "dataSupport": true,
                               "codeDescriptionSupport": true, "tagSupport": {"valueSet": [1, 2]}},
        "codeAction": {"dataSupport": true, "disabledSupport": true, "isPreferredSupport": true,
                       "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
                       "resolveSupport": {"properties": ["edit"]}},
        "rename": {"prepareSupport": true},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}})");
  }
  static Json WithEncodings(Json encodings) {
    Json out = Everything();
    out["general"]["positionEncodings"] = std::move(encodings);
    return out;
  }

  // The response's result, or {"error": …}.
  Json Ask(std::string_view method, Json params) {
    const int id = ++last_id_;
    server_.Handle(Request(id, method, std::move(params)));
    const auto found = responses_.find(id);
    if (found == responses_.end()) return "no response";
    const Json& response = found->second;
    if (response.contains("error")) return {{"error", response["error"]}};
    return response["result"];
  }
  void Tell(std::string_view method, Json params) {
    server_.Handle(Notification(method, std::move(params)));
  }
  // Until nothing is left to be checked.
  void Settle() {
    while (server_.has_pending()) server_.CheckNext();
  }

  static std::string Uri(std::string_view path) { return UriOfPath(path); }
  static Json Document(std::string_view path) { return {{"uri", Uri(path)}}; }

  void Open(std::string_view path, std::string_view text, std::string_view language = "markdown") {
    Json item = {{"uri", Uri(path)}, {"languageId", language}, {"version", 1}, {"text", text}};
    Tell("textDocument/didOpen", {{"textDocument", std::move(item)}});
    Settle();
  }
  void Change(std::string_view path, int version, Json changes) {
    Tell("textDocument/didChange", {{"textDocument", {{"uri", Uri(path)}, {"version", version}}},
                                    {"contentChanges", std::move(changes)}});
    Settle();
  }
  // All of the text.
  void Replace(std::string_view path, int version, std::string_view text) {
    Change(path, version, Json::array({{{"text", text}}}));
  }
  void Close(std::string_view path) {
    Tell("textDocument/didClose", {{"textDocument", Document(path)}});
    Settle();
  }

  // What is shown for a file now, as "line:character rule"; "-" where nothing ever was.
  std::string Shown(std::string_view path) const {
    const auto found = published.find(Uri(path));
    return found == published.end() ? "-" : Summary(found->second["diagnostics"]);
  }
  static std::string Summary(const Json& diagnostics) {
    std::string out;
    for (const Json& diagnostic : diagnostics) {
      const Json& start = diagnostic["range"]["start"];
      const std::string code = diagnostic.value("code", diagnostic.value("message", ""));
      out += (out.empty() ? "" : ", ") + start["line"].dump() + ":" + start["character"].dump() +
             " " + code;
    }
    return out;
  }
  // Requests and notifications of the server with that method.
  std::vector<Json> Received(std::string_view method) const {
    std::vector<Json> out;
    for (const Json& message : messages) {
      if (message.value("method", "") == method) out.push_back(message["params"]);
    }
    return out;
  }

  MemoryFileSystem files;
  Json initialized;
  std::vector<Json> messages;             // in their order, responses included
  std::map<std::string, Json> published;  // by URI, the newest diagnostics

  Server& server() { return server_; }

 private:
  void Receive(const Json& message) {
    messages.push_back(message);
    if (!message.contains("method")) {
      if (message["id"].is_number()) responses_[message["id"]] = message;
    } else if (message["method"] == "textDocument/publishDiagnostics") {
      published[message["params"]["uri"]] = message["params"];
    }
  }

  Server server_;
  int last_id_ = 0;
  std::map<int, Json> responses_;
};

}  // namespace awl::lsp

#endif  // AWL_TESTS_LSP_TEST_CLIENT_H_
