#include "pattern/regex.h"

#include <re2/filtered_re2.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <iterator>
#include <optional>
#include <utility>

#include "base/strings.h"
#include "pattern/budget.h"
#include "pattern/word_finder.h"
#include "text/excerpt.h"

namespace awl {
namespace {

constexpr std::int64_t kSetMemory = 64 << 20;
// Of so few expressions one automaton stays small.
constexpr std::size_t kMinFiltered = 8;

RE2::Options OptionsOf(std::int64_t memory) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(memory);
  return options;
}

// RE2's own words differ from version to version. `rest` is the expression from `at_fault` on.
std::string Explain(RE2::ErrorCode code, std::string_view at_fault, std::string_view rest) {
  const std::string shown = Cat("\"", Printable(at_fault), "\"");
  switch (code) {
    case RE2::ErrorBadEscape:
      if (at_fault.size() == 2 && IsAsciiDigit(at_fault[1])) {
        return Cat("an expression cannot refer to its own groups: ", shown);
      }
      return Cat("unknown escape: ", shown);
    case RE2::ErrorBadCharClass:
      return Cat("unknown character class: ", shown);
    case RE2::ErrorBadCharRange:
      if (at_fault.starts_with("[:") || at_fault.starts_with('\\')) {
        return Cat("unknown character class: ", shown);
      }
      return Cat("a range of characters the wrong way round: ", shown);
    case RE2::ErrorMissingBracket:
      return Cat("a \"]\" is missing: ", shown);
    case RE2::ErrorMissingParen:
      return Cat("a \")\" is missing: ", shown);
    case RE2::ErrorUnexpectedParen:
      return Cat("a \")\" too many: ", shown);
    case RE2::ErrorTrailingBackslash:
      return "a backslash at the end";
    case RE2::ErrorRepeatArgument:
      return Cat("nothing to repeat: ", shown);
    case RE2::ErrorRepeatSize:
      return Cat("repeated too often, more than 1000 times in all: ", shown);
    case RE2::ErrorRepeatOp:
      return Cat("repeated twice: ", shown);
    case RE2::ErrorBadPerlOp:
      for (const std::string_view look : {"(?=", "(?!", "(?<=", "(?<!"}) {
        if (rest.starts_with(look)) {
          return Cat("an expression cannot look around: \"", look,
                     "\"; say it in two, with \"match\" and \"not_match\" or \"all\"");
        }
      }
      if (rest.starts_with("(?<")) {
        return Cat("unknown group: ", shown, "; one with a name is written \"(?P<name>…)\"");
      }
      return Cat("unknown group: ", shown);
    case RE2::ErrorBadUTF8:
      return "this is not UTF-8 text";
    case RE2::ErrorBadNamedCapture:
      return at_fault.starts_with('(') ? Cat("no name of a group: ", shown)
                                       : Cat("two groups of the name ", shown);
    default:
      return "too large an expression";
  }
}

}  // namespace

struct Regex::Compiled {
  Compiled(std::string_view expression, std::size_t memory)
      : re2(re2::StringPiece(expression.data(), expression.size()),
            OptionsOf(static_cast<std::int64_t>(memory))) {}
  const RE2 re2;
};

Regex::Regex(std::string_view expression, std::size_t memory) {
  const auto fail = [&](std::string message, std::size_t begin, std::size_t end,
                        bool is_too_large = false) {
    error_ = std::make_unique<const RegexError>(RegexError{
        .message = std::move(message), .begin = begin, .end = end, .is_too_large = is_too_large});
  };
  if (expression.empty()) {
    fail("an empty expression matches everywhere", 0, 0);
    return;
  }
  if (expression.size() > kMaxRegexBytes) {
    fail(Cat("an expression of more than ", kMaxRegexBytes, " bytes"), 0, 0);
    return;
  }
  compiled_ = std::make_unique<const Compiled>(expression, memory);
  if (memory < kRegexMemory && compiled_->re2.error_code() == RE2::ErrorPatternTooLarge) {
    compiled_ = std::make_unique<const Compiled>(expression, kRegexMemory);
  }
  const RE2& re2 = compiled_->re2;
  if (!re2.ok()) {
    const std::string at_fault(re2.error_arg().data(), re2.error_arg().size());
    const std::size_t at = expression.find(at_fault);
    const bool known = !at_fault.empty() && at != std::string_view::npos;
    fail(Explain(re2.error_code(), at_fault, expression.substr(known ? at : expression.size())),
         known ? at : 0, known ? at + at_fault.size() : expression.size(),
         re2.error_code() == RE2::ErrorPatternTooLarge);
    return;
  }
  names_.resize(static_cast<std::size_t>(re2.NumberOfCapturingGroups()));
  for (const auto& [group, name] : re2.CapturingGroupNames()) {
    names_[static_cast<std::size_t>(group) - 1] = name;
  }
  // Older versions of RE2 take a name twice.
  for (auto name = names_.begin(); name != names_.end(); ++name) {
    if (name->empty() || std::find(names_.begin(), name, *name) == name) continue;
    const std::size_t at = expression.rfind(*name);
    fail(Cat("two groups of the name \"", *name, "\""), at, at + name->size());
    return;
  }
  if (names_.size() > kMaxGroups) {
    fail(Cat("more than ", kMaxGroups, " groups; write those that capture nothing as (?:…)"), 0,
         expression.size());
  }
}

Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

std::size_t Regex::size() const {
  return static_cast<std::size_t>(std::max(0, compiled_->re2.ProgramSize()));
}

bool Regex::Find(std::string_view text, std::size_t from,
                 std::span<std::string_view> groups) const {
  assert(groups.size() <= kMaxGroups + 1);
  std::array<re2::StringPiece, kMaxGroups + 1> found;
  const re2::StringPiece piece(text.data(), text.size());
  PatternBudget::SpendSearch(size(), text.size() - from);
  if (!compiled_->re2.Match(piece, from, text.size(), RE2::UNANCHORED, found.data(),
                            static_cast<int>(groups.size()))) {
    return false;
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i] = found[i].data() == nullptr ? std::string_view()
                                           : std::string_view(found[i].data(), found[i].size());
  }
  return true;
}

bool Regex::Matches(std::string_view text) const { return Find(text, 0, {}); }

// Some expressions as automata that each go over a text once.
class RegexSet::Automata {
 public:
  Automata(const std::vector<std::string>& texts, const std::vector<std::size_t>& programs) {
    Build(texts, programs, 0, texts.size());
  }

  // Calls `hit` with the index of each that matches, and `unknown` with a range of indices of which
  // that is not known.
  template <typename Hit, typename Unknown>
  void Match(std::string_view text, Hit hit, Unknown unknown) const {
    const re2::StringPiece piece(text.data(), text.size());
    std::vector<int> found;
    for (const Chunk& chunk : chunks_) {
      RE2::Set::ErrorInfo error{};
      // A set that grows too large goes on at a step for each byte and expression; what they take
      // alone is known better.
      const bool alone =
          chunk.set == nullptr || chunk.program * text.size() > PatternBudget::kSearchSteps / 10;
      if (!alone) PatternBudget::SpendSearch(chunk.program, text.size());
      if (alone) {
        unknown(chunk.begin, chunk.end);
        // With a place for the indices RE2 allocates, so the first question is asked without.
      } else if (!chunk.set->Match(piece, nullptr, &error)) {
        if (error.kind != RE2::Set::kNoError) unknown(chunk.begin, chunk.end);
      } else if (chunk.set->Match(piece, &found, &error)) {
        for (const int i : found) hit(chunk.begin + static_cast<std::size_t>(i));
      } else {
        unknown(chunk.begin, chunk.end);
      }
    }
  }

 private:
  // Null: the expression stands alone.
  struct Chunk {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::unique_ptr<const RE2::Set> set = nullptr;
    std::size_t program = 0;  // of all its expressions
  };

  // Halves what does not fit into the memory of one set; the depth is that of a logarithm.
  void Build(const std::vector<std::string>& texts, const std::vector<std::size_t>& programs,
             std::size_t begin, std::size_t end) {
    if (begin == end) return;
    if (end - begin == 1) {
      chunks_.push_back({.begin = begin, .end = end, .set = nullptr});
      return;
    }
    auto set = std::make_unique<RE2::Set>(OptionsOf(kSetMemory), RE2::UNANCHORED);
    bool ok = true;
    for (std::size_t i = begin; i < end && ok; ++i) ok = set->Add(texts[i], nullptr) >= 0;
    if (!ok || !set->Compile()) {
      const std::size_t middle = begin + (end - begin) / 2;
      Build(texts, programs, begin, middle);
      Build(texts, programs, middle, end);
      return;
    }
    std::size_t program = 0;
    for (std::size_t i = begin; i < end; ++i) program += programs[i];
    chunks_.push_back({.begin = begin, .end = end, .set = std::move(set), .program = program});
  }

  std::vector<Chunk> chunks_;
};

// Expressions behind the words that each cannot do without.
struct RegexSet::Filter {
  std::vector<int> members = {};  // by the filter's numbers
  re2::FilteredRE2 filter{static_cast<int>(WordFinder::kMinWord)};
  std::vector<std::string> words = {};
  std::optional<WordFinder> finder = {};

  Filter() = default;
  Filter(const std::vector<SetMember>& all, std::vector<int> some) : members(std::move(some)) {
    for (const int i : members) {
      const std::string_view text = all[static_cast<std::size_t>(i)].expression;
      int id = 0;
      filter.Add(re2::StringPiece(text.data(), text.size()), OptionsOf(kRegexMemory), &id);
    }
    filter.Compile(&words);
  }
};

RegexSet::RegexSet(std::vector<SetMember> members) : members_(std::move(members)) {
  for (std::size_t i = 0; i < members_.size(); ++i) unfiltered_.push_back(static_cast<int>(i));
  if (members_.size() >= kMinFiltered) {
    // Those that are possible where no word stands have none.
    auto filter = std::make_unique<Filter>(members_, unfiltered_);
    std::vector<int> without;
    filter->filter.AllPotentials({}, &without);
    if (without.size() < members_.size()) {
      std::vector<int> with;
      std::set_difference(unfiltered_.begin(), unfiltered_.end(), without.begin(), without.end(),
                          std::back_inserter(with));
      if (!without.empty()) filter = std::make_unique<Filter>(members_, std::move(with));
      filter->finder.emplace(filter->words);
      filter_ = std::move(filter);
      unfiltered_ = std::move(without);
    }
  }
  std::vector<std::string> texts;
  std::vector<std::size_t> programs;
  for (const int i : unfiltered_) {
    const SetMember& member = members_[static_cast<std::size_t>(i)];
    texts.emplace_back(member.expression);
    programs.push_back(member.regex->size());
  }
  automata_ = std::make_unique<const Automata>(texts, programs);
}

RegexSet::~RegexSet() = default;
RegexSet::RegexSet(RegexSet&&) noexcept = default;
RegexSet& RegexSet::operator=(RegexSet&&) noexcept = default;

bool RegexSet::Match(std::string_view text, Scratch* scratch) const {
  std::vector<int>& hits = scratch->hits;
  hits.clear();
  const auto ask = [&](int i) {
    const SetMember& member = members_[static_cast<std::size_t>(i)];
    if (member.may_miss || member.regex->Matches(text)) hits.push_back(i);
  };
  automata_->Match(
      text, [&](std::size_t i) { hits.push_back(unfiltered_[i]); },
      [&](std::size_t begin, std::size_t end) {
        // Each has an automaton of its own, and a way without.
        for (std::size_t i = begin; i < end; ++i) ask(unfiltered_[i]);
      });
  if (filter_ == nullptr) return !hits.empty();
  scratch->words.clear();
  filter_->finder->Find(text, &scratch->lowered, &scratch->words);
  if (scratch->words.empty()) return !hits.empty();
  filter_->filter.AllPotentials(scratch->words, &scratch->possible);
  for (const int i : scratch->possible) ask(filter_->members[static_cast<std::size_t>(i)]);
  return !hits.empty();
}

}  // namespace awl
