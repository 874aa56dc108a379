#include <string>
#include <string_view>

#include "awesome_lint/rules.h"
#include "base/strings.h"
#include "text/letter_case.h"

namespace awl {
namespace {

class HeadingTitleAsPeer final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    int count = 0;
    const Node* first = doc.FirstChild(doc[doc.root()]);
    if (first != nullptr && first->kind == NodeKind::kHtmlBlock &&
        IsTitleBlock(doc.Slice(first->full)))
      ++count;
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      if (doc.heading(heading).level > 1) {
        if (doc.FirstChild(*doc.Parent(heading)) != &heading) continue;
        ctx.Report(heading.full, "the title is not of level 1");
      }
      for (const Node& child : doc.Children(heading)) {
        if (child.kind == NodeKind::kText && !IsTitleCase(doc.Text(child)))
          ctx.Report(heading.full, "the title is not in title case");
      }
      if (++count > 1) ctx.Report(heading.full, "second heading of level 1: a list has one title");
    }
    if (count == 0) ctx.Report({0, 0}, "the list has no title (a heading of level 1)");
    ReportSecondRankOne(doc, ctx);
  }

 private:
  // remark-lint also counts the first heading tag of every piece of HTML.
  static void ReportSecondRankOne(const Document& doc, RuleContext& ctx) {
    const Node* first = nullptr;
    for (const Node& node : doc.nodes()) {
      const bool html = node.kind == NodeKind::kHtmlBlock || node.kind == NodeKind::kHtmlInline;
      const bool rank_one = node.kind == NodeKind::kHeading
                                ? doc.heading(node).level == 1
                                : html && IsRankOne(doc.Slice(node.full));
      if (!rank_one) continue;
      if (first != nullptr) {
        Diagnostic& found = ctx.Report(node.full, "second heading of level 1");
        found.peer = "no-multiple-toplevel-headings";
        found.related.push_back({"the first one", first->full});
      } else {
        first = &node;
      }
    }
  }

  static bool IsRankOne(std::string_view html) {
    for (std::size_t at = html.find("<h"); at != std::string_view::npos;
         at = html.find("<h", at + 1)) {
      if (at + 2 < html.size() && html[at + 2] >= '1' && html[at + 2] <= '6')
        return html[at + 2] == '1';
    }
    return false;
  }

  // The first node is taken for a title if it is a heading in HTML or a centred picture.
  static bool IsTitleBlock(std::string_view html) {
    const std::string lower = AsciiLower(html);
    for (std::size_t at = lower.find("<h"); at != std::string::npos;
         at = lower.find("<h", at + 1)) {
      if (at + 3 < lower.size() && lower[at + 2] >= '1' && lower[at + 2] <= '6' &&
          (IsAsciiSpace(lower[at + 3]) || lower[at + 3] == '>'))
        return true;
    }
    const bool centred = lower.find("align=\"center\"") != std::string::npos ||
                         lower.find("align='center'") != std::string::npos;
    return centred && lower.find("<img") != std::string::npos;
  }

  static bool IsTitleCase(const std::string& text) {
    const LetterCase letter_case = LetterCaseOf(text);
    if (letter_case == LetterCase::kTitle || letter_case == LetterCase::kCapital) return true;
    // What looks like a file extension (".js", ".min.js") keeps its case, unless it starts with a
    // digit.
    std::size_t end = text.size();
    while (end > 0) {
      std::size_t begin = end;
      while (begin > 0 && IsAsciiAlnum(text[begin - 1])) --begin;
      if (begin < 2 || text[begin - 1] != '.' || begin == end || end - begin > 10) break;
      end = begin - 1;
    }
    if (end < text.size() && !IsAsciiDigit(text[end + 1]))
      return TitleCase(text.substr(0, end)) + text.substr(end) == text;
    return TitleCase(text) == text;
  }
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::HeadingTitle(const Options& options) {
  return MakeRule<HeadingTitleAsPeer>(options);
}

}  // namespace awl
