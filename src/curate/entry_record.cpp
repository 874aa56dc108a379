#include "curate/entry_record.h"

#include <algorithm>

#include "base/strings.h"
#include "curate/entry_key.h"
#include "document/text_within.h"
#include "facts/html_entries.h"
#include "list/entry_form.h"
#include "text/url.h"

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

// What readers see of HTML: without tags, runs of white space as one blank.
std::string TextOfHtml(const Document& document, Range range) {
  static constexpr std::pair<std::string_view, std::string_view> kReferences[] = {
      {"&lt;", "<"},  {"&gt;", ">"},   {"&quot;", "\""}, {"&apos;", "'"},
      {"&#39;", "'"}, {"&nbsp;", " "}, {"&amp;", "&"}};
  std::string text;
  Offset at = range.begin;
  const std::span<const HtmlTag> tags = document.html_tags();
  auto tag = std::lower_bound(
      tags.begin(), tags.end(), range.begin,
      [](const HtmlTag& before, Offset begin) { return before.full.begin < begin; });
  for (; tag != tags.end() && tag->full.begin < range.end; ++tag) {
    text += document.Slice({at, tag->full.begin});
    at = tag->full.end;
  }
  if (at < range.end) text += document.Slice({at, range.end});
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const auto reference =
        std::find_if(std::begin(kReferences), std::end(kReferences), [&](const auto& known) {
          return std::string_view(text).substr(i).starts_with(known.first);
        });
    const bool blank = IsAsciiSpace(text[i]);
    if (reference != std::end(kReferences)) {
      out += reference->second;
      i += reference->first.size();
    } else {
      if (!blank) out += text[i];
      if (blank && !out.empty() && out.back() != ' ') out += ' ';
      ++i;
    }
  }
  return std::string(Trim(out));
}

// Without the hyphen, dash or colon that it begins with.
Range WithoutSeparator(const Document& document, Range description) {
  static constexpr std::string_view kSeparators[] = {"-", "–", "—", ":"};
  const std::string_view text = document.Slice(description);
  for (const std::string_view separator : kSeparators) {
    if (!text.starts_with(separator)) continue;
    description.begin += static_cast<Offset>(separator.size());
    while (!description.empty() && IsAsciiSpace(document.source()[description.begin])) {
      ++description.begin;
    }
    break;
  }
  return description;
}

EntryRecord RecordOfHtml(const List& list, const HtmlEntry& entry, const std::string& path) {
  const Document& document = list.document();
  const Range description = WithoutSeparator(document, entry.description);
  return {.path = path,
          .line = document.source().LineAt(entry.link.begin) + 1,
          .section = SectionNames(list, list.SectionAt(entry.link.begin)),
          .form = "html",
          .name = TextOfHtml(document, entry.name),
          .url = std::string(entry.url),
          .canonical_url = CanonicalUrl(entry.url),
          .description = std::string(document.Slice(description)),
          .description_text = TextOfHtml(document, description)};
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
      names.emplace_back(Trim(document.heading(document[list.section(at).heading]).text));
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
  record.name = Trim(record.name);
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

std::vector<EntryRecord> HtmlRecordsOf(const List& list, const std::string& path) {
  std::vector<EntryRecord> records;
  Offset end = 0;  // of the other entries so far
  auto other = list.entries().begin();
  for (const HtmlEntry& entry : FindHtmlEntries(list.document())) {
    for (; other != list.entries().end() && other->full.begin <= entry.link.begin; ++other) {
      end = std::max(end, other->full.end);
    }
    if (entry.link.begin >= end) records.push_back(RecordOfHtml(list, entry, path));
  }
  return records;
}

std::vector<EntryRecord> RecordsOf(const List& list, const std::string& path) {
  std::vector<EntryRecord> records;
  for (EntryId id = 0; id < list.entries().size(); ++id) {
    records.push_back(RecordOf(list, id, path));
  }
  const auto middle = static_cast<std::ptrdiff_t>(records.size());
  for (EntryRecord& record : HtmlRecordsOf(list, path)) records.push_back(std::move(record));
  std::inplace_merge(records.begin(), records.begin() + middle, records.end(),
                     [](const EntryRecord& a, const EntryRecord& b) { return a.line < b.line; });
  return records;
}

}  // namespace awl
