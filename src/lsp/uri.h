#ifndef AWL_LSP_URI_H_
#define AWL_LSP_URI_H_

#include <optional>
#include <string>
#include <string_view>

namespace awl::lsp {

// The absolute path that a file: URI names, percent-encoding decoded, without "." and ".."; nothing
// for other schemes, other hosts, and paths that no file can have.
std::optional<std::string> PathOfUri(std::string_view uri);
// The inverse, as most clients write it.
std::string UriOfPath(std::string_view path);

}  // namespace awl::lsp

#endif  // AWL_LSP_URI_H_
