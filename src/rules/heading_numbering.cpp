#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "document/heading_renames.h"
#include "rules/builtin.h"

namespace awl {
namespace {

// "2.1 Books", "2. Books", "2) Books": a number typed by hand.
struct Number {
  std::vector<std::uint32_t> parts;
  Range range = {};  // of the digits and the dots between them
  Range last = {};   // of the last part
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
    number.last = {text->full.begin + static_cast<Offset>(begin),
                   text->full.begin + static_cast<Offset>(i)};
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

std::string Join(const std::vector<std::uint32_t>& parts) {
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
    HeadingRenames renames(ctx.list());
    for (SectionId id = 0; id < sections.size(); ++id) {
      if (sections[id].heading != kNoNode) numbers[id] = ReadNumber(doc, doc[sections[id].heading]);
    }
    for (SectionId parent = 0; parent < sections.size(); ++parent) {
      if (AreVersions(sections, numbers, parent)) continue;
      const std::optional<Number>* previous = nullptr;
      for (SectionId id = sections[parent].first_subsection; id != kNoId;
           id = sections[id].next_sibling) {
        if (!numbers[id]) continue;
        CheckOne(doc, ctx, doc[sections[id].heading], *numbers[id], numbers[parent], previous,
                 &renames);
        previous = &numbers[id];
      }
    }
  }

 private:
  // The headings of a changelog: "3.0.2" with no "3.0" above it, or from the newest down.
  static bool AreVersions(std::span<const Section> sections,
                          const std::vector<std::optional<Number>>& numbers, SectionId parent) {
    const std::vector<std::uint32_t>* previous = nullptr;
    std::size_t rising = 0;
    std::size_t falling = 0;
    for (SectionId id = sections[parent].first_subsection; id != kNoId;
         id = sections[id].next_sibling) {
      if (!numbers[id]) continue;
      const std::vector<std::uint32_t>& parts = numbers[id]->parts;
      if (parts.size() > 2 && !numbers[parent]) return true;
      if (previous != nullptr) ++(parts < *previous ? falling : rising);
      previous = &parts;
    }
    return falling > rising;
  }

  static void CheckOne(const Document& doc, RuleContext& ctx, const Node& heading,
                       const Number& number, const std::optional<Number>& parent,
                       const std::optional<Number>* previous, HeadingRenames* renames) {
    std::vector<std::uint32_t> expected = number.parts;
    if (parent && number.parts.size() == parent->parts.size() + 1) {
      std::copy(parent->parts.begin(), parent->parts.end(), expected.begin());
    }
    if (previous != nullptr && (*previous)->parts.size() == number.parts.size()) {
      expected.back() = (*previous)->parts.back() + 1;
    } else if (previous != nullptr) {
      return;
    }
    if (expected == number.parts) return;
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
