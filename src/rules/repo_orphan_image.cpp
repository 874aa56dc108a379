#include <set>
#include <string>

#include "rule/repository_path.h"
#include "rules/builtin.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr std::string_view kImages[] = {".png", ".jpg",  ".jpeg", ".gif",
                                        ".svg", ".webp", ".avif", ".bmp"};
// Files that may show a picture: texts, and the pages and settings of a site made of them.
constexpr std::string_view kTexts[] = {".md",  ".markdown", ".mdx", ".rst", ".adoc", ".txt",
                                       ".htm", ".html",     ".css", ".yml", ".yaml", ".json"};

template <std::size_t N>
bool HasExtension(std::string_view path, const std::string_view (&extensions)[N]) {
  const std::string_view own = SplitFileName(FileName(path)).extension;
  for (const std::string_view extension : extensions) {
    if (EqualsIgnoreAsciiCase(own, extension)) return true;
  }
  return false;
}

bool IsPathByte(char c) {
  return !IsAsciiSpace(c) &&
         std::string_view("\"'()<>[]{}=|,`/\\").find(c) == std::string_view::npos;
}

class RepoOrphanImageRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    const Repository* repository = ctx.repository();
    if (repository == nullptr || !IsRootReadme(*repository)) return;
    // By name without folder: a site may serve pictures from elsewhere than they stand.
    std::set<std::string, std::less<>> unseen;
    for (const std::string& file : repository->files()) {
      if (HasExtension(file, kImages)) unseen.insert(std::string(FileName(file)));
    }
    if (unseen.empty()) return;
    RemoveNamed(ctx.source().text(), &unseen);
    for (const std::string& file : repository->files()) {
      if (unseen.empty()) return;
      if (file == repository->path() || !HasExtension(file, kTexts)) continue;
      RemoveNamed(repository->Read(file).value_or(""), &unseen);
    }
    for (const std::string& file : repository->files()) {
      if (HasExtension(file, kImages) && unseen.count(FileName(file)) != 0)
        ctx.Report({0, 0}, Cat("nothing shows the picture ", file));
    }
  }

 private:
  // Each dot of the text is looked at once, with the name around it.
  static void RemoveNamed(std::string_view text, std::set<std::string, std::less<>>* unseen) {
    std::size_t done = 0;
    for (std::size_t dot = text.find('.'); dot != std::string_view::npos;
         dot = text.find('.', done)) {
      std::size_t begin = dot;
      std::size_t end = dot;
      while (begin > done && IsPathByte(text[begin - 1])) --begin;
      while (end < text.size() && IsPathByte(text[end])) ++end;
      done = end;
      std::string_view name = text.substr(begin, end - begin);
      name = name.substr(0, name.find_first_of("?#"));
      // A name at the end of a sentence.
      while (name.ends_with('.')) name.remove_suffix(1);
      if (!HasExtension(name, kImages)) continue;
      const auto found = unseen->find(PercentDecode(name));
      if (found != unseen->end()) unseen->erase(found);
    }
  }
};

}  // namespace

RuleInfo RepoOrphanImageInfo() {
  return {.name = "repo-orphan-image",
          .group = "repo",
          .summary = "Picture that no text shows",
          .rationale = "Left over from an earlier version, it only makes each clone larger.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .create = MakeRule<RepoOrphanImageRule>};
}

}  // namespace awl
