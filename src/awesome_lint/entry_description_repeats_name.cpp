#include <string>
#include <string_view>

#include "awesome_lint/mdast_text.h"
#include "awesome_lint/rules.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "rule/repeated_name.h"
#include "text/unicode.h"

namespace awl {
namespace {

class EntryDescriptionRepeatsName final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Node& item : doc.All(NodeKind::kListItem)) {
      const Node* paragraph = doc.FirstChild(item);
      while (paragraph != nullptr && paragraph->kind != NodeKind::kParagraph)
        paragraph = doc.Next(*paragraph);
      if (paragraph == nullptr) continue;
      const Node* link = MainLink(doc, *paragraph);
      if (link == nullptr) continue;
      const std::string name = MdastText(doc, *link);
      const std::string description = Description(doc, *link);
      if (name.empty() || description.empty()) continue;
      const std::size_t length = PrefixLength(description, name);
      if (length == 0) continue;
      const std::string_view rest = std::string_view(description).substr(length);
      const CodePoint next = DecodeUtf8(rest, 0);
      if (!rest.empty() && !IsSpace(next.value) &&
          (rest[0] == '\0' || std::string_view(".,!?:-").find(rest[0]) == std::string_view::npos))
        continue;
      Diagnostic& found =
          ctx.Report(link->full, Cat("the description begins with the name \"", name, "\""));
      const Node* text = doc.Next(*link);
      if (text == nullptr || text->kind != NodeKind::kText) continue;
      const std::size_t dash = doc.Slice(text->full).find(" - ");
      if (dash == std::string_view::npos) continue;
      const Range place = {text->full.begin + static_cast<Offset>(dash + 3), text->full.end};
      const std::size_t plain = PrefixLength(doc.Slice(place), name);
      if (plain > 0) found.fix = DropRepeatedName(doc, place, plain, true);
    }
  }

 private:
  // The first link that is not a badge: it holds no image, and no link follows it directly.
  static const Node* MainLink(const Document& doc, const Node& paragraph) {
    for (const Node& child : doc.Children(paragraph)) {
      if (child.kind != NodeKind::kLink) continue;
      bool has_image = false;
      for (const Node& inner : doc.Children(child))
        has_image = has_image || inner.kind == NodeKind::kImage;
      const Node* next = doc.Next(child);
      while (next != nullptr && next->kind == NodeKind::kText &&
             Trim(doc.Slice(next->full)).empty())
        next = doc.Next(*next);
      if (!has_image && (next == nullptr || next->kind != NodeKind::kLink)) return &child;
    }
    return nullptr;
  }

  // What follows the first " - ", if only formatted pieces stand before it.
  static std::string Description(const Document& doc, const Node& link) {
    for (const Node* node = doc.Next(link); node != nullptr; node = doc.Next(*node)) {
      if (node->kind == NodeKind::kText) {
        const std::string text = MdastText(doc, *node);
        const std::size_t dash = text.find(" - ");
        if (dash != std::string::npos) {
          std::string all = text.substr(dash + 3);
          for (const Node* rest = doc.Next(*node); rest != nullptr; rest = doc.Next(*rest))
            all += MdastText(doc, *rest);
          return std::string(Trim(all));
        }
        if (!Trim(text).empty()) return {};
      } else if (node->kind != NodeKind::kEmphasis && node->kind != NodeKind::kStrong &&
                 node->kind != NodeKind::kInlineCode) {
        return {};
      }
    }
    return {};
  }
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::EntryDescriptionRepeatsName(const Options& options) {
  return MakeRule<awl::EntryDescriptionRepeatsName>(options);
}

}  // namespace awl
