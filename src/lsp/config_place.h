#ifndef AWL_LSP_CONFIG_PLACE_H_
#define AWL_LSP_CONFIG_PLACE_H_

#include <string>
#include <string_view>
#include <vector>

#include "awl/source.h"

namespace awl::lsp {

// Where the cursor is in a config, as far as indentation says it: a config that is being written is
// seldom YAML that could be read.
struct ConfigPlace {
  // The keys that lead there, "-" for an item of a list: {"overrides", "-", "rules"}. Of a value
  // its own key is the last.
  std::vector<std::string> path = {};
  bool is_value = false;
  Range typed = {};  // what is written there up to the cursor

  static constexpr std::string_view kItem = "-";
};

ConfigPlace PlaceInConfig(const Source& source, Offset offset);

}  // namespace awl::lsp

#endif  // AWL_LSP_CONFIG_PLACE_H_
