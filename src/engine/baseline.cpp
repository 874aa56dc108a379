#include "engine/baseline.h"

// Inline: a shared library more would be one more thing to install.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"

namespace awl {
namespace {

constexpr int kVersion = 1;
constexpr std::size_t kMaxFileSize = std::size_t{64} << 20;
// Longer texts are cut and told apart by a fingerprint: paragraphs can be long.
constexpr std::size_t kMaxText = 240;

// White space runs become one space; what is no UTF-8 becomes U+FFFD, since JSON has no bytes.
std::string Normalized(std::string_view text) {
  std::string out;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    at += c.length;
    if (c.value < 0x80 && IsAsciiSpace(static_cast<char>(c.value))) {
      space = !out.empty();
      continue;
    }
    if (std::exchange(space, false)) out += ' ';
    AppendUtf8(out, c.value);
  }
  if (out.size() <= kMaxText) return out;
  std::size_t cut = kMaxText;
  while (!IsAscii(out[cut]) && (static_cast<unsigned char>(out[cut]) & 0xC0) == 0x80) --cut;
  const XXH64_hash_t whole = XXH3_64bits(out.data(), out.size());
  constexpr std::string_view kDigits = "0123456789abcdef";
  out.resize(cut);
  out += "… #";
  for (int shift = 60; shift >= 0; shift -= 4) out += kDigits[(whole >> shift) & 15];
  return out;
}

// The deepest entry that holds the place, else kNoId.
EntryId EntryAt(const List& list, Offset offset) {
  const std::span<const Entry> entries = list.entries();
  const auto after =
      std::upper_bound(entries.begin(), entries.end(), offset,
                       [](Offset at, const Entry& entry) { return at < entry.full.begin; });
  if (after == entries.begin()) return kNoId;
  auto id = static_cast<EntryId>(after - entries.begin() - 1);
  while (id != kNoId && !entries[id].full.Contains(offset)) id = entries[id].parent;
  return id;
}

}  // namespace

Baseline::Baseline() = default;
Baseline::~Baseline() = default;

Result<std::unique_ptr<Baseline>> Baseline::Parse(std::string_view text, const std::string& path) {
  const auto wrong = [&path](std::string_view what) {
    return Error{Cat(path, ": ", what, "; make it again with --write-baseline")};
  };
  if (text.size() > kMaxFileSize) return wrong("is too large for a baseline");
  const nlohmann::json json = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
  if (!json.is_object()) return wrong("is not a baseline");
  const auto version = json.find("version");
  if (version == json.end() || !version->is_number_integer() || *version != kVersion) {
    return wrong("is a baseline of another version");
  }
  const auto findings = json.find("findings");
  if (findings == json.end() || !findings->is_array()) return wrong("has no list of findings");
  auto baseline = std::make_unique<Baseline>();
  for (const nlohmann::json& finding : *findings) {
    const auto text_of = [&finding](const char* key) -> const std::string* {
      const auto value = finding.find(key);
      return value == finding.end() ? nullptr : value->get_ptr<const std::string*>();
    };
    if (!finding.is_object()) return wrong("has an entry that is not a finding");
    const std::string* in = text_of("path");
    const std::string* rule = text_of("rule");
    const std::string* at = text_of("text");
    const auto count = finding.find("count");
    if (in == nullptr || rule == nullptr || at == nullptr || count == finding.end() ||
        !count->is_number_unsigned()) {
      return wrong("has an entry that is not a finding");
    }
    baseline->entries_[{*in, *rule, *at}].known += count->get<std::size_t>();
  }
  return baseline;
}

std::string Baseline::Write() const {
  const std::lock_guard lock(mutex_);
  nlohmann::ordered_json findings = nlohmann::ordered_json::array();
  for (const auto& [key, count] : entries_) {
    if (count.known == 0) continue;
    findings.push_back(
        {{"path", key.path}, {"rule", key.rule}, {"text", key.text}, {"count", count.known}});
  }
  nlohmann::ordered_json json;
  json["version"] = kVersion;
  json["findings"] = std::move(findings);
  return json.dump(1) + "\n";
}

Baseline::Key Baseline::KeyOf(const std::string& path, const List& list,
                              const Diagnostic& diagnostic) {
  const Document& doc = list.document();
  const Source& source = doc.source();
  const EntryId id = EntryAt(list, diagnostic.range.begin);
  Range range = source.Line(source.LineAt(diagnostic.range.begin));
  if (id != kNoId && list.entry(id).paragraph != kNoNode) {
    range = doc[list.entry(id).paragraph].full;
  }
  return {.path = Normalized(path),
          .rule = std::string(diagnostic.rule),
          .text = Normalized(source.Slice(range))};
}

void Baseline::Add(const std::string& path, const List& list, const Diagnostic& diagnostic) {
  Key key = KeyOf(path, list, diagnostic);
  const std::lock_guard lock(mutex_);
  ++entries_[std::move(key)].known;
}

void Baseline::Filter(const std::string& path, const List& list,
                      std::vector<Diagnostic>* diagnostics) {
  std::vector<Key> keys;
  keys.reserve(diagnostics->size());
  for (const Diagnostic& diagnostic : *diagnostics) {
    keys.push_back(KeyOf(path, list, diagnostic));
  }
  const std::lock_guard lock(mutex_);
  checked_.push_back(Normalized(path));
  std::size_t kept = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const auto known = entries_.find(keys[i]);
    if (known != entries_.end() && known->second.seen < known->second.known) {
      ++known->second.seen;
      continue;
    }
    if (kept != i) (*diagnostics)[kept] = std::move((*diagnostics)[i]);
    ++kept;
  }
  diagnostics->resize(kept);
}

std::vector<Baseline::Stale> Baseline::StaleEntries() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> checked = checked_;
  std::sort(checked.begin(), checked.end());
  std::vector<Stale> out;
  for (const auto& [key, count] : entries_) {
    if (count.seen >= count.known ||
        !std::binary_search(checked.begin(), checked.end(), key.path)) {
      continue;
    }
    out.push_back({key.path, key.rule, key.text, count.known - count.seen});
  }
  return out;
}

}  // namespace awl
