#include "config/problems.h"

#include "config/yaml.h"

namespace awl {
namespace {

constexpr int kMaxProblems = 20;

}  // namespace

void ConfigProblems::Add(const Source& source, Range range, std::string_view message) {
  Add(ErrorAt(source, range, message));
}

void ConfigProblems::Add(std::string message) {
  ++count_;
  if (count_ <= kMaxProblems) text_ += message;
  if (count_ == kMaxProblems + 1) text_ += "and more\n";
}

}  // namespace awl
