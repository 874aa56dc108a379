#include "text/wrap.h"

#include <algorithm>

#include "base/strings.h"
#include "text/unicode.h"

namespace awl {

std::string WrapAfter(std::size_t used, std::string_view text, std::size_t width,
                      std::size_t indent) {
  std::string out;
  std::size_t cells = used;
  bool breaks = used > indent;  // a new line would have more room
  for (text = Trim(text); !text.empty(); text = Trim(text)) {
    const std::size_t end = std::min(text.find_first_of(" \t\r\n"), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(end);
    const std::size_t blank = out.empty() ? 0 : 1;
    const std::size_t word_cells = DisplayWidth(word);
    if (breaks && cells + blank + word_cells > width) {
      out += '\n';
      out.append(indent, ' ');
      cells = indent + word_cells;
    } else {
      out.append(blank, ' ');
      cells += blank + word_cells;
    }
    out += word;
    breaks = true;
  }
  if (!out.empty()) out += '\n';
  return out;
}

std::string Wrap(std::string_view text, std::size_t width, std::size_t indent) {
  const std::string lines = WrapAfter(indent, text, width, indent);
  return lines.empty() ? lines : Cat(std::string(indent, ' '), lines);
}

}  // namespace awl
