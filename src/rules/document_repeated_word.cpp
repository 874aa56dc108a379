#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/ascii.h"
#include "base/find_any_of.h"
#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/repeated_word.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"exceptions", OptionType::kStrings,
     "that, had, is, bla, so, very, ha, no, 妈, 爸, 哥, 姐, 弟, 妹, 谢, 常, 天, 人, 看, 试, 种, "
     "个, 点, 慢, 渐, 仅, 刚, 往, 多, 好, 大, 小, 行, 处, 层, 步, 次, 条, 件, 家, 年, 月, 日, 日, "
     "我, 们",
     "Words that may follow themselves."},
    {"words", OptionType::kEnum, "certain",
     "All words, or only those that are a slip for certain when doubled: the, to, of, and, ...",
     "certain|all"},
};

class DocumentRepeatedWordRule final : public Rule {
 public:
  explicit DocumentRepeatedWordRule(const Options& options)
      : certain_only_(options.String("words") == "certain") {
    for (const std::string& word : options.Strings("exceptions"))
      exceptions_.insert(FoldCase(word));
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (certain_only_) return CheckCertain(doc, ctx);
    for (const Node& text : doc.All(NodeKind::kText)) {
      CheckWords(doc, ctx, text);
      if (!IsInTable(doc, text)) CheckCjk(doc, ctx, text);
    }
  }

 private:
  // All certain words are short.
  void CheckCertain(const Document& doc, RuleContext& ctx) const {
    const Node* last = nullptr;
    for (std::size_t at = FindRepeatedShortWord(doc.source(), 0); at != std::string_view::npos;
         at = FindRepeatedShortWord(doc.source(), at + 1)) {
      const Node& node = doc.NodeAt(static_cast<Offset>(at));
      if (node.kind == NodeKind::kText && &node != last) CheckWords(doc, ctx, node);
      last = &node;
    }
  }

  static bool IsInTable(const Document& doc, const Node& text) {
    return doc.Ancestor(text, NodeKind::kTableCell) != nullptr;
  }

  // Vietnamese and Turkish double words for emphasis: "dần dần", "yavaş yavaş".
  static bool DoublesWords(std::string_view text) {
    for (std::size_t i = SkipAscii(text, 0); i < text.size(); i = SkipAscii(text, i)) {
      const CodePoint c = DecodeUtf8(text, i);
      if ((c.value >= 0x1EA0 && c.value <= 0x1EF9) || c.value == 0x1A1 || c.value == 0x1B0 ||
          c.value == 0x131 || c.value == 0x11F || c.value == 0x15F) {
        return true;
      }
      i += c.length;
    }
    return false;
  }

  // "the the": two words of letters with one blank between, in the same letter case but for the
  // first letter.
  void CheckWords(const Document& doc, RuleContext& ctx, const Node& node) const {
    const std::string_view text = doc.Slice(node.full);
    bool may_report = false;
    std::size_t begin = 0;  // of a word
    for (std::size_t end = FindAnyOf<' ', '\n'>(text); end < text.size();) {
      const std::size_t next = end + 1;
      const std::string_view word = text.substr(begin, end - begin);
      const std::size_t next_end = std::min(FindAnyOf<' ', '\n'>(text, next), text.size());
      const std::string_view second = text.substr(next, next_end - next);
      if (word.size() >= 2 && second.size() == word.size() && second.back() == word.back() &&
          IsSlip(text, begin, second)) {
        // "And and Or", "The the": in a name, words of different letter case are two words.
        if (word[0] != second[0] && doc.Ancestor(node, NodeKind::kLink) != nullptr) return;
        // Asked once, of the few texts that come so far.
        if (!may_report && (IsInTable(doc, node) || DoublesWords(text))) return;
        may_report = true;
        Report(ctx,
               {node.full.begin + static_cast<Offset>(end),
                node.full.begin + static_cast<Offset>(next_end)},
               second);
      }
      begin = next;
      end = next_end;
    }
  }

  // `first` is where the word before `second` begins, which is as long.
  bool IsSlip(std::string_view text, std::size_t first, std::string_view second) const {
    return text.substr(first + 1, second.size() - 1) == second.substr(1) &&
           AsciiLower(text[first]) == AsciiLower(second[0]) && IsWord(second) &&
           (!certain_only_ || IsCertain(text, first, second)) &&
           exceptions_.count(FoldCase(second)) == 0;
  }

  // Of English, and no words of other languages that double them. "The The" is a name, and so is
  // the first word of "For for React", but not where a sentence begins.
  static bool IsCertain(std::string_view text, std::size_t first, std::string_view word) {
    const std::string_view before = Trim(text.substr(0, first));
    const bool begins = before.empty() || (IsAscii(before.back()) && !IsAsciiAlnum(before.back()));
    if (IsAsciiUpper(text[first]) && !begins) return false;
    constexpr std::string_view kWords[] = {"the",  "to",   "of",  "and", "for",  "with",
                                           "from", "your", "are", "its", "this", "which",
                                           "by",   "an",   "at",  "as",  "or",   "be"};
    return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
  }

  static bool IsWord(std::string_view word) {
    for (std::size_t i = 0; i < word.size();) {
      const CodePoint c = DecodeUtf8(word, i);
      if (!IsLetter(c.value) || IsCjk(c.value)) return false;
      i += c.length;
    }
    return true;
  }

  // "的的", "医疗医疗": one particle, or two characters, twice. Verbs and counters are doubled in
  // Chinese, so single characters count only if they never are.
  void CheckCjk(const Document& doc, RuleContext& ctx, const Node& node) const {
    const std::string_view text = doc.Slice(node.full);
    std::u32string run;
    std::vector<std::size_t> at;
    for (std::size_t i = 0; i < text.size();) {
      const CodePoint c = DecodeUtf8(text, i);
      if (c.value >= 0x4E00 && c.value <= 0x9FFF) {
        run += c.value;
        at.push_back(i);
        const std::size_t n = run.size();
        // "的的确确", "是是非非"
        const char32_t next = DecodeUtf8(text, i + c.length).value;
        const bool particle =
            n >= 2 && run[n - 1] == run[n - 2] &&
            ((c.value == U'的' && next != U'确') || (c.value == U'是' && next != U'非') ||
             c.value == U'在' || c.value == U'与' || c.value == U'被');
        const bool pair = n >= 4 && run[n - 1] == run[n - 3] && run[n - 2] == run[n - 4] &&
                          run[n - 1] != run[n - 2];
        if (particle || pair) {
          const std::size_t begin = at[n - (particle ? 1 : 2)];
          const std::string_view word = text.substr(begin, i + c.length - begin);
          if (exceptions_.count(std::string(word)) == 0) {
            const Range second{node.full.begin + static_cast<Offset>(begin),
                               node.full.begin + static_cast<Offset>(i + c.length)};
            // Verbs of two characters are doubled, too: "讨论讨论".
            if (particle) {
              Report(ctx, second, word);
            } else {
              ctx.Report(second, Cat("\"", word, "\" twice")).is_hint = true;
            }
          }
        }
      } else {
        run.clear();
        at.clear();
      }
      i += c.length;
    }
  }

  static void Report(RuleContext& ctx, Range second, std::string_view word) {
    Diagnostic& found = ctx.Report(second, Cat("\"", word, "\" twice"));
    found.fix = Fix{.title = "remove the second",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = {{second, ""}}};
  }

  const bool certain_only_;
  std::unordered_set<std::string> exceptions_;
};

}  // namespace

RuleInfo DocumentRepeatedWordInfo() {
  return {.name = "document-repeated-word",
          .group = "document",
          .summary = "A word twice in a row",
          .rationale = "It is a slip of typing nearly always.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict,
          .options = kOptions,
          .create = MakeRule<DocumentRepeatedWordRule>};
}

}  // namespace awl
