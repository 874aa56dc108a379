#ifndef AWL_CURATE_RECORD_WRITER_H_
#define AWL_CURATE_RECORD_WRITER_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_writer.h"
#include "curate/entry_record.h"

namespace awl {

enum class RecordFormat : std::uint8_t { kJsonLines, kJson, kCsv, kTsv, kMarkdown, kHtml };
std::span<const std::string_view> RecordFormatNames();  // in the order of RecordFormat
std::optional<RecordFormat> ParseRecordFormat(std::string_view name);

// A field of EntryRecord, in the order in which records have them.
enum class RecordColumn : std::uint8_t {
  kPath,
  kLine,
  kSection,
  kForm,
  kName,
  kUrl,
  kCanonicalUrl,
  kDescription,
  kDescriptionText,
  kTrailing,
  kFields,
  kParent,
};
std::span<const std::string_view> RecordColumnNames();  // in the order of RecordColumn
std::vector<RecordColumn> AllRecordColumns();

// One record as a JSON object.
void WriteRecord(const EntryRecord& record, std::span<const RecordColumn> columns,
                 JsonWriter* json);

// Records one after the other, in a format that has a beginning and an end.
class RecordWriter {
 public:
  RecordWriter(RecordFormat format, std::vector<RecordColumn> columns)
      : format_(format), columns_(std::move(columns)) {}

  void Begin(std::string* out);
  void Add(const EntryRecord& record, std::string* out);
  void End(std::string* out);

 private:
  std::string CellOf(const EntryRecord& record, RecordColumn column) const;
  void AddRow(std::span<const std::string> cells, bool header, std::string* out) const;

  const RecordFormat format_;
  const std::vector<RecordColumn> columns_;
  bool is_first_ = true;
};

}  // namespace awl

#endif  // AWL_CURATE_RECORD_WRITER_H_
