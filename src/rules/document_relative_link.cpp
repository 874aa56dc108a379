#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "facts/destinations.h"
#include "rule/repository_path.h"
#include "rules/builtin.h"
#include "text/outer_space.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD057"};

class DocumentRelativeLinkRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    const Repository* repository = ctx.repository();
    if (repository == nullptr) return;
    std::unordered_map<std::string, std::string_view> by_folded_path;  // made when asked for
    for (const Destination& destination : ctx.facts().destinations()) {
      const Url& url = destination.parts;
      if (!url.scheme.empty() || url.has_authority || url.path.empty()) continue;
      // "../../issues": GitHub's own pages around the file.
      const std::string path = ResolvePath(repository->path(), PercentDecode(url.path));
      if (path.empty() || path.starts_with("issues") || path.starts_with("pull") ||
          path.starts_with("wiki") || path.starts_with("discussions") ||
          path.starts_with("graphs") || path.starts_with("releases") || path.starts_with("blob/") ||
          path.starts_with("tree/"))
        continue;
      if (repository->Exists(path) || HasSpaceAround(destination)) continue;
      if (by_folded_path.empty()) {
        for (const std::string& file : repository->files()) {
          by_folded_path.emplace(AsciiLower(file), file);
        }
      }
      const auto other = by_folded_path.find(AsciiLower(path));
      if (other == by_folded_path.end() && LacksScheme(destination.url)) {
        ReportScheme(destination, ctx);
        continue;
      }
      ctx.Report(destination.range,
                 Cat("no ", KindOf(url.path), " \"", path, "\" in the repository",
                     other == by_folded_path.end()
                         ? std::string()
                         : Cat("; there is \"", other->second, "\" in other letter case")));
    }
  }

 private:
  // What is no file as long as white space is a part of the URL: link-destination-whitespace's.
  static bool HasSpaceAround(const Destination& destination) {
    return destination.kind != Destination::Kind::kDefinition &&
           SpaceAtBegin(destination.url) + SpaceAtEnd(destination.url) > 0;
  }

  // "docs/", "docs" and "docs/a.md"
  static std::string_view KindOf(std::string_view path) {
    if (path.ends_with('/')) return "folder";
    return SplitFileName(FileName(path)).extension.empty() ? "file or folder" : "file";
  }

  static void ReportScheme(const Destination& destination, RuleContext& ctx) {
    Diagnostic& found = ctx.Report(destination.range, "the URL lacks its scheme (https://)");
    if (!destination.is_plain) return;
    found.fix = Fix{.title = "write https:// before it",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kDestination,
                    .edits = {{destination.range, Cat("https://", destination.url)}}};
  }
};

}  // namespace

RuleInfo DocumentRelativeLinkInfo() {
  return {.name = "document-relative-link",
          .group = "document",
          .summary = "Link to a file that is not there",
          .rationale = "The reader gets a 404; on other systems letter case alone is enough.",
          .severity = Severity::kError,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .aliases = kAliases,
          .create = MakeRule<DocumentRelativeLinkRule>};
}

}  // namespace awl
