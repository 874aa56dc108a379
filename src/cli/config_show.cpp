#include "cli/commands.h"

namespace awl {
int RunConfigShow(const ConfigOptions&, Context& context) { return Fail(context, "not yet"); }
int RunConfigInit(const ConfigOptions&, Context& context) { return Fail(context, "not yet"); }
int RunAddIgnores(const AddIgnoresOptions&, Context& context) { return Fail(context, "not yet"); }
}  // namespace awl
