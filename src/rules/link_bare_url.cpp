#include <string>
#include <utility>

#include "base/utf8.h"
#include "rules/builtin.h"
#include "text/flanking.h"
#include "text/unicode.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"style", OptionType::kEnum, "angle", "What a bare URL is turned into.", "angle|link"},
};

constexpr std::string_view kAliases[] = {"MD034"};

class LinkBareUrlRule final : public Rule {
 public:
  explicit LinkBareUrlRule(const Options& options) : angle_(options.String("style") == "angle") {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Node& node : doc.All(NodeKind::kLink)) {
      const LinkInfo& link = doc.link(node);
      if (link.form != LinkForm::kBare || IsInBrokenLink(doc, node)) continue;
      const std::string_view text = doc.Slice(node.full);
      // Two addresses in one: link-malformed makes of them what was meant.
      if (const std::size_t stray = text.find("]("); stray != std::string_view::npos) {
        const Offset at = node.full.begin + static_cast<Offset>(stray);
        ctx.Report({node.full.begin, at}, "bare URL");
        if (text.substr(stray + 2).starts_with("http")) {
          ctx.Report({at + 2, node.full.end}, "bare URL");
        }
        continue;
      }
      const std::size_t meant = FindEnd(text);
      if (meant != std::string_view::npos) {
        ReportTooLong(ctx, node.full, text, meant);
        continue;
      }
      Diagnostic& found = ctx.Report(node.full, "bare URL");
      if (MayPair(doc, node)) continue;
      // <www.example.org> is a tag, not a link.
      const bool has_scheme = text == link.url;
      if (angle_ && has_scheme) {
        found.fix = Fix{.title = "put it into <>",
                        .applicability = Applicability::kSafe,
                        .effect = Effect::kLayout,
                        .edits = {{{node.full.begin, node.full.begin}, "<"},
                                  {{node.full.end, node.full.end}, ">"}}};
      } else {
        const std::string name(has_scheme ? NameOf(text) : text);
        found.fix = Fix{.title = Cat("make it a link named ", name),
                        .applicability = Applicability::kUnsafe,
                        .effect = Effect::kText,
                        .edits = {{node.full, Cat("[", name, "](", link.url, ")")}}};
      }
    }
  }

 private:
  // More signs than this in one block are not looked at.
  static constexpr std::size_t kMostSigns = 32;

  // True if a "~", "*" or "_" of the URL may make a pair with one outside, or keep two others from
  // making one: parsers differ in whether it does, "1~5 and http://a.example/~me/ and 10~20", and
  // in brackets it never does.
  static bool MayPair(const Document& doc, const Node& url) {
    const std::string_view source = doc.source().text();
    std::string signs;
    for (Offset at = url.full.begin; at < url.full.end; ++at) {
      if (IsDelimiterSign(source[at]) && HasPower(source, at)) signs += source[at];
    }
    if (signs.empty()) return false;
    const Node* block = &url;
    while (!IsBlock(block->kind)) block = doc.Parent(*block);
    return HasAnyOf(signs, source, {block->full.begin, url.full.begin}) ||
           HasAnyOf(signs, source, {url.full.end, block->full.end});
  }

  static bool HasAnyOf(std::string_view signs, std::string_view source, Range range) {
    std::size_t seen = 0;
    for (Offset at = range.begin; at < range.end; ++at) {
      if (signs.find(source[at]) == std::string_view::npos) continue;
      if (HasPower(source, at) || ++seen == kMostSigns) return true;
    }
    return false;
  }

  static bool HasPower(std::string_view text, Offset at) {
    const DelimiterPower power =
        PowerOfDelimiter(text[at], FlankClassBefore(text, at), FlankClassAt(text, at + 1));
    return power.opens || power.closes || !power.sure;
  }

  // Where the URL was meant to end, though by the rules for bare URLs it goes on.
  static std::size_t FindEnd(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const CodePoint c = DecodeUtf8(text, at);
      if (c.value == '>' || IsSpace(c.value)) return at;
      at += c.length;
    }
    return std::string_view::npos;
  }

  // What comes after it is text.
  void ReportTooLong(RuleContext& ctx, Range whole, std::string_view text, std::size_t end) const {
    const std::string_view url = text.substr(0, end);
    const Range range = {whole.begin, whole.begin + static_cast<Offset>(end)};
    Diagnostic& found =
        ctx.Report(range, Cat("bare URL that goes on after ",
                              text[end] == '>' ? "\">\"" : "a wide or no-break space"));
    if (!angle_ || url.find("://") == std::string_view::npos) return;
    found.fix = Fix{.title = "put the URL alone into <>",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kDestination,
                    .edits = {{whole, Cat("<", url, ">", text.substr(end))}}};
  }

  // "[a] (u", "[a]（u", "[a][u" and "(a)[u" are link-malformed's.
  static bool IsInBrokenLink(const Document& doc, const Node& node) {
    const std::string_view before = doc.Slice({0, node.full.begin});
    if (before.ends_with('[')) return before.ends_with("][") || before.ends_with(")[");
    std::size_t end = before.size();
    if (before.ends_with('(')) {
      end -= 1;
    } else if (before.ends_with("（")) {
      end -= 3;
    } else {
      return false;
    }
    while (end > 0 && IsBlank(before[end - 1])) --end;
    return end > 0 && before[end - 1] == ']';
  }

  // The last part of a repository's address, or the host.
  static std::string_view NameOf(std::string_view url) {
    const Url parts = ParseUrl(url);
    const RepoRef repo = ParseRepo(url);
    if (!repo.empty()) {
      std::string_view path = parts.path;
      while (path.ends_with('/')) path.remove_suffix(1);
      return path.substr(path.rfind('/') + 1);
    }
    return parts.host.empty() ? url : parts.host;
  }

  const bool angle_;
};

}  // namespace

RuleInfo LinkBareUrlInfo() {
  return {.name = "link-bare-url",
          .group = "link",
          .summary = "URL without markup",
          .rationale =
              "Where a bare URL ends is each renderer's own guess, and many do not link it at all.",
          .severity = Severity::kInfo,
          .fix = FixKind::kBoth,
          .profiles = kStrict,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<LinkBareUrlRule>};
}

}  // namespace awl
