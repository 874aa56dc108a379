#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "awesome_lint/rules.h"
#include "base/string_index.h"
#include "facts/destinations.h"
#include "facts/html_entries.h"
#include "rule/entry_removal.h"
#include "rule/repository.h"
#include "rules/builtin.h"
#include "rules/duplicate/meant_repetition.h"
#include "rules/duplicate/same_link.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr std::string_view kAcrossFiles = "across-files";

constexpr OptionInfo kOptions[] = {
    {"scope", OptionType::kEnum, "file", "Compare in the whole file, or within each section.",
     "file|section"},
    {"allow", OptionType::kStrings, "", "URLs that may be listed more than once."},
    {"allow-dual-listing", OptionType::kBool, "false",
     "An entry may be in several sections if its text is the same."},
    {kAcrossFiles, OptionType::kBool, "false", "Compare with the other files of the run, too."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:double-link"};

class DuplicateLinkRule final : public Rule {
 public:
  explicit DuplicateLinkRule(const Options& options)
      : by_section_(options.String("scope") == "section"),
        allow_dual_listing_(options.Bool("allow-dual-listing")),
        across_files_(options.Bool(kAcrossFiles)) {
    for (const std::string& url : options.Strings("allow")) allowed_.insert(CanonicalUrl(url));
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    StringIndex seen(ctx.list().entries().size());
    std::vector<RepeatedEntry> pairs = FindPairs(doc, ctx, nullptr, &seen);
    if (!pairs.empty()) {
      // Most lists have no selection, and most of the others nothing twice.
      const std::vector<bool> selections = FindSelections(doc, ctx.list());
      if (std::find(selections.begin(), selections.end(), true) != selections.end()) {
        seen = StringIndex(ctx.list().entries().size());
        pairs = FindPairs(doc, ctx, &selections, &seen);
      }
    }
    ReportPairs(doc, ctx, std::move(pairs));
    if (!by_section_) CheckHtml(doc, ctx, &seen);
    if (across_files_ && ctx.repository() != nullptr) CompareFiles(doc, ctx);
  }

 private:
  // `selections`: of FindSelections; null: none. Their entries are compared with each other only.
  std::vector<RepeatedEntry> FindPairs(const Document& doc, const RuleContext& ctx,
                                       const std::vector<bool>* selections,
                                       StringIndex* seen) const {
    const List& list = ctx.list();
    const DestinationTable& destinations = ctx.facts().destination_table();
    const std::string own = OwnAddress(ctx);
    std::vector<RepeatedEntry> pairs;
    std::string key;
    std::vector<EntryId> outermost(list.entries().size());  // the entry that all of it belongs to
    for (EntryId id = 0; id < list.entries().size(); ++id) {
      const Entry& entry = list.entry(id);
      outermost[id] = entry.parent == kNoId ? id : outermost[entry.parent];
      if (entry.link == kNoNode || IsMention(doc, list, entry)) continue;
      const Destination* destination = destinations.Find(doc, entry.link);
      if (destination == nullptr || destination->url.front() == '#') continue;
      if (destination->parts.scheme == "mailto") continue;
      key.clear();
      AppendCanonicalUrl(destination->url, destination->parts, &key);
      if (!allowed_.empty() && allowed_.count(key) != 0) continue;
      if (key == own || IsInvitation(destination->parts) || IsLicenseText(destination->parts)) {
        continue;
      }
      if (by_section_) key += Cat("\n", entry.section);
      if (selections != nullptr && (*selections)[entry.section]) key += "\nselection";
      if (LinksField(doc, entry)) key += Cat("\n\n", LettersOf(doc.Slice(entry.name)));
      const EntryId first = seen->Add(key, id);
      if (first == id) continue;
      if (AreFields(doc, list.entry(first), entry)) continue;
      // "Notes" and "Exercises" below a course may be the course's page.
      const bool one_entry = outermost[first] == outermost[id];
      if (one_entry && TextOf(list, first) != TextOf(list, id)) continue;
      pairs.push_back({first, id});
    }
    return pairs;
  }

  // With so many entries in several sections, and so many of all, sections are tags.
  static constexpr std::size_t kFewestOfTags = 10;
  static constexpr std::size_t kLeastPercentOfTags = 5;

  // The key of the list's own repository, whose page is its readme; empty if it is not known.
  static std::string OwnAddress(const RuleContext& ctx) {
    if (ctx.repository() == nullptr) return {};
    const RepoRef repo = ParseRepo(ctx.repository()->remote_url().value_or(""));
    if (repo.empty()) return {};
    return CanonicalUrl(Cat("https://", repo.host, "/", repo.owner, "/", repo.name));
  }

  // Where sections are tags, one finding says so for the entries that stand in several of them.
  void ReportPairs(const Document& doc, RuleContext& ctx, std::vector<RepeatedEntry> pairs) const {
    LeaveTags(doc, ctx, &pairs);
    LeaveMeant(doc, ctx, &pairs);
    const List& list = ctx.list();
    const std::vector<std::uint32_t>& groups = ctx.facts().entry_groups();
    const auto twice = std::count_if(pairs.begin(), pairs.end(), [&](const RepeatedEntry& pair) {
      return !pair.IsInOneGroup(groups) && pair.IsIdentical(list);
    });
    for (const RepeatedEntry& pair : pairs) Report(doc, ctx, pair, twice > 1);
  }

  void LeaveTags(const Document& doc, RuleContext& ctx, std::vector<RepeatedEntry>* pairs) const {
    const List& list = ctx.list();
    const std::vector<std::uint32_t>& groups = ctx.facts().entry_groups();
    const auto enough = [&](std::size_t count) {
      return count >= kFewestOfTags && 100 * count >= kLeastPercentOfTags * list.entries().size();
    };
    const auto is_identical = [&](const RepeatedEntry& pair) {
      return !pair.IsInOneGroup(groups) && pair.IsIdentical(list);
    };
    // Where few are, what is said of an entry may differ from section to section, too.
    const auto has_one_name = [&](const RepeatedEntry& pair) {
      return !pair.IsInOneGroup(groups) && LettersOf(doc.Slice(list.entry(pair.first).name)) ==
                                               LettersOf(doc.Slice(list.entry(pair.entry).name));
    };
    const auto count = [&](const auto& is_by_tag) {
      return static_cast<std::size_t>(std::count_if(pairs->begin(), pairs->end(), is_by_tag));
    };
    const auto leave = [&](const auto& is_by_tag) {
      const auto first = std::find_if(pairs->begin(), pairs->end(), is_by_tag);
      if (first == pairs->end()) return;
      if (!allow_dual_listing_) {
        Diagnostic& found = ctx.Report(
            doc[list.entry(first->entry).link].full,
            Cat(count(is_by_tag), " entries are listed in several sections; if these are tags, ",
                "set allow-dual-listing"));
        found.is_hint = true;
        found.related.push_back({"the first of them", doc[list.entry(first->first).link].full});
      }
      std::erase_if(*pairs, is_by_tag);
    };
    if (enough(count(is_identical))) {
      leave(is_identical);
    } else if (enough(count(has_one_name))) {
      leave(has_one_name);
    } else if (allow_dual_listing_) {
      leave(is_identical);
    }
  }

  // Entries in HTML, against each other and against those before. Their numbers in `seen` follow
  // those of the list's entries.
  void CheckHtml(const Document& doc, RuleContext& ctx, StringIndex* seen) const {
    const List& list = ctx.list();
    const std::vector<HtmlEntry>& html = ctx.facts().html_entries();
    const auto offset = static_cast<std::uint32_t>(list.entries().size());
    for (std::uint32_t i = 0; i < html.size(); ++i) {
      const HtmlEntry& entry = html[i];
      const std::string key = CanonicalUrl(entry.url);
      if (allowed_.count(key) != 0) continue;
      const std::uint32_t first = seen->Add(key, offset + i);
      if (first == offset + i) continue;
      const Range place =
          first < offset ? doc[list.entry(first).link].full : html[first - offset].link;
      if (AreInOneRow(doc, place.end, entry.link.begin)) continue;
      // A banner of sponsors above all sections is no listing.
      if (first < offset && IsAboveSections(list, list.entry(first), entry.link.begin)) continue;
      const std::uint32_t line = doc.source().LineAt(place.begin) + 1;
      ctx.Report(entry.link, Cat("links the same place as line ", line))
          .related.push_back({"first listed here", place});
    }
  }

  // Two cells of one row of an HTML table.
  static bool AreInOneRow(const Document& doc, Offset first, Offset second) {
    constexpr Offset kLongestRow = 4096;  // bytes, so that the work stays linear
    if (second < first || second - first > kLongestRow) return false;
    const std::string_view between = doc.Slice({first, second});
    return between.find("</tr") == std::string_view::npos &&
           between.find("<td") != std::string_view::npos;
  }

  // `often`: what belongs to two sections is listed in both.
  static void Report(const Document& doc, RuleContext& ctx, const RepeatedEntry& pair, bool often) {
    const Entry& first = ctx.list().entry(pair.first);
    const Entry& entry = ctx.list().entry(pair.entry);
    const std::uint32_t line = doc.source().LineAt(first.full.begin) + 1;
    Diagnostic& found =
        ctx.Report(doc[entry.link].full, Cat("links the same place as line ", line));
    found.related.push_back({"first listed here", doc[first.link].full});
    const bool one_group = pair.IsInOneGroup(ctx.facts().entry_groups());
    found.is_hint = !one_group && (often || IsSaidAnew(doc, first, entry));
    // Below another heading the entry may be listed on purpose.
    if (one_group && pair.IsIdentical(ctx.list()) && !IsPartOfAnother(doc, first, entry) &&
        !HoldsMore(doc, entry)) {
      found.fix = RemoveRepeated(ctx.list(), entry);
    }
  }

  // In another section the text is another one, too: a library and its handbook, an app and what it
  // is made with, what the section is about. A course on two languages has none to differ.
  static bool IsSaidAnew(const Document& doc, const Entry& first, const Entry& entry) {
    return entry.description.empty() ||
           LettersOf(doc.Slice(first.description)) != LettersOf(doc.Slice(entry.description));
  }

  // Code, a picture or entries below its text would go with it.
  static bool HoldsMore(const Document& doc, const Entry& entry) {
    if (entry.item == kNoNode || doc[entry.item].kind != NodeKind::kListItem) return false;
    return doc[entry.item].first_child != doc[entry.item].last_child;
  }

  // "Code: https://…" and "[Paper](…)" say something about what they stand below, there as well as
  // in the first place.
  static bool IsPartOfAnother(const Document& doc, const Entry& first, const Entry& entry) {
    if (entry.form == EntryForm::kTextFirst) return true;
    const bool one_list = doc[first.item].parent == doc[entry.item].parent;
    return !one_list && (entry.description.empty() || entry.parent != kNoId);
  }

  // Files are compared in the order of their paths: the later one reports.
  void CompareFiles(const Document& doc, RuleContext& ctx) const {
    struct Place {
      std::string_view path;
      Range range;
    };
    std::unordered_map<std::string, Place> others;
    for (const CheckedFile& file : ctx.repository()->checked_files()) {
      if (file.path >= ctx.repository()->path()) continue;
      for (const Entry& entry : file.facts->list().entries()) {
        if (entry.link == kNoNode) continue;
        const Node& link = (*file.document)[entry.link];
        const std::string_view url = file.document->link(link).url;
        if (!url.empty() && url.front() != '#')
          others.emplace(CanonicalUrl(url), Place{file.path, link.full});
      }
    }
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.link == kNoNode) continue;
      const auto other = others.find(CanonicalUrl(doc.link(doc[entry.link]).url));
      if (other == others.end() || allowed_.count(other->first) != 0) continue;
      ctx.Report(doc[entry.link].full,
                 Cat("links the same place as an entry of ", other->second.path))
          .related.push_back(
              {"first listed here", other->second.range, std::string(other->second.path)});
    }
  }

  const bool by_section_;
  const bool allow_dual_listing_;
  const bool across_files_;
  std::unordered_set<std::string> allowed_;
};

}  // namespace

RuleInfo DuplicateLinkInfo() {
  return {
      .name = "duplicate-link",
      .group = "duplicate",
      .summary = "Two entries link the same place",
      .rationale = "Readers meet the same thing twice, and only one of the two is kept up to date.",
      .severity = Severity::kWarning,
      .fix = FixKind::kUnsafe,
      .profiles = kRecommended | kStrict | kAwesomeLint,
      .across_files = kAcrossFiles,
      .options = kOptions,
      .aliases = kAliases,
      .create = MakeRule<DuplicateLinkRule>,
      .awesome_lint = awesome_lint::DuplicateLink};
}

}  // namespace awl
