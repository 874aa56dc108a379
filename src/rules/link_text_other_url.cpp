#include <string>
#include <utility>

#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr std::string_view kWww = "www.";

std::string BareHost(std::string_view host) {
  std::string lower = AsciiLower(host);
  if (lower.starts_with(kWww)) lower.erase(0, kWww.size());
  return lower;
}

// True if one is the other or a part of its domain.
bool AreRelated(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  return a.ends_with(b) && (a.size() == b.size() || a[a.size() - b.size() - 1] == '.');
}

// "xn--…" is what an address with other letters may be written as.
bool IsInternational(std::string_view host) {
  return !IsAscii(host) || host.find("xn--") != std::string_view::npos;
}

class LinkTextOtherUrlRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Node& node : doc.All(NodeKind::kLink)) {
      const LinkInfo& link = doc.link(node);
      if (link.form != LinkForm::kInline) continue;
      const std::string_view text = Trim(doc.Slice(link.text));
      if (!StartsWithIgnoreAsciiCase(text, "http://") &&
          !StartsWithIgnoreAsciiCase(text, "https://") && !StartsWithIgnoreAsciiCase(text, kWww)) {
        continue;
      }
      CheckLink(doc, ctx, node, text);
    }
  }

 private:
  static void CheckLink(const Document& doc, RuleContext& ctx, const Node& node,
                        std::string_view text) {
    const std::size_t scheme = text.find("://");
    const std::string_view rest = scheme == std::string_view::npos ? text : text.substr(scheme + 3);
    const std::string_view shown = rest.substr(0, rest.find_first_of("/?#: "));
    const std::string_view url = doc.link(node).url;
    const Url target = ParseUrl(url);
    if (!target.is_http() || target.host.empty() || shown.find('.') == std::string_view::npos)
      return;
    if (IsInternational(shown) || IsInternational(target.host)) return;
    const std::string a = BareHost(shown);
    if (AreRelated(a, BareHost(target.host))) return;
    // An archive's copy of the page, or a way to it.
    if (AsciiLower(url).find(a) != std::string::npos) return;
    ctx.Report(node.full,
               Cat("the text is an address of ", shown, ", the link leads to ", target.host));
  }
};

}  // namespace

RuleInfo LinkTextOtherUrlInfo() {
  return {.name = "link-text-other-url",
          .group = "link",
          .summary = "Link text that is the address of another site",
          .rationale =
              "One of the two was left over from a copy, or mistyped; readers go where they did "
              "not want to go.",
          .severity = Severity::kError,
          .fix = FixKind::kNone,
          .profiles = kRecommended | kStrict,
          .create = MakeRule<LinkTextOtherUrlRule>};
}

}  // namespace awl
