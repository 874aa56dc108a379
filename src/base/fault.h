#ifndef AWL_BASE_FAULT_H_
#define AWL_BASE_FAULT_H_

#include <stdexcept>

namespace awl {

// That awl has found itself to be wrong, where going on would read or write what it must not. The
// one exception of awl's own: what it is at with a file is given up, and the other files go on. All
// that is wrong with the world is a Result.
class Fault final : public std::logic_error {
 public:
  explicit Fault(const char* what) : std::logic_error(what) {}
};

// An assert that stays in release builds.
inline void Require(bool holds, const char* what) {
  if (!holds) [[unlikely]] {
    throw Fault(what);
  }
}

}  // namespace awl

#endif  // AWL_BASE_FAULT_H_
