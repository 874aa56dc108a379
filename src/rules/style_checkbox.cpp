#include "rule/wanted_sign.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"checked", OptionType::kEnum, "consistent",
     "The letter of a ticked box, or the one that most boxes of the file have.", "consistent|x|X"},
};
constexpr std::string_view kAliases[] = {"remark-lint:checkbox-character-style",
                                         "remark-lint:checkbox-content-indent"};
constexpr std::string_view kCharacterPeer = kAliases[0];
constexpr std::string_view kCheckboxIndentPeer = kAliases[1];

class StyleCheckboxRule final : public Rule {
 public:
  explicit StyleCheckboxRule(const Options& options) : checked_(WantedSign(options, "checked")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::vector<Box> boxes;
    for (const Node& item : doc.All(NodeKind::kListItem)) {
      const Range task = doc.list_item(item).task;
      if (task.size() != 3) continue;
      const Offset gap_end = GapEnd(doc.source(), task.end);
      // remark does not see a box whose text begins with a link or other markup.
      if (ctx.awesome_lint() && gap_end - task.end == 1 && !BeginsWithText(doc, item, gap_end)) {
        continue;
      }
      boxes.push_back(
          {.box = task, .gap = {task.end, gap_end}, .sign = doc.source()[task.begin + 1]});
    }
    if (boxes.empty()) return;
    CheckSigns(boxes, ctx);
    for (const Box& box : boxes) {
      if (box.gap.size() <= 1) continue;
      Diagnostic& found = ctx.Report(box.gap, Cat(box.gap.size(), " blanks after the box"));
      found.peer = kCheckboxIndentPeer;
      found.fix = Fix{.title = "leave one",
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kLayout,
                      .edits = {{box.gap, " "}}};
    }
  }

 private:
  struct Box {
    Range box;
    Range gap;
    char sign;

    bool checked() const { return sign == 'x' || sign == 'X'; }
  };

  static Offset GapEnd(const Source& source, Offset at) {
    while (IsBlank(source[at])) ++at;
    return at;
  }

  static bool BeginsWithText(const Document& doc, const Node& item, Offset at) {
    const Node* child = doc.FirstChild(item);
    const Node* first = child == nullptr ? nullptr : doc.FirstChild(*child);
    return first != nullptr && first->kind == NodeKind::kText && first->full.begin <= at;
  }

  // Only a ticked box has two forms: GitHub takes nothing but a space for an open one.
  void CheckSigns(const std::vector<Box>& boxes, RuleContext& ctx) const {
    std::size_t small = 0;
    std::size_t capital = 0;
    char first = '\0';
    for (const Box& box : boxes) {
      if (!box.checked() || !ctx.Counts(box.box)) continue;
      if (first == '\0') first = box.sign;
      ++(box.sign == 'x' ? small : capital);
    }
    char wanted = capital > small ? 'X' : 'x';
    if (ctx.awesome_lint() && first != '\0') wanted = first;
    if (checked_ != '\0') wanted = checked_;
    const char other = wanted == 'x' ? 'X' : 'x';
    Consistency found{.fix_title = Cat("write [", wanted, "]"), .peer = kCharacterPeer};
    for (const Box& box : boxes) {
      if (box.sign != other) continue;
      found.places.push_back(
          {.range = box.box,
           .message = Cat("[", other, "], [", wanted, "] expected"),
           .edits = {{{box.box.begin + 1, box.box.begin + 2}, std::string(1, wanted)}}});
    }
    found.message = Cat("[", other, "] in ", found.places.size(), " of ", small + capital,
                        " items, where [", wanted, "] is expected");
    ctx.Report(std::move(found));
  }

  const char checked_;
};

}  // namespace

RuleInfo StyleCheckboxInfo() {
  return {.name = "style-checkbox",
          .group = "style",
          .summary = "Task boxes written in different ways",
          .rationale = "A search for \"[x]\" should find every ticked box.",
          .severity = Severity::kInfo,
          .layout = true,
          .fix = FixKind::kSafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<StyleCheckboxRule>};
}

}  // namespace awl
