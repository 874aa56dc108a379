#include <optional>
#include <string>
#include <vector>

#include "rules/builtin.h"

namespace awl {
namespace {

// The bare URLs of a field's value, if it holds nothing but them and separators between.
std::vector<Range> UrlsOf(const Document& doc, Range value) {
  std::vector<Range> urls;
  const std::string_view text = doc.Slice(value);
  std::size_t i = 0;
  while (i < text.size()) {
    if (StartsWithIgnoreAsciiCase(text.substr(i), "http://") ||
        StartsWithIgnoreAsciiCase(text.substr(i), "https://")) {
      std::size_t end = i;
      while (end < text.size() && !IsAsciiSpace(text[end]) && text[end] != ';' &&
             text[end] != ',' && !text.substr(end).starts_with("；") &&
             !text.substr(end).starts_with("，"))
        ++end;
      urls.push_back(
          {value.begin + static_cast<Offset>(i), value.begin + static_cast<Offset>(end)});
      i = end;
    } else if (IsAsciiSpace(text[i]) || text[i] == ';' || text[i] == ',' || text[i] == '/' ||
               text[i] == '|') {
      ++i;
    } else if (text.substr(i).starts_with("；") || text.substr(i).starts_with("，") ||
               text.substr(i).starts_with("、")) {
      i += 3;
    } else {
      return {};
    }
  }
  return urls;
}

class EntryMultipleUrlsRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Entry& entry : ctx.list().entries()) {
      for (const Field& field : entry.fields) {
        const std::vector<Range> urls = UrlsOf(doc, field.value);
        if (urls.size() < 2) continue;
        Diagnostic& found = ctx.Report(field.value, Cat(urls.size(), " URLs in one field"));
        found.fix = Split(doc, field, urls);
      }
    }
  }

 private:
  // Each URL gets a line of its own with the same label.
  static std::optional<Fix> Split(const Document& doc, const Field& field,
                                  const std::vector<Range>& urls) {
    if (field.node == kNoNode || doc[field.node].kind != NodeKind::kListItem) {
      return std::nullopt;
    }
    const Node& item = doc[field.node];
    const Source& source = doc.source();
    const Offset line = source.LineBegin(source.LineAt(item.full.begin));
    const std::string_view lead = source.Slice({line, field.value.begin});
    if (source.LineAt(field.value.begin) != source.LineAt(item.full.begin) ||
        field.value.end != source.Line(source.LineAt(item.full.begin)).end)
      return std::nullopt;
    Fix fix{.title = "give each a line of its own",
            .applicability = Applicability::kUnsafe,
            .effect = Effect::kStructure};
    for (std::size_t i = 1; i < urls.size(); ++i) {
      fix.edits.push_back({{urls[i - 1].end, urls[i].begin}, Cat(EolText(source.eol()), lead)});
    }
    return fix;
  }
};

}  // namespace

RuleInfo EntryMultipleUrlsInfo() {
  return {.name = "entry-multiple-urls",
          .group = "entry",
          .summary = "Several URLs in one field",
          .rationale = "Each is found, checked and updated more easily on a line of its own.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict,
          .create = MakeRule<EntryMultipleUrlsRule>};
}

}  // namespace awl
