#include <string>
#include <string_view>

#include "base/strings.h"
#include "cli/app.h"
#include "cli/command_tree.h"

namespace awl {
namespace {

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
