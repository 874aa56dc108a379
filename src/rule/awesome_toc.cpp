#include "rule/awesome_toc.h"

#include <algorithm>
#include <cstddef>

#include "rule/contents_edits.h"

namespace awl {

void ReportAwesomeToc(std::initializer_list<AwesomeTocFault> kinds, RuleContext& ctx) {
  for (const AwesomeTocFinding& finding : ctx.list().awesome_toc_findings()) {
    if (std::find(kinds.begin(), kinds.end(), finding.fault) == kinds.end()) continue;
    ctx.Report(finding.range, finding.message).peer = "awesome-toc";
  }
}

void ReportAwesomeTocAndRewrite(std::initializer_list<AwesomeTocFault> kinds, RuleContext& ctx) {
  const std::size_t first = ctx.diagnostics().size();
  ReportAwesomeToc(kinds, ctx);
  if (first == ctx.diagnostics().size()) return;
  ctx.diagnostics()[first].fix = RewriteContents(ctx.document(), ctx.list());
}

}  // namespace awl
