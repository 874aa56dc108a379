#ifndef AWL_BASE_RESULT_H_
#define AWL_BASE_RESULT_H_

#include <cassert>
#include <optional>
#include <string>
#include <utility>

namespace awl {

// Why something that the user asked for could not be done: one or more lines, ready to print,
// "file:line:column: " first where it has a place.
struct Error {
  std::string message;
};

// A T, or the Error that kept us from it.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return value_.has_value(); }
  explicit operator bool() const { return ok(); }
  T& value() {
    assert(ok());
    return *value_;
  }
  const T& value() const {
    assert(ok());
    return *value_;
  }
  T& operator*() { return value(); }
  const T& operator*() const { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Error& error() const { return error_; }

 private:
  std::optional<T> value_;
  Error error_;
};

}  // namespace awl

#endif  // AWL_BASE_RESULT_H_
