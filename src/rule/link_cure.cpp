#include "rule/link_cure.h"

#include "awl/document.h"
#include "base/strings.h"
#include "rule/entry_removal.h"

namespace awl {
namespace {

// What ends a destination, a table cell or an attribute, or is an escape there.
constexpr std::string_view kEscaped = "()<>\"'`\\|[]{}^";

bool IsVisibleAscii(char c) { return c > ' ' && c < 0x7F; }

}  // namespace

std::optional<std::string> AsDestination(const Destination& place, std::string_view url) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : url) {
    const auto byte = static_cast<unsigned char>(c);
    if (IsVisibleAscii(c) && kEscaped.find(c) == std::string_view::npos) {
      out += c;
    } else if (byte > ' ' && byte != 0x7F) {
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    } else {
      return std::nullopt;
    }
  }
  // In HTML "&copy" would be a character.
  const bool is_html =
      place.kind == Destination::Kind::kHtmlLink || place.kind == Destination::Kind::kHtmlImage;
  if (is_html && out.find('&') != std::string::npos) return std::nullopt;
  return out;
}

std::optional<Fix> LinkCure::For(const Destination& destination, std::string_view archived) {
  if (cure_ == "archive" && !archived.empty()) {
    std::optional<std::string> url = AsDestination(destination, archived);
    if (!url) return std::nullopt;
    return Fix{.title = "link the Wayback Machine's copy",
               .applicability = Applicability::kUnsafe,
               .effect = Effect::kDestination,
               .edits = {{destination.range, std::move(*url)}}};
  }
  if (destination.kind != Destination::Kind::kLink) return std::nullopt;
  if (cure_ == "remove") return Remove(destination.node);
  if (cure_ == "mark") return Mark(destination.node);
  return std::nullopt;
}

std::optional<Fix> LinkCure::Remove(NodeId link) {
  if (entries_.empty()) {
    for (EntryId id = 0; id < list_.entries().size(); ++id) {
      if (list_.entry(id).link != kNoNode) entries_.emplace(list_.entry(id).link, id);
    }
  }
  const auto entry = entries_.find(link);
  if (entry == entries_.end()) return std::nullopt;
  const std::optional<Range> gone = WholeLinesOf(list_, list_.entry(entry->second));
  if (!gone) return std::nullopt;
  return Fix{.title = "remove the entry",
             .applicability = Applicability::kUnsafe,
             .effect = Effect::kStructure,
             .edits = {{*gone, ""}}};
}

std::optional<Fix> LinkCure::Mark(NodeId link) const {
  const Document& doc = list_.document();
  const Offset end = doc[link].full.end;
  const std::string mark = Cat(" ", mark_);
  if (mark_.empty() || doc.source().text().substr(end).starts_with(mark)) return std::nullopt;
  return Fix{.title = Cat("mark it with ", mark_),
             .applicability = Applicability::kUnsafe,
             .effect = Effect::kText,
             .edits = {{{end, end}, mark}}};
}

}  // namespace awl
