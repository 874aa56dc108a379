#include "net/rest_forge.h"

#include "base/strings.h"
#include "net/forge_json.h"

namespace awl {
namespace {

using forge_json::Flag;
using forge_json::Json;
using forge_json::Number;
using forge_json::Prose;
using forge_json::Text;

// All but what RFC 3986 leaves alone, with a slash as in a name.
std::string Escaped(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (IsAsciiAlnum(c) || c == '-' || c == '_' || c == '.' || c == '~') {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    }
  }
  return out;
}

RepositoryFacts GitlabFacts(const Json& project) {
  return {.name_with_owner = Text(project, "path_with_namespace"),
          .is_archived = Flag(project, "archived"),
          .pushed_at = ParseForgeTime(Text(project, "last_activity_at")),
          .created_at = ParseForgeTime(Text(project, "created_at")),
          .stars = Number(project, "star_count", -1),
          .description = Prose(project, "description")};
}

RepositoryFacts CodebergFacts(const Json& repository) {
  RepositoryFacts facts = {.name_with_owner = Text(repository, "full_name"),
                           .is_archived = Flag(repository, "archived"),
                           .is_private = Flag(repository, "private"),
                           .pushed_at = ParseForgeTime(Text(repository, "updated_at")),
                           .created_at = ParseForgeTime(Text(repository, "created_at")),
                           .stars = Number(repository, "stars_count", -1),
                           .homepage = Prose(repository, "website"),
                           .description = Prose(repository, "description")};
  const Json& licences = forge_json::Elements(repository, "licenses");
  if (licences.size() == 1 && licences[0].is_string())
    facts.licence = licences[0].get<std::string>();
  if (facts.licence.size() > 100) facts.licence.clear();
  return facts;
}

}  // namespace

std::string RestUrlOf(const ForgeLink& link) {
  if (link.forge == Forge::kGitlab) {
    return Cat("https://gitlab.com/api/v4/projects/", Escaped(Cat(link.owner, "/", link.name)));
  }
  return Cat("https://codeberg.org/api/v1/repos/", Escaped(link.owner), "/", Escaped(link.name));
}

ForgeAnswer ReadRestAnswer(Forge forge, int status, std::string_view body) {
  if (status == 404) return {.kind = ForgeAnswer::Kind::kNotFound};
  const Json root = Json::parse(body, nullptr, false);
  if (status != 200 || !root.is_object()) return {};
  ForgeAnswer answer = {.facts = forge == Forge::kGitlab ? GitlabFacts(root) : CodebergFacts(root)};
  if (!answer.facts.name_with_owner.empty()) answer.kind = ForgeAnswer::Kind::kFound;
  return answer;
}

}  // namespace awl
