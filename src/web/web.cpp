#include "web/web.h"

#include <utility>

#include "text/url.h"

namespace awl {

Web::Web(LinkState state, const VerdictRules& rules, const std::set<std::string>& added)
    : state_(std::move(state)), rules_(rules) {
  facts_.reserve(state_.records.size());
  for (const auto& [key, record] : state_.records) {
    if (record.checked == 0) continue;
    facts_.emplace(key, WebFact{.record = &record,
                                .verdict = Judge(record, rules_),
                                .is_new = added.count(key) != 0});
  }
}

const WebFact* Web::Find(std::string_view key) const {
  const auto found = facts_.find(key);
  return found == facts_.end() ? nullptr : &found->second;
}

std::string LinkKey(std::string_view url) { return CanonicalUrl(url.substr(0, url.find('#'))); }

}  // namespace awl
