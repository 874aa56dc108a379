#ifndef AWL_TEXT_GLOB_H_
#define AWL_TEXT_GLOB_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace awl {

// One glob: * ? [a-z] [!a] ** {a,b} and \ before any of them. Matching takes time linear in the
// text for a given glob, whatever its stars. Immutable; threads may share it.
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

  explicit Glob(std::string_view pattern, Kind kind = Kind::kPath);

  bool Matches(std::string_view text) const;
  // The pattern began with '!': what it matches is taken out again.
  bool negated() const { return negated_; }

 private:
  friend class GlobCompiler;

  enum class Op : std::uint8_t { kChar, kAny, kAnyButSlash, kClass, kSplit, kJump, kMatch };
  struct Step {
    Op op = Op::kMatch;
    char32_t value = 0;       // kChar
    std::uint32_t to = 0;     // kJump, kSplit: where to go on; kClass: its first span
    std::uint32_t other = 0;  // kSplit: the second way; kClass: the end of its spans
    bool inverted = false;    // kClass
  };
  struct Span {
    char32_t first = 0;
    char32_t last = 0;
  };

  bool Takes(const Step& step, char32_t c) const;

  Kind kind_;
  bool negated_ = false;
  bool folders_only_ = false;
  std::vector<Step> steps_;
  std::vector<Span> spans_;
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
