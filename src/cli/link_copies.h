#ifndef AWL_CLI_LINK_COPIES_H_
#define AWL_CLI_LINK_COPIES_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

#include "awl/config.h"
#include "base/result.h"
#include "web/fetcher.h"
#include "web/link_record.h"
#include "web/run_verdicts.h"
#include "web/state_file.h"

namespace awl {

// Whether the config, for any file or section, wants copies in the place of dead links:
// `link-dead: {cure: archive}`.
bool WantsCopies(const Config& config);

// No run asks for more; the next ones begin elsewhere among the links.
inline constexpr std::size_t kMaxCopies = 200;

// Asks the Wayback Machine for a copy of each link that is dead, unless one is known, and enters
// into `state` those that there are. For so long as `goes_on` says.
std::optional<Error> FindCopies(std::span<const WantedLink> wanted, const VerdictRules& rules,
                                std::int64_t now, Fetcher& fetcher,
                                const std::function<bool()>& goes_on, LinkState* state);

}  // namespace awl

#endif  // AWL_CLI_LINK_COPIES_H_
