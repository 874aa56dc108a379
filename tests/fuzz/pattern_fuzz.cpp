// Any text can be a file of patterns, and any text can be checked by them. Up to a line of "%%" the
// input is the config, then comes the list. What it holds: every error names a place; findings and
// edits lie in the file; fixes leave text outside their changes alone, and what the loop hands back
// is stable, unless it says why the file stays as it was.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "awl/linter.h"
#include "base/utf8.h"
#include "config/load_config.h"
#include "engine/fix_loop.h"

namespace {

void Fail(const char* what, std::string_view text) {
  std::fprintf(stderr, "%s\n----\n%.*s\n", what, static_cast<int>(text.size()), text.data());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  constexpr std::string_view kBetween = "\n%%\n";
  const std::size_t at = input.find(kBetween);
  awl::MemoryFileSystem files;
  files.files[".awl.yaml"] = std::string(input.substr(0, at));
  const std::string text(at == input.npos ? "" : input.substr(at + kBetween.size()));
  const awl::Result<awl::LoadedConfig> loaded = awl::LoadConfig(files, {.select = {"pattern"}}, "");
  if (!loaded) {
    if (!loaded.error().message.starts_with(".awl.yaml:")) {
      Fail("an error without a place", loaded.error().message);
    }
    return 0;
  }
  const awl::Linter linter(loaded->config);
  const awl::ParsedFile file =
      awl::ParseFile(std::make_shared<const awl::Source>("readme.md", text));
  const awl::Linter::File asked{.document = *file.document, .list = *file.list};
  for (const awl::Diagnostic& found : linter.Check(asked)) {
    const auto is_inside = [&](awl::Range range) {
      return range.begin <= range.end && range.end <= text.size();
    };
    if (!is_inside(found.range)) Fail("a finding outside the file", text);
    if (found.message.find('\n') != std::string::npos) Fail("a message of two lines", text);
    for (const awl::Edit& edit : found.fix ? found.fix->edits : std::vector<awl::Edit>{}) {
      if (!is_inside(edit.range)) Fail("an edit outside the file", text);
    }
  }
  if (!awl::IsValidUtf8(text)) return 0;
  const awl::FixLoopOptions options{.at_least = awl::Applicability::kUnsafe, .layout_only = false};
  const awl::FixLoopResult first = awl::RunFixLoop(linter, asked, options);
  if (first.fixed == nullptr) return 0;
  const std::string_view fixed = first.fixed->source->text();
  const awl::FixLoopResult second = awl::RunFixLoop(
      linter, {.document = *first.fixed->document, .list = *first.fixed->list}, options);
  if (second.fixed != nullptr && second.fixed->source->text() != fixed) {
    Fail("a second run changes the text again", fixed);
  }
  return 0;
}
