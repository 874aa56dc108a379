#include <string>

#include "facts/destinations.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr std::string_view kHex = "0123456789ABCDEF";

bool IsRaw(char c) { return static_cast<unsigned char>(c) >= 0x80 || c == ' '; }

class LinkPercentEncodingRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    for (const Destination& destination : ctx.facts().destinations()) {
      // Hosts have an encoding of their own; anchors are anchor-encoding's.
      if (!destination.is_plain || !destination.parts.is_http()) continue;
      const std::string_view url = destination.url;
      const std::size_t path =
          destination.parts.path.empty()
              ? url.size()
              : static_cast<std::size_t>(destination.parts.path.data() - url.data());
      std::string encoded;
      bool raw = false;
      for (std::size_t i = path; i < url.size(); ++i) raw |= IsRaw(url[i]);
      if (!raw) continue;
      for (std::size_t i = 0; i < url.size(); ++i) {
        const auto byte = static_cast<unsigned char>(url[i]);
        if (i < path || !IsRaw(url[i])) {
          encoded += url[i];
        } else {
          encoded += '%';
          encoded += kHex[byte >> 4];
          encoded += kHex[byte & 15];
        }
      }
      Diagnostic& found =
          ctx.Report(destination.range, "address with characters that are not percent-encoded");
      // A bare URL or <URL> is its own text.
      found.fix = Fix{.title = "encode them",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kDestination,
                      .edits = {{destination.range, std::move(encoded)}}};
    }
  }
};

}  // namespace

RuleInfo LinkPercentEncodingInfo() {
  return {.name = "link-percent-encoding",
          .group = "link",
          .summary = "Characters in an address that are not percent-encoded",
          .rationale = "Some tools cut an address at the first character that is not ASCII.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .create = MakeRule<LinkPercentEncodingRule>};
}

}  // namespace awl
