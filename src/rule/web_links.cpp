#include "rule/web_links.h"

namespace awl {

bool IsAskedFor(const Destination& destination) {
  return destination.parts.is_http() && !destination.parts.host.empty() && !destination.is_badge;
}

std::vector<WebLink> FindWebLinks(const Facts& facts, const Web& web) {
  std::vector<WebLink> links;
  for (const Destination& destination : facts.destinations()) {
    if (!IsAskedFor(destination)) continue;
    if (const WebFact* fact = web.Find(LinkKey(destination.url))) {
      links.push_back({&destination, fact});
    }
  }
  return links;
}

}  // namespace awl
