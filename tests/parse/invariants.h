#ifndef AWL_TESTS_PARSE_INVARIANTS_H_
#define AWL_TESTS_PARSE_INVARIANTS_H_

#include <string>
#include <string_view>
#include <vector>

#include "awl/document.h"
#include "base/strings.h"

namespace awl {

// Checks what holds for every Document, whatever its bytes: ranges lie in the source and in those
// of the parent, siblings are in order, ids are in preorder, and every byte that is not blank
// belongs to a leaf, a marker or a definition.
class Invariants {
 public:
  explicit Invariants(const Document& document)
      : document_(document), owned_(document.source().size(), false) {}

  // Empty if all of it holds, else what does not.
  std::string Broken() {
    NodeId id = 0;
    for (const Node& node : document_.nodes()) {
      CheckNode(node, id);
      Own(node);
      ++id;
    }
    CheckDetails();
    CheckOwners();
    return broken_;
  }

 private:
  void Expect(bool holds, std::string_view what, Range range) {
    if (!holds && broken_.empty()) {
      broken_ = Cat(what, " at ", range.begin, "-", range.end);
    }
  }

  void CheckNode(const Node& node, NodeId id) {
    const Offset size = document_.source().size();
    Expect(node.full.begin <= node.full.end && node.full.end <= size, "full outside", node.full);
    Expect(node.content.begin <= node.content.end, "content reversed", node.content);
    Expect(node.full.Contains(node.content), "content outside its node", node.full);
    Expect((node.parent == kNoNode) == (id == 0), "parent", node.full);
    if (id == 0) return;
    const Node& parent = document_[node.parent];
    Expect(node.parent < id, "order of ids", node.full);
    Expect(parent.full.Contains(node.full), "node outside its parent", node.full);
    Expect(parent.first_child == node.parent + 1, "first child", parent.full);
    if (node.next_sibling == kNoNode) {
      Expect(parent.last_child == id, "last child", parent.full);
    } else {
      const Node& next = document_[node.next_sibling];
      Expect(next.parent == node.parent, "sibling of another parent", next.full);
      Expect(node.full.end <= next.full.begin, "siblings overlap", next.full);
      Expect(document_.SubtreeEnd(node) == node.next_sibling, "subtree", node.full);
    }
    if (!node.full.empty()) {
      Expect(document_.NodeAt(node.full.begin).full.Contains(node.full.begin), "NodeAt", node.full);
    }
    if (node.kind == NodeKind::kText) {
      const bool bracket = document_.Slice(node.full).find_first_of("[]") != std::string_view::npos;
      Expect(node.has(kBracket) == bracket, "bracket in a text", node.full);
    }
    Offset last = node.full.begin;
    for (const Range line : document_.Lines(node)) {
      Expect(last <= line.begin && line.begin <= line.end && line.end <= node.full.end, "line",
             line);
      last = line.end;
    }
  }

  void Own(Range range) {
    if (range.begin > range.end || range.end > owned_.size()) return;
    for (Offset i = range.begin; i < range.end; ++i) owned_[i] = true;
  }

  void Part(const Node& node, Range part) {
    Expect(part.empty() || node.full.Contains(part), "part outside its node", part);
    Own(part);
  }

  void Own(const Node& node) {
    switch (node.kind) {
      case NodeKind::kRoot:
      case NodeKind::kParagraph:
      case NodeKind::kList:
        break;
      case NodeKind::kBlockquote:
        // Its markers are nowhere else.
        for (Offset i = node.full.begin; i < node.full.end; ++i) {
          if (document_.source()[i] == '>') owned_[i] = true;
        }
        break;
      case NodeKind::kHeading:
        Part(node, document_.heading(node).open);
        Part(node, document_.heading(node).close);
        Part(node, document_.heading(node).underline);
        break;
      case NodeKind::kListItem:
        Part(node, document_.list_item(node).marker);
        Part(node, document_.list_item(node).task);
        break;
      case NodeKind::kTable:
        Part(node, document_.table(node).delimiter_row);
        break;
      case NodeKind::kFootnoteDefinition:
        Part(node, {node.full.begin, document_.definition(node).label.end + 2});
        break;
      case NodeKind::kLink:
      case NodeKind::kLinkReference:
      case NodeKind::kEmphasis:
      case NodeKind::kStrong:
      case NodeKind::kDelete:
        Part(node, {node.full.begin, node.content.begin});
        Part(node, {node.content.end, node.full.end});
        break;
      case NodeKind::kTableCell:
        Part(node, {node.full.begin, node.content.begin});
        Part(node, {node.content.end, node.full.end});
        break;
      default:
        // Leaves; and rows, which hold the pipes and the cells that are too many.
        Own(node.full);
    }
  }

  void CheckDetails() {
    const std::string_view text = document_.source().text();
    for (const NodeKind kind :
         {NodeKind::kLink, NodeKind::kImage, NodeKind::kLinkReference, NodeKind::kImageReference}) {
      for (const Node& node : document_.All(kind)) {
        const LinkInfo& link = document_.link(node);
        for (const Range part : {link.text, link.destination_raw, link.title_raw, link.label}) {
          Expect(part.empty() || node.full.Contains(part), "part of a link", part);
        }
        Expect(link.destination_raw.Contains(link.destination), "destination", link.destination);
        Expect(link.title_raw.Contains(link.title), "title", link.title);
        if (link.form == LinkForm::kBare) continue;
        const char first = text[node.full.begin];
        const bool image = kind == NodeKind::kImage || kind == NodeKind::kImageReference;
        Expect(first == (image                           ? '!'
                         : link.form == LinkForm::kAngle ? '<'
                                                         : '['),
               "link's first byte", node.full);
        const bool reference =
            kind == NodeKind::kLinkReference || kind == NodeKind::kImageReference;
        Expect(reference == (link.definition != kNoNode), "definition", node.full);
      }
    }
    for (const Node& node : document_.All(NodeKind::kInlineCode)) {
      Expect(text[node.full.begin] == '`' && text[node.full.end - 1] == '`', "ticks", node.full);
    }
    for (const Node& node : document_.All(NodeKind::kEmphasis)) {
      Expect(node.content.begin == node.full.begin + 1 && node.content.end + 1 == node.full.end,
             "emphasis", node.full);
    }
    for (const HtmlTag& tag : document_.html_tags()) {
      Expect(document_[tag.node].full.Contains(tag.full), "tag", tag.full);
      for (const HtmlAttribute& attribute : tag.attributes) {
        Expect(tag.full.Contains(attribute.full) && attribute.full.Contains(attribute.name),
               "attribute", attribute.full);
      }
    }
    for (const HtmlComment& comment : document_.html_comments()) {
      Expect(document_[comment.node].full.Contains(comment.full), "comment", comment.full);
    }
  }

  void CheckOwners() {
    const std::string_view text = document_.source().text();
    for (Offset i = document_.source().has_bom() ? 3 : 0; i < text.size(); ++i) {
      Expect(owned_[i] || IsAsciiSpace(text[i]), "byte of nobody", {i, i + 1});
    }
  }

  const Document& document_;
  std::vector<bool> owned_;
  std::string broken_;
};

inline std::string BrokenInvariant(const Document& document) {
  return Invariants(document).Broken();
}

}  // namespace awl

#endif  // AWL_TESTS_PARSE_INVARIANTS_H_
