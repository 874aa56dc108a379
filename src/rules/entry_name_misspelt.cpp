#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "facts/destinations.h"
#include "rules/builtin.h"
#include "text/likeness.h"
#include "text/unicode.h"
#include "text/url.h"

namespace awl {
namespace {

// Shorter names that differ in a letter are two names.
constexpr std::size_t kShortestName = 7;
// What a name lacks its first letter for is a word of so many, and stands in the file so often.
constexpr std::size_t kFewestOfWord = 4;
constexpr std::size_t kUsualWord = 4;
// So many names are looked for in the file, so that the work stays linear.
constexpr std::size_t kMostNameSearches = 100;

// Where two texts differ if one letter inside was dropped, added, exchanged or swapped with its
// neighbour; npos if they differ in another way, at their ends, or in a digit.
std::size_t OneLetterOff(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1 || a == b) return std::string_view::npos;
  const auto [at, other] = std::mismatch(a.begin(), a.end(), b.begin());
  const auto i = static_cast<std::size_t>(at - a.begin());
  // What is added at the end is a plural or a version, and at the beginning a prefix.
  if (i == 0 || i + 1 >= a.size()) return std::string_view::npos;
  const std::string_view rest_a = a.substr(i);
  const std::string_view rest_b = b.substr(i);
  const bool dropped = a.size() < b.size() && rest_a == rest_b.substr(1);
  const bool exchanged = a.size() == b.size() && rest_a.substr(1) == rest_b.substr(1);
  const bool swapped = a.size() == b.size() && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0] &&
                       rest_a.substr(2) == rest_b.substr(2);
  // British and American English: "visualise", "colour".
  if (exchanged && a[i - 1] == 'i' && (a[i] == 's' || a[i] == 'z') &&
      (b[i] == 's' || b[i] == 'z')) {
    return std::string_view::npos;
  }
  if (dropped && b[i] == 'u' && b[i - 1] == 'o' && a[i] == 'r') return std::string_view::npos;
  const bool digit = IsAsciiDigit(b[i]) || (!dropped && IsAsciiDigit(a[i]));
  return !digit && (dropped || exchanged || swapped) ? i : std::string_view::npos;
}

class EntryNameMisspeltRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const DestinationTable& destinations = ctx.facts().destination_table();
    std::size_t searches = 0;
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.link == kNoNode || entry.name.size() < kShortestName) continue;
      if (!doc[entry.link].full.Contains(entry.name)) continue;
      const std::string_view name = doc.Slice(entry.name);
      if (!IsAscii(name)) continue;
      const Destination* destination = destinations.Find(doc, entry.link);
      if (destination == nullptr) continue;
      if (name.find('/') != std::string_view::npos) {
        CheckFullName(doc, ctx, entry);
        continue;
      }
      if (!MayDiffer(name, destination->parts)) continue;
      const RepoRef repo = ParseRepo(doc.link(doc[entry.link]).url);
      if (repo.empty()) continue;
      const std::string short_name = AsciiLettersAndDigits(name);
      const std::string repo_name = AsciiLettersAndDigits(repo.name);
      if (std::min(short_name.size(), repo_name.size()) < kShortestName) continue;
      const bool inside = OneLetterOff(short_name, repo_name) != std::string_view::npos;
      const bool at_front = MayLackFirstLetter(name, WrittenName(doc, entry, repo));
      if (!inside && !at_front) continue;
      if (JoinsLetters(WrittenName(doc, entry, repo)) || IsPlural(name, repo_name)) continue;
      // A name that is written so elsewhere is right, and the repository has the slip.
      if (++searches > kMostNameSearches) continue;
      if (inside ? IsUsedElsewhere(doc, entry)
                 : !UsesFirstWord(doc, WrittenName(doc, entry, repo))) {
        continue;
      }
      ctx.Report(entry.name, Cat("\"", name, "\" differs in one letter from its repository \"",
                                 WrittenName(doc, entry, repo), "\"; is it misspelt?"));
    }
  }

 private:
  // "owner/name", where one of the two is a letter off, or they have changed places.
  static void CheckFullName(const Document& doc, RuleContext& ctx, const Entry& entry) {
    const std::string_view name = doc.Slice(entry.name);
    const std::size_t slash = name.find('/');
    const RepoRef repo = ParseRepo(doc.link(doc[entry.link]).url);
    if (repo.empty() || name.find('/', slash + 1) != std::string_view::npos) return;
    const std::string owner = AsciiLower(Trim(name.substr(0, slash)));
    const std::string rest = AsciiLower(Trim(name.substr(slash + 1)));
    const std::string full = Cat(repo.owner, "/", WrittenName(doc, entry, repo));
    if (owner == repo.name && rest == repo.owner && owner != rest) {
      ctx.Report(entry.name, Cat("\"", name, "\" for the repository \"", full, "\""));
      return;
    }
    const auto is_slip = [](std::string_view a, std::string_view b) {
      // A blank, hyphen or underscore is no letter.
      return std::min(a.size(), b.size()) >= kShortestName &&
             OneLetterOff(AsciiLettersAndDigits(a), AsciiLettersAndDigits(b)) !=
                 std::string_view::npos;
    };
    if ((owner == repo.owner && is_slip(rest, repo.name)) ||
        (rest == repo.name && is_slip(owner, repo.owner))) {
      ctx.Report(entry.name, Cat("\"", name, "\" differs in one letter from its repository \"",
                                 full, "\"; is it misspelt?"));
    }
  }

  static std::string_view FirstWord(std::string_view repo) {
    const auto end = std::find_if_not(repo.begin(), repo.end(), IsAsciiAlnum);
    return repo.substr(0, static_cast<std::size_t>(end - repo.begin()));
  }

  // "able-tools" of "table-tools"; of a repository of one word it may be meant: "krouter".
  static bool MayLackFirstLetter(std::string_view name, std::string_view repo) {
    return repo.size() == name.size() + 1 && EqualsIgnoreAsciiCase(repo.substr(1), name) &&
           FirstWord(repo).size() < repo.size() && FirstWord(repo).size() >= kFewestOfWord;
  }

  // The first word of the repository's name is usual in the file.
  static bool UsesFirstWord(const Document& doc, std::string_view repo) {
    const std::string text = AsciiLower(doc.source().text());
    const std::string word = AsciiLower(FirstWord(repo));
    std::size_t uses = 0;
    for (std::size_t at = text.find(word); at != std::string::npos && uses < kUsualWord;
         at = text.find(word, at + word.size())) {
      ++uses;
    }
    return uses >= kUsualWord;
  }

  // False for most names at little cost: the two are the same, begin with other letters, or have
  // such numbers of letters and digits that more than one differs. The address may go on after the
  // repository.
  static bool MayDiffer(std::string_view name, const Url& url) {
    if (url.scheme.empty() || !url.has_authority) return false;
    const std::size_t slash = url.path.find('/', 1);
    if (slash == std::string_view::npos) return false;
    const std::string_view rest = url.path.substr(slash + 1);
    const std::string_view repo = rest.substr(0, rest.find('/'));
    if (repo.size() < 2) return false;
    const char first = AsciiLower(name[0]);
    if (first != AsciiLower(repo[0]) && first != AsciiLower(repo[1]) && IsAsciiAlnum(first)) {
      return false;
    }
    if (EqualsIgnoreAsciiCase(name, repo)) return false;
    const auto a = std::count_if(name.begin(), name.end(), IsAsciiAlnum);
    const auto b = std::count_if(repo.begin(), repo.end(), IsAsciiAlnum);
    return b - a <= 1 + (repo.ends_with(".git") ? 3 : 0) && a - b <= 1;
  }

  // "Seven Days Work" of "seven-day-work".
  static bool IsPlural(std::string_view name, std::string_view repo) {
    for (std::size_t i = name.find("s "); i != std::string_view::npos; i = name.find("s ", i + 1)) {
      if (AsciiLettersAndDigits(Cat(name.substr(0, i), name.substr(i + 1))) == repo) return true;
    }
    return false;
  }

  // "camera_awesome", of which a name may make "CamerAwesome".
  static bool JoinsLetters(std::string_view name) {
    for (std::size_t i = 1; i + 1 < name.size(); ++i) {
      const bool sign = name[i] == '_' || name[i] == '-' || name[i] == '.';
      if (sign && AsciiLower(name[i - 1]) == AsciiLower(name[i + 1])) return true;
    }
    return false;
  }

  // Each word of the name that the repository's does not have stands elsewhere in the file.
  static bool IsUsedElsewhere(const Document& doc, const Entry& entry) {
    const std::string_view name = doc.Slice(entry.name);
    const std::string url = AsciiLettersAndDigits(doc.link(doc[entry.link]).url);
    const std::string_view text = doc.source().text();
    for (std::size_t begin = 0; begin < name.size();) {
      while (begin < name.size() && !IsAsciiAlnum(name[begin])) ++begin;
      std::size_t end = begin;
      while (end < name.size() && IsAsciiAlnum(name[end])) ++end;
      const std::string_view word = name.substr(begin, end - begin);
      begin = end;
      if (word.empty() || url.find(AsciiLettersAndDigits(word)) != std::string::npos) continue;
      std::size_t uses = 0;
      for (std::size_t at = text.find(word); at != std::string_view::npos && uses < 2;
           at = text.find(word, at + word.size())) {
        ++uses;
      }
      if (uses < 2) return false;
    }
    return true;
  }

  // As the address has it.
  static std::string_view WrittenName(const Document& doc, const Entry& entry,
                                      const RepoRef& repo) {
    const std::string_view path = ParseUrl(doc.link(doc[entry.link]).url).path;
    const std::size_t at = AsciiLower(path).find("/" + repo.name, 1);
    return at == std::string::npos ? std::string_view(repo.name)
                                   : path.substr(at + 1, repo.name.size());
  }
};

}  // namespace

RuleInfo EntryNameMisspeltInfo() {
  return {.name = "entry-name-misspelt",
          .group = "entry",
          .summary = "Entry's name is one letter off its repository's",
          .rationale = "Who searches for the name does not find the entry.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<EntryNameMisspeltRule>};
}

}  // namespace awl
