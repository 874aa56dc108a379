#include <cstddef>
#include <optional>
#include <vector>

#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"remark-lint:no-emphasis-as-heading", "MD036"};

// The paragraph's only child if that is bold or italic.
const Node* OnlyEmphasis(const Document& doc, const Node& paragraph) {
  const Node* child = doc.FirstChild(paragraph);
  if (child == nullptr || child->next_sibling != kNoNode) return nullptr;
  const bool is_emphasis = child->kind == NodeKind::kStrong || child->kind == NodeKind::kEmphasis;
  return is_emphasis ? child : nullptr;
}

// A sentence is a remark, not a heading.
bool IsSentence(std::string_view text) {
  const char32_t last = DecodeUtf8Before(text, text.size()).value;
  return last == '.' || last == '!' || last == '?' || last == 0x3002 || last == 0xFF01 ||
         last == 0xFF1F;
}

// "back to top": nothing but a link into the file.
bool IsWayBack(const Document& doc, const Node& emphasis) {
  const Node* link = doc.FirstChild(emphasis);
  return link != nullptr && link->next_sibling == kNoNode && link->kind == NodeKind::kLink &&
         doc.link(*link).url.starts_with('#');
}

class HeadingEmphasisAsHeadingRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    std::uint8_t level = 0;
    NodeKind last_block = NodeKind::kRoot;
    for (const Node& node : doc.nodes()) {
      if (node.kind == NodeKind::kHeading) level = doc.heading(node).level;
      // What is in italics below a heading says what the section is about.
      const bool after_heading = last_block == NodeKind::kHeading;
      if (IsBlock(node.kind)) last_block = node.kind;
      if (node.kind != NodeKind::kParagraph) continue;
      const Node* next = doc.Next(node);
      if (next == nullptr) continue;
      const bool introduces_text = next->kind == NodeKind::kParagraph;
      const bool introduces_list = next->kind == NodeKind::kList || next->kind == NodeKind::kTable;
      if (!introduces_text && (!introduces_list || ctx.awesome_lint())) continue;
      const Node* emphasis = OnlyEmphasis(doc, node);
      if (emphasis == nullptr) continue;
      if (!ctx.awesome_lint() &&
          (!ActsAsHeading(doc, node, *emphasis, *next) || IsWayBack(doc, *emphasis) ||
           (after_heading && emphasis->kind == NodeKind::kEmphasis))) {
        continue;
      }
      const std::string_view kind = emphasis->kind == NodeKind::kStrong ? "bold" : "italic";
      Diagnostic& found = ctx.Report(node.full, Cat(kind, " text used as a heading"));
      if (node.parent == doc.root() && level > 0 && level < 6 && doc.Lines(node).size() == 1 &&
          EndsWithItsList(doc, node)) {
        found.fix = Fix{.title = Cat("make it h", level + 1),
                        .applicability = Applicability::kUnsafe,
                        .effect = Effect::kStructure,
                        .edits = {{{node.full.begin, emphasis->content.begin},
                                   std::string(level + 1u, '#') + " "},
                                  {{emphasis->content.end, node.full.end}, ""}}};
      }
    }
  }

 private:
  // True if what follows up to the next heading, or line that acts as one, is one block, or text
  // and then a list or table. More than that may belong to the section around, and the new heading
  // would take it.
  static bool EndsWithItsList(const Document& doc, const Node& paragraph) {
    const Node* last = nullptr;
    std::size_t count = 0;
    for (const Node* node = doc.Next(paragraph); node != nullptr; node = doc.Next(*node)) {
      if (node->kind == NodeKind::kHeading || node->kind == NodeKind::kThematicBreak ||
          node->kind == NodeKind::kDefinition ||
          (node->kind == NodeKind::kParagraph && OnlyEmphasis(doc, *node) != nullptr)) {
        break;
      }
      if (last != nullptr && (last->kind == NodeKind::kList || last->kind == NodeKind::kTable)) {
        return false;
      }
      last = node;
      ++count;
    }
    return count == 1 ||
           (last != nullptr && (last->kind == NodeKind::kList || last->kind == NodeKind::kTable));
  }

  // Before plain text, only bold counts, and not another bold line: a row of bold lines is a
  // signature, an address, a menu.
  static bool ActsAsHeading(const Document& doc, const Node& paragraph, const Node& emphasis,
                            const Node& next) {
    if (paragraph.parent != doc.root()) return false;
    const std::string text = doc.Text(emphasis);
    if (text.empty() || IsSentence(text) || CountGraphemes(text) > 80) return false;
    if (next.kind != NodeKind::kParagraph) return true;
    return emphasis.kind == NodeKind::kStrong && OnlyEmphasis(doc, next) == nullptr;
  }
};

}  // namespace

RuleInfo HeadingEmphasisAsHeadingInfo() {
  return {.name = "heading-emphasis-as-heading",
          .group = "heading",
          .summary = "Bold or italic paragraph used as a heading",
          .rationale = "Without a heading there is no anchor, no contents item and no outline.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict | kAwesomeLint,
          .aliases = kAliases,
          .create = MakeRule<HeadingEmphasisAsHeadingRule>};
}

}  // namespace awl
