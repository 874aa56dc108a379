#include "merge/side.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "parse/parse.h"

namespace awl {
namespace {

// Where a unit of several lines, or of a kind of its own, begins.
struct Start {
  UnitKind kind = UnitKind::kText;
  std::uint32_t last_line = 0;
  EntryId entry = kNoId;
  NodeId node = kNoNode;
};

class Cutter {
 public:
  Cutter(const List& list, std::vector<Unit>* units)
      : list_(list),
        document_(list.document()),
        source_(document_.source()),
        starts_(source_.line_count()),
        units_(*units) {}

  // The blank lines after the last unit.
  std::string_view Run() {
    FindStarts();
    std::uint32_t lines = source_.line_count();
    if (lines > 0 && source_.LineWithEol(lines - 1).empty()) --lines;
    Offset blank_begin = 0;
    for (std::uint32_t line = 0; line < lines;) {
      const Range here = source_.Line(line);
      const Start& start = starts_[line];
      if (start.kind == UnitKind::kText && Trim(source_.Slice(here)).empty()) {
        ++line;
        continue;
      }
      const std::uint32_t last = LastLine(line, lines);
      Add(start, {blank_begin, here.begin}, {here.begin, source_.Line(last).end});
      line = last + 1;
      blank_begin = source_.LineWithEol(last).end;
    }
    return source_.Slice({blank_begin, source_.size()});
  }

 private:
  void SetStart(UnitKind kind, Range range, EntryId entry, NodeId node) {
    Start& start = starts_[source_.LineAt(range.begin)];
    if (start.kind != UnitKind::kText) return;
    start = {.kind = kind,
             .last_line = source_.LineAt(range.empty() ? range.begin : range.end - 1),
             .entry = entry,
             .node = node};
  }

  void FindStarts() {
    for (const Section& section : list_.sections()) {
      if (section.heading == kNoNode) continue;
      SetStart(UnitKind::kHeading, document_[section.heading].full, kNoId, section.heading);
    }
    if (list_.contents() != nullptr) {
      for (const ContentsItem& item : list_.contents()->items) {
        SetStart(UnitKind::kContentsItem, document_[item.item].full, kNoId, item.item);
      }
    }
    for (EntryId id = 0; id < list_.entries().size(); ++id) {
      const Entry& entry = list_.entry(id);
      SetStart(UnitKind::kEntry, entry.full, id, entry.item);
    }
  }

  // Of the unit that begins at `line`: without what another unit begins, and without blank lines.
  std::uint32_t LastLine(std::uint32_t line, std::uint32_t lines) const {
    const Start& start = starts_[line];
    if (start.kind == UnitKind::kText) return line;
    std::uint32_t last = line;
    for (std::uint32_t at = line + 1; at <= start.last_line && at < lines; ++at) {
      if (starts_[at].kind != UnitKind::kText || IsAnchorLine(at)) break;
      if (!Trim(source_.Slice(source_.Line(at))).empty()) last = at;
    }
    return last;
  }

  // True for a line of HTML at the margin. Without a blank line before it, Markdown makes it a part
  // of the item above; people mean it for the heading below.
  bool IsAnchorLine(std::uint32_t line) const {
    const std::string_view text = source_.Slice(source_.Line(line));
    return text.starts_with('<') && Trim(text).ends_with('>');
  }

  void Add(const Start& start, Range blank, Range text) {
    Unit& unit = units_.emplace_back();
    unit.kind = start.kind;
    unit.blank = source_.Slice(blank);
    unit.text = source_.Slice(text);
    unit.heading = heading_;
    if (start.kind == UnitKind::kHeading) {
      unit.level = document_.heading(document_[start.node]).level;
      heading_ = static_cast<std::uint32_t>(units_.size() - 1);
    } else if (start.kind == UnitKind::kEntry) {
      const Entry& entry = list_.entry(start.entry);
      unit.entry = start.entry;
      unit.container = document_[entry.item].parent;
      for (EntryId at = entry.parent; at != kNoId; at = list_.entry(at).parent) ++unit.depth;
    }
  }

  const List& list_;
  const Document& document_;
  const Source& source_;
  std::vector<Start> starts_;  // by line
  std::uint32_t heading_ = kNoId;
  std::vector<Unit>& units_;
};

}  // namespace

Side::Side(std::string text)
    : document_(Parse(std::make_shared<const Source>("", std::move(text)))),
      list_(std::make_unique<const List>(*document_)) {
  const std::string_view all = document_->source().text();
  ends_with_eol_ = all.empty() || IsEol(all.back());
  tail_ = Cutter(*list_, &units_).Run();
}

}  // namespace awl
