#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"style", OptionType::kEnum, "single", "What is around the title of a link.",
     "single|double|parentheses"},
};
constexpr std::string_view kAliases[] = {"remark-lint:link-title-style", "MD054"};

class LinkTitleStyleRule final : public Rule {
 public:
  explicit LinkTitleStyleRule(const Options& options)
      : open_(options.String("style") == "single"   ? '\''
              : options.String("style") == "double" ? '"'
                                                    : '('),
        close_(open_ == '(' ? ')' : open_) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const NodeKind kind : {NodeKind::kLink, NodeKind::kImage}) {
      for (const Node& node : doc.All(kind)) {
        CheckTitle(doc, node, doc.link(node).title_raw, doc.link(node).title, ctx);
      }
    }
    for (const Node& node : doc.All(NodeKind::kDefinition)) {
      CheckTitle(doc, node, doc.definition(node).title_raw, doc.definition(node).title, ctx);
    }
  }

 private:
  void CheckTitle(const Document& doc, const Node& node, Range quoted, Range title,
                  RuleContext& ctx) const {
    if (quoted.size() < 2 || title.empty() || doc.source()[quoted.begin] == open_) return;
    Diagnostic& found =
        ctx.Report(node.full, Cat("title in ", doc.Slice({quoted.begin, quoted.begin + 1}), "…",
                                  doc.Slice({quoted.end - 1, quoted.end}), ", ", open_, "…", close_,
                                  " expected"));
    found.peer = kAliases[0];
    const std::string_view text = doc.Slice(title);
    if (text.find(open_) != std::string_view::npos || text.find(close_) != std::string_view::npos ||
        text.back() == '\\') {
      return;
    }
    found.fix = Fix{.title = Cat("use ", open_, "…", close_),
                    .applicability = Applicability::kSafe,
                    .effect = Effect::kLayout,
                    .edits = {{{quoted.begin, quoted.begin + 1}, std::string(1, open_)},
                              {{quoted.end - 1, quoted.end}, std::string(1, close_)}}};
  }

  const char open_;
  const char close_;
};

}  // namespace

RuleInfo LinkTitleStyleInfo() {
  return {
      .name = "link-title-style",
      .group = "link",
      .summary = "Link title in another kind of quotes",
      .rationale = "Three kinds of quotes do the same; a list that uses one is easier to search.",
      .severity = Severity::kInfo,
      .layout = true,
      .fix = FixKind::kSafe,
      .profiles = kStrict | kAwesomeLint,
      .options = kOptions,
      .aliases = kAliases,
      .create = MakeRule<LinkTitleStyleRule>};
}

}  // namespace awl
