#include "lsp/rpc.h"

namespace awl::lsp {

Json Response(const Json& id, const Reply& reply) {
  Json out = {{"jsonrpc", "2.0"}, {"id", id}};
  if (!reply.error()) {
    out["result"] = reply.result();
    return out;
  }
  Json error = {{"code", static_cast<int>(reply.error()->code)},
                {"message", reply.error()->message}};
  if (!reply.error()->data.is_null()) error["data"] = reply.error()->data;
  out["error"] = std::move(error);
  return out;
}

Json Request(const Json& id, std::string_view method, Json params) {
  return {{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", std::move(params)}};
}

Json Notification(std::string_view method, Json params) {
  return {{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}};
}

}  // namespace awl::lsp
