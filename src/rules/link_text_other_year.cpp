#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::size_t kFewestLetters = 3;

bool IsYear(std::string_view text, std::size_t at) {
  if (at + 4 > text.size() || (text.substr(at, 2) != "19" && text.substr(at, 2) != "20")) {
    return false;
  }
  const bool digits = IsAsciiDigit(text[at + 2]) && IsAsciiDigit(text[at + 3]);
  const bool ends = at + 4 == text.size() || !IsAsciiDigit(text[at + 4]);
  return digits && ends && (at == 0 || !IsAsciiDigit(text[at - 1]));
}

std::size_t FindYear(std::string_view text, std::size_t from) {
  for (std::size_t i = from; i + 4 <= text.size(); ++i) {
    if (IsYear(text, i)) return i;
  }
  return std::string_view::npos;
}

// "CVPR" before "2023" in "CVPR 2023": the word that the year belongs to.
std::string WordBefore(std::string_view text, std::size_t year) {
  std::size_t end = year;
  if (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '-' || text[end - 1] == '_')) --end;
  std::size_t begin = end;
  while (begin > 0 && IsAsciiAlpha(text[begin - 1])) --begin;
  return AsciiLower(text.substr(begin, end - begin));
}

class LinkTextOtherYearRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Node& node : doc.All(NodeKind::kLink)) {
      const LinkInfo& link = doc.link(node);
      const std::string_view text = doc.Slice(link.text);
      if (link.form != LinkForm::kInline || !MayHaveYear(text) || !MayHaveYear(link.url)) continue;
      const std::size_t at = FindYear(text, 0);
      if (at == std::string_view::npos || FindYear(text, at + 4) != std::string_view::npos)
        continue;
      const std::string word = WordBefore(text, at);
      if (word.size() < kFewestLetters) continue;
      const std::string_view year = text.substr(at, 4);
      const std::string other = OtherYear(AsciiLower(link.url), word, year);
      if (other.empty()) continue;
      ctx.Report(node.full, Cat("the text says ", year, ", the address says ", other));
    }
  }

 private:
  static bool MayHaveYear(std::string_view text) {
    return text.find("20") != std::string_view::npos || text.find("19") != std::string_view::npos;
  }

  // The year that the URL has after the same word, if it has the text's own year nowhere.
  static std::string OtherYear(const std::string& url, const std::string& word,
                               std::string_view year) {
    if (url.find(year) != std::string::npos) return {};
    for (std::size_t at = url.find(word); at != std::string::npos; at = url.find(word, at + 1)) {
      const bool begins = at == 0 || !IsAsciiAlpha(url[at - 1]);
      std::size_t after = at + word.size();
      if (after < url.size() && (url[after] == '-' || url[after] == '_')) ++after;
      if (begins && IsYear(url, after)) return url.substr(after, 4);
    }
    return {};
  }
};

}  // namespace

RuleInfo LinkTextOtherYearInfo() {
  return {.name = "link-text-other-year",
          .group = "link",
          .summary = "Link text with another year than its address",
          .rationale = "One of the two was left over from the entry that it was copied from.",
          .severity = Severity::kError,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<LinkTextOtherYearRule>};
}

}  // namespace awl
