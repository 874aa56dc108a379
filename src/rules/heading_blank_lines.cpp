#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

#include "base/strings.h"
#include "rule/list_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"above", OptionType::kCount, "1", "Blank lines above a heading, at least."},
    {"below", OptionType::kCount, "1", "Blank lines below a heading, at least."},
    {"style", OptionType::kEnum, "consistent",
     "Whether every heading needs them, or only in files where most headings have them.",
     "consistent|always"},
};
constexpr std::string_view kAliases[] = {"MD022"};

class HeadingBlankLinesRule final : public Rule {
 public:
  explicit HeadingBlankLinesRule(const Options& options)
      : above_(options.Count("above")),
        below_(options.Count("below")),
        always_(options.String("style") == "always") {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    Side above{.title = "above"};
    Side below{.title = "below"};
    Side stacked{.title = "above"};  // between two headings: below the one, too
    const Node* previous = nullptr;
    for (const Node& node : doc.Children(doc.root())) {
      if (previous != nullptr && node.kind == NodeKind::kHeading) {
        // A comment or anchor on the line before may belong to the heading.
        if (previous->kind != NodeKind::kHtmlBlock && previous->kind != NodeKind::kYaml &&
            !IsAnchor(doc, *previous)) {
          CheckGap(doc, *previous, node, node, above_,
                   previous->kind == NodeKind::kHeading ? &stacked : &above);
        }
      } else if (previous != nullptr && previous->kind == NodeKind::kHeading &&
                 node.kind != NodeKind::kHtmlBlock) {
        CheckGap(doc, *previous, node, *previous, below_, &below);
      }
      previous = &node;
    }
    if (always_ || below.present >= below.missing.size()) above.Add(std::move(stacked));
    Report(std::move(above), above_, ctx);
    Report(std::move(below), below_, ctx);
  }

 private:
  struct Side {
    std::string_view title;
    std::vector<Place> missing = {};
    std::size_t present = 0;

    void Add(Side other) {
      present += other.present;
      const auto middle = static_cast<std::ptrdiff_t>(missing.size());
      std::move(other.missing.begin(), other.missing.end(), std::back_inserter(missing));
      std::inplace_merge(
          missing.begin(), missing.begin() + middle, missing.end(),
          [](const Place& a, const Place& b) { return a.range.begin < b.range.begin; });
    }
  };

  // "<a id="top"></a>", which Markdown takes for a paragraph.
  static bool IsAnchor(const Document& doc, const Node& block) {
    if (block.kind != NodeKind::kParagraph) return false;
    bool has_tag = false;
    for (const Node& child : doc.Children(block)) {
      const std::string_view text = doc.Slice(child.full);
      const bool is_tag =
          child.kind == NodeKind::kHtmlInline && (text.starts_with("<a ") || text == "</a>" ||
                                                  text.starts_with("<span ") || text == "</span>");
      if (!is_tag && !Trim(text).empty()) return false;
      has_tag = has_tag || is_tag;
    }
    return has_tag;
  }

  static void CheckGap(const Document& doc, const Node& upper, const Node& lower,
                       const Node& heading, std::size_t wanted, Side* side) {
    const Source& source = doc.source();
    if (upper.full.empty()) return;
    const std::uint32_t line = source.LineAt(lower.full.begin);
    const std::uint32_t last = source.LineAt(upper.full.end - 1);
    const std::size_t blank = line > last ? line - last - 1 : 0;
    if (blank >= wanted) {
      ++side->present;
      return;
    }
    Place place{.range = heading.full,
                .message = Cat(Counted(blank, "blank line"), " ", side->title, " the heading, ",
                               wanted, " expected")};
    // Below an unfinished block the line would become part of it.
    if (line > last && doc.IsExact(heading.full) && !EndsInOpenFence(doc, upper)) {
      const Offset at = source.Line(line - 1).end;
      std::string lines;
      for (std::size_t i = blank; i < wanted; ++i) lines += EolText(source.eol());
      place.edits.push_back({{at, at}, std::move(lines)});
    }
    side->missing.push_back(std::move(place));
  }

  void Report(Side side, std::size_t wanted, RuleContext& ctx) const {
    if (side.missing.empty() || (!always_ && side.present < side.missing.size())) return;
    ctx.Report(Consistency{
        .message = Cat(side.missing.size(), " of ", side.missing.size() + side.present,
                       " headings without ", Counted(wanted, "blank line"), " ", side.title),
        .fix_title = "add blank lines",
        .places = std::move(side.missing)});
  }

  const std::size_t above_;
  const std::size_t below_;
  const bool always_;
};

}  // namespace

RuleInfo HeadingBlankLinesInfo() {
  return {.name = "heading-blank-lines",
          .group = "heading",
          .summary = "Heading without a blank line above or below it",
          .rationale =
              "Blank lines make the sections visible in the source, and some renderers do "
              "not see the heading without them.",
          .severity = Severity::kWarning,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<HeadingBlankLinesRule>};
}

}  // namespace awl
