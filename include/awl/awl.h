#ifndef AWL_AWL_H_
#define AWL_AWL_H_

// awl for programs in C++. Together with awl_c.h this is the whole of the installed interface; the
// other headers of include/awl are for the code of awl itself.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "awl/export.h"

namespace awl {

// Something that is wrong with a list, at the bytes from `offset` to `offset + length`.
struct Finding {
  std::string rule = {};
  std::string severity = {};  // "info", "warning" or "error"
  std::string message = {};
  std::size_t line = 0;  // from 1
  std::size_t column = 0;
  std::size_t offset = 0;  // from 0
  std::size_t length = 0;
  std::string fix = {};    // "safe", "unsafe", "display" (shown, never applied), or "" if none
  std::string cause = {};  // the rule of the finding that this one follows from, or ""
};

struct Checked {
  std::string text = {};  // after the fixes
  // What is left, in the order of the text; places are in `text`.
  std::vector<Finding> findings = {};
  // What kept awl from its job, or "". The text is as it was then.
  std::string error = {};
};

struct RuleSummary {
  std::string name = {};
  std::string group = {};
  std::string summary = {};
};

// A config, ready to check texts. It reads and writes no files and starts no programs. Its const
// functions may be called from any number of threads.
class AWL_API Checker {
 public:
  // `yaml` is what .awl.yaml would say; empty: nothing. Null if it is wrong, and why in `error`,
  // with line and column.
  static std::unique_ptr<Checker> FromYaml(std::string_view yaml, std::string* error);
  ~Checker();
  Checker(const Checker&) = delete;
  Checker& operator=(const Checker&) = delete;

  // `path` is what the text is called: the config may have settings for it.
  Checked Check(std::string_view text, const std::string& path = "readme.md") const;
  // Applies the safe fixes, and with `unsafe` those that may change wording, order or meaning.
  Checked Fix(std::string_view text, bool unsafe = false,
              const std::string& path = "readme.md") const;
  // Puts the layout right and nothing else; there are no findings.
  Checked Format(std::string_view text, const std::string& path = "readme.md") const;

  static std::vector<RuleSummary> Rules();
  static std::string Version();

 private:
  struct State;
  explicit Checker(std::unique_ptr<const State> state);
  std::unique_ptr<const State> state_;
};

}  // namespace awl

#endif  // AWL_AWL_H_
