#include "curate/entry_record.h"

#include <algorithm>

#include "base/strings.h"
#include "curate/entry_key.h"
#include "document/entry_form.h"
#include "document/text_within.h"

namespace awl {
namespace {

// The cells of a row that hold neither its name nor its description, by the titles of their
// columns.
void AddCells(const Document& document, const Entry& entry, EntryRecord* record) {
  const Node& row = document[entry.item];
  std::vector<std::string> titles;
  for (const Node& cell : document.Children(*document.FirstChild(*document.Parent(row)))) {
    titles.push_back(document.Text(cell));
  }
  for (const Node& cell : document.Children(row)) {
    if (cell.kind != NodeKind::kTableCell || cell.small >= titles.size()) continue;
    if (cell.full.Contains(entry.name) || cell.full.Contains(entry.url)) continue;
    if (!entry.description.empty() && cell.full.Contains(entry.description)) continue;
    record->fields.emplace_back(titles[cell.small], document.Slice(cell.content));
  }
}

}  // namespace

SectionId TitleSection(const List& list) {
  if (list.sections().size() < 2) return kNoId;
  const Section& first = list.section(1);
  // What stands beside a section of level 1 is of level 1, too.
  return first.level == 1 && first.next_sibling == kNoId ? 1 : kNoId;
}

std::vector<std::string> SectionNames(const List& list, SectionId section) {
  const SectionId title = TitleSection(list);
  std::vector<std::string> names;
  for (SectionId at = section; at != kNoId && list.section(at).heading != kNoNode;
       at = list.section(at).parent) {
    const Document& document = list.document();
    if (at != title) {
      names.emplace_back(document.heading(document[list.section(at).heading]).text);
    }
  }
  std::reverse(names.begin(), names.end());
  return names;
}

EntryRecord RecordOf(const List& list, EntryId id, const std::string& path) {
  const Document& document = list.document();
  const Entry& entry = list.entry(id);
  const auto line_of = [&](const Entry& of) { return document.source().LineAt(of.full.begin) + 1; };
  EntryRecord record{
      .path = path,
      .line = line_of(entry),
      .section = SectionNames(list, entry.section),
      .form = NameOf(entry.form),
      .name = ShownName(document, entry),
      .url = std::string(document.Slice(entry.url)),
      .canonical_url = LinkKey(document, entry),
      .description = std::string(document.Slice(entry.description)),
      .description_text = TextWithin(document, document[entry.paragraph], entry.description)};
  if (record.name.empty()) record.name = document.Slice(entry.name);
  if (record.description_text.empty() && !record.description.empty()) {
    // In another block than the name: a sub-item, or another cell.
    record.description_text = TextWithin(document, document[entry.item], entry.description);
  }
  record.description_text = Trim(record.description_text);
  for (const Range part : entry.trailing) record.trailing.emplace_back(document.Slice(part));
  for (const Field& field : entry.fields) {
    record.fields.emplace_back(document.Slice(field.label), document.Slice(field.value));
  }
  if (document[entry.item].kind == NodeKind::kTableRow) AddCells(document, entry, &record);
  if (entry.parent != kNoId) record.parent = line_of(list.entry(entry.parent));
  return record;
}

}  // namespace awl
