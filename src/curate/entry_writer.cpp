#include "curate/entry_writer.h"

#include <algorithm>
#include <map>
#include <optional>

#include "awl/diagnostic.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "list/entry_characters.h"
#include "text/table_pipe.h"

namespace awl {
namespace {

// With fewer neighbours a part that all of them have may be chance.
constexpr std::size_t kFewestForCustom = 5;

bool EndsWithStop(std::string_view text) {
  const CodePoint last = DecodeUtf8Before(text, text.size());
  return EndsSentence(last.value) || last.value == U'…';
}

bool EndsWithWord(std::string_view text) {
  return !text.empty() && (IsAsciiAlnum(text.back()) || !IsAscii(text.back()) ||
                           text.back() == ')' || text.back() == '`' || text.back() == '*');
}

// One line, blanks as single spaces.
std::string OnOneLine(std::string_view text) {
  std::string out;
  for (const char c : Trim(text)) {
    const bool blank = IsAsciiSpace(c);
    if (!blank || (!out.empty() && out.back() != ' ')) out += blank ? ' ' : c;
  }
  return out;
}

std::string WithPipesEscaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '|' && !IsEscapedPipe(text, i)) out += '\\';
    out += text[i];
  }
  return out;
}

// The column titles of the table that the row is in.
std::vector<std::string> HeadersOf(const Document& document, const Node& row) {
  std::vector<std::string> headers;
  const Node* table = document.Parent(row);
  for (const Node& first : document.Children(*table)) {
    for (const Node& cell : document.Children(first)) headers.push_back(document.Text(cell));
    break;
  }
  return headers;
}

class Writer {
 public:
  Writer(const List& list, std::span<const EntryId> like, const NewEntry& entry)
      : list_(list), document_(list.document()), like_(like), new_(entry) {}

  Result<std::string> Run() {
    if (std::optional<Error> missing = MissingPart()) return *missing;
    std::optional<EntryId> model = Model(true);
    if (!model) model = Model(false);
    if (!model) return Plain();
    model_ = &list_.entry(*model);
    in_table_ = document_[model_->item].kind == NodeKind::kTableRow;
    if (std::optional<Error> error = CollectEdits()) return *error;
    return Applied();
  }

 private:
  std::string_view Slice(Offset begin, Offset end) const {
    return begin <= end ? document_.Slice({begin, end}) : std::string_view();
  }

  // What stands between the parts of an entry; nothing for one that cannot serve as a model.
  std::optional<std::string> ShapeOf(const Entry& entry, bool described_alike) const {
    const Node& item = document_[entry.item];
    if (entry.link == kNoNode || entry.url.empty() || entry.name.empty()) return std::nullopt;
    if (!entry.full.Contains(entry.url) || !entry.full.Contains(entry.name)) return std::nullopt;
    const bool alike = entry.description.empty() == new_.description.empty();
    if (described_alike && !alike) return std::nullopt;
    if (item.kind == NodeKind::kTableRow) return ShapeOfRow(item);
    if (entry.form == EntryForm::kFieldBlock) return Cat("fields ", entry.fields.size());
    if (HasEntriesBelow(entry)) return std::nullopt;
    const Offset link_end = entry.notes.empty() ? entry.separator.begin : entry.notes.begin;
    std::string lead(Slice(entry.marker.end, entry.name.begin));
    if (entry.name.end > entry.url.begin && entry.name != entry.url) return std::nullopt;
    return Cat(lead, "\n", Slice(entry.name.end, entry.url.begin), "\n",
               Trim(Slice(std::max(entry.url.end, entry.name.end), link_end)), "\n",
               document_.Slice(entry.separator));
  }

  // Whether blanks stand on both sides of each pipe; how many is a matter of alignment.
  std::string ShapeOfRow(const Node& row) const {
    std::string shape = "|";
    for (const Node& cell : document_.Children(row)) {
      shape += cell.content.begin > cell.full.begin + 1 ? ' ' : '-';
      shape += cell.content.end < cell.full.end ? ' ' : '-';
    }
    return shape;
  }

  bool HasEntriesBelow(const Entry& entry) const {
    const auto id = static_cast<EntryId>(&entry - list_.entries().data());
    return id + 1 < list_.entries().size() && list_.entry(id + 1).parent == id;
  }

  // The nearest of the form that most have.
  std::optional<EntryId> Model(bool described_alike) const {
    std::map<std::string, std::size_t> counts;
    for (const EntryId id : like_) {
      if (const auto shape = ShapeOf(list_.entry(id), described_alike)) ++counts[*shape];
    }
    std::size_t most = 0;
    for (const auto& [shape, count] : counts) most = std::max(most, count);
    for (auto id = like_.rbegin(); id != like_.rend(); ++id) {
      const auto shape = ShapeOf(list_.entry(*id), described_alike);
      if (shape && counts[*shape] == most) return *id;
    }
    return std::nullopt;
  }

  // Nothing to be like: as awesome lists are written.
  std::string Plain() const {
    std::string out = Cat("- [", AsLinkText(new_.name, false), "](", AsDestination(new_.url), ")");
    if (!new_.description.empty()) out += Cat(" - ", OnOneLine(new_.description));
    for (const std::string& part : new_.trailing) out += Cat(" ", OnOneLine(part));
    return out;
  }

  // What nearly all have and the new entry has not.
  std::optional<Error> MissingPart() const {
    std::size_t described = 0;
    std::size_t trailed = 0;
    const Entry* example = nullptr;
    for (const EntryId id : like_) {
      const Entry& entry = list_.entry(id);
      described += entry.description.empty() ? 0 : 1;
      if (entry.trailing.empty()) continue;
      ++trailed;
      example = &entry;
    }
    if (like_.size() < kFewestForCustom) return std::nullopt;
    if (new_.description.empty() && described == like_.size()) {
      return Error{"all entries there have a description; give one with --description"};
    }
    if (new_.trailing.empty() && trailed == like_.size()) {
      return Error{Cat("all entries there end with something like \"",
                       document_.Slice(example->trailing.back()), "\"; give it with --trailing")};
    }
    return std::nullopt;
  }

  std::optional<Error> CollectEdits() {
    if (in_table_) {
      if (std::optional<Error> error = FillCells()) return error;
    } else if (std::optional<Error> error = FillFields()) {
      return error;
    }
    Replace(model_->name, model_->name == model_->url ? AsDestination(new_.url)
                                                      : AsLinkText(new_.name, in_table_));
    if (model_->name != model_->url) Replace(model_->url, AsDestination(new_.url));
    if (!in_table_ && new_.description.empty()) {
      Replace({model_->separator.begin, model_->description.end}, "");
    } else if (!in_table_ && model_->description.empty()) {
      const Offset at = model_->separator.end;
      edits_.push_back({{at, at}, Cat(" - ", Description())});
    } else {
      Replace(model_->description, Description());
    }
    DropNotes();
    FillTrailing();
    return std::nullopt;
  }

  void Replace(Range range, std::string text) {
    if (!range.empty()) edits_.push_back({range, std::move(text)});
  }

  std::string Description() const {
    std::string text = OnOneLine(new_.description);
    if (in_table_) text = WithPipesEscaped(text);
    std::size_t described = 0;
    std::size_t stopped = 0;
    for (const EntryId id : like_) {
      const Entry& entry = list_.entry(id);
      if (entry.description.empty()) continue;
      ++described;
      stopped += EndsWithStop(document_.Slice(entry.description)) ? 1 : 0;
    }
    // A stop before "(…)" or "[…]" is a custom only where the others have such parts, too.
    const bool ends_here = new_.trailing.empty() || !model_->trailing.empty();
    if (described < kFewestForCustom || !ends_here) return text;
    if (10 * stopped >= 9 * described && EndsWithWord(text)) text += '.';
    return text;
  }

  // Between link and separator: they say something of the model alone.
  void DropNotes() {
    if (model_->notes.empty()) return;
    Offset begin = model_->notes.begin;
    const std::string_view text = document_.source().text();
    while (begin > model_->full.begin && IsBlank(text[begin - 1])) --begin;
    edits_.push_back({{begin, model_->notes.end}, ""});
  }

  void FillTrailing() {
    std::string text;
    for (const std::string& part : new_.trailing) {
      std::string one = OnOneLine(part);
      if (in_table_) one = WithPipesEscaped(one);
      text += Cat(text.empty() ? "" : TrailingGap(), one);
    }
    if (model_->trailing.empty()) {
      const Offset at = model_->description.end;
      if (!text.empty()) edits_.push_back({{at, at}, Cat(" ", text)});
      return;
    }
    Range all = {model_->trailing.front().begin, model_->trailing.back().end};
    if (text.empty()) {
      const std::string_view source = document_.source().text();
      while (all.begin > model_->full.begin && IsBlank(source[all.begin - 1])) --all.begin;
    }
    edits_.push_back({all, text});
  }

  // What stands between two trailing parts.
  std::string TrailingGap() const {
    for (auto id = like_.rbegin(); id != like_.rend(); ++id) {
      const Entry& entry = list_.entry(*id);
      if (entry.trailing.size() < 2) continue;
      return std::string(Slice(entry.trailing[0].end, entry.trailing[1].begin));
    }
    return " ";
  }

  const std::string* Given(std::string_view label) const {
    for (const auto& [name, value] : new_.fields) {
      if (EqualsIgnoreAsciiCase(Trim(name), Trim(label))) return &value;
    }
    return nullptr;
  }

  std::optional<Error> FillFields() {
    for (const Field& field : model_->fields) {
      const bool is_url = !model_->url.empty() && field.value.Contains(model_->url);
      const bool is_description = field.value.Overlaps(model_->description);
      if (is_url || is_description || field.label.empty()) continue;
      const std::string_view label = document_.Slice(field.label);
      const std::string* value = Given(label);
      if (value == nullptr) {
        return Error{Cat("entries there have a field \"", label, "\"; give it with --field '",
                         label, "=…'")};
      }
      Replace(field.value, OnOneLine(*value));
    }
    return std::nullopt;
  }

  // The other cells of a row.
  std::optional<Error> FillCells() {
    const Node& row = document_[model_->item];
    const std::vector<std::string> headers = HeadersOf(document_, row);
    for (const Node& cell : document_.Children(row)) {
      const bool is_part =
          cell.full.Contains(model_->name) || cell.full.Contains(model_->url) ||
          (!model_->description.empty() && cell.full.Contains(model_->description));
      if (is_part) continue;
      const std::string header = cell.small < headers.size() ? headers[cell.small] : std::string();
      const std::string* value = Given(header);
      if (value == nullptr && SameInAll(cell)) continue;
      if (value == nullptr) {
        return Error{Cat("the table there has a column \"", header,
                         "\"; give its value with --field '", header, "=…'")};
      }
      const std::string text = WithPipesEscaped(OnOneLine(*value));
      // An empty cell has no content to replace.
      edits_.push_back({cell.content, cell.content.empty() ? Cat(" ", text) : text});
    }
    if (model_->description.empty() && !new_.description.empty()) {
      return Error{
          "no column there is known to hold descriptions; give each with --field instead of "
          "--description"};
    }
    return std::nullopt;
  }

  bool SameInAll(const Node& cell) const {
    for (const EntryId id : like_) {
      for (const Node& other : document_.Children(document_[list_.entry(id).item])) {
        if (other.kind != NodeKind::kTableCell || other.small != cell.small) continue;
        if (document_.Slice(other.content) != document_.Slice(cell.content)) return false;
      }
    }
    return true;
  }

  std::string Applied() {
    std::stable_sort(edits_.begin(), edits_.end(),
                     [](const Edit& a, const Edit& b) { return a.range.begin < b.range.begin; });
    const Range all = RangeOfModel();
    std::string out;
    Offset at = all.begin;
    for (const Edit& edit : edits_) {
      if (edit.range.begin < at || edit.range.end > all.end) continue;
      out += document_.Slice({at, edit.range.begin});
      out += edit.text;
      at = edit.range.end;
    }
    out += document_.Slice({at, all.end});
    while (!out.empty() && IsBlank(out.back())) out.pop_back();
    return out;
  }

  // The lines of the model without indentation and sub-items that are no fields.
  Range RangeOfModel() const {
    if (in_table_ || model_->form == EntryForm::kFieldBlock) return model_->full;
    const Node& paragraph = document_[model_->paragraph];
    return {model_->full.begin, std::max(paragraph.full.end, model_->full.begin)};
  }

  const List& list_;
  const Document& document_;
  const std::span<const EntryId> like_;
  const NewEntry& new_;
  const Entry* model_ = nullptr;
  bool in_table_ = false;
  std::vector<Edit> edits_;
};

}  // namespace

std::string AsLinkText(std::string_view name, bool in_table) {
  const std::string text = OnOneLine(name);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool inside_word =
        i > 0 && i + 1 < text.size() && IsAsciiAlnum(text[i - 1]) && IsAsciiAlnum(text[i + 1]);
    const bool escaped = c == '[' || c == ']' || c == '\\' || c == '`' || c == '<' || c == '*' ||
                         (c == '_' && !inside_word) || (c == '|' && in_table);
    if (escaped) out += '\\';
    out += c;
  }
  return out;
}

std::string AsDestination(std::string_view url) {
  int depth = 0;
  bool balanced = true;
  for (const char c : url) {
    if (c == '(') ++depth;
    if (c == ')' && --depth < 0) balanced = false;
  }
  balanced = balanced && depth == 0;
  std::string out;
  for (const char c : url) {
    if (c == ' ') {
      out += "%20";
    } else if (c == '<') {
      out += "%3C";
    } else if (c == '>') {
      out += "%3E";
    } else if (c == '|') {
      out += "%7C";
    } else if (!balanced && c == '(') {
      out += "%28";
    } else if (!balanced && c == ')') {
      out += "%29";
    } else {
      out += c;
    }
  }
  return out;
}

Result<std::string> WriteEntry(const List& list, std::span<const EntryId> like,
                               const NewEntry& entry) {
  return Writer(list, like, entry).Run();
}

}  // namespace awl
