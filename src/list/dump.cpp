#include "list/dump.h"

#include <nlohmann/json.hpp>
#include <string_view>

#include "list/entry_form.h"

namespace awl {
namespace {

using Json = nlohmann::ordered_json;

Json ToJson(Range range) { return {{"start", range.begin}, {"end", range.end}}; }

void AddRange(Json& json, const char* name, Range range) {
  if (!range.empty()) json[name] = ToJson(range);
}

std::string_view FormName(LinkForm form) {
  switch (form) {
    case LinkForm::kInline:
      return "inline";
    case LinkForm::kFull:
      return "full";
    case LinkForm::kCollapsed:
      return "collapsed";
    case LinkForm::kShortcut:
      return "shortcut";
    case LinkForm::kAngle:
      return "angle";
    case LinkForm::kBare:
      return "bare";
  }
  return "";
}

void AddLink(const LinkInfo& link, Json& json) {
  json["form"] = FormName(link.form);
  json["url"] = link.url;
  AddRange(json, "destination", link.destination);
  AddRange(json, "title", link.title);
  AddRange(json, "label", link.label);
  if (link.definition != kNoNode) json["definition"] = link.definition;
}

void AddDetails(const Document& document, const Node& node, Json& json) {
  switch (node.kind) {
    case NodeKind::kHeading:
      json["depth"] = document.heading(node).level;
      json["text"] = document.heading(node).text;
      json["slug"] = document.heading(node).slug;
      break;
    case NodeKind::kList:
      json["ordered"] = document.list(node).ordered;
      json["tight"] = document.list(node).tight;
      json["marker"] = std::string(1, document.list(node).marker);
      if (document.list(node).ordered) json["first"] = document.list(node).start;
      break;
    case NodeKind::kListItem:
      AddRange(json, "marker", document.list_item(node).marker);
      if (const Range task = document.list_item(node).task; !task.empty()) {
        json["task"] = ToJson(task);
        json["checked"] = document.Slice(task) != "[ ]";
      }
      break;
    case NodeKind::kBlockquote:
      AddRange(json, "alert", document.blockquote(node).alert);
      break;
    case NodeKind::kCode:
      AddRange(json, "lang", document.code(node).lang);
      break;
    case NodeKind::kTable: {
      AddRange(json, "delimiter_row", document.table(node).delimiter_row);
      Json aligns = Json::array();
      for (const Align align : document.table(node).aligns) {
        constexpr const char* kNames[] = {nullptr, "left", "center", "right"};
        if (align == Align::kNone) {
          aligns.push_back(nullptr);
        } else {
          aligns.push_back(kNames[static_cast<int>(align)]);
        }
      }
      json["align"] = std::move(aligns);
      break;
    }
    case NodeKind::kLink:
    case NodeKind::kImage:
    case NodeKind::kLinkReference:
    case NodeKind::kImageReference:
      AddLink(document.link(node), json);
      break;
    case NodeKind::kDefinition:
    case NodeKind::kFootnoteDefinition: {
      const DefinitionInfo& definition = document.definition(node);
      AddRange(json, "label", definition.label);
      AddRange(json, "destination", definition.destination);
      AddRange(json, "title", definition.title);
      json["uses"] = definition.uses;
      if (definition.duplicate_of != kNoNode) json["duplicate_of"] = definition.duplicate_of;
      break;
    }
    case NodeKind::kFootnoteReference:
      AddRange(json, "label", document.footnote_reference(node).label);
      break;
    default:
      break;
  }
}

Json NodeJson(const Document& document, const Node& node) {
  Json json;
  json["kind"] = MdastName(node.kind);
  json["start"] = node.full.begin;
  json["end"] = node.full.end;
  json["content_start"] = node.content.begin;
  json["content_end"] = node.content.end;
  json["parent"] = node.parent == kNoNode ? Json(nullptr) : Json(node.parent);
  if (node.has(kInexact)) json["inexact"] = true;
  AddDetails(document, node, json);
  return json;
}

Json EntryJson(const Entry& entry) {
  Json json;
  json["form"] = NameOf(entry.form);
  json["section"] = entry.section;
  AddRange(json, "full", entry.full);
  AddRange(json, "marker", entry.marker);
  AddRange(json, "name", entry.name);
  AddRange(json, "url", entry.url);
  AddRange(json, "separator", entry.separator);
  AddRange(json, "description", entry.description);
  if (!entry.trailing.empty()) {
    json["trailing"] = Json::array();
    for (const Range range : entry.trailing) json["trailing"].push_back(ToJson(range));
  }
  if (!entry.fields.empty()) {
    json["fields"] = Json::array();
    for (const Field& field : entry.fields) {
      Json of;
      AddRange(of, "label", field.label);
      AddRange(of, "separator", field.separator);
      AddRange(of, "value", field.value);
      json["fields"].push_back(std::move(of));
    }
  }
  return json;
}

Json SectionJson(const Section& section) {
  Json json;
  json["level"] = section.level;
  json["slug"] = section.slug;
  json["start"] = section.range.begin;
  json["end"] = section.range.end;
  json["heading"] = section.heading == kNoNode ? Json(nullptr) : Json(section.heading);
  json["parent"] = section.parent == kNoId ? Json(nullptr) : Json(section.parent);
  json["is_contents"] = section.is_contents;
  return json;
}

}  // namespace

std::string DumpJson(const Document& document, const List* list) {
  Json json;
  json["nodes"] = Json::array();
  for (const Node& node : document.nodes()) json["nodes"].push_back(NodeJson(document, node));
  json["entries"] = Json::array();
  json["sections"] = Json::array();
  if (list != nullptr) {
    for (const Entry& entry : list->entries()) json["entries"].push_back(EntryJson(entry));
    for (const Section& section : list->sections())
      json["sections"].push_back(SectionJson(section));
  }
  // Bytes that are not UTF-8 come out as U+FFFD: JSON has no other way.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace awl
