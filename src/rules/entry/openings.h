#ifndef AWL_RULES_ENTRY_OPENINGS_H_
#define AWL_RULES_ENTRY_OPENINGS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "awl/document.h"
#include "awl/list.h"
#include "base/string_index.h"

namespace awl {

enum class SeparatorKind : std::uint8_t { kHyphen, kEnDash, kEmDash, kColon, kWideColon, kOther };
inline constexpr int kSeparatorKinds = 6;

// What an entry's separator should look like.
inline constexpr std::array<std::string_view, kSeparatorKinds> kSeparatorText = {
    " - ", " – ", " — ", ": ", "：", ""};
inline constexpr std::array<std::string_view, kSeparatorKinds> kSeparatorName = {
    "a hyphen", "an en dash", "an em dash", "a colon", "a full-width colon", "something else"};

SeparatorKind SeparatorKindOf(std::string_view separator);

struct KindedEntry {
  const Entry* entry = nullptr;
  SeparatorKind kind = SeparatorKind::kOther;
  std::uint32_t group = 0;
};

// Whether text that follows a name without a separator is a description, which lacks one, or goes
// on from the name as a sentence does. A capital begins a description. Other text does if its first
// word begins several of the list's descriptions that have a separator: so the list itself knows
// its language.
class Openings {
 public:
  bool BeginDescription(const Document& document, const std::vector<KindedEntry>& entries,
                        const Entry& entry);

 private:
  static constexpr std::size_t kUsual = 2;
  static constexpr std::size_t kFewestLetters = 6;  // of CJK; fewer are a remark

  void Count(const Document& document, const std::vector<KindedEntry>& entries);

  struct Uses {
    std::size_t separated = 0;  // descriptions that begin with the word
    std::size_t others = 0;     // other texts after a name
  };

  Uses& UsesOf(std::string_view description);

  StringIndex words_{64};
  std::vector<Uses> uses_;  // by their numbers in words_
  bool counted_ = false;
};

}  // namespace awl

#endif  // AWL_RULES_ENTRY_OPENINGS_H_
