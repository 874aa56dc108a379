#include "web/repository_facts.h"

#include <nlohmann/json.hpp>
#include <string_view>

#include "web/json_read.h"
#include "web/json_write.h"

namespace awl {

using web_json::Flag;
using web_json::Number;
using web_json::Text;
using web_json::WriteFlag;
using web_json::WriteNumber;
using web_json::WriteText;

void WriteRepositoryFacts(JsonWriter& json, const RepositoryFacts& facts) {
  json.BeginObject().Field("name", facts.name_with_owner);
  WriteFlag(json, "archived", facts.is_archived);
  WriteFlag(json, "disabled", facts.is_disabled);
  WriteFlag(json, "private", facts.is_private);
  WriteNumber(json, "pushed", facts.pushed_at);
  WriteNumber(json, "created", facts.created_at);
  if (facts.stars >= 0) json.Field("stars", facts.stars);
  WriteText(json, "licence", facts.licence);
  WriteText(json, "homepage", facts.homepage);
  WriteText(json, "description", facts.description);
  json.EndObject();
}

RepositoryFacts ReadRepositoryFacts(const nlohmann::json& object) {
  return {.name_with_owner = Text(object, "name"),
          .is_archived = Flag(object, "archived"),
          .is_disabled = Flag(object, "disabled"),
          .is_private = Flag(object, "private"),
          .pushed_at = Number(object, "pushed"),
          .created_at = Number(object, "created"),
          .stars = Number(object, "stars", -1),
          .licence = Text(object, "licence"),
          .homepage = Text(object, "homepage"),
          .description = Text(object, "description")};
}

}  // namespace awl
