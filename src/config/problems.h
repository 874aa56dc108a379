#ifndef AWL_CONFIG_PROBLEMS_H_
#define AWL_CONFIG_PROBLEMS_H_

#include <string>
#include <string_view>

#include "awl/source.h"

namespace awl {

// Collects what is wrong with config files, so that one run tells all of it.
class ConfigProblems {
 public:
  void Add(const Source& source, Range range, std::string_view message);
  void Add(std::string message);
  bool empty() const { return text_.empty(); }
  // All messages, ready to print.
  const std::string& text() const { return text_; }

 private:
  std::string text_;
  int count_ = 0;
};

}  // namespace awl

#endif  // AWL_CONFIG_PROBLEMS_H_
