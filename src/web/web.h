#ifndef AWL_WEB_WEB_H_
#define AWL_WEB_WEB_H_

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "web/link_record.h"
#include "web/state_file.h"

namespace awl {

// What rules look up about one link.
struct WebFact {
  const LinkRecord* record = nullptr;  // never null
  Verdict verdict = Verdict::kUncertain;
  // The change that is checked has added it: `awl links --changed-since`.
  bool is_new = false;
};

// What is known of the web while files are checked: a state, judged. It asks nobody. Immutable;
// threads may share it.
class Web {
 public:
  // `added`: keys of the links that the change has added.
  explicit Web(LinkState state, const VerdictRules& rules = {},
               const std::set<std::string>& added = {});
  Web(const Web&) = delete;
  Web& operator=(const Web&) = delete;

  // Null where nothing is known. `key` is a LinkKey.
  const WebFact* Find(std::string_view key) const;
  const LinkState& state() const { return state_; }
  const VerdictRules& rules() const { return rules_; }

 private:
  const LinkState state_;
  const VerdictRules rules_;
  std::unordered_map<std::string_view, WebFact> facts_;  // keys are those of state_
};

// What links to the same page share: CanonicalUrl, without fragment. It has no scheme.
std::string LinkKey(std::string_view url);

}  // namespace awl

#endif  // AWL_WEB_WEB_H_
