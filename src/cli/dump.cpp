#include <memory>

#include "awl/list.h"
#include "base/strings.h"
#include "cli/commands.h"
#include "list/dump.h"
#include "parse/parse.h"
#include "text/excerpt.h"

namespace awl {

int RunDump(const std::string& path, Context& context) {
  std::string bytes;
  if (path == "-") {
    Result<std::string> text = context.files.ReadStandardInput(Source::kMaxSize);
    if (!text) return Fail(context, text.error().message);
    bytes = std::move(*text);
  } else {
    Result<FileContents> contents = context.files.Read(path, Source::kMaxSize);
    if (!contents) return Fail(context, Cat(Printable(path), ": ", contents.error().message));
    bytes = std::move(contents->bytes);
  }
  const auto document = Parse(std::make_shared<const Source>(path, std::move(bytes)));
  const List list(*document);
  return context.out.Write(DumpJson(*document, &list) + "\n") ? kExitClean : kExitFailure;
}

}  // namespace awl
