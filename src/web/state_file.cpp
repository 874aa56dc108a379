#include "web/state_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/json_writer.h"
#include "base/strings.h"
#include "web/json_read.h"
#include "web/json_write.h"
#include "web/wayback.h"

namespace awl {
namespace {

using web_json::Elements;
using web_json::Find;
using web_json::Flag;
using web_json::Json;
using web_json::Number;
using web_json::Text;
using web_json::WriteFlag;
using web_json::WriteNumber;
using web_json::WriteText;

constexpr int kVersion = 1;
constexpr std::int64_t kKept = std::int64_t{90} * 86400;
// No honest record has longer texts or later times.
constexpr std::size_t kMaxText = 8192;
constexpr std::int64_t kMaxTime = std::int64_t{1} << 40;
constexpr int kMaxRuns = 1000;

Error At(std::string_view path, std::size_t line, std::string_view what) {
  return {Cat(path, ":", line, ":1: ", what)};
}

std::string ShortText(const Json& object, const char* key) {
  std::string text = Text(object, key);
  if (text.size() > kMaxText) text.clear();
  return text;
}

std::int64_t Time(const Json& object, const char* key) {
  return std::clamp<std::int64_t>(Number(object, key), 0, kMaxTime);
}

int Runs(const Json& object, const char* key) {
  return static_cast<int>(std::clamp<std::int64_t>(Number(object, key), 0, kMaxRuns));
}

LinkRecord ReadRecord(const Json& object) {
  LinkRecord record;
  record.key = ShortText(object, "url");
  record.evidence = EvidenceNamed(Text(object, "evidence")).value_or(Evidence::kOther);
  record.reason = ShortText(object, "reason");
  record.held_back = Flag(object, "held-back");
  record.via_api = Flag(object, "via-api");
  record.checked = Time(object, "checked");
  record.alive = Time(object, "alive");
  record.seen = Time(object, "seen");
  record.hard_runs = Runs(object, "hard-runs");
  record.hard_since = Time(object, "hard-since");
  record.soft_runs = Runs(object, "soft-runs");
  record.soft_since = Time(object, "soft-since");
  record.tls = FailureNamed(Text(object, "tls")).value_or(Failure::kNone);
  record.tls_runs = Runs(object, "tls-runs");
  record.landed = ShortText(object, "final");
  record.landed_runs = Runs(object, "final-runs");
  record.moved = ShortText(object, "permanent");
  record.moved_runs = Runs(object, "permanent-runs");
  record.title = ShortText(object, "title");
  record.was_alike = Flag(object, "was-alike");
  record.is_alike = Flag(object, "alike");
  record.is_parked = Flag(object, "parked");
  record.archived = ShortText(object, "archived");
  // A fix may write it.
  if (!IsCopyFor(record.key, record.archived)) record.archived.clear();
  for (const Json& fragment : Elements(object, "missing-fragments")) {
    if (fragment.is_string()) record.missing_fragments.push_back(fragment.get<std::string>());
  }
  if (const Json* facts = Find(object, "repository")) {
    record.repository = ReadRepositoryFacts(*facts);
  }
  return record;
}

void WriteRedirects(JsonWriter& json, const LinkRecord& record) {
  if (!record.landed.empty()) {
    json.Field("final", record.landed).Field("final-runs", record.landed_runs);
  }
  if (!record.moved.empty()) {
    json.Field("permanent", record.moved).Field("permanent-runs", record.moved_runs);
  }
}

}  // namespace

const LinkRecord* LinkState::Find(std::string_view key) const {
  const auto found = records.find(key);
  return found == records.end() ? nullptr : &found->second;
}

std::int64_t LinkState::last_checked() const {
  std::int64_t last = 0;
  for (const auto& [key, record] : records) last = std::max(last, record.checked);
  return last;
}

Result<LinkState> ParseState(std::string_view text, std::string_view path) {
  LinkState state;
  if (text.size() > kMaxStateSize) return At(path, 1, "the state is larger than 64 MB");
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = Trim(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const Json json = Json::parse(line, nullptr, false);
    if (number == 1) {
      const std::int64_t version = Number(json, "awl-links");
      if (version < 1)
        return At(path, 1, "is not a state of `awl links`: {\"awl-links\":1} expected");
      if (version > kVersion) {
        return At(path, 1,
                  Cat("a state of version ", version,
                      ", which a newer awl has written; this one reads ", kVersion));
      }
      continue;
    }
    if (line.empty()) continue;
    if (!json.is_object()) return At(path, number, "is not a record: a JSON object expected");
    LinkRecord record = ReadRecord(json);
    if (record.key.empty()) return At(path, number, "a record without \"url\"");
    std::string key = record.key;
    state.records.insert_or_assign(std::move(key), std::move(record));
  }
  return state;
}

std::int64_t SinceOf(const LinkRecord& record) {
  switch (record.evidence) {
    case Evidence::kHard:
      return record.hard_since;
    case Evidence::kSoft:
      return record.soft_since;
    case Evidence::kOk:
      return record.alive;
    case Evidence::kShut:
    case Evidence::kBlocked:
    case Evidence::kOther:
      break;
  }
  return record.checked;
}

std::string WriteRecord(const LinkRecord& record, const VerdictRules& rules) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject().Field("url", record.key);
  json.Field("verdict", NameOf(Judge(record, rules))).Field("evidence", NameOf(record.evidence));
  WriteText(json, "reason", record.reason);
  WriteFlag(json, "held-back", record.held_back);
  WriteFlag(json, "via-api", record.via_api);
  WriteNumber(json, "since", SinceOf(record));
  WriteNumber(json, "checked", record.checked);
  WriteNumber(json, "alive", record.alive);
  WriteNumber(json, "seen", record.seen);
  WriteNumber(json, "hard-runs", record.hard_runs);
  WriteNumber(json, "hard-since", record.hard_since);
  WriteNumber(json, "soft-runs", record.soft_runs);
  WriteNumber(json, "soft-since", record.soft_since);
  if (record.tls != Failure::kNone) {
    json.Field("tls", NameOf(record.tls)).Field("tls-runs", record.tls_runs);
  }
  WriteRedirects(json, record);
  WriteText(json, "title", record.title);
  WriteFlag(json, "was-alike", record.was_alike);
  WriteFlag(json, "alike", record.is_alike);
  WriteFlag(json, "parked", record.is_parked);
  if (!record.missing_fragments.empty()) {
    json.Key("missing-fragments").BeginArray();
    for (const std::string& fragment : record.missing_fragments) json.String(fragment);
    json.EndArray();
  }
  WriteText(json, "archived", record.archived);
  if (record.repository) {
    json.Key("repository");
    WriteRepositoryFacts(json, *record.repository);
  }
  json.EndObject();
  return out;
}

std::string WriteState(const LinkState& state, const VerdictRules& rules, std::int64_t now) {
  std::string out = Cat("{\"awl-links\":", kVersion, "}\n");
  for (const auto& [key, record] : state.records) {
    if (record.checked == 0 || now - record.seen > kKept) continue;
    out += WriteRecord(record, rules);
    out += '\n';
  }
  return out;
}

}  // namespace awl
