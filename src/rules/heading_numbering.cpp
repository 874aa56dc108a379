#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "facts/heading_renames.h"
#include "rules/builtin.h"

namespace awl {
namespace {

using Parts = std::vector<std::uint32_t>;  // of "2.1": 2 and 1

// "2.1 Books", "2. Books", "2) Books": a number typed by hand.
struct Number {
  Parts parts;
  Range range = {};  // of the digits and the dots between them
};

std::optional<Number> ReadNumber(const Document& doc, const Node& heading) {
  const Node* text = doc.FirstChild(heading);
  if (text == nullptr || text->kind != NodeKind::kText) return std::nullopt;
  const std::string_view bytes = doc.Slice(text->full);
  Number number;
  std::size_t i = 0;
  while (i < bytes.size() && IsAsciiDigit(bytes[i])) {
    const std::size_t begin = i;
    std::uint32_t value = 0;
    while (i < bytes.size() && IsAsciiDigit(bytes[i]) && i - begin < 4)
      value = value * 10 + (bytes[i++] - '0');
    // A year or a product number is no numbering.
    if (i < bytes.size() && IsAsciiDigit(bytes[i])) return std::nullopt;
    if (value >= 1000) return std::nullopt;
    number.parts.push_back(value);
    if (i + 1 < bytes.size() && bytes[i] == '.' && IsAsciiDigit(bytes[i + 1])) {
      ++i;
    } else {
      break;
    }
  }
  if (number.parts.empty() || i >= bytes.size()) return std::nullopt;
  number.range = {text->full.begin, text->full.begin + static_cast<Offset>(i)};
  const bool closed = bytes[i] == '.' || bytes[i] == ')';
  // "3 Body Problem" is a name: a lone number counts only with its dot.
  if (number.parts.size() == 1 && !closed) return std::nullopt;
  if (!closed && bytes[i] != ' ') return std::nullopt;
  if (closed && i + 1 < bytes.size() && bytes[i + 1] != ' ') return std::nullopt;
  return number;
}

std::string Join(const Parts& parts) {
  std::string out;
  for (const std::uint32_t part : parts) {
    if (!out.empty()) out += '.';
    out += std::to_string(part);
  }
  return out;
}

class HeadingNumberingRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const auto sections = ctx.list().sections();
    std::vector<std::optional<Number>> numbers(sections.size());
    std::vector<Parts> due(sections.size());
    HeadingRenames renames(ctx.facts());
    for (SectionId id = 0; id < sections.size(); ++id) {
      if (sections[id].heading != kNoNode) numbers[id] = ReadNumber(doc, doc[sections[id].heading]);
    }
    for (SectionId parent = 0; parent < sections.size(); ++parent) {
      const bool counted = AreCounted(sections, numbers, parent);
      const Parts* previous = nullptr;
      for (SectionId id = sections[parent].first_subsection; id != kNoId;
           id = sections[id].next_sibling) {
        if (!numbers[id]) continue;
        const Parts& number = numbers[id]->parts;
        due[id] = counted ? DueAfter(number, due[parent], previous) : number;
        if (due[id] != number) {
          Report(doc, ctx, doc[sections[id].heading], *numbers[id], due[id], &renames);
        }
        previous = &due[id];
      }
    }
  }

 private:
  // False for numbers that count nothing: the versions of a changelog, "3.0.2" with no "3.0" above
  // it or from the newest down, and the numbers that problems have elsewhere, "627", "196", "1114".
  static bool AreCounted(std::span<const Section> sections,
                         const std::vector<std::optional<Number>>& numbers, SectionId parent) {
    const Parts* previous = nullptr;
    std::size_t steps = 0;  // from one to the next beside it
    std::size_t slips = 0;  // those of them that counting makes, by mistake or not
    std::size_t rising = 0;
    std::size_t falling = 0;
    for (SectionId id = sections[parent].first_subsection; id != kNoId;
         id = sections[id].next_sibling) {
      if (!numbers[id]) continue;
      const Parts& parts = numbers[id]->parts;
      if (parts.size() > 2 && !numbers[parent]) return false;
      if (previous != nullptr) {
        ++(parts < *previous ? falling : rising);
        if (AreSideBySide(parts, *previous)) {
          ++steps;
          if (parts.back() >= previous->back() && parts.back() - previous->back() <= 2) ++slips;
        }
      }
      previous = &parts;
    }
    return falling <= rising && 2 * slips >= steps;
  }

  static bool AreSideBySide(const Parts& a, const Parts& b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end() - 1, b.begin());
  }

  // As it will be once those above it and before it have the numbers that are due, so that one fix
  // puts all right.
  static Parts DueAfter(const Parts& number, const Parts& parent, const Parts* previous) {
    if (previous != nullptr && previous->size() != number.size()) return number;
    Parts due = number;
    if (!parent.empty() && number.size() == parent.size() + 1) {
      std::copy(parent.begin(), parent.end(), due.begin());
    }
    if (previous != nullptr && AreSideBySide(due, *previous)) due.back() = previous->back() + 1;
    return due;
  }

  static void Report(const Document& doc, RuleContext& ctx, const Node& heading,
                     const Number& number, const Parts& expected, HeadingRenames* renames) {
    Diagnostic& found = ctx.Report(
        number.range, Cat("number ", Join(number.parts), " where ", Join(expected), " is due"));
    const std::string_view text = doc.heading(heading).text;
    const std::string new_text = Join(expected) + std::string(text.substr(number.range.size()));
    auto edits = renames->EditsFor(heading, new_text);
    if (!edits) return;
    const bool moves_links = !edits->empty();
    edits->push_back({number.range, Join(expected)});
    found.fix = Fix{.title = Cat("number it ", Join(expected)),
                    .applicability = Applicability::kUnsafe,
                    .effect = moves_links ? Effect::kDestination : Effect::kText,
                    .edits = *std::move(edits)};
  }
};

}  // namespace

RuleInfo HeadingNumberingInfo() {
  return {
      .name = "heading-numbering",
      .group = "heading",
      .summary = "Hand-written heading number out of sequence",
      .rationale = "A gap or a repeated number makes readers look for a section that is not there.",
      .severity = Severity::kWarning,
      .fix = FixKind::kUnsafe,
      .profiles = kStrict,
      .create = MakeRule<HeadingNumberingRule>};
}

}  // namespace awl
