#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>
#include <unordered_set>
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
    if (style_ == "consistent") {
      const Styles styles = CountStyles(doc, ctx);
      if (!ctx.awesome_lint() && HaveRoles(styles)) return;
      wanted = ctx.awesome_lint() ? TextOf(doc, *breaks.begin(), true) : Majority(styles);
    }
    Consistency found{.fix_title = Cat("write ", wanted), .peer = kAliases[0]};
    std::size_t conforming = 0;
    for (const Node& node : breaks) {
      const std::string_view text = TextOf(doc, node, ctx.awesome_lint());
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

  // What a break is for: it ends a section, stands below a heading, or parts other things.
  enum class Role : std::uint8_t { kBeforeHeading, kAfterHeading, kOther };
  static constexpr std::size_t kRoles = 3;

  struct Style {
    std::string_view text = {};
    std::array<std::size_t, kRoles> counts = {};

    std::size_t total() const {
      return std::accumulate(counts.begin(), counts.end(), std::size_t{0});
    }
  };
  using Styles = std::vector<Style>;

  // The breaks that stand right below a heading.
  static std::unordered_set<NodeId> BelowHeadings(const Document& doc) {
    std::unordered_set<NodeId> found;
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      if (heading.next_sibling != kNoNode) found.insert(heading.next_sibling);
    }
    return found;
  }

  static Styles CountStyles(const Document& doc, const RuleContext& ctx) {
    constexpr std::size_t kMost = 8;  // nobody has more on purpose
    const std::unordered_set<NodeId> below_headings = BelowHeadings(doc);
    const auto role_of = [&](const Node& node) {
      if (below_headings.count(doc.IdOf(node)) != 0) return Role::kAfterHeading;
      const Node* next = doc.Next(node);
      return next != nullptr && next->kind == NodeKind::kHeading ? Role::kBeforeHeading
                                                                 : Role::kOther;
    };
    Styles styles;
    for (const Node& node : doc.All(NodeKind::kThematicBreak)) {
      if (!ctx.Counts(node.full)) continue;
      const std::string_view text = TextOf(doc, node, false);
      auto known = std::find_if(styles.begin(), styles.end(),
                                [&](const Style& style) { return style.text == text; });
      if (known == styles.end()) {
        if (styles.size() == kMost) continue;
        known = styles.insert(styles.end(), Style{.text = text});
      }
      ++known->counts[static_cast<std::size_t>(role_of(node))];
    }
    return styles;
  }

  // True if each style is the only one of a role that it has several times: "***" below headings,
  // "---" before them.
  static bool HaveRoles(const Styles& styles) {
    constexpr std::size_t kFewest = 3;
    std::array<bool, kRoles> taken = {};
    for (const Style& style : styles) {
      if (style.total() < kFewest) return false;
      for (std::size_t role = 0; role < kRoles; ++role) {
        if (style.counts[role] == 0) continue;
        if (taken[role]) return false;
        taken[role] = true;
      }
    }
    return styles.size() > 1;
  }

  static std::string_view Majority(const Styles& styles) {
    if (styles.empty()) return "---";
    const auto best =
        std::max_element(styles.begin(), styles.end(),
                         [](const Style& a, const Style& b) { return a.total() < b.total(); });
    const auto ties = std::count_if(styles.begin(), styles.end(), [&](const Style& style) {
      return style.total() == best->total();
    });
    return ties > 1 ? "---" : best->text;
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
