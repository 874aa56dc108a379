#ifndef AWL_RULE_OLD_TEXT_H_
#define AWL_RULE_OLD_TEXT_H_

#include <string>
#include <string_view>
#include <unordered_set>

#include "awl/list.h"

namespace awl {

// The addresses in a text as it was at some revision, cut where Markdown may end one. Owns the
// text.
class OldText {
 public:
  explicit OldText(std::string text);
  OldText(const OldText&) = delete;
  OldText& operator=(const OldText&) = delete;

  // False if the text did not lead where the entry does: the entry is new, or leads elsewhere now.
  // True for an entry without a link, of which nothing tells.
  bool Has(const Document& document, const Entry& entry) const;

 private:
  const std::string text_;
  std::unordered_set<std::string_view> parts_;  // of text_
};

}  // namespace awl

#endif  // AWL_RULE_OLD_TEXT_H_
