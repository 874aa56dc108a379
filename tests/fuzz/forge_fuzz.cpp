// Reads any bytes as what a forge's API answers. Each link gets one answer, names and prose are
// within limits, and what is found has a name.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "net/github.h"
#include "net/rest_forge.h"

namespace {

void Check(const awl::ForgeAnswer& answer) {
  const awl::RepositoryFacts& facts = answer.facts;
  const bool is_named = !facts.name_with_owner.empty();
  const bool is_short = facts.name_with_owner.size() <= 300 && facts.licence.size() <= 300 &&
                        facts.homepage.size() <= 300 && facts.description.size() <= 300;
  const bool is_found = answer.kind == awl::ForgeAnswer::Kind::kFound;
  if (!is_short || is_found != is_named) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const awl::GithubBatch batch = awl::ReadGithubAnswer(200, body, 3);
  const bool is_answered = batch.kind == awl::GithubBatch::Kind::kAnswered;
  if (batch.answers.size() != (is_answered ? 3 : 0)) std::abort();
  for (const awl::ForgeAnswer& answer : batch.answers) {
    if (answer.kind == awl::ForgeAnswer::Kind::kFound) Check(answer);
  }
  Check(awl::ReadRestAnswer(awl::Forge::kGitlab, 200, body));
  Check(awl::ReadRestAnswer(awl::Forge::kCodeberg, 200, body));
  return 0;
}
