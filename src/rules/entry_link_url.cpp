#include <optional>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "base/utf8.h"
#include "facts/anchors.h"
#include "facts/destinations.h"
#include "facts/heading_renames.h"
#include "grammar/awesome_lint_item.h"
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
    if (ctx.awesome_lint()) return CheckAsAwesomeLint(doc, ctx);
    const DestinationTable& destinations = ctx.list().destination_table();
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
  static void CheckAsAwesomeLint(const Document& doc, RuleContext& ctx) {
    bool is_named = false;
    for (const AwesomeLintItemFault& fault : FindAwesomeLintItemFaults(doc)) {
      if (fault.fault != AwesomeLintFault::kUrl) continue;
      const Node& link = doc[fault.at];
      Diagnostic& found = ctx.Report(link.full, "the item's link is not an absolute URL");
      if (is_named || !ctx.list().InContents(link)) continue;
      found.fix = NameContents(doc, ctx.list());
      is_named = true;
    }
  }

  // To awesome-lint a contents list is one only below "## Contents"; else its items are entries.
  static std::optional<Fix> NameContents(const Document& doc, const List& list) {
    const Contents& contents = *list.contents();
    Fix fix{.title = "call the section \"Contents\"",
            .applicability = Applicability::kUnsafe,
            .effect = Effect::kStructure};
    if (contents.heading == kNoNode) {
      const Node& items = doc[contents.lists.front()];
      const Offset begin = doc.source().LineBegin(doc.source().LineAt(items.full.begin));
      if (items.parent != doc.root() || list.anchors().Find("contents") != nullptr) {
        return std::nullopt;
      }
      fix.title = "write \"## Contents\" before the list";
      fix.edits = {{{begin, begin}, "## Contents\n\n"}};
      return fix;
    }
    const Node& heading = doc[contents.heading];
    const HeadingInfo& info = doc.heading(heading);
    if (heading.parent != doc.root() || info.open.empty() ||
        doc.Slice(heading.content) != Trim(info.text) || !IsAscii(info.text)) {
      return std::nullopt;
    }
    std::optional<std::vector<Edit>> edits = HeadingRenames(list).EditsFor(heading, "Contents");
    if (!edits) return std::nullopt;
    fix.edits = std::move(*edits);
    fix.edits.push_back({info.open, "##"});
    fix.edits.push_back({heading.content, "Contents"});
    return fix;
  }

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
          .create = MakeRule<EntryLinkUrlRule>};
}

}  // namespace awl
