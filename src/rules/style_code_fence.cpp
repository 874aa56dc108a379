#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "rule/list_edits.h"
#include "rule/wanted_sign.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"style", OptionType::kEnum, "consistent",
     "Whether code is always between fences, or where most code of the file is.",
     "consistent|fenced"},
    {"marker", OptionType::kEnum, "consistent",
     "What fences are made of, or what most fences of the file are made of.", "consistent|`|~"},
};
constexpr std::string_view kAliases[] = {"remark-lint:code-block-style",
                                         "remark-lint:fenced-code-marker", "MD046", "MD048"};

std::size_t LongestRun(std::string_view text, char sign) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == sign ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return longest;
}

class StyleCodeFenceRule final : public Rule {
 public:
  explicit StyleCodeFenceRule(const Options& options)
      : any_style_(options.String("style") == "consistent"),
        marker_(WantedSign(options, "marker")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::size_t backticks = 0;
    std::size_t tildes = 0;
    std::size_t indented = 0;
    char first = '\0';
    for (const Node& node : doc.All(NodeKind::kCode)) {
      if (!ctx.Counts(node.full)) continue;
      const char fence = doc.code(node).fence;
      if (fence == 0) {
        ++indented;
        continue;
      }
      if (first == '\0') first = fence;
      ++(fence == '`' ? backticks : tildes);
    }
    char marker = marker_;
    if (marker == '\0')
      marker = ctx.awesome_lint() && first != '\0' ? first : tildes > backticks ? '~' : '`';
    CheckMarkers(doc, marker, marker == '`' ? backticks : tildes, ctx);
    const std::size_t fenced = backticks + tildes;
    // A file with indented code only has its style.
    if (!any_style_ || fenced >= indented) CheckIndented(doc, marker, fenced, ctx);
  }

 private:
  static void CheckMarkers(const Document& doc, char wanted, std::size_t conforming,
                           RuleContext& ctx) {
    Consistency found{.fix_title = Cat("use ", std::string(3, wanted)), .peer = kAliases[1]};
    for (const Node& node : doc.All(NodeKind::kCode)) {
      const CodeInfo& code = doc.code(node);
      if (code.fence == 0 || code.fence == wanted) continue;
      Place place{.range = code.open,
                  .message = Cat("fence of '", code.fence, "', '", wanted, "' expected")};
      // Backticks may not follow a fence of backticks.
      const bool info_fits =
          wanted == '~' || doc.Slice(code.info).find('`') == std::string_view::npos;
      if (info_fits) {
        const std::string fence(
            std::max<std::size_t>(3, LongestRun(ContentOf(doc, node), wanted) + 1), wanted);
        place.edits.push_back({code.open, fence});
        if (!code.close.empty()) place.edits.push_back({code.close, fence});
      }
      found.places.push_back(std::move(place));
    }
    found.message =
        Cat("fences of '", wanted == '`' ? '~' : '`', "' around ", found.places.size(), " of ",
            found.places.size() + conforming, " code blocks, where '", wanted, "' is expected");
    ctx.Report(std::move(found));
  }

  static std::string_view ContentOf(const Document& doc, const Node& node) {
    const CodeInfo& code = doc.code(node);
    const Offset end = code.close.empty() ? node.full.end : code.close.begin;
    return doc.Slice({code.open.end, std::max(code.open.end, end)});
  }

  static void CheckIndented(const Document& doc, char marker, std::size_t fenced,
                            RuleContext& ctx) {
    Consistency found{.fix_title = "put it between fences", .peer = kAliases[0]};
    const bool has_open_fence = HasOpenFence(doc);
    for (const Node& node : doc.All(NodeKind::kCode)) {
      if (doc.code(node).fence != 0) continue;
      const std::string_view text = doc.Slice(node.full);
      const bool has_link = text.find("](") != std::string_view::npos;
      // Full-width marks are of sentences, which a fence would not make readable.
      const bool is_prose =
          text.find("，") != std::string_view::npos || text.find("。") != std::string_view::npos;
      found.places.push_back(
          {.range = node.full,
           .message = has_link ? "text that is indented by four columns or more, "
                                 "so that it and its link are shown as code"
                               : "indented code",
           .edits = has_open_fence || has_link || is_prose ? std::vector<Edit>{}
                                                           : Fence(doc, node, marker)});
    }
    found.message = Cat(found.places.size(), " of ", found.places.size() + fenced,
                        " code blocks are indented, the others have fences");
    ctx.Report(std::move(found));
  }

  // What nothing closes may find a partner in a new fence.
  static bool HasOpenFence(const Document& doc) {
    const std::span<const NodeId> codes = doc.Ids(NodeKind::kCode);
    return std::any_of(codes.begin(), codes.end(), [&](NodeId id) {
      return doc.code(doc[id]).fence != 0 && doc.code(doc[id]).close.empty();
    });
  }

  // Four columns of every line are the block's; what stands before them is the list item's.
  static std::vector<Edit> Fence(const Document& doc, const Node& node, char marker) {
    const Source& source = doc.source();
    const Node* parent = doc.Parent(node);
    if (parent == nullptr) return {};
    // A fence that is indented too far is no code to put between fences.
    if (const std::string_view code = Trim(doc.Slice(node.full));
        code.starts_with("```") || code.starts_with("~~~")) {
      return {};
    }
    Offset base = 0;
    for (const Node* at = parent; at != nullptr; at = doc.Parent(*at)) {
      if (at->kind != NodeKind::kRoot && at->kind != NodeKind::kListItem &&
          at->kind != NodeKind::kList) {
        return {};
      }
    }
    if (parent->kind == NodeKind::kListItem) {
      base = doc.list_item(*parent).content_column;
      // Behind the marker the first line has another prefix.
      if (source.LineAt(parent->full.begin) == source.LineAt(node.full.begin)) return {};
      // An item that itself begins with indented code is a border case for parsers.
      const Offset behind = doc.list_item(*parent).marker.end;
      if (IndentationAt(source, behind).end - behind > 4) return {};
    }
    const Lines lines = LinesOf(source, node.full);
    const std::string fence(std::max<std::size_t>(3, LongestRun(doc.Slice(node.full), marker) + 1),
                            marker);
    const std::string indent(base, ' ');
    const std::string eol(EolText(source.eol()));
    std::vector<Edit> edits;
    for (std::uint32_t i = lines.first; i <= lines.last; ++i) {
      const Range line = source.Line(i);
      Offset spaces = 0;
      while (line.begin + spaces < line.end && source[line.begin + spaces] == ' ') ++spaces;
      const bool blank = line.begin + spaces == line.end;
      if (!blank && spaces < base + 4) return {};
      const Offset keep = std::min(base, spaces);
      const Range gone = {line.begin + keep, line.begin + std::min(base + 4, spaces)};
      if (i == lines.first) {
        edits.push_back({{line.begin, gone.end}, Cat(indent, fence, eol, indent)});
      } else if (!gone.empty()) {
        edits.push_back({gone, ""});
      }
    }
    const Offset end = source.Line(lines.last).end;
    edits.push_back({{end, end}, Cat(eol, indent, fence)});
    return edits;
  }

  const bool any_style_;
  const char marker_;
};

}  // namespace

RuleInfo StyleCodeFenceInfo() {
  return {.name = "style-code-fence",
          .group = "style",
          .summary = "Code blocks written in different ways",
          .rationale =
              "Indented code cannot name its language, and in a list it is easily made by "
              "accident; fences show where code begins and ends.",
          .severity = Severity::kInfo,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<StyleCodeFenceRule>};
}

}  // namespace awl
