#include "awesome_lint/item.h"
#include "awesome_lint/rules.h"
#include "rule/marker_space.h"

// The rules that say of an item no more than what is wrong with it.

namespace awl {
namespace {

class EntryDescriptionMarkup final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const AwesomeLintItemFault& fault : AwesomeLintItemFaults(ctx)) {
      if (fault.fault == AwesomeLintFault::kMarkup)
        ctx.Report(doc[fault.at].full, "markup that has no place in a description");
    }
  }
};

class EntryMarkerSpace final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const AwesomeLintItemFault& fault : AwesomeLintItemFaults(ctx)) {
      if (fault.fault == AwesomeLintFault::kMarkerSpace)
        ReportMissingMarkerSpace(ctx, doc[fault.at].full.begin);
    }
  }
};

class EntryNameEmpty final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const AwesomeLintItemFault& fault : AwesomeLintItemFaults(ctx)) {
      if (fault.fault == AwesomeLintFault::kLinkText)
        ctx.Report(doc[fault.at].full, "the item's link has no text");
    }
  }
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::EntryDescriptionMarkup(const Options& options) {
  return MakeRule<awl::EntryDescriptionMarkup>(options);
}

std::unique_ptr<const Rule> awesome_lint::EntryMarkerSpace(const Options& options) {
  return MakeRule<awl::EntryMarkerSpace>(options);
}

std::unique_ptr<const Rule> awesome_lint::EntryNameEmpty(const Options& options) {
  return MakeRule<awl::EntryNameEmpty>(options);
}

}  // namespace awl
