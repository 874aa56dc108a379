#include <optional>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "facts/mdast_text.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"awesome-lint:no-repeat-item-in-description"};

// Does `text` begin with `name`, letter case aside? The bytes of the beginning, or 0.
std::size_t PrefixLength(std::string_view text, std::string_view name) {
  std::size_t t = 0;
  std::size_t n = 0;
  while (n < name.size()) {
    if (t >= text.size()) return 0;
    const CodePoint a = DecodeUtf8(text, t);
    const CodePoint b = DecodeUtf8(name, n);
    if (a.value != b.value && ToLower(a.value) != ToLower(b.value)) return 0;
    t += a.length;
    n += b.length;
  }
  return t;
}

// Where the description goes on behind the name and a separator: "Foo: a tool", "Foo - a tool",
// "Foo，a tool". 0: it does not.
std::size_t BehindSeparator(std::string_view rest) {
  std::size_t i = 0;
  while (i < rest.size() && IsBlank(rest[i])) ++i;
  const bool spaced = i > 0;
  for (const std::string_view sign : {":", "：", "，", ",", "—", "–", "-"}) {
    if (!rest.substr(i).starts_with(sign)) continue;
    const std::size_t after = i + sign.size();
    const bool blank_after = after < rest.size() && IsBlank(rest[after]);
    // "foo-like" is another word; "Foo - like" is not.
    if (sign == "-" && !(spaced && blank_after)) return 0;
    i = after;
    while (i < rest.size() && IsBlank(rest[i])) ++i;
    return i;
  }
  return 0;
}

// Where it goes on in "Foo is a tool": at "a tool". With `any_verb` also at "helps" in "Foo helps":
// a word in -s, which may be a noun. 0: there is no such verb.
std::size_t BehindVerb(std::string_view rest, bool any_verb) {
  std::size_t begin = 0;
  while (begin < rest.size() && IsBlank(rest[begin])) ++begin;
  std::size_t end = begin;
  while (end < rest.size() && IsAsciiAlpha(rest[end])) ++end;
  const std::string_view verb = rest.substr(begin, end - begin);
  if (begin == 0 || end >= rest.size() || !IsBlank(rest[end])) return 0;
  if (verb != "is" && verb != "are") return any_verb && verb.ends_with('s') ? begin : 0;
  while (end < rest.size() && IsBlank(rest[end])) ++end;
  return end < rest.size() && IsLetter(DecodeUtf8(rest, end).value) ? end : 0;
}

class EntryDescriptionRepeatsNameRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    if (ctx.awesome_lint()) return CheckAsAwesomeLint(doc, ctx);
    for (const Entry& entry : ctx.list().entries()) {
      std::string_view name = Trim(doc.Slice(entry.name));
      while (name.ends_with(':') || name.ends_with("："))
        name.remove_suffix(name.back() == ':' ? 1 : 3);
      if (name.empty() || entry.form == EntryForm::kCitation) continue;
      if (entry.form != EntryForm::kFieldBlock) {
        CheckText(doc, ctx, name, entry.description);
      } else {
        for (const Field& field : entry.fields) CheckText(doc, ctx, name, field.value);
      }
    }
  }

 private:
  static void CheckText(const Document& doc, RuleContext& ctx, std::string_view name,
                        Range description) {
    const std::string_view text = doc.Slice(description);
    const std::size_t length = PrefixLength(text, name);
    if (length == 0) return;
    const std::string_view rest = text.substr(length);
    const Range place = {description.begin, description.begin + static_cast<Offset>(length)};
    if (Trim(rest).empty() || Trim(rest) == "." || Trim(rest) == "。") {
      ctx.Report(place, Cat("the description is the name \"", name, "\" again"));
      return;
    }
    const CodePoint next = DecodeUtf8(rest, 0);
    const bool ends = IsSpace(next.value) ||
                      (IsPunctuation(next.value) && next.value != '-' && next.value != '/' &&
                       next.value != '.' && next.value != '\'') ||
                      (IsCjk(next.value) && !IsCjk(DecodeUtf8Before(name, name.size()).value));
    if (!ends && BehindSeparator(rest) == 0) return;
    Diagnostic& found =
        ctx.Report(place, Cat("the description begins with the name \"", name, "\""));
    found.fix = FixFor(doc, description, length, false);
  }

  // What a separator sets apart can go; else the sentence begins with what it says of the name.
  static std::optional<Fix> FixFor(const Document& doc, Range description, std::size_t length,
                                   bool any_verb) {
    const std::string_view text = doc.Slice(description);
    std::size_t behind = BehindSeparator(text.substr(length));
    if (behind == 0) behind = BehindVerb(text.substr(length), any_verb);
    if (behind == 0 || length + behind >= text.size()) return std::nullopt;
    const CodePoint first = DecodeUtf8(text, length + behind);
    // "iOS" begins a sentence as it is.
    const bool own_case = IsUpper(DecodeUtf8(text, length + behind + first.length).value);
    std::string upper;
    AppendUtf8(upper, own_case ? first.value : ToUpper(first.value));
    const Range gone = {description.begin,
                        description.begin + static_cast<Offset>(length + behind + first.length)};
    return Fix{.title = "drop the name",
               .applicability = Applicability::kUnsafe,
               .effect = Effect::kText,
               .edits = {{gone, std::move(upper)}}};
  }

  static void CheckAsAwesomeLint(const Document& doc, RuleContext& ctx) {
    for (const Node& item : doc.All(NodeKind::kListItem)) {
      const Node* paragraph = doc.FirstChild(item);
      while (paragraph != nullptr && paragraph->kind != NodeKind::kParagraph)
        paragraph = doc.Next(*paragraph);
      if (paragraph == nullptr) continue;
      const Node* link = MainLink(doc, *paragraph);
      if (link == nullptr) continue;
      const std::string name = MdastText(doc, *link);
      const std::string description = Description(doc, *link);
      if (name.empty() || description.empty()) continue;
      const std::size_t length = PrefixLength(description, name);
      if (length == 0) continue;
      const std::string_view rest = std::string_view(description).substr(length);
      const CodePoint next = DecodeUtf8(rest, 0);
      if (!rest.empty() && !IsSpace(next.value) &&
          (rest[0] == '\0' || std::string_view(".,!?:-").find(rest[0]) == std::string_view::npos))
        continue;
      Diagnostic& found =
          ctx.Report(link->full, Cat("the description begins with the name \"", name, "\""));
      const Node* text = doc.Next(*link);
      if (text == nullptr || text->kind != NodeKind::kText) continue;
      const std::size_t dash = doc.Slice(text->full).find(" - ");
      if (dash == std::string_view::npos) continue;
      const Range place = {text->full.begin + static_cast<Offset>(dash + 3), text->full.end};
      const std::size_t plain = PrefixLength(doc.Slice(place), name);
      if (plain > 0) found.fix = FixFor(doc, place, plain, true);
    }
  }

  // The first link that is not a badge: it holds no image, and no link follows it directly.
  static const Node* MainLink(const Document& doc, const Node& paragraph) {
    for (const Node& child : doc.Children(paragraph)) {
      if (child.kind != NodeKind::kLink) continue;
      bool has_image = false;
      for (const Node& inner : doc.Children(child))
        has_image = has_image || inner.kind == NodeKind::kImage;
      const Node* next = doc.Next(child);
      while (next != nullptr && next->kind == NodeKind::kText &&
             Trim(doc.Slice(next->full)).empty())
        next = doc.Next(*next);
      if (!has_image && (next == nullptr || next->kind != NodeKind::kLink)) return &child;
    }
    return nullptr;
  }

  // What follows the first " - ", if only formatted pieces stand before it.
  static std::string Description(const Document& doc, const Node& link) {
    for (const Node* node = doc.Next(link); node != nullptr; node = doc.Next(*node)) {
      if (node->kind == NodeKind::kText) {
        const std::string text = MdastText(doc, *node);
        const std::size_t dash = text.find(" - ");
        if (dash != std::string::npos) {
          std::string all = text.substr(dash + 3);
          for (const Node* rest = doc.Next(*node); rest != nullptr; rest = doc.Next(*rest))
            all += MdastText(doc, *rest);
          return std::string(Trim(all));
        }
        if (!Trim(text).empty()) return {};
      } else if (node->kind != NodeKind::kEmphasis && node->kind != NodeKind::kStrong &&
                 node->kind != NodeKind::kInlineCode) {
        return {};
      }
    }
    return {};
  }
};

}  // namespace

RuleInfo EntryDescriptionRepeatsNameInfo() {
  return {
      .name = "entry-description-repeats-name",
      .group = "entry",
      .summary = "Description begins with the entry's name",
      .rationale = "The name is right before it; the line is better spent on what the thing does.",
      .severity = Severity::kWarning,
      .fix = FixKind::kUnsafe,
      .profiles = kStrict | kAwesomeLint,
      .aliases = kAliases,
      .create = MakeRule<EntryDescriptionRepeatsNameRule>};
}

}  // namespace awl
