#include <string>
#include <utility>

#include "facts/destinations.h"
#include "rules/builtin.h"

namespace awl {
namespace {

// What is superfluous in a link to a repository.
struct Finding {
  std::string message;
  std::string url;
};

class LinkCanonicalGithubRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    for (const Destination& destination : ctx.facts().destinations()) {
      if (destination.kind == Destination::Kind::kImage ||
          destination.kind == Destination::Kind::kHtmlImage)
        continue;
      Finding finding = Judge(destination.parts);
      if (finding.message.empty()) continue;
      Diagnostic& found = ctx.Report(destination.range, std::move(finding.message));
      if (!destination.is_plain) continue;
      found.fix = Fix{.title = "link the repository itself",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kDestination,
                      .edits = {{destination.range, std::move(finding.url)}}};
    }
  }

 private:
  static Finding Judge(const Url& url) {
    const bool www = EqualsIgnoreAsciiCase(url.host, "www.github.com");
    if (!url.is_http() || (!www && !EqualsIgnoreAsciiCase(url.host, "github.com")) || url.has_query)
      return {};
    const std::size_t owner_end = url.path.find('/', 1);
    if (owner_end == std::string_view::npos || owner_end + 1 == url.path.size()) return {};
    const std::size_t name_end = std::min(url.path.find('/', owner_end + 1), url.path.size());
    std::string_view repository = url.path.substr(0, name_end);
    const std::string_view rest = url.path.substr(name_end);
    const bool readme = IsReadme(rest);
    const bool whole = rest.empty() || rest == "/" || readme;
    const std::string fragment = url.has_fragment ? Cat("#", url.fragment) : std::string();
    if (whole && repository.ends_with(".git")) {
      return {"\".git\" at the end of a repository's address",
              Cat("https://github.com", repository.substr(0, repository.size() - 4), fragment)};
    }
    if (readme) return {"link to the readme file", Cat("https://github.com", repository, fragment)};
    if (whole && EqualsIgnoreAsciiCase(url.fragment, "readme"))
      return {"\"#readme\" at the end of a repository's address",
              Cat("https://github.com", repository)};
    if (rest == "/" && !url.has_fragment)
      return {"slash at the end of a repository's address", Cat("https://github.com", repository)};
    if (www || url.host != "github.com")
      return {Cat("\"", url.host, "\" is written github.com"),
              Cat("https://github.com", url.path, fragment)};
    return {};
  }

  // "/blob/master/README.md"
  static bool IsReadme(std::string_view rest) {
    for (const std::string_view prefix :
         {"/blob/master/", "/blob/main/", "/tree/master/", "/tree/main/"}) {
      if (rest.starts_with(prefix))
        return EqualsIgnoreAsciiCase(rest.substr(prefix.size()), "readme.md");
    }
    return false;
  }
};

}  // namespace

RuleInfo LinkCanonicalGithubInfo() {
  return {.name = "link-canonical-github",
          .group = "link",
          .summary = "GitHub address in a roundabout form",
          .rationale = "One form makes duplicates visible and survives a renamed branch.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict,
          .create = MakeRule<LinkCanonicalGithubRule>};
}

}  // namespace awl
