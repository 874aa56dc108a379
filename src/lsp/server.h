#ifndef AWL_LSP_SERVER_H_
#define AWL_LSP_SERVER_H_

#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "lsp/json.h"
#include "lsp/rpc.h"
#include "lsp/session.h"
#include "lsp/workspace_check.h"

namespace awl::lsp {

// The language server without a transport and without threads: messages go in, messages come out.
// A change of a text is only noted; whoever drives the server calls CheckNext when no message
// waits, so that of many changes only the last one is checked. For one thread.
class Server {
 public:
  using Sink = std::function<void(const Json& message)>;

  // Calls `sink` for each message to the client, from within the calls below.
  Server(const FileSystem& files, ProcessRunner run_process, Sink sink);

  void Handle(const Json& message);
  // What came was no JSON, or no message.
  void HandleGarbage(std::string_view why);
  // A request that is not worth an answer any more: it gets an error instead.
  void Refuse(const Json& request, ErrorCode code, std::string_view why);

  // Whether CheckNext has something to do.
  bool has_pending() const {
    return state_ == State::kRunning && (session_.has_pending() || workspace_check_ != nullptr);
  }
  // Checks one document that changed, and shows what was found in it; where there is none, one file
  // of the workspace that was asked for.
  void CheckNext();

  // After `exit`: the exit status.
  const std::optional<int>& exit_status() const { return exit_status_; }
  // What ends without `exit`: 0 where the client had asked for the end.
  int StatusAtEnd() const { return state_ == State::kShutDown ? 0 : 1; }

 private:
  enum class State { kNew, kRunning, kShutDown };

  Reply Answer(std::string_view method, const Json& params);
  Reply Initialize(const Json& params);
  void Take(std::string_view method, const Json& params);
  void CheckDocument(OpenDocument* document);
  void BeginWorkspaceCheck(const Json& id, const Json& params);
  void CheckWorkspaceFile();
  void EndWorkspaceCheck(const Reply& reply);
  void Flush();

  Session session_;
  const Sink sink_;
  State state_ = State::kNew;
  std::optional<int> exit_status_;
  std::unique_ptr<WorkspaceCheck> workspace_check_;
};

}  // namespace awl::lsp

#endif  // AWL_LSP_SERVER_H_
