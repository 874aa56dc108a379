#ifndef AWL_CONFIG_READ_PATTERNS_H_
#define AWL_CONFIG_READ_PATTERNS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

#include "awl/source.h"
#include "config/problems.h"
#include "config/yaml.h"
#include "pattern/pattern_set.h"

namespace awl {

// More than any list needs, and little enough that no config can make awl run away.
struct PatternLimits {
  static constexpr std::size_t kPatterns = 2'000;
  static constexpr std::size_t kExpressionBytes = 256 << 10;  // of all together
  static constexpr std::size_t kProgram = 300'000;            // steps that they compile to
  static constexpr std::size_t kTerms = 30;                   // of one `any` or `all`
  static constexpr std::size_t kExamples = 100;               // of one pattern
};

// Reads the `patterns` of several files into one set.
class PatternReader {
 public:
  // Those that awl comes with are in no profile but those that they name; a list's own are in all.
  enum class Origin : std::uint8_t { kOwn, kShipped };

  // `take_name` says of a name whether it is still free, and takes it. The arguments must outlive
  // the reader.
  PatternReader(Origin origin, std::function<bool(std::string_view)> take_name,
                ConfigProblems& problems, PatternSet* set)
      : origin_(origin), take_name_(std::move(take_name)), problems_(problems), set_(set) {}

  // Adds the pattern that `node` is to the set. What is wrong with it goes to the problems, and
  // then it is not added.
  void Read(const Source& source, const YamlNode& node);

 private:
  friend class OnePattern;

  const Origin origin_;
  const std::function<bool(std::string_view)> take_name_;
  ConfigProblems& problems_;
  PatternSet* const set_;
  std::size_t count_ = 0;
  std::size_t expression_bytes_ = 0;
  std::size_t program_ = 0;
  bool exhausted_ = false;  // no further expression is compiled
};

}  // namespace awl

#endif  // AWL_CONFIG_READ_PATTERNS_H_
