#include <string>

#include "base/utf8.h"
#include "rule/repository_path.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"remark-lint:file-extension",
                                         "remark-lint:no-file-name-articles",
                                         "remark-lint:no-file-name-consecutive-dashes",
                                         "remark-lint:no-file-name-irregular-characters",
                                         "remark-lint:no-file-name-mixed-case",
                                         "remark-lint:no-file-name-outer-dashes"};

void Say(RuleContext& ctx, std::string_view peer, std::string message) {
  ctx.Report({0, 0}, std::move(message)).peer = peer;
}

bool IsWordByte(char c) { return IsAsciiAlnum(c) || c == '_'; }

// "The" of "The-list", "an" of "an_list" not: a word boundary follows, as JavaScript sees it.
std::string_view Article(std::string_view stem) {
  for (const std::string_view article : {"the", "teh", "an", "a"}) {
    if (!StartsWithIgnoreAsciiCase(stem, article)) continue;
    if (stem.size() == article.size() || !IsWordByte(stem[article.size()]))
      return stem.substr(0, article.size());
  }
  return {};
}

// The first character that a file name should not have, or nothing. awesome-lint has no letters
// but those of ASCII.
std::string_view Irregular(std::string_view stem, bool ascii_only) {
  for (std::size_t at = 0; at < stem.size();) {
    const CodePoint c = DecodeUtf8(stem, at);
    const bool regular = c.value < 0x80 ? IsAsciiAlnum(stem[at]) || stem[at] == '-' ||
                                              stem[at] == '.' || (stem[at] == '_' && !ascii_only)
                                        : !ascii_only && c.valid && IsWord(c.value);
    if (!regular) return stem.substr(at, c.length);
    at += c.length;
  }
  return {};
}

bool IsMixedCase(std::string_view stem) {
  bool lower = false;
  bool upper = false;
  for (std::size_t at = 0; at < stem.size();) {
    const CodePoint c = DecodeUtf8(stem, at);
    lower = lower || ToUpper(c.value) != c.value;
    upper = upper || ToLower(c.value) != c.value;
    at += c.length;
  }
  return lower && upper;
}

class RepoFileNameRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    const Repository* repository = ctx.repository();
    if (repository == nullptr) return;
    const SplitName name = SplitFileName(FileName(repository->path()));
    const std::string_view stem = name.stem;
    const bool exact = ctx.awesome_lint();
    // A lone dot at the end is no extension to awesome-lint.
    if (exact && name.extension.size() > 1 && name.extension != ".md" && name.extension != ".mdx")
      Say(ctx, "file-extension",
          Cat("Unexpected file extension `", name.extension.substr(1),
              "`, expected `mdx` or `md`"));
    if (const std::string_view article = Article(stem); !article.empty())
      Say(ctx, "no-file-name-articles",
          Cat("Unexpected file name starting with `", article, "`, remove it"));
    if (stem.find("--") != std::string_view::npos)
      Say(ctx, "no-file-name-consecutive-dashes",
          "Unexpected consecutive dashes in a file name, expected `-`");
    if (const std::string_view c = Irregular(stem, exact); !c.empty())
      Say(ctx, "no-file-name-irregular-characters",
          Cat("Unexpected character `", c, "` in file name"));
    // "README.zh-CN", a translation, is as usual as "README"; of "Readme" repo-readme-name speaks.
    if ((exact || !StartsWithIgnoreAsciiCase(stem, "readme")) && IsMixedCase(stem))
      Say(ctx, "no-file-name-mixed-case",
          "Unexpected mixed case in file name, expected either lowercase or uppercase");
    if (stem.starts_with('-') || stem.ends_with('-'))
      Say(ctx, "no-file-name-outer-dashes",
          "Unexpected initial or final dashes in file name, expected dashes to join words");
  }
};

}  // namespace

RuleInfo RepoFileNameInfo() {
  return {.name = "repo-file-name",
          .group = "repo",
          .summary = "File name that is hard to type or to link",
          .rationale = "The name is part of a URL: people type it, and letter case counts there.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<RepoFileNameRule>};
}

}  // namespace awl
