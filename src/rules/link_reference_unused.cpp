#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"remark-lint:no-unused-definitions", "MD053"};

// "[//]: # (text)" and "[comment]: <> (text)" are how some write comments.
bool IsComment(const Document& doc, const DefinitionInfo& definition) {
  const std::string_view url = doc.Slice(definition.destination);
  return definition.key == "//" || definition.key == "comment" ||
         (!definition.title_raw.empty() && (url.empty() || url == "#"));
}

class LinkReferenceUnusedRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    CheckKind(doc, ctx, NodeKind::kDefinition);
    CheckKind(doc, ctx, NodeKind::kFootnoteDefinition);
  }

 private:
  static void CheckKind(const Document& doc, RuleContext& ctx, NodeKind kind) {
    const bool footnotes = kind == NodeKind::kFootnoteDefinition;
    std::unordered_set<std::string_view> used;
    std::unordered_map<std::string_view, NodeId> last;  // for profile awesome-lint
    for (const Node& node : doc.All(kind)) {
      const DefinitionInfo& info = doc.definition(node);
      if (info.uses > 0) used.insert(info.key);
      if (ctx.awesome_lint()) last[info.key] = doc.IdOf(node);
    }
    for (const Node& node : doc.All(kind)) {
      const DefinitionInfo& info = doc.definition(node);
      const bool shadowed = info.duplicate_of != kNoNode;
      if (ctx.awesome_lint()) {
        // Of several with one label it names the last, and counts them as one.
        if (used.contains(info.key) || last[info.key] != doc.IdOf(node)) continue;
      } else if (info.uses > 0 || IsComment(doc, info)) {
        continue;
      }
      const std::string_view what = footnotes ? "footnote" : "definition";
      Diagnostic& found = ctx.Report(
          node.full,
          shadowed && used.contains(info.key)
              ? Cat(what, " \"", doc.Slice(info.label), "\" is not used: an earlier one counts")
              : Cat(what, " \"", doc.Slice(info.label), "\" is not used"));
      std::optional<Edit> removal = Removal(doc, node);
      if (!removal) continue;
      found.fix = Fix{.title = "remove it",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kStructure,
                      .edits = {std::move(*removal)}};
    }
  }

  // Its lines, where nothing else stands on them.
  static std::optional<Edit> Removal(const Document& doc, const Node& node) {
    const Source& source = doc.source();
    if (node.full.empty()) return std::nullopt;
    const std::uint32_t first = source.LineAt(node.full.begin);
    // A footnote may end with an empty line of code.
    const std::uint32_t last = source.LineAt(node.full.end);
    if (node.kind == NodeKind::kFootnoteDefinition && first != last) return std::nullopt;
    if (!Trim(source.Slice({source.LineBegin(first), node.full.begin})).empty())
      return std::nullopt;
    if (!Trim(source.Slice({node.full.end, source.Line(last).end})).empty()) return std::nullopt;
    // Without the definition above it, an indented line of text would begin a block of code.
    if (last + 1 < source.line_count()) {
      const Range next = source.Line(last + 1);
      if (!next.empty() && IsBlank(source[next.begin]) && !Trim(source.Slice(next)).empty()) {
        return std::nullopt;
      }
    }
    return Edit{{source.LineBegin(first), source.LineWithEol(last).end}, ""};
  }
};

}  // namespace

RuleInfo LinkReferenceUnusedInfo() {
  return {.name = "link-reference-unused",
          .group = "link",
          .summary = "Definition or footnote that nothing refers to",
          .rationale = "It is left over, or the reference to it is misspelt; readers never see it.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<LinkReferenceUnusedRule>};
}

}  // namespace awl
