#include "document/emphasis_edits.h"

#include <string_view>

#include "text/flanking.h"

namespace awl {
namespace {

enum class Role { kNone, kLiteral, kOpener, kCloser, kMixed };

Role RoleAt(const Document& document, Offset offset) {
  const Node& node = document.NodeAt(offset);
  switch (node.kind) {
    case NodeKind::kText:
      return Role::kLiteral;
    case NodeKind::kEmphasis:
    case NodeKind::kStrong:
    case NodeKind::kDelete:
      return offset < node.content.begin ? Role::kOpener : Role::kCloser;
    default:
      return Role::kNone;  // a list marker, code, a destination
  }
}

Role RoleOf(const Document& document, Range run) {
  const Offset before = run.begin == 0 ? run.begin : run.begin - 1;
  if (run.size() == 1 && document.source()[before] == '\\') return Role::kNone;
  const Role first = RoleAt(document, run.begin);
  for (Offset at = run.begin + 1; at < run.end; ++at) {
    if (RoleAt(document, at) != first) return Role::kMixed;
  }
  return first;
}

// Delimiters that have found a partner are used up, so one that closes does no harm if it could
// open as well.
bool StillDoes(Role role, DelimiterPower before, DelimiterPower after) {
  if (role == Role::kNone || before == after) return true;
  if (!after.sure || !before.sure) return false;
  switch (role) {
    case Role::kLiteral:
      return after.opens <= before.opens && after.closes <= before.closes;
    case Role::kOpener:
      return after.opens && after.closes <= before.closes;
    case Role::kCloser:
      return after.closes;
    default:
      return false;
  }
}

// The run of signs that ends at `end`.
Range RunBefore(std::string_view text, Offset end) {
  Range run{end, end};
  while (run.begin > 0 && text[run.begin - 1] == text[end - 1]) --run.begin;
  return run;
}

Range RunFrom(std::string_view text, Offset begin) {
  Range run{begin, begin};
  while (run.end < text.size() && text[run.end] == text[begin]) ++run.end;
  return run;
}

bool KeepsRunBefore(const Document& document, const Edit& edit) {
  const std::string_view text = document.source().text();
  const Offset at = edit.range.begin;
  if (at == 0 || !IsDelimiterSign(text[at - 1])) return true;
  const char sign = text[at - 1];
  const Offset end = edit.range.end;
  if (at < text.size() && text[at] == sign) return true;  // the edit is about the run itself
  const bool empty = edit.text.empty();
  const FlankClass old_after = FlankClassAt(text, at);
  const FlankClass new_after = empty ? FlankClassAt(text, end) : FlankClassAt(edit.text, 0);
  const bool joins = empty ? end < text.size() && text[end] == sign : edit.text.front() == sign;
  if (old_after == new_after && !joins) return true;
  const Range run = RunBefore(text, at);
  const Role role = RoleOf(document, run);
  if (joins) return role == Role::kNone;
  const FlankClass before = FlankClassBefore(text, run.begin);
  return StillDoes(role, PowerOfDelimiter(sign, before, old_after),
                   PowerOfDelimiter(sign, before, new_after));
}

bool KeepsRunAfter(const Document& document, const Edit& edit) {
  const std::string_view text = document.source().text();
  const Offset at = edit.range.end;
  if (at >= text.size() || !IsDelimiterSign(text[at])) return true;
  const char sign = text[at];
  if (at > 0 && text[at - 1] == sign) return true;
  const bool empty = edit.text.empty();
  const FlankClass old_before = FlankClassBefore(text, at);
  const FlankClass new_before = empty ? FlankClassBefore(text, edit.range.begin)
                                      : FlankClassBefore(edit.text, edit.text.size());
  const bool joins =
      empty ? edit.range.begin > 0 && text[edit.range.begin - 1] == sign : edit.text.back() == sign;
  if (old_before == new_before && !joins) return true;
  const Range run = RunFrom(text, at);
  const Role role = RoleOf(document, run);
  if (joins) return role == Role::kNone;
  const FlankClass after = FlankClassAt(text, run.end);
  return StillDoes(role, PowerOfDelimiter(sign, old_before, after),
                   PowerOfDelimiter(sign, new_before, after));
}

}  // namespace

bool KeepsEmphasis(const Document& document, std::span<const Edit> edits) {
  for (const Edit& edit : edits) {
    if (!KeepsRunBefore(document, edit) || !KeepsRunAfter(document, edit)) return false;
  }
  return true;
}

}  // namespace awl
