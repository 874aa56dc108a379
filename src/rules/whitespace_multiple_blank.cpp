#include <algorithm>
#include <array>

#include "facts/verbatim.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"max", OptionType::kCount, "1", "How many blank lines may follow each other."},
    {"before-headings", OptionType::kEnum, "consistent",
     "Whether a heading may have more above it where most headings of the file have as many.",
     "consistent|max"},
};
constexpr std::string_view kAliases[] = {"MD012"};

class WhitespaceMultipleBlankRule final : public Rule {
 public:
  explicit WhitespaceMultipleBlankRule(const Options& options)
      : max_(options.Count("max")),
        consistent_(options.String("before-headings") == "consistent") {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const Source& source = doc.source();
    const std::vector<Range>& verbatim = ctx.facts().verbatim_lines();
    RangeCursor in_verbatim(verbatim);
    std::vector<std::uint32_t> headings;  // the lines that they begin on
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      headings.push_back(source.LineAt(heading.full.begin));
    }
    const std::size_t above = consistent_ ? UsualAbove(source, headings) : max_;
    AddRulesBeforeHeadings(doc, &headings);
    auto heading = headings.begin();
    std::uint32_t run = 0;  // blank lines just before line i
    for (std::uint32_t i = 0; i < source.line_count() && source.LineBegin(i) < source.size(); ++i) {
      if (IsBlankLine(source, i) && !in_verbatim.Contains(source.LineBegin(i))) {
        ++run;
        continue;
      }
      while (heading != headings.end() && *heading < i) ++heading;
      const std::size_t most = heading != headings.end() && *heading == i ? above : max_;
      if (run > most) Report(doc, i - run, i, most, ctx);
      run = 0;
    }
    // Blank lines at the end of the file are whitespace-final-newline's.
  }

 private:
  // What a line begins with mostly tells.
  static bool IsBlankLine(const Source& source, std::uint32_t line) {
    const char first = source[source.LineBegin(line)];
    return IsEol(first) || (IsAsciiSpace(first) && Trim(source.Slice(source.Line(line))).empty());
  }

  // A thematic break directly before a heading begins the section as the heading does.
  static void AddRulesBeforeHeadings(const Document& doc, std::vector<std::uint32_t>* lines) {
    const std::size_t headings = lines->size();
    for (const Node& rule : doc.All(NodeKind::kThematicBreak)) {
      const Node* next = doc.Next(rule);
      if (next == nullptr || next->kind != NodeKind::kHeading) continue;
      lines->push_back(doc.source().LineAt(rule.full.begin));
    }
    std::inplace_merge(lines->begin(), lines->begin() + static_cast<std::ptrdiff_t>(headings),
                       lines->end());
  }

  // How many blank lines more than half of the headings have above them, but at least the maximum.
  std::size_t UsualAbove(const Source& source, const std::vector<std::uint32_t>& headings) const {
    std::array<std::size_t, 8> counts{};
    std::size_t counted = 0;
    for (const std::uint32_t heading : headings) {
      std::uint32_t blank = 0;
      while (blank < heading && blank + 1 < counts.size() &&
             IsBlankLine(source, heading - blank - 1)) {
        ++blank;
      }
      if (blank == heading) continue;  // nothing stands above
      ++counts[blank];
      ++counted;
    }
    const auto most = std::max_element(counts.begin(), counts.end());
    const auto usual = static_cast<std::size_t>(most - counts.begin());
    return *most * 2 > counted ? std::max(usual, max_) : max_;
  }

  static void Report(const Document& doc, std::uint32_t first, std::uint32_t end, std::size_t most,
                     RuleContext& ctx) {
    const Source& source = doc.source();
    const Range lines = {source.LineBegin(first), source.Line(end - 1).end};
    Diagnostic& found =
        ctx.Report(lines, Cat(end - first, " blank lines in a row, at most ", most, " expected"));
    found.fix = Fix{.title = most == 1 ? "leave one" : Cat("leave ", most),
                    .applicability = Applicability::kSafe,
                    .effect = Effect::kLayout,
                    .edits = {Leave(doc, first, first + static_cast<std::uint32_t>(most), end)}};
  }

  // Takes lines [surplus, end) away, and from those before them the white space in them.
  static Edit Leave(const Document& doc, std::uint32_t first, std::uint32_t surplus,
                    std::uint32_t end) {
    const Source& source = doc.source();
    std::uint32_t from = first;
    while (from < surplus && (source.Line(from).empty() || !MayBeEmptied(doc, from))) ++from;
    Edit edit{{source.LineBegin(from), source.LineBegin(end)}, ""};
    for (std::uint32_t i = from; i < surplus; ++i) {
      const Offset begin = MayBeEmptied(doc, i) ? source.Line(i).end : source.LineBegin(i);
      edit.text += source.Slice({begin, source.LineBegin(i + 1)});
    }
    return edit;
  }

  const std::size_t max_;
  const bool consistent_;
};

}  // namespace

RuleInfo WhitespaceMultipleBlankInfo() {
  return {
      .name = "whitespace-multiple-blank",
      .group = "whitespace",
      .summary = "More blank lines in a row than needed",
      .rationale = "Markdown sees one; the others only make the file longer and unevenly spaced.",
      .severity = Severity::kWarning,
      .layout = true,
      .fix = FixKind::kSafe,
      .profiles = kRecommended | kStrict,
      .options = kOptions,
      .aliases = kAliases,
      .create = MakeRule<WhitespaceMultipleBlankRule>};
}

}  // namespace awl
