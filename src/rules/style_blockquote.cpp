#include <algorithm>
#include <optional>

#include "rule/list_edits.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"space", OptionType::kEnum, "consistent",
     "Whether one space is always between '>' and the text, or where it is in most quotes.",
     "consistent|one"},
};
constexpr std::string_view kAliases[] = {"remark-lint:blockquote-indentation",
                                         "remark-lint:no-blockquote-without-marker", "MD027"};
constexpr std::string_view kSpacePeer = kAliases[0];
constexpr std::string_view kLazyPeer = kAliases[1];

// Deeper quotes than this are not looked at.
constexpr std::uint32_t kMaxQuoteDepth = 16;

class StyleBlockquoteRule final : public Rule {
 public:
  explicit StyleBlockquoteRule(const Options& options)
      : always_(options.String("space") == "one") {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (doc.All(NodeKind::kBlockquote).empty()) return;
    CheckSpaces(doc, ctx);
    for (const Node& paragraph : doc.All(NodeKind::kParagraph)) CheckLazy(doc, paragraph, ctx);
  }

 private:
  // How many columns the first text of a quote stands behind its '>'.
  static std::optional<Offset> SpaceOf(const Document& doc, const Node& quote) {
    const Node* child = doc.FirstChild(quote);
    if (child == nullptr) return std::nullopt;
    if (child->kind == NodeKind::kCode && doc.code(*child).fence == 0) return std::nullopt;
    Offset begin = child->full.begin;
    const Range alert = doc.blockquote(quote).alert;
    if (!alert.empty()) begin = std::min(begin, alert.begin);
    const Source& source = doc.source();
    const Offset text = begin - source.LineBegin(source.LineAt(begin));
    const Offset sign = quote.full.begin - source.LineBegin(source.LineAt(quote.full.begin));
    if (text <= sign) return std::nullopt;
    return text - sign - 1;
  }

  void CheckSpaces(const Document& doc, RuleContext& ctx) const {
    std::size_t one = 0;
    Consistency found{.fix_title = "leave one space after '>'", .peer = kSpacePeer};
    for (const Node& quote : doc.All(NodeKind::kBlockquote)) {
      const std::optional<Offset> space = SpaceOf(doc, quote);
      if (!space) continue;
      if (*space == 1) {
        ++one;
        continue;
      }
      found.places.push_back({.range = {quote.full.begin, quote.full.begin + 1 + *space},
                              .message = Cat(*space, " spaces after '>', 1 expected"),
                              .edits = SpaceEdits(doc, quote, *space)});
    }
    if (!always_ && one < found.places.size()) return;
    found.message = Cat(found.places.size(), " of ", found.places.size() + one,
                        " quotes do not have one space after '>'");
    ctx.Report(std::move(found));
  }

  // How deep in quotes the node stands, itself included.
  static std::uint32_t DepthOf(const Document& doc, const Node& node) {
    std::uint32_t depth = 0;
    const Node* at = &node;
    for (int steps = 0; at != nullptr && steps < 64; ++steps, at = doc.Parent(*at)) {
      if (at->kind == NodeKind::kBlockquote) ++depth;
    }
    return at == nullptr ? depth : kMaxQuoteDepth + 1;
  }

  // Behind the `depth`th '>' of the line, if only blanks stand between them.
  static std::optional<Offset> BehindSign(const Source& source, Range line, std::uint32_t depth) {
    Offset at = line.begin;
    while (true) {
      while (at < line.end && IsBlank(source[at])) ++at;
      if (at == line.end || source[at] != '>') return std::nullopt;
      ++at;
      if (--depth == 0) return at;
    }
  }

  static std::vector<Edit> SpaceEdits(const Document& doc, const Node& quote, Offset space) {
    const Source& source = doc.source();
    const std::uint32_t depth = DepthOf(doc, quote);
    if (depth > kMaxQuoteDepth || !doc.IsExact(quote.full)) return {};
    const Lines lines = LinesOf(source, quote.full);
    std::vector<Edit> edits;
    if (space == 0) {
      // The first space after '>' belongs to the sign, so adding it moves nothing.
      for (std::uint32_t i = lines.first; i <= lines.last; ++i) {
        const std::optional<Offset> at = BehindSign(source, source.Line(i), depth);
        if (!at) {
          if (i == lines.first) return {};
          continue;
        }
        // How wide a tab is depends on the column that it stands in.
        if (doc.Slice({*at, source.Line(i).end}).find('\t') != std::string_view::npos) return {};
        if (*at < source.Line(i).end && !IsBlank(source[*at])) edits.push_back({{*at, *at}, " "});
      }
      return edits;
    }
    const Node& child = *doc.FirstChild(quote);
    const bool only_first = child.kind == NodeKind::kParagraph || child.kind == NodeKind::kHeading;
    for (std::uint32_t i = lines.first; i <= lines.last; ++i) {
      const std::optional<Offset> at = BehindSign(source, source.Line(i), depth);
      Offset end = at.value_or(0);
      while (at && IsBlank(source[end])) ++end;
      if (!at || end == source.Line(i).end) {
        if (!at && (i == lines.first || !only_first)) return {};
        continue;
      }
      if (doc.Slice({*at, end}).find('\t') != std::string_view::npos) return {};
      // All lines move alike, or some blocks would change their level.
      if (!only_first && end - *at < space) return {};
      edits.push_back({{*at, *at + space - 1}, ""});
      if (only_first) return edits;
    }
    return edits;
  }

  static void CheckLazy(const Document& doc, const Node& paragraph, RuleContext& ctx) {
    const Source& source = doc.source();
    const Lines lines = LinesOf(source, paragraph.full);
    if (lines.first == lines.last || doc.Ancestor(paragraph, NodeKind::kBlockquote) == nullptr) {
      return;
    }
    const std::uint32_t depth = DepthOf(doc, paragraph);
    if (depth > kMaxQuoteDepth) return;
    const std::size_t before = ctx.diagnostics().size();
    bool all = true;  // or the paragraph would be half one way
    for (std::uint32_t i = lines.first + 1; i <= lines.last; ++i) {
      const Range line = source.Line(i);
      std::uint32_t signs = 0;
      Offset text = line.begin;
      for (; IsBlank(source[text]) || source[text] == '>'; ++text) {
        if (source[text] == '>') ++signs;
      }
      if (signs == depth || (signs > depth && !ctx.awesome_lint())) continue;
      Diagnostic& found =
          ctx.Report({text, line.end}, Cat("line of a quote with ", signs, " '>' where ", depth,
                                           depth == 1 ? " is" : " are", " expected"));
      found.peer = kLazyPeer;
      // "[Foo](u) - Text." is an entry that wants a blank line before it.
      const bool is_entry =
          doc.Slice({text, line.end}).find("](") != std::string_view::npos && source[text] == '[';
      all = all && !is_entry && (signs != 0 || CanTakeSign(doc, paragraph, line, text));
      if (signs != 0 || !all) continue;
      std::string prefix;
      for (std::uint32_t d = 0; d < depth; ++d) prefix += "> ";
      found.fix = Fix{.title = "begin the line with '>'",
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kLayout,
                      .edits = {{{line.begin, text}, std::move(prefix)}}};
    }
    if (all) return;
    for (std::size_t i = before; i < ctx.diagnostics().size(); ++i) {
      ctx.diagnostics()[i].fix.reset();
    }
  }

  // A line that continues the paragraph without its '>' cannot be a heading's underline or a row of
  // a table; with it, it could.
  static bool CanTakeSign(const Document& doc, const Node& paragraph, Range line, Offset text) {
    for (const Node* at = doc.Parent(paragraph); at != nullptr; at = doc.Parent(*at)) {
      if (at->kind != NodeKind::kRoot && at->kind != NodeKind::kBlockquote) return false;
    }
    const std::string_view rest = doc.Slice({text, line.end});
    return !rest.empty() &&
           std::string_view("=-+*#~<:|>0123456789").find(rest[0]) == std::string_view::npos &&
           rest.find('|') == std::string_view::npos;
  }

  const bool always_;
};

}  // namespace

RuleInfo StyleBlockquoteInfo() {
  return {.name = "style-blockquote",
          .group = "style",
          .summary = "Quote with uneven indentation, or with lines that lack their '>'",
          .rationale =
              "A line without '>' belongs to the quote only as long as nothing is inserted "
              "above it.",
          .severity = Severity::kWarning,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<StyleBlockquoteRule>};
}

}  // namespace awl
