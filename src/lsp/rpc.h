#ifndef AWL_LSP_RPC_H_
#define AWL_LSP_RPC_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lsp/json.h"

namespace awl::lsp {

// The codes of JSON-RPC and of the protocol, by their names there.
enum class ErrorCode : int {
  kParseError = -32700,
  kInvalidRequest = -32600,
  kMethodNotFound = -32601,
  kInvalidParams = -32602,
  kInternalError = -32603,
  kServerNotInitialized = -32002,
  kRequestFailed = -32803,
  kServerCancelled = -32802,
  kContentModified = -32801,
  kRequestCancelled = -32800,
};

struct RpcError {
  ErrorCode code = ErrorCode::kInternalError;
  std::string message = {};
  Json data = {};
};

// What a request comes to.
class Reply {
 public:
  Reply(Json result) : result_(std::move(result)) {}   // NOLINT(google-explicit-constructor)
  Reply(RpcError error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  const Json& result() const { return result_; }
  const std::optional<RpcError>& error() const { return error_; }

 private:
  Json result_;
  std::optional<RpcError> error_;
};

inline Reply Failed(ErrorCode code, std::string message) {
  return RpcError{.code = code, .message = std::move(message)};
}

Json Response(const Json& id, const Reply& reply);
Json Request(const Json& id, std::string_view method, Json params);
Json Notification(std::string_view method, Json params);

}  // namespace awl::lsp

#endif  // AWL_LSP_RPC_H_
