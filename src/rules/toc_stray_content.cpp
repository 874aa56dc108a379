#include "facts/contents_alignment.h"
#include "rules/builtin.h"

namespace awl {
namespace {

class TocStrayContentRule final : public Rule {
 public:
  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const NodeId id : FindStrayBlocks(ctx.list())) {
      ctx.Report(doc[id].full, "something else than the contents list in its section");
    }
  }
};

}  // namespace

RuleInfo TocStrayContentInfo() {
  return {.name = "toc-stray-content",
          .group = "toc",
          .summary = "Something else in the contents section",
          .rationale = "A tool that rewrites the contents would have to guess what to keep.",
          .severity = Severity::kInfo,
          .profiles = kStrict,
          .create = MakeRule<TocStrayContentRule>};
}

}  // namespace awl
