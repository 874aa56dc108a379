#ifndef AWL_TEXT_SLUG_H_
#define AWL_TEXT_SLUG_H_

#include <string>
#include <string_view>
#include <unordered_map>

namespace awl {

// GitHub's anchor for a heading's text, before it is made unique. The oracle is npm's
// github-slugger 2.
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
