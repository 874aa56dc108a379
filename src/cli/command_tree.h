#ifndef AWL_CLI_COMMAND_TREE_H_
#define AWL_CLI_COMMAND_TREE_H_

#include <string>
#include <string_view>
#include <vector>

#include "cli/app.h"

namespace awl {

// A command with the words that lead to it: {"config", "init"}; none for awl itself.
struct Command {
  std::vector<std::string> words;
  const CLI::App* app;
};

// The root and all commands below it that are not hidden, parents first.
std::vector<Command> CommandsOf(const CLI::App& root);
std::vector<const CLI::App*> SubcommandsOf(const CLI::App& app);

bool TakesValue(const CLI::Option& option);
bool TakesFile(const CLI::Option& option);
// "-q" and "--quiet"; none for an argument.
std::vector<std::string> SpellingsOf(const CLI::Option& option);

std::string Joined(const std::vector<std::string>& words, std::string_view between);

}  // namespace awl

#endif  // AWL_CLI_COMMAND_TREE_H_
