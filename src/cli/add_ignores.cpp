#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awl/document.h"
#include "awl/linter.h"
#include "base/strings.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "engine/runner.h"
#include "parse/parse.h"
#include "text/excerpt.h"

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

std::string Applied(const Source& source, const std::vector<const Comment*>& comments) {
  std::vector<const Edit*> edits;
  for (const Comment* comment : comments) {
    for (const Edit& edit : comment->edits) edits.push_back(&edit);
  }
  std::stable_sort(edits.begin(), edits.end(),
                   [](const Edit* a, const Edit* b) { return a->range.begin < b->range.begin; });
  std::string out;
  Offset at = 0;
  for (const Edit* edit : edits) {
    out += source.Slice({at, edit->range.begin});
    out += edit->text;
    at = edit->range.begin;
  }
  return out += source.Slice({at, source.size()});
}

class IgnoreWriter {
 public:
  explicit IgnoreWriter(const FileReport& report)
      : source_(report.source), document_(Parse(report.source)), shape_(ShapeOf(*document_)) {
    RulesByLine lines;
    for (const Diagnostic& diagnostic : report.diagnostics) Collect(diagnostic, &lines);
    comments_ = CommentPlacer(*document_).Place(lines);
  }

  // The text with all comments that leave the document what it is.
  std::string NewText() {
    std::vector<const Comment*> all;
    for (const Comment& comment : comments_) all.push_back(&comment);
    const std::vector<const Comment*> good = Harmless(std::move(all));
    count_ = good.size();
    return Applied(*source_, good);
  }

  std::size_t count() const { return count_; }

 private:
  void Collect(const Diagnostic& diagnostic, RulesByLine* lines) const {
    if (diagnostic.caused_by) return;
    const auto add = [&](Range range) {
      (*lines)[source_->LineAt(range.begin)].emplace(diagnostic.rule);
    };
    add(diagnostic.range);
    // A finding about many places is in force until each of them is silent.
    const bool many = !diagnostic.related.empty() && diagnostic.related[0].path.empty() &&
                      diagnostic.related[0].range == diagnostic.range;
    if (!many) return;
    for (const Related& related : diagnostic.related) add(related.range);
  }

  bool IsHarmless(const std::vector<const Comment*>& comments) const {
    const auto after =
        Parse(std::make_shared<const Source>(source_->path(), Applied(*source_, comments)));
    return ShapeOf(*after) == shape_;
  }

  // Those of `comments` that may stay: by halves, since nearly always all may.
  std::vector<const Comment*> Harmless(std::vector<const Comment*> comments) const {
    if (comments.empty() || IsHarmless(comments)) return comments;
    if (comments.size() == 1) return {};
    const auto middle = comments.begin() + static_cast<std::ptrdiff_t>(comments.size() / 2);
    std::vector<const Comment*> out = Harmless({comments.begin(), middle});
    const std::vector<const Comment*> rest = Harmless({middle, comments.end()});
    out.insert(out.end(), rest.begin(), rest.end());
    return IsHarmless(out) ? out : std::vector<const Comment*>();
  }

  const std::shared_ptr<const Source> source_;
  const std::unique_ptr<const Document> document_;
  const std::vector<Shape> shape_;
  std::vector<Comment> comments_;
  std::size_t count_ = 0;
};

// One `awl add-ignores`.
class AddIgnoresCommand {
 public:
  AddIgnoresCommand(const AddIgnoresOptions& options, Context& context)
      : options_(options), context_(context) {}

  int Run() {
    Result<std::vector<PathGroup>> groups = GroupByConfig(options_.files, options_.rules, context_);
    if (!groups) return Fail(context_, groups.error().message);
    for (const PathGroup& group : *groups) {
      const Linter linter(group.config.config);
      RunOptions run{.paths = group.paths,
                     .fenced = options_.files.fenced,
                     .force_exclude = options_.files.force_exclude,
                     .jobs = options_.files.jobs,
                     .run_process = context_.run_process,
                     .stop = context_.stop};
      const RunResult result = awl::Run(linter, context_.files, run, [this](FileReport report) {
        Take(report);
        return !closed_;
      });
      for (const std::string& error : result.errors) Refuse(error);
    }
    if (failed_ || closed_) return kExitFailure;
    if (!options_.files.quiet && !from_stdin_) {
      Print(context_.err, Cat("Wrote ", Counted(comments_, "comment"), " into ",
                              Counted(files_, "file"), ". awl check shows what is left.\n"));
    }
    return closed_ ? kExitFailure : kExitClean;
  }

 private:
  void Refuse(std::string_view message) {
    failed_ = true;
    Fail(context_, message);
  }

  void Take(const FileReport& report) {
    if (!report.error.empty()) return Refuse(Cat(Printable(report.path), ": ", report.error));
    IgnoreWriter writer(report);
    const std::string text = writer.NewText();
    if (report.from_stdin) {
      from_stdin_ = true;
      return Print(context_.out, text);
    }
    if (writer.count() == 0) return;
    const Result<FileContents> contents =
        context_.files.Read(report.real, Source::kMaxSize, report.links);
    if (!contents) return Refuse(Cat(Printable(report.path), ": ", contents.error().message));
    if (contents->bytes != report.source->text()) {
      return Refuse(Cat(Printable(report.path), ": changed while it was read"));
    }
    const ReplaceOptions how{.in_place = options_.files.in_place,
                             .named = report.links == Links::kFollow};
    const Result<FileIdentity> written =
        context_.files.Replace(report.real, text, contents->identity, how);
    if (!written) return Refuse(Cat(Printable(report.path), ": ", written.error().message));
    comments_ += writer.count();
    ++files_;
  }

  void Print(Stream& stream, std::string_view text) {
    if (!closed_ && !stream.Write(text)) closed_ = true;
  }

  const AddIgnoresOptions& options_;
  Context& context_;
  std::size_t comments_ = 0;
  std::size_t files_ = 0;
  bool from_stdin_ = false;
  bool failed_ = false;
  bool closed_ = false;
};

}  // namespace

int RunAddIgnores(const AddIgnoresOptions& options, Context& context) {
  return AddIgnoresCommand(options, context).Run();
}

}  // namespace awl
