#ifndef AWL_TEXT_GLOB_H_
#define AWL_TEXT_GLOB_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace awl {

// One glob: * ? [a-z] [!a] ** {a,b} and \ before any of them, as a regular expression of RE2, so
// matching takes time linear in the text. Immutable; threads may share it.
class Glob {
 public:
  enum class Kind : std::uint8_t {
    // A path with '/', relative to the config's folder, as a line of .gitignore: without a slash it
    // matches at any depth, with one it is anchored, a slash at the end means folders, and what a
    // folder matches goes for all that is in it.
    kPath,
    // A heading or other text: the whole of it, and '/' is a character like any other.
    kText,
  };

  // Bytes. Whoever reads globs refuses longer ones; of a longer one nothing is matched.
  static constexpr std::size_t kMaxSize = 1024;

  explicit Glob(std::string_view pattern, Kind kind = Kind::kPath);

  // A byte that is not UTF-8 counts as a character.
  bool Matches(std::string_view text) const;
  // The pattern began with '!': what it matches is taken out again.
  bool negated() const { return negated_; }

 private:
  bool negated_ = false;
  std::shared_ptr<const re2::RE2> regex_;
};

// Several globs: as in .gitignore, the last one that matches decides. Texts that none matches are
// out, unless the first glob takes something out of them: {"!Contents"} is every other heading.
class GlobSet {
 public:
  explicit GlobSet(const std::vector<std::string>& patterns, Glob::Kind kind = Glob::Kind::kPath);
  explicit GlobSet(std::span<const std::string_view> patterns, Glob::Kind kind = Glob::Kind::kPath);

  bool empty() const { return globs_.empty(); }
  bool Matches(std::string_view text) const { return Decide(text).value_or(all_others_); }
  // What the globs say of the text; nothing if none matches it.
  std::optional<bool> Decide(std::string_view text) const;
  // What holds for texts that none matches.
  bool all_others() const { return all_others_; }

 private:
  void Add(std::string_view pattern, Glob::Kind kind);

  std::vector<Glob> globs_;
  bool all_others_ = false;
};

}  // namespace awl

#endif  // AWL_TEXT_GLOB_H_
