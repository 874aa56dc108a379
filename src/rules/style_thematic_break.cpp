#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"style", OptionType::kString, "consistent",
     "What a thematic break looks like, for example ---, or consistent: as most of the file do."},
};
constexpr std::string_view kAliases[] = {"remark-lint:rule-style", "MD035"};

class StyleThematicBreakRule final : public Rule {
 public:
  explicit StyleThematicBreakRule(const Options& options) : style_(options.String("style")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const auto breaks = doc.All(NodeKind::kThematicBreak);
    if (breaks.empty()) return;
    std::string_view wanted = style_;
    if (style_ == "consistent")
      wanted = ctx.first_wins() ? TextOf(doc, *breaks.begin(), true) : Majority(doc, ctx);
    Consistency found{.fix_title = Cat("write ", wanted), .peer = kAliases[0]};
    std::size_t conforming = 0;
    for (const Node& node : breaks) {
      const std::string_view text = TextOf(doc, node, ctx.first_wins());
      if (text == wanted) {
        ++conforming;
        continue;
      }
      found.places.push_back({.range = node.full,
                              .message = Cat("'", Trim(text), "' where '", wanted, "' is expected"),
                              .edits = Rewrite(doc, node, wanted)});
    }
    found.message = Cat(found.places.size(), " of ", found.places.size() + conforming,
                        " thematic breaks are not written '", wanted, "'");
    ctx.Report(std::move(found));
  }

 private:
  // remark compares with the blanks at the end.
  static std::string_view TextOf(const Document& doc, const Node& node, bool with_blanks) {
    const Range line = doc.source().Line(doc.source().LineAt(node.full.begin));
    const std::string_view text = doc.Slice({node.full.begin, line.end});
    return with_blanks ? text : Trim(text);
  }

  static std::string_view Majority(const Document& doc, const RuleContext& ctx) {
    std::vector<std::pair<std::string_view, std::size_t>> counts;
    for (const Node& node : doc.All(NodeKind::kThematicBreak)) {
      if (!ctx.Counts(node.full)) continue;
      const std::string_view text = TextOf(doc, node, false);
      const auto known = std::find_if(counts.begin(), counts.end(),
                                      [&](const auto& count) { return count.first == text; });
      if (known != counts.end()) {
        ++known->second;
      } else if (counts.size() < 8) {  // nobody has more styles than that on purpose
        counts.emplace_back(text, 1);
      }
    }
    if (counts.empty()) return "---";
    const auto best =
        std::max_element(counts.begin(), counts.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    const auto ties = std::count_if(counts.begin(), counts.end(), [&](const auto& count) {
      return count.second == best->second;
    });
    return ties > 1 ? "---" : best->first;
  }

  static std::vector<Edit> Rewrite(const Document& doc, const Node& node, std::string_view wanted) {
    const Source& source = doc.source();
    const std::uint32_t line = source.LineAt(node.full.begin);
    const Offset begin = source.LineBegin(line);
    // "---" on the first line would begin front matter, and after one there it would end it; behind
    // a list marker it would swallow it.
    if (line == 0) return {};
    if (wanted == "---" && doc.front_matter().empty() &&
        Trim(source.Slice(source.Line(0))) == "---") {
      return {};
    }
    for (Offset at = begin; at < node.full.begin; ++at) {
      if (!IsBlank(source[at]) && source[at] != '>') return {};
    }
    const Range mark = {node.full.begin, source.Line(line).end};
    if (Trim(wanted).empty()) return {};
    if (IsBlankLine(source, line - 1)) return {{mark, std::string(wanted)}};
    // Under a line of text a row of hyphens makes a heading of it.
    const Node* parent = doc.Parent(node);
    if (wanted.find_first_not_of('-') != std::string_view::npos) {
      return {{mark, std::string(wanted)}};
    }
    if (parent == nullptr || parent->kind != NodeKind::kRoot) return {};
    return {{{begin, begin}, std::string(EolText(source.eol()))}, {mark, std::string(wanted)}};
  }

  static bool IsBlankLine(const Source& source, std::uint32_t line) {
    return source.Slice(source.Line(line)).find_first_not_of(" \t>") == std::string_view::npos;
  }

  const std::string style_;
};

}  // namespace

RuleInfo StyleThematicBreakInfo() {
  return {.name = "style-thematic-break",
          .group = "style",
          .summary = "Thematic breaks written in different ways",
          .rationale = "\"---\", \"***\" and \"* * *\" draw the same line; one of them is enough.",
          .severity = Severity::kInfo,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<StyleThematicBreakRule>};
}

}  // namespace awl
