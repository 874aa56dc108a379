#ifndef AWL_RULE_WANTED_SIGN_H_
#define AWL_RULE_WANTED_SIGN_H_

#include <string>
#include <string_view>

#include "awl/rule.h"

namespace awl {

// The sign that an option with the choices "consistent", "-", "*" ... asks for; '\0' where it is
// "consistent": the file decides.
inline char WantedSign(const Options& options, std::string_view name) {
  const std::string& value = options.String(name);
  return value == "consistent" ? '\0' : value[0];
}

}  // namespace awl

#endif  // AWL_RULE_WANTED_SIGN_H_
