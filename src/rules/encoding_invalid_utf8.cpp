#include "base/utf8.h"
#include "rules/builtin.h"

namespace awl {
namespace {

class EncodingInvalidUtf8Rule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const Source& source = doc.source();
    const std::string_view text = source.text();
    for (const std::uint32_t number : source.lines_beyond_ascii()) {
      const Range line = source.LineWithEol(number);
      const std::size_t at = FindInvalidUtf8(source.Slice(line));
      if (at == std::string_view::npos) continue;
      // One finding a line: what follows in it is the same damage.
      const Offset begin = line.begin + static_cast<Offset>(at);
      Offset end = begin + 1;
      while (end < text.size() && !DecodeUtf8(text, end).valid) ++end;
      ctx.Report({begin, end}, "bytes that are not UTF-8; save the file as UTF-8");
    }
  }
};

}  // namespace

RuleInfo EncodingInvalidUtf8Info() {
  return {.name = "encoding-invalid-utf8",
          .group = "encoding",
          .summary = "Bytes that are no UTF-8",
          .rationale =
              "Readers see a question mark in a box; awl rewrites no file that holds such bytes.",
          .severity = Severity::kError,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<EncodingInvalidUtf8Rule>};
}

}  // namespace awl
