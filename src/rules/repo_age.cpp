#include <algorithm>
#include <chrono>
#include <string>

#include "rule/repository_path.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"days", OptionType::kCount, "30", "How old the first commit must be."},
};

constexpr std::int64_t kSecondsADay = 24 * 60 * 60;

class RepoAgeRule final : public Rule {
 public:
  explicit RepoAgeRule(const Options& options) : days_(options.Count("days")) {}

  void Check(const Document&, RuleContext& ctx) const override {
    const Repository* repository = ctx.repository();
    if (repository == nullptr || !IsRootReadme(*repository)) return;
    // None in a shallow clone, whose oldest commit says nothing.
    const std::optional<std::int64_t> first = repository->first_commit_time();
    if (!first) return;
    const std::int64_t now = std::chrono::duration_cast<std::chrono::seconds>(
                                 std::chrono::system_clock::now().time_since_epoch())
                                 .count();
    const auto age =
        static_cast<std::size_t>(std::max<std::int64_t>(0, (now - *first) / kSecondsADay));
    if (age < days_)
      ctx.Report({0, 0}, Cat("the list is ", Counted(age, "day"), " old; it should be ", days_));
  }

 private:
  const std::size_t days_;
};

}  // namespace

RuleInfo RepoAgeInfo() {
  return {.name = "repo-age",
          .group = "repo",
          .summary = "List younger than a month",
          .rationale = "The index of lists takes only what has proved that somebody cares for it.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kIndex,
          .options = kOptions,
          .create = MakeRule<RepoAgeRule>};
}

}  // namespace awl
