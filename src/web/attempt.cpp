#include "web/attempt.h"

#include <algorithm>
#include <iterator>

#include "base/strings.h"

namespace awl {
namespace {

// In the order of the enumerators.
constexpr std::string_view kFailures[] = {
    "none",
    "no-such-host",
    "no-address",
    "resolver",
    "timeout",
    "refused",
    "unroutable",
    "reset",
    "tls-expired",
    "tls-wrong-name",
    "tls-unknown-issuer",
    "tls-other",
    "redirect-loop",
    "too-many-redirects",
    "bad-redirect",
    "bad-answer",
    "blocked-address",
    "blocked-scheme",
    "userinfo",
    "bad-url",
};
static_assert(std::size(kFailures) == static_cast<std::size_t>(Failure::kBadUrl) + 1);

// For people, in the same order.
constexpr std::string_view kReasons[] = {
    "",
    "no such host",
    "the host has no address",
    "its name could not be looked up",
    "no answer in time",
    "connection refused",
    "no route to the host",
    "connection closed before an answer",
    "the certificate has expired",
    "the certificate is another host's",
    "the certificate is by an unknown issuer",
    "no TLS connection",
    "redirects in a circle",
    "too many redirects",
    "a redirect that leads nowhere",
    "an answer that is not HTTP",
    "a private address, which awl does not open",
    "a scheme that awl does not open",
    "a user or password in the URL, which awl does not send",
    "a URL that cannot be asked for",
};
static_assert(std::size(kReasons) == std::size(kFailures));

constexpr std::string_view kEvidence[] = {"ok", "hard", "soft", "shut", "blocked", "other"};
static_assert(std::size(kEvidence) == static_cast<std::size_t>(Evidence::kOther) + 1);

constexpr int kShut[] = {401, 402, 403, 405, 406, 407, 418, 421, 425, 429, 451, 999};

bool Has(std::span<const int> statuses, int status) {
  return std::find(statuses.begin(), statuses.end(), status) != statuses.end();
}

bool IsCloudflare(const Attempt& attempt) {
  return attempt.has_cf_mitigated ||
         (attempt.server == "cloudflare" && (attempt.status == 403 || attempt.status == 503));
}

Evidence ClassifyFailure(Failure failure) {
  switch (failure) {
    case Failure::kNoSuchHost:
    case Failure::kNoAddress:
      return Evidence::kHard;
    case Failure::kResolver:
    case Failure::kTimeout:
    case Failure::kRefused:
    case Failure::kUnroutable:
    case Failure::kReset:
    case Failure::kTlsExpired:
    case Failure::kTlsWrongName:
    case Failure::kTlsUnknownIssuer:
    case Failure::kTlsOther:
    case Failure::kRedirectLoop:
    case Failure::kTooManyRedirects:
      return Evidence::kSoft;
    case Failure::kBlockedAddress:
    case Failure::kBlockedScheme:
    case Failure::kUserinfo:
    case Failure::kBadUrl:
      return Evidence::kBlocked;
    case Failure::kNone:
    case Failure::kBadRedirect:
    case Failure::kBadAnswer:
      break;
  }
  return Evidence::kOther;
}

// How much it says against the link.
int WeightOf(Evidence evidence) {
  switch (evidence) {
    case Evidence::kOk:
      return 0;
    case Evidence::kShut:
      return 1;
    case Evidence::kOther:
      return 2;
    case Evidence::kBlocked:
      return 3;
    case Evidence::kSoft:
      return 4;
    case Evidence::kHard:
      break;
  }
  return 5;
}

template <typename E, std::size_t N>
std::optional<E> Named(const std::string_view (&names)[N], std::string_view name) {
  const auto* found = std::find(std::begin(names), std::end(names), name);
  if (found == std::end(names)) return std::nullopt;
  return static_cast<E>(found - std::begin(names));
}

}  // namespace

std::string_view NameOf(Failure failure) { return kFailures[static_cast<std::size_t>(failure)]; }
std::optional<Failure> FailureNamed(std::string_view name) {
  return Named<Failure>(kFailures, name);
}

std::string_view NameOf(Evidence evidence) { return kEvidence[static_cast<std::size_t>(evidence)]; }
std::optional<Evidence> EvidenceNamed(std::string_view name) {
  return Named<Evidence>(kEvidence, name);
}

Evidence Classify(const Attempt& attempt, std::span<const int> accepted) {
  if (attempt.failure != Failure::kNone) return ClassifyFailure(attempt.failure);
  const int status = attempt.status;
  if (Has(accepted, status)) return Evidence::kOk;
  if (IsCloudflare(attempt) || attempt.page.is_challenge || Has(kShut, status)) {
    return Evidence::kShut;
  }
  if (status >= 200 && status < 300) return Evidence::kOk;
  if (status == 404 || status == 410) return Evidence::kHard;
  if (status >= 500 && status < 600) return Evidence::kSoft;
  return Evidence::kOther;
}

const Attempt& BestOf(std::span<const Attempt> attempts, std::span<const int> accepted) {
  return *std::min_element(
      attempts.begin(), attempts.end(), [accepted](const Attempt& a, const Attempt& b) {
        return WeightOf(Classify(a, accepted)) < WeightOf(Classify(b, accepted));
      });
}

bool WantsSecondAttempt(const Attempt& attempt, std::span<const int> accepted) {
  const Evidence evidence = Classify(attempt, accepted);
  return evidence == Evidence::kHard || evidence == Evidence::kSoft || evidence == Evidence::kOther;
}

std::string ReasonOf(const Attempt& attempt) {
  if (attempt.failure != Failure::kNone) {
    return std::string(kReasons[static_cast<std::size_t>(attempt.failure)]);
  }
  if (IsCloudflare(attempt)) return Cat(attempt.status, " by Cloudflare");
  if (attempt.page.is_challenge) return Cat(attempt.status, " with a test for robots");
  return Cat(attempt.status);
}

}  // namespace awl
