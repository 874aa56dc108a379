#ifndef AWL_TEXT_SLUG_H_
#define AWL_TEXT_SLUG_H_

#include <string>
#include <string_view>
#include <unordered_map>

namespace awl {

// GitHub's anchor for a heading's text, before it is made unique: in lower case, of the rest only
// letters, marks, decimal and letter numbers, "_", the other connectors and "-", and "-" for each
// space (U+0020 only). The oracle is npm's github-slugger 2, whose characters are those of Unicode
// 13: what came later is dropped.
std::string Slug(std::string_view heading_text);

// Makes the slugs of one file unique as GitHub does: foo, foo-1, foo-2, skipping those that exist.
class Slugger {
 public:
  std::string Unique(std::string_view heading_text);

 private:
  std::unordered_map<std::string, int> seen_;
};

}  // namespace awl

#endif  // AWL_TEXT_SLUG_H_
