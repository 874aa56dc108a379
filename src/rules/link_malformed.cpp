#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/find_any_of.h"
#include "base/utf8.h"
#include "facts/destinations.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr std::string_view kAliases[] = {"MD011"};

// How far a link that went wrong is followed; addresses are shorter.
constexpr Offset kReach = 2000;

bool BeginsAddress(std::string_view text) {
  return StartsWithIgnoreAsciiCase(text, "https://") ||
         StartsWithIgnoreAsciiCase(text, "http://") || StartsWithIgnoreAsciiCase(text, "www.");
}

// Where an address ends that may hold pairs of parentheses: at white space, `close`, or `limit`.
Offset AddressEnd(std::string_view text, Offset begin, Offset limit, char close) {
  int depth = 0;
  Offset i = begin;
  for (; i < limit && !IsAsciiSpace(text[i]) && text[i] != '<'; ++i) {
    if (text[i] == close && depth == 0) break;
    if (close == ')' && text[i] == '(') ++depth;
    if (close == ')' && text[i] == ')') --depth;
    if (text.substr(i, 3) == "）") break;
  }
  return i;
}

// The `open` bracket that belongs to the closing one before `end`, not before `begin`; `end` if
// there is none.
Offset FindOpening(std::string_view text, Offset begin, Offset end, char open, char close) {
  int depth = 0;
  for (Offset i = end; i-- > begin;) {
    const bool escaped = i > begin && text[i - 1] == '\\';
    if (escaped) continue;
    if (text[i] == close) {
      ++depth;
    } else if (text[i] == open && depth-- == 0) {
      return i;
    }
  }
  return end;
}

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
    for (const Destination& destination : ctx.list().destinations()) {
      CheckAddress(ctx, destination);
    }
  }

 private:
  static Offset LineEnd(const Document& doc, Offset at) {
    const Offset end = doc.source().Line(doc.source().LineAt(at)).end;
    return std::min(end, at + kReach);
  }

  static Offset LineBegin(const Document& doc, Range node, Offset at) {
    const Offset begin = std::max(node.begin, doc.source().LineBegin(doc.source().LineAt(at)));
    return at - begin > kReach ? at - kReach : begin;
  }

  // What stands behind the text of "[a] (u)", "[a](u" or "[a]（u）".
  struct Target {
    Offset text_end = 0;  // the bracket before it
    Range url = {};
    bool spaced = false;  // blanks before the parenthesis
    bool wide = false;    // the parenthesis is a full-width one
    Offset closing = 0;   // bytes: ")", "）" or none

    Offset end() const { return url.end + closing; }
  };

  // Nothing where no address begins in parentheses.
  static std::optional<Target> TargetAfter(std::string_view text, Offset close, Offset end) {
    Offset at = close + 1;
    while (at < end && IsBlank(text[at])) ++at;
    Target out{.text_end = close, .spaced = at > close + 1};
    out.wide = text.substr(at, 3) == "（";
    if (at >= end || (text[at] != '(' && !out.wide)) return std::nullopt;
    const Offset url = at + (out.wide ? 3 : 1);
    if (url >= end || !BeginsAddress(text.substr(url, end - url))) return std::nullopt;
    out.url = {url, AddressEnd(text, url, end, ')')};
    if (out.url.end < end) {
      const std::string_view after = text.substr(out.url.end, 3);
      out.closing = after[0] == ')' ? 1 : after == "）" ? 3 : 0;
    }
    return out;
  }

  // "[a] (u)", "[a](u" and "[a]（u）", where `close` is the bracket. Returns the end of what was
  // reported.
  static Offset CheckText(const Document& doc, RuleContext& ctx, Range node, Offset close) {
    const std::string_view text = doc.source().text();
    const Offset end = LineEnd(doc, close);
    if (close + 1 < end && text[close + 1] == '[') return CheckBrackets(doc, ctx, node, close);
    const std::optional<Target> target = TargetAfter(text, close, end);
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
                                  const Target& target) {
    const bool wide = target.wide || target.closing == 3;
    Report(ctx, {open, target.end()},
           wide ? "full-width parentheses around the address of a link"
                : "space between the text and the address of a link",
           wide ? "write ( and )" : "remove the space",
           wide ? Applicability::kUnsafe : Applicability::kSafe,
           Cat(doc.Slice({open, target.text_end}), "](", doc.Slice(target.url), ")"));
    return target.end();
  }

  // Where "(u v)" ends if what follows the address up to the next parenthesis is likely part of it;
  // otherwise 0.
  static Offset EndBehindSpaces(std::string_view text, Range url, Offset limit) {
    const std::string_view rest = text.substr(url.end, limit - url.end);
    const std::size_t later = rest.find(')');
    if (later == std::string_view::npos) return 0;
    const std::string_view between = rest.substr(0, later);
    if (between.find_first_of("([") != std::string_view::npos) return 0;
    const std::string_view words = Trim(between);
    if (words.empty()) return 0;
    // A title has quotes that fit; what looks like an end of the address and a sentence after it
    // lacks the parenthesis.
    const bool ends_line = Trim(rest.substr(later + 1)).empty() &&
                           between.find_first_of("\"'") == std::string_view::npos;
    const bool query = text.substr(url.begin, url.size()).find('?') != std::string_view::npos;
    const bool belongs = words.find(' ') == std::string_view::npos ||
                         (query && ends_line && IsAsciiAlnum(words.front()));
    return belongs ? url.end + static_cast<Offset>(later) + 1 : 0;
  }

  // "[a](u". A full stop behind the address ends a sentence.
  static Offset ReportUnclosed(const Document& doc, RuleContext& ctx, Offset open,
                               const Target& target) {
    Range url = target.url;
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

  // What follows on its line, and the next line that is not blank.
  static std::pair<std::string_view, std::string_view> Following(const Document& doc, Offset at) {
    const Source& source = doc.source();
    std::uint32_t line = source.LineAt(at);
    const std::string_view rest = doc.Slice({at, source.Line(line).end});
    while (++line < source.line_count()) {
      const std::string_view text = Trim(doc.Slice(source.Line(line)));
      if (!text.empty()) return {rest, text};
    }
    return {rest, {}};
  }

  // "[a](u " with ")" on the next line is a link, which md4c 0.4.8 does not see.
  static bool IsClosedBelow(const Document& doc, Offset at) {
    const auto [rest, below] = Following(doc, at);
    return Trim(rest).empty() && below.starts_with(')');
  }

  // True if the address may go on: it has "](" in it or nothing behind its scheme, a title or more
  // words with a parenthesis follow, or the next line has the rest, such as "watch?v=1)".
  static bool IsCutOff(const Document& doc, Range url) {
    const std::string_view address = doc.Slice(url);
    if (address.ends_with("://") || address.find("](") != std::string_view::npos) return true;
    const auto [rest, below] = Following(doc, url.end);
    const std::size_t close = rest.find(')');
    if (rest.starts_with(" \"") || rest.starts_with(" '")) return true;
    if (close != std::string_view::npos &&
        rest.substr(0, close).find('(') == std::string_view::npos) {
      return true;
    }
    const std::string_view word = below.substr(0, below.find(' '));
    return Trim(rest).empty() && word.find(')') != std::string_view::npos &&
           word.find_first_of("([<") == std::string_view::npos;
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
    found.fix = Fix{.title = "remove it",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = {{{link.full.end, link.full.end + 1}, ""}}};
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
    found.fix = Fix{.title = "write ')'",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kText,
                    .edits = {{{link.full.end, link.full.end + 1}, ")"}}};
  }

  static void CheckAddress(RuleContext& ctx, const Destination& destination) {
    const std::string_view url = destination.url;
    if (url.find("](") != std::string_view::npos) {
      ctx.Report(destination.range, "\"](\" in an address");
      return;
    }
    if (url.size() < 6 || (AsciiLower(url[0]) != 'h' && AsciiLower(url[0]) != 't')) return;
    if (const std::size_t half = WrittenTwice(url); half != 0) {
      return ReportAddress(ctx, destination, "the address is written twice",
                           std::string(url.substr(0, half)));
    }
    if (HasEmptyOwner(destination.parts)) {
      std::string fixed(url);
      const auto at = static_cast<std::size_t>(destination.parts.path.data() - url.data());
      fixed.erase(at, 1);
      return ReportAddress(ctx, destination, "two slashes before the owner of the repository",
                           fixed);
    }
    // A text that ends so, too, may be the name of the repository.
    if (EndsInStop(destination.parts) &&
        !ctx.document().Text(ctx.document()[destination.node]).ends_with('.')) {
      return ReportAddress(ctx, destination, "full stop at the end of a repository's address",
                           std::string(url.substr(0, url.size() - 1)));
    }
    if (HasBarePercent(destination.parts.path)) {
      ctx.Report(destination.range, "'%' in an address without two hexadecimal digits after it");
      return;
    }
    if (HasOneScheme(url)) return;
    std::string fixed = WithOneScheme(url);
    if (fixed.empty()) fixed = WithKnownScheme(url);
    if (fixed.empty() || fixed == url) return;
    ReportAddress(ctx, destination, Cat("malformed scheme in \"", url, "\""), fixed);
  }

  static void ReportAddress(RuleContext& ctx, const Destination& destination, std::string message,
                            const std::string& fixed) {
    Diagnostic& found = ctx.Report(destination.range, std::move(message));
    if (!destination.is_plain) return;
    found.fix = Fix{.title = Cat("write ", fixed),
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kDestination,
                    .edits = {{destination.range, fixed}}};
  }

  // "https://github.com//owner/name"
  static bool HasEmptyOwner(const Url& url) {
    if (!url.path.starts_with("//") || url.path.size() < 3 || url.path[2] == '/') return false;
    return EqualsIgnoreAsciiCase(url.host, "github.com") ||
           EqualsIgnoreAsciiCase(url.host, "gitlab.com");
  }

  // "https://github.com/owner/name.", which took the end of a sentence with it.
  static bool EndsInStop(const Url& url) {
    const bool is_forge = EqualsIgnoreAsciiCase(url.host, "github.com") ||
                          EqualsIgnoreAsciiCase(url.host, "gitlab.com");
    return is_forge && url.path.ends_with('.') && url.query.empty() && url.fragment.empty() &&
           std::count(url.path.begin(), url.path.end(), '/') == 2;
  }

  static bool HasBarePercent(std::string_view path) {
    for (std::size_t at = path.find('%'); at != std::string_view::npos;
         at = path.find('%', at + 1)) {
      if (at + 2 >= path.size() || HexValue(path[at + 1]) < 0 || HexValue(path[at + 2]) < 0) {
        return true;
      }
    }
    return false;
  }

  // Where the second half of "https://a/bhttps://a/b" begins; 0 if the address is there once.
  static std::size_t WrittenTwice(std::string_view url) {
    const std::size_t first = url.find("://");
    if (first == std::string_view::npos) return 0;
    // From the front: nearly all have one, near their beginning.
    if (url.find("://", first + 1) == std::string_view::npos) return 0;
    const std::size_t second = url.rfind("://");
    if (2 * second < url.size()) return 0;
    const std::size_t half = second - first;
    std::string_view a = url.substr(0, half);
    std::string_view b = url.substr(half);
    while (a.ends_with('/')) a.remove_suffix(1);
    while (b.ends_with('/')) b.remove_suffix(1);
    return a == b ? half : 0;
  }

  // "htps://x", "httpss://x", "https.//x" and "https;//x" put right; empty if the URL begins with
  // something else. What is made of the letters of "https" in front of two slashes was meant to be
  // it.
  static std::string WithKnownScheme(std::string_view url) {
    std::size_t end = 0;
    bool p = false;
    for (; end < url.size() && IsAsciiAlpha(url[end]); ++end) {
      const char c = AsciiLower(url[end]);
      if (c != 'h' && c != 't' && c != 'p' && c != 's') return {};
      p |= c == 'p';
    }
    if (end < 3 || end > 8 || !p) return {};
    const bool secure = AsciiLower(url[end - 1]) == 's' || AsciiLower(url[end - 2]) == 's';
    std::size_t rest = end;
    while (rest < url.size() &&
           std::string_view(":;.,").find(url[rest]) != std::string_view::npos) {
      ++rest;
    }
    if (rest == end || !url.substr(rest).starts_with("//")) return {};
    // "HTTP://" is right.
    const std::string_view scheme = url.substr(0, rest);
    if (EqualsIgnoreAsciiCase(scheme, "http:") || EqualsIgnoreAsciiCase(scheme, "https:"))
      return {};
    while (rest < url.size() && url[rest] == '/') ++rest;
    if (rest == url.size() || !IsAsciiAlnum(url[rest])) return {};
    return Cat(secure ? "https://" : "http://", url.substr(rest));
  }

  // As nearly all have: what follows cannot be a second scheme.
  static bool HasOneScheme(std::string_view url) {
    for (const std::string_view scheme : {"https://", "http://"}) {
      if (!url.starts_with(scheme) || url.size() == scheme.size()) continue;
      const char next = AsciiLower(url[scheme.size()]);
      return next != '/' && next != 'h' && next != 't';
    }
    return false;
  }

  // "http://https://x", "http:/x", "http//x", "https:///x", "ttps://x" put right; empty if the URL
  // begins as it should.
  static std::string WithOneScheme(std::string_view url) {
    std::string_view rest = url;
    std::string_view scheme;
    int count = 0;
    bool odd = false;
    while (true) {
      std::size_t length = 0;
      for (const std::string_view name : {"https", "http", "ttps", "ttp"}) {
        if (StartsWithIgnoreAsciiCase(rest, name)) {
          length = name.size();
          scheme = length == 5 || name == "ttps" ? "https" : "http";
          odd |= name[0] == 't';
          break;
        }
      }
      if (length == 0) break;
      std::size_t i = length;
      const bool colon = i < rest.size() && rest[i] == ':';
      if (colon) ++i;
      std::size_t slashes = 0;
      while (i < rest.size() && rest[i] == '/') ++i, ++slashes;
      // "http.server", "https.md" and "http:x" are something else; "http/1.1" is a path.
      if (slashes == 0 || (!colon && slashes < 2)) break;
      odd |= !colon || slashes != 2;
      ++count;
      rest.remove_prefix(i);
    }
    if (count == 0 || rest.empty() || (count == 1 && !odd)) return {};
    const CodePoint first = DecodeUtf8(rest, 0);
    if (!IsLetter(first.value) && !IsNumber(first.value) && first.value != '[') return {};
    return Cat(scheme, "://", rest);
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
    if (!BeginsAddress(second) || second.find_first_of("()[]") != std::string_view::npos) {
      ctx.Report(range, "\"](\" in an address");
      return;
    }
    Report(ctx, range, "\"](\" in an address", "make it a link from the one to the other",
           Applicability::kUnsafe, Cat("[", url.substr(0, stray), "](", second, ")"));
  }

  static bool IsImageInOpenBracket(const Document& doc, Offset at) {
    constexpr Offset kMost = 512;  // bytes before the image
    const Source& source = doc.source();
    if (at == 0 || source[at - 1] != '!') return false;
    const Offset begin = std::max(source.LineBegin(source.LineAt(at)), at - std::min(at, kMost));
    int closed = 0;
    for (Offset i = at - 1; i > begin; --i) {
      const char c = source[i - 1];
      if (c == ']') ++closed;
      if (c == '[' && --closed < 0) return true;
    }
    return false;
  }

  static void Report(RuleContext& ctx, Range range, std::string message, std::string title,
                     Applicability applicability, std::string text) {
    Diagnostic& found = ctx.Report(range, std::move(message));
    // "[![a](u": what the image is part of would change with it.
    if (IsImageInOpenBracket(ctx.document(), range.begin)) return;
    found.fix = Fix{.title = std::move(title),
                    .applicability = applicability,
                    .effect = Effect::kStructure,
                    .edits = {{range, std::move(text)}}};
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
