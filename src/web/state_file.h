#ifndef AWL_WEB_STATE_FILE_H_
#define AWL_WEB_STATE_FILE_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "web/link_record.h"

namespace awl {

// What earlier runs have seen, by key. JSON lines: first {"awl-links":1}, then a record a line,
// sorted by key, so that a version control system shows what has changed.
struct LinkState {
  std::map<std::string, LinkRecord, std::less<>> records = {};

  const LinkRecord* Find(std::string_view key) const;
  // When a run was last made.
  std::int64_t last_checked() const;
};

inline constexpr std::size_t kMaxStateSize = std::size_t{64} << 20;

// An Error begins with a place ("state.jsonl:3:1: "). A state may come from a stranger: whatever it
// says is held to the limits of what awl itself would write.
Result<LinkState> ParseState(std::string_view text, std::string_view path);

// Without the records of URLs that were never asked, or were last in the list more than 90 days
// before `now`. `verdict` and `since` are written for other programs, and not read back.
std::string WriteState(const LinkState& state, const VerdictRules& rules, std::int64_t now);

// One record as in the state; `--facts` has it as well.
std::string WriteRecord(const LinkRecord& record, const VerdictRules& rules);

// When what the verdict says began.
std::int64_t SinceOf(const LinkRecord& record);

}  // namespace awl

#endif  // AWL_WEB_STATE_FILE_H_
