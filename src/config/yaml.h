#ifndef AWL_CONFIG_YAML_H_
#define AWL_CONFIG_YAML_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "awl/source.h"
#include "base/result.h"

namespace awl {

// A value of a YAML file. Unlike a yaml-cpp node it knows where everything stands, its keys are
// texts and each is there once, aliases are resolved, and it is small: at most kYamlMaxDepth deep
// and kYamlMaxNodes in all, so that walking it by recursion is safe.
struct YamlNode {
  enum class Kind : std::uint8_t { kNull, kScalar, kSequence, kMap };

  Kind kind = Kind::kNull;
  bool quoted = false;    // a scalar in quotes or a block: a text, never a number or "off"
  std::string key = {};   // in a map
  Range key_range = {};   // of the key
  std::string text = {};  // of a scalar
  Range range = {};       // of a scalar; of a map or sequence its beginning
  std::vector<YamlNode> children = {};

  bool is_map() const { return kind == Kind::kMap; }
  bool is_sequence() const { return kind == Kind::kSequence; }
  bool is_scalar() const { return kind == Kind::kScalar; }
  bool is_null() const { return kind == Kind::kNull; }
  // The value of `key` in a map, or null.
  const YamlNode* Find(std::string_view key_text) const;
};

// "a text", "a list", for messages.
std::string_view KindName(const YamlNode& node);

inline constexpr int kYamlMaxDepth = 32;
inline constexpr std::size_t kYamlMaxNodes = 50'000;
inline constexpr std::size_t kYamlMaxBytes = 1 << 20;

// What of a file an error may show. Of a file that only its name makes a config, nothing: a
// stranger may have named any.
enum class Showing : std::uint8_t { kLines, kNothing };

// "path:line:column: error: message", then the line with a caret below `range`. With kNothing what
// the message quotes is left out, too.
std::string ErrorAt(const Source& source, Range range, std::string_view message,
                    Showing showing = Showing::kLines);

// Where the bytes [offset, offset + length) of a scalar's text stand in the file; the scalar's
// beginning where an escape hides it.
Range RangeInScalar(const Source& source, const YamlNode& scalar, std::size_t offset,
                    std::size_t length);

// Reads a file of one document; an empty one is a null. The first thing wrong with it is the error.
Result<YamlNode> ParseYaml(const Source& source, Showing showing = Showing::kLines);

}  // namespace awl

#endif  // AWL_CONFIG_YAML_H_
