#include <string>

#include "base/char_set.h"
#include "base/string_index.h"
#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"scope", OptionType::kEnum, "section", "Compare names within a section, or in the whole file.",
     "section|file"},
};

constexpr std::size_t kTitleLength = 40;

// Letters, digits and signs, folded; blanks and markup do not count.
void MakeKey(std::string_view name, std::string* key) {
  static constexpr CharSet kLeftOut(" \t\n\r\f\v*_`");
  if (IsAscii(name)) {
    key->resize(name.size());
    char* end = key->data();
    for (const char c : name) {
      *end = AsciiLower(c);
      end += kLeftOut.Has(c) ? 0 : 1;
    }
    key->resize(static_cast<std::size_t>(end - key->data()));
    return;
  }
  *key = FoldCase(name);
  char* end = key->data();
  for (std::size_t i = 0; i < key->size();) {
    const CodePoint c = DecodeUtf8(*key, i);
    const bool kept = !kLeftOut.Has((*key)[i]) && !IsSpace(c.value);
    for (const std::size_t next = i + c.length; i < next; ++i) {
      *end = (*key)[i];
      end += kept ? 1 : 0;
    }
  }
  key->resize(static_cast<std::size_t>(end - key->data()));
}

class DuplicateEntryNameRule final : public Rule {
 public:
  explicit DuplicateEntryNameRule(const Options& options)
      : whole_file_(options.String("scope") == "file") {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const List& list = ctx.list();
    StringIndex seen(list.entries().size());
    std::string key;
    SectionId section = kNoId;
    std::string scope;  // of that section
    for (EntryId id = 0; id < list.entries().size(); ++id) {
      const Entry& entry = list.entry(id);
      if (entry.name.empty() || entry.parent != kNoId) continue;
      MakeKey(doc.Slice(entry.name), &key);
      if (key.empty()) continue;
      // Below another item a name stands for something of that item: "by @x", "Python".
      const Node* outer = doc.Parent(*doc.Parent(doc[entry.item]));
      if (outer != nullptr && outer->kind == NodeKind::kListItem) {
        key += Cat("\n\n", doc.IdOf(*outer));
      }
      // So long a name is a paper's title, and no chance.
      const bool is_title = key.size() >= kTitleLength && CountCodePoints(key) >= kTitleLength &&
                            (IsAscii(key) || CountGraphemes(key) >= kTitleLength);
      if (!whole_file_ && !is_title) {
        if (entry.section != section) {
          section = entry.section;
          scope = Cat("\n", section);
        }
        key += scope;
      }
      const EntryId first = seen.Add(key, id);
      if (first == id) continue;
      const Entry& earlier = list.entry(first);
      // The same link twice is duplicate-link's finding.
      if (SameLink(doc, earlier, entry) || AreNamesakes(doc, earlier, entry)) continue;
      // Two things of one name that stand in two places and are told apart.
      const bool told_apart = AreToldApart(doc, earlier, entry);
      const std::uint32_t line = doc.source().LineAt(earlier.full.begin) + 1;
      Diagnostic& found = ctx.Report(entry.name, Cat("the name \"", doc.Slice(entry.name),
                                                     "\" stands in line ", line, " already"));
      found.related.push_back({"first listed here", earlier.name});
      found.is_hint = told_apart;
    }
  }

 private:
  static bool SameLink(const Document& doc, const Entry& a, const Entry& b) {
    if (a.link == kNoNode || b.link == kNoNode) return false;
    return CanonicalUrl(doc.link(doc[a.link]).url) == CanonicalUrl(doc.link(doc[b.link]).url);
  }

  // Two repositories of that very name by two owners: "scheduler" and "scheduler".
  static bool AreNamesakes(const Document& doc, const Entry& a, const Entry& b) {
    if (a.link == kNoNode || b.link == kNoNode) return false;
    const RepoRef first = ParseRepo(doc.link(doc[a.link]).url);
    const RepoRef second = ParseRepo(doc.link(doc[b.link]).url);
    return !first.empty() && first.name == second.name && first.owner != second.owner;
  }

  static bool AreToldApart(const Document& doc, const Entry& a, const Entry& b) {
    if (a.link == kNoNode || b.link == kNoNode) return false;
    if (a.description.empty() || b.description.empty()) return false;
    const Url first = ParseUrl(doc.link(doc[a.link]).url);
    const Url second = ParseUrl(doc.link(doc[b.link]).url);
    return first.host != second.host && doc.Slice(a.description) != doc.Slice(b.description);
  }

  const bool whole_file_;
};

}  // namespace

RuleInfo rules::DuplicateEntryName() {
  return {
      .name = "duplicate-entry-name",
      .group = "duplicate",
      .summary = "Two entries of the same name",
      .rationale =
          "One of them was copied and not renamed, or the thing is listed twice by two addresses.",
      .severity = Severity::kError,
      .fix = FixKind::kNone,
      .profiles = kRecommended | kStrict,
      .options = kOptions,
      .create = MakeRule<DuplicateEntryNameRule>};
}

}  // namespace awl
