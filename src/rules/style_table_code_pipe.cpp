#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/builtin.h"
#include "text/table_pipe.h"

namespace awl {
namespace {

class StyleTableCodePipeRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Node& table : doc.All(NodeKind::kTable)) {
      const std::size_t columns = doc.table(table).aligns.size();
      for (const Node& row : doc.Children(table)) {
        if (row.has(kHeaderRow) || doc.Slice(row.full).find('`') == std::string_view::npos)
          continue;
        const Row found = Scan(doc, row);
        // With too few cells the pipe may be the one that was meant.
        if (found.codes.empty() || found.cells <= columns) continue;
        const bool all = found.cells - found.pipes == columns;
        Report(doc, ctx, row, found.codes, all);
      }
    }
  }

 private:
  struct Row {
    std::size_t cells = 0;
    std::size_t pipes = 0;  // of those in code
    std::vector<Range> codes = {};
  };

  static Row Scan(const Document& doc, const Node& row) {
    const std::string_view text = doc.Slice(row.full);
    Row out;
    std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return out;
    if (text[begin] == '|') ++begin;
    std::size_t last = text.find_last_not_of(" \t");
    const bool closed = last > begin && text[last] == '|' && !IsEscapedPipe(text, last);
    const std::size_t end = closed ? last : last + 1;
    out.cells = 1;
    for (std::size_t i = begin; i < end;) {
      if (text[i] == '\\') {
        i += 2;
      } else if (text[i] == '|') {
        out.cells += IsEscapedPipe(text, i) ? 0 : 1;
        ++i;
      } else if (text[i] == '`') {
        i = SkipCode(doc, row, text.substr(0, end), i, &out);
      } else {
        ++i;
      }
    }
    return out;
  }

  // Goes over the code that begins at `i`, if it ends in the row.
  static std::size_t SkipCode(const Document& doc, const Node& row, std::string_view text,
                              std::size_t i, Row* out) {
    const std::size_t ticks_end = std::min(text.find_first_not_of('`', i), text.size());
    const std::string_view ticks = text.substr(i, ticks_end - i);
    std::size_t close = text.find(ticks, ticks_end);
    while (close != std::string_view::npos && close + ticks.size() < text.size() &&
           text[close + ticks.size()] == '`') {
      close = text.find(ticks, text.find_first_not_of('`', close));
    }
    if (close == std::string_view::npos) return ticks_end;
    // Markdown sees two cells with half of the backticks each.
    const auto offset = [&](std::size_t at) { return row.full.begin + static_cast<Offset>(at); };
    const Range code = {offset(i), offset(close + ticks.size())};
    for (std::size_t at = FindCellEnd(text, ticks_end); at < close;
         at = FindCellEnd(text, at + 1)) {
      ++out->cells;
      if (!IsSplit(doc, offset(at))) continue;
      ++out->pipes;
      if (out->codes.empty() || out->codes.back() != code) out->codes.push_back(code);
    }
    return close + ticks.size();
  }

  static bool IsSplit(const Document& doc, Offset pipe) {
    return doc.NodeAt(pipe).kind != NodeKind::kInlineCode;
  }

  // The cells from the first code to the end of the row become others: the fix is for all of it.
  static void Report(const Document& doc, RuleContext& ctx, const Node& row,
                     const std::vector<Range>& codes, bool all) {
    Diagnostic& found = ctx.Report(codes.front(), "a pipe in code ends the table cell; write \\|");
    const Range rest = {codes.front().begin, row.full.end};
    if (!doc.IsExact(rest)) return;
    std::string text;
    Offset done = rest.begin;
    for (const Range code : codes) {
      text += doc.Slice({done, code.begin});
      for (const char c : doc.Slice(code)) {
        if (c == '|' && !text.ends_with('\\')) text += '\\';
        text += c;
      }
      done = code.end;
    }
    text += doc.Slice({done, rest.end});
    found.fix = Fix{.title = "escape it",
                    .applicability = all ? Applicability::kSafe : Applicability::kUnsafe,
                    .effect = Effect::kStructure,
                    .edits = {{rest, std::move(text)}}};
  }
};

}  // namespace

RuleInfo StyleTableCodePipeInfo() {
  return {.name = "style-table-code-pipe",
          .group = "style",
          .summary = "Pipe in code that splits a table cell",
          .rationale =
              "In tables a pipe ends the cell even between backticks: the code is torn apart, and "
              "the last cell of the row is not shown.",
          .severity = Severity::kError,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<StyleTableCodePipeRule>};
}

}  // namespace awl
