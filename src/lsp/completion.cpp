#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/strings.h"
#include "config/names.h"
#include "facts/anchors.h"
#include "facts/contents_alignment.h"
#include "lsp/config_help.h"
#include "lsp/config_place.h"
#include "lsp/features.h"
#include "lsp/position.h"
#include "lsp/rule_markdown.h"
#include "rule/contents_edits.h"

namespace awl::lsp {
namespace {

// CompletionItemKind.
constexpr int kProperty = 10;
constexpr int kReference = 18;
constexpr int kValue = 12;

// Collects items that take the place of what stands before the cursor.
class Items {
 public:
  Items(const Positions& positions, Range typed) : range_(positions.RangeJson(typed)) {}

  // `after` comes after the label in the text.
  void Add(const std::string& label, int kind, const std::string& detail,
           std::string_view after = {}) {
    if (!seen_.insert(label).second) return;
    Json item = {{"label", label},
                 {"kind", kind},
                 {"textEdit", {{"range", range_}, {"newText", Cat(label, after)}}}};
    if (!detail.empty()) item["detail"] = detail;
    items_.push_back(std::move(item));
  }
  Json Take() { return std::move(items_); }

 private:
  const Json range_;
  std::set<std::string> seen_;
  Json items_ = Json::array();
};

// Where the cursor is in its line.
struct Cursor {
  const Source& source;
  Offset offset = 0;

  std::string_view Before() const {
    return source.Slice({source.LineBegin(source.LineAt(offset)), offset});
  }
  // What stands between the last `opening` and the cursor; nothing if `stops` has one of its bytes.
  std::optional<Range> TypedAfter(std::string_view opening, std::string_view stops) const {
    const std::string_view before = Before();
    const std::size_t at = before.rfind(opening);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view typed = before.substr(at + opening.size());
    if (typed.find_first_of(stops) != std::string_view::npos) return std::nullopt;
    return Range{offset - static_cast<Offset>(typed.size()), offset};
  }
  // The word that ends at the cursor.
  Range Word() const {
    Range word{offset, offset};
    while (word.begin > 0 &&
           (IsAsciiAlnum(source[word.begin - 1]) || source[word.begin - 1] == '-')) {
      --word.begin;
    }
    return word;
  }
};

Json Anchors(const ParsedFile& parsed, const Positions& positions, Range typed) {
  Items items(positions, typed);
  for (const AnchorTarget& target : parsed.facts->anchors().targets()) {
    const bool is_heading = target.kind == AnchorTarget::Kind::kHeading;
    items.Add(std::string(target.id), kReference,
              is_heading
                  ? std::string(parsed.document->heading((*parsed.document)[target.node]).text)
                  : std::string());
  }
  return items.Take();
}

Json Labels(const ParsedFile& parsed, const Positions& positions, Range typed) {
  Items items(positions, typed);
  for (const Node& node : parsed.document->All(NodeKind::kDefinition)) {
    const DefinitionInfo& info = parsed.document->definition(node);
    items.Add(std::string(parsed.document->Slice(info.label)), kReference, std::string(info.url));
  }
  return items.Take();
}

Json Footnotes(const ParsedFile& parsed, const Positions& positions, Range typed) {
  Items items(positions, typed);
  for (const Node& node : parsed.document->All(NodeKind::kFootnoteDefinition)) {
    items.Add(std::string(parsed.document->Slice(parsed.document->definition(node).label)),
              kReference, "");
  }
  return items.Take();
}

Json Rules(const Positions& positions, Range typed, const Config& config) {
  Items items(positions, typed);
  std::set<std::string_view> groups;
  for (const RuleInfo* rule : AllRules(config)) {
    items.Add(std::string(rule->name), kValue, std::string(rule->summary));
    if (groups.insert(rule->group).second) {
      items.Add(std::string(rule->group), kValue, "all rules of this group");
    }
  }
  return items.Take();
}

// What the schema knows, and the list's own rules.
Json ConfigWords(const Positions& positions, Offset offset, const Config& config) {
  const Source& source = positions.source();
  const ConfigPlace place = PlaceInConfig(source, offset);
  Items items(positions, place.typed);
  const std::string_view after_key =
      source.Slice({offset, source.size()}).starts_with(':') ? "" : ": ";
  for (const ConfigWord& word : WordsAt(place)) {
    items.Add(word.text, word.is_key ? kProperty : kValue, word.about,
              word.is_key ? after_key : "");
  }
  if (!place.is_value && !place.path.empty() && place.path.back() == "rules") {
    for (const RuleInfo* rule : AllRules(config)) {
      items.Add(std::string(rule->name), kProperty, std::string(rule->summary), after_key);
    }
  }
  return items.Take();
}

// Headings that the contents list has no line for, as lines of it.
Json ContentsLines(const ParsedFile& parsed, const Positions& positions, Range typed) {
  Items items(positions, typed);
  for (const ContentsHeading& heading : parsed.facts->contents_alignment().headings()) {
    if (heading.line != kNoId || !heading.is_after) continue;
    const std::string link =
        HeadingAsLink(*parsed.document, (*parsed.document)[heading.node], heading.title);
    if (!link.empty()) items.Add(link, kReference, heading.title.text);
  }
  return items.Take();
}

// True if the cursor is in an open comment to awl.
bool IsInComment(const Cursor& cursor) {
  const std::string_view before = cursor.Before();
  const std::size_t open = before.rfind("<!--");
  if (open == std::string_view::npos) return false;
  const std::string_view comment = before.substr(open);
  if (comment.find("-->") != std::string_view::npos) return false;
  return comment.find("awl ") != std::string_view::npos ||
         comment.find("lint ") != std::string_view::npos;
}

bool IsInContents(const List& list, Offset offset) {
  const Contents* contents = list.contents();
  return contents != nullptr && list.SectionAt(offset) == contents->section;
}

Json Complete(const ParsedFile& parsed, const Positions& positions, Offset offset,
              const Config& config) {
  const Cursor cursor{.source = *parsed.source, .offset = offset};
  if (IsInComment(cursor)) return Rules(positions, cursor.Word(), config);
  if (const auto typed = cursor.TypedAfter("](#", ") \t"))
    return Anchors(parsed, positions, *typed);
  if (const auto typed = cursor.TypedAfter("[^", "] \t")) {
    return Footnotes(parsed, positions, *typed);
  }
  if (const auto typed = cursor.TypedAfter("][", "]")) return Labels(parsed, positions, *typed);
  if (IsInContents(*parsed.list, offset)) {
    if (const auto typed = cursor.TypedAfter("[", "]()")) {
      return ContentsLines(parsed, positions, {typed->begin - 1, typed->end});
    }
  }
  return Json::array();
}

}  // namespace

Reply Completion(Session& session, const Json& params) {
  const OpenDocument* document = session.DocumentOf(params);
  if (document == nullptr) return NotOpen(params);
  const ParsedFile& parsed = session.Parse(*document);
  const Positions positions(*parsed.source, session.client.encoding);
  const std::optional<Offset> offset = positions.OffsetOf(Get(params, "position"));
  if (!offset) return Failed(ErrorCode::kInvalidParams, "position: expected line and character");
  const auto setup = session.workspace.SetupFor(document->name);
  const Config none;
  const Config& config = setup ? (*setup)->config.config : none;
  switch (document->kind) {
    case OpenDocument::Kind::kConfig:
      return ConfigWords(positions, *offset, config);
    case OpenDocument::Kind::kMarkdown:
      return Complete(parsed, positions, *offset, config);
    case OpenDocument::Kind::kOther:
      break;
  }
  return Json::array();
}

}  // namespace awl::lsp
