#ifndef AWL_WEB_PAGE_H_
#define AWL_WEB_PAGE_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace awl {

// What is kept of the beginning of an HTML page.
struct Page {
  // Of <title>, decoded, white space in runs of one, at most 200 bytes of UTF-8.
  std::string title = {};
  // A page that asks for proof of a human: "Just a moment...", a captcha, "Attention required".
  bool is_challenge = false;
  // A page that offers the domain for sale.
  bool is_parked = false;
  // Of the wanted fragments, those that no id or name of the page has. Only where all of the page
  // was read and no script builds it.
  std::vector<std::string> missing_fragments = {};
};

// `body`: the first bytes of the answer; `whole`: there were no more. `content_type`: the header;
// what is neither HTML nor unknown gives an empty Page. `fragments`: without "#", as written.
Page ReadPage(std::string_view body, std::string_view content_type, bool whole,
              std::span<const std::string> fragments);

}  // namespace awl

#endif  // AWL_WEB_PAGE_H_
