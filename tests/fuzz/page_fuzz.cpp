// Reads any bytes as the beginning of a page. The title is short UTF-8, and the fragments that are
// missing are some of those that were asked for.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/utf8.h"
#include "web/page.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const std::vector<std::string> fragments = {"a", "b%20c", std::string(body.substr(0, 8))};
  for (const char* type : {"", "text/html; charset=utf-8", "application/pdf"}) {
    const awl::Page page = awl::ReadPage(body, type, size % 2 == 0, fragments);
    if (page.title.size() > 200 || !awl::IsValidUtf8(page.title)) std::abort();
    for (const std::string& missing : page.missing_fragments) {
      if (std::find(fragments.begin(), fragments.end(), missing) == fragments.end()) std::abort();
    }
  }
  return 0;
}
