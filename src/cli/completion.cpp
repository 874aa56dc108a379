#include <string>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "cli/app.h"
#include "cli/choices.h"
#include "cli/command_tree.h"

namespace awl {
namespace {

// "'check --format') COMPREPLY=...; return ;;" for each option of the command that has a value.
std::string BashValues(const Command& command) {
  std::string out;
  for (const CLI::Option* option : command.app->get_options()) {
    if (!TakesValue(*option)) continue;
    const std::string values = Joined(ValuesOf(*command.app, *option), " ");
    const std::string reply = TakesFile(*option)
                                  ? "_awl_files \"$cur\""
                                  : Cat("COMPREPLY=($(compgen -W '", values, "' -- \"$cur\"))");
    for (const std::string& spelling : SpellingsOf(*option)) {
      std::vector<std::string> words = command.words;
      words.push_back(spelling);
      out += Cat("    '", Joined(words, " "), "') ", reply, "; return ;;\n");
    }
  }
  return out;
}

// "'check') words='--fix ...'; files=yes ;;": what may follow the command.
std::string BashWords(const Command& command) {
  std::vector<std::string> words;
  bool files = true;
  for (const CLI::Option* option : command.app->get_options()) {
    for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
  }
  for (const CLI::App* sub : SubcommandsOf(*command.app)) {
    words.push_back(sub->get_name());
    files = false;
  }
  for (const CLI::Option* option : command.app->get_options()) {
    if (!option->get_positional()) continue;
    const std::vector<std::string> values = ValuesOf(*command.app, *option);
    if (!values.empty()) files = false;
    words.insert(words.end(), values.begin(), values.end());
  }
  return Cat("    '", Joined(command.words, " "), "') words='", Joined(words, " "),
             "'; files=", files ? "yes" : "no", " ;;\n");
}

std::string Bash(const CLI::App& root) {
  std::vector<std::string> names;
  std::string values;
  std::string words;
  for (const Command& command : CommandsOf(root)) {
    if (!command.words.empty()) names.push_back(Cat("'", Joined(command.words, " "), "'"));
    values += BashValues(command);
    words += BashWords(command);
  }
  return Cat(
      "# bash completion for awl, made by: awl completion bash\n"
      "_awl_files() {\n"
      "  local IFS=$'\\n'\n"
      "  COMPREPLY+=($(compgen -f -- \"$1\"))\n"
      "}\n"
      "_awl() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  local command='' word words='' files=yes i\n"
      "  COMPREPLY=()\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    word=${COMP_WORDS[i]}\n"
      "    case \"${command:+$command }$word\" in\n"
      "    ",
      Joined(names, "|"),
      ") command=${command:+$command }$word ;;\n"
      "    esac\n"
      "  done\n"
      "  case \"${command:+$command }$prev\" in\n",
      values,
      "  esac\n"
      "  case \"$command\" in\n",
      words,
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
      "  if [[ $files == yes && $cur != -* ]]; then\n"
      "    _awl_files \"$cur\"\n"
      "  fi\n"
      "}\n"
      "complete -o filenames -F _awl awl\n");
}

std::string ZshEscaped(std::string_view text) {
  std::string out;
  for (const char c : InSingleQuotes(text)) {
    if (c == ':' || c == '[' || c == ']') out += '\\';
    out += c;
  }
  return out;
}

std::string FunctionName(const std::vector<std::string>& words) {
  std::string out = "_awl";
  for (const std::string& word : words) {
    out += '_';
    for (const char c : word) out += c == '-' ? '_' : c;
  }
  return out;
}

// "'*--format[...]:NAME:(text json)'" for each spelling of an option, or "'*:PATH:_files'".
std::string ZshOption(const CLI::App& command, const CLI::Option& option) {
  const std::vector<std::string> values = ValuesOf(command, option);
  const bool files = values.empty() && (option.get_positional() || TakesFile(option));
  const std::string action = files            ? "_files"
                             : values.empty() ? ""
                                              : Cat("(", Joined(values, " "), ")");
  if (option.get_positional()) {
    const bool many = option.get_items_expected_max() > 1;
    return Cat(" \\\n    '", many ? "*" : "1", ":", option.get_name(), ":", action, "'");
  }
  std::string out;
  for (const std::string& spelling : SpellingsOf(option)) {
    out += Cat(" \\\n    '*", spelling, "[", ZshEscaped(option.get_description()), "]");
    if (TakesValue(option)) out += Cat(":", option.get_type_name(), ":", action);
    out += "'";
  }
  return out;
}

// Calls the function of the subcommand that was typed.
std::string ZshDispatch(const Command& command) {
  std::string out =
      " \\\n    '1: :->command' \\\n    '*:: :->rest'\n  case $state in\n"
      "  command) _describe command commands ;;\n  rest)\n    case $line[1] in\n";
  for (const CLI::App* sub : SubcommandsOf(*command.app)) {
    std::vector<std::string> words = command.words;
    words.push_back(sub->get_name());
    out += Cat("    ", sub->get_name(), ") ", FunctionName(words), " ;;\n");
  }
  return out + "    esac ;;\n  esac\n";
}

std::string ZshFunction(const Command& command) {
  std::string out = Cat("\n", FunctionName(command.words), "() {\n");
  const std::vector<const CLI::App*> subs = SubcommandsOf(*command.app);
  if (!subs.empty()) {
    out += "  local line state\n  local -a commands=(\n";
    for (const CLI::App* sub : subs) {
      out += Cat("    '", sub->get_name(), ":", ZshEscaped(sub->get_description()), "'\n");
    }
    out += "  )\n";
  }
  out += "  _arguments -C";
  for (const CLI::Option* option : command.app->get_options()) {
    out += ZshOption(*command.app, *option);
  }
  return Cat(out, subs.empty() ? "\n" : ZshDispatch(command), "}\n");
}

std::string Zsh(const CLI::App& root) {
  std::string out = "#compdef awl\n# zsh completion for awl, made by: awl completion zsh\n";
  for (const Command& command : CommandsOf(root)) out += ZshFunction(command);
  return out +
         "\nif [ \"$funcstack[1]\" = _awl ]; then\n  _awl \"$@\"\nelse\n  compdef _awl awl\nfi\n";
}

// When fish is to offer what belongs to a command.
std::string FishCondition(const Command& command) {
  if (command.words.empty()) return "__fish_use_subcommand";
  std::vector<std::string> seen;
  for (const std::string& word : command.words) {
    seen.push_back(Cat("__fish_seen_subcommand_from ", word));
  }
  return Joined(seen, "; and ");
}

std::string FishSubcommands(const Command& command) {
  std::string condition = FishCondition(command);
  const std::vector<const CLI::App*> subs = SubcommandsOf(*command.app);
  if (!command.words.empty()) {
    condition += "; and not __fish_seen_subcommand_from";
    for (const CLI::App* sub : subs) condition += Cat(" ", sub->get_name());
  }
  std::string out;
  for (const CLI::App* sub : subs) {
    out += Cat("complete -c awl -n '", condition, "' -a ", sub->get_name(), " -d '",
               InSingleQuotes(sub->get_description()), "'\n");
  }
  return out;
}

std::string FishOption(const CLI::App& command, const CLI::Option& option) {
  const std::vector<std::string> values = ValuesOf(command, option);
  const std::string choices = Cat(" -a '", Joined(values, " "), "'");
  if (option.get_positional()) return values.empty() ? " -F" : choices;
  std::string out;
  for (const std::string& name : option.get_snames()) out += Cat(" -s ", name);
  for (const std::string& name : option.get_lnames()) out += Cat(" -l ", name);
  if (TakesValue(option)) {
    out += !values.empty() ? Cat(" -x", choices) : TakesFile(option) ? " -r -F" : " -x";
  }
  return Cat(out, " -d '", InSingleQuotes(option.get_description()), "'");
}

std::string Fish(const CLI::App& root) {
  std::string out = "# fish completion for awl, made by: awl completion fish\ncomplete -c awl -f\n";
  for (const Command& command : CommandsOf(root)) {
    out += FishSubcommands(command);
    for (const CLI::Option* option : command.app->get_options()) {
      out += Cat("complete -c awl -n '", FishCondition(command), "'",
                 FishOption(*command.app, *option), "\n");
    }
  }
  return out;
}

}  // namespace

std::string CompletionScript(const CLI::App& app, const std::string& shell) {
  if (shell == "bash") return Bash(app);
  if (shell == "zsh") return Zsh(app);
  if (shell == "fish") return Fish(app);
  return {};
}

}  // namespace awl
