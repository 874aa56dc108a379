#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/data_table.h"
#include "base/string_index.h"
#include "base/utf8.h"
#include "facts/destinations.h"
#include "facts/html_entries.h"
#include "rule/entry_removal.h"
#include "rule/repository.h"
#include "rules/builtin.h"
#include "text/normalized_url.h"
#include "text/unicode.h"
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

// A text with a year and at most a month's name: "2024/12", "Dec 2024".
bool IsDate(std::string_view text) {
  std::size_t digits = 0;
  std::size_t words = 0;
  bool in_word = false;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    const bool letter = IsLetter(c.value);
    words += letter && !in_word ? 1 : 0;
    in_word = letter;
    digits += IsNumber(c.value) ? 1 : 0;
    i += c.length;
  }
  return digits >= 4 && words <= 1;
}

// Letters and digits, folded.
std::string LettersOf(std::string_view text) {
  std::string out;
  const std::string folded = FoldCase(text);
  for (std::size_t i = 0; i < folded.size();) {
    const CodePoint c = DecodeUtf8(folded, i);
    if (IsLetter(c.value) || IsNumber(c.value)) out.append(folded, i, c.length);
    i += c.length;
  }
  return out;
}

bool IsLabel(std::string_view name) {
  const std::string key = FoldCase(name);
  const std::span<const DataRow> labels = DataTable("generic-link-texts");
  return std::any_of(labels.begin(), labels.end(),
                     [&](const DataRow& row) { return row.key == key; });
}

// "TSLint is no longer maintained; use [ESLint](u)", "related: [ESLint](u)" below an entry, "Paper:
// [Title](u)", "2024/12: [Event](u) has ended": the link is only spoken of.
bool IsMention(const Document& doc, const List& list, const Entry& entry) {
  if (entry.form != EntryForm::kTextFirst || entry.link == kNoNode) return false;
  if (entry.parent != kNoId && list.entry(entry.parent).link != kNoNode) return true;
  if (IsDate(doc.Slice(entry.name)) || IsLabel(doc.Slice(entry.name))) return true;
  const std::string_view before = Trim(doc.Slice({entry.marker.end, doc[entry.link].full.begin}));
  if (before.ends_with(':') || before.ends_with("：") || before.ends_with('-')) return false;
  return std::count(before.begin(), before.end(), ' ') >= 4;
}

// What an entry is about says so in a line of its own, or in one of its cells: "Author: [Ann](u)"
// and "License: [MIT](u)" below many, two models in two rows that were announced on one page, the
// last item of two sections that leads to their archives.
bool AreFields(const Document& doc, const Entry& first, const Entry& entry) {
  if (first.form == EntryForm::kTableRow && entry.form == EntryForm::kTableRow) {
    return LettersOf(doc.Slice(first.name)) != LettersOf(doc.Slice(entry.name));
  }
  const auto label_of = [&](const Entry& of) {
    const std::string_view before =
        of.form == EntryForm::kTextFirst
            ? Trim(doc.Slice({of.marker.end, std::max(of.marker.end, doc[of.link].full.begin)}))
            : std::string_view();
    return before.ends_with(':') || before.ends_with("：") ? before : std::string_view();
  };
  if (!label_of(entry).empty() && label_of(entry) == label_of(first)) return true;
  const auto is_last = [&](const Entry& of) {
    return of.item != kNoNode && doc[of.item].next_sibling == kNoNode && of.links.size() > 1;
  };
  return is_last(first) && is_last(entry) && doc[first.item].parent != doc[entry.item].parent &&
         doc.Slice({first.marker.end, first.full.end}) !=
             doc.Slice({entry.marker.end, entry.full.end});
}

// The text of a licence, which many entries may name.
bool IsLicenseText(const Url& url) {
  return url.has_authority && (url.path.find("/licenses/") != std::string_view::npos ||
                               url.path.find("/licences/") != std::string_view::npos);
}

// A row whose name cell has no link: what the other cells link are fields, which several rows may
// share.
bool LinksField(const Document& doc, const Entry& entry) {
  return entry.form == EntryForm::kTableRow &&
         !doc[entry.paragraph].full.Contains(doc[entry.link].full);
}

// The line without its marker; runs of blanks count as one.
std::string TextOf(const Document& doc, const Entry& entry) {
  std::string out;
  for (const char c : Trim(doc.Slice({entry.marker.end, entry.full.end}))) {
    if (c != ' ' || out.empty() || out.back() != ' ') out += c;
  }
  return out;
}

// The next part of a path; `path` begins with a slash or is empty, and loses it.
std::string_view TakePart(std::string_view* path) {
  if (path->empty()) return {};
  const std::size_t end = std::min(path->find('/', 1), path->size());
  const std::string_view part = path->substr(1, end - 1);
  path->remove_prefix(end);
  return part;
}

// "Add yours" and "Report a dead link", which a list may say in each section: a form for an edit, a
// new file, an issue or a pull request on a forge, the guide for contributors, or the readme.
bool IsInvitation(const Url& url) {
  constexpr std::string_view kGuide = "contributing";
  std::string_view path = url.path;
  const bool has_owner = url.has_authority && !TakePart(&path).empty();
  const std::string_view repo = has_owner ? TakePart(&path) : std::string_view();
  // As most: "https://github.com/owner/repo".
  if (path.empty() && !repo.empty()) return StartsWithIgnoreAsciiCase(repo, kGuide);
  const std::size_t name = url.path.rfind('/') + 1;  // 0 without a slash
  if (StartsWithIgnoreAsciiCase(url.path.substr(name), kGuide)) return true;
  const bool is_beside = !url.has_authority && (name == 0 || url.path.substr(0, name) == "./");
  if (is_beside) return StartsWithIgnoreAsciiCase(url.path.substr(name), "readme");
  if (repo.empty()) return false;
  std::string_view what = TakePart(&path);
  if (what == "-") what = TakePart(&path);  // of GitLab
  if (what == "edit" || what == "new" || what == "compare") return true;
  const std::string_view next = TakePart(&path);
  return next == "new" && (what == "issues" || what == "merge_requests" || what == "discussions");
}

// The list that the item is in, with the lists around it; the table of a row.
NodeId OutermostList(const Document& doc, const Entry& entry) {
  if (entry.item == kNoNode) return kNoNode;
  NodeId outermost = kNoNode;
  for (NodeId at = doc[entry.item].parent; at != kNoNode; at = doc[at].parent) {
    if (doc[at].kind == NodeKind::kList || doc[at].kind == NodeKind::kTable) outermost = at;
  }
  return outermost;
}

class DuplicateLinkRule final : public Rule {
 public:
  explicit DuplicateLinkRule(const Options& options)
      : by_section_(options.String("scope") == "section"),
        allow_dual_listing_(options.Bool("allow-dual-listing")),
        across_files_(options.Bool(kAcrossFiles)) {
    for (const std::string& url : options.Strings("allow")) allowed_.insert(CanonicalUrl(url));
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (ctx.awesome_lint()) return CheckAsAwesomeLint(doc, ctx);
    const List& list = ctx.list();
    const DestinationTable& destinations = list.destination_table();
    const std::string own = OwnAddress(ctx);
    StringIndex seen(list.entries().size());
    std::vector<Pair> pairs;
    std::string key;
    std::vector<EntryId> outermost(list.entries().size());  // the entry that all of it belongs to
    for (EntryId id = 0; id < list.entries().size(); ++id) {
      const Entry& entry = list.entry(id);
      outermost[id] = entry.parent == kNoId ? id : outermost[entry.parent];
      if (entry.link == kNoNode || IsMention(doc, list, entry)) continue;
      const Destination* destination = destinations.Find(doc, entry.link);
      if (destination == nullptr || destination->url.front() == '#') continue;
      key.clear();
      AppendCanonicalUrl(destination->url, destination->parts, &key);
      if (!allowed_.empty() && allowed_.count(key) != 0) continue;
      if (key == own || IsInvitation(destination->parts) || IsLicenseText(destination->parts)) {
        continue;
      }
      if (by_section_) key += Cat("\n", entry.section);
      if (LinksField(doc, entry)) key += Cat("\n\n", LettersOf(doc.Slice(entry.name)));
      const EntryId first = seen.Add(key, id);
      if (first == id) continue;
      if (AreFields(doc, list.entry(first), entry)) continue;
      // "Notes" and "Exercises" below a course may be the course's page.
      const bool one_entry = outermost[first] == outermost[id];
      if (one_entry && TextOf(doc, list.entry(first)) != TextOf(doc, entry)) continue;
      pairs.push_back({first, id});
    }
    ReportPairs(doc, ctx, std::move(pairs));
    if (!by_section_) CheckHtml(doc, ctx, &seen);
    if (across_files_ && ctx.repository() != nullptr) CompareFiles(doc, ctx);
  }

 private:
  struct Pair {
    EntryId first = kNoId;
    EntryId entry = kNoId;  // links the same place

    bool IsInOneGroup(const List& list) const {
      return list.entry_groups()[first] == list.entry_groups()[entry];
    }
    bool IsIdentical(const List& list) const {
      return TextOf(list.document(), list.entry(first)) ==
             TextOf(list.document(), list.entry(entry));
    }
  };

  // With so many entries in several sections, and so many of all, sections are tags.
  static constexpr std::size_t kFewestOfTags = 10;
  static constexpr std::size_t kLeastPercentOfTags = 5;

  // How many linked entries a list has, and how many of them another list has as well.
  struct Overlap {
    std::size_t all = 0;
    std::size_t as_later = 0;  // there before
    std::size_t as_first = 0;  // there again
    bool is_view = false;
    bool is_reported = false;

    bool IsView(std::size_t repeated) const {
      return repeated >= kFewestOfView && 10 * repeated >= 9 * all;
    }
  };
  static constexpr std::size_t kFewestOfView = 4;
  using Overlaps = std::unordered_map<NodeId, Overlap>;  // by OutermostList

  // The key of the list's own repository, whose page is its readme; empty if it is not known.
  static std::string OwnAddress(const RuleContext& ctx) {
    if (ctx.repository() == nullptr) return {};
    const RepoRef repo = ParseRepo(ctx.repository()->remote_url().value_or(""));
    if (repo.empty()) return {};
    return CanonicalUrl(Cat("https://", repo.host, "/", repo.owner, "/", repo.name));
  }

  // Where sections are tags, one finding says so for the entries that stand in several of them;
  // where a list is a second view of others ("Top 10", "All by date"), one says so for all of it.
  void ReportPairs(const Document& doc, RuleContext& ctx, std::vector<Pair> pairs) const {
    LeaveTags(doc, ctx, &pairs);
    if (pairs.size() >= kFewestOfView) LeaveViews(doc, ctx, &pairs);
    for (const Pair& pair : pairs) Report(doc, ctx, pair);
  }

  void LeaveTags(const Document& doc, RuleContext& ctx, std::vector<Pair>* pairs) const {
    const List& list = ctx.list();
    const auto enough = [&](std::size_t count) {
      return count >= kFewestOfTags && 100 * count >= kLeastPercentOfTags * list.entries().size();
    };
    const auto is_identical = [&](const Pair& pair) {
      return !pair.IsInOneGroup(list) && pair.IsIdentical(list);
    };
    // Where few are, what is said of an entry may differ from section to section, too.
    const auto has_one_name = [&](const Pair& pair) {
      return !pair.IsInOneGroup(list) && LettersOf(doc.Slice(list.entry(pair.first).name)) ==
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

  // An entry whose first place is in a view is compared with the next place instead.
  static void LeaveViews(const Document& doc, RuleContext& ctx, std::vector<Pair>* pairs) {
    const List& list = ctx.list();
    Overlaps overlaps = FindViews(doc, list, *pairs);
    std::unordered_map<EntryId, EntryId> instead;  // of entries in views
    std::vector<Pair> left;
    for (const Pair& pair : *pairs) {
      Overlap& first = overlaps[OutermostList(doc, list.entry(pair.first))];
      Overlap& later = overlaps[OutermostList(doc, list.entry(pair.entry))];
      if (!first.is_view && !later.is_view) {
        left.push_back(pair);
        continue;
      }
      Overlap& view = later.is_view ? later : first;
      if (!view.is_reported) ReportView(doc, ctx, pair, view);
      view.is_reported = true;
      if (later.is_view) continue;
      const auto [real, is_new] = instead.emplace(pair.first, pair.entry);
      if (!is_new) left.push_back({real->second, pair.entry});
    }
    *pairs = std::move(left);
  }

  static Overlaps FindViews(const Document& doc, const List& list, const std::vector<Pair>& pairs) {
    Overlaps overlaps;
    for (const Entry& entry : list.entries()) {
      if (entry.link != kNoNode) ++overlaps[OutermostList(doc, entry)].all;
    }
    const auto list_of = [&](EntryId id) { return OutermostList(doc, list.entry(id)); };
    for (const Pair& pair : pairs) {
      if (list_of(pair.first) != list_of(pair.entry)) ++overlaps[list_of(pair.entry)].as_later;
    }
    const auto is_list = [](NodeId id) { return id != kNoNode; };
    for (auto& [id, one] : overlaps) one.is_view = is_list(id) && one.IsView(one.as_later);
    std::unordered_set<EntryId> counted;
    for (const Pair& pair : pairs) {
      if (list_of(pair.first) == list_of(pair.entry)) continue;
      if (overlaps[list_of(pair.entry)].is_view || !counted.insert(pair.first).second) continue;
      ++overlaps[list_of(pair.first)].as_first;
    }
    for (auto& [id, one] : overlaps) one.is_view |= is_list(id) && one.IsView(one.as_first);
    return overlaps;
  }

  static void ReportView(const Document& doc, RuleContext& ctx, const Pair& pair,
                         const Overlap& view) {
    const bool is_later = view.IsView(view.as_later);
    const Entry& own = ctx.list().entry(is_later ? pair.entry : pair.first);
    const Entry& other = ctx.list().entry(is_later ? pair.first : pair.entry);
    Diagnostic& found = ctx.Report(
        doc[own.link].full, Cat(is_later ? view.as_later : view.as_first, " of the ", view.all,
                                " entries of this list are in other lists of the file as well; ",
                                "remove the list unless it is meant as a second view"));
    found.is_hint = true;
    found.related.push_back({"the other place of the first of them", doc[other.link].full});
  }

  // Entries in HTML, against each other and against those before. Their numbers in `seen` follow
  // those of the list's entries.
  void CheckHtml(const Document& doc, RuleContext& ctx, StringIndex* seen) const {
    const List& list = ctx.list();
    const auto offset = static_cast<std::uint32_t>(list.entries().size());
    for (std::uint32_t i = 0; i < list.html_entries().size(); ++i) {
      const HtmlEntry& entry = list.html_entries()[i];
      const std::string key = CanonicalUrl(entry.url);
      if (allowed_.count(key) != 0) continue;
      const std::uint32_t first = seen->Add(key, offset + i);
      if (first == offset + i) continue;
      const Range place = first < offset ? doc[list.entry(first).link].full
                                         : list.html_entries()[first - offset].link;
      if (AreInOneRow(doc, place.end, entry.link.begin)) continue;
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

  static void Report(const Document& doc, RuleContext& ctx, const Pair& pair) {
    const Entry& first = ctx.list().entry(pair.first);
    const Entry& entry = ctx.list().entry(pair.entry);
    const std::uint32_t line = doc.source().LineAt(first.full.begin) + 1;
    Diagnostic& found =
        ctx.Report(doc[entry.link].full, Cat("links the same place as line ", line));
    found.related.push_back({"first listed here", doc[first.link].full});
    found.is_hint = !pair.IsInOneGroup(ctx.list()) && AreTwoThings(doc, first, entry);
    if (pair.IsIdentical(ctx.list()) && !IsPartOfAnother(doc, first, entry) &&
        !HoldsMore(doc, entry)) {
      found.fix = RemoveEntry(ctx.list(), pair);
    }
  }

  // Another name and another text, in another section, too: a library and its handbook, an app and
  // what it is made with.
  static bool AreTwoThings(const Document& doc, const Entry& first, const Entry& entry) {
    return LettersOf(doc.Slice(first.name)) != LettersOf(doc.Slice(entry.name)) &&
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

  // Below another heading the entry may be listed on purpose.
  static std::optional<Fix> RemoveEntry(const List& list, const Pair& pair) {
    if (!pair.IsInOneGroup(list)) return std::nullopt;
    const std::optional<Range> gone = WholeLinesOf(list, list.entry(pair.entry));
    if (!gone) return std::nullopt;
    return Fix{.title = "remove the second entry; it is identical",
               .applicability = Applicability::kUnsafe,
               .effect = Effect::kStructure,
               .edits = {{*gone, ""}}};
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
      for (const Entry& entry : file.list->entries()) {
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

  // Every inline link counts but those in an item's text behind its main link; each member of a
  // group is reported.
  static void CheckAsAwesomeLint(const Document& doc, RuleContext& ctx) {
    const std::unordered_set<NodeId> ignored = DescriptionLinks(doc);
    std::unordered_map<std::string, std::vector<NodeId>> groups;
    for (const NodeId id : doc.Ids(NodeKind::kLink)) {
      if (ignored.count(id) != 0) continue;
      // To the peer a bare URL ends before a stray "](", where GitHub goes on.
      const LinkInfo& link = doc.link(doc[id]);
      const bool bare = link.form == LinkForm::kBare;
      const std::string_view url = bare ? link.url.substr(0, link.url.find("](")) : link.url;
      groups[NormalizedUrl(url)].push_back(id);
    }
    std::vector<std::pair<NodeId, NodeId>> found;  // with another member
    for (const auto& [url, ids] : groups) {
      if (ids.size() < 2) continue;
      for (const NodeId id : ids) found.emplace_back(id, id == ids[0] ? ids[1] : ids[0]);
    }
    std::sort(found.begin(), found.end());
    if (found.empty()) return;
    const List& list = ctx.list();
    std::unordered_map<NodeId, EntryId> entries;  // by their main links
    for (EntryId id = 0; id < list.entries().size(); ++id) {
      if (list.entry(id).link != kNoNode) entries.emplace(list.entry(id).link, id);
    }
    for (const auto& [id, other] : found) {
      Diagnostic& diagnostic =
          ctx.Report(doc[id].full, Cat("duplicate link: ", doc.link(doc[id]).url));
      diagnostic.related.push_back({"the same place", doc[other].full});
      const auto later = entries.find(id);
      const auto first = entries.find(other);
      if (other > id || later == entries.end() || first == entries.end()) continue;
      const Pair pair = {first->second, later->second};
      if (pair.IsIdentical(list)) diagnostic.fix = RemoveEntry(list, pair);
    }
  }

  static std::unordered_set<NodeId> DescriptionLinks(const Document& doc) {
    std::unordered_set<NodeId> ignored;
    for (const Node& item : doc.All(NodeKind::kListItem)) {
      const Node* paragraph = doc.FirstChild(item);
      if (paragraph == nullptr || paragraph->kind != NodeKind::kParagraph) continue;
      bool main_found = false;
      bool any = false;
      for (const Node& child : doc.Children(*paragraph)) {
        if (child.kind != NodeKind::kLink && child.kind != NodeKind::kLinkReference) continue;
        if (!main_found) {
          const Node* next = doc.Next(child);
          const bool before_dash = next != nullptr && next->kind == NodeKind::kText &&
                                   doc.Slice(next->full).starts_with(" - ");
          if (before_dash || !any) {
            main_found = any = true;
            continue;
          }
        }
        any = true;
        if (child.kind == NodeKind::kLink) ignored.insert(doc.IdOf(child));
      }
    }
    return ignored;
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
      .create = MakeRule<DuplicateLinkRule>};
}

}  // namespace awl
