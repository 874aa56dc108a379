#include "config/problems.h"

namespace awl {

void ConfigProblems::Add(const Source& source, Range range, std::string_view message) {
  if (is_full()) return;
  Add(ErrorAt(source, range, message, showing_ ? showing_(source) : Showing::kLines));
}

void ConfigProblems::Add(std::string message) {
  ++count_;
  if (count_ <= kMost) text_ += message;
  if (count_ == kMost + 1) text_ += "and more\n";
}

}  // namespace awl
