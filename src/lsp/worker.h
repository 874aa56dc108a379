#ifndef AWL_LSP_WORKER_H_
#define AWL_LSP_WORKER_H_

#include "lsp/inbox.h"
#include "lsp/server.h"

namespace awl::lsp {

// Handles what comes into the inbox until the client has left, and checks what changed whenever
// nothing waits. Returns the exit status.
int RunWorker(Inbox& inbox, Server& server);

}  // namespace awl::lsp

#endif  // AWL_LSP_WORKER_H_
