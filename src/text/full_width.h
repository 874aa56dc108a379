#ifndef AWL_TEXT_FULL_WIDTH_H_
#define AWL_TEXT_FULL_WIDTH_H_

namespace awl {

// Full-width marks carry their own white space on the right. Brackets and quotes are left out: a
// space beside them may separate, and a full-width quote is used in Latin text, too.
constexpr bool HasOwnSpace(char32_t c) {
  return c == U'，' || c == U'。' || c == U'、' || c == U'；' || c == U'：' || c == U'！' ||
         c == U'？';
}

}  // namespace awl

#endif  // AWL_TEXT_FULL_WIDTH_H_
