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
};

inline constexpr std::size_t kMaxRegexBytes = 2'000;
inline constexpr std::size_t kMaxGroups = 9;

// A regular expression of a user, run by RE2: it takes time linear in the text, whatever it is.
// Immutable; threads may share it.
class Regex {
 public:
  explicit Regex(std::string_view expression);
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

// Finds out in one pass over a text which of many expressions match in it. Immutable; threads may
// share it.
class RegexSet {
 public:
  // They must be without error and outlive the set.
  explicit RegexSet(std::vector<const Regex*> expressions, std::vector<std::string_view> texts);
  ~RegexSet();
  RegexSet(RegexSet&&) noexcept;
  RegexSet& operator=(RegexSet&&) noexcept;

  std::size_t size() const { return expressions_.size(); }
  // True if one matches. Then `hits` are the indices of those that do, in no order. Allocates
  // nothing where none does.
  bool Match(std::string_view text, std::vector<int>* hits) const;

 private:
  // Some of the expressions together. One that stands alone has no set.
  struct Chunk;
  void Build(std::size_t begin, std::size_t end, const std::vector<std::string_view>& texts);

  std::vector<const Regex*> expressions_;
  std::vector<std::unique_ptr<const Chunk>> chunks_;
};

}  // namespace awl

#endif  // AWL_PATTERN_REGEX_H_
