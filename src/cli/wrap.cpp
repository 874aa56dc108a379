#include "cli/wrap.h"

#include <algorithm>

#include "base/strings.h"
#include "text/unicode.h"

namespace awl {

std::string Wrap(std::string_view text, std::size_t width, std::size_t indent) {
  std::string out;
  std::size_t cells = 0;
  while (true) {
    text = Trim(text);
    if (text.empty()) break;
    const std::size_t end = std::min(text.find_first_of(" \t\r\n"), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end);
    const std::size_t word_cells = DisplayWidth(word);
    if (cells > 0 && cells + 1 + word_cells <= width) {
      out += ' ';
      cells += 1;
    } else {
      if (cells > 0) out += '\n';
      out.append(indent, ' ');
      cells = indent;
    }
    out += word;
    cells += word_cells;
  }
  if (!out.empty()) out += '\n';
  return out;
}

}  // namespace awl
