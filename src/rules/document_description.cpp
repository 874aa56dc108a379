#include <string>
#include <vector>

#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"max-sentences", OptionType::kCount, "3", "Most sentences of the description."},
    {"forbid-phrases", OptionType::kStrings, "", "Phrases that say nothing about the theme."},
};

// The paragraph or quotation between title and first section, if there is one.
const Node* FindDescription(const Document& doc, const Node& title) {
  for (const Node* node = doc.Next(title); node != nullptr && node->kind != NodeKind::kHeading;
       node = doc.Next(*node)) {
    if (node->kind == NodeKind::kBlockquote) return node;
    if (node->kind != NodeKind::kParagraph) continue;
    // A row of badges is none.
    for (const Node& child : doc.Children(*node)) {
      if (child.kind == NodeKind::kText && Trim(doc.Slice(child.full)).size() > 1) return node;
      if (child.kind == NodeKind::kEmphasis || child.kind == NodeKind::kStrong) return node;
    }
  }
  return nullptr;
}

std::size_t CountSentences(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool ascii = text[i] == '.' || text[i] == '!' || text[i] == '?';
    if (ascii && (i + 1 == text.size() || IsAsciiSpace(text[i + 1]))) ++count;
    if (text.substr(i).starts_with("。") || text.substr(i).starts_with("！") ||
        text.substr(i).starts_with("？"))
      ++count;
  }
  return count;
}

class DocumentDescriptionRule final : public Rule {
 public:
  explicit DocumentDescriptionRule(const Options& options)
      : max_sentences_(options.Count("max-sentences")),
        phrases_(options.Strings("forbid-phrases")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const Node* title = nullptr;
    for (const Node& heading : doc.All(NodeKind::kHeading)) {
      if (title == nullptr && doc.heading(heading).level == 1 && heading.parent == doc.root())
        title = &heading;
    }
    if (title == nullptr) return;
    const Node* description = FindDescription(doc, *title);
    if (description == nullptr) {
      ctx.Report(title->full, "no description between the title and the first section");
      return;
    }
    const std::string text = doc.Text(*description);
    const std::size_t sentences = CountSentences(text);
    if (sentences > max_sentences_) {
      ctx.Report(description->full, Cat("the description has ", sentences, " sentences; ",
                                        max_sentences_, " are enough"));
    }
    const std::string lower = AsciiLower(text);
    for (const std::string& phrase : phrases_) {
      if (lower.find(AsciiLower(phrase)) != std::string::npos)
        ctx.Report(description->full, Cat("\"", phrase, "\" says nothing about the theme"));
    }
  }

 private:
  const std::size_t max_sentences_;
  const std::vector<std::string> phrases_;
};

}  // namespace

RuleInfo DocumentDescriptionInfo() {
  return {.name = "document-description",
          .group = "document",
          .summary = "List without a short description at the top",
          .rationale = "Two sentences about the theme let a reader decide whether to stay.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .options = kOptions,
          .create = MakeRule<DocumentDescriptionRule>};
}

}  // namespace awl
