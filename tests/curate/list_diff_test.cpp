#include "curate/list_diff.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "parse/parse.h"

namespace awl {
namespace {

struct Parsed {
  explicit Parsed(const std::string& text)
      : document(Parse(std::make_shared<const Source>("", text))), list(*document) {}
  std::unique_ptr<const Document> document;
  List list;
};

// What a diff speaks of: all but lines.
using Key = std::tuple<std::vector<std::string>, std::string, std::string, std::string,
                       std::vector<std::string>, std::vector<std::pair<std::string, std::string>>,
                       std::string>;

Key KeyOf(const EntryRecord& record) {
  return {record.section,          record.name,     record.url,
          record.description,      record.trailing, record.fields,
          std::string(record.form)};
}

std::vector<Key> KeysOf(const List& list) {
  std::vector<Key> keys;
  for (EntryId id = 0; id < list.entries().size(); ++id) {
    keys.push_back(KeyOf(RecordOf(list, id, "")));
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

// The old entries after all that the diff says was done to them; a diff that speaks of an entry
// that is not there is a failure.
std::vector<Key> Applied(std::vector<Key> keys, const ListDiff& diff) {
  const auto take = [&keys](const EntryRecord& record) {
    const auto found = std::find(keys.begin(), keys.end(), KeyOf(record));
    ASSERT_NE(found, keys.end()) << record.name;
    keys.erase(found);
  };
  for (const EntryRecord& record : diff.removed) take(record);
  for (const ChangedEntry& change : diff.changed) take(change.before);
  for (Key& key : keys) {
    for (const auto& [from, to] : diff.renamed_sections) {
      if (std::get<0>(key) == from) {
        std::get<0>(key) = to;
        break;
      }
    }
  }
  for (const ChangedEntry& change : diff.changed) keys.push_back(KeyOf(change.after));
  for (const EntryRecord& record : diff.added) keys.push_back(KeyOf(record));
  std::sort(keys.begin(), keys.end());
  return keys;
}

// A list that random edits are made to.
class RandomList {
 public:
  explicit RandomList(unsigned seed) : random_(seed) {
    for (int section = 0; section < 4; ++section) {
      sections_.push_back({Word(), {}});
      for (int i = 0; i < 6; ++i) sections_.back().second.push_back(NewLine());
    }
  }

  std::string Text() const {
    std::string text = "# List\n";
    for (const auto& [name, lines] : sections_) {
      text += "\n## " + name + "\n\n";
      for (const std::string& line : lines) text += line + "\n";
    }
    return text;
  }

  void Edit() {
    auto& [name, lines] = sections_[Below(sections_.size())];
    const std::size_t at = Below(lines.size() + 1);
    switch (Below(8)) {
      case 0:
        lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(at), NewLine());
        break;
      case 1:
        if (at < lines.size()) lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
        break;
      case 2:
        if (at < lines.size()) {
          const std::string line = lines[at];
          lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(at));
          sections_[Below(sections_.size())].second.push_back(line);
        }
        break;
      case 3:
        if (at < lines.size()) lines[at] += " " + Word() + ".";
        break;
      case 4:
        if (at < lines.size()) lines[at] += " `" + Word() + "`";
        break;
      case 5:
        if (at < lines.size()) lines.push_back(lines[at]);
        break;
      case 6:
        name = Word();
        break;
      default:
        std::shuffle(lines.begin(), lines.end(), random_);
        break;
    }
  }

 private:
  std::size_t Below(std::size_t limit) { return random_() % limit; }

  std::string Word() {
    std::string word(1, static_cast<char>('A' + Below(26)));
    for (std::size_t i = 0; i < 2 + Below(5); ++i) word += static_cast<char>('a' + Below(26));
    return word;
  }

  std::string NewLine() {
    const std::string word = Word();
    std::string line = "- [" + word + "](https://" + Word() + ".example/" + Word() + ")";
    if (Below(4) > 0) line += " - " + Word() + " " + Word() + ".";
    return line;
  }

  std::mt19937 random_;
  std::vector<std::pair<std::string, std::vector<std::string>>> sections_;
};

TEST(DiffLists, TurnsTheOldEntriesIntoTheNewOnes) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    RandomList random(seed);
    const Parsed before(random.Text());
    for (unsigned edits = 0; edits <= seed % 9; ++edits) random.Edit();
    const Parsed after(random.Text());
    const ListDiff diff = DiffLists(before.list, after.list);
    EXPECT_EQ(Applied(KeysOf(before.list), diff), KeysOf(after.list)) << "seed " << seed;
    EXPECT_EQ(SummaryOf(DiffLists(after.list, after.list)), "no entries changed");
  }
}

TEST(DiffLists, FindsAnEntryThatIsLikeAnotherOnce) {
  const Parsed before(
      "## A\n\n- [Sift](https://old.example/sift) - Finds lines in long files quickly.\n");
  const Parsed after(
      "## A\n\n- [Sift 2](https://new.example/s2) - Finds lines in long files quickly.\n"
      "- [Sieve](https://sieve.example) - Drops words.\n");
  const ListDiff diff = DiffLists(before.list, after.list);
  ASSERT_EQ(diff.changed.size(), 1u);
  EXPECT_TRUE(diff.changed[0].renamed);
  EXPECT_TRUE(diff.changed[0].link_changed);
  EXPECT_FALSE(diff.changed[0].described);
  ASSERT_EQ(diff.added.size(), 1u);
  EXPECT_EQ(diff.added[0].name, "Sieve");
}

TEST(DiffLists, TakesARenamedSectionForOne) {
  const Parsed before("## A\n\n- [B](https://b.example)\n- [C](https://c.example)\n");
  const Parsed after("## Z\n\n- [B](https://b.example)\n- [C](https://c.example)\n");
  EXPECT_EQ(SummaryOf(DiffLists(before.list, after.list)), "1 section renamed");
}

TEST(DiffLists, SeesEntriesInHtml) {
  const auto list = [](std::string_view items) {
    return "## A\n\n<ul>\n<li><a href=\"https://b.example\">B</a> - One.</li>\n"
           "<li><a href=\"https://c.example\">C</a></li>\n" +
           std::string(items) + "</ul>\n";
  };
  const Parsed before(list("<li><a href=\"https://d.example\">D</a></li>\n"));
  const Parsed after(
      list("<li><a href=\"https://d.example\">E</a></li>\n"
           "<li><a href=\"https://f.example\">F</a></li>\n"));
  EXPECT_EQ(SummaryOf(DiffLists(before.list, after.list)), "1 added, 1 renamed");
  EXPECT_EQ(SummaryOf(DiffLists(after.list, before.list)), "1 removed, 1 renamed");
}

TEST(DiffLists, SaysThatAListWasReordered) {
  const Parsed before("## A\n\n- [C](https://c.example)\n- [B](https://b.example)\n");
  const Parsed after("## A\n\n- [B](https://b.example)\n- [C](https://c.example)\n");
  EXPECT_EQ(SummaryOf(DiffLists(before.list, after.list)), "1 section in another order");
}

}  // namespace
}  // namespace awl
