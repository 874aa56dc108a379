#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/find_any_of.h"
#include "base/utf8.h"
#include "facts/contents_alignment.h"
#include "rules/builtin.h"
#include "text/label.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"shortcuts", OptionType::kBool, "false",
     "Also report [text] alone where the file's other references make it likely that it was meant "
     "as one."},
};

constexpr std::string_view kAliases[] = {"remark-lint:no-undefined-references", "MD052"};

// Bytes of 999 characters, the most that a label has (CommonMark 0.31, 4.7).
constexpr std::size_t kMaxLabel = 4 * 999;

// Brackets in a text: "[a]", or "[a][b]" and "[a][]".
struct Brackets {
  std::array<Offset, 4> at = {};  // begin and end of the first pair, begin and end of the second
  int count = 0;                  // of those that are known
  NodeId text = kNoNode;

  Range full() const { return {at[0], at[count - 1]}; }
};

// Finds the brackets that are no link. Those of one paragraph belong together also where a link or
// emphasis stands between them. The same algorithm as remark-lint's no-undefined-references, which
// profile awesome-lint is held to.
class BracketFinder {
 public:
  BracketFinder(const Document& doc, bool as_awesome_lint) : doc_(doc) {
    std::vector<NodeId> parents;  // of texts that have a bracket
    for (const NodeId id : doc.Ids(NodeKind::kText)) {
      if (doc[id].has(kBracket)) parents.push_back(doc[id].parent);
    }
    // Texts of one parent may have others between them.
    std::sort(parents.begin(), parents.end());
    parents.erase(std::unique(parents.begin(), parents.end()), parents.end());
    for (const NodeId parent : parents) {
      for (const Node& node : doc.Children(parent)) {
        if (node.kind != NodeKind::kText) continue;
        const std::string_view text = doc.Slice(node.full);
        // remark makes links of these after parsing, and then knows no places for the texts beside.
        if (as_awesome_lint && (text.find("http://") != std::string_view::npos ||
                                text.find("https://") != std::string_view::npos)) {
          continue;
        }
        Scan(doc.IdOf(node));
      }
      for (const Brackets& brackets : open_) Add(brackets);
      open_.clear();
    }
    std::sort(found_.begin(), found_.end(),
              [](const Brackets& a, const Brackets& b) { return a.at[0] < b.at[0]; });
  }

  const std::vector<Brackets>& found() const { return found_; }

 private:
  void Scan(NodeId id) {
    const Node* leaf = &doc_[id];
    while (!IsBlock(leaf->kind)) leaf = doc_.Parent(*leaf);
    const Range text = doc_[id].full;
    const auto lines = doc_.Lines(*leaf);
    auto line = std::lower_bound(lines.begin(), lines.end(), text.begin,
                                 [](Range of, Offset offset) { return of.end < offset; });
    for (; line != lines.end() && line->begin < text.end; ++line) {
      ScanLine(id, {std::max(line->begin, text.begin), std::min(line->end, text.end)});
    }
  }

  void ScanLine(NodeId id, Range line) {
    const std::string_view text = doc_.source().text().substr(0, line.end);
    for (std::size_t at = FindAnyOf<'\\', '[', ']'>(text, line.begin); at != text.npos;
         at = FindAnyOf<'\\', '[', ']'>(text, at + 1)) {
      const auto i = static_cast<Offset>(at);
      const char c = text[i];
      const char next = i + 1 < line.end ? text[i + 1] : '\0';
      if (c == '\\') {
        if (next == '[' || next == ']') ++at;
      } else if (c == '[') {
        open_.push_back({.at = {i}, .count = 1, .text = id});
      } else if (c == ']' && !open_.empty()) {
        Brackets& last = open_.back();
        last.at[last.count++] = i + 1;
        if (next == '[' && last.count < 4) {
          last.at[last.count++] = i + 1;
          ++at;
        } else {
          Add(last);
          open_.pop_back();
        }
      }
    }
  }

  void Add(Brackets brackets) {
    if (brackets.count == 1) return;
    if (brackets.count == 3) brackets.count = 2;
    if (brackets.count == 2 && brackets.at[0] + 2 == brackets.at[1]) return;
    found_.push_back(brackets);
  }

  const Document& doc_;
  std::vector<Brackets> open_;
  std::vector<Brackets> found_;
};

bool IsAlertName(std::string_view key) {
  return key == "!note" || key == "!tip" || key == "!important" || key == "!warning" ||
         key == "!caution";
}

class LinkReferenceUndefinedRule final : public Rule {
 public:
  explicit LinkReferenceUndefinedRule(const Options& options)
      : shortcuts_(options.Bool("shortcuts")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const BracketFinder finder(doc, ctx.awesome_lint());
    if (finder.found().empty()) return;
    const Labels labels(doc, shortcuts_);
    std::optional<std::unordered_set<std::string>> swallowed;
    for (const Brackets& brackets : finder.found()) {
      const std::string_view text = doc.source().text();
      const bool has_label = brackets.count == 4 && brackets.at[2] + 2 != brackets.at[3];
      const int first = has_label ? 2 : 0;
      const std::string_view label =
          doc.Slice({brackets.at[first] + 1, brackets.at[first + 1] - 1});
      // It cannot be one; brackets in brackets would take the square of their number.
      const bool is_too_long = label.size() > kMaxLabel;
      if (is_too_long && !ctx.awesome_lint()) continue;
      std::string key = is_too_long ? "..." : NormalizeLabel(label);
      const bool is_image = brackets.at[0] > 0 && text[brackets.at[0] - 1] == '!';
      const bool is_footnote = !is_image && text[brackets.at[0] + 1] == '^';
      if (is_footnote) {
        if (key.find(' ') != std::string::npos || key.empty()) continue;
        key.erase(0, 1);
      }
      const auto& defined = is_footnote ? labels.footnotes : labels.links;
      if (defined.contains(key) || IsAlertName(key) || (key.size() > 1 && key[0] == '^')) continue;
      if (!ctx.awesome_lint() && !IsMeant(doc, labels, brackets, key, is_footnote, is_image)) {
        continue;
      }
      Diagnostic& found = ctx.Report(
          {brackets.at[0] - (is_image && !ctx.awesome_lint() ? 1 : 0), brackets.full().end},
          Cat(is_footnote ? "no footnote \"" : "no definition of \"", key, "\""));
      if (!swallowed) swallowed = SwallowedDefinitions(doc);
      if (!is_footnote && swallowed->contains(key) && !ctx.awesome_lint()) continue;
      AddFix(doc, brackets, &found);
      // Only what surely was meant as a reference is found, but by awesome-lint: to hide that from
      // the owner is no safe cure.
      const bool is_meant = !ctx.awesome_lint() && (brackets.count != 2 || is_footnote);
      if (found.fix && is_meant) found.fix->applicability = Applicability::kUnsafe;
    }
  }

 private:
  struct Labels {
    Labels(const Document& doc, bool with_shortcuts) {
      for (const Node& node : doc.All(NodeKind::kDefinition)) {
        links.emplace(doc.definition(node).key);
        if (with_shortcuts) loose.insert(TitleKey(doc.definition(node).key));
      }
      for (const Node& node : doc.All(NodeKind::kFootnoteDefinition)) {
        footnotes.emplace(doc.definition(node).key);
      }
      for (const Node& node : doc.All(NodeKind::kLinkReference)) {
        if (doc.link(node).form == LinkForm::kShortcut) ++shortcut_count;
      }
    }
    std::unordered_set<std::string_view> links;
    std::unordered_set<std::string_view> footnotes;
    std::unordered_set<std::string> loose;  // letters and digits of `links`
    std::size_t shortcut_count = 0;
  };

  // Brackets are common in texts. Is this a reference whose definition is missing?
  bool IsMeant(const Document& doc, const Labels& labels, const Brackets& brackets,
               std::string_view key, bool is_footnote, bool is_image) const {
    const std::string_view text = doc.source().text();
    if (is_footnote) {
      // "[^a-z]" is a pattern.
      return brackets.count == 2 &&
             (!labels.footnotes.empty() ? std::all_of(key.begin(), key.end(), IsLabelByte)
                                        : std::all_of(key.begin(), key.end(), IsAsciiDigit));
    }
    if (labels.links.empty()) return false;
    const CodePoint before = DecodeUtf8Before(text, brackets.at[0]);
    if (!is_image && before.length > 0 &&
        (IsLetter(before.value) || IsNumber(before.value) || before.value == ']' ||
         before.value == ')')) {
      return false;  // "rows[i][j]"
    }
    const std::string_view name = doc.Slice({brackets.at[0] + 1, brackets.at[1] - 1});
    if (brackets.count == 4) {
      // "[Foo][https://a.org]" is link-malformed's.
      if (key.starts_with("http://") || key.starts_with("https://")) return false;
      return !Trim(name).empty() && key.size() > 1 && name.find('[') == std::string_view::npos &&
             text.substr(brackets.at[3], 1) != "[";
    }
    if (!shortcuts_) return false;
    const char after = brackets.at[1] < text.size() ? text[brackets.at[1]] : '\0';
    if (after == '(' || after == '[' || after == ':') return false;
    const std::string loose = TitleKey(name);
    if (loose.empty() || key.size() < 2) return false;
    if (labels.loose.contains(loose)) return true;
    // A file that writes its links in this way.
    return labels.shortcut_count >= 3 && !std::all_of(loose.begin(), loose.end(), IsAsciiDigit);
  }

  static bool IsLabelByte(char c) { return IsAsciiAlnum(c) || c == '-' || c == '_' || !IsAscii(c); }

  // The labels of definitions right below a text, which are part of it: "[a]: https://…".
  static std::unordered_set<std::string> SwallowedDefinitions(const Document& doc) {
    std::unordered_set<std::string> labels;
    for (const Node& paragraph : doc.All(NodeKind::kParagraph)) {
      for (const Range& line : doc.Lines(paragraph)) {
        const std::string_view text = doc.Slice(line);
        if (!text.starts_with('[')) continue;
        const std::size_t end = text.find("]:");
        if (end > kMaxLabel) continue;
        labels.insert(NormalizeLabel(text.substr(1, end - 1)));
      }
    }
    return labels;
  }

  static void AddFix(const Document& doc, const Brackets& brackets, Diagnostic* found) {
    // With links in the brackets another one may begin at their end.
    const std::string_view name = doc.Slice({brackets.at[0], brackets.at[1]});
    if (name.find("](") != std::string_view::npos || name.find("][") != std::string_view::npos) {
      return;
    }
    // In the text of a link the brackets must stay balanced.
    bool in_link = false;
    for (const Node* node = doc.Parent(doc[brackets.text]); node != nullptr && !IsBlock(node->kind);
         node = doc.Parent(*node)) {
      if (node->kind != NodeKind::kLink && node->kind != NodeKind::kLinkReference) continue;
      const LinkForm form = doc.link(*node).form;
      if (form != LinkForm::kInline && form != LinkForm::kFull) return;
      in_link = true;
    }
    Fix fix{.title = brackets.count == 2 ? "escape the bracket" : "escape the brackets",
            .applicability = Applicability::kSafe,
            .effect = Effect::kText};
    for (int i = 0; i < brackets.count; i += 2) {
      fix.edits.push_back({{brackets.at[i], brackets.at[i] + 1}, "\\["});
      if (in_link) fix.edits.push_back({{brackets.at[i + 1] - 1, brackets.at[i + 1]}, "\\]"});
    }
    found->fix = std::move(fix);
  }

  const bool shortcuts_;
};

}  // namespace

RuleInfo LinkReferenceUndefinedInfo() {
  return {.name = "link-reference-undefined",
          .group = "link",
          .summary = "Reference without a definition",
          .rationale = "Readers see the brackets instead of a link.",
          .severity = Severity::kWarning,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<LinkReferenceUndefinedRule>};
}

}  // namespace awl
