// Any text can be checked by every rule, fixed and formatted. The first byte chooses the profile.
// What the loop reports as a bug of ours (a fix that changes more than it declares, rules that undo
// each other) is no crash: the file stays as it was. But what it hands back is stable, and text
// outside its changes is untouched.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "awl/config.h"
#include "awl/linter.h"
#include "base/utf8.h"
#include "engine/fix_loop.h"

namespace {

struct Setup {
  awl::Config config;
  awl::Linter linter;
  explicit Setup(awl::Profile profile) : config{.profile = profile}, linter(config) {}
};

void Fail(const char* what, std::string_view before, std::string_view after) {
  std::fprintf(stderr, "%s\n---- before\n%.*s\n---- after\n%.*s\n", what,
               static_cast<int>(before.size()), before.data(), static_cast<int>(after.size()),
               after.data());
  std::abort();
}

awl::FixLoopResult Fix(const Setup& setup, const awl::ParsedFile& file,
                       const awl::FixLoopOptions& options) {
  return awl::RunFixLoop(setup.linter, {.document = *file.document, .list = *file.list}, options);
}

void CheckChanges(std::string_view before, std::string_view after,
                  const std::vector<awl::Change>& changes) {
  std::string rebuilt;
  std::size_t at = 0;
  for (const awl::Change& change : changes) {
    rebuilt.append(before, at, change.before.begin - at);
    rebuilt.append(after, change.after.begin, change.after.size());
    at = change.before.end;
  }
  rebuilt.append(before.substr(at));
  if (rebuilt != after) Fail("text outside the changes differs", before, after);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Setup kSetups[] = {Setup(awl::Profile::kRecommended), Setup(awl::Profile::kStrict),
                                  Setup(awl::Profile::kAwesomeLint)};
  if (size == 0) return 0;
  const Setup& setup = kSetups[data[0] % 3];
  const bool format = (data[0] & 4) != 0;
  std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const awl::ParsedFile file = awl::ParseFile(std::make_shared<const awl::Source>("fuzz.md", text));
  setup.linter.Check({.document = *file.document, .list = *file.list});
  if (!awl::IsValidUtf8(text)) return 0;
  const awl::FixLoopOptions options{.at_least = awl::Applicability::kUnsafe, .layout_only = format};
  const awl::FixLoopResult first = Fix(setup, file, options);
  if (first.fixed == nullptr) return 0;
  const std::string_view fixed = first.fixed->source->text();
  CheckChanges(text, fixed, first.changes);
  const awl::FixLoopResult second = Fix(setup, *first.fixed, options);
  if (second.fixed != nullptr && second.fixed->source->text() != fixed)
    Fail("a second run changes the text again", fixed, second.fixed->source->text());
  return 0;
}
