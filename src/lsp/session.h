#ifndef AWL_LSP_SESSION_H_
#define AWL_LSP_SESSION_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/fix_loop.h"
#include "lsp/client.h"
#include "lsp/json.h"
#include "lsp/rpc.h"
#include "lsp/workspace.h"

namespace awl::lsp {

// A text that the editor has open, as of its newest version.
struct OpenDocument {
  enum class Kind : std::uint8_t { kMarkdown, kConfig, kOther };

  std::string uri = {};  // as the client writes it
  FileName name = {};
  std::string real = {};  // where its file is stored, without links
  Kind kind = Kind::kMarkdown;
  std::optional<std::int64_t> version = {};
  std::shared_ptr<const std::string> text = {};

  // What a check has found in this text. Only the document that was checked last has it: of a
  // thousand open ones one is worked on.
  std::optional<Outcome> outcome = {};
  std::string error = {};  // what kept it from that
  // Of the check, or of the error; 0: there was none since the text changed.
  std::uint64_t result_id = 0;
};

// What the server knows while it runs: the client, its documents, and the workspace. Each group of
// features is a file of functions on it.
class Session {
 public:
  Session(const FileSystem& stored, ProcessRunner run_process)
      : workspace(stored, std::move(run_process)) {}

  Client client;
  Workspace workspace;

  // Documents are known by their file, as clients may write a URI in several ways.
  OpenDocument* Find(std::string_view uri);
  // The one of `textDocument` in the parameters of most requests.
  OpenDocument* DocumentOf(const Json& params);
  OpenDocument& Add(OpenDocument document);
  void Remove(const OpenDocument& document);
  std::vector<OpenDocument*> Documents();

  // The text changed: what was found in it is no longer so.
  void Touch(OpenDocument* document);
  // What all findings rest on changed.
  void TouchAll();

  // The findings in the newest text. Null where it could not be checked: see OpenDocument::error.
  const Outcome* Check(OpenDocument* document);
  // The newest text as a tree. Lives until the text of this or the tree of another is asked for.
  const ParsedFile& Parse(const OpenDocument& document);

  // A document to check when there is time, before the others if it is `urgent`.
  void Enqueue(const OpenDocument& document, bool urgent);
  bool has_pending() const { return !pending_.empty(); }
  OpenDocument* NextPending();

  // Messages to the client.
  void Notify(std::string_view method, Json params);
  void Ask(std::string_view method, Json params);
  enum class Severe : std::uint8_t { kError = 1, kWarning = 2, kInfo = 3, kLog = 4 };
  void Log(Severe severe, std::string_view message);
  void Show(Severe severe, std::string_view message);
  std::vector<Json> TakeMessages() { return std::exchange(messages_, {}); }

  // What the client was shown of config files, by URI.
  std::map<std::string, Json> shown_config_errors;
  // What last kept a document from being checked.
  std::string told_error;
  // What it was shown of documents: those that have findings to clear.
  std::map<std::string, bool> has_shown;

 private:
  static std::string KeyOf(std::string_view uri);

  void RunCheck(OpenDocument* document);

  std::map<std::string, OpenDocument> documents_;  // by KeyOf
  std::string checked_;                            // the key of the one with an outcome
  std::vector<std::string> pending_;               // keys, the most urgent last
  std::uint64_t last_result_ = 0;
  std::uint64_t last_request_ = 0;
  std::vector<Json> messages_;
  std::shared_ptr<const std::string> parsed_text_;
  std::unique_ptr<const ParsedFile> parsed_;
};

// InvalidParams that names the document, or says that none is named.
Reply NotOpen(const Json& params);

}  // namespace awl::lsp

#endif  // AWL_LSP_SESSION_H_
