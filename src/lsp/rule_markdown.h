#ifndef AWL_LSP_RULE_MARKDOWN_H_
#define AWL_LSP_RULE_MARKDOWN_H_

#include <string>
#include <string_view>

#include "awl/config.h"
#include "awl/rule.h"

namespace awl::lsp {

// What there is to know of a rule, as Markdown for a small window.
std::string RuleMarkdown(const RuleInfo& rule);

// The rule that awl or the config calls so, or another linter; null if there is none.
const RuleInfo* RuleNamed(const Config* config, std::string_view name);

}  // namespace awl::lsp

#endif  // AWL_LSP_RULE_MARKDOWN_H_
