#include <algorithm>
#include <optional>

#include "base/strings.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/rule_text.h"
#include "config/load_config.h"
#include "config/names.h"
#include "pattern/pattern_page.h"
#include "pattern/pattern_set.h"
#include "rule/rule_page.h"
#include "text/excerpt.h"
#include "text/log_text.h"
#include "text/wrap.h"

namespace awl {
namespace {

constexpr std::size_t kMaxText = 88;  // cells; longer lines are hard to read

std::string WithCommas(const std::vector<std::string_view>& words) {
  std::string out;
  for (const std::string_view word : words) out += Cat(out.empty() ? "" : ", ", word);
  return out;
}

// Shows a rule as its page does: what RuleInfo says, then the examples of the fixture.
class Explainer {
 public:
  Explainer(bool color, std::size_t width) : color_(color), width_(std::min(width, kMaxText)) {}

  // `pattern` is what a declarative rule is made of; null for the others.
  std::string Explain(const RuleInfo& rule, const Pattern* pattern) {
    out_ = Cat(Bold(rule.name), "  ", NameOfSeverity(rule.severity));
    if (rule.fix != FixKind::kNone) {
      out_ += Cat(", ", rule.fix == FixKind::kBoth ? "safe and unsafe" : NameOfFix(rule.fix),
                  rule.fix == FixKind::kBoth ? " fixes" : " fix");
    }
    if (rule.layout) out_ += ", run by awl format";
    out_ += Cat("\n", Wrap(Printable(Cat(rule.summary, ".")), width_, 2), "\n");
    out_ += Cat(Bold("Why"), "\n", Wrap(Printable(rule.rationale), width_, 2), "\n");
    const std::vector<std::string_view> profiles = ProfilesOf(rule);
    out_ +=
        Cat(Bold("Profiles"), "\n", "  ",
            profiles.empty() ? "none: name it in the config to turn it on" : WithCommas(profiles),
            "\n\n");
    if (!rule.options.empty()) {
      out_ += Cat(Bold("Options"), "\n");
      for (const OptionInfo& option : rule.options) AddOption(option);
      out_ += '\n';
    }
    if (!rule.aliases.empty()) {
      out_ += Cat(Bold("Other tools call it"), "\n",
                  Wrap(WithCommas({rule.aliases.begin(), rule.aliases.end()}), width_, 2), "\n");
    }
    AddPage(pattern == nullptr ? std::string(RulePage(rule.name)) : PatternPage(*pattern));
    return std::move(out_);
  }

 private:
  std::string Bold(std::string_view text) const {
    return color_ ? Cat("\x1B[1m", text, "\x1B[0m") : std::string(text);
  }
  std::string Tinted(std::string_view code, std::string_view text) const {
    return color_ ? Cat("\x1B[", code, "m", text, "\x1B[0m") : std::string(text);
  }

  void AddOption(const OptionInfo& option) {
    out_ += Cat("  ", option.name, ": ", NameOfType(option.type));
    if (option.type == OptionType::kEnum) {
      std::string choices(option.choices);
      for (std::size_t at = choices.find('|'); at != std::string::npos;
           at = choices.find('|', at)) {
        choices.replace(at, 1, ", ");
      }
      out_ += Cat(" ", choices);
    }
    out_ += Cat("; default ", option.default_value.empty() ? "empty" : option.default_value, "\n");
    out_ += Wrap(option.summary, width_, 6);
  }

  // The sections of the fixture: headings, prose, and fenced blocks by what they are for.
  void AddPage(std::string_view page) {
    std::string paragraph;
    const auto flush = [&] {
      if (!Trim(paragraph).empty()) out_ += Wrap(paragraph, width_, 2) + "\n";
      paragraph.clear();
    };
    std::string fence;
    std::string_view kind;
    while (!page.empty()) {
      const std::size_t end = std::min(page.find('\n'), page.size());
      const std::string_view line = page.substr(0, end);
      page.remove_prefix(std::min(end + 1, page.size()));
      if (!fence.empty()) {
        if (Trim(line) == fence) {
          fence.clear();
          out_ += '\n';
        } else {
          AddCode(kind, line);
        }
        continue;
      }
      const std::size_t ticks = std::min(line.find_first_not_of('`'), line.size());
      if (ticks >= 3) {
        flush();
        fence = std::string(ticks, '`');
        kind = KindOf(line.substr(ticks));
        out_ += Cat("  ", kind, ":\n");
      } else if (line.starts_with("# ")) {
        flush();
      } else if (line.starts_with("## ")) {
        flush();
        out_ += Cat(Bold(line.substr(3)), "\n");
      } else if (Trim(line).empty()) {
        flush();
      } else {
        paragraph += Cat(line, "\n");
      }
    }
    flush();
  }

  // The word of an info string that says what a block is.
  static std::string_view KindOf(std::string_view info) {
    for (const std::string_view kind : {"bad", "fixed", "good", "diagnostics", "config"}) {
      if (info.find(kind) != std::string_view::npos) return kind == "diagnostics" ? "found" : kind;
    }
    return "example";
  }

  void AddCode(std::string_view kind, std::string_view line) {
    if (line.empty()) {
      out_ += '\n';
      return;
    }
    const std::string_view code = kind == "bad" ? "31" : kind == "found" ? "33" : "32";
    const bool plain = kind == "config" || kind == "example";
    const std::string shown = LogText(line);
    out_ += Cat("      ", plain ? shown : Tinted(code, shown), "\n");
  }

  const bool color_;
  const std::size_t width_;
  std::string out_;
};

}  // namespace

int RunExplain(const std::string& name, const std::string& color, Context& context) {
  const Result<bool> colored = WantsColor(color, false, context);
  if (!colored) return Fail(context, colored.error().message);
  const auto text_of = [&](const RuleInfo& rule, const Pattern* pattern) {
    return Explainer(*colored, TextWidth(context)).Explain(rule, pattern);
  };
  const auto print = [&](std::string text) {
    DisarmCommands(&text);
    return context.out.Write(text) ? kExitClean : kExitFailure;
  };
  // A config that is wrong does not matter to who asks for a rule of awl's own.
  const RuleInfo* rule = FindRule(name);
  if (rule != nullptr) return print(text_of(*rule, ShippedPatterns().PatternOf(*rule)));
  std::string of_alias;
  for (const RuleInfo* info : RulesOfAlias(name)) of_alias += text_of(*info, nullptr);
  if (!of_alias.empty()) return print(of_alias);
  const Result<LoadedConfig> loaded = LoadConfig(context.files, {}, {});
  if (!loaded) return Fail(context, loaded.error().message);
  const Config& config = loaded->config;
  rule = FindRule(config, name);
  if (rule != nullptr) return print(text_of(*rule, config.patterns->PatternOf(*rule)));
  RuleNames names;
  if (!names.IsGroup(name)) {
    if (config.patterns != nullptr) {
      for (const RuleInfo& own : config.patterns->rules()) names.AddOwn(own.name);
    }
    return Fail(context, names.Unknown(name));
  }
  std::string out;
  for (const RuleInfo* info : AllRules(config)) {
    if (info->group == name) out += Cat(info->name, ": ", info->summary, "\n");
  }
  return print(LogText(out));
}

}  // namespace awl
