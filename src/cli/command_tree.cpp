#include "cli/command_tree.h"

#include <utility>

#include "base/strings.h"

namespace awl {

std::vector<Command> CommandsOf(const CLI::App& root) {
  std::vector<Command> out = {{{}, &root}};
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const CLI::App* sub : SubcommandsOf(*out[i].app)) {
      std::vector<std::string> words = out[i].words;
      words.push_back(sub->get_name());
      out.push_back({std::move(words), sub});
    }
  }
  return out;
}

std::vector<const CLI::App*> SubcommandsOf(const CLI::App& app) {
  std::vector<const CLI::App*> out;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!sub->get_group().empty()) out.push_back(sub);
  }
  return out;
}

bool TakesValue(const CLI::Option& option) { return option.get_items_expected_max() > 0; }

bool TakesFile(const CLI::Option& option) { return option.get_type_name() == "FILE"; }

std::vector<std::string> SpellingsOf(const CLI::Option& option) {
  std::vector<std::string> out;
  for (const std::string& name : option.get_snames()) out.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) out.push_back("--" + name);
  return out;
}

std::string Joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) out += Cat(out.empty() ? "" : between, word);
  return out;
}

}  // namespace awl
