// Rules that say what `awl links` has found out of a link: each reports one verdict.
#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/civil_day.h"
#include "rule/link_cure.h"
#include "rule/web_links.h"
#include "rules/builtin.h"
#include "text/url.h"
#include "web/wayback.h"

namespace awl {
namespace {

constexpr OptionInfo kDeadOptions[] = {kCureOption, kMarkOption};

bool IsHard(const WebFact& fact) {
  return fact.record->evidence == Evidence::kHard && !fact.record->held_back;
}

// What a forge's API has said is told by the rules of group project.
bool IsOfProject(const WebFact& fact) { return fact.record->via_api && IsHard(fact); }

// Added by this change, and never seen alive.
bool IsNotFound(const WebFact& fact) {
  return fact.is_new && fact.record->alive == 0 && IsHard(fact);
}

// ", alive until 2026-01-31"
std::string UntilWhen(const LinkRecord& record) {
  return record.alive == 0 ? std::string() : Cat(", alive until ", CivilDay(record.alive));
}

class LinkDeadRule final : public Rule {
 public:
  explicit LinkDeadRule(const Options& options) : options_(options) {}

  void Check(const Document&, RuleContext& ctx) const override {
    LinkCure cure(ctx.list(), options_);
    for (const WebLink& link : ctx.web_links()) {
      if (link.fact->verdict != Verdict::kDead || IsOfProject(*link.fact)) continue;
      const LinkRecord& record = *link.fact->record;
      Diagnostic& found = ctx.Report(
          link.destination->range,
          Cat("dead: ", record.reason, " in ",
              Counted(static_cast<std::size_t>(record.hard_runs), "run"), " since ",
              CivilDay(record.hard_since), UntilWhen(record), "; perhaps there is a copy: ",
              record.archived.empty() ? CopyNear(record, link.destination->url) : record.archived));
      found.fix = cure.For(*link.destination, record.archived);
    }
  }

 private:
  const Options options_;
};

class LinkNotFoundRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    std::unordered_map<std::string, const Destination*> alive;  // by key in lower case
    for (const WebLink& link : ctx.web_links()) {
      const WebFact& fact = *link.fact;
      if (!IsNotFound(fact) || IsOfProject(fact) || fact.verdict == Verdict::kDead) continue;
      if (alive.empty()) alive = AliveOnes(ctx.web_links());
      ctx.Report(link.destination->range,
                 Cat("not found: ", fact.record->reason, Nearest(*link.destination, alive)));
    }
  }

 private:
  static std::unordered_map<std::string, const Destination*> AliveOnes(
      const std::vector<WebLink>& links) {
    std::unordered_map<std::string, const Destination*> alive;
    for (const WebLink& link : links) {
      if (link.fact->verdict == Verdict::kAlive) {
        alive.emplace(AsciiLower(link.fact->record->key), link.destination);
      }
    }
    return alive;
  }

  // What may have been meant.
  static std::string Nearest(const Destination& destination,
                             const std::unordered_map<std::string, const Destination*>& alive) {
    std::string_view url = destination.url;
    const auto other_case = alive.find(AsciiLower(LinkKey(url)));
    if (other_case != alive.end()) return Cat("; the list has ", other_case->second->url);
    const std::size_t end = url.find_last_not_of("),.;:'\"");
    if (end + 1 == url.size()) return {};
    url = url.substr(0, end + 1);
    return Cat("; did you mean ", url, "?");
  }
};

class LinkUnreachableRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    for (const WebLink& link : ctx.web_links()) {
      if (link.fact->verdict != Verdict::kUnreachable) continue;
      const LinkRecord& record = *link.fact->record;
      ctx.Report(link.destination->range,
                 Cat("unreachable in ", Counted(static_cast<std::size_t>(record.soft_runs), "run"),
                     " since ", CivilDay(record.soft_since), UntilWhen(record),
                     "; the last time: ", record.reason));
    }
  }
};

class LinkSuspectRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    for (const WebLink& link : ctx.web_links()) {
      if (link.fact->verdict != Verdict::kSuspect || IsNotFound(*link.fact)) continue;
      const LinkRecord& record = *link.fact->record;
      ctx.Report(link.destination->range,
                 Cat("perhaps dead: ", record.reason, " since ", CivilDay(record.hard_since),
                     UntilWhen(record), "; not yet often enough to say so"));
    }
  }
};

class LinkUncertainRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    for (const WebLink& link : ctx.web_links()) {
      if (link.fact->verdict != Verdict::kUncertain) continue;
      ctx.Report(link.destination->range, Cat("could not be judged: ", link.fact->record->reason));
    }
  }
};

}  // namespace

RuleInfo LinkDeadInfo() {
  return {.name = "link-dead",
          .group = "link",
          .summary = "Link that is proved to be dead",
          .rationale = "Readers find nothing there, and an entry without its thing is of no use.",
          .severity = Severity::kError,
          .fix = FixKind::kUnsafe,
          .web = WebUse::kWithState,
          .options = kDeadOptions,
          .create = MakeRule<LinkDeadRule>};
}

RuleInfo LinkNotFoundInfo() {
  return {.name = "link-not-found",
          .group = "link",
          .summary = "New link to a page that is not there",
          .rationale = "What is added should work on the day it is added; mostly it is misspelt.",
          .severity = Severity::kError,
          .fix = FixKind::kNone,
          .web = WebUse::kWithState,
          .create = MakeRule<LinkNotFoundRule>};
}

RuleInfo LinkUnreachableInfo() {
  return {.name = "link-unreachable",
          .group = "link",
          .summary = "Link that nobody has answered for weeks",
          .rationale = "The server may be gone for good, though nobody has said so.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .web = WebUse::kWithState,
          .create = MakeRule<LinkUnreachableRule>};
}

RuleInfo LinkSuspectInfo() {
  return {.name = "link-suspect",
          .group = "link",
          .summary = "Link that may be dead, not yet proved",
          .rationale = "One look proves nothing: one in sixteen links removed as dead came back.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .web = WebUse::kByName,
          .create = MakeRule<LinkSuspectRule>};
}

RuleInfo LinkUncertainInfo() {
  return {.name = "link-uncertain",
          .group = "link",
          .summary = "Link that could not be judged",
          .rationale = "Some hosts let no program in; only a person can say whether they work.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .web = WebUse::kByName,
          .create = MakeRule<LinkUncertainRule>};
}

}  // namespace awl
