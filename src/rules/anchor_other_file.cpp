#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "facts/anchors.h"
#include "facts/destinations.h"
#include "rule/repository_path.h"
#include "rules/builtin.h"
#include "text/url.h"

namespace awl {
namespace {

bool IsReadme(std::string_view path) {
  const std::string lower = AsciiLower(path);
  return lower == "readme.md" || lower == "readme.markdown";
}

// "#L10", a line of the source, which GitHub shows for any file.
bool IsLine(std::string_view id) { return id.size() > 1 && id[0] == 'L' && IsAsciiDigit(id[1]); }

class AnchorOtherFileRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    const Repository* repository = ctx.repository();
    if (repository == nullptr) return;
    for (const Destination& destination : ctx.facts().destinations()) {
      const Url& url = destination.parts;
      if (url.fragment.empty() || url.has_query || destination.url.front() == '#') continue;
      const std::string path = PathOf(*repository, destination);
      if (path.empty() || !IsMarkdownPath(path)) continue;
      const std::string id = PercentDecode(url.fragment);
      if (IsLine(id) || Anchors::IsPageAnchor(id)) continue;
      if (HasAnchor(ctx, path, id).value_or(true)) continue;
      ctx.Report(destination.range, Cat("no heading or id \"", id, "\" in ", path));
    }
  }

 private:
  // The file of this repository that the URL leads to; empty if it leads elsewhere.
  static std::string PathOf(const Repository& repository, const Destination& destination) {
    const Url& url = destination.parts;
    if (url.scheme.empty() && !url.has_authority) {
      const std::string path = ResolvePath(repository.path(), PercentDecode(url.path));
      return repository.Exists(path) ? path : std::string();
    }
    const std::optional<std::string> remote = repository.remote_url();
    const RepoRef linked = ParseRepo(destination.url);
    if (!remote || linked.empty() || linked.host != "github.com") return {};
    if (!(ParseRepo(*remote) == linked)) return {};
    return PathOnGithub(repository, url.path);
  }

  // "/owner/name", "/owner/name/tree/main" and "/owner/name/blob/main/docs/a.md"
  static std::string PathOnGithub(const Repository& repository, std::string_view path) {
    std::string_view parts[5];  // owner, name, "blob", branch, the rest
    for (std::size_t i = 0; i < 5; ++i) {
      while (path.starts_with('/')) path.remove_prefix(1);
      const std::size_t end = i == 4 ? path.size() : std::min(path.find('/'), path.size());
      parts[i] = path.substr(0, end);
      path.remove_prefix(end);
    }
    if (!parts[2].empty()) {
      if (parts[2] != "blob" && parts[2] != "tree") return {};
      const bool head = parts[3] == "main" || parts[3] == "master" || parts[3] == "HEAD" ||
                        parts[3] == repository.default_branch().value_or("");
      if (!head) return {};
    }
    const std::string file = PercentDecode(parts[4]);
    if (!file.empty()) return repository.Exists(file) ? file : std::string();
    const auto& files = repository.files();
    const auto readme = std::find_if(files.begin(), files.end(),
                                     [](const std::string& name) { return IsReadme(name); });
    return readme == files.end() ? std::string() : *readme;
  }

  static std::optional<bool> HasAnchor(const RuleContext& ctx, std::string_view path,
                                       std::string_view id) {
    if (path == ctx.repository()->path()) return ctx.facts().anchors().Resolves(id);
    for (const CheckedFile& file : ctx.repository()->checked_files()) {
      if (file.path == path) return file.facts->anchors().Resolves(id);
    }
    return ctx.repository()->HasAnchor(path, id);
  }
};

}  // namespace

RuleInfo AnchorOtherFileInfo() {
  return {.name = "anchor-other-file",
          .group = "anchor",
          .summary = "Link to a place in another file that does not exist",
          .rationale = "The reader ends up at the top of the file and has to search.",
          .severity = Severity::kError,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<AnchorOtherFileRule>};
}

}  // namespace awl
