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

namespace awl {

// A source with all that is made of it.
struct ParsedFile {
  std::shared_ptr<const Source> source;
  std::unique_ptr<const Document> document;
  std::unique_ptr<const List> list;
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
  // The text after the fixes; null if nothing was to be fixed, or if `error` says why nothing may.
  std::unique_ptr<ParsedFile> fixed = nullptr;
  std::vector<Diagnostic> diagnostics = {};  // of the text after the fixes
  std::vector<Change> changes = {};          // in order, apart
  std::vector<AppliedFixes> applied = {};    // by rule name
  // Why the file must stay as it is: fixes that undo each other, or that changed more than they
  // declared; `diagnostics` are then those of the text as it was.
  std::string error = {};
};

// Passes of Check and ApplyFixes until nothing applies. `file` is what Linter::Check takes, with
// `file.document` made of `source`. Damage by wrong encodings is repaired before anything else.
FixLoopResult RunFixLoop(const Linter& linter, const Linter::File& file,
                         const FixLoopOptions& options);

}  // namespace awl

#endif  // AWL_ENGINE_FIX_LOOP_H_
