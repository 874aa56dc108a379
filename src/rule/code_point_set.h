#ifndef AWL_RULE_CODE_POINT_SET_H_
#define AWL_RULE_CODE_POINT_SET_H_

#include <array>
#include <string>
#include <string_view>

namespace awl {

// The characters that an option names, written one after the other: ".,;:".
class CodePointSet {
 public:
  explicit CodePointSet(std::string_view chars);

  bool Has(char32_t c) const {
    return c < ascii_.size() ? ascii_[c] : others_.find(c) != std::u32string::npos;
  }

 private:
  std::array<bool, 128> ascii_ = {};
  std::u32string others_;
};

}  // namespace awl

#endif  // AWL_RULE_CODE_POINT_SET_H_
