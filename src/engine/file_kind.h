#ifndef AWL_ENGINE_FILE_KIND_H_
#define AWL_ENGINE_FILE_KIND_H_

#include <string>
#include <string_view>

#include "awl/config.h"
#include "facts/facts.h"
#include "text/glob.h"

namespace awl {

// Where a file was found, as far as that says what it is.
struct FilePlace {
  std::string_view real = {};         // absolute; empty: standard input without a name
  std::string_view config_path = {};  // for the globs of the config
  std::string_view tree_path = {};    // below the root of its repository
  bool in_repository = false;
  bool named = false;  // on the command line, not found in a folder
};

// What a file is taken for: all rules look at a list, at other text only those that make sense in
// any Markdown.
struct FileKindVerdict {
  bool is_list = false;
  std::string why = {};  // "it is the readme of the repository"
};

// `lists` are the globs of the config.
FileKindVerdict JudgeFile(const Facts& facts, const FilePlace& place, Profile profile,
                          const GlobSet& lists);

}  // namespace awl

#endif  // AWL_ENGINE_FILE_KIND_H_
