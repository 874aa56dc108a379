#ifndef AWL_PATTERN_TEMPLATE_H_
#define AWL_PATTERN_TEMPLATE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace awl {

// What a template may name beside the groups of an expression.
enum class Slot : std::uint8_t {
  kText,     // what the test looked at
  kSection,  // the heading it stands under
  kLength,
  kCount,
  kMin,
  kMax,
  kOther,  // of sorted: before which it should stand
  kFile,   // of requires_file
};
inline constexpr int kSlotCount = static_cast<int>(Slot::kFile) + 1;
std::string_view NameOf(Slot slot);

struct TemplateError {
  std::string message;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// A text with places: {0} is the whole match, {1} to {9} and {name} are groups of the expression,
// {text} and the like are Slots; {{ and }} stand for braces. Views into the text given.
class Template {
 public:
  Template() = default;
  // `group_names` as Regex has them; null: there is no expression, so not even {0}.
  Template(std::string_view text, const std::vector<std::string>* group_names,
           std::initializer_list<Slot> slots = {});

  const TemplateError* error() const { return error_ ? &*error_ : nullptr; }

  struct Values {
    std::span<const std::string_view> groups = {};  // the whole match first; may be fewer
    std::array<std::string_view, kSlotCount> slots = {};
    void Set(Slot slot, std::string_view value) { slots[static_cast<std::size_t>(slot)] = value; }
  };
  std::string Expand(const Values& values) const;
  bool Uses(Slot slot) const;

 private:
  struct Piece {
    std::string_view literal = {};
    int group = -1;  // comes after the literal
    int slot = -1;
  };

  void Parse(std::string_view text, const std::vector<std::string>* group_names,
             std::initializer_list<Slot> slots);

  std::vector<Piece> pieces_;
  std::optional<TemplateError> error_;
};

}  // namespace awl

#endif  // AWL_PATTERN_TEMPLATE_H_
