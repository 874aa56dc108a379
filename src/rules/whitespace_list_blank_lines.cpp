#include "rule/list_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"style", OptionType::kEnum, "consistent",
     "Whether every list needs the blank lines, or only in files where most lists have them.",
     "consistent|always"},
};
constexpr std::string_view kAliases[] = {"MD032"};

// What a blank line in front of the text at `at` looks like: "" or, in a quote, ">". False if
// something else stands there.
bool BlankPrefix(const Source& source, Offset at, std::string* prefix) {
  const Offset begin = source.LineBegin(source.LineAt(at));
  for (Offset i = begin; i < at; ++i) {
    if (source[i] == '>') {
      *prefix = source.Slice({begin, i + 1});
    } else if (!IsBlank(source[i])) {
      return false;
    }
  }
  return true;
}

class WhitespaceListBlankLinesRule final : public Rule {
 public:
  explicit WhitespaceListBlankLinesRule(const Options& options)
      : always_(options.String("style") == "always") {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    // Who sets a label right above its list may end lists with a blank line all the same.
    Found above;
    Found below;
    CheckChildren(doc, doc.node(doc.root()), &above, &below);
    for (const Node& quote : doc.All(NodeKind::kBlockquote)) {
      CheckChildren(doc, quote, &above, &below);
    }
    Report(std::move(above), "above", ctx);
    Report(std::move(below), "below", ctx);
  }

 private:
  struct Found {
    std::vector<Place> missing = {};
    std::size_t present = 0;
  };

  void Report(Found found, std::string_view side, RuleContext& ctx) const {
    if (found.missing.empty() || (!always_ && found.present < found.missing.size())) return;
    ctx.Report(Consistency{.message = Cat("no blank line ", side, " ", found.missing.size(), " of ",
                                          found.missing.size() + found.present,
                                          " lists beside other text, one is expected"),
                           .fix_title = "add a blank line",
                           .places = std::move(found.missing)});
  }

  // Lists within list items are left out: a blank line there would make the outer list loose.
  static void CheckChildren(const Document& doc, const Node& parent, Found* above, Found* below) {
    const Node* previous = nullptr;
    for (const Node& node : doc.Children(parent)) {
      if (previous != nullptr) {
        const bool before = node.kind == NodeKind::kList && MayPrecede(*previous);
        const bool after = previous->kind == NodeKind::kList && MayFollow(node);
        if (before || after) CheckGap(doc, *previous, node, before, before ? above : below);
      }
      previous = &node;
    }
  }

  // Headings are heading-blank-lines', and a comment may speak of the very next line.
  static bool MayPrecede(const Node& node) {
    return node.kind != NodeKind::kHeading && node.kind != NodeKind::kList &&
           node.kind != NodeKind::kHtmlBlock && node.kind != NodeKind::kYaml;
  }
  static bool MayFollow(const Node& node) {
    return node.kind != NodeKind::kHeading && node.kind != NodeKind::kList &&
           node.kind != NodeKind::kHtmlBlock;
  }

  static void CheckGap(const Document& doc, const Node& above, const Node& below, bool before,
                       Found* found) {
    const Source& source = doc.source();
    const std::uint32_t line = source.LineAt(below.full.begin);
    if (above.full.empty() || line > source.LineAt(above.full.end - 1) + 1) {
      ++found->present;
      return;
    }
    Place place{
        .range = before ? MarkerOf(doc, below) : below.full,
        .message = before ? "no blank line above the list" : "no blank line below the list"};
    std::string prefix;
    // An item that begins with code or nothing is read in other ways once text stands above it.
    if (line > 0 && (!before || BeginsWithText(doc, below)) && !EndsInOpenFence(doc, above) &&
        BlankPrefix(source, below.full.begin, &prefix) &&
        doc.IsExact({below.full.begin, below.full.begin + 1})) {
      const Offset at = source.Line(line - 1).end;
      place.edits.push_back({{at, at}, Cat(EolText(source.eol()), prefix)});
    }
    found->missing.push_back(std::move(place));
  }

  static bool BeginsWithText(const Document& doc, const Node& list) {
    const Node* item = doc.FirstChild(list);
    const Node* child = item == nullptr ? nullptr : doc.FirstChild(*item);
    if (child == nullptr) return false;
    Offset text = doc.list_item(*item).marker.end;
    while (IsBlank(doc.source()[text])) ++text;
    return text - doc.list_item(*item).marker.end <= 4;
  }

  static Range MarkerOf(const Document& doc, const Node& list) {
    const Node* item = doc.FirstChild(list);
    return item == nullptr ? list.full : doc.list_item(*item).marker;
  }

  const bool always_;
};

}  // namespace

RuleInfo WhitespaceListBlankLinesInfo() {
  return {.name = "whitespace-list-blank-lines",
          .group = "whitespace",
          .summary = "List without a blank line above or below it",
          .rationale =
              "GitHub shows the list all the same, but many other renderers take its lines "
              "for part of the paragraph.",
          .severity = Severity::kWarning,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<WhitespaceListBlankLinesRule>};
}

}  // namespace awl
