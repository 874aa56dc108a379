// Field blocks: a name, and sub-items or lines with labels ("URL: …", "地址：…").
#include <algorithm>
#include <span>
#include <string>
#include <unordered_map>

#include "base/data_table.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "list/entry_characters.h"
#include "list/list_builder.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::size_t kMaxFieldLabel = 24;  // code points
constexpr std::size_t kMaxLabelBytes = 48;
// More lines than this are prose.
constexpr std::size_t kMaxLines = 32;
// A label that so many field blocks have is one, whatever it says.
constexpr std::uint32_t kCommonLabel = 3;

bool EndsLabel(char32_t c) {
  constexpr char32_t kEnds[] = {'.',  '!',  '?',    ',',    ';',    '(',    '[',    '|',   '/',
                                '\n', '\r', 0x3002, 0xFF0C, 0xFF1B, 0xFF01, 0xFF1F, 0x3001};
  return std::find(std::begin(kEnds), std::end(kEnds), c) != std::end(kEnds);
}

// The row of a label that is known wherever it stands, or null.
const DataRow* FindLabel(std::string_view label) {
  static const std::span<const DataRow> labels = DataTable("field-labels");
  if (label.size() > kMaxLabelBytes) return nullptr;
  const std::string lower = LowerCase(label);
  const auto row =
      std::lower_bound(labels.begin(), labels.end(), lower,
                       [](const DataRow& r, const std::string& name) { return r.key < name; });
  return row != labels.end() && row->key == lower ? &*row : nullptr;
}

Offset SkipSpaces(std::string_view text, Offset at, Offset end) {
  while (at < end) {
    const CodePoint c = DecodeUtf8(text, at);
    if (!IsSpace(c.value) && !IsInvisible(c.value)) break;
    at += c.length;
  }
  return at;
}

Offset TrimSpaces(std::string_view text, Offset begin, Offset end) {
  while (end > begin) {
    const CodePoint c = DecodeUtf8Before(text, end);
    if (!IsSpace(c.value) && !IsInvisible(c.value)) break;
    end -= c.length;
  }
  return std::max(begin, end);
}

// Splits "label: value" at the first colon, in plain text or around emphasis ("**label:** value").
// Without a colon the label is empty and the value is everything.
Field SplitAtColon(std::string_view text, Range range, Offset limit) {
  Field field = {.value = range};
  Offset begin = range.begin;
  while (begin < range.end && (text[begin] == '*' || text[begin] == '_')) ++begin;
  std::size_t length = 0;
  for (Offset at = begin; at < std::min(range.end, limit) && length <= kMaxFieldLabel; ++length) {
    const CodePoint c = DecodeUtf8(text, at);
    if (IsColon(c.value)) {
      Offset label_end = TrimSpaces(text, begin, at);
      while (label_end > begin && (text[label_end - 1] == '*' || text[label_end - 1] == '_')) {
        --label_end;
      }
      if (label_end == begin || text.substr(at + 1, 2) == "//") return field;
      Offset value = at + c.length;
      if (begin > range.begin) {
        while (value < range.end && (text[value] == '*' || text[value] == '_')) ++value;
      }
      value = SkipSpaces(text, value, range.end);
      field.label = {begin, label_end};
      field.separator = {label_end, value};
      field.value = {value, range.end};
      return field;
    }
    if (EndsLabel(c.value) || text[at] == '`' || text[at] == '<') return field;
    at += c.length;
  }
  return field;
}

}  // namespace

bool IsDescriptionLabel(std::string_view label) {
  const DataRow* row = FindLabel(label);
  return row != nullptr && row->value == "description";
}

namespace {

// Finds what separates label and value where it is no colon: what the text before the URLs of many
// fields ends with, and stands near the beginning of other fields too. So a list whose colons were
// damaged alike is still understood.
class SeparatorFinder {
 public:
  explicit SeparatorFinder(std::string_view text) : text_(text) {}

  // `text_before_url` may be empty.
  void Add(Range line, Range text_before_url) {
    lines_.push_back(Head(line));
    if (!text_before_url.empty()) ++count_[Slice(text_before_url)];
  }

  std::string_view Find() const {
    std::string_view prefix;
    std::uint32_t most = kCommonLabel - 1;
    for (const auto& [candidate, count] : count_) {
      if (count > most || (count == most && candidate < prefix)) {
        prefix = candidate;
        most = count;
      }
    }
    std::string_view best;
    std::size_t begin = prefix.size();
    for (int length = 1; length <= 4 && begin > 0; ++length) {
      begin -= DecodeUtf8Before(prefix, begin).length;
      const std::string_view suffix = prefix.substr(begin);
      std::uint32_t found = 0;
      for (const Range line : lines_) found += Slice(line).find(suffix) != std::string_view::npos;
      if (2 * found < 3 * most) break;
      best = suffix;
    }
    return best;
  }

 private:
  std::string_view Slice(Range range) const {
    return text_.substr(range.begin, range.end - range.begin);
  }
  Range Head(Range line) const {
    Offset at = line.begin;
    for (std::size_t i = 0; i < kMaxFieldLabel && at < line.end; ++i)
      at += DecodeUtf8(text_, at).length;
    return {line.begin, std::min(at, line.end)};
  }

  std::string_view text_;
  std::vector<Range> lines_;
  std::unordered_map<std::string_view, std::uint32_t> count_;
};

}  // namespace

// The lines of its own text after the first, which names it.
std::span<const Range> ListBuilder::FieldLines(const EntryCandidate& candidate) const {
  return doc_.Lines(doc_[candidate.head]).subspan(1);
}

bool ListBuilder::MayHaveFieldLines(const EntryCandidate& candidate) const {
  if (candidate.head == kNoNode) return false;
  const std::span<const Range> lines = doc_.Lines(doc_[candidate.head]);
  if (lines.size() < 2 || lines.size() > kMaxLines) return false;
  const NodeId link = candidate.parts.link;
  return link == kNoNode || doc_[link].full.begin > lines[0].end;
}

// In how many blocks each label stands, and which of them are labels indeed.
class ListBuilder::LabelUses {
 public:
  bool empty() const { return uses_.empty(); }

  void Count(std::string_view label, std::uint32_t block) {
    Use& use = uses_[label];
    if (use.last != block) ++use.blocks;
    use.last = block;
  }

  // To be called when all are counted.
  void Decide() {
    for (auto& [label, use] : uses_) {
      use.is_label = use.blocks >= kCommonLabel || FindLabel(label) != nullptr;
    }
  }

  bool IsLabel(std::string_view label) const {
    const auto use = uses_.find(label);
    return use != uses_.end() && use->second.is_label;
  }

 private:
  struct Use {
    std::uint32_t blocks = 0;
    std::uint32_t last = kNoId;
    bool is_label = false;
  };
  std::unordered_map<std::string_view, Use> uses_;
};

void ListBuilder::FindFieldBlocks() {
  LabelUses uses = ReadLabels();
  if (uses.empty()) return;
  uses.Decide();
  DecideFieldBlocks(uses);
  ReserveFields();
  for (EntryCandidate& candidate : candidates_) {
    const bool in_block = candidate.parent != kNoId && candidates_[candidate.parent].is_block &&
                          !candidates_[candidate.parent].has_lines;
    if (in_block) {
      TakeAsField(candidate);
    } else if (candidate.is_block && candidate.has_lines) {
      TakeLines(candidate);
    }
  }
}

bool ListBuilder::MayBeField(const EntryCandidate& candidate) const {
  if (candidate.parent == kNoId || candidate.head == kNoNode) return false;
  const EntryForm form = candidate.parts.form;
  return form == EntryForm::kTextFirst || form == EntryForm::kCitation ||
         form == EntryForm::kNoLink;
}

Offset ListBuilder::LinkBegin(const EntryCandidate& candidate) const {
  const NodeId link = candidate.parts.link;
  return link == kNoNode ? doc_.source().size() : doc_[link].full.begin;
}

// Reads each candidate for a field, and lines, as label and value.
ListBuilder::LabelUses ListBuilder::ReadLabels() {
  const std::string_view text = doc_.source().text();
  LabelUses uses;
  SeparatorFinder finder(text);
  for (std::uint32_t i = 0; i < candidates_.size(); ++i) {
    EntryCandidate& candidate = candidates_[i];
    if (candidate.has_lines) {
      for (const Range line : FieldLines(candidate)) {
        const Field field = SplitAtColon(text, line, line.end);
        if (!field.label.empty()) uses.Count(doc_.Slice(field.label), i);
      }
    }
    if (!MayBeField(candidate)) continue;
    const Range line = doc_[candidate.head].content;
    const Offset link = LinkBegin(candidate);
    candidate.field = SplitAtColon(text, line, link);
    if (!candidate.field.label.empty()) {
      uses.Count(doc_.Slice(candidate.field.label), candidate.parent);
      continue;
    }
    const bool before_url = link < line.end && link > line.begin && link - line.begin < 96 &&
                            doc_.link(doc_[candidate.parts.link]).form == LinkForm::kBare;
    finder.Add(line, before_url ? Range{line.begin, link} : Range{});
  }
  if (const std::string_view separator = finder.Find(); !separator.empty()) {
    SplitAt(separator, &uses);
  }
  return uses;
}

// The same for those without a colon.
void ListBuilder::SplitAt(std::string_view separator, LabelUses* uses) {
  const std::string_view text = doc_.source().text();
  for (EntryCandidate& candidate : candidates_) {
    if (!MayBeField(candidate) || !candidate.field.label.empty()) continue;
    const Range line = doc_[candidate.head].content;
    const std::size_t at = doc_.Slice(line).substr(0, 4 * kMaxFieldLabel).find(separator);
    if (at == std::string_view::npos || at == 0) continue;
    const Range label = {line.begin, line.begin + static_cast<Offset>(at)};
    if (label.end > LinkBegin(candidate) || CountCodePoints(doc_.Slice(label)) > kMaxFieldLabel) {
      continue;
    }
    const Offset value =
        SkipSpaces(text, label.end + static_cast<Offset>(separator.size()), line.end);
    candidate.field = {.label = label, .separator = {label.end, value}, .value = {value, line.end}};
    uses->Count(doc_.Slice(label), candidate.parent);
  }
}

// A block has labels on at least half of its sub-items; where it has a link of its own, on all.
void ListBuilder::DecideFieldBlocks(const LabelUses& uses) {
  std::vector<std::uint32_t> labelled(candidates_.size());
  for (const EntryCandidate& candidate : candidates_) {
    const Range label = candidate.field.label;
    if (!label.empty() && uses.IsLabel(doc_.Slice(label))) ++labelled[candidate.parent];
  }
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    EntryCandidate& candidate = candidates_[i];
    const std::uint32_t labels = labelled[i];
    if (labels > 0 && candidate.head != kNoNode) {
      const bool linked = candidate.parts.link != kNoNode;
      candidate.is_block = linked ? labels == candidate.children : 2 * labels >= candidate.children;
    }
    if (!candidate.has_lines) continue;
    std::size_t lines = 0;
    for (const Range line : FieldLines(candidate)) {
      const Field field = SplitAtColon(doc_.source().text(), line, line.end);
      lines += !field.label.empty() && uses.IsLabel(doc_.Slice(field.label));
    }
    candidate.has_lines = !candidate.is_block && 2 * lines > FieldLines(candidate).size();
    candidate.is_block |= candidate.has_lines;
  }
}

void ListBuilder::ReserveFields() {
  std::uint32_t begin = 0;
  for (EntryCandidate& candidate : candidates_) {
    candidate.fields_begin = begin;
    if (!candidate.is_block) continue;
    begin += candidate.has_lines ? static_cast<std::uint32_t>(FieldLines(candidate).size())
                                 : candidate.children;
  }
  list_.fields_.resize(begin);
}

// Makes fields of a block's own lines; the first one is its name.
void ListBuilder::TakeLines(EntryCandidate& block) {
  const std::string_view text = doc_.source().text();
  const Node& head = doc_[block.head];
  for (const Range line : FieldLines(block)) {
    Field field = SplitAtColon(text, line, line.end);
    field.node = block.head;
    field.value.end = TrimSpaces(text, field.value.begin, field.value.end);
    if (field.label.empty()) field.label = field.separator = {line.begin, line.begin};
    list_.fields_[block.fields_begin + block.fields_count++] = field;
  }
  const Range name = {head.content.begin, doc_.Lines(head)[0].end};
  block.parts = parser_.Parse(head, name, false);
}

// Makes a sub-item a field of the block that it belongs to.
void ListBuilder::TakeAsField(EntryCandidate& candidate) {
  candidate.is_field = true;
  candidate.is_block = candidate.has_lines = false;
  if (candidate.head == kNoNode) return;
  if (candidate.field.label.empty()) {
    const Range line = doc_[candidate.head].content;
    const Range none = {line.begin, line.begin};
    candidate.field = {.label = none, .separator = none, .value = line};
  }
  candidate.field.node = candidate.node;
  candidate.field.value = WithoutImages(candidate.head, candidate.field.value);
  EntryCandidate& block = candidates_[candidate.parent];
  list_.fields_[block.fields_begin + block.fields_count++] = candidate.field;
}

// Badges after a field's value are none of it.
Range ListBuilder::WithoutImages(NodeId head, Range value) const {
  Offset end = value.begin;
  for (const Node& child : doc_.Children(head)) {
    const bool image = child.kind == NodeKind::kImage || child.kind == NodeKind::kImageReference;
    const bool blank = child.kind == NodeKind::kText && IsBlankText(doc_.Slice(child.full));
    if (!image && !blank) end = std::max(end, child.full.end);
  }
  end = std::min(end, value.end);
  return {value.begin, TrimSpaces(doc_.source().text(), value.begin, end)};
}

}  // namespace awl
