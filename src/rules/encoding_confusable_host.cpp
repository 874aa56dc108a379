#include "base/utf8.h"
#include "facts/destinations.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

enum class Script { kOther, kLatin, kGreekOrCyrillic };

Script ScriptOf(char32_t c) {
  if (c < 0x80) return IsAsciiAlpha(static_cast<char>(c)) ? Script::kLatin : Script::kOther;
  if (c >= 0x370 && c <= 0x52F) return Script::kGreekOrCyrillic;
  if (c >= 0xC0 && c <= 0x24F) return Script::kLatin;
  return Script::kOther;
}

class EncodingConfusableHostRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    for (const Destination& destination : ctx.facts().destinations()) {
      const std::string_view host = destination.parts.host;
      if (IsAscii(host)) continue;
      // One label that mixes scripts; "пример.com" is an honest name.
      bool latin = false;
      bool other = false;
      for (std::size_t i = 0; i < host.size();) {
        const CodePoint c = DecodeUtf8(host, i);
        if (c.value == '.') latin = other = false;
        latin = latin || ScriptOf(c.value) == Script::kLatin;
        other = other || ScriptOf(c.value) == Script::kGreekOrCyrillic;
        if (latin && other) {
          ctx.Report(destination.range,
                     Cat("the host \"", host, "\" mixes scripts whose letters look alike"));
          break;
        }
        i += c.length;
      }
    }
  }
};

}  // namespace

RuleInfo EncodingConfusableHostInfo() {
  return {.name = "encoding-confusable-host",
          .group = "encoding",
          .summary = "Host name with look-alike letters of two scripts",
          .rationale = "Such a link leads to another site than the reader believes.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<EncodingConfusableHostRule>};
}

}  // namespace awl
