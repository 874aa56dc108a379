#include "base/utf8.h"
#include "rules/builtin.h"

namespace awl {
namespace {

class EncodingInvalidUtf8Rule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    const std::string_view text = doc.source().text();
    std::size_t at = FindInvalidUtf8(text);
    // One finding a line: what follows in it is the same damage.
    while (at != std::string_view::npos) {
      const auto offset = static_cast<Offset>(at);
      Offset end = offset + 1;
      while (end < text.size() && !DecodeUtf8(text, end).valid) ++end;
      ctx.Report({offset, end}, "bytes that are no UTF-8");
      const Offset next = doc.source().LineWithEol(doc.source().LineAt(offset)).end;
      at = FindInvalidUtf8(text.substr(next));
      if (at != std::string_view::npos) at += next;
    }
  }
};

}  // namespace

RuleInfo rules::EncodingInvalidUtf8() {
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
