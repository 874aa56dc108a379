#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "awesome_lint/rules.h"
#include "base/utf8.h"
#include "facts/contents_alignment.h"
#include "rule/contents_edits.h"
#include "rules/builtin.h"
#include "rules/toc/main_names.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-toc"};

// So many items that are worded otherwise than their headings may be meant so.
constexpr std::size_t kFewestMeant = 4;
// So many with one text are a label.
constexpr std::size_t kFewestAlike = 3;

// The words of `whole` that are left when those of `part` are taken out, in order; nothing if
// `part` is not in it, in order, or is all of it.
std::optional<std::vector<std::string>> LeftOut(const std::vector<std::string>& part,
                                                const std::vector<std::string>& whole) {
  if (part.empty() || part.size() >= whole.size()) return std::nullopt;
  std::vector<std::string> left;
  std::size_t at = 0;
  for (const std::string& word : whole) {
    if (at < part.size() && word == part[at]) {
      ++at;
    } else {
      left.push_back(word);
    }
  }
  if (at < part.size()) return std::nullopt;
  return left;
}

// Items that leave out a part of their headings that is clear without it: the name of what they
// stand below, or what several items leave out ("Toys made of").
class Shortened {
 public:
  Shortened(const Facts& facts, const std::vector<const ContentsLine*>& lines) {
    const ContentsAlignment& alignment = facts.contents_alignment();
    for (const ContentsLine* line : lines) {
      std::optional<std::vector<std::string>> left = LeftOut(
          TitleWords(line->text), TitleWords(alignment.headings()[line->heading].title.text));
      if (!left) continue;
      const auto index = static_cast<std::size_t>(line - alignment.lines().data());
      const std::vector<std::string> above = WordsAbove(facts, index);
      const bool is_above = std::all_of(left->begin(), left->end(), [&](const std::string& word) {
        return std::find(above.begin(), above.end(), word) != above.end();
      });
      std::string phrase;
      for (const std::string& word : *left) phrase += Cat(word, " ");
      ++counts_[phrase];
      by_line_[line] = {.phrase = std::move(phrase), .is_above = is_above};
    }
  }

  bool IsMeant(const ContentsLine* line) const {
    const auto found = by_line_.find(line);
    return found != by_line_.end() &&
           (found->second.is_above || counts_.at(found->second.phrase) >= kFewestAlike);
  }

 private:
  static constexpr std::size_t kFewestAlike = 2;

  struct Part {
    std::string phrase = {};
    bool is_above = false;
  };

  // Of the item that this one stands below and its section, and of the section around its own.
  static std::vector<std::string> WordsAbove(const Facts& facts, std::size_t line) {
    const List& list = facts.list();
    const ContentsAlignment& alignment = facts.contents_alignment();
    std::vector<std::string> words;
    const auto add = [&](std::string_view title) {
      std::vector<std::string> more = TitleWords(title);
      words.insert(words.end(), more.begin(), more.end());
    };
    if (const std::uint32_t above = list.contents()->items[line].parent; above != kNoId) {
      const ContentsLine& parent = alignment.lines()[above];
      add(parent.text);
      if (parent.heading != kNoId) add(alignment.headings()[parent.heading].title.text);
    }
    const ContentsHeading& own = alignment.headings()[alignment.lines()[line].heading];
    const SectionId around = list.section(own.section).parent;
    if (around != 0 && around != kNoId) {
      const Document& doc = list.document();
      add(doc.heading(doc[list.section(around).heading]).text);
    }
    return words;
  }

  std::unordered_map<std::string, std::size_t> counts_;  // of the items that leave out a phrase
  std::unordered_map<const ContentsLine*, Part> by_line_;
};

class TocTextMismatchRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const ContentsAlignment& alignment = ctx.facts().contents_alignment();
    const Contents* contents = ctx.list().contents();
    std::vector<const ContentsLine*> worded;  // otherwise than their headings
    std::size_t judged = 0;
    for (std::size_t i = 0; i < alignment.lines().size(); ++i) {
      const ContentsLine& line = alignment.lines()[i];
      const NodeId link = contents->items[i].link;
      if (line.heading == kNoId || line.is_duplicate || link == kNoNode || line.text.empty()) {
        continue;
      }
      ++judged;
      if (line.leads_to != kNoId && line.leads_to != line.heading) {
        CheckTarget(doc, ctx, doc[link], line, IsUnderItsParent(ctx.list(), alignment, i));
      } else if (!TitleOf(line, alignment).empty() && !IsNamedAlike(doc, line, alignment)) {
        worded.push_back(&line);
      }
    }
    const auto has_own_words = [&](const ContentsLine* line) {
      return TitleKey(line->text) != TitleKey(TitleOf(*line, alignment));
    };
    // Where a third of the items have words of their own, a translation or a summary, that is
    // meant.
    const auto own =
        static_cast<std::size_t>(std::count_if(worded.begin(), worded.end(), has_own_words));
    const bool meant = own >= kFewestMeant && 3 * own > judged;
    std::unordered_map<std::string_view, std::size_t> labels;
    for (const ContentsLine* line : worded) ++labels[line->text];
    const Shortened shortened(ctx.facts(), worded);
    for (const ContentsLine* line : worded) {
      // "Resources" below each of three items is a label for all of their sections.
      if (shortened.IsMeant(line) || labels[line->text] >= kFewestAlike) continue;
      if (meant && has_own_words(line)) continue;
      const auto i = static_cast<std::size_t>(line - alignment.lines().data());
      ReportText(doc, ctx, doc[contents->items[i].link], *line, alignment);
    }
  }

 private:
  // Whether titles that have the same letters differ in nothing that may be meant. A small letter
  // at the beginning is a slip; which of the two is right elsewhere is not known.
  static bool IsSlipOf(std::string_view item, std::string_view title) {
    const std::vector<bool> of_item = Capitals(item);
    const std::vector<bool> of_title = Capitals(title);
    return of_item == of_title ||
           (!of_item.empty() && !of_title.empty() && !of_item.front() && of_title.front());
  }

  // Of each letter, whether it is one.
  static std::vector<bool> Capitals(std::string_view text) {
    std::vector<bool> found;
    for (std::size_t i = 0; i < text.size();) {
      const CodePoint c = DecodeUtf8(text, i);
      if (IsLetter(c.value)) found.push_back(IsUpper(c.value));
      i += c.length;
    }
    return found;
  }

  static std::string_view TitleOf(const ContentsLine& line, const ContentsAlignment& alignment) {
    return alignment.headings()[line.heading].title.text;
  }

  // An item may have the arrow of its heading's way back.
  static bool IsNamedAlike(const Document& doc, const ContentsLine& line,
                           const ContentsAlignment& alignment) {
    const Node& heading = doc[alignment.headings()[line.heading].node];
    const std::string_view title = TitleOf(line, alignment);
    if (IsSameTitle(line.text, title) || IsSameTitle(line.text, doc.heading(heading).text)) {
      return true;
    }
    if (TitleKey(line.text) == TitleKey(title)) return false;
    return WithMainNames(line.text) == WithMainNames(title) || SaysMore(line.text, title);
  }

  // "Ann Roe's Bellows" for the section "Bellows".
  static bool SaysMore(std::string_view item, std::string_view title) {
    const std::vector<std::string> words = TitleWords(item);
    const std::vector<std::string> of_title = TitleWords(title);
    return !of_title.empty() && words.size() > of_title.size() &&
           std::search(words.begin(), words.end(), of_title.begin(), of_title.end()) != words.end();
  }

  // True if the item stands below the item of the section that its own section is part of.
  static bool IsUnderItsParent(const List& list, const ContentsAlignment& alignment,
                               std::size_t line) {
    const ContentsHeading& heading = alignment.headings()[alignment.lines()[line].heading];
    const std::uint32_t above = list.contents()->items[line].parent;
    const SectionId around = list.section(heading.section).parent;
    if (above == kNoId) {
      return list.document().heading(list.document()[heading.node]).level == alignment.top_level();
    }
    const std::uint32_t parent = alignment.lines()[above].heading;
    return parent != kNoId && alignment.headings()[parent].section == around;
  }

  // Its text is that of one heading, its link leads to another.
  static void CheckTarget(const Document& doc, RuleContext& ctx, const Node& link,
                          const ContentsLine& line, bool is_under_parent) {
    const ContentsAlignment& alignment = ctx.facts().contents_alignment();
    const Node& wanted = doc[alignment.headings()[line.heading].node];
    const Node& actual = doc[alignment.headings()[line.leads_to].node];
    const bool twins = doc.heading(wanted).text == doc.heading(actual).text;
    if (!twins && IsSameTitle(line.text, doc.heading(actual).text)) return;
    Diagnostic& found = ctx.Report(
        link.full,
        twins ? Cat("contents item \"", line.text, "\" leads to another section of that name")
              : Cat("contents item \"", line.text, "\" leads to the section \"",
                    doc.heading(actual).text, "\""));
    found.related.push_back({.message = "the section of that name", .range = wanted.full});
    const LinkInfo& info = doc.link(link);
    if (info.destination.empty()) return;
    found.fix =
        Fix{.title = Cat("point it to #", doc.heading(wanted).slug),
            .applicability = twins && is_under_parent && line.is_ordered ? Applicability::kSafe
                                                                         : Applicability::kUnsafe,
            .effect = Effect::kDestination,
            .edits = {{info.destination, Cat("#", doc.heading(wanted).slug)}},
            .reads = {wanted.full}};
  }

  static void ReportText(const Document& doc, RuleContext& ctx, const Node& link,
                         const ContentsLine& line, const ContentsAlignment& alignment) {
    const Node& heading = doc[alignment.headings()[line.heading].node];
    const HeadingTitle& whole_title = alignment.headings()[line.heading].title;
    const std::string_view title = whole_title.text;
    Diagnostic& found = ctx.Report(
        link.content, Cat("contents item \"", line.text, "\" for the section \"", title, "\""));
    found.is_hint = true;  // it leads to the right place
    found.related.push_back({.message = "the heading", .range = heading.full});
    const LinkForm form = doc.link(link).form;
    const std::optional<Applicability> cure = CureOf(line.text, title);
    if (form != LinkForm::kInline || !cure) return;
    std::string text = TitleAsLinkText(doc, heading, whole_title);
    // A heading may lead over to what follows it: "Books:".
    if (text.ends_with(':') && !line.text.ends_with(':')) text.pop_back();
    if (text.empty()) return;
    found.fix = Fix{.title = "write it as in the heading",
                    .applicability = *cure,
                    .effect = Effect::kStructure,
                    .edits = {{link.content, text}},
                    .reads = {heading.full}};
  }

  // Whether the item is to be written as the heading, and how surely. A small letter at the
  // beginning is a slip, and blanks beside Chinese letters are a matter of taste. Which of the two
  // is right is not known where signs or capitals amid the text differ, or a letter in one of them
  // is wrong; and a heading may be the worse of the two.
  static std::optional<Applicability> CureOf(std::string_view item, std::string_view title) {
    // A text with ideographs for one without is a translation.
    if (IsWorse(title, item) || HasCjk(title) != HasCjk(item)) return std::nullopt;
    if (TitleKey(item) != TitleKey(title)) {
      if (TitleSignature(item).IsNear(TitleSignature(title))) return std::nullopt;
      return Applicability::kUnsafe;
    }
    if (WithoutBlanksByCjk(item) != WithoutBlanksByCjk(title) || !IsSlipOf(item, title)) {
      return std::nullopt;
    }
    return Applicability::kSafe;
  }

  static bool HasCjk(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); i += DecodeUtf8(text, i).length) {
      if (IsCjkLetter(DecodeUtf8(text, i).value)) return true;
    }
    return false;
  }

  // In capitals, or with a sign at the end, or with a small letter at the beginning, while `item`
  // is not so.
  static bool IsWorse(std::string_view title, std::string_view item) {
    if (IsShouted(title) && !IsShouted(item)) return true;
    constexpr std::string_view kSigns = ".,;-/";
    if (!title.empty() && kSigns.find(title.back()) != std::string_view::npos &&
        !item.ends_with(title.back())) {
      return true;
    }
    const std::vector<bool> of_item = Capitals(item);
    const std::vector<bool> of_title = Capitals(title);
    return !of_item.empty() && !of_title.empty() && of_item.front() && !of_title.front();
  }

  // "BOOKS AND TALKS", but not "API".
  static bool IsShouted(std::string_view text) {
    constexpr std::size_t kFewest = 5;  // letters that are no acronym
    const std::vector<bool> capitals = Capitals(text);
    return capitals.size() >= kFewest &&
           std::find(capitals.begin(), capitals.end(), false) == capitals.end();
  }

  // Case-folded.
  static std::string WithoutBlanksByCjk(std::string_view title) {
    const std::string text = FoldCase(Trim(title));
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool by_cjk = text[i] == ' ' && (IsCjk(DecodeUtf8(text, i + 1).value) ||
                                             IsCjk(DecodeUtf8Before(text, i).value));
      if (!by_cjk) out += text[i];
    }
    return out;
  }
};

}  // namespace

RuleInfo TocTextMismatchInfo() {
  return {.name = "toc-text-mismatch",
          .group = "toc",
          .summary = "Contents item with another text than its section",
          .rationale = "Who follows it asks whether this is the right place.",
          .severity = Severity::kError,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<TocTextMismatchRule>,
          .awesome_lint = awesome_lint::TocTextMismatch};
}

}  // namespace awl
