#include "facts/destinations.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kIndexPages[] = {"index.html", "index.htm", "index.php", "index.shtml"};

class LinkDirectoryIndexRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    for (const Destination& destination : ctx.facts().destinations()) {
      const Url& url = destination.parts;
      // A page with a query is a program; one in a code host's file view is that very file.
      if (!url.is_http() || url.has_query || url.path.find("/blob/") != std::string_view::npos)
        continue;
      const std::string_view page = IndexPage(url.path);
      if (page.empty()) continue;
      Diagnostic& found =
          ctx.Report(destination.range, Cat("\"", page, "\" is what the folder shows anyway"));
      if (!destination.is_plain) continue;
      const auto begin =
          destination.range.begin + static_cast<Offset>(page.data() - destination.url.data());
      found.fix = Fix{.title = Cat("link the folder"),
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kDestination,
                      .edits = {{{begin, begin + static_cast<Offset>(page.size())}, ""}}};
    }
  }

 private:
  static std::string_view IndexPage(std::string_view path) {
    for (const std::string_view page : kIndexPages) {
      if (path.size() > page.size() && path.ends_with(page) &&
          path[path.size() - page.size() - 1] == '/')
        return path.substr(path.size() - page.size());
    }
    return {};
  }
};

}  // namespace

RuleInfo LinkDirectoryIndexInfo() {
  return {
      .name = "link-directory-index",
      .group = "link",
      .summary = "URL ends in the name of an index page",
      .rationale = "The folder's address is shorter and outlives a change of the site's software.",
      .severity = Severity::kInfo,
      .fix = FixKind::kUnsafe,
      .profiles = kStrict,
      .create = MakeRule<LinkDirectoryIndexRule>};
}

}  // namespace awl
