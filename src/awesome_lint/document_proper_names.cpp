#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awesome_lint/item.h"
#include "awesome_lint/rules.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "rule/proper_names.h"
#include "text/unicode.h"

namespace awl {
namespace {

// What the peer compares: words that are no URLs, with one space between them.
std::string WithoutUrls(std::string_view text) {
  std::string out;
  std::size_t begin = 0;
  const auto flush = [&](std::size_t end) {
    const std::string_view word = text.substr(begin, end - begin);
    if (word.empty() || IsAbsoluteUrl(word)) return;
    if (!out.empty()) out += ' ';
    out += word;
  };
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    if ((IsSpace(c.value) && c.value != 0x85) || c.value == 0xFEFF) {
      flush(i);
      begin = i + c.length;
    }
    i += c.length;
  }
  flush(text.size());
  return out;
}

class DocumentProperNames final : public Rule {
 public:
  explicit DocumentProperNames(const Options& options) : names_(options) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::vector<NameHit> hits;
    for (const Node& text : doc.All(NodeKind::kText)) CheckText(doc, ctx, text, hits);
  }

 private:
  // The first wrong place of each name in each text; a dot after it makes it a file's name.
  void CheckText(const Document& doc, RuleContext& ctx, const Node& node,
                 std::vector<NameHit>& hits) const {
    std::string_view plain;
    std::string decoded;
    if (!doc.PlainText(node, &plain)) {
      decoded = doc.Text(node);
      plain = decoded;
    }
    const std::string text = WithoutUrls(plain);
    names_.Find(text, hits);
    std::vector<std::pair<std::string_view, std::string>> wrong;  // value, as written
    for (const NameHit& hit : hits) {
      const std::string_view written =
          std::string_view(text).substr(hit.begin, hit.end - hit.begin);
      if (written == hit.pattern->value || (hit.begin > 0 && IsPartOfName(text[hit.begin - 1])) ||
          (hit.end < text.size() && IsPartOfName(text[hit.end])))
        continue;
      const bool again = std::any_of(wrong.begin(), wrong.end(), [&](const auto& one) {
        return one.first == hit.pattern->value;
      });
      if (!again) wrong.emplace_back(hit.pattern->value, std::string(written));
    }
    if (wrong.empty()) return;
    names_.Find(doc.Slice(node.full), hits);
    for (const auto& [value, written] : wrong) {
      Diagnostic& found =
          ctx.Report(node.full, Cat("\"", written, "\" is written \"", value, "\""));
      Fix fix = {.title = Cat("write \"", value, "\""),
                 .applicability = Applicability::kSafe,
                 .effect = Effect::kText};
      for (const NameHit& hit : hits) {
        if (hit.pattern->value != value || !IsWrongName(doc, node, hit)) continue;
        if (!fix.edits.empty() && RangeOfName(node, hit).begin < fix.edits.back().range.end)
          continue;
        if (!IsSafeName(doc, node, hit)) fix.applicability = Applicability::kUnsafe;
        fix.edits.push_back({RangeOfName(node, hit), std::string(value)});
      }
      if (!fix.edits.empty() && MayFixName(ctx, node, fix)) found.fix = std::move(fix);
    }
  }

  const ProperNames names_;
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::DocumentProperNames(const Options& options) {
  return MakeRule<awl::DocumentProperNames>(options);
}

}  // namespace awl
