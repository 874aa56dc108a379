#ifndef AWL_RULE_LINK_CURE_H_
#define AWL_RULE_LINK_CURE_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "awl/diagnostic.h"
#include "awl/list.h"
#include "awl/rule.h"
#include "facts/destinations.h"

namespace awl {

// `cure` and `mark`, the options of the rules that say what becomes of an entry whose page is gone.
inline constexpr OptionInfo kCureOption = {"cure", OptionType::kEnum, "none",
                                           "What --unsafe-fixes does with the entry.",
                                           "none|archive|remove|mark"};
inline constexpr OptionInfo kProjectCureOption = {"cure", OptionType::kEnum, "none",
                                                  "What --unsafe-fixes does with the entry.",
                                                  "none|remove|mark"};
inline constexpr OptionInfo kMarkOption = {"mark", OptionType::kString, "💀",
                                           "What `cure: mark` puts after the link."};

// Makes the fixes of one file.
class LinkCure {
 public:
  LinkCure(const List& list, const Options& options)
      : list_(list), cure_(options.String("cure")), mark_(options.String("mark")) {}

  // None where the option says so, and where the entry cannot be edited. `archived`: the snapshot;
  // empty: there is none.
  std::optional<Fix> For(const Destination& destination, std::string_view archived);

 private:
  std::optional<Fix> Remove(NodeId link);
  std::optional<Fix> Mark(NodeId link) const;

  const List& list_;
  const std::string& cure_;
  const std::string& mark_;
  std::unordered_map<NodeId, EntryId> entries_ = {};  // by main link, once somebody asks
};

// `url` as a destination that stands at `place` is written; none where it cannot be. It is plain
// text of a URL: what Markdown would read in another way is escaped as RFC 3986 has it.
std::optional<std::string> AsDestination(const Destination& place, std::string_view url);

}  // namespace awl

#endif  // AWL_RULE_LINK_CURE_H_
