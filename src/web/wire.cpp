#include "web/wire.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <vector>

#include "base/json_writer.h"
#include "base/strings.h"
#include "base/version.h"
#include "web/json_read.h"
#include "web/json_write.h"
#include "web/repository_facts.h"

namespace awl {
namespace {

using web_json::Elements;
using web_json::Find;
using web_json::Flag;
using web_json::Integer;
using web_json::Json;
using web_json::Number;
using web_json::Text;
using web_json::WriteFlag;
using web_json::WriteNumber;
using web_json::WriteText;

// Of the protocol; the versions of the programs must be the same as well.
constexpr int kProtocol = 1;

Error Malformed(std::string_view what) { return {Cat("awl and awl-links: ", what)}; }

void WriteTexts(JsonWriter& json, std::string_view key, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  json.Key(key).BeginArray();
  for (const std::string& text : texts) json.String(text);
  json.EndArray();
}

std::vector<std::string> Texts(const Json& object, const char* key) {
  std::vector<std::string> texts;
  for (const Json& value : Elements(object, key)) {
    if (value.is_string()) texts.push_back(value.get<std::string>());
  }
  return texts;
}

void WritePolicy(JsonWriter& json, const HostPolicy& policy) {
  json.BeginObject().Field("glob", policy.glob);
  WriteFlag(json, "skip", policy.skip);
  WriteNumber(json, "interval", policy.interval.count());
  WriteNumber(json, "per-host", policy.per_host);
  if (!policy.accepted.empty()) {
    json.Key("accept").BeginArray();
    for (const int status : policy.accepted) json.Number(static_cast<std::uint64_t>(status));
    json.EndArray();
  }
  json.EndObject();
}

HostPolicy ReadPolicy(const Json& object) {
  HostPolicy policy = {.glob = Text(object, "glob"),
                       .skip = Flag(object, "skip"),
                       .interval = std::chrono::milliseconds(Number(object, "interval")),
                       .per_host = static_cast<int>(Number(object, "per-host"))};
  for (const Json& status : Elements(object, "accept")) {
    policy.accepted.push_back(static_cast<int>(Integer(status).value_or(0)));
  }
  return policy;
}

void WriteOptions(JsonWriter& json, const FetchOptions& options) {
  json.BeginObject();
  json.Field("concurrency", options.concurrency).Field("per-host", options.per_host);
  json.Field("interval", options.interval.count()).Field("timeout", options.timeout.count());
  WriteNumber(json, "max-time", options.max_time.count());
  json.Field("second-attempt-after", options.second_attempt_after.count());
  json.Key("hosts").BeginArray();
  for (const HostPolicy& policy : options.hosts) WritePolicy(json, policy);
  json.EndArray();
  WriteFlag(json, "allow-private", options.allow_private);
  WriteTexts(json, "connect-to", options.connect_to);
  WriteText(json, "ca-file", options.ca_file);
  WriteText(json, "proxy", options.proxy);
  WriteText(json, "github-api", options.github_api);
  json.EndObject();
}

// Whatever awl sends, no limit is passed.
FetchOptions ReadOptions(const Json& object) {
  FetchOptions options;
  const auto number = [&object](const char* key, std::int64_t otherwise, std::int64_t least,
                                std::int64_t most) {
    return std::clamp(Number(object, key, otherwise), least, most);
  };
  options.concurrency =
      static_cast<int>(number("concurrency", options.concurrency, 1, kMaxConcurrency));
  options.per_host = static_cast<int>(number("per-host", options.per_host, 1, kMaxPerHost));
  options.interval = std::chrono::milliseconds(
      number("interval", options.interval.count(), kMinInterval.count(), 3'600'000));
  options.timeout =
      std::chrono::milliseconds(number("timeout", options.timeout.count(), 1, kMaxTimeout.count()));
  options.max_time = std::chrono::seconds(number("max-time", 0, 0, 1'000'000));
  options.second_attempt_after = std::chrono::milliseconds(
      number("second-attempt-after", options.second_attempt_after.count(), 0, 3'600'000));
  for (const Json& policy : Elements(object, "hosts")) options.hosts.push_back(ReadPolicy(policy));
  options.allow_private = Flag(object, "allow-private");
  options.connect_to = Texts(object, "connect-to");
  options.ca_file = Text(object, "ca-file");
  options.proxy = Text(object, "proxy");
  options.github_api = Text(object, "github-api");
  return options;
}

void WriteAttempt(JsonWriter& json, const Attempt& attempt) {
  json.BeginObject();
  if (attempt.failure != Failure::kNone) json.Field("failure", NameOf(attempt.failure));
  WriteNumber(json, "status", attempt.status);
  WriteText(json, "server", attempt.server);
  WriteFlag(json, "cf-mitigated", attempt.has_cf_mitigated);
  if (!attempt.hops.empty()) {
    json.Key("hops").BeginArray();
    for (const Hop& hop : attempt.hops) {
      json.BeginObject().Field("status", hop.status).Field("url", hop.url).EndObject();
    }
    json.EndArray();
  }
  WriteText(json, "title", attempt.page.title);
  WriteFlag(json, "challenge", attempt.page.is_challenge);
  WriteFlag(json, "parked", attempt.page.is_parked);
  WriteTexts(json, "missing-fragments", attempt.page.missing_fragments);
  WriteText(json, "detail", attempt.detail);
  WriteNumber(json, "time", attempt.time);
  WriteFlag(json, "via-api", attempt.via_api);
  json.EndObject();
}

std::optional<Attempt> ReadAttempt(const Json& object) {
  Attempt attempt;
  if (const std::string name = Text(object, "failure"); !name.empty()) {
    const std::optional<Failure> failure = FailureNamed(name);
    if (!failure) return std::nullopt;
    attempt.failure = *failure;
  }
  attempt.status = static_cast<int>(Number(object, "status"));
  attempt.server = Text(object, "server");
  attempt.has_cf_mitigated = Flag(object, "cf-mitigated");
  for (const Json& hop : Elements(object, "hops")) {
    attempt.hops.push_back({static_cast<int>(Number(hop, "status")), Text(hop, "url")});
  }
  attempt.page = {.title = Text(object, "title"),
                  .is_challenge = Flag(object, "challenge"),
                  .is_parked = Flag(object, "parked"),
                  .missing_fragments = Texts(object, "missing-fragments")};
  attempt.detail = Text(object, "detail");
  attempt.time = Number(object, "time");
  attempt.via_api = Flag(object, "via-api");
  return attempt;
}

Result<Observation> ReadObservation(const Json& object) {
  Observation observation = {.key = Text(object, "key"), .is_deferred = Flag(object, "deferred")};
  for (const Json& value : Elements(object, "attempts")) {
    std::optional<Attempt> attempt = ReadAttempt(value);
    if (!attempt) return Malformed("an attempt that is not understood");
    observation.attempts.push_back(std::move(*attempt));
  }
  if (const Json* facts = Find(object, "repository")) {
    observation.repository = ReadRepositoryFacts(*facts);
  }
  return observation;
}

LinkRequest ReadRequest(const Json& object) {
  return {.key = Text(object, "key"),
          .url = Text(object, "url"),
          .fragments = Texts(object, "fragments"),
          .checked = Number(object, "checked"),
          .was_alive = Flag(object, "was-alive")};
}

std::string Hello(const FetchOptions* options) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject().Field("awl-links", kProtocol).Field("version", Version());
  if (options != nullptr) {
    json.Key("options");
    WriteOptions(json, *options);
  }
  json.EndObject();
  return out + "\n";
}

Result<WireHello> ReadHello(const Json& object) {
  WireHello hello = {.version = Text(object, "version")};
  if (Number(object, "awl-links") != kProtocol || hello.version != Version()) {
    return Malformed(Cat("the versions differ: ", Version(), " and ", hello.version));
  }
  if (const Json* options = Find(object, "options")) hello.options = ReadOptions(*options);
  return hello;
}

Result<Json> ReadLine(std::string_view line) {
  if (line.size() > kMaxWireLine) return Malformed("a line that is too long");
  Json json = Json::parse(line, nullptr, false);
  if (json.is_discarded() || !json.is_object()) return Malformed("a line that is not JSON");
  return json;
}

}  // namespace

std::string WriteHello(const FetchOptions& options) { return Hello(&options); }
std::string WriteHelperHello() { return Hello(nullptr); }

std::string WriteRequest(const LinkRequest& request) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject().Field("key", request.key).Field("url", request.url);
  WriteTexts(json, "fragments", request.fragments);
  WriteNumber(json, "checked", request.checked);
  WriteFlag(json, "was-alive", request.was_alive);
  json.EndObject();
  return out + "\n";
}

std::string WriteAsk(std::size_t count) { return Cat("{\"ask\":", count, "}\n"); }

std::string WriteObservation(const Observation& observation) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject().Field("key", observation.key);
  json.Key("attempts").BeginArray();
  for (const Attempt& attempt : observation.attempts) WriteAttempt(json, attempt);
  json.EndArray();
  if (observation.repository) {
    json.Key("repository");
    WriteRepositoryFacts(json, *observation.repository);
  }
  WriteFlag(json, "deferred", observation.is_deferred);
  json.EndObject();
  return out + "\n";
}

std::string WriteDone() { return "{\"done\":1}\n"; }

Result<WireToHelper> ReadWireToHelper(std::string_view line) {
  Result<Json> json = ReadLine(line);
  if (!json) return json.error();
  if (Find(*json, "awl-links") != nullptr) {
    Result<WireHello> hello = ReadHello(*json);
    if (!hello) return hello.error();
    return WireToHelper(std::move(*hello));
  }
  if (Find(*json, "ask") != nullptr) {
    return WireToHelper(WireAsk{static_cast<std::size_t>(Number(*json, "ask"))});
  }
  if (Find(*json, "url") == nullptr) return Malformed("a line that is not understood");
  return WireToHelper(ReadRequest(*json));
}

Result<WireToAwl> ReadWireToAwl(std::string_view line) {
  Result<Json> json = ReadLine(line);
  if (!json) return json.error();
  if (Find(*json, "awl-links") != nullptr) {
    Result<WireHello> hello = ReadHello(*json);
    if (!hello) return hello.error();
    return WireToAwl(std::move(*hello));
  }
  if (Find(*json, "done") != nullptr) return WireToAwl(WireDone{});
  if (Find(*json, "key") == nullptr) return Malformed("a line that is not understood");
  Result<Observation> observation = ReadObservation(*json);
  if (!observation) return observation.error();
  return WireToAwl(std::move(*observation));
}

}  // namespace awl
