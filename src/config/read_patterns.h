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
  static constexpr std::size_t kProgram = 4'000'000;          // steps that they compile to
  static constexpr std::size_t kTerms = 30;                   // of one `any` or `all`
  static constexpr std::size_t kExamples = 100;               // of one pattern
};

// Reads the `patterns` of several files into one set.
class PatternReader {
 public:
  // `take_name` says of a name whether it is still free, and takes it. `profiles` are those of a
  // pattern that names none. The arguments must outlive the reader.
  PatternReader(std::uint8_t profiles, std::function<bool(std::string_view)> take_name,
                ConfigProblems& problems, PatternSet* set)
      : profiles_(profiles), take_name_(std::move(take_name)), problems_(problems), set_(set) {}

  // Adds the pattern that `node` is to the set. What is wrong with it goes to the problems, and
  // then it is not added.
  void Read(const Source& source, const YamlNode& node);

 private:
  friend class OnePattern;

  const std::uint8_t profiles_;
  const std::function<bool(std::string_view)> take_name_;
  ConfigProblems& problems_;
  PatternSet* const set_;
  std::size_t count_ = 0;
  std::size_t expression_bytes_ = 0;
  std::size_t program_ = 0;
};

}  // namespace awl

#endif  // AWL_CONFIG_READ_PATTERNS_H_
