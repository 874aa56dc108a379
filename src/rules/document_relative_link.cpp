#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "facts/destinations.h"
#include "rule/repository_path.h"
#include "rules/builtin.h"

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
      if (repository->Exists(path)) continue;
      if (by_folded_path.empty()) {
        for (const std::string& file : repository->files()) {
          by_folded_path.emplace(AsciiLower(file), file);
        }
      }
      const auto other = by_folded_path.find(AsciiLower(path));
      ctx.Report(destination.range,
                 Cat("no file \"", path, "\" in the repository",
                     other == by_folded_path.end()
                         ? std::string()
                         : Cat("; there is \"", other->second, "\" in other letter case")));
    }
  }
};

}  // namespace

RuleInfo DocumentRelativeLinkInfo() {
  return {.name = "document-relative-link",
          .group = "document",
          .summary = "Link to a file that is not there",
          .rationale = "The reader gets a 404; on other systems letter case alone is enough.",
          .severity = Severity::kError,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .aliases = kAliases,
          .create = MakeRule<DocumentRelativeLinkRule>};
}

}  // namespace awl
