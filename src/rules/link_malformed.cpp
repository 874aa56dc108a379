#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/find_any_of.h"
#include "base/utf8.h"
#include "facts/destinations.h"
#include "rules/builtin.h"
#include "rules/link/link_text.h"
#include "rules/link/malformed_address.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD011"};

class LinkMalformedRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    Offset last_end = 0;
    for (const NodeId id : doc.Ids(NodeKind::kText)) {
      const Range node = doc[id].full;
      // All forms have a bracket in their text or right behind it.
      if (!doc[id].has(kBracket) && doc.source()[node.end] != '[') continue;
      const std::string_view text = doc.Slice(node);
      for (std::size_t at = FindAnyOf<']', ')'>(text); at != std::string_view::npos;
           at = FindAnyOf<']', ')'>(text, at + 1)) {
        const Offset sign = node.begin + static_cast<Offset>(at);
        if (sign < last_end) continue;
        last_end =
            text[at] == ']' ? CheckText(doc, ctx, node, sign) : CheckReversed(doc, ctx, node, sign);
        if (last_end == 0 && text[at] == ')') last_end = CheckUnclosed(doc, ctx, node, sign);
      }
    }
    for (const Node& link : doc.All(NodeKind::kLink)) {
      if (doc.link(link).form == LinkForm::kBare) CheckStray(doc, ctx, link);
      if (doc.link(link).form == LinkForm::kInline) CheckAfter(doc, ctx, link);
    }
    for (const Destination& destination : ctx.facts().destinations()) {
      ReportMalformedAddress(ctx, destination);
    }
  }

 private:
  // "[a] (u)", "[a](u" and "[a]（u）", where `close` is the bracket. Returns the end of what was
  // reported.
  static Offset CheckText(const Document& doc, RuleContext& ctx, Range node, Offset close) {
    const std::string_view text = doc.source().text();
    const Offset end = LineEnd(doc, close);
    if (close + 1 < end && text[close + 1] == '[') return CheckBrackets(doc, ctx, node, close);
    const std::optional<LinkTarget> target = LinkTargetAfter(text, close, end);
    if (!target) return 0;
    const bool wrong_before = target->spaced || target->wide;
    const Offset open = FindOpening(text, LineBegin(doc, node, close), close, '[', ']');
    if (open + 1 == close) return 0;
    if (open == close) {
      if (wrong_before || target->closing != 1) return 0;
      return CheckUnopened(doc, ctx, node, close, target->end());
    }
    if (target->closing != 0) {
      // With nothing wrong here, something else keeps it from being a link.
      if (!wrong_before && target->closing == 1) return 0;
      return ReportParentheses(doc, ctx, open, *target);
    }
    // "[1] (see http://…" is no link; nor is one without brackets that fit.
    if (wrong_before) return 0;
    if (const Offset spaced_end = EndBehindSpaces(text, target->url, end); spaced_end != 0) {
      const bool is_image = open > 0 && text[open - 1] == '!';
      ctx.Report({open, spaced_end},
                 is_image ? "space in the address of an image" : "space in the address of a link");
      return spaced_end;
    }
    return ReportUnclosed(doc, ctx, open, *target);
  }

  // "[a] (u)" and "[a]（u）"
  static Offset ReportParentheses(const Document& doc, RuleContext& ctx, Offset open,
                                  const LinkTarget& target) {
    const bool wide = target.wide || target.closing == 3;
    Report(ctx, {open, target.end()},
           wide ? "full-width parentheses around the address of a link"
                : "space between the text and the address of a link",
           wide ? "write ( and )" : "remove the space",
           wide ? Applicability::kUnsafe : Applicability::kSafe,
           Cat(doc.Slice({open, target.text_end}), "](", doc.Slice(target.url), ")"));
    return target.end();
  }

  // "[a](u". A full stop behind the address ends a sentence.
  static Offset ReportUnclosed(const Document& doc, RuleContext& ctx, Offset open,
                               const LinkTarget& target) {
    Range url = target.url;
    // Behind an address of ASCII, Chinese goes on with the sentence.
    const std::string_view address = doc.Slice(url);
    const std::size_t ascii = SkipAscii(address, 0);
    if (ascii < address.size() && IsCjk(DecodeUtf8(address, ascii).value)) {
      url.end = url.begin + static_cast<Offset>(ascii);
    }
    while (!url.empty() &&
           std::string_view(".,;:").find(doc.source()[url.end - 1]) != std::string_view::npos) {
      --url.end;
    }
    if (IsClosedBelow(doc, url.end)) return url.end;
    constexpr std::string_view kMessage = "address of a link without closing parenthesis";
    if (IsCutOff(doc, url)) {
      ctx.Report({open, url.end}, std::string(kMessage));
      return url.end;
    }
    Report(ctx, {open, url.end}, std::string(kMessage), "add it", Applicability::kUnsafe,
           Cat(doc.Slice({open, target.text_end}), "](", doc.Slice(url), ")"));
    return url.end;
  }

  // "[a(u)", where `close` is the parenthesis, and no bracket closes behind it: "[see a (u)]" is a
  // remark. Nothing in it is a link, since a bracket is open.
  static Offset CheckUnclosed(const Document& doc, RuleContext& ctx, Range node, Offset close) {
    const std::string_view text = doc.source().text();
    const Offset from = LineBegin(doc, node, close);
    Offset address = close;
    while (address > from && !IsAsciiSpace(text[address - 1]) && text[address - 1] != '(' &&
           text[address - 1] != ')') {
      --address;
    }
    if (address == from || text[address - 1] != '(') return 0;
    if (!BeginsAddress(text.substr(address, close - address))) return 0;
    const Offset before = address - 1;
    const Offset open = FindOpening(text, from, before, '[', ']');
    if (open == before || open + 1 == before ||
        text.substr(open, before - open).find('(') != std::string_view::npos)
      return 0;
    const std::string_view rest = text.substr(close, LineEnd(doc, close) - close);
    const std::size_t next = rest.find_first_of("[]");
    if (next != std::string_view::npos && rest[next] == ']') return 0;
    std::string_view words = Trim(text.substr(open, before - open));
    // "[a)(u)": the bracket that was meant.
    if (words.ends_with(')') && words.find('(') == std::string_view::npos) {
      words = Trim(words.substr(0, words.size() - 1));
    }
    Report(ctx, {open, close + 1}, "text of a link without closing bracket", "add it",
           Applicability::kUnsafe, Cat(words, "](", text.substr(address, close + 1 - address)));
    return close + 1;
  }

  // "a](u)" from the beginning of its block, where no bracket opens.
  static Offset CheckUnopened(const Document& doc, RuleContext& ctx, Range node, Offset close,
                              Offset link_end) {
    const std::string_view text = doc.source().text();
    const Offset begin = LineBegin(doc, node, close);
    if (node.begin < begin || node.begin == close || close - begin == kReach) return 0;
    const Node& at = doc.NodeAt(node.begin);
    const Node* block = doc.Parent(at);
    if (block == nullptr || !IsBlock(block->kind) || block->first_child != doc.IdOf(at)) return 0;
    if (text.substr(begin, close - begin).find('[') != std::string_view::npos) return 0;
    Report(ctx, {node.begin, link_end}, "text of a link without opening bracket", "add it",
           Applicability::kUnsafe, Cat("[", text.substr(node.begin, link_end - node.begin)));
    return link_end;
  }

  // "[a][u]"
  static Offset CheckBrackets(const Document& doc, RuleContext& ctx, Range node, Offset close) {
    const std::string_view text = doc.source().text();
    const Offset end = LineEnd(doc, close);
    const Offset address = close + 2;
    if (address >= end || !BeginsAddress(text.substr(address, end - address))) return 0;
    const Offset address_end = AddressEnd(text, address, end, ']');
    if (address_end >= end || text[address_end] != ']') return 0;
    const char after = address_end + 1 < end ? text[address_end + 1] : ' ';
    if (after == '(' || after == '[') return 0;
    const Offset open = FindOpening(text, LineBegin(doc, node, close), close, '[', ']');
    if (open == close || open + 1 == close) return 0;
    Report(ctx, {open, address_end + 1}, "brackets around the address of a link",
           "write parentheses", Applicability::kSafe,
           Cat("[", text.substr(open + 1, close - open - 1), "](",
               text.substr(address, address_end - address), ")"));
    return address_end + 1;
  }

  // "(a)[u]", where `close` is the parenthesis.
  static Offset CheckReversed(const Document& doc, RuleContext& ctx, Range node, Offset close) {
    const std::string_view text = doc.source().text();
    const Offset end = LineEnd(doc, close);
    if (close + 1 >= end || text[close + 1] != '[') return 0;
    if (!BeginsAddress(text.substr(close + 2, end - close - 2))) return 0;
    const Offset address_end = AddressEnd(text, close + 2, end, ']');
    if (address_end >= end || text[address_end] != ']') return 0;
    const char after = address_end + 1 < end ? text[address_end + 1] : ' ';
    if (after == '(' || after == '[' || after == ':') return 0;  // "(see)[http://a](http://a)"
    const Offset open = FindOpening(text, LineBegin(doc, node, close), close, '(', ')');
    if (open == close || open + 1 == close) return 0;
    Report(ctx, {open, address_end + 1}, "parentheses and brackets of a link are exchanged",
           "exchange them", Applicability::kSafe,
           Cat("[", text.substr(open + 1, close - open - 1), "](",
               text.substr(close + 2, address_end - close - 2), ")"));
    return address_end + 1;
  }

  // "[a](u))", and no parenthesis is open before the link.
  static void CheckAfter(const Document& doc, RuleContext& ctx, const Node& link) {
    const std::string_view text = doc.source().text();
    if (link.next_sibling == kNoNode) return;
    if (text[link.full.end] == ']') return CheckPair(doc, ctx, link);
    if (text[link.full.end] != ')' || doc[link.next_sibling].kind != NodeKind::kText) return;
    const Node* leaf = &link;
    while (!IsBlock(leaf->kind)) leaf = doc.Parent(*leaf);
    if (link.full.begin - leaf->content.begin > kReach) return;
    int depth = 0;
    const std::string_view before = doc.Slice({leaf->content.begin, link.full.begin});
    for (std::size_t i = FindAnyOf<'(', ')', '\xEF'>(before); i != std::string_view::npos;
         i = FindAnyOf<'(', ')', '\xEF'>(before, i + 1)) {
      if (before[i] == '(' || before.substr(i, 3) == "（") ++depth;
      if ((before[i] == ')' || before.substr(i, 3) == "）") && depth > 0) --depth;
    }
    // ":)" and "a) b)"
    if (depth > 0) return;
    Diagnostic& found = ctx.Report({link.full.begin, link.full.end + 1},
                                   "closing parenthesis after a link without an opening one");
    // "[[a](u))": a bracket was meant.
    const std::size_t open = before.find_last_of("[]");
    if (open != std::string_view::npos && before[open] == '[') return;
    SetFix(doc, &found,
           Fix{.title = "remove it",
               .applicability = Applicability::kUnsafe,
               .effect = Effect::kText,
               .edits = {{{link.full.end, link.full.end + 1}, ""}}});
  }

  // "([a](u)]"
  static void CheckPair(const Document& doc, RuleContext& ctx, const Node& link) {
    const std::string_view text = doc.source().text();
    if (link.full.begin == 0 || text[link.full.begin - 1] != '(') return;
    if (doc[link.next_sibling].kind != NodeKind::kText) return;
    const Offset end = LineEnd(doc, link.full.end);
    if (text.substr(link.full.end, end - link.full.end).find(')') != std::string_view::npos) return;
    const Offset begin = LineBegin(doc, {0, link.full.begin}, link.full.begin);
    if (text.substr(begin, link.full.begin - begin).ends_with("[(")) return;
    Diagnostic& found =
        ctx.Report({link.full.begin - 1, link.full.end + 1}, "'(' before a link and ']' after it");
    if (!doc.IsExact(link.full)) return;
    SetFix(doc, &found,
           Fix{.title = "write ')'",
               .applicability = Applicability::kUnsafe,
               .effect = Effect::kText,
               .edits = {{{link.full.end, link.full.end + 1}, ")"}}});
  }

  // "http://a](http://b": the brackets of "[http://a](http://b)" were lost. GitHub takes it for one
  // address.
  static void CheckStray(const Document& doc, RuleContext& ctx, const Node& link) {
    const std::string_view text = doc.source().text();
    const std::string_view url = doc.Slice(link.full);
    const std::size_t stray = url.find("](");
    if (stray == std::string_view::npos) return;
    const std::string_view second = url.substr(stray + 2);
    const Offset end = link.full.end;
    const bool closed = end < text.size() && text[end] == ')';
    const Range range = {link.full.begin, closed ? end + 1 : end};
    // "[a](http://b)，[c](http://d": the address of a link before it.
    const bool is_target = link.full.begin > 0 && text[link.full.begin - 1] == '(';
    if (is_target || !BeginsAddress(second) ||
        second.find_first_of("()[]") != std::string_view::npos) {
      ctx.Report(range, "\"](\" in an address");
      return;
    }
    Report(ctx, range, "\"](\" in an address", "make it a link from the one to the other",
           Applicability::kUnsafe, Cat("[", url.substr(0, stray), "](", second, ")"));
  }

  static void Report(RuleContext& ctx, Range range, std::string message, std::string title,
                     Applicability applicability, std::string text) {
    Diagnostic& found = ctx.Report(range, std::move(message));
    // "[![a](u": what the image is part of would change with it.
    const Document& doc = ctx.document();
    if (IsImageInOpenBracket(doc, range.begin)) return;
    // "[a] (http://b)(and more)": to GitHub the address goes on up to the blank.
    if (range.end < doc.source().size()) {
      const Node* node = &doc.NodeAt(range.end);
      while (!IsBlock(node->kind) && node->kind != NodeKind::kLink) node = doc.Parent(*node);
      if (node->kind == NodeKind::kLink && node->full.begin < range.end) {
        text += doc.Slice({range.end, node->full.end});
        range.end = node->full.end;
      }
    }
    SetFix(doc, &found,
           Fix{.title = std::move(title),
               .applicability = applicability,
               .effect = Effect::kStructure,
               .edits = {{range, std::move(text)}}});
  }

  // Where brackets or parentheses would still lack their partners, the link has more faults than
  // this one, and what was meant is not known.
  static void SetFix(const Document& doc, Diagnostic* found, Fix fix) {
    const Edit& edit = fix.edits.front();
    const Range line = {LineBegin(doc, {0, edit.range.begin}, edit.range.begin),
                        LineEnd(doc, edit.range.end)};
    std::string open;
    const bool fits = AddBrackets(doc.Slice({line.begin, edit.range.begin}), &open) &&
                      AddBrackets(edit.text, &open) &&
                      AddBrackets(doc.Slice({edit.range.end, line.end}), &open);
    if (fits && open.empty()) found->fix = std::move(fix);
  }

  // Follows the brackets of `text`, of which those of `open` are open before it and after it. False
  // if one is closed by another's.
  static bool AddBrackets(std::string_view text, std::string* open) {
    for (std::size_t i = FindAnyOf<'[', ']', '(', ')', '\\'>(text); i != std::string_view::npos;
         i = FindAnyOf<'[', ']', '(', ')', '\\'>(text, i + 1)) {
      const char c = text[i];
      if (c == '\\') {
        ++i;
      } else if (c == '[' || c == '(') {
        *open += c;
      } else {
        if (open->empty() || open->back() != (c == ']' ? '[' : '(')) return false;
        open->pop_back();
      }
    }
    return true;
  }
};

}  // namespace

RuleInfo LinkMalformedInfo() {
  return {.name = "link-malformed",
          .group = "link",
          .summary = "Link that is written wrongly",
          .rationale = "It shows its brackets, or leads nowhere.",
          .severity = Severity::kError,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict,
          .aliases = kAliases,
          .create = MakeRule<LinkMalformedRule>};
}

}  // namespace awl
