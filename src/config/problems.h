#ifndef AWL_CONFIG_PROBLEMS_H_
#define AWL_CONFIG_PROBLEMS_H_

#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "awl/source.h"
#include "config/yaml.h"

namespace awl {

// Collects what is wrong with config files, so that one run tells all of it.
class ConfigProblems {
 public:
  // Asked of each file that a problem is in; not set: its lines are shown.
  void set_showing(std::function<Showing(const Source&)> showing) { showing_ = std::move(showing); }

  void Add(const Source& source, Range range, std::string_view message);
  void Add(std::string message);
  bool empty() const { return text_.empty(); }
  // True where no further one would be shown: nobody needs to look for more.
  bool is_full() const { return count_ > kMost; }
  // All messages, ready to print.
  const std::string& text() const { return text_; }

 private:
  static constexpr int kMost = 20;

  std::string text_;
  int count_ = 0;
  std::function<Showing(const Source&)> showing_;
};

}  // namespace awl

#endif  // AWL_CONFIG_PROBLEMS_H_
