#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/data_table.h"
#include "base/utf8.h"
#include "grammar/awesome_lint_item.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"add", OptionType::kMap, "", "More names: \"wrong=Right\", the wrong one in lower case."},
    {"remove", OptionType::kStrings, "",
     "Names, written right, that this list may write as it likes."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-spell-check", "MD044"};

// What shows that an ordinary word means the technology.
constexpr std::string_view kTechnologyBefore[] = {"uses",
                                                  "using",
                                                  "via",
                                                  "built with",
                                                  "built on",
                                                  "powered by",
                                                  "runs on",
                                                  "written in",
                                                  "based on",
                                                  "made with",
                                                  "deployed with",
                                                  "compatible with",
                                                  "integrates with",
                                                  "integration with"};
constexpr std::string_view kTechnologyAfter[] = {
    "plugin", "client",     "server",       "library", "framework", "api", "sdk",      "package",
    "config", "repository", "repositories", "commit",  "branch",    "cli", "extension"};

bool IsAsciiWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool StartsWithIgnoreCase(std::string_view text, std::string_view lower) {
  if (text.size() < lower.size()) return false;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    if (Lower(text[i]) != lower[i]) return false;
  }
  return true;
}

std::vector<std::string_view> Split(std::string_view text, std::string_view by) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(by), text.size());
    parts.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + by.size(), text.size()));
  }
  return parts;
}

// One way to write a name wrongly, in lower case. It counts where one of its conditions holds.
struct Pattern {
  std::string text;
  std::string_view value;  // the right way
  bool word = false;       // also an ordinary word
  bool noun = false;       // also a common noun: meant if it has a capital or is a link's text
  bool alone = false;      // if there is nothing else
  bool inside = false;     // within longer words, too
  std::vector<std::string_view> before = {};  // words that follow, or their beginnings
  std::vector<std::string_view> after = {};   // words that stand before
  std::string_view unless = {};               // what must not follow

  bool conditional() const { return alone || !before.empty() || !after.empty(); }
};

struct Hit {
  std::size_t begin = 0;
  std::size_t end = 0;
  const Pattern* pattern = nullptr;
};

// "mac[ ]os": with and without what stands in brackets.
std::vector<std::string> Variants(std::string_view key) {
  std::vector<std::string> all = {""};
  for (std::size_t i = 0; i < key.size(); ++i) {
    const bool optional = key[i] == '[' && i + 2 < key.size() && key[i + 2] == ']';
    const std::size_t count = all.size();
    for (std::size_t k = 0; k < count; ++k) {
      if (optional) all.push_back(all[k]);
      all[k] += optional ? key[i + 1] : key[i];
    }
    if (optional) i += 2;
  }
  return all;
}

// `tag` is of a row in rules/data/proper-names.yaml: conditions separated by "; ".
Pattern ReadConditions(std::string_view tag) {
  Pattern pattern;
  for (const std::string_view condition : Split(tag, "; ")) {
    if (condition == "word") pattern.word = true;
    if (condition == "noun") pattern.noun = true;
    if (condition == "alone") pattern.alone = true;
    if (condition == "inside") pattern.inside = true;
    if (condition.starts_with("before ")) pattern.before = Split(condition.substr(7), "|");
    if (condition.starts_with("after ")) pattern.after = Split(condition.substr(6), "|");
    if (condition.starts_with("unless ")) pattern.unless = condition.substr(7);
  }
  return pattern;
}

class DocumentProperNamesRule final : public Rule {
 public:
  explicit DocumentProperNamesRule(const Options& options) : added_(options.Map("add")) {
    const std::vector<std::string>& removed = options.Strings("remove");
    for (const DataRow& row : DataTable("proper-names")) {
      if (std::find(removed.begin(), removed.end(), row.value) == removed.end())
        Add(row.key, row.value, ReadConditions(row.tag));
    }
    for (const auto& [wrong, right] : added_) Add(wrong, right, {});
    // Longer ones first, where several begin with the same word.
    std::sort(patterns_.begin(), patterns_.end(), [](const Pattern& a, const Pattern& b) {
      return a.text.size() != b.text.size() ? a.text.size() > b.text.size() : a.text < b.text;
    });
    for (const Pattern& pattern : patterns_) {
      if (pattern.inside) {
        inside_.push_back(&pattern);
        continue;
      }
      const std::string_view text = pattern.text;
      std::size_t length = 0;
      while (length < text.size() && IsAsciiWord(text[length])) ++length;
      if (length == 0) continue;
      by_word_[text.substr(0, length)].push_back(&pattern);
      longest_word_ = std::max(longest_word_, length);
    }
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::vector<Hit> hits;
    for (const Node& text : doc.All(NodeKind::kText)) {
      if (ctx.awesome_lint()) {
        CheckAsAwesomeLint(doc, ctx, text, hits);
      } else if (!ctx.list().InContents(text)) {
        // The contents list has the names that the headings have.
        CheckText(doc, ctx, text, hits);
      }
    }
  }

 private:
  void Add(std::string_view key, std::string_view value, const Pattern& conditions) {
    for (std::string& variant : Variants(key)) {
      patterns_.push_back(conditions);
      patterns_.back().text = std::move(variant);
      patterns_.back().value = value;
    }
  }

  // Every place in `text` where a pattern stands as whole words and its conditions hold.
  void Find(std::string_view text, std::vector<Hit>& hits) const {
    hits.clear();
    char lower[64];
    for (std::size_t i = 0; i < text.size();) {
      if (!IsAsciiWord(text[i])) {
        ++i;
        continue;
      }
      const std::size_t begin = i;
      while (i < text.size() && IsAsciiWord(text[i])) ++i;
      if (i - begin > longest_word_ || i - begin > sizeof lower) continue;
      for (std::size_t k = begin; k < i; ++k) lower[k - begin] = Lower(text[k]);
      const auto found = by_word_.find(std::string_view(lower, i - begin));
      if (found == by_word_.end()) continue;
      for (const Pattern* pattern : found->second) {
        const std::size_t end = begin + pattern->text.size();
        if (StartsWithIgnoreCase(text.substr(begin), pattern->text) && EndsWord(text, end) &&
            Holds(*pattern, text, begin, end))
          hits.push_back({begin, end, pattern});
      }
    }
    for (std::size_t i = 0; i < text.size() && !inside_.empty(); ++i) {
      for (const Pattern* pattern : inside_) {
        if (Lower(text[i]) != pattern->text[0] ||
            !StartsWithIgnoreCase(text.substr(i), pattern->text))
          continue;
        hits.push_back({i, i + pattern->text.size(), pattern});
        i += pattern->text.size() - 1;
        break;
      }
    }
    // The longest first where several begin.
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
      return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
  }

  // A regular expression's \b: after "c++" a word character must follow.
  static bool EndsWord(std::string_view text, std::size_t end) {
    const bool next = end < text.size() && IsAsciiWord(text[end]);
    return IsAsciiWord(text[end - 1]) != next;
  }

  static bool Holds(const Pattern& pattern, std::string_view text, std::size_t begin,
                    std::size_t end) {
    if (!pattern.unless.empty()) {
      const std::string_view rest = text.substr(end);
      if (StartsWithIgnoreCase(rest, pattern.unless) ||
          (rest.starts_with(' ') && StartsWithIgnoreCase(rest.substr(1), pattern.unless)))
        return false;
    }
    if (!pattern.conditional()) return true;
    return (pattern.alone && begin == 0 && end == text.size()) ||
           IsBefore(pattern.before, text, end) || IsAfter(pattern.after, text, begin);
  }

  template <typename Words>
  static bool IsBefore(const Words& words, std::string_view text, std::size_t end) {
    if (end >= text.size() || text[end] != ' ') return false;
    const std::string_view rest = text.substr(end + 1);
    for (const std::string_view word : words) {
      if (word == "#" ? !rest.empty() && rest[0] >= '0' && rest[0] <= '9'
                      : StartsWithIgnoreCase(rest, word))
        return true;
    }
    return false;
  }

  template <typename Words>
  static bool IsAfter(const Words& words, std::string_view text, std::size_t begin) {
    if (begin == 0 || text[begin - 1] != ' ') return false;
    const std::size_t end = begin - 1;
    for (const std::string_view word : words) {
      if (end < word.size() || !StartsWithIgnoreCase(text.substr(end - word.size()), word))
        continue;
      if (end == word.size() || !IsAsciiWord(text[end - word.size() - 1])) return true;
    }
    return false;
  }

  static bool IsPartOfName(char c) { return c == '-' || c == '_' || c == '.'; }

  // What the peer compares: words that are no URLs, with one space between them.
  static std::string WithoutUrls(std::string_view text) {
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

  // The first wrong place of each name in each text; a dot after it makes it a file's name.
  void CheckAsAwesomeLint(const Document& doc, RuleContext& ctx, const Node& node,
                          std::vector<Hit>& hits) const {
    std::string_view plain;
    std::string decoded;
    if (!doc.PlainText(node, &plain)) {
      decoded = doc.Text(node);
      plain = decoded;
    }
    const std::string text = WithoutUrls(plain);
    Find(text, hits);
    std::vector<std::pair<std::string_view, std::string>> wrong;  // value, as written
    for (const Hit& hit : hits) {
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
    Find(doc.Slice(node.full), hits);
    for (const auto& [value, written] : wrong) {
      Diagnostic& found =
          ctx.Report(node.full, Cat("\"", written, "\" is written \"", value, "\""));
      Fix fix = {.title = Cat("write \"", value, "\""),
                 .applicability = Applicability::kSafe,
                 .effect = Effect::kText};
      for (const Hit& hit : hits) {
        if (hit.pattern->value != value || !IsWrong(doc, node, hit)) continue;
        if (!fix.edits.empty() && RangeOf(node, hit).begin < fix.edits.back().range.end) continue;
        if (!IsSafe(doc, node, hit)) fix.applicability = Applicability::kUnsafe;
        fix.edits.push_back({RangeOf(node, hit), std::string(value)});
      }
      if (!fix.edits.empty() && MayFix(ctx, node, fix)) found.fix = std::move(fix);
    }
  }

  void CheckText(const Document& doc, RuleContext& ctx, const Node& node,
                 std::vector<Hit>& hits) const {
    const Node* parent = doc.Parent(node);
    if (parent != nullptr && parent->kind == NodeKind::kLink &&
        (doc.link(*parent).form == LinkForm::kBare || doc.link(*parent).form == LinkForm::kAngle))
      return;
    Find(doc.Slice(node.full), hits);
    std::size_t end = 0;
    for (const Hit& hit : hits) {
      if (hit.begin < end) continue;
      end = hit.end;
      if (!IsWrong(doc, node, hit) || !IsMeant(doc, node, hit)) continue;
      const Range range = RangeOf(node, hit);
      Diagnostic& found = ctx.Report(
          range, Cat("\"", doc.Slice(range), "\" is written \"", hit.pattern->value, "\""));
      Fix fix = {
          .title = Cat("write \"", hit.pattern->value, "\""),
          .applicability = IsSafe(doc, node, hit) ? Applicability::kSafe : Applicability::kUnsafe,
          .effect = Effect::kText,
          .edits = {{range, std::string(hit.pattern->value)}}};
      if (MayFix(ctx, node, fix)) found.fix = std::move(fix);
    }
  }

  static Range RangeOf(const Node& node, const Hit& hit) {
    return {node.full.begin + static_cast<Offset>(hit.begin),
            node.full.begin + static_cast<Offset>(hit.end)};
  }

  // Not the right form, and neither part of a path, an address or a file's name nor of a longer
  // word of another alphabet.
  static bool IsWrong(const Document& doc, const Node& node, const Hit& hit) {
    const std::string_view text = doc.Slice(node.full);
    if (text.substr(hit.begin, hit.end - hit.begin) == hit.pattern->value) return false;
    if (hit.pattern->inside && !IsWholeWord(text, hit)) return false;
    if (hit.begin > 0) {
      const char before = text[hit.begin - 1];
      if (IsPartOfName(before) ||
          std::string_view("/@#\\=$&:~{<%").find(before) != std::string_view::npos)
        return false;
      if (!IsAscii(before) && IsCased(DecodeUtf8Before(text, hit.begin).value)) return false;
    }
    if (hit.end < text.size()) {
      const char after = text[hit.end];
      if (after == '.') return hit.end + 1 == text.size() || IsBlank(text[hit.end + 1]);
      if (IsPartOfName(after) ||
          std::string_view("/@\\=(}>%").find(after) != std::string_view::npos)
        return false;
      if (after == ':' && hit.end + 1 < text.size() && !IsBlank(text[hit.end + 1])) return false;
      if (!IsAscii(after) && IsCased(DecodeUtf8(text, hit.end).value)) return false;
    }
    return true;
  }

  static bool IsBlank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

  // Ordinary words need something beside them that speaks of technology; a name that begins with a
  // small letter may have a capital where a sentence begins.
  static bool IsMeant(const Document& doc, const Node& node, const Hit& hit) {
    const std::string_view text = doc.Slice(node.full);
    if (hit.pattern->word && !IsAfter(kTechnologyBefore, text, hit.begin) &&
        !IsBefore(kTechnologyAfter, text, hit.end))
      return false;
    const std::string_view written = text.substr(hit.begin, hit.end - hit.begin);
    const Node* parent = doc.Parent(node);
    const bool in_link = parent != nullptr && parent->kind == NodeKind::kLink;
    if (hit.pattern->noun && !in_link && std::none_of(written.begin(), written.end(), IsAsciiUpper))
      return false;
    const bool only_capital = written.size() == hit.pattern->value.size() &&
                              written[0] != hit.pattern->value[0] &&
                              written.substr(1) == hit.pattern->value.substr(1);
    const bool begins =
        hit.begin == 0 || (hit.begin >= 2 && text[hit.begin - 1] == ' ' &&
                           (text[hit.begin - 2] == '.' || text[hit.begin - 2] == '-'));
    return !(only_capital && begins && Lower(hit.pattern->value[0]) == hit.pattern->value[0]);
  }

  static bool IsWholeWord(std::string_view text, const Hit& hit) {
    return (hit.begin == 0 || !IsAsciiWord(text[hit.begin - 1])) &&
           (hit.end == text.size() || !IsAsciiWord(text[hit.end]));
  }

  // Only letter case, spaces and dots differ, and it is neither an ordinary word nor all capitals,
  // which may be an acronym of something else.
  static bool IsSafe(const Document& doc, const Node& node, const Hit& hit) {
    if (hit.pattern->word || hit.pattern->inside) return false;
    const std::string_view written = doc.Slice(RangeOf(node, hit));
    const bool capitals =
        std::none_of(written.begin(), written.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    return !capitals && Letters(written) == Letters(hit.pattern->value);
  }

  static std::string Letters(std::string_view text) {
    std::string letters;
    for (const char c : text) {
      if (IsAsciiWord(c)) letters += Lower(c);
    }
    return letters;
  }

  // In a heading only what leaves its anchor alone, and the same in its contents item, which has to
  // say what the heading says.
  static bool MayFix(const RuleContext& ctx, const Node& node, const Fix& fix) {
    const Document& doc = ctx.document();
    if (doc.Ancestor(node, NodeKind::kHeading) == nullptr && !ctx.list().InContents(node)) {
      return true;
    }
    const auto anchor = [](std::string_view text) {
      std::string out;
      for (const char c : text) {
        if (c != '.') out += Lower(c);
      }
      return out;
    };
    return std::all_of(fix.edits.begin(), fix.edits.end(), [&](const Edit& edit) {
      return anchor(doc.Slice(edit.range)) == anchor(edit.text);
    });
  }

  const OptionMap added_;
  std::vector<Pattern> patterns_;
  std::unordered_map<std::string_view, std::vector<const Pattern*>> by_word_;
  std::vector<const Pattern*> inside_;
  std::size_t longest_word_ = 0;
};

}  // namespace

RuleInfo DocumentProperNamesInfo() {
  return {.name = "document-proper-names",
          .group = "document",
          .summary = "Name of a technology in a spelling that is not its own",
          .rationale = "Names are easier to find, and look cared for, in their own spelling.",
          .severity = Severity::kWarning,
          .fix = FixKind::kBoth,
          .profiles = kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<DocumentProperNamesRule>};
}

}  // namespace awl
