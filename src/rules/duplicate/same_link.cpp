#include "rules/duplicate/same_link.h"

#include <algorithm>
#include <span>

#include "base/data_table.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

// A text with a year and at most a month's name: "2024/12", "Dec 2024".
bool IsDate(std::string_view text) {
  std::size_t digits = 0;
  std::size_t words = 0;
  bool in_word = false;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    const bool letter = IsLetter(c.value);
    words += letter && !in_word ? 1 : 0;
    in_word = letter;
    digits += IsNumber(c.value) ? 1 : 0;
    i += c.length;
  }
  return digits >= 4 && words <= 1;
}

bool IsLabel(std::string_view name) {
  const std::string key = FoldCase(name);
  const std::span<const DataRow> labels = DataTable("generic-link-texts");
  return std::any_of(labels.begin(), labels.end(),
                     [&](const DataRow& row) { return row.key == key; });
}

// The next part of a path; `path` begins with a slash or is empty, and loses it.
std::string_view TakePart(std::string_view* path) {
  if (path->empty()) return {};
  const std::size_t end = std::min(path->find('/', 1), path->size());
  const std::string_view part = path->substr(1, end - 1);
  path->remove_prefix(end);
  return part;
}

}  // namespace

std::string LettersOf(std::string_view text) {
  std::string out;
  const std::string folded = FoldCase(text);
  for (std::size_t i = 0; i < folded.size();) {
    const CodePoint c = DecodeUtf8(folded, i);
    if (IsLetter(c.value) || IsNumber(c.value)) out.append(folded, i, c.length);
    i += c.length;
  }
  return out;
}

bool IsMention(const Document& doc, const List& list, const Entry& entry) {
  if (entry.form != EntryForm::kTextFirst || entry.link == kNoNode) return false;
  if (entry.parent != kNoId && list.entry(entry.parent).link != kNoNode) return true;
  if (IsDate(doc.Slice(entry.name)) || IsLabel(doc.Slice(entry.name))) return true;
  const std::string_view before = Trim(doc.Slice({entry.marker.end, doc[entry.link].full.begin}));
  if (before.ends_with(':') || before.ends_with("：") || before.ends_with('-')) return false;
  return std::count(before.begin(), before.end(), ' ') >= 4;
}

bool AreFields(const Document& doc, const Entry& first, const Entry& entry) {
  if (first.form == EntryForm::kTableRow && entry.form == EntryForm::kTableRow) {
    return LettersOf(doc.Slice(first.name)) != LettersOf(doc.Slice(entry.name));
  }
  const auto label_of = [&](const Entry& of) {
    const std::string_view before =
        of.form == EntryForm::kTextFirst
            ? Trim(doc.Slice({of.marker.end, std::max(of.marker.end, doc[of.link].full.begin)}))
            : std::string_view();
    return before.ends_with(':') || before.ends_with("：") ? before : std::string_view();
  };
  if (!label_of(entry).empty() && label_of(entry) == label_of(first)) return true;
  const auto is_last = [&](const Entry& of) {
    return of.item != kNoNode && doc[of.item].next_sibling == kNoNode && of.links.size() > 1;
  };
  return is_last(first) && is_last(entry) && doc[first.item].parent != doc[entry.item].parent &&
         doc.Slice({first.marker.end, first.full.end}) !=
             doc.Slice({entry.marker.end, entry.full.end});
}

bool IsLicenseText(const Url& url) {
  return url.has_authority && (url.path.find("/licenses/") != std::string_view::npos ||
                               url.path.find("/licences/") != std::string_view::npos);
}

bool LinksField(const Document& doc, const Entry& entry) {
  return entry.form == EntryForm::kTableRow &&
         !doc[entry.paragraph].full.Contains(doc[entry.link].full);
}

bool IsInvitation(const Url& url) {
  constexpr std::string_view kGuide = "contributing";
  std::string_view path = url.path;
  const bool has_owner = url.has_authority && !TakePart(&path).empty();
  const std::string_view repo = has_owner ? TakePart(&path) : std::string_view();
  // As most: "https://github.com/owner/repo".
  if (path.empty() && !repo.empty()) return StartsWithIgnoreAsciiCase(repo, kGuide);
  const std::size_t name = url.path.rfind('/') + 1;  // 0 without a slash
  if (StartsWithIgnoreAsciiCase(url.path.substr(name), kGuide)) return true;
  const bool is_beside = !url.has_authority && (name == 0 || url.path.substr(0, name) == "./");
  if (is_beside) return StartsWithIgnoreAsciiCase(url.path.substr(name), "readme");
  if (repo.empty()) return false;
  std::string_view what = TakePart(&path);
  if (what == "-") what = TakePart(&path);  // of GitLab
  if (what == "edit" || what == "new" || what == "compare") return true;
  const std::string_view next = TakePart(&path);
  return next == "new" && (what == "issues" || what == "merge_requests" || what == "discussions");
}

NodeId OutermostList(const Document& doc, const Entry& entry) {
  if (entry.item == kNoNode) return kNoNode;
  NodeId outermost = kNoNode;
  for (NodeId at = doc[entry.item].parent; at != kNoNode; at = doc[at].parent) {
    if (doc[at].kind == NodeKind::kList || doc[at].kind == NodeKind::kTable) outermost = at;
  }
  return outermost;
}

}  // namespace awl
