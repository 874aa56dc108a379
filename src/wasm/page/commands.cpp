// Takes the place of the commands that a page has no use for, having no repository and no editor to
// serve: with all that they stand on they are a tenth of the module.

#include <string_view>

#include "cli/commands.h"

namespace awl {
namespace {

int NotHere(Context& context, std::string_view command) {
  context.err.Write("awl: this build has no command '");
  context.err.Write(command);
  context.err.Write("'\n");
  return kExitFailure;
}

}  // namespace

int RunLsp(Context& context) { return NotHere(context, "lsp"); }
int RunMerge(const MergeOptions&, Context& context) { return NotHere(context, "merge"); }

}  // namespace awl
