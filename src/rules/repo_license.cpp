#include <string>

#include "base/data_table.h"
#include "rule/repository_path.h"
#include "rules/builtin.h"

namespace awl {
namespace {

// "LICENSE", "license-cc0.md", "LICENCE.txt", "COPYING"; and "Licenses.md", but not "licensed.md".
bool IsLicenseName(std::string_view name) {
  for (const std::string_view stem :
       {"licenses", "licences", "license", "licence", "copying", "unlicense"}) {
    if (!StartsWithIgnoreAsciiCase(name, stem)) continue;
    return name.size() == stem.size() || !IsAsciiAlpha(name[stem.size()]);
  }
  return false;
}

// " mit license copyright c 2020 " of "# MIT License\nCopyright (c) 2020".
std::string Words(std::string_view text) {
  std::string words = " ";
  for (const char c : text) {
    if (IsAsciiAlnum(c) || static_cast<unsigned char>(c) >= 0x80) {
      words += AsciiLower(c);
    } else if (words.back() != ' ') {
      words += ' ';
    }
  }
  if (words.back() != ' ') words += ' ';
  return words;
}

class RepoLicenseRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    const Repository* repository = ctx.repository();
    if (repository == nullptr || !IsRootReadme(*repository)) return;
    bool found = false;
    std::string message;
    for (const std::string& file : repository->files()) {
      if (file.find('/') != std::string::npos || !IsLicenseName(file)) continue;
      found = true;
      const std::optional<std::string> text = repository->Read(file);
      if (!text) return;
      const std::string words = Words(*text);
      if (words == " ") {
        message = Cat(file, " is empty");
        continue;
      }
      const DataRow* license = Recognize(words);
      // What is unknown may well be right for a text.
      if (license == nullptr || license->tag == "content") return;
      message = Cat(file, " holds the ", license->value,
                    ", which is made for code; lists take a Creative Commons licence, best CC0");
    }
    if (!found) message = "no licence file in the root of the repository";
    ctx.Report({0, 0}, message);
  }

 private:
  static const DataRow* Recognize(std::string_view words) {
    const DataRow* first = nullptr;
    std::size_t first_at = std::string_view::npos;
    for (const DataRow& row : DataTable("licenses")) {
      const std::size_t at = words.find(Cat(" ", row.key, " "));
      if (at == std::string_view::npos) continue;
      if (row.tag == "content") return &row;
      if (at < first_at) {
        first = &row;
        first_at = at;
      }
    }
    return first;
  }
};

}  // namespace

RuleInfo RepoLicenseInfo() {
  return {.name = "repo-license",
          .group = "repo",
          .summary = "No licence file, or one made for code",
          .rationale =
              "Without a licence nobody may copy the list; the licences for code say nothing about "
              "texts.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = kStrict | kIndex,
          .create = MakeRule<RepoLicenseRule>};
}

}  // namespace awl
