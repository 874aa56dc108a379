#include "net/github.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/json_writer.h"
#include "base/strings.h"
#include "net/forge_json.h"

namespace awl {
namespace {

using forge_json::Find;
using forge_json::Flag;
using forge_json::Json;
using forge_json::Text;

constexpr std::string_view kFields =
    "fragment f on Repository{nameWithOwner isArchived isDisabled isPrivate pushedAt createdAt "
    "stargazerCount licenseInfo{spdxId} homepageUrl description}";

RepositoryFacts FactsOf(const Json& repository) {
  RepositoryFacts facts = {.name_with_owner = Text(repository, "nameWithOwner"),
                           .is_archived = Flag(repository, "isArchived"),
                           .is_disabled = Flag(repository, "isDisabled"),
                           .is_private = Flag(repository, "isPrivate"),
                           .pushed_at = ParseForgeTime(Text(repository, "pushedAt")),
                           .created_at = ParseForgeTime(Text(repository, "createdAt")),
                           .stars = forge_json::Number(repository, "stargazerCount", -1),
                           .homepage = forge_json::Prose(repository, "homepageUrl"),
                           .description = forge_json::Prose(repository, "description")};
  if (const Json* licence = Find(repository, "licenseInfo")) {
    facts.licence = Text(*licence, "spdxId");
    // Its way to say that it does not know the text.
    if (facts.licence == "NOASSERTION") facts.licence.clear();
  }
  return facts;
}

// The index of "r12"; nothing for any other name.
std::optional<std::size_t> IndexOf(const std::string& alias, std::size_t count) {
  std::size_t index = 0;
  const char* end = alias.data() + alias.size();
  if (alias.size() < 2 || alias[0] != 'r') return std::nullopt;
  if (std::from_chars(alias.data() + 1, end, index).ptr != end || index >= count) {
    return std::nullopt;
  }
  return index;
}

// Marks what the errors say is not there. True if one of them is of the query as a whole, with what
// GitHub calls it in `type`.
bool ReadErrors(const Json& root, std::vector<ForgeAnswer>* answers, std::string* type) {
  bool is_whole = false;
  for (const Json& error : forge_json::Elements(root, "errors")) {
    const Json& path = forge_json::Elements(error, "path");
    const std::string alias =
        !path.empty() && path[0].is_string() ? path[0].get<std::string>() : std::string();
    const std::optional<std::size_t> index = IndexOf(alias, answers->size());
    if (!index) {
      is_whole = true;
      *type = Text(error, "type");
    } else if (path.size() == 1 && Text(error, "type") == "NOT_FOUND") {
      (*answers)[*index].kind = ForgeAnswer::Kind::kNotFound;
    }
  }
  return is_whole;
}

}  // namespace

std::string WriteGithubQuery(std::span<const ForgeLink* const> links) {
  std::string head = "query(";
  std::string body = "{";
  for (std::size_t i = 0; i < links.size(); ++i) {
    const bool has_object = !links[i]->object.empty();
    head += Cat(i > 0 ? "," : "", "$o", i, ":String!,$n", i, ":String!");
    if (has_object) head += Cat(",$e", i, ":String!");
    body += Cat("r", i, ":repository(owner:$o", i, ",name:$n", i, "){...f");
    if (has_object) body += Cat(" object(expression:$e", i, "){__typename}");
    body += "}";
  }
  std::string out;
  JsonWriter json(&out);
  json.BeginObject().Field("query", Cat(head, ")", body, "}", kFields));
  json.Key("variables").BeginObject();
  for (std::size_t i = 0; i < links.size(); ++i) {
    json.Field(Cat("o", i), links[i]->owner).Field(Cat("n", i), links[i]->name);
    if (!links[i]->object.empty()) json.Field(Cat("e", i), links[i]->object);
  }
  json.EndObject().EndObject();
  return out;
}

GithubBatch ReadGithubAnswer(int status, std::string_view body, std::size_t count) {
  GithubBatch batch;
  if (status == 401) return {.kind = GithubBatch::Kind::kRefused};
  if (status == 403 || status == 429) return {.kind = GithubBatch::Kind::kLimited};
  const Json root = Json::parse(body, nullptr, false);
  if (status != 200 || !root.is_object()) return {.kind = GithubBatch::Kind::kTooMuch};
  batch.answers.resize(count);
  std::string type;
  const bool is_whole = ReadErrors(root, &batch.answers, &type);
  if (is_whole && type == "RATE_LIMITED") return {.kind = GithubBatch::Kind::kLimited};
  const Json* data = Find(root, "data");
  if (data == nullptr || !data->is_object() || is_whole) {
    return {.kind = GithubBatch::Kind::kTooMuch};
  }
  for (const auto& [alias, repository] : data->items()) {
    const std::optional<std::size_t> index = IndexOf(alias, count);
    if (!index || !repository.is_object()) continue;
    ForgeAnswer& answer = batch.answers[*index];
    answer.facts = FactsOf(repository);
    // Who has no name is no repository.
    if (answer.facts.name_with_owner.empty()) continue;
    answer.kind = ForgeAnswer::Kind::kFound;
    const Json* object = Find(repository, "object");
    answer.has_object = object != nullptr && object->is_object();
  }
  return batch;
}

}  // namespace awl
