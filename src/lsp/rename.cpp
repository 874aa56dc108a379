#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "facts/contents_alignment.h"
#include "facts/heading_title.h"
#include "lsp/features.h"
#include "lsp/places.h"
#include "lsp/workspace_edit.h"
#include "parse/parse.h"
#include "rule/contents_edits.h"
#include "text/label.h"
#include "text/slug.h"

namespace awl::lsp {
namespace {

// The source with edits that do not overlap.
std::shared_ptr<const Source> Edited(const Source& source, std::vector<Edit> edits) {
  std::sort(edits.begin(), edits.end(),
            [](const Edit& a, const Edit& b) { return a.range.begin < b.range.begin; });
  std::string out;
  Offset at = 0;
  for (const Edit& edit : edits) {
    out += source.Slice({at, edit.range.begin});
    out += edit.text;
    at = edit.range.end;
  }
  out += source.Slice({at, source.size()});
  return std::make_shared<const Source>(source.path(), std::move(out));
}

// Renames a heading: its text, the links to it, those to headings whose number changes with it, and
// its line in the contents.
class HeadingRename {
 public:
  HeadingRename(const ParsedFile& parsed, NodeId heading)
      : document_(*parsed.document), facts_(*parsed.facts), heading_(heading) {}

  Result<std::vector<Edit>> To(const std::string& name) {
    if (name.find_first_of("\r\n") != std::string::npos || Trim(name).empty()) {
      return Error{"a heading is one line of text"};
    }
    const Edit title{TitleRange(), name};
    const std::unique_ptr<const Document> after = awl::Parse(Edited(document_.source(), {title}));
    Result<std::map<std::string, std::string>> slugs = ChangedSlugs(*after);
    if (!slugs) return slugs.error();
    std::vector<Edit> edits = {title};
    for (const AnchorReference& reference : facts_.anchors().references()) {
      const AnchorTarget* target = FindAnchor(facts_.anchors(), reference.id);
      if (target == nullptr || target->kind != AnchorTarget::Kind::kHeading) continue;
      const auto changed = slugs->find(std::string(target->id));
      if (changed == slugs->end()) continue;
      if (!document_.IsExact(reference.range)) {
        return Error{Cat("the link in line ",
                         document_.source().PositionAt(reference.range.begin).line,
                         " cannot be changed along")};
      }
      edits.push_back({reference.range, changed->second});
    }
    AddContentsText(*after, &edits);
    return edits;
  }

 private:
  Range TitleRange() const { return FindHeadingTitle(facts_, document_[heading_]).content; }

  // Slugs before and after, of the headings whose slugs change. An Error where the new text makes
  // something else of the file, or takes an anchor that was another's.
  Result<std::map<std::string, std::string>> ChangedSlugs(const Document& after) const {
    const std::span<const NodeId> old_ids = document_.Ids(NodeKind::kHeading);
    const std::span<const NodeId> new_ids = after.Ids(NodeKind::kHeading);
    if (old_ids.size() != new_ids.size() || after.nodes().empty()) {
      return Error{"with this text it would be no heading"};
    }
    std::map<std::string, std::string> out;
    for (std::size_t i = 0; i < old_ids.size(); ++i) {
      const std::string old_slug(document_.heading(document_[old_ids[i]]).slug);
      const std::string new_slug(after.heading(after[new_ids[i]]).slug);
      if (old_slug != new_slug) out.emplace(old_slug, new_slug);
      if (old_ids[i] != heading_ || old_slug == new_slug) continue;
      const AnchorTarget* other = FindAnchor(facts_.anchors(), BaseSlug(after, new_ids[i]));
      if (other != nullptr && other->node != heading_) {
        return Error{Cat("another place has the anchor #", other->id, " (line ",
                         document_.source().PositionAt(other->range.begin).line, ")")};
      }
    }
    return out;
  }

  // Before a number made it unique.
  static std::string BaseSlug(const Document& document, NodeId heading) {
    const HeadingInfo& info = document.heading(document[heading]);
    std::string base = Slug(info.text);
    return info.slug.starts_with(base) ? base : std::string(info.slug);
  }

  // The line that says what the heading said.
  void AddContentsText(const Document& after, std::vector<Edit>* edits) const {
    const Contents* contents = facts_.list().contents();
    if (contents == nullptr) return;
    const ContentsAlignment& alignment = facts_.contents_alignment();
    for (const ContentsHeading& heading : alignment.headings()) {
      if (heading.node != heading_ || heading.line == kNoId) continue;
      const ContentsItem& item = contents->items[heading.line];
      const ContentsLine& line = alignment.lines()[heading.line];
      if (item.link == kNoNode || TitleKey(line.text) != TitleKey(heading.title.text)) return;
      edits->push_back({document_.link(document_[item.link]).text, NewLinkText(after)});
    }
  }

  std::string NewLinkText(const Document& after) const {
    const std::span<const NodeId> ids = document_.Ids(NodeKind::kHeading);
    const auto index = std::find(ids.begin(), ids.end(), heading_) - ids.begin();
    const Node& heading = after[after.Ids(NodeKind::kHeading)[static_cast<std::size_t>(index)]];
    const List list(after);
    return TitleAsLinkText(after, heading, FindHeadingTitle(Facts(list), heading));
  }

  const Document& document_;
  const Facts& facts_;
  const NodeId heading_;
};

Result<std::vector<Edit>> RenameLabel(const ParsedFile& parsed, const Thing& thing,
                                      const std::string& name) {
  const Document& document = *parsed.document;
  if (Trim(name).empty() || name.find_first_of("[]\\\r\n") != std::string::npos) {
    return Error{"a label is text without brackets, backslashes and line ends"};
  }
  const NodeKind kind =
      thing.kind == Thing::Kind::kLabel ? NodeKind::kDefinition : NodeKind::kFootnoteDefinition;
  const std::string key = NormalizeLabel(name);
  std::vector<Edit> edits;
  for (const Node& node : document.All(kind)) {
    const DefinitionInfo& info = document.definition(node);
    if (info.key == document.definition(document[thing.definition]).key) {
      edits.push_back({info.label, name});
    } else if (info.key == key) {
      return Error{Cat("another definition has the label \"", name, "\" (line ",
                       document.source().PositionAt(node.full.begin).line, ")")};
    }
  }
  // A shortcut's label is its text, so it becomes a full reference: readers see what they saw.
  for (const NodeKind reference : {NodeKind::kLinkReference, NodeKind::kImageReference}) {
    for (const Node& node : document.All(reference)) {
      const LinkInfo& link = document.link(node);
      if (link.definition != thing.definition || thing.kind != Thing::Kind::kLabel) continue;
      if (link.form == LinkForm::kFull) {
        edits.push_back({link.label, name});
      } else {
        const Offset end = link.label.end + 1;
        edits.push_back({{end, node.full.end}, Cat("[", name, "]")});
      }
    }
  }
  if (thing.kind == Thing::Kind::kFootnote) {
    for (const Range range : UsesOf(*parsed.facts, thing)) edits.push_back({range, name});
  }
  return edits;
}

// What can be renamed at the place of a request.
struct Renaming {
  const OpenDocument* document = nullptr;
  const ParsedFile* parsed = nullptr;
  Thing thing = {};
  Range range = {};
};

std::optional<Renaming> RenamingAt(Session& session, const Json& params) {
  const OpenDocument* document = session.DocumentOf(params);
  if (document == nullptr || document->kind != OpenDocument::Kind::kMarkdown) return std::nullopt;
  const ParsedFile& parsed = session.Parse(*document);
  const std::optional<Offset> offset =
      Positions(*parsed.source, session.client.encoding).OffsetOf(Get(params, "position"));
  std::optional<Thing> thing = offset ? ThingAt(*parsed.facts, *offset) : std::nullopt;
  if (!thing || thing->kind == Thing::Kind::kUrl) return std::nullopt;
  if (thing->kind == Thing::Kind::kAnchor && thing->anchor->kind != AnchorTarget::Kind::kHeading) {
    return std::nullopt;
  }
  Range range = thing->range;
  if (thing->kind == Thing::Kind::kAnchor &&
      (*parsed.document)[thing->anchor->node].content == range) {
    range = FindHeadingTitle(*parsed.facts, (*parsed.document)[thing->anchor->node]).content;
  }
  return Renaming{
      .document = document, .parsed = &parsed, .thing = std::move(*thing), .range = range};
}

// Typed over, the name of a heading stands as its text, wherever the cursor was.
std::string OldName(const Renaming& renaming) {
  const Document& document = *renaming.parsed->document;
  if (renaming.thing.kind != Thing::Kind::kAnchor) {
    return std::string(document.Slice(renaming.range));
  }
  const Node& heading = document[renaming.thing.anchor->node];
  return std::string(document.Slice(FindHeadingTitle(*renaming.parsed->facts, heading).content));
}

}  // namespace

Reply PrepareRename(Session& session, const Json& params) {
  if (session.DocumentOf(params) == nullptr) return NotOpen(params);
  const std::optional<Renaming> renaming = RenamingAt(session, params);
  if (!renaming) return Json();
  const Positions positions(*renaming->parsed->source, session.client.encoding);
  return Json{{"range", positions.RangeJson(renaming->range)}, {"placeholder", OldName(*renaming)}};
}

Reply Rename(Session& session, const Json& params) {
  if (session.DocumentOf(params) == nullptr) return NotOpen(params);
  const std::optional<Renaming> renaming = RenamingAt(session, params);
  if (!renaming) return Failed(ErrorCode::kRequestFailed, "there is nothing to rename here");
  const std::string name = TextOf(Get(params, "newName"));
  const Result<std::vector<Edit>> edits =
      renaming->thing.kind == Thing::Kind::kAnchor
          ? HeadingRename(*renaming->parsed, renaming->thing.anchor->node).To(name)
          : RenameLabel(*renaming->parsed, renaming->thing, name);
  if (!edits) return Failed(ErrorCode::kRequestFailed, edits.error().message);
  const Positions positions(*renaming->parsed->source, session.client.encoding);
  return WorkspaceEdit(session, *renaming->document, TextEdits(positions, *edits));
}

}  // namespace awl::lsp
