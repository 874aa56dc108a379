#ifndef AWL_AWESOME_LINT_RULES_H_
#define AWL_AWESOME_LINT_RULES_H_

#include <memory>

#include "awl/rule.h"
#include "rule/rule_context.h"

// The rules that decide in profile awesome-lint as awesome-lint 2.3.0 does, its mistakes included:
// RuleInfo::awesome_lint of the rule of the same name in src/rules.

namespace awl::awesome_lint {

std::unique_ptr<const Rule> BadgeAwesome(const Options& options);
std::unique_ptr<const Rule> BadgeCi(const Options& options);
std::unique_ptr<const Rule> DocumentNoLicenseText(const Options& options);
std::unique_ptr<const Rule> DocumentProperNames(const Options& options);
std::unique_ptr<const Rule> DuplicateLink(const Options& options);
std::unique_ptr<const Rule> EntryDescriptionCase(const Options& options);
std::unique_ptr<const Rule> EntryDescriptionMarkup(const Options& options);
std::unique_ptr<const Rule> EntryDescriptionPunctuation(const Options& options);
std::unique_ptr<const Rule> EntryDescriptionRepeatsName(const Options& options);
std::unique_ptr<const Rule> EntryLink(const Options& options);
std::unique_ptr<const Rule> EntryLinkUrl(const Options& options);
std::unique_ptr<const Rule> EntryMarkerSpace(const Options& options);
std::unique_ptr<const Rule> EntryNameEmpty(const Options& options);
std::unique_ptr<const Rule> EntrySeparator(const Options& options);
std::unique_ptr<const Rule> HeadingTitle(const Options& options);
std::unique_ptr<const Rule> RepeatedPunctuation(const Options& options);
std::unique_ptr<const Rule> RepoContributing(const Options& options);
std::unique_ptr<const Rule> StyleTable(const Options& options);
std::unique_ptr<const Rule> TocDepth(const Options& options);
std::unique_ptr<const Rule> TocDuplicateItem(const Options& options);
std::unique_ptr<const Rule> TocExcludedSection(const Options& options);
std::unique_ptr<const Rule> TocHeading(const Options& options);
std::unique_ptr<const Rule> TocItemWithoutHeading(const Options& options);
std::unique_ptr<const Rule> TocItemWithoutLink(const Options& options);
std::unique_ptr<const Rule> TocMissingHeading(const Options& options);
std::unique_ptr<const Rule> TocMultipleLists(const Options& options);
std::unique_ptr<const Rule> TocPosition(const Options& options);
std::unique_ptr<const Rule> TocTextMismatch(const Options& options);
std::unique_ptr<const Rule> TypographicPairs(const Options& options);

}  // namespace awl::awesome_lint

#endif  // AWL_AWESOME_LINT_RULES_H_
