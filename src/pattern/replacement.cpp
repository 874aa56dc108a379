#include "pattern/replacement.h"

#include <algorithm>
#include <string>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/excerpt.h"

namespace awl {
namespace {

constexpr std::size_t kMaxShown = 40;  // bytes of a text in a title

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

// How many bytes both begin with, whole code points.
std::size_t CommonPrefix(std::string_view a, std::string_view b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[n] == b[n]) ++n;
  const auto inside = [n](std::string_view text) {
    return n < text.size() && IsContinuation(text[n]);
  };
  if (inside(a) || inside(b)) {
    do {
      --n;
    } while (n > 0 && IsContinuation(a[n]));
  }
  return n;
}

std::size_t CommonSuffix(std::string_view a, std::string_view b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[a.size() - 1 - n] == b[b.size() - 1 - n]) ++n;
  while (n > 0 && IsContinuation(a[a.size() - n])) --n;
  return n;
}

// True if Markdown may see more in it than words.
bool HasMarks(std::string_view text) {
  if (text.find_first_of("`*_[]<>\\|~&@\r\n") != std::string_view::npos) return true;
  return text.find("//") != std::string_view::npos || text.find("www.") != std::string_view::npos;
}

// True if the node holds the place, and a change there leaves it what it is.
bool IsTextAt(const Document& doc, Range range) {
  const auto holds = [&](Offset at) {
    const Node& node = doc.NodeAt(at);
    return (node.kind == NodeKind::kText && node.full.Contains(range)) ||
           (node.kind == NodeKind::kInlineCode && node.content.Contains(range));
  };
  if (range.begin < doc.source().size() && holds(range.begin)) return true;
  // At the end of a text.
  return range.empty() && range.begin > 0 && holds(range.begin - 1);
}

// Beside a mark anything but a letter or digit may make it open or close something else.
bool IsWordLike(char c) { return IsAsciiAlnum(c) || !IsAscii(c); }
bool KeepsMarks(const Source& source, Range range, std::string_view text) {
  constexpr std::string_view kMarks = "`*_[]<>\\|~&!";
  const auto is_mark = [&](char c) { return kMarks.find(c) != std::string_view::npos; };
  const char before = range.begin == 0 ? '\n' : source[range.begin - 1];
  const char after = range.end == source.size() ? '\n' : source[range.end];
  const char first = text.empty() ? after : text.front();
  const char last = text.empty() ? before : text.back();
  return (!is_mark(before) || IsWordLike(first)) && (!is_mark(after) || IsWordLike(last));
}

bool IsPlainText(const Document& doc, Range range, std::string_view text) {
  return !HasMarks(text) && IsTextAt(doc, range) && KeepsMarks(doc.source(), range, text);
}

// `whole` is the destination, of which `range` is to be `text`.
bool IsPlainDestination(const Document& doc, const Node* link, Range whole, Range range,
                        std::string_view text) {
  if (link == nullptr || text.find_first_of(" \t\r\n<>()\\") != std::string_view::npos)
    return false;
  const std::string after =
      Cat(doc.Slice({whole.begin, range.begin}), text, doc.Slice({range.end, whole.end}));
  if (after.empty()) return false;
  const bool is_definition = link->kind == NodeKind::kDefinition;
  const LinkForm form = is_definition ? LinkForm::kInline : doc.link(*link).form;
  // These are links because of what they begin with.
  if (form != LinkForm::kBare && form != LinkForm::kAngle) return true;
  return (after.starts_with("https://") || after.starts_with("http://")) &&
         text.find_first_of("`*_[]|~") == std::string_view::npos;
}

std::string Shown(std::string_view text) { return Cat("\"", Printable(text), "\""); }

std::string Title(std::string_view before, std::string_view after) {
  if (before.size() > kMaxShown || after.size() > kMaxShown) return "rewrite it";
  if (after.empty()) return Cat("remove ", Shown(before));
  if (before.empty()) return Cat("add ", Shown(after));
  return Cat("replace ", Shown(before), " by ", Shown(after));
}

}  // namespace

std::optional<Fix> ReplacementFix(const Document& doc, const Pattern& pattern, const Part& part,
                                  std::size_t begin, std::size_t end,
                                  std::string_view replacement) {
  const std::string_view old = part.text.substr(begin, end - begin);
  if (old == replacement) return std::nullopt;
  // What stays is not touched: an expression may well take in marks around what it means.
  const std::size_t prefix = CommonPrefix(old, replacement);
  const std::size_t suffix = CommonSuffix(old.substr(prefix), replacement.substr(prefix));
  const std::string_view removed = old.substr(prefix, old.size() - prefix - suffix);
  const std::string_view added = replacement.substr(prefix, replacement.size() - prefix - suffix);
  const Range range = part.SourceRange(begin + prefix, end - suffix);
  if (doc.Slice(range) != removed || !doc.IsExact(range)) return std::nullopt;

  const bool destination = IsDestination(pattern.on);
  Fix fix{.title = pattern.fix_title.empty()
                       ? (old.size() <= kMaxShown ? Title(old, replacement) : Title(removed, added))
                       : std::string(pattern.fix_title),
          .applicability = pattern.applicability,
          .effect = destination ? Effect::kDestination : Effect::kText,
          .edits = {{range, std::string(added)}}};
  const bool plain = destination ? IsPlainDestination(doc, part.link, part.range, range, added)
                                 : IsPlainText(doc, range, added);
  if (!plain) {
    fix.applicability = Applicability::kDisplayOnly;
  } else if (!destination && doc.Ancestor(doc.NodeAt(range.begin), NodeKind::kHeading) != nullptr) {
    fix.applicability = std::min(fix.applicability, Applicability::kUnsafe);
  }
  return fix;
}

}  // namespace awl
