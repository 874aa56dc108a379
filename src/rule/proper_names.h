#ifndef AWL_RULE_PROPER_NAMES_H_
#define AWL_RULE_PROPER_NAMES_H_

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "awl/rule.h"
#include "rule/rule_context.h"

// Names of technologies (rules/data/proper-names.yaml) and the wrong ways to write them.

namespace awl {

// One way to write a name wrongly, in lower case. It counts where one of its conditions holds.
struct NamePattern {
  std::string text;
  std::string_view value;  // the right way
  bool word = false;       // also an ordinary word
  bool noun = false;       // also a common noun: meant if it has a capital or is a link's text
  bool alone = false;      // if there is nothing else
  bool inside = false;     // within longer words, too
  std::vector<std::string_view> before = {};  // words that follow, or their beginnings
  std::vector<std::string_view> after = {};   // words that stand before
  std::string_view unless = {};               // what must not follow

  bool conditional() const { return alone || !before.empty() || !after.empty(); }
};

struct NameHit {
  std::size_t begin = 0;
  std::size_t end = 0;
  const NamePattern* pattern = nullptr;
};

// The names of the table but those that the options `remove`, and those that they `add`.
class ProperNames {
 public:
  explicit ProperNames(const Options& options);
  ProperNames(const ProperNames&) = delete;
  ProperNames& operator=(const ProperNames&) = delete;

  // Every place in `text` where a pattern stands as whole words and its conditions hold.
  void Find(std::string_view text, std::vector<NameHit>& hits) const;

 private:
  void Add(std::string_view key, std::string_view value, const NamePattern& conditions);

  const OptionMap added_;
  std::vector<NamePattern> patterns_;
  std::unordered_map<std::string_view, std::vector<const NamePattern*>> by_word_;
  std::vector<const NamePattern*> inside_;
  std::size_t longest_word_ = 0;
};

// True if one of `words` follows `end` after a space, or begins what does. "#" is a digit.
bool IsBeforeWord(std::span<const std::string_view> words, std::string_view text, std::size_t end);
// True if one of `words` stands before `begin`.
bool IsAfterWord(std::span<const std::string_view> words, std::string_view text, std::size_t begin);

inline bool IsPartOfName(char c) { return c == '-' || c == '_' || c == '.'; }

Range RangeOfName(const Node& node, const NameHit& hit);

// Not the right form, and neither part of a path, an address or a file's name nor of a longer
// word of another alphabet.
bool IsWrongName(const Document& document, const Node& node, const NameHit& hit);

// Only letter case, spaces and dots differ, and it is neither an ordinary word nor all capitals,
// which may be an acronym of something else.
bool IsSafeName(const Document& document, const Node& node, const NameHit& hit);

// In a heading only what leaves its anchor alone, and the same in its contents item, which has to
// say what the heading says.
bool MayFixName(const RuleContext& context, const Node& node, const Fix& fix);

}  // namespace awl

#endif  // AWL_RULE_PROPER_NAMES_H_
