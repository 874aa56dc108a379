// Rules about links that lead elsewhere than they say.
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "facts/destinations.h"
#include "rule/link_cure.h"
#include "rule/web_links.h"
#include "rules/builtin.h"
#include "web/redirect.h"

namespace awl {
namespace {

bool HasLanded(const WebLink& link, const Web& web) {
  return link.fact->verdict == Verdict::kAlive &&
         link.fact->record->landed_runs >= web.rules().moved_runs;
}

// Where it leads now, if that is no place that anybody wants.
std::string_view LostAt(const WebLink& link) {
  return awl::LostAt(link.destination->url, link.fact->record->landed);
}

class LinkRedirectPermanentRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    if (ctx.web() == nullptr) return;
    std::unordered_map<std::string, const Destination*> listed;  // by key
    for (const WebLink& link : ctx.web_links()) {
      const LinkRecord& record = *link.fact->record;
      if (link.fact->verdict != Verdict::kAlive || record.moved.empty() ||
          record.moved_runs < ctx.web()->rules().moved_runs || !LostAt(link).empty()) {
        continue;
      }
      const std::string_view url = link.destination->url;
      const Move move = JudgeMove(url, record.moved);
      if (move == Move::kNone) continue;
      if (listed.empty()) listed = Listed(ctx.web_links());
      Report(*link.destination, WithFragmentOf(url, record.moved), move, listed, ctx);
    }
  }

 private:
  static std::unordered_map<std::string, const Destination*> Listed(
      const std::vector<WebLink>& links) {
    std::unordered_map<std::string, const Destination*> listed;
    for (const WebLink& link : links) listed.emplace(link.fact->record->key, link.destination);
    return listed;
  }

  static void Report(const Destination& destination, const std::string& target, Move move,
                     const std::unordered_map<std::string, const Destination*>& listed,
                     RuleContext& ctx) {
    Diagnostic& found =
        ctx.Report(destination.range, Cat(move == Move::kHttps     ? "is served by https: "
                                          : move == Move::kRenamed ? "the repository is now "
                                                                   : "has moved to ",
                                          target));
    const auto other = listed.find(LinkKey(target));
    if (other != listed.end() && other->second->range.begin != destination.range.begin) {
      found.related.push_back({"the list has it already", other->second->range});
    }
    found.fix = FixOf(destination, target, move);
  }

  static std::optional<Fix> FixOf(const Destination& destination, const std::string& target,
                                  Move move) {
    const bool is_safe = move != Move::kElsewhere;
    if (move == Move::kHttps) {
      // "www.example.org": the scheme is GitHub's, not the author's.
      if (!destination.is_plain) return std::nullopt;
      const auto scheme = static_cast<Offset>(destination.parts.scheme.size());
      return Fix{.title = "link it by https",
                 .applicability = Applicability::kSafe,
                 .effect = Effect::kDestination,
                 .edits = {{{destination.range.begin, destination.range.begin + scheme}, "https"}}};
    }
    std::optional<std::string> text = AsDestination(destination, target);
    if (!text) return std::nullopt;
    return Fix{.title = "link the new place",
               .applicability = is_safe ? Applicability::kSafe : Applicability::kUnsafe,
               .effect = Effect::kDestination,
               .edits = {{destination.range, std::move(*text)}}};
  }
};

class LinkRedirectLostRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    if (ctx.web() == nullptr) return;
    for (const WebLink& link : ctx.web_links()) {
      if (!HasLanded(link, *ctx.web())) continue;
      const std::string_view lost = LostAt(link);
      if (lost.empty()) continue;
      ctx.Report(link.destination->range,
                 Cat("leads to ", lost, " now: ", link.fact->record->landed));
    }
  }
};

}  // namespace

RuleInfo LinkRedirectPermanentInfo() {
  return {.name = "link-redirect-permanent",
          .group = "link",
          .summary = "Link to a page that has moved for good",
          .rationale =
              "Redirects are kept for some years, then they end; the new address lasts longer.",
          .severity = Severity::kWarning,
          .fix = FixKind::kBoth,
          .web = WebUse::kWithState,
          .create = MakeRule<LinkRedirectPermanentRule>};
}

RuleInfo LinkRedirectLostInfo() {
  return {.name = "link-redirect-lost",
          .group = "link",
          .summary = "Link that no longer leads to its page",
          .rationale = "The server sends readers to its front page, a login or an error instead.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .web = WebUse::kWithState,
          .create = MakeRule<LinkRedirectLostRule>};
}

}  // namespace awl
