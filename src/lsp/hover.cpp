#include <optional>
#include <string>
#include <utility>

#include "base/strings.h"
#include "config/names.h"
#include "lsp/config_help.h"
#include "lsp/config_place.h"
#include "lsp/features.h"
#include "lsp/places.h"
#include "lsp/position.h"
#include "lsp/rule_markdown.h"

namespace awl::lsp {
namespace {

constexpr std::string_view kRule = "\n\n---\n\n";

bool Touches(Range range, Offset offset) { return range.begin <= offset && offset <= range.end; }

bool IsOfName(char c) { return IsAsciiAlnum(c) || c == '-' || c == '_' || c == ':'; }

// The word at `offset` that may be the name of a rule.
Range NameAt(const Source& source, Offset offset) {
  Range range{offset, offset};
  while (range.begin > 0 && IsOfName(source[range.begin - 1])) --range.begin;
  while (range.end < source.size() && IsOfName(source[range.end])) ++range.end;
  // "name:" in a config.
  while (range.end > range.begin && source[range.end - 1] == ':') --range.end;
  return range;
}

Reply HoverReply(const Positions& positions, std::string text, Range range) {
  return Json{{"contents", {{"kind", "markdown"}, {"value", std::move(text)}}},
              {"range", positions.RangeJson(range)}};
}

std::string FindingText(const Diagnostic& finding, const Config& config) {
  std::string out = Cat(finding.message, "\n");
  if (finding.fix) out += Cat("\nFix: ", finding.fix->title, "\n");
  const RuleInfo* rule = RuleNamed(&config, finding.rule);
  return rule == nullptr ? out : Cat(out, "\n", RuleMarkdown(*rule));
}

// All findings that touch the place; those of the fewest bytes first.
std::string FindingsText(const Outcome& outcome, Offset offset, Range* range) {
  std::string out;
  for (const Diagnostic& finding : outcome.report.diagnostics) {
    if (!Touches(finding.range, offset)) continue;
    if (out.empty() || finding.range.size() < range->size()) *range = finding.range;
    out += Cat(out.empty() ? "" : kRule, FindingText(finding, outcome.setup->config.config));
  }
  return out;
}

std::string Line(const Source& source, Offset offset) {
  return Cat("line ", source.PositionAt(offset).line);
}

// What is known of a link without asking anybody.
std::string ThingText(const Facts& facts, const Thing& thing) {
  const Source& source = facts.document().source();
  const std::optional<Range> declaration = DeclarationOf(facts, thing);
  const std::size_t uses = UsesOf(facts, thing).size();
  if (!declaration) return {};
  switch (thing.kind) {
    case Thing::Kind::kAnchor: {
      const std::string where =
          Cat("`#", thing.anchor->id, "`: ", facts.document().Slice(*declaration), " (",
              Line(source, declaration->begin), ")");
      return Cat(where, "\n\n", Counted(uses, "link"), " to it in this file");
    }
    case Thing::Kind::kLabel:
    case Thing::Kind::kFootnote:
      return Cat(facts.document().definition(facts.document()[thing.definition]).url,
                 "\n\ndefined in ", Line(source, declaration->begin), ", used ", uses,
                 uses == 1 ? " time" : " times");
    case Thing::Kind::kUrl:
      if (uses == 0) return {};
      if (declaration->begin != thing.range.begin) {
        return Cat("the same as in ", Line(source, declaration->begin));
      }
      return Cat("listed ", Counted(uses, "more time"), ", first again in ",
                 Line(source, UsesOf(facts, thing).front().begin));
  }
  return {};
}

// Of a config, or a comment that suppresses findings: the name of a rule.
std::optional<Reply> RuleNameHover(const Positions& positions, Offset offset,
                                   const Config* config) {
  const Range range = NameAt(positions.source(), offset);
  const std::string_view name = positions.source().Slice(range);
  const RuleInfo* rule = name.empty() ? nullptr : RuleNamed(config, name);
  if (rule == nullptr) return std::nullopt;
  return HoverReply(positions, RuleMarkdown(*rule), range);
}

// Of a config: a rule, or a key that the schema knows.
Reply ConfigHover(const Positions& positions, Offset offset) {
  if (std::optional<Reply> rule = RuleNameHover(positions, offset, nullptr)) return *rule;
  const Range range = NameAt(positions.source(), offset);
  ConfigPlace place = PlaceInConfig(positions.source(), range.end);
  if (place.is_value || range.empty() || place.typed != range) return Json();
  place.path.emplace_back(positions.source().Slice(range));
  const std::string about = AboutKey(place.path);
  return about.empty() ? Reply(Json()) : HoverReply(positions, about, range);
}

bool IsInComment(const Document& document, Offset offset) {
  for (const HtmlComment& comment : document.html_comments()) {
    if (comment.full.Contains(offset)) return true;
  }
  return false;
}

}  // namespace

Reply Hover(Session& session, const Json& params) {
  OpenDocument* document = session.DocumentOf(params);
  if (document == nullptr) return NotOpen(params);
  const Source source("", *document->text);
  const Positions positions(source, session.client.encoding);
  const std::optional<Offset> offset = positions.OffsetOf(Get(params, "position"));
  if (!offset) return Failed(ErrorCode::kInvalidParams, "position: expected line and character");
  if (document->kind == OpenDocument::Kind::kConfig) {
    return ConfigHover(positions, *offset);
  }
  if (document->kind != OpenDocument::Kind::kMarkdown) return Json();
  const Outcome* outcome = session.Check(document);
  const ParsedFile& parsed = session.Parse(*document);
  if (IsInComment(*parsed.document, *offset)) {
    const Config* config = outcome == nullptr ? nullptr : &outcome->setup->config.config;
    if (std::optional<Reply> hover = RuleNameHover(positions, *offset, config)) return *hover;
  }
  Range range{*offset, *offset};
  std::string text = outcome == nullptr ? std::string() : FindingsText(*outcome, *offset, &range);
  if (const std::optional<Thing> thing = ThingAt(*parsed.facts, *offset)) {
    const std::string known = ThingText(*parsed.facts, *thing);
    if (!known.empty()) {
      if (text.empty()) range = thing->range;
      text += Cat(text.empty() ? "" : kRule, known);
    }
  }
  if (text.empty()) return Json();
  return HoverReply(positions, std::move(text), range);
}

}  // namespace awl::lsp
