#include <algorithm>
#include <cstring>

#include "facts/verbatim.h"
#include "rule/list_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"indentation", OptionType::kEnum, "consistent",
     "What lines are indented with: spaces, or whichever more lines of the file use.",
     "consistent|spaces"},
};
constexpr std::string_view kAliases[] = {"MD010"};

struct TabLine {
  Offset first = 0;
  bool in_contents = false;
  std::vector<Edit> indentation = {};  // a tab as wide as it is: nothing moves
  std::vector<Edit> text = {};
};

// Where the indentation and the markers of a line end: blanks, ">" and list markers.
Offset PrefixEnd(const Source& source, Range line) {
  Offset at = line.begin;
  while (at < line.end) {
    if (IsBlank(source[at]) || source[at] == '>') {
      ++at;
      continue;
    }
    Offset marker = at;
    while (marker < line.end && IsAsciiDigit(source[marker])) ++marker;
    const char c = marker < line.end ? source[marker] : '\0';
    const bool is_marker = marker == at ? c == '-' || c == '*' || c == '+' : c == '.' || c == ')';
    if (!is_marker || marker + 1 >= line.end || !IsBlank(source[marker + 1])) break;
    at = marker + 1;
  }
  return at;
}

class WhitespaceTabsRule final : public Rule {
 public:
  explicit WhitespaceTabsRule(const Options& options)
      : consistent_(options.String("indentation") == "consistent") {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const Source& source = doc.source();
    if (source.text().find('\t') == std::string_view::npos) return;
    const std::vector<Range>& verbatim = ctx.facts().verbatim_lines();
    RangeCursor in_verbatim(verbatim);
    const std::vector<Range> preformatted = PreformattedText(doc);
    RangeCursor in_preformatted(preformatted);
    const std::vector<std::uint32_t> fences = IndentedFences(doc);
    auto fence = fences.begin();
    std::vector<TabLine> lines;
    // The contents are often a program's, which indents in its own way.
    Indentations body;
    Indentations contents;
    for (std::uint32_t i = 0; i < source.line_count(); ++i) {
      const Range line = source.Line(i);
      if (line.empty() || in_verbatim.Contains(line.begin)) continue;
      const bool in_contents = IsInContents(doc, ctx.list(), line.begin);
      Indentations& indented = in_contents ? contents : body;
      if (source[line.begin] == '\t') ++indented.by_tabs;
      if (source[line.begin] == ' ' && source[line.begin + 1] == ' ') ++indented.by_spaces;
      if (std::memchr(source.Slice(line).data(), '\t', line.size()) == nullptr) continue;
      TabLine found = Read(doc, line);
      found.in_contents = in_contents;
      std::erase_if(found.text,
                    [&](const Edit& edit) { return in_preformatted.Contains(edit.range.begin); });
      while (fence != fences.end() && *fence < i) ++fence;
      if (fence != fences.end() && *fence == i) found.indentation.clear();
      if (!found.indentation.empty() || !found.text.empty()) lines.push_back(std::move(found));
    }
    for (TabLine& line : lines) {
      if (consistent_ && (line.in_contents ? contents : body).HaveTabs()) line.indentation.clear();
      std::vector<Edit> edits = std::move(line.indentation);
      edits.insert(edits.end(), line.text.begin(), line.text.end());
      if (edits.empty()) continue;
      const Range range = edits.front().range;
      Diagnostic& found = ctx.Report(range, "tab");
      found.fix = Fix{.title = "use spaces",
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kLayout,
                      .edits = std::move(edits)};
    }
  }

 private:
  // How many lines begin with a tab or with two spaces.
  struct Indentations {
    std::size_t by_tabs = 0;
    std::size_t by_spaces = 0;

    bool HaveTabs() const { return by_tabs > by_spaces; }
  };

  static bool IsInContents(const Document& doc, const List& list, Offset at) {
    const Contents* contents = list.contents();
    return contents != nullptr &&
           std::any_of(contents->lists.begin(), contents->lists.end(), [&](NodeId id) {
             return doc[id].full.begin <= at && at < doc[id].full.end;
           });
  }

  // The lines of opening fences that stand further right than their item's text: as many bytes as
  // that are taken from each line of the code, so it would move.
  static std::vector<std::uint32_t> IndentedFences(const Document& doc) {
    std::vector<std::uint32_t> lines;
    for (const Node& node : doc.All(NodeKind::kCode)) {
      const CodeInfo& code = doc.code(node);
      if (code.fence == 0) continue;
      const Node* parent = doc.Parent(node);
      const bool at_text =
          parent != nullptr && parent->kind == NodeKind::kListItem &&
          ColumnOf(doc.source(), code.open.begin) == doc.list_item(*parent).content_column;
      if (!at_text) lines.push_back(doc.source().LineAt(code.open.begin));
    }
    return lines;
  }

  static TabLine Read(const Document& doc, Range line) {
    const Source& source = doc.source();
    TabLine out;
    const Offset prefix_end = PrefixEnd(source, line);
    if (prefix_end == line.end) return out;  // a blank line
    std::uint32_t column = 0;
    for (Offset at = line.begin; at < prefix_end; ++at) {
      const std::uint32_t width = source[at] == '\t' ? 4 - column % 4 : 1;
      if (source[at] == '\t') out.indentation.push_back({{at, at + 1}, std::string(width, ' ')});
      column += width;
    }
    Offset end = line.end;  // trailing blanks may be a hard break, and are another rule's
    while (end > prefix_end && IsBlank(source[end - 1])) --end;
    for (Offset at = prefix_end; at < end; ++at) {
      if (source[at] != '\t' || !IsLooseBlank(doc, at) || InHeadingText(doc, at)) continue;
      if (IsAtBrokenTaskBox(doc, {at, at + 1})) continue;
      // Beside a space it is one blank too many.
      const bool is_spare = (at > prefix_end && IsBlank(source[at - 1])) || source[at + 1] == ' ';
      out.text.push_back({{at, at + 1}, is_spare ? "" : " "});
    }
    return out;
  }

  // A tab there is part of the anchor's making.
  static bool InHeadingText(const Document& doc, Offset at) {
    const Node& node = doc.NodeAt(at);
    const Node* heading =
        node.kind == NodeKind::kHeading ? &node : doc.Ancestor(node, NodeKind::kHeading);
    return heading != nullptr && heading->content.Contains(at);
  }

  const bool consistent_;
};

}  // namespace

RuleInfo WhitespaceTabsInfo() {
  return {.name = "whitespace-tabs",
          .group = "whitespace",
          .summary = "Tab outside code",
          .rationale =
              "How wide a tab is differs from editor to editor, and Markdown counts it as "
              "up to four columns, so nested lists look other than they are.",
          .severity = Severity::kWarning,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<WhitespaceTabsRule>};
}

}  // namespace awl
