#ifndef AWL_RULES_DUPLICATE_SAME_LINK_H_
#define AWL_RULES_DUPLICATE_SAME_LINK_H_

#include <string>
#include <string_view>

#include "awl/document.h"
#include "awl/list.h"
#include "text/url.h"

// Which entries that link one place are about different things.

namespace awl {

// Letters and digits, folded.
std::string LettersOf(std::string_view text);

// "TSLint is no longer maintained; use [ESLint](u)", "related: [ESLint](u)" below an entry, "Paper:
// [Title](u)", "2024/12: [Event](u) has ended": the link is only spoken of.
bool IsMention(const Document& document, const List& list, const Entry& entry);

// What an entry is about says so in a line of its own, or in one of its cells: "Author: [Ann](u)"
// and "License: [MIT](u)" below many, two models in two rows that were announced on one page, the
// last item of two sections that leads to their archives.
bool AreFields(const Document& document, const Entry& first, const Entry& entry);

// The text of a licence, which many entries may name.
bool IsLicenseText(const Url& url);

// A row whose name cell has no link: what the other cells link are fields, which several rows may
// share.
bool LinksField(const Document& document, const Entry& entry);

// "Add yours" and "Report a dead link", which a list may say in each section: a form for an edit, a
// new file, an issue or a pull request on a forge, the guide for contributors, or the readme.
bool IsInvitation(const Url& url);

// The list that the item is in, with the lists around it; the table of a row.
NodeId OutermostList(const Document& document, const Entry& entry);

}  // namespace awl

#endif  // AWL_RULES_DUPLICATE_SAME_LINK_H_
