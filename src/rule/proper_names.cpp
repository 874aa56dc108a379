#include "rule/proper_names.h"

#include <algorithm>

#include "base/data_table.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

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
NamePattern ReadConditions(std::string_view tag) {
  NamePattern pattern;
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

// A regular expression's \b: after "c++" a word character must follow.
bool EndsWord(std::string_view text, std::size_t end) {
  const bool next = end < text.size() && IsAsciiWord(text[end]);
  return IsAsciiWord(text[end - 1]) != next;
}

bool Holds(const NamePattern& pattern, std::string_view text, std::size_t begin, std::size_t end) {
  if (!pattern.unless.empty()) {
    const std::string_view rest = text.substr(end);
    if (StartsWithIgnoreCase(rest, pattern.unless) ||
        (rest.starts_with(' ') && StartsWithIgnoreCase(rest.substr(1), pattern.unless)))
      return false;
  }
  if (!pattern.conditional()) return true;
  return (pattern.alone && begin == 0 && end == text.size()) ||
         IsBeforeWord(pattern.before, text, end) || IsAfterWord(pattern.after, text, begin);
}

bool IsWholeWord(std::string_view text, const NameHit& hit) {
  return (hit.begin == 0 || !IsAsciiWord(text[hit.begin - 1])) &&
         (hit.end == text.size() || !IsAsciiWord(text[hit.end]));
}

std::string Letters(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (IsAsciiWord(c)) letters += Lower(c);
  }
  return letters;
}

bool IsSpaceAfterName(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

}  // namespace

ProperNames::ProperNames(const Options& options) : added_(options.Map("add")) {
  const std::vector<std::string>& removed = options.Strings("remove");
  for (const DataRow& row : DataTable("proper-names")) {
    if (std::find(removed.begin(), removed.end(), row.value) == removed.end())
      Add(row.key, row.value, ReadConditions(row.tag));
  }
  for (const auto& [wrong, right] : added_) Add(wrong, right, {});
  // Longer ones first, where several begin with the same word.
  std::sort(patterns_.begin(), patterns_.end(), [](const NamePattern& a, const NamePattern& b) {
    return a.text.size() != b.text.size() ? a.text.size() > b.text.size() : a.text < b.text;
  });
  for (const NamePattern& pattern : patterns_) {
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

void ProperNames::Add(std::string_view key, std::string_view value, const NamePattern& conditions) {
  for (std::string& variant : Variants(key)) {
    patterns_.push_back(conditions);
    patterns_.back().text = std::move(variant);
    patterns_.back().value = value;
  }
}

void ProperNames::Find(std::string_view text, std::vector<NameHit>& hits) const {
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
    for (const NamePattern* pattern : found->second) {
      const std::size_t end = begin + pattern->text.size();
      if (StartsWithIgnoreCase(text.substr(begin), pattern->text) && EndsWord(text, end) &&
          Holds(*pattern, text, begin, end))
        hits.push_back({begin, end, pattern});
    }
  }
  for (std::size_t i = 0; i < text.size() && !inside_.empty(); ++i) {
    for (const NamePattern* pattern : inside_) {
      if (Lower(text[i]) != pattern->text[0] ||
          !StartsWithIgnoreCase(text.substr(i), pattern->text))
        continue;
      hits.push_back({i, i + pattern->text.size(), pattern});
      i += pattern->text.size() - 1;
      break;
    }
  }
  // The longest first where several begin.
  std::sort(hits.begin(), hits.end(), [](const NameHit& a, const NameHit& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
  });
}

bool IsBeforeWord(std::span<const std::string_view> words, std::string_view text, std::size_t end) {
  if (end >= text.size() || text[end] != ' ') return false;
  const std::string_view rest = text.substr(end + 1);
  for (const std::string_view word : words) {
    if (word == "#" ? !rest.empty() && rest[0] >= '0' && rest[0] <= '9'
                    : StartsWithIgnoreCase(rest, word))
      return true;
  }
  return false;
}

bool IsAfterWord(std::span<const std::string_view> words, std::string_view text,
                 std::size_t begin) {
  if (begin == 0 || text[begin - 1] != ' ') return false;
  const std::size_t end = begin - 1;
  for (const std::string_view word : words) {
    if (end < word.size() || !StartsWithIgnoreCase(text.substr(end - word.size()), word)) continue;
    if (end == word.size() || !IsAsciiWord(text[end - word.size() - 1])) return true;
  }
  return false;
}

Range RangeOfName(const Node& node, const NameHit& hit) {
  return {node.full.begin + static_cast<Offset>(hit.begin),
          node.full.begin + static_cast<Offset>(hit.end)};
}

bool IsWrongName(const Document& doc, const Node& node, const NameHit& hit) {
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
    if (after == '.') return hit.end + 1 == text.size() || IsSpaceAfterName(text[hit.end + 1]);
    if (IsPartOfName(after) || std::string_view("/@\\=(}>%").find(after) != std::string_view::npos)
      return false;
    if (after == ':' && hit.end + 1 < text.size() && !IsSpaceAfterName(text[hit.end + 1]))
      return false;
    if (!IsAscii(after) && IsCased(DecodeUtf8(text, hit.end).value)) return false;
  }
  return true;
}

bool IsSafeName(const Document& doc, const Node& node, const NameHit& hit) {
  if (hit.pattern->word || hit.pattern->inside) return false;
  const std::string_view written = doc.Slice(RangeOfName(node, hit));
  const bool capitals =
      std::none_of(written.begin(), written.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return !capitals && Letters(written) == Letters(hit.pattern->value);
}

bool MayFixName(const RuleContext& ctx, const Node& node, const Fix& fix) {
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

}  // namespace awl
