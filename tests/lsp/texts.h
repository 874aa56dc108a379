#ifndef AWL_TESTS_LSP_TEXTS_H_
#define AWL_TESTS_LSP_TEXTS_H_

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/json.h"

namespace awl::lsp {

// Texts with a "|" where the cursor is, and what edits make of them; positions count bytes.

inline Json PositionAt(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line = std::count(before.begin(), before.end(), '\n');
  const std::size_t begin = before.rfind('\n') + 1;  // npos + 1 is 0
  return {{"line", line}, {"character", offset - begin}};
}

// The place of the first `what`, moved by `by`.
inline Json PositionOfText(std::string_view text, std::string_view what, std::size_t by = 0) {
  return PositionAt(text, text.find(what) + by);
}

inline std::size_t OffsetOfPosition(std::string_view text, const Json& position) {
  std::size_t begin = 0;
  for (int line = position["line"]; line > 0; --line) begin = text.find('\n', begin) + 1;
  return begin + position["character"].get<std::size_t>();
}

// The text with TextEdits, which all mean the text as it was.
inline std::string WithEdits(std::string text, const Json& edits) {
  struct Replacement {
    std::size_t begin, end;
    std::string text;
  };
  std::vector<Replacement> all;
  for (const Json& edit : edits) {
    all.push_back({OffsetOfPosition(text, edit["range"]["start"]),
                   OffsetOfPosition(text, edit["range"]["end"]), edit["newText"]});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Replacement& a, const Replacement& b) { return a.begin < b.begin; });
  for (auto it = all.rbegin(); it != all.rend(); ++it) {
    text.replace(it->begin, it->end - it->begin, it->text);
  }
  return text;
}

// The edits of the one document that a WorkspaceEdit changes.
inline Json EditsIn(const Json& workspace_edit) {
  return workspace_edit["documentChanges"].back()["edits"];
}

// The slice of `text` that a range is.
inline std::string SliceOf(std::string_view text, const Json& range) {
  const std::size_t begin = OffsetOfPosition(text, range["start"]);
  return std::string(text.substr(begin, OffsetOfPosition(text, range["end"]) - begin));
}

}  // namespace awl::lsp

#endif  // AWL_TESTS_LSP_TEXTS_H_
