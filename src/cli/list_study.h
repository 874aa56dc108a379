#ifndef AWL_CLI_LIST_STUDY_H_
#define AWL_CLI_LIST_STUDY_H_

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "awl/config.h"
#include "awl/diagnostic.h"
#include "awl/document.h"
#include "awl/list.h"
#include "awl/rule.h"

namespace awl {

// A setting that says what a list does, and how much of the list does it.
struct Custom {
  RuleSetting setting;
  std::string count;  // "114 of 126"; may be empty
};

// How many places a finding speaks of.
std::size_t PlacesOf(const Diagnostic& diagnostic);

// Finds out what one list does, by trying the rules themselves: the setting that the list breaks
// least is its custom, if most of the list follows it. Places that do not are strays, and stay
// findings.
class ListStudy {
 public:
  explicit ListStudy(std::shared_ptr<const Source> source);

  const std::vector<Custom>& customs() const { return customs_; }
  // Globs of the sections that are in no order, where most are sorted.
  const std::vector<std::string>& unsorted() const { return unsorted_; }

  // "30 of 31 headings" if a rule that finds something in so many places is against what the list
  // does most of the time; else nothing: what it finds are slips.
  std::string CustomAgainst(const RuleInfo& rule, std::size_t places) const;

 private:
  struct Decision;
  struct Allowance;

  void Try(const Decision& decision);
  void Allow(std::span<const Allowance> allowances);
  void LookAtContentsName();
  void LookAtEntries();
  void LookAtOrder();
  bool LookAtOrderOfSections(const std::vector<Diagnostic>& found);
  std::size_t LinkedEntries() const;
  std::size_t CountWith(const RuleSetting& setting) const;
  std::vector<Diagnostic> CheckWith(const RuleSetting& setting) const;

  std::unique_ptr<const Document> document_;
  List list_;
  std::vector<Custom> customs_;
  std::vector<std::string> unsorted_;
};

}  // namespace awl

#endif  // AWL_CLI_LIST_STUDY_H_
