// Runs fixtures/rules/*.md. Each page is the documentation of a rule and its test at once: prose
// for people, and fenced blocks that this driver holds the rule to. Only the rule of the page runs.
//
//   # rule-name                  the page's rule; then sections with any headings and prose
//   ````md bad                   a text that the rule finds fault with
//   ```diagnostics               what it says of the `bad` above, one finding a line:
//   2:1-2:10 message             line:column to line:column (the end is exclusive; one place: 2:1)
//   2:1-2:10 message (fix: title)            with a safe fix
//   2:1-2:10 message (unsafe fix: title)     with one that needs --unsafe-fixes
//   2:1-2:10 message (shown fix: title)      with one that is never applied
//     4:1-4:5 message                        a related place, indented by two spaces
//   2:1-2:10 message (fix: title) [peer: double-link] [error] [follows from encoding-mojibake]
//                                the peer's id and the severity stand there only where they are not
//                                the rule's own
//   ````md fixed                 the `bad` after the safe fixes; left out if there are none
//   ````md fixed unsafe          the `bad` after --unsafe-fixes; left out if that is the same
//   ````md good                  a text that the rule has nothing to say about
//   ```config                    options of the rule for the rest of the section, one a line:
//   option: value                "a, b" for a list of texts, "key=value, key=value" for a map;
//                                also `profile: awesome-lint`, and `also: other-rule` to run more
//                                rules (their fixes are applied, their findings not shown)
//   ```repo                      for rules about the folder; for the rest of the section, any of
//   path: docs/readme.md         where the checked text stands (default: readme.md)
//   remote: https://github.com/owner/name
//   branch: main
//   first-commit: 2020-02-29
//   file: LICENSE                a file that exists, once for each
//   ````md file=contributing.md  a file with this text, checked in the same run
//   ````md revision              the checked text in an earlier commit, newest first
//   ```web                       for rules about what `awl links` has seen; a line for each URL:
//   URL VERDICT [REASON] [WORD...]
//                                VERDICT: alive, uncertain, suspect, unreachable, dead. REASON as
//                                in the state: 404, timeout. WORD: see AddWebLine
//
// A fence may be longer than shown. With the word `escaped` in its first line a text may hold what
// editors damage: \t \r \n \s (a space) \\ \xE2 \u{A0}, and a backslash at the end of a line takes
// the line end away. AWL_UPDATE=1 in the environment rewrites `diagnostics` and `fixed`; the review
// is the diff.

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "awl/config.h"
#include "awl/linter.h"
#include "awl/rule.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "engine/fix_loop.h"
#include "rule/registry.h"
#include "rule/repository.h"
#include "updating.h"
#include "web/web.h"

namespace awl {
namespace {

namespace fs = std::filesystem;

std::string ReadText(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// ---- the page --------------------------------------------------------------------------------

struct Block {
  std::string prose = {};  // all before the opening fence
  std::string fence = {};  // "````"
  std::string info = {};
  std::string body = {};  // as written
  bool closed = true;

  std::vector<std::string> Words() const {
    std::istringstream in(info);
    return {std::istream_iterator<std::string>(in), std::istream_iterator<std::string>()};
  }
  bool Is(std::string_view word) const {
    const std::vector<std::string> words = Words();
    return std::find(words.begin(), words.end(), word) != words.end();
  }
  // "contributing.md" of "file=contributing.md"; empty if there is none.
  std::string Attribute(std::string_view name) const {
    for (const std::string& word : Words()) {
      if (word.substr(0, name.size()) == name && word.substr(name.size(), 1) == "=") {
        return word.substr(name.size() + 1);
      }
    }
    return {};
  }
  bool StartsSection() const { return ("\n" + prose).find("\n#") != std::string::npos; }
};

struct Page {
  std::vector<Block> blocks = {};
  std::string rest = {};  // after the last block
};

std::string TakeLine(std::string_view* text) {
  const std::size_t end = text->find('\n');
  const std::size_t size = end == std::string_view::npos ? text->size() : end + 1;
  std::string line(text->substr(0, size));
  text->remove_prefix(size);
  return line;
}

Page ParsePage(std::string_view text) {
  Page page;
  std::string prose;
  while (!text.empty()) {
    std::string line = TakeLine(&text);
    const std::size_t ticks = std::min(line.find_first_not_of('`'), line.size());
    if (ticks < 3) {
      prose += line;
      continue;
    }
    Block& block = page.blocks.emplace_back();
    block.prose = std::move(prose);
    prose.clear();
    block.fence = line.substr(0, ticks);
    block.info = Trim(std::string_view(line).substr(ticks));
    block.closed = false;
    while (!text.empty()) {
      line = TakeLine(&text);
      block.closed = line.substr(0, ticks) == block.fence && Trim(line) == block.fence;
      if (block.closed) break;
      block.body += line;
    }
  }
  page.rest = std::move(prose);
  return page;
}

std::string PrintPage(const Page& page) {
  std::string out;
  for (const Block& block : page.blocks) {
    out += Cat(block.prose, block.fence, block.info, "\n", block.body, block.fence, "\n");
  }
  return out + page.rest;
}

// ---- escapes ---------------------------------------------------------------------------------

std::string Unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    switch (text[++i]) {
      case 't':
        out += '\t';
        break;
      case 'r':
        out += '\r';
        break;
      case 'n':
        out += '\n';
        break;
      case 's':
        out += ' ';
        break;
      case '\n':
        break;
      case 'x':
        out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 2)), nullptr, 16));
        i += 2;
        break;
      case 'u': {
        const std::size_t end = std::min(text.find('}', i), text.size() - 1);
        const std::string digits(text.substr(i + 2, end - i - 2));
        AppendUtf8(out, static_cast<char32_t>(std::stoul(digits, nullptr, 16)));
        i = end;
        break;
      }
      default:
        out += text[i];
    }
  }
  return out;
}

bool IsInvisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || c == 0x3000 || c == 0xFEFF ||
         (c >= 0x2000 && c <= 0x200F) || (c >= 0x2028 && c <= 0x202F) ||
         (c >= 0x205F && c <= 0x206F) || (c >= 0xE0000 && c <= 0xE0FFF) || c == 0x1680;
}

// Line ends stay. What readers of the page would not see is written as an escape; with
// `reversible` also what Unescape would take for one.
std::string Escape(std::string_view text, bool reversible) {
  std::string out;
  char buffer[16];
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    const bool before_eol = at + 1 == text.size() || text[at + 1] == '\n';
    if (!c.valid) {
      std::snprintf(buffer, sizeof buffer, "\\x%02X", static_cast<unsigned char>(text[at]));
      out += buffer;
    } else if (c.value == '\n') {
      out += '\n';
    } else if (c.value == '\t') {
      out += "\\t";
    } else if (c.value == '\r') {
      out += "\\r";
    } else if (c.value == '\\' && reversible) {
      out += "\\\\";
    } else if (c.value == ' ' && before_eol && reversible) {
      out += "\\s";
    } else if (IsInvisible(c.value)) {
      std::snprintf(buffer, sizeof buffer, "\\u{%X}", static_cast<unsigned>(c.value));
      out += buffer;
    } else {
      out += text.substr(at, c.length);
    }
    at += c.length;
  }
  if (reversible && !out.empty() && out.back() != '\n') out += "\\\n";
  return out;
}

std::string TextOf(const Block& block) {
  return block.Is("escaped") ? Unescape(block.body) : block.body;
}

// ---- what a failing expectation prints ----------------------------------------------------------

std::vector<std::string> Lines(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) lines.push_back(TakeLine(&text));
  return lines;
}

// "-" expected, "+" what came out.
std::string Diff(std::string_view expected, std::string_view actual) {
  const std::vector<std::string> a = Lines(expected);
  const std::vector<std::string> b = Lines(actual);
  std::vector<std::vector<int>> common(a.size() + 1, std::vector<int>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      common[i][j] =
          a[i] == b[j] ? common[i + 1][j + 1] + 1 : std::max(common[i + 1][j], common[i][j + 1]);
    }
  }
  std::string out;
  const auto print = [&out](char sign, std::string line) {
    if (line.empty() || line.back() != '\n') line += "\\ no line end\n";
    out += Cat("  ", sign, " ", Escape(line, false));
  };
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      print(' ', a[i]);
      ++i;
      ++j;
    } else if (j == b.size() || (i < a.size() && common[i + 1][j] >= common[i][j + 1])) {
      print('-', a[i++]);
    } else {
      print('+', b[j++]);
    }
  }
  return out;
}

// ---- what a page tells of the folder ------------------------------------------------------------

class FakeRepository final : public Repository {
 public:
  std::string own_path = "readme.md";
  std::vector<std::string> names = {};
  std::map<std::string, std::string> texts = {};
  std::optional<std::string> remote = {};
  std::optional<std::string> branch = {};
  std::optional<std::int64_t> first_commit = {};
  std::vector<std::string> revisions = {};  // newest first

  // Call when all members are set.
  void Finish() {
    names.push_back(own_path);
    for (const auto& [path, text] : texts) names.push_back(path);
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const auto& [path, text] : texts) {
      parsed_.push_back(ParseFile(std::make_shared<const Source>(path, text)));
      checked_.push_back({path, parsed_.back().document.get(), parsed_.back().facts.get()});
    }
  }

  std::string_view path() const override { return own_path; }
  std::span<const CheckedFile> checked_files() const override { return checked_; }
  std::span<const std::string> files() const override { return names; }
  bool Exists(std::string_view path) const override {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
      return name == path || (name.size() > path.size() && name[path.size()] == '/' &&
                              name.substr(0, path.size()) == path);
    });
  }
  std::optional<std::string> Read(std::string_view path) const override {
    const auto found = texts.find(std::string(path));
    if (found != texts.end()) return found->second;
    return Exists(path) ? std::optional<std::string>("") : std::nullopt;
  }
  std::optional<std::string> remote_url() const override { return remote; }
  std::optional<std::string> default_branch() const override { return branch; }
  std::optional<std::int64_t> first_commit_time() const override { return first_commit; }
  std::vector<std::string> Revisions(std::size_t at_most) const override {
    return {revisions.begin(),
            revisions.begin() + static_cast<std::ptrdiff_t>(std::min(at_most, revisions.size()))};
  }
  std::optional<std::string> ReadAt(std::string_view revision) const override {
    if (revision != "HEAD" || revisions.empty()) return std::nullopt;
    return revisions.front();
  }

 private:
  std::vector<ParsedFile> parsed_;
  std::vector<CheckedFile> checked_;
};

// Seconds from 1970 to midnight of "2020-02-29" (Howard Hinnant's days_from_civil).
std::int64_t DayToSeconds(const std::string& day) {
  int year = 1970;
  unsigned month = 1;
  unsigned date = 1;
  std::sscanf(day.c_str(), "%d-%u-%u", &year, &month, &date);
  if (month <= 2) --year;
  const int era = year / 400;
  const auto year_of_era = static_cast<unsigned>(year - era * 400);
  const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + date - 1;
  const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return (std::int64_t{era} * 146097 + day_of_era - 719468) * 86400;
}

// The settings of a section, from its `config`, `repo`, `file=` and `revision` blocks.
struct Setup {
  std::string config = {};
  std::string repo = {};
  bool has_repo = false;
  std::map<std::string, std::string> texts = {};
  std::vector<std::string> revisions = {};
  std::string web = {};
};

std::vector<std::pair<std::string, std::string>> KeysAndValues(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const std::string& line : Lines(text)) {
    if (Trim(line).empty()) continue;
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::string_view value =
        Trim(std::string_view(line).substr(std::min(colon + 1, line.size())));
    out.emplace_back(Trim(std::string_view(line).substr(0, colon)), value);
  }
  return out;
}

std::unique_ptr<FakeRepository> MakeRepository(const Setup& setup) {
  if (!setup.has_repo && setup.texts.empty() && setup.revisions.empty()) return nullptr;
  auto repository = std::make_unique<FakeRepository>();
  repository->texts = setup.texts;
  repository->revisions = setup.revisions;
  for (const auto& [key, value] : KeysAndValues(setup.repo)) {
    if (key == "path") {
      repository->own_path = value;
    } else if (key == "remote") {
      repository->remote = value;
    } else if (key == "branch") {
      repository->branch = value;
    } else if (key == "first-commit") {
      repository->first_commit = DayToSeconds(value);
    } else if (key == "file") {
      repository->names.push_back(value);
    } else {
      ADD_FAILURE() << "unknown key in a repo block: " << key;
    }
  }
  repository->Finish();
  return repository;
}

// ---- what a page tells of the web ---------------------------------------------------------------

// What runs must have seen for that verdict.
void SetVerdict(const std::string& name, LinkRecord* record) {
  record->checked = DayToSeconds("2026-01-31");
  record->seen = record->checked;
  if (name == "alive") {
    record->evidence = Evidence::kOk;
    record->alive = record->checked;
  } else if (name == "uncertain") {
    record->evidence = Evidence::kShut;
  } else if (name == "suspect" || name == "dead") {
    record->evidence = Evidence::kHard;
    record->hard_runs = name == "dead" ? 3 : 1;
    record->hard_since = name == "dead" ? DayToSeconds("2026-01-01") : record->checked;
  } else if (name == "unreachable") {
    record->evidence = Evidence::kSoft;
    record->soft_runs = 5;
    record->soft_since = DayToSeconds("2025-12-01");
  } else {
    ADD_FAILURE() << "no verdict: " << name;
  }
}

void SetFact(const std::string& key, const std::string& value, LinkRecord* record) {
  RepositoryFacts facts = record->repository.value_or(RepositoryFacts());
  if (key == "name") {
    facts.name_with_owner = value;
  } else if (key == "archived") {
    facts.is_archived = true;
  } else if (key == "disabled") {
    facts.is_disabled = true;
  } else if (key == "pushed") {
    facts.pushed_at = DayToSeconds(value);
  } else if (key == "created") {
    facts.created_at = DayToSeconds(value);
  } else if (key == "stars") {
    facts.stars = std::stoi(value);
  } else if (key == "licence") {
    facts.licence = value;
  } else if (key == "homepage") {
    facts.homepage = value;
  } else if (key == "description") {
    facts.description = value;
  } else {
    ADD_FAILURE() << "unknown word in a web block: " << key;
  }
  record->repository = facts;
}

// One word of a line; the facts of a repository are SetFact's.
void SetWord(const std::string& key, const std::string& value, LinkRecord* record) {
  if (key == "permanent" || key == "final") {
    record->landed = value;
    record->landed_runs = 2;
    if (key == "final") return;
    record->moved = value;
    record->moved_runs = 2;
  } else if (key == "once") {  // seen in one run only
    record->landed_runs = record->moved_runs = record->tls_runs = 1;
  } else if (key == "last-alive") {
    record->alive = DayToSeconds(value);
  } else if (key == "copy") {
    record->archived = value;
  } else if (key == "via-api") {
    record->via_api = true;
  } else if (key == "alike" || key == "no-longer-alike") {
    record->title = "0123456789abcdef";
    record->was_alike = true;
    record->is_alike = key == "alike";
  } else if (key == "for-sale") {
    record->is_parked = true;
  } else if (key == "missing") {
    record->missing_fragments.push_back(value);
  } else if (key == "bad-tls") {
    record->tls = Failure::kTlsExpired;
    record->tls_runs = 2;
  } else {
    SetFact(key, value, record);
  }
}

// "URL VERDICT [REASON] [WORD...]", a WORD being "key" or "key=value"; `new` says that the change
// has added the link, `description=` takes the rest of the line.
void AddWebLine(const std::string& line, LinkState* state, std::set<std::string>* added) {
  std::istringstream in(line);
  std::string url;
  std::string verdict;
  in >> url >> verdict;
  LinkRecord record{.key = LinkKey(url)};
  SetVerdict(verdict, &record);
  for (std::string word; in >> word;) {
    const std::size_t equals = word.find('=');
    std::string key = word.substr(0, equals);
    std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
    if (key == "description") {
      std::string rest;
      std::getline(in, rest);
      value += rest;
    }
    if (key == "new") {
      added->insert(record.key);
    } else if (record.reason.empty() && equals == std::string::npos &&
               (std::isdigit(static_cast<unsigned char>(key[0])) != 0 || FailureNamed(key))) {
      const std::optional<Failure> failure = FailureNamed(key);
      record.reason =
          ReasonOf(failure ? Attempt{.failure = *failure} : Attempt{.status = std::stoi(key)});
    } else {
      SetWord(key, value, &record);
    }
  }
  state->records.insert_or_assign(record.key, record);
}

std::unique_ptr<const Web> MakeWeb(const Setup& setup) {
  if (setup.web.empty()) return nullptr;
  LinkState state;
  std::set<std::string> added;
  for (const std::string& line : Lines(setup.web)) AddWebLine(line, &state, &added);
  return std::make_unique<const Web>(std::move(state), VerdictRules(), added);
}

Config MakeConfig(const RuleInfo& rule, const Setup& setup) {
  Config config{.select = {std::string(rule.name)}};
  RuleSetting own{.name = std::string(rule.name)};
  for (const auto& pair : KeysAndValues(setup.config)) {
    const std::string& key = pair.first;
    const std::string& value = pair.second;
    if (key == "profile") {
      config.profile = value == "strict"         ? Profile::kStrict
                       : value == "awesome-lint" ? Profile::kAwesomeLint
                       : value == "index"        ? Profile::kIndex
                                                 : Profile::kRecommended;
      continue;
    }
    if (key == "also") {
      config.select.push_back(value);
      continue;
    }
    const auto info = std::find_if(rule.options.begin(), rule.options.end(),
                                   [&](const OptionInfo& option) { return option.name == key; });
    OptionValue option;
    if (info == rule.options.end() || !ParseOptionValue(*info, value, &option)) {
      ADD_FAILURE() << "no option, or not a value of it: " << key << ": " << value;
      continue;
    }
    own.options.push_back(std::move(option));
  }
  config.rules.push_back(std::move(own));
  return config;
}

// ---- what a rule says --------------------------------------------------------------------------

std::string PrintRange(const Source& source, Range range) {
  const Position begin = source.PositionAt(range.begin);
  const Position end = source.PositionAt(range.end);
  if (range.empty()) return Cat(begin.line, ":", begin.column);
  return Cat(begin.line, ":", begin.column, "-", end.line, ":", end.column);
}

// Of one line, whatever the message holds.
std::string PrintMessage(std::string_view message) {
  std::string out = Escape(message, false);
  for (std::size_t at = 0; (at = out.find('\n', at)) != std::string::npos;) {
    out.replace(at, 1, "\\n");
  }
  return out;
}

std::string PrintDiagnostic(const Source& source, const RuleInfo& rule, const Diagnostic& found) {
  std::string out = Cat(PrintRange(source, found.range), " ", PrintMessage(found.message));
  if (found.fix) {
    const Applicability applicability = found.fix->applicability;
    out += Cat(applicability == Applicability::kSafe     ? " (fix: "
               : applicability == Applicability::kUnsafe ? " (unsafe fix: "
                                                         : " (shown fix: ",
               PrintMessage(found.fix->title), ")");
  }
  if (found.peer != DefaultPeer(rule)) out += Cat(" [peer: ", found.peer, "]");
  if (found.caused_by) {
    out += Cat(" [follows from ", found.caused_by->rule, "]");
  } else if (found.severity != rule.severity) {
    constexpr std::string_view kNames[] = {"info", "warning", "error"};
    out += Cat(" [", kNames[static_cast<int>(found.severity)], "]");
  }
  out += "\n";
  for (const Related& related : found.related) {
    out += "  ";
    if (!related.path.empty()) {
      out += related.path;
    } else {
      out += PrintRange(source, related.range);
    }
    if (!related.message.empty()) out += Cat(" ", PrintMessage(related.message));
    out += "\n";
  }
  return out;
}

// What came out for one text.
struct Outcome {
  std::string diagnostics = {};
  std::string fixed = {};         // after the safe fixes
  std::string fixed_unsafe = {};  // after all fixes
  bool has_safe = false;
  bool has_unsafe = false;
};

class RuleOnText {
 public:
  RuleOnText(const RuleInfo& rule, const Setup& setup)
      : rule_(rule),
        config_(MakeConfig(rule, setup)),
        linter_(config_),
        repository_(MakeRepository(setup)),
        web_(MakeWeb(setup)) {}

  Outcome Run(const std::string& text) const {
    Outcome out;
    const ParsedFile file = ParseFile(std::make_shared<const Source>(Path(), text));
    for (const Diagnostic& found : linter_.Check(AsLinterFile(file))) {
      if (found.rule != rule_.name) continue;
      CheckRanges(*file.source, found);
      out.diagnostics += PrintDiagnostic(*file.source, rule_, found);
      if (!found.fix) continue;
      out.has_safe = out.has_safe || found.fix->applicability == Applicability::kSafe;
      out.has_unsafe = out.has_unsafe || found.fix->applicability == Applicability::kUnsafe;
      if (rule_.layout && found.fix->applicability == Applicability::kSafe) {
        EXPECT_EQ(found.fix->effect, Effect::kLayout) << "the safe fix of a layout rule";
      }
    }
    out.fixed = Fix(text, Applicability::kSafe);
    out.fixed_unsafe = Fix(text, Applicability::kUnsafe);
    return out;
  }

  std::string Fix(const std::string& text, Applicability at_least) const {
    const ParsedFile file = ParseFile(std::make_shared<const Source>(Path(), text));
    const FixLoopResult result = RunFixLoop(linter_, AsLinterFile(file), {.at_least = at_least});
    EXPECT_TRUE(result.left_out.empty()) << result.left_out.front().why;
    return result.fixed == nullptr ? text : std::string(result.fixed->source->text());
  }

 private:
  std::string Path() const { return repository_ ? repository_->own_path : "readme.md"; }

  Linter::File AsLinterFile(const ParsedFile& file) const {
    return {.document = *file.document,
            .list = *file.list,
            .repository = repository_.get(),
            .web = web_.get()};
  }

  void CheckRanges(const Source& source, const Diagnostic& found) const {
    const auto inside = [&](Range range) {
      return range.begin <= range.end && range.end <= source.size();
    };
    EXPECT_TRUE(inside(found.range)) << found.message;
    if (!found.fix) return;
    EXPECT_FALSE(found.fix->title.empty()) << found.message;
    EXPECT_FALSE(found.fix->edits.empty()) << found.message;
    for (const Edit& edit : found.fix->edits) EXPECT_TRUE(inside(edit.range)) << found.message;
  }

  const RuleInfo& rule_;
  const Config config_;
  const Linter linter_;
  const std::unique_ptr<FakeRepository> repository_;
  const std::unique_ptr<const Web> web_;
};

// ---- the driver --------------------------------------------------------------------------------

fs::path PageOf(std::string_view rule) {
  return fs::path(AWL_SOURCE_DIR) / "fixtures" / "rules" / Cat(rule, ".md");
}

class PageRunner {
 public:
  PageRunner(const RuleInfo& rule, std::string text)
      : rule_(rule), text_(std::move(text)), page_(ParsePage(text_)) {}

  void Run() {
    EXPECT_EQ(text_.substr(0, text_.find('\n')), Cat("# ", rule_.name))
        << "a page begins with the name of its rule";
    for (at_ = 0; at_ < page_.blocks.size(); ++at_) RunBlock();
    EXPECT_GT(bad_, 0) << "the page shows nothing `bad`";
    EXPECT_GT(good_, 0) << "the page shows nothing `good`";
    CheckFixKind();
    if (Updating() && PrintPage(page_) != text_) {
      std::ofstream(PageOf(rule_.name), std::ios::binary) << PrintPage(page_);
    }
  }

 private:
  void RunBlock() {
    const Block block = page_.blocks[at_];
    if (block.StartsSection()) setup_ = {};
    SCOPED_TRACE(Cat("fixtures/rules/", rule_.name, ".md:", LineOf(at_)));
    EXPECT_TRUE(block.closed) << "the fence is not closed";
    if (block.Is("config")) {
      setup_.config += block.body;
    } else if (block.Is("repo")) {
      setup_.repo += block.body;
      setup_.has_repo = true;
    } else if (!block.Attribute("file").empty()) {
      setup_.texts[block.Attribute("file")] = TextOf(block);
    } else if (block.Is("revision")) {
      setup_.revisions.push_back(TextOf(block));
    } else if (block.Is("web")) {
      setup_.web += block.body;
    } else if (block.Is("good")) {
      ++good_;
      EXPECT_EQ(RuleOnText(rule_, setup_).Run(TextOf(block)).diagnostics, "")
          << "a `good` text has findings";
    } else if (block.Is("bad")) {
      ++bad_;
      RunBad(block);
    } else if (block.Is("diagnostics") || block.Is("fixed")) {
      ADD_FAILURE() << "this block does not follow a `bad` one, or comes twice";
    }
  }

  // Compares with the blocks that follow and leaves `at_` at the last of them.
  void RunBad(const Block& bad) {
    const std::string text = TextOf(bad);
    const RuleOnText rule(rule_, setup_);
    const Outcome outcome = rule.Run(text);
    EXPECT_NE(outcome.diagnostics, "") << "a `bad` text has no findings";
    has_safe_ = has_safe_ || outcome.has_safe;
    has_unsafe_ = has_unsafe_ || outcome.has_unsafe;
    EXPECT_EQ(Diff(outcome.fixed, rule.Fix(outcome.fixed, Applicability::kSafe)),
              Diff(outcome.fixed, outcome.fixed))
        << "fixing again changes the text";

    Expect("diagnostics", {}, outcome.diagnostics, bad);
    const auto wanted = [](const std::string& after, const std::string& before) {
      return after == before ? std::nullopt : std::optional<std::string>(after);
    };
    Expect("fixed", {}, wanted(outcome.fixed, text), bad);
    Expect("fixed", "unsafe", wanted(outcome.fixed_unsafe, outcome.fixed), bad);
  }

  // Holds the next block to `actual` if it is of that kind; if `actual` is nothing, there must be
  // no such block.
  void Expect(std::string_view kind, std::string_view attribute,
              const std::optional<std::string>& actual, const Block& bad) {
    const bool is_text = kind == "fixed";
    const std::string what = Cat("`", kind, attribute.empty() ? "" : " ", attribute, "`");
    const std::size_t next = at_ + 1;
    const bool there = next < page_.blocks.size() && page_.blocks[next].Is(kind) &&
                       page_.blocks[next].Is("unsafe") == (attribute == "unsafe") &&
                       !page_.blocks[next].StartsSection();
    if (Updating()) {
      if (!actual) {
        if (there) Remove(next);
        return;
      }
      if (!there) {
        Block block{.prose = "\n", .fence = "```", .info = std::string(kind)};
        if (is_text) {
          block.fence = bad.fence;
          block.info = bad.Is("md") ? Cat("md ", kind) : std::string(kind);
          if (!attribute.empty()) block.info += Cat(" ", attribute);
        }
        page_.blocks.insert(page_.blocks.begin() + static_cast<std::ptrdiff_t>(next), block);
      }
      SetBody(&page_.blocks[next], *actual, is_text, bad);
      ++at_;
      return;
    }
    if (!actual) {
      EXPECT_FALSE(there) << what << " stands here, but there is nothing to fix";
    } else if (!there) {
      ADD_FAILURE() << "the block " << what << " is missing here (AWL_UPDATE=1 writes it):\n"
                    << Diff("", *actual);
    } else {
      const Block& block = page_.blocks[next];
      const std::string expected = is_text ? TextOf(block) : block.body;
      if (expected != *actual) {
        ADD_FAILURE() << what << " in line " << LineOf(next)
                      << " (- the page, + what came out; AWL_UPDATE=1 takes it over):\n"
                      << Diff(expected, *actual);
      }
    }
    if (there) ++at_;
  }

  void Remove(std::size_t at) {
    const std::string prose = page_.blocks[at].prose;
    page_.blocks.erase(page_.blocks.begin() + static_cast<std::ptrdiff_t>(at));
    (at < page_.blocks.size() ? page_.blocks[at].prose : page_.rest).insert(0, prose);
  }

  static void SetBody(Block* block, const std::string& text, bool is_text, const Block& bad) {
    if (!is_text) {
      block->body = text;
      return;
    }
    const bool needs_escapes = bad.Is("escaped") || (!text.empty() && text.back() != '\n') ||
                               text.find('\r') != std::string::npos || !IsValidUtf8(text);
    if (needs_escapes && !block->Is("escaped")) block->info += " escaped";
    block->body = block->Is("escaped") ? Escape(text, true) : text;
    while (("\n" + block->body).find("\n" + block->fence) != std::string::npos) {
      block->fence += '`';
    }
  }

  void CheckFixKind() const {
    const FixKind shown = has_safe_ && has_unsafe_ ? FixKind::kBoth
                          : has_safe_              ? FixKind::kSafe
                          : has_unsafe_            ? FixKind::kUnsafe
                                                   : FixKind::kNone;
    constexpr std::string_view kNames[] = {"none", "unsafe", "safe", "both"};
    EXPECT_EQ(kNames[static_cast<int>(rule_.fix)], kNames[static_cast<int>(shown)])
        << "RuleInfo::fix against the fixes that this page shows";
  }

  // 1-based, in the text as it was read.
  int LineOf(std::size_t block) const {
    Page before;
    before.blocks.assign(page_.blocks.begin(),
                         page_.blocks.begin() + static_cast<std::ptrdiff_t>(block));
    const std::string text = PrintPage(before) + page_.blocks[block].prose;
    return static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1;
  }

  const RuleInfo& rule_;
  const std::string text_;
  Page page_;
  std::size_t at_ = 0;
  Setup setup_ = {};
  int bad_ = 0;
  int good_ = 0;
  bool has_safe_ = false;
  bool has_unsafe_ = false;
};

class RuleFixture : public testing::TestWithParam<const RuleInfo*> {};

TEST_P(RuleFixture, HoldsTheRuleToItsPage) {
  const RuleInfo& rule = *GetParam();
  ASSERT_TRUE(fs::exists(PageOf(rule.name))) << "a rule needs its page: " << PageOf(rule.name);
  PageRunner(rule, ReadText(PageOf(rule.name))).Run();
}

std::vector<const RuleInfo*> AllRules() {
  std::vector<const RuleInfo*> rules;
  for (const RuleInfo& rule : BuiltinRules()) rules.push_back(&rule);
  return rules;
}

INSTANTIATE_TEST_SUITE_P(Rules, RuleFixture, testing::ValuesIn(AllRules()), [](const auto& rule) {
  std::string name(rule.param->name);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(RuleFixtures, BelongToARule) {
  for (const auto& entry : fs::directory_iterator(fs::path(AWL_SOURCE_DIR) / "fixtures/rules")) {
    EXPECT_NE(FindRule(BuiltinRules(), entry.path().stem().string()), nullptr) << entry.path();
  }
}

}  // namespace
}  // namespace awl
