#include "rule/awesome_badge.h"

#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "facts/heading_renames.h"

namespace awl {
namespace {

// A comment at the end of the title stays there.
Offset EndOfText(const Document& doc, const Node& title) {
  const Node* last = doc.LastChild(title);
  if (last == nullptr || last->kind != NodeKind::kHtmlInline ||
      !doc.Slice(last->full).starts_with("<!--")) {
    return title.content.end;
  }
  Offset end = last->full.begin;
  while (end > title.content.begin && IsBlank(doc.source()[end - 1])) --end;
  return end;
}

}  // namespace

std::string_view OfficialImage(const Url& url) {
  const bool own_host = EqualsIgnoreAsciiCase(url.host, "awesome.re") ||
                        EqualsIgnoreAsciiCase(url.host, "www.awesome.re");
  const bool copy = url.path.find("sindresorhus/awesome") != std::string_view::npos;
  if (!own_host && !copy) return {};
  if (url.path.ends_with("/badge.svg")) return "https://awesome.re/badge.svg";
  if (url.path.ends_with("/badge-flat.svg")) return "https://awesome.re/badge-flat.svg";
  if (url.path.ends_with("/badge-flat2.svg")) return "https://awesome.re/badge-flat2.svg";
  return {};
}

bool IsAwesomeTarget(std::string_view url) {
  return url == kAwesomeTargets[0] || url == kAwesomeTargets[1];
}

std::optional<Fix> AddAwesomeBadge(const Facts& facts, const Node& title) {
  const Document& doc = facts.document();
  if (doc.heading(title).open.empty() || title.content.empty()) {
    return std::nullopt;
  }
  // The blank before the badge becomes a hyphen of the title's anchor.
  std::optional<std::vector<Edit>> edits =
      HeadingRenames(facts).EditsFor(title, Cat(doc.heading(title).text, " "));
  if (!edits) return std::nullopt;
  const Offset end = EndOfText(doc, title);
  if (end == title.content.begin) return std::nullopt;
  edits->push_back({{end, end}, " [![Awesome](https://awesome.re/badge.svg)](https://awesome.re)"});
  return Fix{.title = "add the badge",
             .applicability = Applicability::kUnsafe,
             .effect = Effect::kStructure,
             .edits = std::move(*edits)};
}

}  // namespace awl
