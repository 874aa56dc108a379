#include "awesome_lint/rules.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "facts/destinations.h"
#include "rules/builtin.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"allow-relative", OptionType::kBool, "true", "An entry may link a file of the repository."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-list-item"};

// "example.com/page": a name that ends in a common top-level domain, before any slash. "docs/a.com"
// and "a.md" are files.
bool LooksLikeHost(std::string_view url) {
  const std::string_view host = url.substr(0, url.find_first_of("/?#:"));
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return false;
  for (const std::string_view domain :
       {"com", "org", "net", "io", "dev", "edu", "gov", "ai", "app"}) {
    if (EqualsIgnoreAsciiCase(host.substr(dot + 1), domain)) return true;
  }
  return false;
}

// What is wrong with the URL, or empty.
std::string_view Judge(std::string_view url, const Url& parts, bool allow_relative) {
  if (url.front() == '#') return {};  // an anchor's rules'
  if (parts.is_http()) {
    if (!parts.has_authority) return {};  // "http:/x" is link-malformed's
    if (parts.host.empty()) return "the URL has no host";
    const bool named = parts.host.find('.') != std::string_view::npos ||
                       parts.host.front() == '[' || parts.host == "localhost";
    return named ? std::string_view() : "the URL's host has no domain";
  }
  if (!parts.scheme.empty()) return {};
  if (StartsWithIgnoreAsciiCase(url, "www.")) return "the URL lacks its scheme (https://)";
  if (LooksLikeHost(url)) return "the URL lacks its scheme (https://)";
  return allow_relative ? std::string_view() : "the URL is relative";
}

class EntryLinkUrlRule final : public Rule {
 public:
  explicit EntryLinkUrlRule(const Options& options)
      : allow_relative_(options.Bool("allow-relative")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const DestinationTable& destinations = ctx.facts().destination_table();
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.link == kNoNode) continue;
      const Node& link = doc[entry.link];
      if (doc.link(link).form == LinkForm::kBare) continue;
      const Destination* destination = destinations.Find(doc, entry.link);
      if (destination == nullptr) continue;  // link-empty's
      const std::string_view message = Judge(destination->url, destination->parts, allow_relative_);
      if (!message.empty())
        ctx.Report(entry.url.empty() ? link.full : entry.url, std::string(message));
    }
  }

 private:
  const bool allow_relative_;
};

}  // namespace

RuleInfo EntryLinkUrlInfo() {
  return {.name = "entry-link-url",
          .group = "entry",
          .summary = "Entry's link is not a usable URL",
          .rationale =
              "Without its scheme a URL is taken for a file beside the list, and the link breaks.",
          .severity = Severity::kError,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<EntryLinkUrlRule>,
          .awesome_lint = awesome_lint::EntryLinkUrl};
}

}  // namespace awl
