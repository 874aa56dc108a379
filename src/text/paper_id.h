#ifndef AWL_TEXT_PAPER_ID_H_
#define AWL_TEXT_PAPER_ID_H_

#include <string>

#include "text/url.h"

namespace awl {

// What identifies a paper whatever form its link has: "arxiv:1503.02531", "acl:2020.acl-main.748",
// "doi:10.1/x". Empty if the URL names none.
std::string PaperId(const Url& url);

}  // namespace awl

#endif  // AWL_TEXT_PAPER_ID_H_
