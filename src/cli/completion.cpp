#include <string>
#include <vector>

#include "base/strings.h"
#include "cli/app.h"

namespace awl {
namespace {

// A command with the words that lead to it: {"config", "init"}.
struct Command {
  std::vector<std::string> words;
  const CLI::App* app;
};

std::vector<const CLI::App*> SubcommandsOf(const CLI::App& app) {
  std::vector<const CLI::App*> out;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (!sub->get_group().empty()) out.push_back(sub);
  }
  return out;
}

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

bool TakesValue(const CLI::Option& option) { return option.get_items_expected_max() > 0; }
bool TakesFile(const CLI::Option& option) { return option.get_type_name() == "FILE"; }

std::string Joined(const std::vector<std::string>& words, std::string_view between) {
  std::string out;
  for (const std::string& word : words) out += Cat(out.empty() ? "" : between, word);
  return out;
}

// All spellings of an option, or its name if it is an argument.
std::vector<std::string> SpellingsOf(const CLI::Option& option) {
  std::vector<std::string> out;
  for (const std::string& name : option.get_snames()) out.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) out.push_back("--" + name);
  return out;
}

std::vector<std::string> OptionWords(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) out.push_back("--" + name);
  }
  return out;
}

std::string Bash(const CLI::App& root) {
  std::string commands;
  std::string values;
  for (const Command& command : CommandsOf(root)) {
    std::vector<std::string> words = OptionWords(*command.app);
    for (const CLI::App* sub : SubcommandsOf(*command.app)) words.push_back(sub->get_name());
    std::string files = "yes";
    for (const CLI::Option* option : command.app->get_options()) {
      const std::vector<std::string> of = ValuesOf(*command.app, *option);
      if (option->get_positional()) {
        if (of.empty()) continue;
        files = "no";
        words.insert(words.end(), of.begin(), of.end());
      } else if (TakesValue(*option)) {
        const std::string reply = TakesFile(*option) ? "COMPREPLY=($(compgen -f -- \"$cur\"))"
                                                     : Cat("COMPREPLY=($(compgen -W '",
                                                           Joined(of, " "), "' -- \"$cur\"))");
        const std::string path = Joined(command.words, " ");
        for (const std::string& spelling : SpellingsOf(*option)) {
          values +=
              Cat("    '", path, path.empty() ? "" : " ", spelling, "') ", reply, "; return ;;\n");
        }
      }
    }
    if (!SubcommandsOf(*command.app).empty()) files = "no";
    commands += Cat("    '", Joined(command.words, " "), "') words='", Joined(words, " "),
                    "'; files=", files, " ;;\n");
  }
  std::string names;
  for (const Command& command : CommandsOf(root)) {
    if (!command.words.empty()) {
      names += Cat(names.empty() ? "" : "|", "'", Joined(command.words, " "), "'");
    }
  }
  return Cat(
      "# bash completion for awl, made by: awl completion bash\n"
      "_awl() {\n"
      "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
      "  local command='' word words='' files=yes i\n"
      "  COMPREPLY=()\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    word=${COMP_WORDS[i]}\n"
      "    case \"${command:+$command }$word\" in\n"
      "    ",
      names,
      ") command=${command:+$command }$word ;;\n"
      "    esac\n"
      "  done\n"
      "  case \"${command:+$command }$prev\" in\n",
      values,
      "  esac\n"
      "  case \"$command\" in\n",
      commands,
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
      "  if [[ $files == yes && $cur != -* ]]; then\n"
      "    COMPREPLY+=($(compgen -f -- \"$cur\"))\n"
      "  fi\n"
      "}\n"
      "complete -o filenames -F _awl awl\n");
}

// Within single quotes, for zsh and fish.
std::string Quoted(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out;
}

std::string ZshEscaped(std::string_view text) {
  std::string out;
  for (const char c : Quoted(text)) {
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

std::string Zsh(const CLI::App& root) {
  std::string out = "#compdef awl\n# zsh completion for awl, made by: awl completion zsh\n";
  for (const Command& command : CommandsOf(root)) {
    out += Cat("\n", FunctionName(command.words), "() {\n");
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
      const std::vector<std::string> values = ValuesOf(*command.app, *option);
      const std::string action =
          values.empty() ? (option->get_positional() || TakesFile(*option) ? "_files" : "")
                         : Cat("(", Joined(values, " "), ")");
      if (option->get_positional()) {
        const bool many = option->get_items_expected_max() > 1;
        out += Cat(" \\\n    '", many ? "*" : "1", ":", option->get_name(), ":", action, "'");
        continue;
      }
      for (const std::string& spelling : SpellingsOf(*option)) {
        out += Cat(" \\\n    '*", spelling, "[", ZshEscaped(option->get_description()), "]");
        if (TakesValue(*option)) out += Cat(":", option->get_type_name(), ":", action);
        out += "'";
      }
    }
    if (!subs.empty()) {
      out +=
          " \\\n    '1: :->command' \\\n    '*:: :->rest'\n  case $state in\n"
          "  command) _describe command commands ;;\n  rest)\n    case $line[1] in\n";
      for (const CLI::App* sub : subs) {
        std::vector<std::string> words = command.words;
        words.push_back(sub->get_name());
        out += Cat("    ", sub->get_name(), ") ", FunctionName(words), " ;;\n");
      }
      out += "    esac ;;\n  esac\n";
    } else {
      out += "\n";
    }
    out += "}\n";
  }
  return out +
         "\nif [ \"$funcstack[1]\" = _awl ]; then\n  _awl \"$@\"\nelse\n  compdef _awl awl\nfi\n";
}

std::string Fish(const CLI::App& root) {
  std::string out = "# fish completion for awl, made by: awl completion fish\ncomplete -c awl -f\n";
  for (const Command& command : CommandsOf(root)) {
    std::string condition = "__fish_use_subcommand";
    if (!command.words.empty()) {
      condition = Cat("__fish_seen_subcommand_from ", command.words.front());
      for (std::size_t i = 1; i < command.words.size(); ++i) {
        condition += Cat("; and __fish_seen_subcommand_from ", command.words[i]);
      }
    }
    const std::vector<const CLI::App*> subs = SubcommandsOf(*command.app);
    std::string without = condition;
    if (!command.words.empty() && !subs.empty()) {
      without += "; and not __fish_seen_subcommand_from";
      for (const CLI::App* sub : subs) without += Cat(" ", sub->get_name());
    }
    for (const CLI::App* sub : subs) {
      out += Cat("complete -c awl -n '", without, "' -a ", sub->get_name(), " -d '",
                 Quoted(sub->get_description()), "'\n");
    }
    for (const CLI::Option* option : command.app->get_options()) {
      const std::vector<std::string> values = ValuesOf(*command.app, *option);
      std::string line = Cat("complete -c awl -n '", condition, "'");
      if (option->get_positional()) {
        line += values.empty() ? " -F" : Cat(" -a '", Joined(values, " "), "'");
      } else {
        for (const std::string& name : option->get_snames()) line += Cat(" -s ", name);
        for (const std::string& name : option->get_lnames()) line += Cat(" -l ", name);
        if (TakesValue(*option)) {
          line += values.empty() ? (TakesFile(*option) ? " -r -F" : " -x")
                                 : Cat(" -x -a '", Joined(values, " "), "'");
        }
        line += Cat(" -d '", Quoted(option->get_description()), "'");
      }
      out += line + "\n";
    }
  }
  return out;
}

// In roff a hyphen is a minus only when escaped, and a leading dot or quote is a request.
std::string Roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) {
      out += "\\&";
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

std::string ManOptions(const CLI::App& app) {
  std::string out;
  for (const CLI::Option* option : app.get_options()) {
    if (option == app.get_help_ptr()) continue;
    out += ".TP\n";
    if (option->get_positional()) {
      out += Cat("\\fI", Roff(option->get_name()), "\\fR");
      if (option->get_items_expected_max() > 1) out += "\\|.\\|.\\|.";
    } else {
      std::string names;
      for (const std::string& spelling : SpellingsOf(*option)) {
        names += Cat(names.empty() ? "" : ", ", "\\fB", Roff(spelling), "\\fR");
      }
      out += names;
      if (TakesValue(*option)) out += Cat(" \\fI", Roff(option->get_type_name()), "\\fR");
    }
    out += Cat("\n", Roff(option->get_description()), ".\n");
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

std::string ManualPage(const CLI::App& app) {
  std::string out =
      Cat(".\\\" Made by: awl man\n"
          ".TH AWL 1 \"\" \"",
          Roff(app.version()),
          "\" \"User Commands\"\n"
          ".SH NAME\nawl \\- check and format awesome lists\n"
          ".SH SYNOPSIS\n\\fBawl\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIPATH\\fR]...\n"
          ".SH DESCRIPTION\n"
          "awl reads the Markdown of an awesome list, reports what is wrong at exact places, and\n"
          "rewrites in place what can be put right without changing what the list says.\n"
          ".SH COMMANDS\n");
  for (const Command& command : CommandsOf(app)) {
    if (command.words.empty() || !SubcommandsOf(*command.app).empty()) continue;
    out += Cat(".SS awl ", Roff(Joined(command.words, " ")), "\n",
               Roff(command.app->get_description()), ".\n", ManOptions(*command.app));
  }
  return Cat(
      out,
      ".SH EXIT STATUS\n.TP\n0\nNothing is left to report.\n"
      ".TP\n1\nFindings at or above \\fB\\-\\-fail\\-on\\fR are left, or \\fBawl format\\fR with "
      "\\fB\\-\\-check\\fR or \\fB\\-\\-diff\\fR would change something.\n"
      ".TP\n2\nawl could not do its job: a bad option or config, an unknown rule, a path that is\n"
      "missing or cannot be read, or nothing to check.\n"
      ".SH FILES\n.TP\n\\fI.awl.yaml\\fR, \\fIawl.yaml\\fR\n"
      "The config: the nearest one upward to the root of the repository.\n"
      ".SH ENVIRONMENT\n.TP\n\\fBNO_COLOR\\fR, \\fBFORCE_COLOR\\fR, \\fBFORCE_HYPERLINK\\fR\n"
      "Turn colour and links off and on.\n");
}

}  // namespace awl
