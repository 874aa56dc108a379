#include "cli/commands.h"

namespace awl {
int RunAddIgnores(const AddIgnoresOptions&, Context& context) { return Fail(context, "not yet"); }
}  // namespace awl
