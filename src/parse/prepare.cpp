#include "parse/prepare.h"

#include <string_view>

#include "base/strings.h"

namespace awl {
namespace {

std::string_view WithoutTrailingBlanks(std::string_view line) {
  while (!line.empty() && IsBlank(line.back())) line.remove_suffix(1);
  return line;
}

}  // namespace

Prepared Prepare(const Source& source) {
  Prepared out;
  out.body = {source.has_bom() ? 3u : 0u, source.size()};
  Range first = source.Line(0);
  first.begin = out.body.begin;
  const std::string_view fence = WithoutTrailingBlanks(source.Slice(first));
  if (fence != "---" && fence != "+++") return out;
  for (std::uint32_t line = 1; line < source.line_count(); ++line) {
    if (WithoutTrailingBlanks(source.Slice(source.Line(line))) != fence) continue;
    out.front_matter = {first.begin, source.Line(line).end};
    out.body.begin = source.LineWithEol(line).end;
    return out;
  }
  return out;
}

}  // namespace awl
