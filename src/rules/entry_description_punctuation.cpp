#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "awesome_lint/rules.h"
#include "base/utf8.h"
#include "list/entry_form.h"
#include "rule/group_customs.h"
#include "rules/builtin.h"
#include "rules/entry/description_end.h"
#include "rules/entry/full_stop.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"mode", OptionType::kEnum, "consistent",
     "A description ends in a full stop: always, never, or as most do.", "consistent|always|never"},
    {"min-share", OptionType::kCount, "80",
     "With `consistent`: percent of the descriptions that must agree to make it the list's "
     "custom."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-list-item"};

class EntryDescriptionPunctuationRule final : public Rule {
 public:
  explicit EntryDescriptionPunctuationRule(const Options& options)
      : mode_(options.String("mode")), min_share_(options.Count("min-share")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    // Cells of a table have a custom of their own, and so do paragraphs.
    for (const EntryPlace place : kEntryPlaces) CheckCustom(doc, ctx, place);
  }

 private:
  struct Group {
    std::size_t entries = 0;
    std::size_t described = 0;
  };
  // With so many entries to one description, entries are titles.
  static constexpr std::size_t kFewestTitles = 10;

  void CheckCustom(const Document& doc, RuleContext& ctx, EntryPlace place) const {
    std::vector<Description> descriptions;
    EndingCustom custom;
    const List& list = ctx.list();
    const std::vector<std::uint32_t>& groups = ctx.facts().entry_groups();
    std::unordered_map<std::uint32_t, Group> by_number;
    for (EntryId id = 0; id < list.entries().size(); ++id) {
      const Entry& entry = list.entry(id);
      if (entry.form == EntryForm::kCitation || PlaceOf(doc, entry) != place) continue;
      Group& group = by_number[groups[id]];
      ++group.entries;
      if (entry.description.empty() || IsLineOfItsOwn(doc, entry)) continue;
      if (mode_ == "consistent" && ctx.facts().IsAmongNames(entry)) continue;
      ++group.described;
      descriptions.push_back(JudgeDescription(doc, entry));
      descriptions.back().group = groups[id];
      if (ctx.Counts(entry.description)) CountEnding(doc, descriptions.back(), &custom);
    }
    // Of titles without descriptions one or two may look as if they had one.
    for (Description& description : descriptions) {
      const Group& group = by_number[description.group];
      if (description.ending.end == End::kNoStop &&
          group.entries >= kFewestTitles * group.described) {
        description.ending.end = End::kUnclear;
      }
    }
    bool wants_stop = mode_ == "always";
    if (mode_ == "consistent") {
      const std::size_t most = std::max(custom.stops, custom.judged - custom.stops);
      if (most < 3 || most * 100 < custom.judged * min_share_) return;
      wants_stop = custom.stops == most;
    }
    if (wants_stop) LeaveNames(doc, &descriptions);
    ReportAll(doc, ctx, descriptions, custom, wants_stop, place == EntryPlace::kTable);
  }

  void ReportAll(const Document& doc, RuleContext& ctx,
                 const std::vector<Description>& descriptions, const EndingCustom& custom,
                 bool wants_stop, bool in_tables) const {
    // What the config asks for is asked of all.
    const bool by_custom = mode_ == "consistent";
    const GroupCustoms customs =
        by_custom ? CustomsOf(ctx, descriptions, wants_stop, in_tables) : GroupCustoms();
    for (std::size_t i = 0; i < descriptions.size(); ++i) {
      const Description& description = descriptions[i];
      if (customs.Differs(description.group, wants_stop ? 1 : 0)) {
        if (i > 0 && descriptions[i - 1].group == description.group) continue;
        ReportGroup(doc, ctx, GroupAt(descriptions, i), custom, wants_stop);
      } else if (wants_stop && description.ending.end == End::kNoStop) {
        if (by_custom && custom.GoesWithout(description.trailing)) continue;
        ctx.Report(LastCharacter(doc, description.range),
                   "the description does not end in a full stop")
            .fix = AddFullStop(doc, description, custom);
      } else if (EndsInComma(doc, description)) {
        ReportComma(doc, ctx, description, wants_stop);
      } else if (wants_stop && EndsInTwoStops(doc.Slice(description.range))) {
        const Range second = {description.range.end - 1, description.range.end};
        ctx.Report({second.begin - 1, second.end}, "the description ends in two marks").fix =
            Fix{.title = "leave one",
                .applicability = Applicability::kUnsafe,
                .effect = Effect::kText,
                .edits = {{second, ""}}};
      } else if (!wants_stop && IsSuperfluous(doc, description, by_custom)) {
        const Range mark = LastCharacter(doc, description.range);
        ctx.Report(mark, "the description ends in a full stop").fix =
            Fix{.title = "remove the full stop",
                .applicability = IsLong(doc.Slice(description.range)) ? Applicability::kUnsafe
                                                                      : Applicability::kSafe,
                .effect = Effect::kText,
                .edits = {{mark, ""}}};
      }
    }
  }

  // What a comma leads to is not there.
  static bool EndsInComma(const Document& doc, const Description& description) {
    const std::string_view text = doc.Slice(description.range);
    return text.size() > 1 && text.ends_with(',') && IsAsciiAlnum(text[text.size() - 2]) &&
           description.entry->trailing.empty() &&
           doc[description.entry->paragraph].full.end == description.range.end;
  }

  static void ReportComma(const Document& doc, RuleContext& ctx, const Description& description,
                          bool wants_stop) {
    const Range mark = LastCharacter(doc, description.range);
    ctx.Report(mark, "the description ends in a comma").fix =
        Fix{.title = wants_stop ? "end it in a full stop" : "remove the comma",
            .applicability = Applicability::kUnsafe,
            .effect = Effect::kText,
            .edits = {{mark, wants_stop ? "." : ""}}};
  }

  // Who writes phrases without a stop may still close a whole sentence.
  static bool IsLong(std::string_view text) {
    constexpr std::ptrdiff_t kMostBlanks = 12;
    return std::count(text.begin(), text.end(), ' ') > kMostBlanks ||
           text.find('\n') != std::string_view::npos;
  }

  // Three are an ellipsis. "!." and ",." are two marks as well.
  static bool EndsInTwoStops(std::string_view text) {
    if (text.size() > 2 && (text.ends_with("!.") || text.ends_with(",."))) return true;
    if (!text.ends_with("..") || text.size() < 3) return false;
    const CodePoint before = DecodeUtf8Before(text, text.size() - 2);
    return IsLetter(before.value) || IsNumber(before.value) || before.value == ')';
  }

  // A stop that is missing does less harm than one that is taken from where most have one.
  static GroupCustoms CustomsOf(const RuleContext& ctx,
                                const std::vector<Description>& descriptions, bool wants_stop,
                                bool in_tables) {
    constexpr std::size_t kFewestRows = 3;  // a table is a group more surely than a section
    GroupCustoms customs = !wants_stop ? GroupCustoms(2, 60)
                           : in_tables ? GroupCustoms(kFewestRows, 100)
                                       : GroupCustoms();
    for (const Description& description : descriptions) {
      if (description.ending.end == End::kUnclear && !description.is_closed_behind &&
          !description.is_name)
        continue;
      if (!ctx.Counts(description.range)) continue;
      const bool without = description.is_name || description.ending.end == End::kNoStop;
      customs.Vote(description.group, without ? 0 : 1);
    }
    return customs;
  }

  static std::span<const Description> GroupAt(const std::vector<Description>& descriptions,
                                              std::size_t begin) {
    std::size_t end = begin;
    while (end < descriptions.size() && descriptions[end].group == descriptions[begin].group) ++end;
    return {descriptions.data() + begin, end - begin};
  }

  // All descriptions of a group end otherwise than the list's.
  static void ReportGroup(const Document& doc, RuleContext& ctx, std::span<const Description> group,
                          const EndingCustom& custom, bool wants_stop) {
    std::vector<Edit> edits;
    std::vector<Range> places;
    bool has_names = false;
    for (const Description& description : group) {
      has_names = has_names || description.is_name;
      // Beside sentences that follow each other a phrase has a stop as well.
      if (!wants_stop && description.ending.end == End::kStop &&
          HasSeveralSentences(doc.Slice(description.range))) {
        return;
      }
      const bool wrong = wants_stop ? description.ending.end == End::kNoStop
                                    : IsSuperfluous(doc, description, true);
      if (!wrong || !ctx.Counts(description.range)) continue;
      const Range last = LastCharacter(doc, description.range);
      places.push_back(last);
      if (!wants_stop) {
        edits.push_back({last, ""});
      } else if (std::optional<Fix> fix = AddFullStop(doc, description, custom)) {
        edits.push_back(std::move(fix->edits.front()));
      }
    }
    if (places.empty()) return;
    Diagnostic& found =
        ctx.Report(places.front(), Cat("the ", places.size(), " descriptions here end ",
                                       wants_stop ? "without a full stop where the list's have one"
                                                  : "in a full stop where the list's have none"));
    found.is_hint = true;
    if (edits.empty() || has_names) return;
    found.fix =
        Fix{.title = wants_stop ? "add a full stop to all of them" : "remove all of these stops",
            .applicability = Applicability::kUnsafe,
            .effect = Effect::kText,
            .edits = std::move(edits)};
  }

  // Names behind a separator, "Jane Mary Roe" or "by Jane Mary Roe", have a stop only where others
  // of the group or most of the list have one there.
  static void LeaveNames(const Document& doc, std::vector<Description>* descriptions) {
    std::vector<Description*> without;
    for (Description& description : *descriptions) {
      if (description.ending.end == End::kNoStop && IsNames(doc, description)) {
        without.push_back(&description);
      }
    }
    if (without.empty()) return;
    std::vector<std::uint32_t> groups;  // of those with a stop
    for (const Description& description : *descriptions) {
      if (description.ending.end == End::kStop && IsNames(doc, description)) {
        groups.push_back(description.group);
        if (groups.size() >= 3 && groups.size() >= 4 * without.size()) return;
      }
    }
    for (Description* description : without) {
      if (std::binary_search(groups.begin(), groups.end(), description->group)) continue;
      description->ending.end = End::kUnclear;
      description->is_name = true;
    }
    LeaveAmongNames(descriptions);
  }

  // "Linux for children" among "Debian Linux" and "Arch Linux", none with a stop.
  static void LeaveAmongNames(std::vector<Description>* descriptions) {
    struct Count {
      std::size_t names = 0;
      std::size_t without = 0;
      std::size_t stops = 0;
      bool IsOfNames() const { return stops == 0 && names >= 2 && names >= without; }
    };
    std::unordered_map<std::uint32_t, Count> groups;
    for (const Description& description : *descriptions) {
      Count& count = groups[description.group];
      if (description.is_name) ++count.names;
      if (description.ending.end == End::kNoStop) ++count.without;
      if (description.ending.end == End::kStop || description.is_closed_behind) ++count.stops;
    }
    for (Description& description : *descriptions) {
      if (description.ending.end != End::kNoStop || !groups[description.group].IsOfNames())
        continue;
      description.ending.end = End::kUnclear;
      description.is_name = true;
    }
  }

  const std::string mode_;
  const std::size_t min_share_;
};

}  // namespace

RuleInfo EntryDescriptionPunctuationInfo() {
  return {
      .name = "entry-description-punctuation",
      .group = "entry",
      .summary = "Description not closed as the others are",
      .rationale =
          "It is the commonest remark in reviews of awesome lists, and no human should make it.",
      .severity = Severity::kWarning,
      .fix = FixKind::kBoth,
      .profiles = kRecommended | kStrict | kAwesomeLint,
      .options = kOptions,
      .aliases = kAliases,
      .create = MakeRule<EntryDescriptionPunctuationRule>,
      .awesome_lint = awesome_lint::EntryDescriptionPunctuation};
}

}  // namespace awl
