#include "rules/entry/openings.h"

#include <algorithm>

#include "base/find_any_of.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "list/entry_characters.h"
#include "text/unicode.h"

namespace awl {
namespace {

// Hiragana after a name is a particle; 是 and 为 are "is".
bool IsJoining(char32_t c) {
  return (c >= 0x3040 && c <= 0x309F) || c == 0x662F || c == 0x4E3A || c == 0x70BA;
}

// "[Planner](u) Community" above a list of its parts: the rest of the name.
bool HeadsList(const Document& doc, const Entry& entry) {
  const NodeId next = doc[entry.paragraph].next_sibling;
  return next != kNoNode && doc[next].kind == NodeKind::kList;
}

}  // namespace

SeparatorKind SeparatorKindOf(std::string_view separator) {
  if (separator == " - ") return SeparatorKind::kHyphen;  // as most are
  std::string_view sign = Trim(separator);
  while (sign.starts_with("\xC2\xA0")) sign = Trim(sign.substr(2));
  while (sign.ends_with("\xC2\xA0")) sign = Trim(sign.substr(0, sign.size() - 2));
  if (sign == "-" || sign == "--") return SeparatorKind::kHyphen;
  if (sign == "–") return SeparatorKind::kEnDash;
  if (sign == "—" || sign == "——") return SeparatorKind::kEmDash;
  if (sign == ":") return SeparatorKind::kColon;
  if (sign == "：") return SeparatorKind::kWideColon;
  return SeparatorKind::kOther;
}

bool Openings::BeginDescription(const Document& doc, const std::vector<KindedEntry>& entries,
                                const Entry& entry) {
  const std::string_view description = doc.Slice(entry.description);
  const CodePoint first = DecodeUtf8(description, 0);
  if (HeadsList(doc, entry) && std::count(description.begin(), description.end(), ' ') < 2) {
    return false;
  }
  if (IsUpper(first.value)) return true;
  if (IsNumber(first.value) || first.value == '~') {
    return std::count(description.begin(), description.end(), ' ') >= 3;
  }
  if (IsCjk(first.value)) {
    return !IsJoining(first.value) && CountGraphemes(description) >= kFewestLetters;
  }
  if (IsCased(first.value) && std::count(description.begin(), description.end(), ' ') < 3) {
    return false;  // a remark: "in French", "by @x"
  }
  if (!counted_) Count(doc, entries);
  const Uses& uses = UsesOf(description);
  return uses.separated >= kUsual && uses.separated > uses.others;
}

void Openings::Count(const Document& doc, const std::vector<KindedEntry>& entries) {
  counted_ = true;
  for (const auto& [entry, kind, group] : entries) {
    Uses& uses = UsesOf(doc.Slice(entry->description));
    ++(kind != SeparatorKind::kOther ? uses.separated : uses.others);
  }
}

Openings::Uses& Openings::UsesOf(std::string_view description) {
  const std::string_view word =
      description.substr(0, FindAnyOf<' ', '\t', '\r', '\n'>(description));
  const std::uint32_t index = words_.Add(FoldCase(word), static_cast<std::uint32_t>(uses_.size()));
  if (index == uses_.size()) uses_.emplace_back();
  return uses_[index];
}

}  // namespace awl
