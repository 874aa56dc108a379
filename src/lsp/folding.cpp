#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "lsp/features.h"
#include "lsp/position.h"

namespace awl::lsp {
namespace {

// Collects the folds of one text.
class Folds {
 public:
  explicit Folds(const Source& source) : source_(source) {}

  // Blank lines at the end stay outside.
  void Add(Range range, std::string_view kind = {}) {
    Offset end = range.end;
    while (end > range.begin && IsBlankOrEol(source_[end - 1])) --end;
    if (end == range.begin) return;
    const std::uint32_t first = source_.LineAt(range.begin);
    const std::uint32_t last = source_.LineAt(end - 1);
    if (first == last) return;
    Json fold = {{"startLine", first}, {"endLine", last}};
    if (!kind.empty()) fold["kind"] = kind;
    folds_.push_back(std::move(fold));
  }
  Json Take() { return std::move(folds_); }

 private:
  static bool IsBlankOrEol(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

  const Source& source_;
  Json folds_ = Json::array();
};

// What stands around an offset, each in the next, the smallest first.
std::vector<Range> RangesAround(const ParsedFile& parsed, Offset offset) {
  const Document& document = *parsed.document;
  std::vector<Range> out;
  const auto add = [&](Range range) {
    const bool around = range.begin <= offset && offset <= range.end;
    if (!around || range.empty()) return;
    if (out.empty() || (range.Contains(out.back()) && range != out.back())) out.push_back(range);
  };
  const Node* node = &document.NodeAt(offset);
  for (; node != nullptr && node->kind != NodeKind::kRoot; node = document.Parent(*node)) {
    add(node->content);
    if (const EntryId id = parsed.list->EntryOf(document.IdOf(*node)); id != kNoId) {
      const Entry& entry = parsed.list->entry(id);
      for (const Range part : {entry.name, entry.description}) add(part);
    }
    add(node->full);
  }
  for (SectionId id = parsed.list->SectionAt(offset); id != kNoId;
       id = parsed.list->section(id).parent) {
    add(parsed.list->section(id).range);
  }
  add({0, parsed.source->size()});
  return out;
}

Json SelectionRange(const Positions& positions, const std::vector<Range>& around) {
  Json out;
  for (auto range = around.rbegin(); range != around.rend(); ++range) {
    Json inner = {{"range", positions.RangeJson(*range)}};
    if (!out.is_null()) inner["parent"] = std::move(out);
    out = std::move(inner);
  }
  return out;
}

}  // namespace

Reply FoldingRanges(Session& session, const Json& params) {
  const OpenDocument* document = session.DocumentOf(params);
  if (document == nullptr) return NotOpen(params);
  if (document->kind != OpenDocument::Kind::kMarkdown) return Json::array();
  const ParsedFile& parsed = session.Parse(*document);
  Folds folds(*parsed.source);
  folds.Add(parsed.document->front_matter());
  for (const Section& section : parsed.list->sections()) {
    if (section.heading != kNoNode) folds.Add(section.range, "region");
  }
  for (const HtmlComment& comment : parsed.document->html_comments()) {
    folds.Add(comment.full, "comment");
  }
  for (const Entry& entry : parsed.list->entries()) folds.Add(entry.full);
  for (const Node& code : parsed.document->All(NodeKind::kCode)) folds.Add(code.full);
  return folds.Take();
}

Reply SelectionRanges(Session& session, const Json& params) {
  const OpenDocument* document = session.DocumentOf(params);
  if (document == nullptr) return NotOpen(params);
  const Json& places = Get(params, "positions");
  if (!places.is_array()) return Failed(ErrorCode::kInvalidParams, "positions: expected a list");
  const ParsedFile& parsed = session.Parse(*document);
  const Positions positions(*parsed.source, session.client.encoding);
  Json out = Json::array();
  for (const Json& place : places) {
    const std::optional<Offset> offset = positions.OffsetOf(place);
    if (!offset) return Failed(ErrorCode::kInvalidParams, "positions: expected line and character");
    const std::vector<Range> around = RangesAround(parsed, *offset);
    Json range = SelectionRange(positions, around);
    // Of an empty text there is nothing to select.
    if (range.is_null()) range = {{"range", positions.RangeJson({*offset, *offset})}};
    out.push_back(std::move(range));
  }
  return out;
}

}  // namespace awl::lsp
