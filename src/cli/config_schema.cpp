#include "cli/commands.h"
#include "config/schema.h"

namespace awl {

int RunConfigSchema(Context& context) {
  return context.out.Write(ConfigSchema()) ? kExitClean : kExitFailure;
}

}  // namespace awl
