#ifndef AWL_DOCUMENT_DOCUMENT_BUILDER_H_
#define AWL_DOCUMENT_DOCUMENT_BUILDER_H_

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "awl/document.h"

namespace awl {

// Builds a Document in one pass over the tree in preorder. The invariant: the nodes on the stack
// are the open ones, each the parent of the next, and links between nodes are always complete for
// the nodes added so far.
class DocumentBuilder {
 public:
  explicit DocumentBuilder(std::shared_ptr<const Source> source);
  ~DocumentBuilder();

  // Where the builder stands, to come back to with Rollback.
  struct Checkpoint {
    std::size_t nodes, links, footnote_references, lines, tags, attributes, comments, strings;
  };
  Checkpoint Save() const;
  // Forgets everything that was added since `checkpoint`; all of it must be below the open node,
  // which had no children then.
  void Rollback(const Checkpoint& checkpoint);

  // Adds a child of the open node.
  NodeId Add(const Node& node);
  // The same, and makes it the open node.
  NodeId Open(const Node& node) {
    stack_.push_back(Add(node));
    return stack_.back();
  }
  void Close() { stack_.pop_back(); }
  Node& node(NodeId id) { return doc_->nodes_[id]; }
  NodeId current() const { return stack_.back(); }
  std::size_t depth() const { return stack_.size(); }
  // The lines of the node that was added last.
  void AddLines(std::span<const Range> lines);
  void AddLine(Range line) { AddLines({&line, 1}); }

  // Adds a tag whose attributes are those of html_attributes() from `first_attribute` on.
  void AddTag(const HtmlTag& tag, std::size_t first_attribute);

  // Takes a string that the document will own.
  std::string_view Own(std::string text);

  const Document& document() const { return *doc_; }
  std::vector<HeadingInfo>& headings() { return doc_->headings_; }
  std::vector<ListInfo>& lists() { return doc_->lists_; }
  std::vector<ListItemInfo>& list_items() { return doc_->list_items_; }
  std::vector<BlockquoteInfo>& blockquotes() { return doc_->blockquotes_; }
  std::vector<CodeInfo>& codes() { return doc_->codes_; }
  std::vector<TableInfo>& tables() { return doc_->tables_; }
  std::vector<LinkInfo>& links() { return doc_->links_; }
  std::vector<DefinitionInfo>& definitions() { return doc_->definitions_; }
  std::vector<FootnoteReferenceInfo>& footnote_references() { return doc_->footnote_references_; }
  std::vector<HtmlTag>& html_tags() { return doc_->html_tags_; }
  std::vector<HtmlAttribute>& html_attributes() { return doc_->html_attributes_; }
  std::vector<HtmlComment>& html_comments() { return doc_->html_comments_; }
  std::vector<ComplexRegion>& complex_regions() { return doc_->complex_regions_; }
  std::vector<Align>& aligns() { return doc_->aligns_; }
  std::vector<Range>& inexact() { return doc_->inexact_; }
  void AddTable(const TableInfo& table, std::span<const Align> aligns);
  void set_front_matter(Range range) { doc_->front_matter_ = range; }
  // Room for about `nodes` nodes.
  void Reserve(std::size_t nodes);

  // Makes the index per kind. All nodes must be closed but the root.
  void IndexKinds();
  std::unique_ptr<const Document> Finish();

 private:
  std::unique_ptr<Document> doc_;
  std::vector<NodeId> stack_;
  // Where the attributes of each tag begin: spans are made when the vector has stopped growing.
  std::vector<std::uint32_t> tag_attributes_;
  std::vector<std::uint32_t> table_aligns_;
};

}  // namespace awl

#endif  // AWL_DOCUMENT_DOCUMENT_BUILDER_H_
