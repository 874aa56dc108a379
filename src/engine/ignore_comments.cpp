#include "engine/ignore_comments.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "base/strings.h"
#include "parse/parse.h"

namespace awl {
namespace {

constexpr std::string_view kNextLine = "<!-- awl disable-next-line ";

// The rules to be silent on one line.
using RulesByLine = std::map<std::uint32_t, std::set<std::string>>;

// Text to be put in at an offset; an enable comes with its disable or not at all.
struct Comment {
  std::vector<Edit> edits;
};

std::string JoinedRuleNames(const std::set<std::string>& rules) {
  std::string out;
  for (const std::string& rule : rules) out += Cat(out.empty() ? "" : " ", rule);
  return out;
}

// Puts comments where they change nothing that readers see: above a block or a list's item, as far
// indented as what they then belong to; around a block for its later lines.
class CommentPlacer {
 public:
  explicit CommentPlacer(const Document& document) : doc_(document), source_(document.source()) {}

  // The comments for all lines that have a good place for one.
  std::vector<Comment> Place(const RulesByLine& lines) const {
    std::vector<Spot> spots;
    std::map<NodeId, std::set<std::string>> around;
    for (const auto& [line, rules] : lines) {
      const Spot& spot = spots.emplace_back(SpotOf(line));
      if (spot.how == Spot::kAround) around[spot.block].insert(rules.begin(), rules.end());
    }
    std::vector<Comment> out;
    for (const auto& [block, rules] : around) out.push_back(Around(doc_[block], rules));
    std::size_t i = 0;
    for (const auto& [line, rules] : lines) {
      const Spot& spot = spots[i++];
      // What is around a block holds for its first line, too.
      std::set<std::string> left = rules;
      const auto known = around.find(spot.block);
      if (known != around.end()) {
        for (const std::string& rule : known->second) left.erase(rule);
      }
      if (spot.how != Spot::kAbove || left.empty()) continue;
      std::optional<Comment> merged = Merge(line, left);
      out.push_back(merged ? std::move(*merged) : Above(line, spot.indent, left));
    }
    return out;
  }

 private:
  // Where the comment for a line goes.
  struct Spot {
    enum How { kNowhere, kAbove, kAround } how = kNowhere;
    std::size_t indent = 0;
    NodeId block = kNoNode;
  };

  Spot SpotOf(std::uint32_t line) const {
    const Node* item = nullptr;
    const Node* block = nullptr;
    for (const Node* node = &doc_.NodeAt(FirstByte(line)); node != nullptr;
         node = doc_.Parent(*node)) {
      if (node->kind == NodeKind::kBlockquote || node->kind == NodeKind::kYaml) return {};
      if (node->kind == NodeKind::kListItem && LineOf(*node) == line) item = node;
      if (block == nullptr && IsBlock(node->kind) && node->kind != NodeKind::kTableRow &&
          node->kind != NodeKind::kTableCell) {
        block = node;
      }
    }
    if (item != nullptr) return {.how = Spot::kAbove, .indent = IndentOfItem(*item)};
    if (block == nullptr || block->kind == NodeKind::kRoot) return {.how = Spot::kAbove};
    if (block->kind == NodeKind::kList || block->kind == NodeKind::kListItem) return {};
    return {.how = LineOf(*block) == line ? Spot::kAbove : Spot::kAround,
            .indent = IndentWithin(doc_.Parent(*block)),
            .block = doc_.IdOf(*block)};
  }

  Offset FirstByte(std::uint32_t line) const {
    const Range range = source_.Line(line);
    Offset at = range.begin;
    while (at < range.end && IsBlank(source_[at])) ++at;
    return at;
  }
  std::uint32_t LineOf(const Node& node) const { return source_.LineAt(node.full.begin); }
  std::string_view Eol() const { return EolText(source_.eol()); }

  // The column where the children of `parent` begin.
  std::size_t IndentWithin(const Node* parent) const {
    return parent != nullptr && parent->kind == NodeKind::kListItem
               ? doc_.list_item(*parent).content_column
               : 0;
  }

  // A comment above an item belongs to the item before it, or stands before the list.
  std::size_t IndentOfItem(const Node& item) const {
    if (const Node* previous = doc_.Previous(item)) return doc_.list_item(*previous).content_column;
    return IndentWithin(doc_.Parent(*doc_.Parent(item)));
  }

  // Into the comment that is there already.
  std::optional<Comment> Merge(std::uint32_t line, const std::set<std::string>& rules) const {
    if (line == 0) return std::nullopt;
    const Range above = source_.Line(line - 1);
    const std::string_view text = source_.Slice(above);
    const std::size_t begin = text.find(kNextLine);
    const std::size_t end = text.find(" -->", begin == std::string_view::npos ? 0 : begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) return std::nullopt;
    const Offset at = above.begin + static_cast<Offset>(end);
    return Comment{.edits = {{{at, at}, Cat(" ", JoinedRuleNames(rules))}}};
  }

  Comment Above(std::uint32_t line, std::size_t indent, const std::set<std::string>& rules) const {
    Offset at = source_.LineBegin(line);
    if (at == 0 && source_.has_bom()) at = 3;
    return {.edits = {
                {{at, at},
                 Cat(std::string(indent, ' '), kNextLine, JoinedRuleNames(rules), " -->", Eol())}}};
  }

  Comment Around(const Node& block, const std::set<std::string>& rules) const {
    const std::string blanks(IndentWithin(doc_.Parent(block)), ' ');
    const Offset begin = source_.LineBegin(LineOf(block));
    const std::uint32_t last =
        source_.LineAt(block.full.end > block.full.begin ? block.full.end - 1 : block.full.end);
    const Offset end = source_.Line(last).end;
    // Directly below a table the comment could be taken for a row of it.
    const std::string_view gap = block.kind == NodeKind::kTable ? Eol() : std::string_view();
    return {
        .edits = {{{begin, begin},
                   Cat(blanks, "<!-- awl disable ", JoinedRuleNames(rules), " -->", Eol())},
                  {{end, end},
                   Cat(Eol(), gap, blanks, "<!-- awl enable ", JoinedRuleNames(rules), " -->")}}};
  }

  const Document& doc_;
  const Source& source_;
};

// What a document is, apart from awl's comments.
struct Shape {
  NodeKind kind;
  std::uint8_t flags;
  std::uint32_t depth;
  std::string_view text;
  friend bool operator==(const Shape&, const Shape&) = default;
};

std::vector<Shape> ShapeOf(const Document& document) {
  std::vector<Shape> out;
  std::vector<std::uint32_t> depth(document.nodes().size(), 0);
  for (const Node& node : document.nodes()) {
    const NodeId id = document.IdOf(node);
    if (node.parent != kNoNode) depth[id] = depth[node.parent] + 1;
    const bool html = node.kind == NodeKind::kHtmlBlock || node.kind == NodeKind::kHtmlInline;
    const bool leaf = node.first_child == kNoNode;
    const std::string_view text = leaf ? Trim(document.Slice(node.full)) : std::string_view();
    if (html && text.starts_with("<!-- awl ")) continue;
    const auto flags = static_cast<std::uint8_t>(node.flags & (kTight | kOrdered | kHeaderRow));
    out.push_back({.kind = node.kind, .flags = flags, .depth = depth[id], .text = text});
  }
  return out;
}

// Those of all comments, in source order.
std::vector<Edit> EditsOf(const std::vector<const Comment*>& comments) {
  std::vector<Edit> edits;
  for (const Comment* comment : comments) {
    edits.insert(edits.end(), comment->edits.begin(), comment->edits.end());
  }
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit& a, const Edit& b) { return a.range.begin < b.range.begin; });
  return edits;
}

// Keeps the comments that leave the document what it is.
class HarmlessComments {
 public:
  explicit HarmlessComments(const Document& document)
      : source_(document.source()), shape_(ShapeOf(document)) {}

  // Those of `comments` that may stay: by halves, since nearly always all may.
  std::vector<const Comment*> Of(std::vector<const Comment*> comments) const {
    if (comments.empty() || AreHarmless(comments)) return comments;
    if (comments.size() == 1) return {};
    const auto middle = comments.begin() + static_cast<std::ptrdiff_t>(comments.size() / 2);
    std::vector<const Comment*> out = Of({comments.begin(), middle});
    const std::vector<const Comment*> rest = Of({middle, comments.end()});
    out.insert(out.end(), rest.begin(), rest.end());
    return AreHarmless(out) ? out : std::vector<const Comment*>();
  }

 private:
  bool AreHarmless(const std::vector<const Comment*>& comments) const {
    const auto after = Parse(
        std::make_shared<const Source>(source_.path(), WithInsertions(source_, EditsOf(comments))));
    return ShapeOf(*after) == shape_;
  }

  const Source& source_;
  const std::vector<Shape> shape_;
};

// The lines that must be silent for the finding to be.
void AddLines(const Source& source, const Diagnostic& diagnostic, RulesByLine* lines) {
  if (diagnostic.caused_by) return;
  const auto add = [&](Range range) {
    (*lines)[source.LineAt(range.begin)].emplace(diagnostic.rule);
  };
  add(diagnostic.range);
  // A finding about many places is in force until each of them is silent.
  const bool many = !diagnostic.related.empty() && diagnostic.related[0].path.empty() &&
                    diagnostic.related[0].range == diagnostic.range;
  if (!many) return;
  for (const Related& related : diagnostic.related) add(related.range);
}

}  // namespace

IgnoreComments CommentsForLines(const Document& document, std::span<const Diagnostic> diagnostics) {
  RulesByLine lines;
  for (const Diagnostic& diagnostic : diagnostics) {
    AddLines(document.source(), diagnostic, &lines);
  }
  const std::vector<Comment> placed = CommentPlacer(document).Place(lines);
  std::vector<const Comment*> all;
  for (const Comment& comment : placed) all.push_back(&comment);
  const std::vector<const Comment*> good = HarmlessComments(document).Of(std::move(all));
  return {.edits = EditsOf(good), .count = good.size()};
}

IgnoreComments CommentForFile(const Document& document, std::string_view rule) {
  const Source& source = document.source();
  Offset at = source.has_bom() ? 3 : 0;
  if (!document.front_matter().empty()) {
    at = source.LineWithEol(source.LineAt(document.front_matter().end)).end;
  }
  const Comment comment{
      .edits = {{{at, at}, Cat("<!-- awl disable ", rule, " -->", EolText(source.eol()))}}};
  const std::vector<const Comment*> good = HarmlessComments(document).Of({&comment});
  return {.edits = EditsOf(good), .count = good.size()};
}

std::string WithInsertions(const Source& source, std::span<const Edit> insertions) {
  std::string out;
  Offset at = 0;
  for (const Edit& edit : insertions) {
    out += source.Slice({at, edit.range.begin});
    out += edit.text;
    at = edit.range.begin;
  }
  return out += source.Slice({at, source.size()});
}

}  // namespace awl
