#ifndef AWL_TESTS_UPDATING_H_
#define AWL_TESTS_UPDATING_H_

#include <cstdlib>
#include <string_view>

namespace awl {

// True if tests are to rewrite what they expect: AWL_UPDATE=1.
inline bool Updating() {
  const char* update = std::getenv("AWL_UPDATE");
  return update != nullptr && std::string_view(update) == "1";
}

}  // namespace awl

#endif  // AWL_TESTS_UPDATING_H_
