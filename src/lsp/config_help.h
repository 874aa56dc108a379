#ifndef AWL_LSP_CONFIG_HELP_H_
#define AWL_LSP_CONFIG_HELP_H_

#include <string>
#include <vector>

#include "lsp/config_place.h"

namespace awl::lsp {

// A key or a value that may be written at a place of a config.
struct ConfigWord {
  std::string text = {};
  std::string about = {};
  bool is_key = false;
};

// What the schema of configs knows of a place.
std::vector<ConfigWord> WordsAt(const ConfigPlace& place);
// What it says about the last key of the path, as Markdown; empty if it knows none such.
std::string AboutKey(const std::vector<std::string>& path);

}  // namespace awl::lsp

#endif  // AWL_LSP_CONFIG_HELP_H_
