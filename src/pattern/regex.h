#ifndef AWL_PATTERN_REGEX_H_
#define AWL_PATTERN_REGEX_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace awl {

// Why a text is no regular expression, and which part of it is at fault.
struct RegexError {
  std::string message;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool is_too_large = false;
};

inline constexpr std::size_t kMaxRegexBytes = 2'000;
inline constexpr std::size_t kMaxGroups = 9;
// What one expression may take, program and automaton together.
inline constexpr std::size_t kRegexMemory = std::size_t{4} << 20;

// A regular expression of a user, run by RE2: it takes time linear in the text, whatever it is.
// Immutable; threads may share it.
class Regex {
 public:
  // With less than kRegexMemory only if the expression fits.
  explicit Regex(std::string_view expression, std::size_t memory = kRegexMemory);
  ~Regex();
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;

  // Null if it is one; of one that is none nothing but this may be asked.
  const RegexError* error() const { return error_.get(); }
  // Capturing groups, from 1.
  std::size_t group_count() const { return names_.size(); }
  // By group, the first at 0; "" where it has no name.
  const std::vector<std::string>& group_names() const { return names_; }
  // A measure of the memory it takes.
  std::size_t size() const;

  // The leftmost match that begins at `from` or after it. `groups` get the whole match and then the
  // groups, as many as there is room for, as views into `text`; those that took no part have a null
  // data().
  bool Find(std::string_view text, std::size_t from, std::span<std::string_view> groups) const;
  bool Matches(std::string_view text) const;

 private:
  struct Compiled;
  std::unique_ptr<const Compiled> compiled_;
  std::unique_ptr<const RegexError> error_;
  std::vector<std::string> names_;
};

// One of the expressions of a RegexSet.
struct SetMember {
  const Regex* regex = nullptr;
  std::string_view expression = {};
  // Whoever asks goes on to search for it: it may be among the hits and match nowhere.
  bool may_miss = false;
};

// Finds out in one pass over a text which of many expressions match in it. That pass looks for the
// words that the expressions cannot do without, since one automaton for hundreds of expressions
// may grow with every text; what has no such words has automata of its own. Immutable; threads may
// share it.
class RegexSet {
 public:
  // The members must be without error; the set refers to their Regex.
  explicit RegexSet(std::vector<SetMember> members);
  ~RegexSet();
  RegexSet(RegexSet&&) noexcept;
  RegexSet& operator=(RegexSet&&) noexcept;

  // Memory to use again from one text to the next.
  struct Scratch {
    std::vector<int> hits = {};
    std::vector<int> words = {};
    std::vector<int> possible = {};
    std::string lowered = {};
  };
  // True if one matches. Then `scratch->hits` are the indices of those that do, in no order.
  bool Match(std::string_view text, Scratch* scratch) const;

 private:
  class Automata;
  struct Filter;

  std::vector<SetMember> members_;
  std::unique_ptr<const Filter> filter_;  // null: too few to be worth it
  std::vector<int> unfiltered_;           // members without words
  std::unique_ptr<const Automata> automata_;
};

}  // namespace awl

#endif  // AWL_PATTERN_REGEX_H_
