#include <algorithm>
#include <optional>
#include <string_view>

#include "awesome_lint/item.h"
#include "awesome_lint/rules.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

class EntrySeparator final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const AwesomeLintItemFault& fault : AwesomeLintItemFaults(ctx)) {
      const bool space = fault.fault == AwesomeLintFault::kSeparatorSpace;
      const bool dash = fault.fault == AwesomeLintFault::kSeparatorDash;
      if (!space && !dash && fault.fault != AwesomeLintFault::kSeparator) continue;
      const Node& at = doc[fault.at];
      Diagnostic& found =
          ctx.Report(at.full, space  ? "white space beside the dash that is no space"
                              : dash ? "a long dash or a slash between link and description"
                                     : "no \" - \" between link and description");
      found.fix = FixFor(doc, at);
    }
  }

 private:
  // `at` is what follows the link. Its white space and one sign become " - ".
  static std::optional<Fix> FixFor(const Document& doc, const Node& at) {
    if (at.kind != NodeKind::kText) return std::nullopt;
    const std::string_view text = doc.Slice(at.full);
    std::size_t i = SkipSpace(text, 0);
    const bool spaced = i > 0;
    std::size_t sign = 0;
    for (const std::string_view one : {"--", "-", "–", "——", "—", "：", ":"}) {
      if (text.substr(i).starts_with(one)) {
        sign = std::max(sign, one.size());
      }
    }
    i = SkipSpace(text, i + sign);
    if (i >= text.size() && at.next_sibling == kNoNode) return std::nullopt;
    if (text.substr(0, i).find_first_of("\r\n") != std::string_view::npos) return std::nullopt;
    // Without a sign, only the start of a sentence after a space tells where the description
    // begins, or _emphasis_.
    const bool all = i >= text.size();
    if (sign == 0 && (!spaced || (all && !IsMarkup(doc[at.next_sibling].kind))))
      return std::nullopt;
    const bool safe = sign > 0 || (!all && StartsSentence(text.substr(i)));
    return Fix{.title = "write \" - \"",
               .applicability = safe ? Applicability::kSafe : Applicability::kUnsafe,
               .effect = Effect::kText,
               .edits = {{{at.full.begin, at.full.begin + static_cast<Offset>(i)}, " - "}}};
  }

  static bool IsMarkup(NodeKind kind) {
    return kind == NodeKind::kEmphasis || kind == NodeKind::kStrong ||
           kind == NodeKind::kInlineCode;
  }

  static std::size_t SkipSpace(std::string_view text, std::size_t i) {
    while (i < text.size()) {
      const CodePoint c = DecodeUtf8(text, i);
      if (!IsSpace(c.value)) break;
      i += c.length;
    }
    return i;
  }

  static bool StartsSentence(std::string_view description) {
    const CodePoint first = DecodeUtf8(description, 0);
    return IsUpper(first.value) || IsCjkLetter(first.value);
  }
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::EntrySeparator(const Options& options) {
  return MakeRule<awl::EntrySeparator>(options);
}

}  // namespace awl
