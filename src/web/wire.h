#ifndef AWL_WEB_WIRE_H_
#define AWL_WEB_WIRE_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "web/fetcher.h"

namespace awl {

// How `awl links` and the program awl-links talk: JSON, a value a line, over pipes.
//
// `awl-links` is run without arguments; `awl-links --version` prints "awl-links 0.1.0". Its
// environment has GITHUB_TOKEN or GH_TOKEN if awl's had. It writes nothing but the protocol to
// standard output, and what went wrong, one line, to standard error, with exit status 2.
//
//   awl:        {"awl-links":1,"version":"0.1.0","options":{...}}   first line: FetchOptions
//   awl-links:  {"awl-links":1,"version":"0.1.0"}                   at once, before it reads on
//   awl:        {"key":"...","url":"..."}                           a line for each LinkRequest
//   awl:        {"ask":2}                                           no more come, there were 2
//   awl-links:  {"key":"...","attempts":[...]}                      a line for each Observation
//   awl-links:  {"done":1}                                          and exit status 0
//
// awl keeps the pipe open: the end of standard input, at any moment, means stop. awl-links then
// drops what is under way and ends, so it never outlives awl. A version that is not the same is an
// error on both sides. A line is at most kMaxWireLine bytes; a longer one is an error.
inline constexpr std::size_t kMaxWireLine = std::size_t{1} << 20;

struct WireHello {
  std::string version = {};
  FetchOptions options = {};
};
struct WireAsk {
  std::size_t count = 0;
};
struct WireDone {};

// Each with its line end.
std::string WriteHello(const FetchOptions& options);
std::string WriteHelperHello();
std::string WriteRequest(const LinkRequest& request);
std::string WriteAsk(std::size_t count);
std::string WriteObservation(const Observation& observation);
std::string WriteDone();

// A line that awl-links reads.
using WireToHelper = std::variant<WireHello, LinkRequest, WireAsk>;
Result<WireToHelper> ReadWireToHelper(std::string_view line);
// A line that awl reads.
using WireToAwl = std::variant<WireHello, Observation, WireDone>;
Result<WireToAwl> ReadWireToAwl(std::string_view line);

}  // namespace awl

#endif  // AWL_WEB_WIRE_H_
