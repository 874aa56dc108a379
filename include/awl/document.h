#ifndef AWL_DOCUMENT_H_
#define AWL_DOCUMENT_H_

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "awl/source.h"

namespace awl {

// Names as in mdast (https://github.com/syntax-tree/mdast); the HTML that each stands for is in
// brackets.
enum class NodeKind : std::uint8_t {
  kRoot,
  kYaml,           // front matter, also TOML
  kHeading,        // <h1> to <h6>
  kParagraph,      // <p>; also the text of a tight list item
  kList,           // <ul>, <ol>
  kListItem,       // <li>
  kBlockquote,     // <blockquote>, and GitHub's alerts
  kCode,           // <pre><code>: fenced or indented
  kHtmlBlock,      // raw HTML as a block ("html" in mdast)
  kThematicBreak,  // <hr>
  kTable,
  kTableRow,
  kTableCell,
  kDefinition,          // [label]: destination "title"
  kFootnoteDefinition,  // [^label]: text
  kLink,                // inline, <autolink> or bare URL
  kImage,
  kLinkReference,
  kImageReference,
  kFootnoteReference,
  kEmphasis,
  kStrong,
  kDelete,
  kInlineCode,
  kHtmlInline,  // one raw tag, comment or the like inside a paragraph ("html" in mdast)
  kBreak,       // hard line break; the soft one is part of a text node
  kText,        // text with its escapes, character references and soft breaks
};
inline constexpr int kNodeKindCount = static_cast<int>(NodeKind::kText) + 1;

// The name that mdast gives to `kind`.
std::string_view MdastName(NodeKind kind);
constexpr bool IsBlock(NodeKind kind) { return kind <= NodeKind::kFootnoteDefinition; }

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = ~NodeId{0};

enum NodeFlag : std::uint8_t {
  // The bytes of this leaf block could not be mapped exactly: no fix may touch it.
  kInexact = 1,
  // A list whose items are not separated by blank lines.
  kTight = 2,
  kOrdered = 4,
  // The first row of a table.
  kHeaderRow = 8,
  // Indented code.
  kIndentedCode = 16,
  // A code fence that is closed by a line of its own.
  kClosedFence = 32,
  // A heading with an underline.
  kSetext = 64,
  // A text with a square bracket in it, escaped or not.
  kBracket = 128,
};

// `full` covers the node with its markers and delimiters, `content` what stands between them:
//   heading     full: without indentation, to the end of the line, with closing #s or underline
//               content: the text, without blanks around it
//   list item   full: from the marker to the end of the last child
//               content: after marker, blanks and task box
//   link        full: "[text](url)"; content: "text" (image: the alternative text)
//   code        full: with fences; content: the lines between them (inline: between the backticks)
//   emphasis    content: between the delimiters
//   cell        full: from its left pipe up to the next; content: without blanks around it
//   definition  content: the destination (of a footnote: its blocks)
// A block's `full` ends before its last line end. An empty content is an empty range at the place
// where it would stand.
struct Node {
  NodeKind kind = NodeKind::kRoot;
  std::uint8_t flags = 0;
  // Heading: level. List: the marker ('-', '*', '+', '.', ')'). Code: length of the fence.
  // Emphasis, strong: the delimiter. Table cell: its column from 0. Others: 0.
  std::uint16_t small = 0;
  Range full = {};
  Range content = {};
  NodeId parent = kNoNode;
  NodeId first_child = kNoNode;
  NodeId last_child = kNoNode;
  NodeId next_sibling = kNoNode;
  std::uint32_t ext = 0;  // index into the side table of the kind

  bool has(NodeFlag flag) const { return (flags & flag) != 0; }
};

struct HeadingInfo {
  std::uint8_t level = 1;
  Range open = {};       // the opening #s; empty in a setext heading
  Range close = {};      // the closing #s, if any
  Range underline = {};  // of a setext heading
  // What readers see: markup removed, character references decoded; images give nothing.
  std::string_view text = {};
  std::string_view slug = {};  // GitHub's anchor, made unique among the file's headings
};

struct ListInfo {
  bool ordered = false;
  bool tight = true;
  char marker = '-';  // '-', '*', '+'; ordered: '.' or ')'
  std::uint32_t start = 1;
  std::uint32_t item_count = 0;
};

struct ListItemInfo {
  Range marker = {};  // "-" or "12."
  Range task = {};    // "[ ]" or "[x]"; empty if none
  std::uint32_t ordinal = 0;
  // Columns from the start of the line to the content, tabs expanded.
  std::uint16_t content_column = 0;
};

struct BlockquoteInfo {
  Range alert = {};  // "[!NOTE]" of a GitHub alert; empty if it is none
};

struct CodeInfo {
  Range open = {};   // "```"
  Range info = {};   // the whole info string
  Range lang = {};   // its first word
  Range close = {};  // the closing fence; empty if not closed
  char fence = 0;    // '`' or '~'; 0: indented
};

enum class Align : std::uint8_t { kNone, kLeft, kCenter, kRight };

struct TableInfo {
  Range delimiter_row = {};  // |---|:-:|
  std::span<const Align> aligns = {};
};

enum class LinkForm : std::uint8_t {
  kInline,     // [text](url)
  kFull,       // [text][label]
  kCollapsed,  // [label][]
  kShortcut,   // [label]
  kAngle,      // <https://…>
  kBare,       // https://…, www.…, name@host
};

// Of links, images and their reference forms.
struct LinkInfo {
  LinkForm form = LinkForm::kInline;
  Range text = {};             // between the first brackets; angle and bare: the URL
  Range destination_raw = {};  // as written, with <> where there are; empty in reference forms
  Range destination = {};      // the same without <>
  Range title_raw = {};        // with its quotes
  Range title = {};
  Range label = {};  // of a full reference: between the second brackets; collapsed, shortcut:
                     // between the first
  NodeId definition = kNoNode;
  // The destination with escapes and character references resolved (in reference forms the
  // definition's); bare URLs get the scheme that GitHub adds ("http://", "mailto:").
  std::string_view url = {};
};

struct DefinitionInfo {
  Range label = {};  // without brackets (and without ^ in a footnote)
  Range destination_raw = {};
  Range destination = {};
  Range title_raw = {};
  Range title = {};
  std::string_view key = {};  // the label normalised as CommonMark compares it
  std::string_view url = {};
  std::uint32_t uses = 0;  // references that resolve to it, maybe_uses included
  // References in leaves whose inlines are not known (kInexact), as far as they look like some.
  std::uint32_t maybe_uses = 0;
  NodeId duplicate_of = kNoNode;  // the earlier definition that wins
};

struct FootnoteReferenceInfo {
  Range label = {};  // without ^
  std::string_view key = {};
  NodeId definition = kNoNode;
};

struct HtmlAttribute {
  Range full = {};
  Range name = {};
  Range value = {};  // without quotes; empty if it has none
  char quote = 0;    // '"', '\'' or 0
};

// One tag in an HTML block or inline. Tags inside comments are none.
struct HtmlTag {
  NodeId node = kNoNode;
  Range full = {};
  Range name = {};
  bool closing = false;
  std::span<const HtmlAttribute> attributes = {};
};

struct HtmlComment {
  NodeId node = kNoNode;
  Range full = {};
  Range content = {};  // between <!-- and -->
  bool closed = true;
};

// A part of the file that the guards kept from the parser: it stands in the tree as an inexact
// paragraph of one text.
struct ComplexRegion {
  Range range = {};
  std::string_view reason = {};  // static: "paragraph", "table", "brackets", …
};

class DocumentBuilder;

// One parsed file: a flat tree in preorder with exact byte ranges, an index per kind, and side
// tables with what a node has beyond its ranges. Made by Parse (src/parse); immutable afterwards,
// so any number of threads may read it. Views and spans live as long as the Document.
class Document {
 public:
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  ~Document();

  const Source& source() const { return *source_; }
  std::string_view Slice(Range range) const { return source_->Slice(range); }

  NodeId root() const { return 0; }
  std::span<const Node> nodes() const { return nodes_; }
  const Node& node(NodeId id) const { return nodes_[id]; }
  const Node& operator[](NodeId id) const { return nodes_[id]; }
  NodeId IdOf(const Node& node) const { return static_cast<NodeId>(&node - nodes_.data()); }
  // The nodes of one kind, in source order.
  std::span<const NodeId> Ids(NodeKind kind) const { return index_[static_cast<int>(kind)]; }

  // for (const Node& heading : doc.All(NodeKind::kHeading))
  class NodeRange {
   public:
    class Iterator {
     public:
      Iterator(const Node* nodes, const NodeId* id) : nodes_(nodes), id_(id) {}
      const Node& operator*() const { return nodes_[*id_]; }
      Iterator& operator++() {
        ++id_;
        return *this;
      }
      friend bool operator==(const Iterator&, const Iterator&) = default;

     private:
      const Node* nodes_;
      const NodeId* id_;
    };
    NodeRange(const Node* nodes, std::span<const NodeId> ids) : nodes_(nodes), ids_(ids) {}
    Iterator begin() const { return {nodes_, ids_.data()}; }
    Iterator end() const { return {nodes_, ids_.data() + ids_.size()}; }
    bool empty() const { return ids_.empty(); }
    std::size_t size() const { return ids_.size(); }

   private:
    const Node* nodes_;
    std::span<const NodeId> ids_;
  };
  NodeRange All(NodeKind kind) const { return {nodes_.data(), Ids(kind)}; }

  // for (const Node& item : doc.Children(list))
  class ChildRange {
   public:
    class Iterator {
     public:
      Iterator(const Node* nodes, NodeId id) : nodes_(nodes), id_(id) {}
      const Node& operator*() const { return nodes_[id_]; }
      Iterator& operator++() {
        id_ = nodes_[id_].next_sibling;
        return *this;
      }
      friend bool operator==(const Iterator&, const Iterator&) = default;

     private:
      const Node* nodes_;
      NodeId id_;
    };
    ChildRange(const Node* nodes, NodeId first) : nodes_(nodes), first_(first) {}
    Iterator begin() const { return {nodes_, first_}; }
    Iterator end() const { return {nodes_, kNoNode}; }
    bool empty() const { return first_ == kNoNode; }

   private:
    const Node* nodes_;
    NodeId first_;
  };
  ChildRange Children(const Node& node) const { return {nodes_.data(), node.first_child}; }
  ChildRange Children(NodeId id) const { return Children(nodes_[id]); }

  // Null where there is none.
  const Node* Parent(const Node& node) const { return At(node.parent); }
  const Node* FirstChild(const Node& node) const { return At(node.first_child); }
  const Node* LastChild(const Node& node) const { return At(node.last_child); }
  const Node* Next(const Node& node) const { return At(node.next_sibling); }
  const Node* Previous(const Node& node) const;  // costs a walk over the siblings
  // The nearest ancestor of `kind`, or null.
  const Node* Ancestor(const Node& node, NodeKind kind) const;
  // The id after the last descendant: [IdOf(node), SubtreeEnd(node)) is the subtree in preorder.
  NodeId SubtreeEnd(const Node& node) const;
  // The deepest node whose full range holds the byte at `offset`.
  const Node& NodeAt(Offset offset) const;

  const HeadingInfo& heading(const Node& node) const { return headings_[node.ext]; }
  const ListInfo& list(const Node& node) const { return lists_[node.ext]; }
  const ListItemInfo& list_item(const Node& node) const { return list_items_[node.ext]; }
  const BlockquoteInfo& blockquote(const Node& node) const { return blockquotes_[node.ext]; }
  const CodeInfo& code(const Node& node) const { return codes_[node.ext]; }
  const TableInfo& table(const Node& node) const { return tables_[node.ext]; }
  // Of links, images, link references and image references.
  const LinkInfo& link(const Node& node) const { return links_[node.ext]; }
  // Of definitions and footnote definitions.
  const DefinitionInfo& definition(const Node& node) const { return definitions_[node.ext]; }
  const FootnoteReferenceInfo& footnote_reference(const Node& node) const {
    return footnote_references_[node.ext];
  }

  std::span<const HtmlTag> html_tags() const { return html_tags_; }
  std::span<const HtmlComment> html_comments() const { return html_comments_; }
  std::span<const ComplexRegion> complex_regions() const { return complex_regions_; }
  // True if `range` reaches into what is not for the list's author to edit: text that a program
  // writes between two comments, or math. Nothing is changed there.
  bool ReachesForeign(Range range) const;
  // True if all of `range` is such text: nothing is found there.
  bool IsForeign(Range range) const;
  // True if all of `range` is between prettier-ignore-start and -end, where the layout is to stay.
  bool KeepsLayout(Range range) const;
  // False in nearly all files: then none of the three is true of any range.
  bool HasForeignOrKept() const { return !foreign_.empty() || !kept_layout_.empty(); }
  // The comment at the top that says that a program writes all of the file; empty if there is none.
  Range generated_notice() const { return generated_notice_; }
  // The front matter (YAML, or TOML between "+++") with its fences; empty if there is none.
  Range front_matter() const { return front_matter_; }

  // The lines of a paragraph, heading, code block, HTML block or cell, without container prefixes
  // ("> ", indentation) and without line ends. An edit may not span the gap between two of them
  // unless it means to replace the prefix.
  std::span<const Range> Lines(const Node& leaf) const;

  // What readers see of the node: text and code, character references and escapes decoded, soft
  // breaks as a space, no HTML, no alternative texts. Allocates.
  std::string Text(const Node& node) const;
  // As Text, and true if the source has it as one plain piece: then `plain` is that piece and
  // nothing was allocated.
  bool PlainText(const Node& node, std::string_view* plain) const;

  // False where a leaf that touches `range` is inexact: a fix there is not to be trusted.
  bool IsExact(Range range) const;

 private:
  friend class DocumentBuilder;
  explicit Document(std::shared_ptr<const Source> source);

  const Node* At(NodeId id) const { return id == kNoNode ? nullptr : &nodes_[id]; }

  std::shared_ptr<const Source> source_;
  std::vector<Node> nodes_;
  std::array<std::vector<NodeId>, kNodeKindCount> index_;
  std::vector<HeadingInfo> headings_;
  std::vector<ListInfo> lists_;
  std::vector<ListItemInfo> list_items_;
  std::vector<BlockquoteInfo> blockquotes_;
  std::vector<CodeInfo> codes_;
  std::vector<TableInfo> tables_;
  std::vector<LinkInfo> links_;
  std::vector<DefinitionInfo> definitions_;
  std::vector<FootnoteReferenceInfo> footnote_references_;
  std::vector<HtmlTag> html_tags_;
  std::vector<HtmlAttribute> html_attributes_;
  std::vector<HtmlComment> html_comments_;
  std::vector<ComplexRegion> complex_regions_;
  std::vector<Range> foreign_;      // sorted, apart (src/document/foreign_regions.h)
  std::vector<Range> kept_layout_;  // the same
  std::vector<Align> aligns_;
  std::vector<Range> lines_;
  std::vector<std::uint32_t> line_index_;  // per node of nodes_: where its lines begin in lines_
  std::vector<Range> inexact_;
  Range front_matter_;
  Range generated_notice_;                             // src/document/generated_notice.h
  std::vector<std::unique_ptr<std::string>> strings_;  // owns decoded URLs, keys, slugs
};

}  // namespace awl

#endif  // AWL_DOCUMENT_H_
