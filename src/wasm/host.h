#ifndef AWL_WASM_HOST_H_
#define AWL_WASM_HOST_H_

#include <string>
#include <string_view>

namespace awl {

// What the module asks of the program that runs it, by the number of the call; the other side is
// packaging/npm/module.js. Of what is named below, `name` comes first, `data` after the colon; the
// answer is bytes or a small number. A call that fails answers with why, ready to print.
enum class HostCall : int {
  kWrite,       // "1" or "2" (as file descriptors): text. Fails if nobody reads any more
  kKindOf,      // a path. Answers with a FileKind
  kRead,        // a path: "f" or "r" (Links), the limit. An identity, and the bytes of the file
  kList,        // a folder: "f" or "r". For each entry a FileKind, "1" for a link or "0", name, NUL
  kReplace,     // a path: "1" or "0" for in_place, the same for named, an identity, the bytes
  kWriteFile,   // a path: "f" or "r", the bytes. Its identity
  kReadInput,   // "": the limit. All of standard input
  kReadBlock,   // Some of standard input; nothing at its end
  kResolve,     // a path. The absolute path without links, or the same
  kLinkTarget,  // a path. What the link says
  kEnvironment,  // a variable. Its value
  kRun,          // see HostProcess. Exit status, size of the output, output, errors
  kClock,        // "real" or "monotonic". Nanoseconds
  kSend,         // "": a message of the language server to its client, in JSON
  kTables,       // a language. Its packed tables; asked by the module for pages only
};

struct HostAnswer {
  // 0, or a FileKind; negative if the call failed.
  int status = 0;
  std::string bytes = {};
  bool ok() const { return status >= 0; }
};

HostAnswer AskHost(HostCall call, std::string_view name = {}, std::string_view data = {});

// The answer to a read: there is more than the limit.
inline constexpr int kTooLarge = -2;

}  // namespace awl

#endif  // AWL_WASM_HOST_H_
