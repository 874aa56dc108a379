#include "engine/file_kind.h"

#include <utility>

#include "base/strings.h"
#include "engine/discovery.h"
#include "facts/link_share.h"

namespace awl {

FileKindVerdict JudgeFile(const Facts& facts, const FilePlace& place, Profile profile,
                          const GlobSet& lists) {
  if (place.real.empty()) return {true, "standard input without a name is a list"};
  if (profile == Profile::kAwesomeLint && place.named) {
    return {true, "in profile awesome-lint every file that is named is a list"};
  }
  if (IsReadme(place.real)) {
    if (!place.in_repository) return {true, "it is a readme"};
    if (place.tree_path.find('/') == std::string_view::npos) {
      return {true, "it is the readme of the repository"};
    }
  }
  if (!lists.empty() && lists.Matches(place.config_path)) {
    return {true, "\"lists\" in the config names it"};
  }
  const LinkShare share = MeasureLinkShare(facts);
  std::string why =
      Cat(share.entries, share.entries == 1 ? " entry" : " entries", " with links to other sites ",
          share.entries == 1 ? "makes up " : "make up ", share.percent, " % of its text");
  if (share.percent < LinkShare::kLeastPercent) {
    if (share.is_awesome)
      why += Cat(", and it calls itself awesome, with ", share.linked, " links");
    if (share.has_contents) why += ", and it has contents";
  }
  return {share.IsOfAList(), std::move(why)};
}

}  // namespace awl
