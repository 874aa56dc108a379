#include "curate/record_writer.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/log_text.h"

namespace awl {
namespace {

constexpr std::string_view kFormats[] = {"jsonl", "json", "csv", "tsv", "markdown", "html"};
constexpr std::string_view kColumns[] = {
    "path",          "line",        "section",          "form",     "name",   "url",
    "canonical_url", "description", "description_text", "trailing", "fields", "parent"};

std::string Joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) out += Cat(out.empty() ? "" : between, part);
  return out;
}

// RFC 4180: quoted where it must be, a quote doubled.
void AddCsv(std::string_view cell, std::string* out) {
  if (cell.find_first_of("\",\r\n") == std::string_view::npos) {
    *out += cell;
    return;
  }
  *out += '"';
  for (const char c : cell) {
    if (c == '"') *out += '"';
    *out += c;
  }
  *out += '"';
}

// IANA's text/tab-separated-values has no quotes: what would end a cell becomes a space.
void AddTsv(std::string_view cell, std::string* out) {
  for (const char c : cell) *out += c == '\t' || IsEol(c) ? ' ' : c;
}

// Literal text in a cell of a Markdown table.
void AddMarkdown(std::string_view cell, std::string* out) {
  static constexpr std::string_view kEscaped = "\\`*_[]<>|&#~";
  for (const char c : cell) {
    if (IsEol(c) || c == '\t') {
      *out += ' ';
      continue;
    }
    if (kEscaped.find(c) != std::string_view::npos) *out += '\\';
    *out += c;
  }
}

// Control characters, which HTML forbids, become U+FFFD; so do bytes that are not UTF-8.
void AddHtml(std::string_view cell, std::string* out) {
  for (std::size_t i = 0; i < cell.size();) {
    const CodePoint c = DecodeUtf8(cell, i);
    const bool control = (c.value < 0x20 && !IsAsciiSpace(cell[i])) || cell[i] == '\v' ||
                         (c.value >= 0x7F && c.value < 0xA0);
    const bool noncharacter =
        (c.value & 0xFFFE) == 0xFFFE || (c.value >= 0xFDD0 && c.value <= 0xFDEF);
    if (cell[i] == '&') {
      *out += "&amp;";
    } else if (cell[i] == '<') {
      *out += "&lt;";
    } else if (cell[i] == '>') {
      *out += "&gt;";
    } else if (!c.valid || control || noncharacter) {
      *out += "\uFFFD";
    } else {
      out->append(cell, i, c.length);
    }
    i += c.length;
  }
}

void WriteColumn(const EntryRecord& record, RecordColumn column, JsonWriter* json) {
  json->Key(kColumns[static_cast<std::size_t>(column)]);
  switch (column) {
    case RecordColumn::kPath:
      json->String(record.path);
      return;
    case RecordColumn::kLine:
      json->Number(record.line);
      return;
    case RecordColumn::kSection:
      json->BeginArray();
      for (const std::string& name : record.section) json->String(name);
      json->EndArray();
      return;
    case RecordColumn::kForm:
      json->String(record.form);
      return;
    case RecordColumn::kName:
      json->String(record.name);
      return;
    case RecordColumn::kUrl:
      json->String(record.url);
      return;
    case RecordColumn::kCanonicalUrl:
      json->String(record.canonical_url);
      return;
    case RecordColumn::kDescription:
      json->String(record.description);
      return;
    case RecordColumn::kDescriptionText:
      json->String(record.description_text);
      return;
    case RecordColumn::kTrailing:
      json->BeginArray();
      for (const std::string& part : record.trailing) json->String(part);
      json->EndArray();
      return;
    case RecordColumn::kFields:
      json->BeginObject();
      for (auto at = record.fields.begin(); at != record.fields.end(); ++at) {
        // A label that comes twice: an object has each name once, and the first counts.
        const bool seen = std::any_of(record.fields.begin(), at, [&](const auto& earlier) {
          return earlier.first == at->first;
        });
        if (!seen) json->Field(at->first, std::string_view(at->second));
      }
      json->EndObject();
      return;
    case RecordColumn::kParent:
      if (record.parent == 0) {
        json->Null();
      } else {
        json->Number(record.parent);
      }
      return;
  }
}

}  // namespace

std::span<const std::string_view> RecordFormatNames() { return kFormats; }

std::optional<RecordFormat> ParseRecordFormat(std::string_view name) {
  const auto* found = std::find(std::begin(kFormats), std::end(kFormats), name);
  if (found == std::end(kFormats)) return std::nullopt;
  return static_cast<RecordFormat>(found - std::begin(kFormats));
}

std::span<const std::string_view> RecordColumnNames() { return kColumns; }

std::vector<RecordColumn> AllRecordColumns() {
  std::vector<RecordColumn> columns;
  for (std::size_t i = 0; i < std::size(kColumns); ++i) {
    columns.push_back(static_cast<RecordColumn>(i));
  }
  return columns;
}

void WriteRecord(const EntryRecord& record, std::span<const RecordColumn> columns,
                 JsonWriter* json) {
  json->BeginObject();
  for (const RecordColumn column : columns) WriteColumn(record, column, json);
  json->EndObject();
}

std::string RecordWriter::CellOf(const EntryRecord& record, RecordColumn column) const {
  switch (column) {
    case RecordColumn::kPath:
      return record.path;
    case RecordColumn::kLine:
      return Cat(record.line);
    case RecordColumn::kSection:
      return Joined(record.section, " > ");
    case RecordColumn::kForm:
      return std::string(record.form);
    case RecordColumn::kName:
      return record.name;
    case RecordColumn::kUrl:
      return record.url;
    case RecordColumn::kCanonicalUrl:
      return record.canonical_url;
    case RecordColumn::kDescription:
      return record.description;
    case RecordColumn::kDescriptionText:
      return record.description_text;
    case RecordColumn::kTrailing:
      return Joined(record.trailing, " ");
    case RecordColumn::kFields: {
      std::string out;
      for (const auto& [label, value] : record.fields) {
        out += Cat(out.empty() ? "" : "; ", label, label.empty() ? "" : "=", value);
      }
      return out;
    }
    case RecordColumn::kParent:
      return record.parent == 0 ? std::string() : Cat(record.parent);
  }
  return {};
}

void RecordWriter::AddRow(std::span<const std::string> cells, bool header, std::string* out) const {
  switch (format_) {
    case RecordFormat::kCsv:
      for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) *out += ',';
        AddCsv(cells[i], out);
      }
      *out += "\r\n";
      return;
    case RecordFormat::kTsv:
      for (std::size_t i = 0; i < cells.size(); ++i) {
        if (i > 0) *out += '\t';
        AddTsv(cells[i], out);
      }
      *out += '\n';
      return;
    case RecordFormat::kMarkdown:
      for (const std::string& cell : cells) {
        *out += "| ";
        AddMarkdown(cell, out);
        *out += cell.empty() ? "" : " ";
      }
      *out += "|\n";
      return;
    case RecordFormat::kHtml: {
      const std::string_view tag = header ? "th" : "td";
      *out += "<tr>";
      for (const std::string& cell : cells) {
        *out += Cat("<", tag, header ? " scope=\"col\">" : ">");
        AddHtml(cell, out);
        *out += Cat("</", tag, ">");
      }
      *out += "</tr>\n";
      return;
    }
    case RecordFormat::kJsonLines:
    case RecordFormat::kJson:
      return;
  }
}

void RecordWriter::Begin(std::string* out) {
  std::vector<std::string> names;
  for (const RecordColumn column : columns_) {
    names.emplace_back(kColumns[static_cast<std::size_t>(column)]);
  }
  if (format_ == RecordFormat::kJson) *out += "[";
  if (format_ == RecordFormat::kHtml) {
    *out +=
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Entries</title>"
        "</head>\n<body>\n<table>\n<thead>\n";
  }
  AddRow(names, true, out);
  if (format_ == RecordFormat::kMarkdown) {
    for (std::size_t i = 0; i < names.size(); ++i) *out += "| --- ";
    *out += "|\n";
  }
  if (format_ == RecordFormat::kHtml) *out += "</thead>\n<tbody>\n";
}

void RecordWriter::Add(const EntryRecord& record, std::string* out) {
  const bool is_first = std::exchange(is_first_, false);
  if (format_ == RecordFormat::kJsonLines || format_ == RecordFormat::kJson) {
    if (format_ == RecordFormat::kJson) *out += is_first ? "\n" : ",\n";
    JsonWriter json(out);
    WriteRecord(record, columns_, &json);
    if (format_ == RecordFormat::kJsonLines) *out += '\n';
    return;
  }
  std::vector<std::string> cells;
  for (const RecordColumn column : columns_) cells.push_back(LogText(CellOf(record, column)));
  AddRow(cells, false, out);
}

void RecordWriter::End(std::string* out) {
  if (format_ == RecordFormat::kJson) *out += is_first_ ? "]\n" : "\n]\n";
  if (format_ == RecordFormat::kHtml) *out += "</tbody>\n</table>\n</body>\n</html>\n";
}

}  // namespace awl
