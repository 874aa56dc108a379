#ifndef AWL_ENGINE_FIX_LOOP_H_
#define AWL_ENGINE_FIX_LOOP_H_

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "awl/diagnostic.h"
#include "awl/document.h"
#include "awl/linter.h"
#include "awl/list.h"
#include "awl/source.h"
#include "engine/changed_lines.h"
#include "engine/left_out_fixes.h"
#include "facts/facts.h"

namespace awl {

// A source with all that is made of it.
struct ParsedFile {
  std::shared_ptr<const Source> source;
  std::unique_ptr<const Document> document;
  std::unique_ptr<const List> list = nullptr;
  std::unique_ptr<const Facts> facts = nullptr;
};
ParsedFile ParseFile(std::shared_ptr<const Source> source);

// How often fixes of one rule were applied.
struct AppliedFixes {
  std::string_view rule;
  std::size_t count = 0;
};

struct FixLoopOptions {
  Applicability at_least = Applicability::kSafe;
  bool layout_only = false;  // apply nothing but layout, as `format` does
};

struct FixLoopResult {
  // The text after the fixes; null if nothing was to be fixed.
  std::unique_ptr<ParsedFile> fixed = nullptr;
  std::vector<Diagnostic> diagnostics = {};  // of the text after the fixes
  std::vector<Change> changes = {};          // in order, apart
  std::vector<AppliedFixes> applied = {};    // by rule name
  // Fixes that the structure check refused, or that undo each other, at their places in the text
  // after the fixes: faults of rules, not of the text.
  std::vector<LeftOutFix> left_out = {};
  // See Source::is_misread: of one of the texts. Nothing else here can be trusted then.
  bool misread = false;
};

// Passes of Linter::Check, each applying what fixes do not conflict, until none is left. `file` is
// what Linter::Check takes. Damage by wrong encodings is repaired before anything else.
//
// Nothing makes it give up a file. A fix that changes more than it declares is left out of its
// pass, and after the second refusal for good. Where fixes never come to rest, one of their rules
// yields: an unsafe fix before a safe one, then the last by name. The loop then begins again
// without that rule in those places, so that what comes out does not depend on where it began.
FixLoopResult RunFixLoop(const Linter& linter, const Linter::File& file,
                         const FixLoopOptions& options);

}  // namespace awl

#endif  // AWL_ENGINE_FIX_LOOP_H_
