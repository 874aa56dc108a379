#include <string_view>

#include "awesome_lint/item.h"
#include "awesome_lint/rules.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "text/sentence_end.h"
#include "text/unicode.h"

namespace awl {
namespace {

class EntryDescriptionPunctuation final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const AwesomeLintItemFault& fault : AwesomeLintItemFaults(ctx)) {
      if (fault.fault != AwesomeLintFault::kPunctuation) continue;
      const Node& at = doc[fault.at];
      Diagnostic& found = ctx.Report(at.full, "the description does not end in . ! ? or …");
      std::string_view text = doc.Slice(at.full);
      Offset end = at.full.end;
      while (!text.empty() && IsSpace(DecodeUtf8Before(text, text.size()).value)) {
        const Offset length = DecodeUtf8Before(text, text.size()).length;
        text.remove_suffix(length);
        end -= length;
      }
      if (at.kind == NodeKind::kText) {
        const Ending ending = EndingOf(text);
        // Only closing signs: what they close stands before this piece.
        const bool closes = !text.empty() && ending.end == End::kUnclear && ending.last == 0;
        const bool bracket = ending.last_any == ')' || ending.last_any == ']';
        const StopFit fit = FitOfStop(text);
        if (fit == StopFit::kMisfits) {
          continue;
        } else if (ending.end == End::kNoStop) {
          const bool quote = ending.last_any == '"' || ending.last_any == 0x201D;
          const bool plain = ending.last == ending.last_any || bracket || quote;
          found.fix = AddAsciiStop(plain && fit == StopFit::kFits, end);
        } else if (closes && bracket) {
          found.fix = AddAsciiStop(true, end);
        }
      } else if (at.kind == NodeKind::kInlineCode) {
        const Node& paragraph = *doc.Parent(at);
        found.fix = AddAsciiStop(
            !EndsBeforeGroups(doc.Slice({paragraph.content.begin, at.full.begin})), end);
      } else if (at.kind != NodeKind::kFootnoteReference) {
        found.fix = AddAsciiStop(false, end);
      }
    }
  }

 private:
  // True if a sentence ends before the `code`, "(…)" and "[…]" groups that close the text: then
  // what follows are labels, not words of a sentence.
  static bool EndsBeforeGroups(std::string_view text) {
    while (true) {
      text = Trim(text);
      if (text.empty()) return false;
      const char close = text.back();
      const char open = close == '`' ? '`' : close == ')' ? '(' : close == ']' ? '[' : '\0';
      if (open == '\0') return EndingOf(text).end == End::kStop;
      int depth = 1;
      std::size_t at = text.size() - 1;
      while (at > 0 && depth > 0) {
        --at;
        if (text[at] == open) {
          --depth;
        } else if (text[at] == close) {
          ++depth;
        }
      }
      if (depth > 0) return false;
      text = text.substr(0, at);
    }
  }

  static Fix AddAsciiStop(bool safe, Offset at) {
    return Fix{.title = "add a full stop",
               .applicability = safe ? Applicability::kSafe : Applicability::kUnsafe,
               .effect = Effect::kText,
               .edits = {{{at, at}, "."}}};
  }
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::EntryDescriptionPunctuation(const Options& options) {
  return MakeRule<awl::EntryDescriptionPunctuation>(options);
}

}  // namespace awl
