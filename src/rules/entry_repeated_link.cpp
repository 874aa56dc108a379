#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "facts/destinations.h"
#include "list/entry_parts.h"
#include "rules/builtin.h"
#include "text/unicode.h"
#include "text/url.h"

namespace awl {
namespace {

// A list in which more than one entry of this many repeats its link does so on purpose.
constexpr std::size_t kCustom = 4;

// A text that the links of so many entries have names a field.
constexpr std::size_t kField = 4;

bool IsSeparator(std::string_view text) {
  const std::string_view sign = Trim(text);
  return sign == "," || sign == "|" || sign == "/" || sign == "·" || sign == ";";
}

class EntryRepeatedLinkRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const List& list = ctx.list();
    std::vector<std::pair<const Entry*, NodeId>> repeats;
    std::size_t with_several = 0;
    for (const Entry& entry : list.entries()) {
      if (entry.link == kNoNode || entry.links.size() < 2) continue;
      if (entry.form == EntryForm::kTableRow || entry.form == EntryForm::kFieldBlock) continue;
      ++with_several;
      const NodeId repeat = FindRepeat(doc, ctx.facts().destination_table(), entry);
      if (repeat != kNoNode) repeats.emplace_back(&entry, repeat);
    }
    if (repeats.size() > 2 && kCustom * repeats.size() > with_several) return;
    if (repeats.empty()) return;
    std::map<std::string, std::size_t> texts = CountTexts(doc, list);
    for (const auto& [entry, link] : repeats) {
      Diagnostic& found =
          ctx.Report(doc[link].full, "leads to the same place as the entry's own link");
      found.related.push_back({"the entry's link", doc[entry->link].full});
      const std::optional<Range> part = PartOf(doc, *entry, doc[link]);
      if (!part || !doc.IsExact(*part) || IsLicense(doc.Text(doc[link]))) continue;
      // "[[code]](u)" in every entry: a field, of which only the address is in question.
      const std::size_t alike = texts[TextKey(doc, doc[link])];
      if (alike >= kField || (alike > 2 && 10 * alike >= 9 * list.entries().size())) continue;
      if (doc[entry->link].full.end == doc[link].full.begin) continue;  // "[a](u)[b](u)": one name
      found.fix = Fix{.title = "remove it",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kStructure,
                      .edits = {{*part, ""}}};
    }
  }

 private:
  // "([MIT](u))": what it says is right, only its address is not.
  static bool IsLicense(std::string_view text) {
    constexpr std::string_view kNames[] = {"MIT", "BSD", "GPL",       "Apache",  "MPL",
                                           "ISC", "CC0", "Unlicense", "License", "Licence"};
    return std::any_of(std::begin(kNames), std::end(kNames), [text](std::string_view name) {
      return text.find(name) != std::string_view::npos;
    });
  }

  // "[[Code]](u)" and "[code](u)" have the same.
  static std::string TextKey(const Document& doc, const Node& link) {
    std::string text = doc.Text(link);
    std::erase_if(text, [](char c) { return c == '[' || c == ']'; });
    return FoldCase(Trim(text));
  }

  // How many entries have a link of each text beside their own.
  static std::map<std::string, std::size_t> CountTexts(const Document& doc, const List& list) {
    std::map<std::string, std::size_t> count;
    for (const Entry& entry : list.entries()) {
      std::set<std::string> texts;
      for (const NodeId id : entry.links) {
        if (id != entry.link) texts.insert(TextKey(doc, doc[id]));
      }
      for (const std::string& text : texts) ++count[text];
    }
    return count;
  }

  // "⭐ 3.2k", "★ 120": what a repository has got, not where to find it.
  static bool IsCount(std::string_view text) {
    std::size_t letters = 0;
    std::size_t digits = 0;
    for (const char c : text) {
      letters += IsAsciiAlpha(c) ? 1 : 0;
      digits += IsAsciiDigit(c) ? 1 : 0;
    }
    return digits > 0 && letters <= 1;
  }

  // "[link 1](u), [link 2](u), [link 3](v)": one of a row, whose address is the slip.
  static bool IsNumbered(const Document& doc, const Entry& entry, const Node& link) {
    const auto stem_of = [](std::string_view text) {
      return text.substr(0, text.find_last_not_of("0123456789") + 1);
    };
    const std::string_view text = doc.Slice(link.content);
    const std::string_view name = doc.Slice(doc[entry.link].content);
    return stem_of(text).size() < text.size() && stem_of(name).size() < name.size() &&
           stem_of(text) == stem_of(name);
  }

  // A link behind the entry's own, in the same paragraph and outside of the description's
  // sentences, that leads to the same place.
  static NodeId FindRepeat(const Document& doc, const DestinationTable& destinations,
                           const Entry& entry) {
    const Destination* own = destinations.Find(doc, entry.link);
    if (own == nullptr || !own->parts.is_http()) return kNoNode;
    std::string key;
    for (const NodeId id : entry.links) {
      const Node& link = doc[id];
      if (link.full.begin < doc[entry.link].full.end || !IsTextLink(doc, link)) continue;
      if (!doc[entry.paragraph].full.Contains(link.full)) continue;
      // The address of a link whose brackets went wrong.
      if (doc.source().text().substr(0, link.full.begin).ends_with("](")) continue;
      if (entry.description.Contains(link.full) || doc.Slice(link.content).starts_with('#')) {
        continue;  // a sentence, or a tag: "[#opensource](u)"
      }
      if (IsCount(doc.Slice(link.content)) || IsNumbered(doc, entry, link)) continue;
      const Destination* other = destinations.Find(doc, id);
      if (other == nullptr || other->parts.host.size() != own->parts.host.size()) continue;
      if (key.empty()) key = CanonicalUrl(own->url);
      if (CanonicalUrl(other->url) == key) return id;
    }
    return kNoNode;
  }

  // The link with what only it needs: its brackets if it is alone in them, else the sign that
  // separates it from its neighbour, and the blanks before. Nothing where words lead to it: "see
  // also [A](u)", "Docs: [A](u)".
  static std::optional<Range> PartOf(const Document& doc, const Entry& entry, const Node& link) {
    const std::string_view text = doc.source().text();
    const Source& source = doc.source();
    const Range line = source.Line(source.LineAt(link.full.begin));
    Offset begin = link.full.begin;
    Offset end = link.full.end;
    while (begin > line.begin && IsBlank(text[begin - 1])) --begin;
    while (end < line.end && IsBlank(text[end])) ++end;
    if (begin == line.begin) return std::nullopt;
    const char before = text[begin - 1];
    const char after = end < line.end ? text[end] : '\0';
    const bool opens = before == '(' || before == '[';
    const bool closes = after == ')' || after == ']';
    if (opens && closes) {
      --begin;
      while (begin > line.begin && IsBlank(text[begin - 1])) --begin;
      return Range{begin, end + 1};
    }
    if (opens && IsSeparator({&after, 1})) {  // "([Demo](u), [Source](v))"
      ++end;
      while (end < line.end && IsBlank(text[end])) ++end;
      return Range{begin, end};
    }
    if (IsSeparator({&before, 1}) && (closes || IsSeparator({&after, 1}))) {
      --begin;
      while (begin > line.begin && IsBlank(text[begin - 1])) --begin;
      return Range{begin, link.full.end};
    }
    constexpr std::string_view kEnds = ".!?)]`";  // of what does not lead on
    const bool ends_entry = end >= doc[entry.paragraph].full.end;
    return ends_entry && kEnds.find(before) != std::string_view::npos
               ? std::optional(Range{begin, link.full.end})
               : std::nullopt;
  }
};

}  // namespace

RuleInfo EntryRepeatedLinkInfo() {
  return {.name = "entry-repeated-link",
          .group = "entry",
          .summary = "Entry that has the same link twice",
          .rationale =
              "Readers expect another page behind the second link; most often a demo or a "
              "homepage was meant.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<EntryRepeatedLinkRule>};
}

}  // namespace awl
