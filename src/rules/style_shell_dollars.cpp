#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "base/strings.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"remark-lint:no-shell-dollars", "MD014"};

// Names by which GitHub's highlighter knows shell scripts, sorted.
constexpr std::string_view kShells[] = {"abuild",
                                        "alpine-abuild",
                                        "apkbuild",
                                        "bash",
                                        "bats",
                                        "command",
                                        "csh",
                                        "ebuild",
                                        "eclass",
                                        "gentoo-ebuild",
                                        "gentoo-eclass",
                                        "ksh",
                                        "openrc",
                                        "openrc-runscript",
                                        "sh",
                                        "sh.in",
                                        "shell",
                                        "shell-script",
                                        "tcsh",
                                        "tmux",
                                        "tool",
                                        "zsh",
                                        "zsh-theme"};

class StyleShellDollarsRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    std::vector<const Node*> shells;
    for (const Node& node : doc.All(NodeKind::kCode)) {
      const std::string_view language = doc.Slice(doc.code(node).lang);
      if (std::binary_search(std::begin(kShells), std::end(kShells), language)) {
        shells.push_back(&node);
      }
    }
    // A file that tells commands from output in one block has the prompt as its custom.
    const auto shows_output = [&doc](const Node* node) { return ShowsOutput(doc, *node); };
    if (!ctx.awesome_lint() && std::any_of(shells.begin(), shells.end(), shows_output)) return;
    std::size_t with_prompts = 0;
    for (const Node* node : shells) with_prompts += BeginsWithPrompt(doc, *node) ? 1 : 0;
    for (const Node* node : shells) CheckBlock(doc, *node, with_prompts > 1, ctx);
  }

 private:
  // True if some lines of the block begin with a prompt, and others do not.
  static bool ShowsOutput(const Document& doc, const Node& node) {
    bool prompt = false;
    bool output = false;
    for (const Range line : doc.Lines(node)) {
      const std::string_view text = Trim(doc.Slice(line));
      if (text.empty()) continue;
      (text.substr(0, 2) == "$ " ? prompt : output) = true;
    }
    return prompt && output;
  }

  static bool BeginsWithPrompt(const Document& doc, const Node& node) {
    const std::span<const Range> lines = doc.Lines(node);
    return !lines.empty() && Trim(doc.Slice(lines.front())).starts_with("$ ");
  }

  // Where several blocks have prompts they are the file's custom, or one session is spread over
  // them: then nothing is removed.
  static void CheckBlock(const Document& doc, const Node& node, bool is_custom, RuleContext& ctx) {
    const Source& source = doc.source();
    std::vector<Edit> edits;
    bool prompts_only = true;
    for (const Range line : doc.Lines(node)) {
      Offset at = line.begin;
      while (at < line.end && IsBlank(source[at])) ++at;
      if (at == line.end) continue;
      if (source[at] != '$') return;
      const Offset dollar = at++;
      // "$HOME/bin/x" is no prompt.
      if (at == line.end || !IsBlank(source[at])) prompts_only = false;
      while (at < line.end && IsBlank(source[at])) ++at;
      edits.push_back({{dollar, at}, ""});
    }
    if (edits.empty() || (!prompts_only && !ctx.awesome_lint())) return;
    Diagnostic& found =
        ctx.Report(doc.code(node).open,
                   "every line begins with '$', and no output is shown that it would set apart");
    found.peer = kAliases[0];
    if (!prompts_only || (is_custom && !ctx.awesome_lint())) return;
    found.fix = Fix{.title = "remove the dollar signs",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = std::move(edits)};
  }
};

}  // namespace

RuleInfo StyleShellDollarsInfo() {
  return {.name = "style-shell-dollars",
          .group = "style",
          .summary = "Shell commands that all begin with '$'",
          .rationale =
              "Whoever copies the commands has to remove the dollar signs one by one. They "
              "help only where output is between the commands.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<StyleShellDollarsRule>};
}

}  // namespace awl
