// Reads the suppression comments of any text. What it holds: no crash, every finding about them
// lies in the text, and what takes one out does too.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "awl/rule.h"
#include "engine/directives.h"
#include "parse/parse.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto* const kRules = [] {
    auto* rules = new std::vector<const awl::RuleInfo*>();
    for (const awl::RuleInfo& rule : awl::BuiltinRules()) rules->push_back(&rule);
    return rules;
  }();
  const auto source = std::make_shared<const awl::Source>(
      "fuzz.md", std::string(reinterpret_cast<const char*>(data), size));
  const std::unique_ptr<const awl::Document> document = awl::Parse(source);
  awl::Suppressions suppressions(*document, *kRules);
  if (suppressions.empty()) return 0;
  const auto length = static_cast<awl::Offset>(source->text().size());
  const awl::Offset step = length / 64 + 1;
  for (const awl::RuleInfo* rule : {kRules->front(), kRules->back()}) {
    for (awl::Offset at = 0; at <= length; at += step) suppressions.Suppresses(*rule, at);
  }
  for (const awl::Diagnostic& finding :
       suppressions.Unused([](const awl::RuleInfo&) { return true; }, true)) {
    Require(finding.range.begin <= finding.range.end && finding.range.end <= length);
    if (!finding.fix) continue;
    for (const awl::Edit& edit : finding.fix->edits) {
      Require(edit.range.begin <= edit.range.end && edit.range.end <= length);
    }
  }
  return 0;
}
