#include <algorithm>
#include <span>

#include "base/utf8.h"
#include "document/accidental_heading.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"style", OptionType::kEnum, "consistent",
     "How headings are written: \"# Books\", \"# Books #\", or as most headings of the file that "
     "could be either.",
     "consistent|atx|atx-closed"},
};
constexpr std::string_view kAliases[] = {"remark-lint:heading-style",
                                         "remark-lint:no-heading-content-indent",
                                         "remark-lint:no-heading-indent",
                                         "MD003",
                                         "MD019",
                                         "MD021",
                                         "MD023",
                                         "MD018"};
constexpr std::string_view kStylePeer = kAliases[0];
constexpr std::string_view kInnerPeer = kAliases[1];
constexpr std::string_view kHeadingIndentPeer = kAliases[2];

enum class Style : std::uint8_t { kAtx, kClosed, kSetext };

std::string_view NameOf(Style style) {
  switch (style) {
    case Style::kAtx:
      return "'# …'";
    case Style::kClosed:
      return "'# … #'";
    case Style::kSetext:
      break;
  }
  return "underlined";
}

Fix SafeFix(std::string title, std::vector<Edit> edits) {
  return Fix{.title = std::move(title),
             .applicability = Applicability::kSafe,
             .effect = Effect::kLayout,
             .edits = std::move(edits)};
}

class HeadingStyleRule final : public Rule {
 public:
  explicit HeadingStyleRule(const Options& options)
      : consistent_(options.String("style") == "consistent"),
        wanted_(options.String("style") == "atx-closed" ? Style::kClosed : Style::kAtx) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      CheckIndent(doc, heading, ctx);
      CheckInner(doc, heading, ctx);
    }
    CheckStyle(doc, ctx);
    if (!ctx.awesome_lint()) CheckMissingSpace(doc, ctx);
  }

 private:
  // The line with the line ends that are space between words now, and will be none.
  static Range WithLineEnds(const Document& doc, const Node& paragraph, Range line) {
    const Source& source = doc.source();
    const std::uint32_t number = source.LineAt(line.begin);
    if (line.begin > paragraph.full.begin) line.begin = source.Line(number - 1).end;
    if (line.end < paragraph.full.end) line.end = source.LineWithEol(number).end;
    return line;
  }

  // "# 1 Anvils": beside it "#2 Bellows" is a heading, too.
  static bool HasNumberedTitle(const Document& doc) {
    const std::span<const NodeId> headings = doc.Ids(NodeKind::kHeading);
    return std::any_of(headings.begin(), headings.end(), [&](NodeId id) {
      const HeadingInfo& info = doc.heading(doc[id]);
      return info.level == 1 && !info.text.empty() && IsNumber(DecodeUtf8(info.text, 0).value);
    });
  }

  // True if nothing but a paragraph can begin with the next line, which is part of one: indented
  // code, "2. " and a definition cannot interrupt a paragraph, but can follow a heading.
  static bool IsTextAfter(const Source& source, Offset end) {
    const std::string_view line = source.Slice(source.Line(source.LineAt(end) + 1));
    const std::size_t begin = line.find_first_not_of(' ');
    if (begin == std::string_view::npos) return true;
    if (begin > 3) return false;
    const CodePoint first = DecodeUtf8(line, begin);
    return first.value >= 0x80 || IsLetter(first.value) || line[begin] == '#' ||
           line.substr(begin).starts_with("**");
  }

  // "##Books" is a paragraph. With one hash it may be a #tag or a number; at the very beginning it
  // is the title.
  static void CheckMissingSpace(const Document& doc, RuleContext& ctx) {
    for (const Node& paragraph : doc.All(NodeKind::kParagraph)) {
      if (paragraph.parent != doc.root()) continue;
      const bool is_first = doc[doc.root()].first_child == doc.IdOf(paragraph);
      const std::span<const Range> lines = doc.Lines(paragraph);
      for (const Range& line : lines) {
        const std::string_view text = doc.Slice(line);
        if (!text.starts_with('#')) continue;
        const std::size_t level = std::min(text.find_first_not_of('#'), text.size());
        if (level == text.size() || level > 6) continue;
        const CodePoint next = DecodeUtf8(text, level);
        if (level == 1 && !is_first &&
            !(lines.size() == 1 && IsNumber(next.value) && HasNumberedTitle(doc))) {
          continue;
        }
        // "#!" begins a script, "#️⃣" is a key.
        if (!IsLetter(next.value) && !IsNumber(next.value) && next.value != '[') continue;
        if (doc.NodeAt(line.begin).kind != NodeKind::kText) continue;
        const Offset at = line.begin + static_cast<Offset>(level);
        const Range whole = WithLineEnds(doc, paragraph, line);
        Diagnostic& found = ctx.Report({line.begin, at}, "no space after the #: not a heading");
        if (&line != &lines.back() && !IsTextAfter(doc.source(), line.end)) continue;
        found.fix = Fix{
            .title = "make it a heading",
            .applicability = Applicability::kUnsafe,
            .effect = Effect::kStructure,
            .edits = {{whole, Cat(doc.Slice({whole.begin, at}), " ", doc.Slice({at, whole.end}))}}};
      }
    }
  }

  // remark takes two hashes' worth of anything after the text, white space included, for a closing
  // sequence; its profile must too.
  static Style StyleOf(const Document& doc, const Node& heading, bool as_remark) {
    if (heading.has(kSetext)) return Style::kSetext;
    const HeadingInfo& info = doc.heading(heading);
    if (!as_remark) return info.close.empty() ? Style::kAtx : Style::kClosed;
    if (heading.content.empty()) {
      const Offset line = doc.source().LineBegin(doc.source().LineAt(heading.full.begin));
      return heading.full.end - line <= 2u * info.level ? Style::kAtx : Style::kClosed;
    }
    return heading.full.end - heading.content.end > info.level ? Style::kClosed : Style::kAtx;
  }

  // What is a heading by accident must not become one for good: heading-accidental reports it.
  static bool IsLeftAlone(const Document& doc, const Node& heading, const RuleContext& ctx) {
    return !ctx.awesome_lint() && IsAccidentalHeading(doc, heading);
  }

  void CheckStyle(const Document& doc, RuleContext& ctx) const {
    std::size_t counts[3] = {};
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      if (!ctx.Counts(heading.full) || IsLeftAlone(doc, heading, ctx)) continue;
      ++counts[static_cast<int>(StyleOf(doc, heading, ctx.awesome_lint()))];
    }
    Style wanted = wanted_;
    if (consistent_) {
      // Underlines exist for two levels only, so a file that prefers them is never of one style.
      const std::size_t hashes = counts[0] + counts[1];
      if (counts[2] > hashes) return;
      wanted = counts[1] > counts[0] ? Style::kClosed : Style::kAtx;
    }
    Consistency found{.fix_title = Cat("write ", NameOf(wanted)), .peer = kStylePeer};
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      const Style style = StyleOf(doc, heading, ctx.awesome_lint());
      if (style == wanted || IsLeftAlone(doc, heading, ctx)) continue;
      found.places.push_back(
          {.range = heading.full,
           .message = Cat(NameOf(style), " heading, ", NameOf(wanted), " expected"),
           .edits = Rewrite(doc, heading, wanted)});
    }
    // A custom, and no slip of one heading.
    const bool only_title = consistent_ && !ctx.awesome_lint() && found.places.size() == 1 &&
                            IsUnderlinedTitle(doc, found.places.front().range);
    found.message = Cat(found.places.size(), " of ", counts[0] + counts[1] + counts[2],
                        " headings are not written ", NameOf(wanted));
    if (!only_title) return ctx.Report(std::move(found));
    Place& title = found.places.front();
    Diagnostic& hint = ctx.Report(title.range, std::move(found.message));
    hint.is_hint = true;
    if (!title.edits.empty()) hint.fix = SafeFix(found.fix_title, std::move(title.edits));
  }

  static bool IsUnderlinedTitle(const Document& doc, Range heading) {
    const Node& first = doc[doc.Ids(NodeKind::kHeading).front()];
    return first.full == heading && first.has(kSetext) && doc.heading(first).level == 1;
  }

  // "- [ ] Text" above a line: only text can be a task, a heading with hashes shows the box.
  static bool IsTask(const Document& doc, const Node& heading) {
    const Node& parent = *doc.Parent(heading);
    return parent.kind == NodeKind::kListItem && !doc.list_item(parent).task.empty() &&
           doc.FirstChild(parent) == &heading;
  }

  // No edits where the text would change its meaning.
  static std::vector<Edit> Rewrite(const Document& doc, const Node& heading, Style wanted) {
    const HeadingInfo& info = doc.heading(heading);
    const std::string hashes(info.level, '#');
    if (heading.content.empty()) return {};
    const Range rest = {heading.content.end, heading.full.end};
    if (heading.has(kSetext)) {
      const std::string_view text = doc.Slice(heading.content);
      // Only one line fits behind the hashes; hashes or a backslash at its end would be read anew.
      if (text.find_first_of("\r\n") != std::string_view::npos) return {};
      if (text.back() == '#' || text.back() == '\\') return {};
      if (IsTask(doc, heading)) return {};
      return {{{heading.content.begin, heading.content.begin}, hashes + " "},
              {rest, wanted == Style::kClosed ? " " + hashes : ""}};
    }
    if (wanted == Style::kClosed) return {{rest, " " + hashes}};
    // Hashes before the closing ones would close the heading in their place.
    if (doc.Slice(heading.content).back() == '#') return {};
    // A heading that remark takes for closed because of blanks at the end has no hashes to remove;
    // the edit trims it.
    return {{rest, ""}};
  }

  static void CheckIndent(const Document& doc, const Node& heading, RuleContext& ctx) {
    if (heading.parent != doc.root()) return;
    const Offset begin = doc.source().LineBegin(doc.source().LineAt(heading.full.begin));
    if (begin == heading.full.begin || IsBom(doc, {begin, heading.full.begin})) return;
    const Range indent = {begin, heading.full.begin};
    Diagnostic& found = ctx.Report(heading.full, Cat("heading is indented by ", indent.size()));
    found.peer = kHeadingIndentPeer;
    if (doc.IsExact(heading.full)) found.fix = SafeFix("remove the indentation", {{indent, ""}});
  }

  static bool IsBom(const Document& doc, Range range) {
    return range.begin == 0 && doc.source().has_bom() && range.size() == 3;
  }

  static void CheckInner(const Document& doc, const Node& heading, RuleContext& ctx) {
    const HeadingInfo& info = doc.heading(heading);
    if (info.open.empty() || heading.content.empty()) return;
    CheckGap({info.open.end, heading.content.begin}, "after the opening #", ctx);
    if (!info.close.empty()) {
      CheckGap({heading.content.end, info.close.begin}, "before the closing #", ctx);
    }
  }

  static void CheckGap(Range gap, std::string_view where, RuleContext& ctx) {
    if (gap.size() <= 1) return;
    Diagnostic& found = ctx.Report(gap, Cat(gap.size(), " blanks ", where));
    found.peer = kInnerPeer;
    found.fix = SafeFix("leave one", {{gap, " "}});
  }

  const bool consistent_;
  const Style wanted_;
};

}  // namespace

RuleInfo HeadingStyleInfo() {
  return {.name = "heading-style",
          .group = "heading",
          .summary =
              "Heading written in another way than the others, indented, or plain text because a "
              "space is missing",
          .rationale = "One form is easier to search, to move and to raise or lower by a level.",
          .severity = Severity::kWarning,
          .layout = true,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<HeadingStyleRule>};
}

}  // namespace awl
