#ifndef AWL_RULE_WEB_LINKS_H_
#define AWL_RULE_WEB_LINKS_H_

#include <string>
#include <vector>

#include "facts/destinations.h"
#include "facts/facts.h"
#include "web/web.h"

namespace awl {

// A link of the file, and what is known of the page that it leads to.
struct WebLink {
  const Destination* destination = nullptr;  // the facts'
  const WebFact* fact = nullptr;             // the Web's
};

// Whether `awl links` asks for it: http and https, no badges.
bool IsAskedFor(const Destination& destination);

std::vector<WebLink> FindWebLinks(const Facts& facts, const Web& web);

}  // namespace awl

#endif  // AWL_RULE_WEB_LINKS_H_
