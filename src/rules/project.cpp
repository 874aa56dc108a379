// Rules about the projects that entries link: what their forge says of them.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil_day.h"
#include "rule/link_cure.h"
#include "rule/web_links.h"
#include "rules/builtin.h"
#include "text/excerpt.h"
#include "text/glob.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr std::int64_t kDay = 86400;

constexpr OptionInfo kCureOptions[] = {kProjectCureOption, kMarkOption};
constexpr OptionInfo kStaleOptions[] = {
    {"months", OptionType::kCount, "24", "Months without a push that are still well."},
    {"keep", OptionType::kStrings, "", "Globs over `owner/name`: finished work, not stale."},
};
constexpr OptionInfo kLicenceOptions[] = {
    {"accept", OptionType::kStrings, "", "SPDX ids; empty: any licence that the forge knows."},
};
constexpr OptionInfo kStarsOptions[] = {
    {"min", OptionType::kCount, "50", "The least number of stars."},
};
constexpr OptionInfo kAgeOptions[] = {
    {"days", OptionType::kCount, "90", "The least age of a project."},
};

// A link to a repository itself, "https://github.com/owner/name", that the forge still has. `path`
// below it is not the project's front door.
bool IsProject(const WebLink& link) {
  const WebFact& fact = *link.fact;
  if (!fact.record->repository || fact.record->evidence == Evidence::kHard) return false;
  const RepoRef repo = ParseRepo(link.destination->url);
  return !repo.empty() && fact.record->key == Cat(repo.host, "/", repo.owner, "/", repo.name);
}

template <typename Take>
void ForEachProject(RuleContext& ctx, const Take& take) {
  for (const WebLink& link : ctx.web_links()) {
    if (IsProject(link)) take(link, *link.fact->record->repository);
  }
}

class ProjectGoneRule final : public Rule {
 public:
  explicit ProjectGoneRule(const Options& options) : options_(options) {}

  void Check(const Document&, RuleContext& ctx) const override {
    LinkCure cure(ctx.list(), options_);
    for (const WebLink& link : ctx.web_links()) {
      const LinkRecord& record = *link.fact->record;
      if (!record.via_api || record.evidence != Evidence::kHard) continue;
      const bool is_new = link.fact->is_new && record.alive == 0;
      if (link.fact->verdict != Verdict::kDead && !is_new) continue;
      Diagnostic& found =
          ctx.Report(link.destination->range,
                     is_new ? Cat(link.destination->parts.host, " has no such repository")
                            : Cat(link.destination->parts.host, " has no such repository since ",
                                  CivilDay(record.hard_since)));
      if (!is_new) found.fix = cure.For(*link.destination, record.archived);
    }
  }

 private:
  const Options options_;
};

// "owner/name" as a URL may have it.
bool IsPlainName(std::string_view name) {
  return std::count(name.begin(), name.end(), '/') == 1 && name.front() != '/' &&
         name.back() != '/' && name.size() < 200 &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return IsAsciiAlnum(c) || c == '-' || c == '_' || c == '.' || c == '/';
         });
}

class ProjectRenamedRule final : public Rule {
 public:
  void Check(const Document&, RuleContext& ctx) const override {
    for (const WebLink& link : ctx.web_links()) {
      const std::optional<RepositoryFacts>& facts = link.fact->record->repository;
      if (!facts || link.fact->verdict != Verdict::kAlive) continue;
      const RepoRef repo = ParseRepo(link.destination->url);
      const std::string old_name = Cat(repo.owner, "/", repo.name);
      const std::string& now = facts->name_with_owner;
      if (repo.empty() || !IsPlainName(now) || EqualsIgnoreAsciiCase(old_name, now)) continue;
      Diagnostic& found =
          ctx.Report(link.destination->range, Cat("the repository is called ", now, " now"));
      if (const std::optional<Range> range = NameIn(*link.destination)) {
        found.fix = Fix{.title = Cat("call it ", now),
                        .applicability = Applicability::kSafe,
                        .effect = Effect::kDestination,
                        .edits = {{*range, now}}};
      }
    }
  }

 private:
  // Where "owner/name" stands in the destination, without ".git".
  static std::optional<Range> NameIn(const Destination& destination) {
    if (!destination.is_plain) return std::nullopt;
    const std::string_view path = destination.parts.path;
    const std::size_t slash = path.find('/', 1);
    if (!path.starts_with('/') || slash == std::string_view::npos) return std::nullopt;
    std::string_view name = path.substr(1, path.find('/', slash + 1) - 1);
    if (name.ends_with(".git")) name.remove_suffix(4);
    const auto begin =
        destination.range.begin + static_cast<Offset>(name.data() - destination.url.data());
    return Range{begin, begin + static_cast<Offset>(name.size())};
  }
};

// What the project itself says of its new home, as the description or the homepage may.
std::string NewHome(const RepositoryFacts& facts) {
  constexpr std::string_view kWords[] = {"moved",    "deprecated", "superseded", "successor",
                                         "replaced", "instead",    "continued",  "://"};
  const std::string lower = AsciiLower(facts.description);
  const bool says = std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
  if (says) return Cat("; its description says: ", Printable(facts.description));
  // A homepage of another project.
  const RepoRef home = ParseRepo(facts.homepage);
  if (home.empty() ||
      EqualsIgnoreAsciiCase(Cat(home.owner, "/", home.name), facts.name_with_owner)) {
    return {};
  }
  return Cat("; its homepage is ", Printable(facts.homepage));
}

class ProjectArchivedRule final : public Rule {
 public:
  explicit ProjectArchivedRule(const Options& options) : options_(options) {}

  void Check(const Document&, RuleContext& ctx) const override {
    LinkCure cure(ctx.list(), options_);
    ForEachProject(ctx, [&](const WebLink& link, const RepositoryFacts& facts) {
      if (!facts.is_archived && !facts.is_disabled) return;
      Diagnostic& found =
          ctx.Report(link.destination->range,
                     Cat(facts.is_archived ? "archived by its owner" : "disabled by its forge",
                         NewHome(facts)));
      found.fix = cure.For(*link.destination, {});
    });
  }

 private:
  const Options options_;
};

class ProjectStaleRule final : public Rule {
 public:
  explicit ProjectStaleRule(const Options& options)
      : months_(options.Count("months")), keep_(options.Strings("keep"), Glob::Kind::kText) {}

  void Check(const Document&, RuleContext& ctx) const override {
    ForEachProject(ctx, [&](const WebLink& link, const RepositoryFacts& facts) {
      const std::int64_t age = link.fact->record->checked - facts.pushed_at;
      const auto limit =
          static_cast<std::int64_t>(std::min<std::size_t>(months_, 1200)) * 2'629'746;
      if (facts.pushed_at == 0 || age < limit || facts.is_archived) return;
      if (keep_.Matches(facts.name_with_owner)) return;
      ctx.Report(link.destination->range, Cat("no push since ", CivilDay(facts.pushed_at),
                                              ", which is more than ", months_, " months ago"));
    });
  }

 private:
  const std::size_t months_;
  const GlobSet keep_;
};

class ProjectLicenceRule final : public Rule {
 public:
  explicit ProjectLicenceRule(const Options& options) : accept_(options.Strings("accept")) {}

  void Check(const Document&, RuleContext& ctx) const override {
    ForEachProject(ctx, [&](const WebLink& link, const RepositoryFacts& facts) {
      if (facts.licence.empty() || facts.licence == "NOASSERTION") {
        ctx.Report(link.destination->range, "the forge knows no licence of this project");
      } else if (!accept_.empty() && !Accepts(facts.licence)) {
        ctx.Report(link.destination->range,
                   Cat("the licence ", Printable(facts.licence), " is not one of those accepted"));
      }
    });
  }

 private:
  bool Accepts(std::string_view licence) const {
    return std::any_of(accept_.begin(), accept_.end(), [licence](const std::string& one) {
      return EqualsIgnoreAsciiCase(one, licence);
    });
  }

  const std::vector<std::string> accept_;
};

class ProjectStarsRule final : public Rule {
 public:
  explicit ProjectStarsRule(const Options& options)
      : min_(static_cast<std::int64_t>(options.Count("min"))) {}

  void Check(const Document&, RuleContext& ctx) const override {
    ForEachProject(ctx, [&](const WebLink& link, const RepositoryFacts& facts) {
      if (facts.stars < 0 || facts.stars >= min_) return;
      ctx.Report(
          link.destination->range,
          Cat(Counted(static_cast<std::size_t>(facts.stars), "star"), ", fewer than ", min_));
    });
  }

 private:
  const std::int64_t min_;
};

class ProjectAgeRule final : public Rule {
 public:
  explicit ProjectAgeRule(const Options& options)
      : days_(static_cast<std::int64_t>(std::min<std::size_t>(options.Count("days"), 100'000))) {}

  void Check(const Document&, RuleContext& ctx) const override {
    ForEachProject(ctx, [&](const WebLink& link, const RepositoryFacts& facts) {
      const std::int64_t age = link.fact->record->checked - facts.created_at;
      if (facts.created_at == 0 || age >= days_ * kDay) return;
      ctx.Report(link.destination->range, Cat("the project is younger than ", days_, " days: of ",
                                              CivilDay(facts.created_at)));
    });
  }

 private:
  const std::int64_t days_;
};

}  // namespace

RuleInfo ProjectGoneInfo() {
  return {.name = "project-gone",
          .group = "project",
          .summary = "Link to a repository that its forge does not have",
          .rationale = "It was deleted or made private, and readers find nothing there.",
          .severity = Severity::kError,
          .fix = FixKind::kUnsafe,
          .web = WebUse::kWithState,
          .options = kCureOptions,
          .create = MakeRule<ProjectGoneRule>};
}

RuleInfo ProjectRenamedInfo() {
  return {.name = "project-renamed",
          .group = "project",
          .summary = "Link to a repository by its former name",
          .rationale = "The old name leads on only until somebody else takes it.",
          .severity = Severity::kWarning,
          .fix = FixKind::kSafe,
          .web = WebUse::kWithState,
          .create = MakeRule<ProjectRenamedRule>};
}

RuleInfo ProjectArchivedInfo() {
  return {.name = "project-archived",
          .group = "project",
          .summary = "Link to a project that is archived",
          .rationale = "Nobody works on it any more, and readers should know before they use it.",
          .severity = Severity::kWarning,
          .fix = FixKind::kUnsafe,
          .web = WebUse::kWithState,
          .options = kCureOptions,
          .create = MakeRule<ProjectArchivedRule>};
}

RuleInfo ProjectStaleInfo() {
  return {.name = "project-stale",
          .group = "project",
          .summary = "Link to a project without a push for long",
          .rationale = "Many lists ask for projects that somebody works on.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .web = WebUse::kByName,
          .options = kStaleOptions,
          .create = MakeRule<ProjectStaleRule>};
}

RuleInfo ProjectLicenceInfo() {
  return {
      .name = "project-licence",
      .group = "project",
      .summary = "Link to a project without an accepted licence",
      .rationale = "Without a licence nobody may use it; some lists are for free software only.",
      .severity = Severity::kInfo,
      .fix = FixKind::kNone,
      .web = WebUse::kByName,
      .options = kLicenceOptions,
      .create = MakeRule<ProjectLicenceRule>};
}

RuleInfo ProjectStarsInfo() {
  return {.name = "project-stars",
          .group = "project",
          .summary = "Link to a project with few stars",
          .rationale = "Some lists take only what others have found useful.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .web = WebUse::kByName,
          .options = kStarsOptions,
          .create = MakeRule<ProjectStarsRule>};
}

RuleInfo ProjectAgeInfo() {
  return {.name = "project-age",
          .group = "project",
          .summary = "Link to a project that is young",
          .rationale = "Some lists wait until a project has lasted for a while.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .web = WebUse::kByName,
          .options = kAgeOptions,
          .create = MakeRule<ProjectAgeRule>};
}

}  // namespace awl
