#include "parse/parse.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/ascii.h"
#include "base/strings.h"
#include "document/document_builder.h"
#include "parse/block_parser.h"
#include "parse/complexity.h"
#include "parse/html_attributes.h"
#include "parse/inline_mapper.h"
#include "parse/leaf_text.h"
#include "parse/link_grammar.h"
#include "parse/prepare.h"
#include "text/character_reference.h"
#include "text/label.h"
#include "text/slug.h"

namespace awl {
namespace {

// The key of a label that may go over lines, with the prefixes of quotes between them.
std::string LabelAcrossLines(std::string_view label) {
  if (label.find_first_of("\r\n") == label.npos) return NormalizeLabel(label);
  std::string joined;
  bool prefix = false;
  for (const char c : label) {
    if (IsEol(c)) prefix = true;
    if (prefix && c != '>' && !IsAsciiSpace(c)) prefix = false;
    joined.push_back(prefix ? ' ' : c);
  }
  return NormalizeLabel(joined);
}

// Puts the blocks and their inlines together as a Document, in one walk over the tree.
class Assembler {
 public:
  Assembler(std::shared_ptr<const Source> source, Blocks blocks)
      : source_(*source), blocks_(std::move(blocks)), builder_(std::move(source)) {}

  std::unique_ptr<const Document> Assemble(const Prepared& prepared, bool find_simple);

 private:
  using Kind = NodeKind;
  const Block& at(BlockId id) const { return blocks_.blocks[id]; }

  void CollectReferences();
  void Reserve(const LeafText& leaves);
  void AddBlocks(const LeafText& leaves);
  void OpenBlock(BlockId id);
  void CloseBlock();
  // What the block parser found out about the blocks of each kind, under the same indices.
  void TakeTables();
  // Returns its index among the document's definitions.
  std::uint32_t AddDefinition(std::uint32_t number);
  void AddHtml(NodeId id, Range range);
  void AddInexact(BlockId id);
  void ResolveReferences();
  void CountMaybeUses(Range leaf);
  void NameHeadings();

  const Source& source_;
  Blocks blocks_;
  DocumentBuilder builder_;
  References references_;
  std::vector<std::string> keys_;
  std::vector<bool> wanted_;
  std::vector<std::uint32_t> duplicate_of_;
  std::vector<NodeId> definition_nodes_;
  HtmlParts html_;
};

void Assembler::CollectReferences() {
  const std::size_t count = blocks_.definitions.size();
  keys_.resize(count);
  references_.keys.resize(count);
  references_.labels.resize(count);
  wanted_.assign(count, false);
  duplicate_of_.assign(count, kNoNode);
  definition_nodes_.assign(count, kNoNode);
  for (const Block& block : blocks_.blocks) {
    const bool footnote = block.kind == Kind::kFootnoteDefinition;
    if (!footnote && block.kind != Kind::kDefinition) continue;
    const std::uint32_t number = block.ext;
    const BlockDefinition& definition = blocks_.definitions[number];
    const std::string_view label =
        definition.label_text.empty() ? source_.Slice(definition.label) : definition.label_text;
    keys_[number] = NormalizeLabel(label);
    references_.keys[number] = keys_[number];
    references_.labels[number] = label;
    references_.beyond_ascii = references_.beyond_ascii || !IsAscii(label);
    auto& map = footnote ? references_.footnotes : references_.links;
    const auto [found, added] = map.try_emplace(references_.keys[number], number);
    if (added) {
      wanted_[number] = !footnote;
    } else {
      duplicate_of_[number] = found->second;
    }
  }
}

void Assembler::TakeTables() {
  builder_.headings() = std::move(blocks_.headings);
  builder_.lists() = std::move(blocks_.lists);
  builder_.list_items() = std::move(blocks_.list_items);
  builder_.blockquotes() = std::move(blocks_.blockquotes);
  builder_.codes() = std::move(blocks_.codes);
  for (const BlockTable& table : blocks_.tables) {
    TableInfo info;
    info.delimiter_row = table.delimiter_row;
    builder_.AddTable(info, {blocks_.aligns.data() + table.aligns_begin, table.columns});
  }
}

std::uint32_t Assembler::AddDefinition(std::uint32_t number) {
  const BlockDefinition& definition = blocks_.definitions[number];
  definition_nodes_[number] = static_cast<NodeId>(builder_.document().nodes().size());
  DefinitionInfo info;
  info.label = definition.label;
  info.destination_raw = definition.destination_raw;
  info.destination = definition.destination;
  info.title_raw = definition.title_raw;
  info.title = definition.title;
  const std::string_view label = source_.Slice(definition.label);
  info.key = keys_[number] == label ? label : builder_.Own(keys_[number]);
  const std::string_view raw = source_.Slice(definition.destination);
  if (MayBeEscaped(raw)) {
    std::string url;
    AppendUnescaped(raw, url);
    info.url = builder_.Own(std::move(url));
  } else {
    info.url = raw;
  }
  references_.keys[number] = info.key;
  if (duplicate_of_[number] != kNoNode) {
    info.duplicate_of = definition_nodes_[duplicate_of_[number]];
  }
  builder_.definitions().push_back(info);
  return static_cast<std::uint32_t>(builder_.definitions().size() - 1);
}

void Assembler::OpenBlock(BlockId id) {
  const Block& block = at(id);
  Node node;
  node.kind = block.kind;
  node.flags = block.flags;
  node.small = block.small;
  node.full = block.full;
  node.content = block.content;
  node.ext = block.ext;
  if (block.kind == Kind::kDefinition || block.kind == Kind::kFootnoteDefinition) {
    node.ext = AddDefinition(block.ext);
  }
  const NodeId node_id = builder_.Open(node);
  if (block.lines_begin < block.lines_end) {
    builder_.AddLines(
        {blocks_.lines.data() + block.lines_begin, block.lines_end - block.lines_begin});
  }
  if (block.kind == Kind::kHtmlBlock) AddHtml(node_id, block.full);
  if (block.complexity != Complexity::kNone) AddInexact(id);
}

void Assembler::AddHtml(NodeId id, Range range) {
  html_.Clear();
  ScanHtml(source_.text(), range, html_);
  for (const HtmlParts::Tag& tag : html_.tags) {
    HtmlTag mapped;
    mapped.node = id;
    mapped.full = tag.full;
    mapped.name = tag.name;
    mapped.closing = tag.closing;
    const std::size_t first = builder_.html_attributes().size();
    builder_.html_attributes().insert(builder_.html_attributes().end(),
                                      html_.attributes.begin() + tag.attributes_begin,
                                      html_.attributes.begin() + tag.attributes_end);
    builder_.AddTag(mapped, first);
  }
  for (HtmlComment comment : html_.comments) {
    comment.node = id;
    builder_.html_comments().push_back(comment);
  }
}

// One text, which no fix touches.
void Assembler::AddInexact(BlockId id) {
  Node text;
  text.kind = Kind::kText;
  const Range full{blocks_.lines[at(id).lines_begin].begin,
                   blocks_.lines[at(id).lines_end - 1].end};
  text.full = text.content = full;
  if (HasBracket(source_.Slice(full))) text.flags = kBracket;
  builder_.node(builder_.current()).flags |= kInexact;
  builder_.Add(text);
  builder_.inexact().push_back(full);
  if (at(id).complexity == Complexity::kParagraph) {
    builder_.complex_regions().push_back({at(id).full, "paragraph"});
  } else if (at(id).complexity == Complexity::kBrackets) {
    builder_.complex_regions().push_back({at(id).full, "brackets"});
  }
}

void Assembler::CloseBlock() {
  Node& node = builder_.node(builder_.current());
  if (node.last_child != kNoNode) {
    node.full.end = std::max(node.full.end, builder_.node(node.last_child).full.end);
    if (node.kind == Kind::kList) node.full.end = builder_.node(node.last_child).full.end;
  }
  switch (node.kind) {
    case Kind::kListItem:
    case Kind::kBlockquote:
    case Kind::kFootnoteDefinition:
      if (node.first_child != kNoNode)
        node.content.begin = builder_.node(node.first_child).full.begin;
      node.content.end = std::max(node.full.end, node.content.begin);
      break;
    case Kind::kList:
    case Kind::kTable:
      node.content = node.full;
      break;
    default:
      break;
  }
  builder_.Close();
}

// Room for all nodes and links but bare URLs.
void Assembler::Reserve(const LeafText& leaves) {
  std::size_t nodes = blocks_.blocks.size();
  std::size_t links = 0;
  for (const InlineEvent& event : leaves.events) {
    if (event.type == InlineEvent::Type::kLeave) continue;
    ++nodes;
    const bool enters = event.type == InlineEvent::Type::kEnter;
    if (enters && (event.span == InlineSpan::kLink || event.span == InlineSpan::kImage)) ++links;
  }
  builder_.Reserve(nodes);
  builder_.links().reserve(links);
}

// Goes through the blocks in preorder; the leaves are in the same order.
void Assembler::AddBlocks(const LeafText& leaves) {
  InlineMapper mapper(source_, leaves, references_, builder_);
  auto leaf = leaves.leaves.begin();
  BlockId id = at(0).first_child;
  while (id != kNoBlock) {
    OpenBlock(id);
    if (leaf != leaves.leaves.end() && leaf->block == id) mapper.Map(*leaf++);
    if (at(id).first_child != kNoBlock) {
      id = at(id).first_child;
      continue;
    }
    for (CloseBlock(); at(id).next == kNoBlock && at(id).parent != 0; CloseBlock()) {
      id = at(id).parent;
    }
    id = at(id).next;
  }
}

void Assembler::ResolveReferences() {
  for (LinkInfo& link : builder_.links()) {
    if (link.definition == kNoNode) continue;
    link.definition = definition_nodes_[link.definition];
    if (link.definition == kNoNode) continue;
    DefinitionInfo& definition = builder_.definitions()[builder_.node(link.definition).ext];
    link.url = definition.url;
    ++definition.uses;
  }
  for (FootnoteReferenceInfo& reference : builder_.footnote_references()) {
    reference.definition = definition_nodes_[reference.definition];
    if (reference.definition == kNoNode) continue;
    DefinitionInfo& definition = builder_.definitions()[builder_.node(reference.definition).ext];
    reference.key = definition.key;
    ++definition.uses;
  }
  for (const Range range : builder_.inexact()) CountMaybeUses(range);
}

// What looks like a reference in a leaf whose inlines are not known may be one.
void Assembler::CountMaybeUses(Range leaf) {
  if (references_.keys.empty()) return;
  const std::string_view text = source_.Slice(leaf);
  for (std::size_t at = text.find('['); at != text.npos; at = text.find('[', at + 1)) {
    const Offset end = ScanLabel(text, static_cast<Offset>(at));
    if (end == 0) continue;
    std::string_view label = text.substr(at + 1, end - at - 2);
    const bool footnote = label.starts_with('^');
    if (footnote) label.remove_prefix(1);
    const auto& map = footnote ? references_.footnotes : references_.links;
    const auto found = map.find(LabelAcrossLines(label));
    if (found == map.end() || definition_nodes_[found->second] == kNoNode) continue;
    DefinitionInfo& definition =
        builder_.definitions()[builder_.node(definition_nodes_[found->second]).ext];
    ++definition.uses;
    ++definition.maybe_uses;
  }
}

void Assembler::NameHeadings() {
  Slugger slugger;
  const Document& document = builder_.document();
  for (const Node& node : document.All(Kind::kHeading)) {
    HeadingInfo& heading = builder_.headings()[node.ext];
    if (!document.PlainText(node, &heading.text)) {
      heading.text = builder_.Own(document.Text(node));
    }
    std::string slug = slugger.Unique(heading.text);
    heading.slug = slug == heading.text ? heading.text : builder_.Own(std::move(slug));
  }
}

std::unique_ptr<const Document> Assembler::Assemble(const Prepared& prepared, bool find_simple) {
  TakeTables();
  CollectReferences();
  const LeafText leaves = ReadLeaves(source_, blocks_, wanted_, find_simple);
  Reserve(leaves);
  if (!prepared.front_matter.empty()) {
    Node yaml;
    yaml.kind = Kind::kYaml;
    yaml.full = prepared.front_matter;
    yaml.content = {std::min(source_.LineWithEol(0).end, yaml.full.end),
                    source_.LineBegin(source_.LineAt(yaml.full.end - 1))};
    builder_.set_front_matter(yaml.full);
    builder_.Add(yaml);
  }
  AddBlocks(leaves);
  ResolveReferences();
  builder_.IndexKinds();
  NameHeadings();
  return builder_.Finish();
}

std::unique_ptr<const Document> Parse(std::shared_ptr<const Source> source, bool find_simple) {
  const Prepared prepared = Prepare(*source);
  Blocks blocks = ParseBlocks(*source, prepared.body);
  MarkComplexLeaves(*source, blocks);
  return Assembler(source, std::move(blocks)).Assemble(prepared, find_simple);
}

}  // namespace

std::unique_ptr<const Document> Parse(std::shared_ptr<const Source> source) {
  return Parse(std::move(source), /*find_simple=*/true);
}

std::unique_ptr<const Document> ParseAllByMd4c(std::shared_ptr<const Source> source) {
  return Parse(std::move(source), /*find_simple=*/false);
}

}  // namespace awl
