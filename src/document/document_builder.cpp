#include "document/document_builder.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "base/fault.h"
#include "document/foreign_regions.h"
#include "document/generated_notice.h"

namespace awl {
namespace {

bool IsForward(Range range, Offset size) { return range.begin <= range.end && range.end <= size; }

}  // namespace

DocumentBuilder::DocumentBuilder(std::shared_ptr<const Source> source)
    : doc_(new Document(std::move(source))) {
  Node root;
  root.full = root.content = {0, doc_->source().size()};
  doc_->nodes_.push_back(root);
  doc_->line_index_.push_back(0);
  stack_.push_back(0);
}

DocumentBuilder::~DocumentBuilder() = default;

DocumentBuilder::Checkpoint DocumentBuilder::Save() const {
  return {doc_->nodes_.size(),         doc_->links_.size(),     doc_->footnote_references_.size(),
          doc_->lines_.size(),         doc_->html_tags_.size(), doc_->html_attributes_.size(),
          doc_->html_comments_.size(), doc_->strings_.size()};
}

void DocumentBuilder::Rollback(const Checkpoint& checkpoint) {
  while (stack_.back() >= checkpoint.nodes) stack_.pop_back();
  doc_->nodes_.resize(checkpoint.nodes);
  doc_->line_index_.resize(checkpoint.nodes);
  doc_->links_.resize(checkpoint.links);
  doc_->footnote_references_.resize(checkpoint.footnote_references);
  doc_->lines_.resize(checkpoint.lines);
  doc_->html_tags_.resize(checkpoint.tags);
  doc_->html_attributes_.resize(checkpoint.attributes);
  tag_attributes_.resize(checkpoint.tags);
  doc_->html_comments_.resize(checkpoint.comments);
  doc_->strings_.resize(checkpoint.strings);
  Node& open = doc_->nodes_[stack_.back()];
  open.first_child = open.last_child = kNoNode;
}

NodeId DocumentBuilder::Add(const Node& node) {
  Document& doc = *doc_;
  const auto id = static_cast<NodeId>(doc.nodes_.size());
  const NodeId parent_id = stack_.back();
  doc.nodes_.push_back(node);
  doc.line_index_.push_back(static_cast<std::uint32_t>(doc.lines_.size()));
  Node* const nodes = doc.nodes_.data();
  nodes[id].parent = parent_id;
  Node& parent = nodes[parent_id];
  (parent.last_child == kNoNode ? parent.first_child : nodes[parent.last_child].next_sibling) = id;
  parent.last_child = id;
  return id;
}

void DocumentBuilder::AddLines(std::span<const Range> lines) {
  doc_->lines_.insert(doc_->lines_.end(), lines.begin(), lines.end());
}

void DocumentBuilder::AddTag(const HtmlTag& tag, std::size_t first_attribute) {
  doc_->html_tags_.push_back(tag);
  tag_attributes_.push_back(static_cast<std::uint32_t>(first_attribute));
}

void DocumentBuilder::AddTable(const TableInfo& table, std::span<const Align> aligns) {
  table_aligns_.push_back(static_cast<std::uint32_t>(doc_->aligns_.size()));
  doc_->tables_.push_back(table);
  doc_->aligns_.insert(doc_->aligns_.end(), aligns.begin(), aligns.end());
}

std::string_view DocumentBuilder::Own(std::string text) {
  doc_->strings_.push_back(std::make_unique<std::string>(std::move(text)));
  return *doc_->strings_.back();
}

void DocumentBuilder::Reserve(std::size_t nodes) {
  doc_->nodes_.reserve(nodes);
  doc_->line_index_.reserve(nodes + 1);
}

void DocumentBuilder::IndexKinds() {
  std::array<std::size_t, kNodeKindCount> counts{};
  for (const Node& node : doc_->nodes_) ++counts[static_cast<std::size_t>(node.kind)];
  std::array<NodeId*, kNodeKindCount> next;
  for (std::size_t kind = 0; kind < counts.size(); ++kind) {
    doc_->index_[kind].resize(counts[kind]);
    next[kind] = doc_->index_[kind].data();
  }
  NodeId id = 0;
  for (const Node& node : doc_->nodes_) *next[static_cast<std::size_t>(node.kind)]++ = id++;
  doc_->line_index_.push_back(static_cast<std::uint32_t>(doc_->lines_.size()));
}

std::unique_ptr<const Document> DocumentBuilder::Finish() {
  // Not when they are added: of open nodes the end is not known yet.
  const Offset size = doc_->source().size();
  const bool forward =
      std::all_of(doc_->nodes_.begin(), doc_->nodes_.end(), [size](const Node& node) {
        return IsForward(node.full, size) && IsForward(node.content, size);
      });
  Require(forward, "a part of the document ends before it begins");
  // Each part of a vector goes to the next part's begin.
  const auto part = [](const auto& all, const std::vector<std::uint32_t>& begins, std::size_t i) {
    const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : all.size();
    return std::span(all.data() + begins[i], end - begins[i]);
  };
  for (std::size_t i = 0; i < doc_->html_tags_.size(); ++i) {
    doc_->html_tags_[i].attributes = part(doc_->html_attributes_, tag_attributes_, i);
  }
  for (std::size_t i = 0; i < doc_->tables_.size(); ++i) {
    doc_->tables_[i].aligns = part(doc_->aligns_, table_aligns_, i);
  }
  ForeignRegions foreign = FindForeignRegions(*doc_);
  doc_->foreign_ = std::move(foreign.untouchable);
  doc_->kept_layout_ = std::move(foreign.kept_layout);
  doc_->generated_notice_ = FindGeneratedNotice(*doc_);
  return std::move(doc_);
}

}  // namespace awl
