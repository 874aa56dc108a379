#include <algorithm>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "awesome_lint/rules.h"
#include "base/utf8.h"
#include "document/html_title.h"
#include "facts/anchors.h"
#include "facts/destinations.h"
#include "list/section_names.h"
#include "rules/builtin.h"
#include "text/unicode.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"required", OptionType::kBool, "true", "The list has a title."},
    {"prefix", OptionType::kString, "Awesome", "What the title begins with; empty: anything."},
    {"title-case", OptionType::kBool, "true", "Every word of the title begins with a capital."},
    {"single", OptionType::kBool, "true", "There is one heading of level 1 and no other."},
    {"allow-words", OptionType::kStrings,
     "iOS, iPadOS, macOS, tvOS, watchOS, visionOS, gRPC, eBPF, jQuery, npm, webpack, dbt, tmux, "
     "zsh, vim, "
     "iPhone, iPad, eBook, eBooks, eCommerce, mHealth, openFrameworks, fastText, scikit-learn, "
     "pandas, "
     "nginx, systemd, ggplot2, d3, htmx, esbuild",
     "Words that keep their small letter."},
};

constexpr std::string_view kAliases[] = {
    "awesome-lint:awesome-heading", "remark-lint:no-multiple-toplevel-headings", "MD025", "MD041"};

// Words that stay small inside a title.
constexpr std::string_view kSmallWords[] = {
    "a",  "an", "and", "as",   "at",  "but", "by", "en", "for", "from", "if",   "in",  "into",
    "of", "on", "or",  "over", "per", "the", "to", "v",  "via", "vs",   "with", "your"};

bool IsSmallWord(std::string_view word) {
  for (const std::string_view small : kSmallWords) {
    if (word == small) return true;
  }
  return false;
}

// "<h1>", or one of another level before all headings in Markdown: a title in smaller letters.
bool IsHeadingTag(const Document& doc, const HtmlTag& tag) {
  const std::string_view name = doc.Slice(tag.name);
  if (tag.closing || name.size() != 2 || AsciiLower(name[0]) != 'h') return false;
  const std::span<const NodeId> headings = doc.Ids(NodeKind::kHeading);
  const bool is_first = !headings.empty() && tag.full.begin < doc[headings.front()].full.begin;
  return name[1] == '1' || (is_first && name[1] >= '2' && name[1] <= '6');
}

// "title: Bookmarks", which a site generator sets above the page.
bool HasTitleInFrontMatter(const Document& doc) {
  const std::string_view text = doc.Slice(doc.front_matter());
  return text.find("\ntitle:") != std::string_view::npos ||
         text.find("\ntitle =") != std::string_view::npos;
}

// A title made of a picture: an HTML block with an image.
bool HasLogo(const Document& doc, const Node& block) {
  for (const HtmlTag& tag : doc.html_tags()) {
    if (tag.full.begin >= block.full.end) break;
    if (tag.full.begin >= block.full.begin && EqualsIgnoreAsciiCase(doc.Slice(tag.name), "img"))
      return true;
  }
  return false;
}

class HeadingTitleRule final : public Rule {
 public:
  explicit HeadingTitleRule(const Options& options)
      : required_(options.Bool("required")),
        prefix_(options.String("prefix")),
        title_case_(options.Bool("title-case")),
        single_(options.Bool("single")),
        allow_words_(options.Strings("allow-words")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (doc.Children(doc.root()).empty()) return;
    const Node* title = nullptr;
    bool html_title = false;
    for (const HtmlTag& tag : doc.html_tags()) html_title = html_title || IsHeadingTag(doc, tag);
    std::vector<const Node*> others;
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      if (doc.heading(heading).level != 1) continue;
      if (title == nullptr) {
        title = &heading;
      } else {
        others.push_back(&heading);
      }
    }
    const HtmlTag* html_first = title == nullptr ? nullptr : TitleAbove(doc, *title);
    if (html_first != nullptr) others.insert(others.begin(), title);
    if (single_ && !others.empty()) {
      ReportOthers(ctx, html_first != nullptr ? html_first->full : title->full, others);
    }
    if (title == nullptr) {
      if (BeginsWithGlued(doc)) return;
      const Node* first = doc.FirstChild(doc[doc.root()]);
      while (first != nullptr && first->kind == NodeKind::kYaml) first = doc.Next(*first);
      if (!required_ || html_title || HasTitleInFrontMatter(doc) || first == nullptr ||
          BeginsWithLogo(doc, *first))
        return;
      ReportMissing(doc, ctx, *first);
      return;
    }
    if (!IsBelowHtmlTitle(doc, *title)) CheckWords(doc, ctx, *title);
  }

 private:
  // "#Title": heading-style reports it, and makes it one.
  static bool BeginsWithGlued(const Document& doc) {
    const Node* first = doc.FirstChild(doc[doc.root()]);
    while (first != nullptr && first->kind == NodeKind::kYaml) first = doc.Next(*first);
    if (first == nullptr || first->kind != NodeKind::kParagraph) return false;
    const std::string_view text = doc.Slice(first->content);
    return text.starts_with('#') && IsLetter(DecodeUtf8(text, 1).value);
  }

  // The <h1> above sections of which `heading` is one, but for its level. Null if there is none:
  // above all headings it may be a logo.
  static const HtmlTag* TitleAbove(const Document& doc, const Node& heading) {
    const Node& first = doc[doc.Ids(NodeKind::kHeading).front()];
    if (&first == &heading) return nullptr;
    for (const HtmlTag& tag : doc.html_tags()) {
      if (tag.full.begin >= first.full.begin) break;
      if (!tag.closing && EqualsIgnoreAsciiCase(doc.Slice(tag.name), "h1")) return &tag;
    }
    return nullptr;
  }

  // One finding: a list that uses level 1 for its sections does so throughout.
  static void ReportOthers(RuleContext& ctx, Range title, const std::vector<const Node*>& others) {
    Diagnostic& found = ctx.Report(
        others[0]->full,
        others.size() == 1
            ? std::string(
                  "second heading of level 1: a list has one title, its sections are level 2")
            : Cat(others.size(),
                  " more headings of level 1: a list has one title, its sections are level 2"));
    found.related.push_back({"the first title", title});
    for (std::size_t i = 1; i < others.size(); ++i) {
      found.related.push_back({"another", others[i]->full});
    }
  }

  // "![Name](logo.png)", perhaps with a link around it.
  static bool IsLogo(const Document& doc, const Node& block) {
    if (block.kind != NodeKind::kParagraph) return false;
    const Node* image = doc.FirstChild(block);
    if (image == nullptr || image->next_sibling != kNoNode) return false;
    if (image->kind == NodeKind::kLink) image = doc.FirstChild(*image);
    return image != nullptr && image->kind == NodeKind::kImage && image->next_sibling == kNoNode &&
           !IsBadgeUrl(ParseUrl(doc.link(*image).url));
  }

  // Only HTML stands before it: "<div dir="rtl">".
  static bool BeginsWithLogo(const Document& doc, const Node& first) {
    if (IsLogo(doc, first)) return true;
    for (const Node* node = &first; node != nullptr; node = doc.Next(*node)) {
      if (node->kind != NodeKind::kHtmlBlock) return false;
      if (HasLogo(doc, *node)) return true;
    }
    return false;
  }

  // A heading that others of its level follow is a section like them.
  static bool HasSiblings(const Document& doc, const Node& heading) {
    const std::span<const NodeId> headings = doc.Ids(NodeKind::kHeading);
    return std::count_if(headings.begin(), headings.end(), [&](NodeId other) {
             return doc.heading(doc[other]).level == doc.heading(heading).level;
           }) > 1;
  }

  // Above a title stand pictures and HTML at most.
  static bool IsBelowText(const Document& doc, const Node& heading) {
    for (const Node* node = doc.FirstChild(doc[doc.root()]); node != &heading;
         node = doc.Next(*node)) {
      if (node->kind == NodeKind::kParagraph) {
        if (!Trim(doc.Text(*node)).empty()) return true;
      } else if (node->kind != NodeKind::kYaml && node->kind != NodeKind::kHtmlBlock &&
                 node->kind != NodeKind::kDefinition) {
        return true;
      }
    }
    return false;
  }

  static void ReportMissing(const Document& doc, RuleContext& ctx, const Node& first) {
    const auto headings = doc.Ids(NodeKind::kHeading);
    if (headings.empty() || doc[headings[0]].parent != doc.root()) {
      ctx.Report({first.full.begin, first.full.begin},
                 "the list has no title (a heading of level 1)");
      return;
    }
    const Node& heading = doc[headings[0]];
    Diagnostic& found =
        ctx.Report(heading.full, Cat("the first heading is of level ", doc.heading(heading).level,
                                     "; a title of level 1 is expected"));
    // The contents are no title, nor is "License" or a section among others or below text.
    const std::string_view text = doc.heading(heading).text;
    if (!doc.heading(heading).open.empty() && !heading.content.empty() &&
        !List::IsContentsName(text) && !IsAboutHeading(text) && !HasSiblings(doc, heading) &&
        !IsBelowText(doc, heading)) {
      found.fix = Fix{.title = "make it h1",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kStructure,
                      .edits = {{doc.heading(heading).open, "#"}}};
    }
  }

  void CheckWords(const Document& doc, RuleContext& ctx, const Node& title) const {
    const std::string_view text = Trim(doc.heading(title).text);
    if (!prefix_.empty() && !text.empty() && !StartsWithIgnoreAsciiCase(text, prefix_)) {
      ctx.Report(title.content, Cat("the title does not begin with \"", prefix_, "\""));
    }
    if (!title_case_) return;
    std::vector<Edit> edits;
    std::string new_text;
    bool first = true;
    for (const Node& child : doc.Children(title)) {
      if (child.kind == NodeKind::kText) {
        Capitalise(doc, child.full, &first, &edits);
      } else if (child.kind == NodeKind::kInlineCode || child.kind == NodeKind::kLink ||
                 child.kind == NodeKind::kStrong || child.kind == NodeKind::kEmphasis) {
        first = false;
      }
    }
    if (edits.empty()) return;
    Diagnostic& found = ctx.Report(title.content, "the title is not in title case");
    // The slug of a title does not depend on case, so no link changes with it.
    found.fix = Fix{.title = "capitalise its words",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = std::move(edits)};
  }

  // Adds an edit for each word of `range` that wants a capital. Only words that are small
  // throughout do: what somebody spelt with a capital inside (eBPF) is spelt so on purpose. `first`
  // is whether no word stands before it, and is unset by one. What touches the code or link before
  // it, "`anvil`s", is no word.
  void Capitalise(const Document& doc, Range range, bool* first, std::vector<Edit>* edits) const {
    const std::string_view text = doc.Slice(range);
    std::size_t i = 0;
    if (!*first) {
      while (i < text.size() && text[i] != ' ') ++i;
    }
    while (i < text.size()) {
      const std::size_t begin = i;
      while (i < text.size() && text[i] != ' ' && text[i] != '_' && text[i] != '-' &&
             text[i] != '/')
        ++i;
      const std::string_view word = text.substr(begin, i - begin);
      if (!word.empty()) {
        const CodePoint letter = DecodeUtf8(word, 0);
        if (IsLower(letter.value) && IsAllSmall(word) && (*first || !IsSmallWord(word)) &&
            !IsAllowed(text, begin, word)) {
          std::string upper;
          AppendUtf8(upper, ToUpper(letter.value));
          const Offset at = range.begin + static_cast<Offset>(begin);
          edits->push_back({{at, at + letter.length}, std::move(upper)});
        }
        *first = false;
      }
      ++i;
    }
  }

  static bool IsAllSmall(std::string_view word) {
    for (std::size_t i = 0; i < word.size();) {
      const CodePoint c = DecodeUtf8(word, i);
      if (IsUpper(c.value) || c.value == '.' || c.value == ':' || c.value == '&' || c.value == '\\')
        return false;
      i += c.length;
    }
    return true;
  }

  bool IsAllowed(std::string_view text, std::size_t begin, std::string_view word) const {
    for (const std::string& allowed : allow_words_) {
      if (word == allowed || text.substr(begin).starts_with(allowed)) return true;
    }
    return false;
  }

  const bool required_;
  const std::string prefix_;
  const bool title_case_;
  const bool single_;
  const std::vector<std::string> allow_words_;
};

}  // namespace

RuleInfo HeadingTitleInfo() {
  return {
      .name = "heading-title",
      .group = "heading",
      .summary = "Title missing, doubled or not in the form of an awesome list's",
      .rationale = "The title is what search engines, feeds and the index of awesome lists show.",
      .severity = Severity::kWarning,
      .fix = FixKind::kUnsafe,
      .profiles = kRecommended | kStrict | kAwesomeLint,
      .options = kOptions,
      .aliases = kAliases,
      .create = MakeRule<HeadingTitleRule>,
      .awesome_lint = awesome_lint::HeadingTitle};
}

}  // namespace awl
