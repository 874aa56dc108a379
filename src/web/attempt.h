#ifndef AWL_WEB_ATTEMPT_H_
#define AWL_WEB_ATTEMPT_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "web/page.h"

namespace awl {

// Why an attempt has no HTTP status. Names are those of the protocol and of the state file.
enum class Failure : std::uint8_t {
  kNone,              // there is a status
  kNoSuchHost,        // NXDOMAIN
  kNoAddress,         // the name exists, but has no A or AAAA record
  kResolver,          // SERVFAIL, REFUSED, no resolver answers
  kTimeout,           // of the connection or of the answer
  kRefused,           // RST in answer to SYN
  kUnroutable,        // no route to the host or its network
  kReset,             // the connection ended before the whole header was there
  kTlsExpired,        // the certificate's time is over, or has not come
  kTlsWrongName,      // the certificate is another host's
  kTlsUnknownIssuer,  // self-signed, or by nobody that the system trusts
  kTlsOther,          // handshake: protocol, cipher, alert
  kRedirectLoop,      // a hop leads to a URL that was asked before in this attempt
  kTooManyRedirects,  // more than kMaxHops
  kBadRedirect,       // a redirect without a usable Location
  kBadAnswer,         // not HTTP, a header that is too large or malformed
  kBlockedAddress,    // awl's guard: the host's address is private
  kBlockedScheme,     // not http or https; also of a hop
  kUserinfo,          // the URL holds a user or a password, which is never sent
  kBadUrl,            // no client can ask for it: control bytes, no host
};
std::string_view NameOf(Failure failure);
std::optional<Failure> FailureNamed(std::string_view name);

// A redirect that was followed.
struct Hop {
  int status = 0;        // 301, 302, 303, 307 or 308
  std::string url = {};  // where it led: absolute, without fragment unless the server gave one
  bool is_permanent() const { return status == 301 || status == 308; }
};
inline constexpr std::size_t kMaxHops = 10;

// What one attempt to open a URL saw. Written by the fetcher; nothing in it is judged.
struct Attempt {
  Failure failure = Failure::kNone;
  int status = 0;  // of the last answer; 0 where `failure` is set
  // The last answer's `server:` header, lower case, at most 64 bytes.
  std::string server = {};
  bool has_cf_mitigated = false;  // a `cf-mitigated:` header
  // In order; where `failure` is set, those before it.
  std::vector<Hop> hops = {};
  // Only of an answer with a body that was read.
  Page page = {};
  // For people: curl's own words for a failure, at most 200 bytes. No secrets, no URL.
  std::string detail = {};
  std::int64_t time = 0;  // seconds since 1970, when it ended
  // Asked at a forge's API, not at the URL itself.
  bool via_api = false;

  // Where the attempt ended: the last hop, else `url`, which it began with.
  std::string_view FinalUrl(std::string_view url) const {
    return hops.empty() ? url : std::string_view(hops.back().url);
  }
};

// What an attempt says of its link.
enum class Evidence : std::uint8_t {
  kOk,       // it is alive
  kHard,     // the server, or the registry of names, says that it is not there
  kSoft,     // something is broken, perhaps for a moment
  kShut,     // somebody is there and does not let awl in
  kBlocked,  // awl would not ask
  kOther,    // an answer that says nothing
};
std::string_view NameOf(Evidence evidence);
std::optional<Evidence> EvidenceNamed(std::string_view name);

// `accepted`: statuses that the config says are alive for this host.
Evidence Classify(const Attempt& attempt, std::span<const int> accepted = {});

// Of the attempts of one run the one that counts: the one that says least against the link, since a
// failure must say the same twice. `attempts` is not empty.
const Attempt& BestOf(std::span<const Attempt> attempts, std::span<const int> accepted = {});

// Whether the fetcher should try once more before it reports: what is hard, soft or says nothing.
// Who shuts awl out is not asked again.
bool WantsSecondAttempt(const Attempt& attempt, std::span<const int> accepted = {});

// "404", "no such host", "403 by Cloudflare": for messages.
std::string ReasonOf(const Attempt& attempt);

}  // namespace awl

#endif  // AWL_WEB_ATTEMPT_H_
