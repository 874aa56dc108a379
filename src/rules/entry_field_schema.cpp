#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"labels", OptionType::kStrings, "",
     "The labels that every field block has, in order; empty: as most of the section's blocks "
     "have."},
};

std::string_view LabelOf(const Document& doc, const Field& field) {
  std::string_view label = Trim(doc.Slice(field.label));
  while (label.starts_with('*') || label.starts_with('_')) label.remove_prefix(1);
  while (label.ends_with('*') || label.ends_with('_')) label.remove_suffix(1);
  return label;
}

class EntryFieldSchemaRule final : public Rule {
 public:
  explicit EntryFieldSchemaRule(const Options& options) : labels_(options.Strings("labels")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Section& section : ctx.list().sections()) {
      std::vector<const Entry*> blocks;
      for (const EntryId id : section.entries) {
        const Entry& entry = ctx.list().entry(id);
        if (entry.form == EntryForm::kFieldBlock && !entry.fields.empty()) blocks.push_back(&entry);
      }
      if (!labels_.empty()) {
        const std::vector<std::string_view> wanted(labels_.begin(), labels_.end());
        for (const Entry* block : blocks) CheckBlock(doc, ctx, *block, wanted);
      } else if (blocks.size() >= 3) {
        const std::vector<std::string_view> usual = UsualLabels(doc, blocks);
        for (const Entry* block : blocks) CheckBlock(doc, ctx, *block, usual);
      }
    }
  }

 private:
  // The labels that at least two thirds of the blocks have, in the order of the first block that
  // has all of them.
  static std::vector<std::string_view> UsualLabels(const Document& doc,
                                                   const std::vector<const Entry*>& blocks) {
    std::map<std::string_view, std::size_t> counts;
    for (const Entry* block : blocks) {
      for (const Field& field : block->fields) ++counts[LabelOf(doc, field)];
    }
    counts.erase(std::string_view());
    std::erase_if(counts, [&](const auto& label) { return label.second * 3 < blocks.size() * 2; });
    for (const Entry* block : blocks) {
      std::vector<std::string_view> labels;
      for (const Field& field : block->fields) {
        if (counts.count(LabelOf(doc, field)) != 0) labels.push_back(LabelOf(doc, field));
      }
      if (labels.size() == counts.size()) return labels;
    }
    return {};
  }

  static void CheckBlock(const Document& doc, RuleContext& ctx, const Entry& block,
                         const std::vector<std::string_view>& wanted) {
    std::vector<std::string_view> have;
    for (const Field& field : block.fields) {
      const std::string_view label = LabelOf(doc, field);
      if (label.empty()) {
        ctx.Report(field.value, "field without a label");
        return;  // what is missing is this label, most likely
      }
      have.push_back(label);
    }
    for (const std::string_view label : wanted) {
      if (std::find(have.begin(), have.end(), label) == have.end()) {
        ctx.Report(block.name, Cat("no field \"", label, "\" where the others have one"));
        return;
      }
    }
    std::size_t next = 0;
    for (std::size_t i = 0; i < have.size(); ++i) {
      const auto place = std::find(wanted.begin(), wanted.end(), have[i]);
      if (place == wanted.end()) continue;
      const auto index = static_cast<std::size_t>(place - wanted.begin());
      if (index < next) {
        ctx.Report(block.fields[i].label,
                   Cat("field \"", have[i], "\" comes before it in the other blocks"));
        return;
      }
      next = index;
    }
  }

  const std::vector<std::string> labels_;
};

}  // namespace

RuleInfo EntryFieldSchemaInfo() {
  return {.name = "entry-field-schema",
          .group = "entry",
          .summary = "Field block with other fields than its neighbours",
          .rationale =
              "Blocks are read as rows of a table: a missing or swapped field is a hole in it.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .options = kOptions,
          .create = MakeRule<EntryFieldSchemaRule>};
}

}  // namespace awl
