#include "engine/baseline.h"

// Inline: a shared library more would be one more thing to install.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/excerpt.h"

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

// Goes over bytes and tells how far it is.
class ReadingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  ReadingIterator(const char* at, const char** reached) : at_(at), reached_(reached) {}
  const char& operator*() const { return *at_; }
  ReadingIterator& operator++() {
    *reached_ = ++at_;
    return *this;
  }
  ReadingIterator operator++(int) {
    const ReadingIterator before = *this;
    ++*this;
    return before;
  }
  friend bool operator==(const ReadingIterator& a, const ReadingIterator& b) {
    return a.at_ == b.at_;
  }

 private:
  const char* at_;
  const char** reached_;
};

}  // namespace

Baseline::Baseline() = default;
Baseline::~Baseline() = default;

// Reads what Write wrote, one finding at a time, and stops at the first thing that Write does not
// write.
class Baseline::Reader final : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Reader(Baseline* baseline) : baseline_(baseline) {}

  // What is wrong; "" if nothing is.
  std::string_view fault() const { return fault_; }
  bool is_whole() const { return has_version_ && has_findings_; }

  bool start_object(std::size_t) override {
    if (level_ == Level::kNothing) return Enter(Level::kTop);
    if (level_ != Level::kFindings) return Fail("is not a baseline");
    finding_ = {};
    count_ = 0;
    seen_ = 0;
    return Enter(Level::kFinding);
  }
  bool end_object() override {
    if (level_ != Level::kFinding) return Enter(Level::kDone);
    if (seen_ != kPath + kRule + kText + kCount) return Fail("has an entry that is not a finding");
    baseline_->entries_[finding_].known += count_;
    return Enter(Level::kFindings);
  }
  bool start_array(std::size_t) override {
    if (level_ != Level::kTop || key_ != "findings") return Fail("is not a baseline");
    has_findings_ = true;
    return Enter(Level::kFindings);
  }
  bool end_array() override { return Enter(Level::kTop); }
  bool key(std::string& name) override {
    key_ = name;
    return true;
  }

  bool number_unsigned(std::uint64_t value) override {
    if (level_ == Level::kFinding && key_ == "count") {
      count_ = value;
      seen_ |= kCount;
      return true;
    }
    if (level_ != Level::kTop || key_ != "version") return Other();
    has_version_ = true;
    return value == kVersion || Fail("is a baseline of another version");
  }
  bool string(std::string& value) override {
    if (level_ != Level::kFinding) return Other();
    const auto take = [&](std::string* to, unsigned bit) {
      *to = value;
      seen_ |= bit;
      return true;
    };
    if (key_ == "path") return take(&finding_.path, kPath);
    if (key_ == "rule") return take(&finding_.rule, kRule);
    if (key_ == "text") return take(&finding_.text, kText);
    return true;
  }
  bool null() override { return Other(); }
  bool boolean(bool) override { return Other(); }
  bool number_integer(std::int64_t) override { return Other(); }
  bool number_float(double, const std::string&) override { return Other(); }
  bool binary(nlohmann::json::binary_t&) override { return Other(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return Fail("is not JSON");
  }

 private:
  enum class Level : std::uint8_t { kNothing, kTop, kFindings, kFinding, kDone };
  static constexpr unsigned kPath = 1;
  static constexpr unsigned kRule = 2;
  static constexpr unsigned kText = 4;
  static constexpr unsigned kCount = 8;

  bool Enter(Level level) {
    level_ = level;
    return true;
  }
  bool Fail(std::string_view fault) {
    if (fault_.empty()) fault_ = fault;
    return false;
  }
  // A value that is none of those a baseline has.
  bool Other() {
    if (level_ == Level::kFindings || level_ == Level::kFinding) {
      return Fail("has an entry that is not a finding");
    }
    if (level_ == Level::kTop && key_ == "version") return Fail("is a baseline of another version");
    return level_ == Level::kTop && key_ != "findings" ? true : Fail("is not a baseline");
  }

  Baseline* const baseline_;
  Level level_ = Level::kNothing;
  bool has_version_ = false;
  bool has_findings_ = false;
  std::string key_;
  Key finding_;
  std::size_t count_ = 0;
  unsigned seen_ = 0;
  std::string_view fault_;
};

Result<std::unique_ptr<Baseline>> Baseline::Parse(std::string_view text, const std::string& path) {
  const std::string name = Printable(path);
  if (text.size() > kMaxFileSize) {
    return Error{Cat(name, ": is too large for a baseline; write it again with --write-baseline")};
  }
  auto baseline = std::make_unique<Baseline>();
  Reader reader(baseline.get());
  const char* at = text.data();
  const bool ok = nlohmann::json::sax_parse(
      ReadingIterator(text.data(), &at), ReadingIterator(text.data() + text.size(), &at), &reader);
  if (ok && reader.is_whole()) return baseline;
  const std::string_view fault =
      reader.fault().empty() ? "has no list of findings" : reader.fault();
  // Of what it says nothing is shown: it may be any file, by a link.
  const std::string_view read = text.substr(0, static_cast<std::size_t>(at - text.data()));
  const auto line = std::count(read.begin(), read.end(), '\n') + 1;
  const std::size_t column = read.size() - std::min(read.rfind('\n') + 1, read.size());
  return Error{Cat(name, ":", line, ":", std::max<std::size_t>(1, column), ": error: ", fault,
                   "; write it again with --write-baseline")};
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
