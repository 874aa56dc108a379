#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awesome_lint/rules.h"
#include "base/find_any_of.h"
#include "base/utf8.h"
#include "list/entry_form.h"
#include "rule/group_customs.h"
#include "rules/builtin.h"
#include "rules/entry/openings.h"
#include "rules/entry/wanted_separator.h"
#include "text/no_break_space.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"separator", OptionType::kEnum, "majority", "What is between link and description.",
     "majority|hyphen|en-dash|em-dash|colon"},
    {"min-share", OptionType::kCount, "80",
     "With `majority`: percent of the entries that must use one separator to make it the list's "
     "own."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-list-item"};

// The entries that this rule is about: one paragraph with the link before the description.
bool HasSeparator(const Entry& entry) {
  const bool form = entry.form == EntryForm::kLinkFirst || entry.form == EntryForm::kStrongLink ||
                    entry.form == EntryForm::kImageFirst;
  return form && entry.link != kNoNode && !entry.separator.empty() && !entry.description.empty() &&
         entry.separator.end == entry.description.begin;
}

class EntrySeparatorRule final : public Rule {
 public:
  explicit EntrySeparatorRule(const Options& options) : min_share_(options.Count("min-share")) {
    const std::string& separator = options.String("separator");
    if (separator == "hyphen") fixed_ = SeparatorKind::kHyphen;
    if (separator == "en-dash") fixed_ = SeparatorKind::kEnDash;
    if (separator == "em-dash") fixed_ = SeparatorKind::kEmDash;
    if (separator == "colon") fixed_ = SeparatorKind::kColon;
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Entry& entry : ctx.list().entries()) CheckEnd(doc, ctx, entry);
    CheckCodeFirst(doc, ctx);
    for (const EntryPlace place : kEntryPlaces) CheckPlace(doc, ctx, place);
  }

 private:
  void CheckPlace(const Document& doc, RuleContext& ctx, EntryPlace place) const {
    std::vector<KindedEntry> entries;
    std::array<std::size_t, kSeparatorKinds> counts = {};
    Openings openings;
    const List& list = ctx.list();
    const std::vector<std::uint32_t>& groups = ctx.facts().entry_groups();
    for (EntryId id = 0; id < list.entries().size(); ++id) {
      const Entry& entry = list.entry(id);
      if (!HasSeparator(entry) || PlaceOf(doc, entry) != place) continue;
      if (!fixed_ && ctx.facts().IsAmongNames(entry)) continue;
      const SeparatorKind kind = SeparatorKindOf(doc.Slice(entry.separator));
      entries.push_back({.entry = &entry, .kind = kind, .group = groups[id]});
      if (ctx.Counts(entry.separator)) ++counts[static_cast<int>(kind)];
    }
    const std::optional<SeparatorKind> wanted = fixed_ ? fixed_ : Majority(counts, entries.size());
    if (!wanted) return;
    std::vector<KindedEntry> judged;
    for (const KindedEntry& entry : entries) {
      // "[Foo](u) can read tables", "is", "(…)": a sentence. "[Foo](u) by @x" has no description.
      if (entry.kind == SeparatorKind::kOther && FollowsBracket(doc, *entry.entry)) continue;
      if (entry.kind == SeparatorKind::kOther &&
          (!Trim(doc.Slice(entry.entry->separator)).empty() ||
           !openings.BeginDescription(doc, entries, *entry.entry))) {
        continue;
      }
      if (LabelsNumber(doc, entry)) continue;
      judged.push_back(entry);
    }
    CheckJudged(
        doc, ctx, judged,
        fixed_ ? WantedSeparator{.kind = *wanted, .text = kSeparatorText[static_cast<int>(*wanted)]}
               : AsWritten(doc, entries, *wanted, min_share_));
  }

  // "[Group 1](u)：593495800": a label and its value.
  static bool LabelsNumber(const Document& doc, const KindedEntry& entry) {
    if (entry.kind != SeparatorKind::kColon && entry.kind != SeparatorKind::kWideColon)
      return false;
    const std::string_view text = doc.Slice(entry.entry->description);
    const std::string_view word = text.substr(0, text.find_first_of(" \t("));
    return std::all_of(word.begin(), word.end(), [](char c) {
      return IsAsciiDigit(c) || c == '-' || c == '+' || c == '.' || c == ',' || c == ':';
    });
  }

  void CheckJudged(const Document& doc, RuleContext& ctx, const std::vector<KindedEntry>& entries,
                   const WantedSeparator& wanted) const {
    // What the config asks for is asked of all.
    const GroupCustoms customs = fixed_ ? GroupCustoms() : CustomsOf(ctx, entries);
    const bool keeps_spaces = !fixed_ && UsesNoBreakSpaces(doc, entries, wanted.kind);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const auto& [entry, kind, group] = entries[i];
      if (keeps_spaces && HasNoBreakSpace(doc, entries[i], wanted.kind)) continue;
      if (!customs.Differs(group, static_cast<int>(wanted.kind))) {
        CheckEntry(doc, ctx, *entry, kind, wanted);
      } else if (i == 0 || entries[i - 1].group != group) {
        ReportGroup(doc, ctx, GroupAt(entries, i), wanted);
      }
    }
  }

  static GroupCustoms CustomsOf(const RuleContext& ctx, const std::vector<KindedEntry>& entries) {
    GroupCustoms customs;
    for (const auto& [entry, kind, group] : entries) {
      if (ctx.Counts(entry->separator)) customs.Vote(group, static_cast<int>(kind));
    }
    return customs;
  }

  static std::span<const KindedEntry> GroupAt(const std::vector<KindedEntry>& entries,
                                              std::size_t begin) {
    std::size_t end = begin;
    while (end < entries.size() && entries[end].group == entries[begin].group) ++end;
    return {entries.data() + begin, end - begin};
  }

  static bool HasNoBreakSpace(const Document& doc, const KindedEntry& entry, SeparatorKind kind) {
    return entry.kind == kind &&
           doc.Slice(entry.entry->separator).find("\xC2\xA0") != std::string_view::npos;
  }

  // True if a no-break space beside the sign is the list's own typography: "Name\u00A0— Text".
  static bool UsesNoBreakSpaces(const Document& doc, const std::vector<KindedEntry>& entries,
                                SeparatorKind wanted) {
    std::size_t with = 0;
    std::size_t all = 0;
    for (const KindedEntry& entry : entries) {
      with += HasNoBreakSpace(doc, entry, wanted) ? 1 : 0;
      all += entry.kind == wanted ? 1 : 0;
    }
    return 2 * with > all;
  }

  // All entries of a group agree on a separator that is not the list's.
  static void ReportGroup(const Document& doc, RuleContext& ctx, std::span<const KindedEntry> group,
                          const WantedSeparator& wanted) {
    std::vector<Edit> edits;
    for (const KindedEntry& entry : group) {
      const Range separator = entry.entry->separator;
      const std::string_view written = doc.Slice(separator);
      const bool is_broken = written.find_first_of("\r\n") != std::string_view::npos;
      if (is_broken || !ctx.Counts(separator)) continue;
      edits.push_back({separator, std::string(wanted.text)});
    }
    if (edits.empty()) return;
    const SeparatorKind kind = group.front().kind;
    Diagnostic& found = ctx.Report(
        edits.front().range,
        Cat("the ", edits.size(), " entries here have ",
            kind == SeparatorKind::kOther ? "nothing" : kSeparatorName[static_cast<int>(kind)],
            " between name and description where the list has ",
            kSeparatorName[static_cast<int>(wanted.kind)]));
    found.is_hint = true;
    found.fix = Fix{.title = Cat("write \"", wanted.text, "\" in all of them"),
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = std::move(edits)};
  }

  // "[Foo](u) -" with neither words nor parts behind it. A colon may lead to what stands below.
  static void CheckEnd(const Document& doc, RuleContext& ctx, const Entry& entry) {
    if (entry.form != EntryForm::kLinkFirst && entry.form != EntryForm::kStrongLink) return;
    if (entry.separator.empty() || !entry.description.empty() || !entry.trailing.empty()) return;
    const SeparatorKind kind = SeparatorKindOf(doc.Slice(entry.separator));
    if (kind > SeparatorKind::kEmDash || doc[entry.paragraph].next_sibling != kNoNode) return;
    Diagnostic& found = ctx.Report(entry.separator, Cat(kSeparatorName[static_cast<int>(kind)],
                                                        " with no description after it"));
    found.fix = Fix{.title = "remove it",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = {{entry.separator, ""}}};
  }

  // "- `pull a` - [a](u)": the same between code and the link that it is about.
  void CheckCodeFirst(const Document& doc, RuleContext& ctx) const {
    std::vector<std::pair<Range, SeparatorKind>> gaps;
    std::array<std::size_t, kSeparatorKinds> counts = {};
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.form != EntryForm::kTextFirst) continue;
      const Node* code = doc.FirstChild(doc[entry.paragraph]);
      const Node* between = code == nullptr ? nullptr : doc.Next(*code);
      if (between == nullptr || code->kind != NodeKind::kInlineCode) continue;
      if (between->kind != NodeKind::kText || between->next_sibling != entry.link) continue;
      const SeparatorKind kind = SeparatorKindOf(doc.Slice(between->full));
      gaps.emplace_back(between->full, kind);
      ++counts[static_cast<int>(kind)];
    }
    const std::optional<SeparatorKind> wanted = Majority(counts, gaps.size());
    if (!wanted) return;
    const std::string_view text = kSeparatorText[static_cast<int>(*wanted)];
    for (const auto& [gap, kind] : gaps) {
      const std::string_view written = doc.Slice(gap);
      if (written == text || (kind == SeparatorKind::kOther && !Trim(written).empty())) continue;
      Diagnostic& found = ctx.Report(
          gap, Cat("\"", written, "\" between code and link where the list has \"", text, "\""));
      if (!doc.IsExact(gap) || written.find('\n') != std::string_view::npos) continue;
      found.fix = Fix{.title = Cat("write \"", text, "\""),
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kText,
                      .edits = {{gap, std::string(text)}}};
    }
  }

  std::optional<SeparatorKind> Majority(const std::array<std::size_t, kSeparatorKinds>& counts,
                                        std::size_t total) const {
    int most = 0;
    for (int i = 1; i < kSeparatorKinds; ++i) {
      if (counts[i] > counts[most]) most = i;
    }
    const bool clear = counts[most] >= 3 && counts[most] * 100 >= total * min_share_;
    return clear && static_cast<SeparatorKind>(most) != SeparatorKind::kOther
               ? std::optional(static_cast<SeparatorKind>(most))
               : std::nullopt;
  }

  static void CheckEntry(const Document& doc, RuleContext& ctx, const Entry& entry,
                         SeparatorKind kind, const WantedSeparator& to_have) {
    const auto [wanted, text, other] = to_have;
    const std::string_view separator = doc.Slice(entry.separator);
    if (!other.empty() && separator == other) return;
    // A line break in it is document-no-hard-wrap's.
    if (separator == text || separator.find_first_of("\r\n") != std::string_view::npos) return;
    // "[Foo](u): - Text" has one sign too many, and which is for people to say.
    const std::string_view description = doc.Slice(entry.description);
    if (description.starts_with("- ") || description.starts_with("– ") ||
        description.starts_with("— ")) {
      return;
    }
    // One space too many is whitespace-inner-multiple's.
    if (kind == wanted && WithSingleSpaces(separator) == text) return;
    if (kind == wanted && IsForNbspRule(doc, entry.separator, text)) return;
    std::string message;
    if (kind == wanted && Trim(separator) != Trim(text)) {
      message = Cat("\"", Trim(separator), "\" between name and description where the list has \"",
                    Trim(text), "\"");
    } else if (kind == wanted) {
      message = Cat("the spaces around ", kSeparatorName[static_cast<int>(kind)],
                    " are not as in \"", text, "\"");
    } else if (kind == SeparatorKind::kOther) {
      message = Cat("nothing between name and description where the list has ",
                    kSeparatorName[static_cast<int>(wanted)]);
    } else {
      message = Cat(kSeparatorName[static_cast<int>(kind)],
                    " between name and description where the list has ",
                    kSeparatorName[static_cast<int>(wanted)]);
    }
    Diagnostic& found = ctx.Report(entry.separator, std::move(message));
    // "[Foo](u) is a tool" would become "Foo - is a tool"; "by Ann" says who made it, and an emoji
    // before the separator may begin the description.
    const bool safe = kind != SeparatorKind::kOther
                          ? !LeadsToLink(doc, entry, text)
                          : (StartsSentence(doc.Slice(entry.description)) &&
                             !StartsWithIgnoreAsciiCase(doc.Slice(entry.description), "by ") &&
                             !FollowsEmoji(doc, entry.separator));
    found.fix = Fix{.title = Cat("write \"", text, "\""),
                    .applicability = safe ? Applicability::kSafe : Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = {{entry.separator, std::string(text)}}};
  }

  // "[Title](u): words - [author](u)", in a list of "[Title](u) - [author](u)".
  static bool LeadsToLink(const Document& doc, const Entry& entry, std::string_view sign) {
    return doc.Slice(entry.description).find(Cat(sign, "[")) != std::string_view::npos;
  }

  // Nothing but no-break spaces is wrong, and encoding-nbsp reports them.
  static bool IsForNbspRule(const Document& doc, Range separator, std::string_view wanted) {
    const Source& source = doc.source();
    const Range line = source.Line(source.LineAt(separator.begin));
    std::string plain;
    for (Offset at = separator.begin; at < separator.end; ++at) {
      if (!source.text().substr(at).starts_with("\xC2\xA0")) {
        plain += source[at];
        continue;
      }
      plain += ' ';
      const NoBreakSpace use =
          UseOfNoBreakSpace(source.Slice(line), at - line.begin, at + 2 - line.begin);
      if (use == NoBreakSpace::kMeant) return false;
      ++at;
    }
    return WithSingleSpaces(plain) == wanted;
  }

  static std::string WithSingleSpaces(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c != ' ' || out.empty() || out.back() != ' ') out += c;
    }
    return out;
  }

  // "[Title](u) (2003) Brown": who made it, after the year.
  static bool FollowsBracket(const Document& doc, const Entry& entry) {
    const Offset link_end = doc[entry.link].full.end;
    return entry.separator.begin > link_end && doc.source()[entry.separator.begin - 1] == ')' &&
           doc.NodeAt(entry.separator.begin - 1).kind == NodeKind::kText;
  }

  static bool FollowsEmoji(const Document& doc, Range separator) {
    return IsEmoji(DecodeUtf8Before(doc.source().text(), separator.begin).value);
  }

  static bool StartsSentence(std::string_view description) {
    const CodePoint first = DecodeUtf8(description, 0);
    return IsUpper(first.value) || IsCjkLetter(first.value);
  }

  std::optional<SeparatorKind> fixed_;
  const std::size_t min_share_;
};

}  // namespace

RuleInfo EntrySeparatorInfo() {
  return {.name = "entry-separator",
          .group = "entry",
          .summary = "Link and description not separated as in the rest of the list",
          .rationale = "Readers skim a list along its separators; scripts split entries at them.",
          .severity = Severity::kWarning,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<EntrySeparatorRule>,
          .awesome_lint = awesome_lint::EntrySeparator};
}

}  // namespace awl
