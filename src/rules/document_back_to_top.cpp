#include <algorithm>
#include <string>
#include <vector>

#include "facts/destinations.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"mode", OptionType::kEnum, "consistent",
     "Every section has such a link, none has, or all or none.", "consistent|all|none"},
};

// Does the text of a link say that it leads to the top?
bool SaysTop(std::string_view text) {
  const std::string lower = AsciiLower(text);
  return lower.find("back to top") != std::string::npos ||
         lower.find("back to the top") != std::string::npos ||
         lower.find("go to top") != std::string::npos ||
         lower.find("return to top") != std::string::npos || lower.find("⬆") != std::string::npos ||
         lower.find("↑") != std::string::npos || lower.find("▲") != std::string::npos ||
         lower.find("↥") != std::string::npos || lower.find("回到顶部") != std::string::npos ||
         lower.find("返回顶部") != std::string::npos ||
         lower.find("回到目录") != std::string::npos ||
         lower.find("返回目录") != std::string::npos ||
         lower.find("トップへ") != std::string::npos || lower.find("наверх") != std::string::npos;
}

class DocumentBackToTopRule final : public Rule {
 public:
  explicit DocumentBackToTopRule(const Options& options) : mode_(options.String("mode")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::vector<Range> links;
    for (const Destination& destination : ctx.facts().destinations()) {
      const bool is_link = destination.kind == Destination::Kind::kLink ||
                           destination.kind == Destination::Kind::kHtmlLink;
      if (!is_link || !destination.url.starts_with('#')) continue;
      // Of HTML the whole block that holds it.
      if (SaysTop(TextOf(doc, destination))) links.push_back(doc[destination.node].full);
    }
    // The sections that such a link closes: those with entries of their own.
    const List& list = ctx.list();
    std::vector<SectionId> wanted;
    for (SectionId id = 0; id < list.sections().size(); ++id) {
      const Section& section = list.section(id);
      if (section.level == 2 && !section.is_contents) wanted.push_back(id);
    }
    if (links.empty() || wanted.size() < 3) return;
    if (mode_ == "none") {
      for (const Range link : links) ctx.Report(link, "back-to-top link");
      return;
    }
    std::size_t next = 0;
    std::vector<SectionId> without;
    for (const SectionId id : wanted) {
      const Range range = list.section(id).range;
      while (next < links.size() && links[next].begin < range.begin) ++next;
      if (next == links.size() || links[next].begin >= range.end) without.push_back(id);
    }
    const std::size_t with = wanted.size() - without.size();
    if (mode_ == "all" || with * 2 > wanted.size()) {
      for (const SectionId id : without)
        ctx.Report(doc[list.section(id).heading].full,
                   Cat("no back-to-top link, where ", with, " other sections have one"));
    } else if (!without.empty()) {
      for (const Range link : links)
        ctx.Report(link, Cat("back-to-top link, where ", without.size(), " of ", wanted.size(),
                             " sections have none"));
    }
  }

 private:
  // Of an HTML link the text up to its closing tag.
  static std::string TextOf(const Document& doc, const Destination& link) {
    const Node& node = doc[link.node];
    if (link.kind == Destination::Kind::kLink) return doc.Text(node);
    const Offset line_end = std::min<Offset>(link.range.end + 200, doc.source().size());
    std::string_view text = doc.Slice({link.range.end, line_end});
    text = text.substr(0, text.find("</a"));
    return std::string(text);
  }

  const std::string mode_;
};

}  // namespace

RuleInfo DocumentBackToTopInfo() {
  return {.name = "document-back-to-top",
          .group = "document",
          .summary = "Back-to-top links in some sections only",
          .rationale = "One that is there by chance looks like a forgotten one.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .options = kOptions,
          .create = MakeRule<DocumentBackToTopRule>};
}

}  // namespace awl
