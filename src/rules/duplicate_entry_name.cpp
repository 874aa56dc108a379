#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "base/data_table.h"
#include "base/find_any_of.h"
#include "base/string_index.h"
#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"scope", OptionType::kEnum, "file", "Compare names in the whole file, or within a section.",
     "file|section"},
};

// Descriptions with fewer words in common than this say too little to be called alike.
constexpr std::size_t kFewestCommon = 3;

// The words of a text, folded, each once, in alphabetical order. Scripts that are written without
// spaces give pairs of letters.
std::vector<std::string> WordsOf(std::string_view text) {
  const std::string folded = FoldCase(text);
  std::vector<std::string> words;
  std::string word;
  std::string_view last_letter;  // of a script without spaces
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (std::size_t i = 0; i < folded.size();) {
    const CodePoint c = DecodeUtf8(folded, i);
    const std::string_view bytes = std::string_view(folded).substr(i, c.length);
    i += c.length;
    if (IsCjkLetter(c.value)) {
      end_word();
      if (!last_letter.empty()) words.push_back(Cat(last_letter, bytes));
      last_letter = bytes;
      continue;
    }
    last_letter = {};
    if (IsLetter(c.value) || IsMark(c.value) || IsNumber(c.value)) {
      word += bytes;
    } else {
      end_word();
    }
  }
  end_word();
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

bool HasDigit(std::string_view word) { return std::any_of(word.begin(), word.end(), IsAsciiDigit); }

// Two texts that say the same of one thing: most words are common, no number sets them apart, and
// neither does one word in the place of another ("for Python", "for Java").
bool AreAlike(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return false;
  if (a == b) return true;
  const std::vector<std::string> first = WordsOf(a);
  const std::vector<std::string> second = WordsOf(b);
  std::vector<std::string> apart;
  std::set_symmetric_difference(first.begin(), first.end(), second.begin(), second.end(),
                                std::back_inserter(apart));
  if (apart.empty()) return true;
  if (std::any_of(apart.begin(), apart.end(), HasDigit)) return false;
  const std::size_t common = (first.size() + second.size() - apart.size()) / 2;
  if (common < kFewestCommon) return false;
  if (apart.size() == 2 && first.size() == second.size()) return false;
  return common >= apart.size();
}

// The repository whose page a URL is, on its forge or as "https://owner.github.io/name"; empty if
// it leads to a part of it.
RepoRef RepoOf(std::string_view url) {
  constexpr std::string_view kPages = ".github.io";
  const Url parts = ParseUrl(url);
  std::string_view path = parts.path;
  while (path.starts_with('/')) path.remove_prefix(1);
  while (path.ends_with('/')) path.remove_suffix(1);
  const auto depth = std::count(path.begin(), path.end(), '/');
  const std::string host = AsciiLower(parts.host);
  if (!host.ends_with(kPages)) return depth > 1 ? RepoRef() : ParseRepo(url);
  if (depth > 0) return {};
  return {.host = "github.com",
          .owner = host.substr(0, host.size() - kPages.size()),
          .name = AsciiLower(path)};
}

class DuplicateEntryNameRule final : public Rule {
 public:
  explicit DuplicateEntryNameRule(const Options& options)
      : whole_file_(options.String("scope") == "file") {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const List& list = ctx.list();
    StringIndex seen(list.entries().size());
    std::string key;
    for (EntryId id = 0; id < list.entries().size(); ++id) {
      const Entry& entry = list.entry(id);
      if (entry.name.empty() || entry.link == kNoNode || entry.parent != kNoId) continue;
      SetKey(doc.Slice(entry.name), &key);
      if (key.size() < 2 || IsNameless(key)) continue;
      // Below another item a name stands for something of that item: "by @x", "Python".
      const Node* outer = doc.Parent(*doc.Parent(doc[entry.item]));
      if (outer != nullptr && outer->kind == NodeKind::kListItem) {
        key += Cat("\n\n", doc.IdOf(*outer));
      }
      if (!whole_file_) key += Cat("\n", entry.section);
      const EntryId first = seen.Add(key, id);
      if (first != id) Compare(doc, ctx, list.entry(first), entry);
    }
  }

 private:
  // As most names are: nothing counts but case.
  static bool IsPlain(std::string_view name) {
    const auto is_odd = [](auto c) { return (c < ' ') | (c == '*') | (c == '`'); };
    const auto are_spaces = [](auto c, auto next) { return (c == ' ') & (next == ' '); };
    return FindWhere(is_odd, name) == std::string_view::npos &&
           FindPairWhere(are_spaces, name) == std::string_view::npos;
  }

  // Case, markup and outer space do not count; "pg_tool" and "pgtool" are two names.
  static void SetKey(std::string_view name, std::string* key) {
    name = Trim(name);
    if (IsPlain(name)) {
      key->clear();
      return AppendAsciiLower(name, key);
    }
    std::string folded;
    if (!IsAscii(name)) name = folded = FoldCase(name);
    key->resize(name.size());
    char* end = key->data();
    for (const char c : name) {
      if (c == '*' || c == '`') continue;
      if (!IsAsciiSpace(c)) {
        *end++ = AsciiLower(c);
      } else if (end != key->data() && end[-1] != ' ') {
        *end++ = ' ';
      }
    }
    key->resize(static_cast<std::size_t>(end - key->data()));
  }

  // "Paper", "Code" and their like are labels.
  static bool IsLabel(std::string_view key) {
    const std::span<const DataRow> labels = DataTable("generic-link-texts");
    return std::any_of(labels.begin(), labels.end(),
                       [&](const DataRow& row) { return row.key == key; });
  }

  // A year or a sign.
  static bool IsNameless(std::string_view key) {
    for (std::size_t i = 0; i < key.size();) {
      const CodePoint c = DecodeUtf8(key, i);
      if (IsLetter(c.value)) return false;
      i += c.length;
    }
    return true;
  }

  static void Compare(const Document& doc, RuleContext& ctx, const Entry& earlier,
                      const Entry& entry) {
    const std::string_view first = doc.link(doc[earlier.link]).url;
    const std::string_view second = doc.link(doc[entry.link]).url;
    // The same link twice is duplicate-link's finding.
    if (CanonicalUrl(first) == CanonicalUrl(second)) return;
    std::string name;
    SetKey(doc.Slice(entry.name), &name);
    if (IsLabel(name)) return;
    const RepoRef repo = RepoOf(first);
    const RepoRef other = RepoOf(second);
    const bool same_repo = !repo.name.empty() && repo == other;
    // "#queues" and "#jobs" of one readme are two things, and so are two of its issues.
    const Url first_parts = ParseUrl(first);
    const Url second_parts = ParseUrl(second);
    if (first_parts.has_fragment || second_parts.has_fragment) return;
    if (!same_repo) {
      const bool pages = repo.empty() && first_parts.host == second_parts.host;
      if (pages || AreTwoRepos(repo, other) || AreBeside(doc, earlier, entry)) return;
      if (!AreAlike(SeenIn(doc, earlier), SeenIn(doc, entry))) return;
    }
    const std::uint32_t line = doc.source().LineAt(earlier.full.begin) + 1;
    ctx.Report(entry.name, Cat("\"", doc.Slice(entry.name), "\" is already listed in line ", line,
                               same_repo ? ", by another address of its repository"
                                         : " with a similar description and another address"))
        .related.push_back({"first listed here", earlier.name});
  }

  // Two repositories of one owner, or of two owners by two names.
  static bool AreTwoRepos(const RepoRef& a, const RepoRef& b) {
    if (a.name.empty() || b.name.empty()) return false;
    return a.host == b.host && (a.owner == b.owner || a.name != b.name);
  }

  // Who lists namesakes one after the other knows of both, unless they are repositories with the
  // same words: one has moved.
  static bool AreBeside(const Document& doc, const Entry& earlier, const Entry& entry) {
    if (doc[earlier.item].next_sibling != entry.item) return false;
    if (RepoOf(doc.link(doc[entry.link]).url).empty()) return true;
    const auto after_link = [&](const Entry& of) {
      // In a table the link may stand in a later cell than the name.
      const Offset begin = doc[of.link].full.end;
      return Trim(doc.Slice({begin, std::max(begin, doc[of.paragraph].full.end)}));
    };
    return after_link(earlier) != after_link(entry);
  }

  // The description without the addresses of its links.
  static std::string SeenIn(const Document& doc, const Entry& entry) {
    std::string out;
    const Node& block = doc[entry.paragraph];
    const NodeId end = doc.SubtreeEnd(block);
    for (NodeId id = doc.IdOf(block); id < end; ++id) {
      const Node& node = doc[id];
      if (node.kind != NodeKind::kText && node.kind != NodeKind::kInlineCode) continue;
      const Range seen = {std::max(node.content.begin, entry.description.begin),
                          std::min(node.content.end, entry.description.end)};
      if (seen.begin < seen.end) out += Cat(doc.Slice(seen), " ");
    }
    return std::string(Trim(out));
  }

  const bool whole_file_;
};

}  // namespace

RuleInfo DuplicateEntryNameInfo() {
  return {
      .name = "duplicate-entry-name",
      .group = "duplicate",
      .summary = "One thing listed twice by two addresses",
      .rationale =
          "The thing is listed twice by two addresses, and only one of them is kept up to date.",
      .severity = Severity::kWarning,
      .fix = FixKind::kNone,
      .profiles = kRecommended | kStrict,
      .options = kOptions,
      .create = MakeRule<DuplicateEntryNameRule>};
}

}  // namespace awl
