#include <optional>
#include <utility>
#include <vector>

#include "facts/heading_renames.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kNbsp = "\xC2\xA0";

constexpr std::string_view kAliases[] = {"MD064"};

// A run of two or more blanks, or with a no-break space in it, inside one line of the heading.
struct Run {
  Range range;
  bool has_nbsp = false;
};

std::vector<Run> FindRuns(const Document& doc, const Node& text) {
  std::vector<Run> runs;
  const std::string_view bytes = doc.Slice(text.full);
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t begin = i;
    bool has_nbsp = false;
    std::size_t width = 0;
    while (i < bytes.size()) {
      if (IsBlank(bytes[i])) {
        ++i;
      } else if (bytes.substr(i).starts_with(kNbsp)) {
        has_nbsp = true;
        i += kNbsp.size();
      } else {
        break;
      }
      ++width;
    }
    if (width >= 2 || has_nbsp) {
      runs.push_back(
          {{text.full.begin + static_cast<Offset>(begin), text.full.begin + static_cast<Offset>(i)},
           has_nbsp});
    }
    if (i == begin) ++i;
  }
  return runs;
}

class HeadingInnerSpacesRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    HeadingRenames renames(ctx.facts());
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      std::vector<Run> runs;
      for (NodeId id = doc.IdOf(heading) + 1; id < doc.SubtreeEnd(heading); ++id) {
        if (doc[id].kind != NodeKind::kText) continue;
        for (const Run& run : FindRuns(doc, doc[id])) runs.push_back(run);
      }
      if (runs.empty() || doc.Lines(heading).size() > 1) continue;
      Diagnostic& found =
          ctx.Report(runs[0].range, runs[0].has_nbsp ? "no-break space in the heading"
                                                     : "more than one space in the heading");
      for (std::size_t i = 1; i < runs.size(); ++i)
        found.related.push_back({"and here", runs[i].range});
      found.fix = MakeFix(doc, heading, runs, &renames);
    }
  }

 private:
  static std::optional<Fix> MakeFix(const Document& doc, const Node& heading,
                                    const std::vector<Run>& runs, HeadingRenames* renames) {
    auto edits = renames->EditsFor(heading, Collapse(doc.heading(heading).text));
    if (!edits) return std::nullopt;
    const bool moves_links = !edits->empty();
    for (const Run& run : runs) edits->push_back({run.range, " "});
    return Fix{.title = "leave one space",
               .applicability = Applicability::kUnsafe,
               .effect = moves_links ? Effect::kDestination : Effect::kText,
               .edits = *std::move(edits)};
  }

  static std::string Collapse(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();) {
      const bool nbsp = text.substr(i).starts_with(kNbsp);
      if (nbsp || IsBlank(text[i])) {
        if (out.empty() || out.back() != ' ') out += ' ';
        i += nbsp ? kNbsp.size() : 1;
      } else {
        out += text[i++];
      }
    }
    return out;
  }
};

}  // namespace

RuleInfo HeadingInnerSpacesInfo() {
  return {
      .name = "heading-inner-spaces",
      .group = "heading",
      .summary = "More than one space inside a heading",
      .rationale =
          "GitHub turns each space into a hyphen of the anchor (\"a--b\"), which nobody guesses.",
      .severity = Severity::kWarning,
      .fix = FixKind::kUnsafe,
      .profiles = kStrict,
      .aliases = kAliases,
      .create = MakeRule<HeadingInnerSpacesRule>};
}

}  // namespace awl
