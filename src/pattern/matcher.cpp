#include "pattern/matcher.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/strings.h"
#include "base/suggest.h"
#include "pattern/budget.h"
#include "pattern/compiled.h"
#include "pattern/parts.h"
#include "pattern/replacement.h"
#include "rule/repository_path.h"
#include "text/excerpt.h"
#include "text/slug.h"
#include "text/unicode.h"
#include "text/url.h"

namespace awl {
namespace {

// Bytes that second and later searches in one part may go over in a file: an expression that looks
// to the end of a large part for each of many matches would take quadratic time.
constexpr std::size_t kMaxRepeatedWork = std::size_t{1} << 28;
// Of all expressions together, as far as their programs allow.
constexpr std::size_t kMemory = std::size_t{128} << 20;
constexpr std::size_t kLeastMemory = std::size_t{128} << 10;
constexpr std::uint32_t kMatchBit = 1;
constexpr std::uint32_t kFirstTermBit = 2;

// Whose a member of a Group's set is, and which of its expressions.
struct Owner {
  std::uint32_t pattern = 0;
  std::uint32_t bit = 0;
};

// The patterns that look at one kind of part.
struct Group {
  PatternPart on = PatternPart::kLine;
  // Those to be asked about every part: what they look for is not a match.
  std::vector<std::uint32_t> always = {};
  std::vector<Owner> owners = {};  // of the members of the set
  std::optional<RegexSet> set = {};
};

// A part as a test sees it: what was captured of it, or the whole.
struct Subject {
  std::string_view text = {};
  std::size_t begin = 0;  // in the part's text
  std::span<const std::string_view> groups = {};
};

std::string Quoted(std::string_view text) { return Cat("\"", Printable(text), "\""); }

std::string Choices(std::span<const std::string_view> choices) {
  constexpr std::size_t kMaxShown = 8;
  std::string out;
  const std::size_t shown = std::min(choices.size(), kMaxShown);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) out += i + 1 == choices.size() ? " or " : ", ";
    out += choices[i];
  }
  if (shown < choices.size()) out += Cat(" or ", choices.size() - shown, " more");
  return out;
}

std::string KeyOf(PatternKey key, std::string_view text) {
  switch (key) {
    case PatternKey::kNone:
      break;
    case PatternKey::kLower:
      return FoldCase(text);
    case PatternKey::kUrl:
      return CanonicalUrl(text);
    case PatternKey::kSlug:
      return Slug(text);
    case PatternKey::kCollation:
      return CollationKey(text);
    case PatternKey::kNumber: {
      // The first number, so that texts of digits compare as numbers: longer ones are larger.
      const std::size_t begin = text.find_first_of("0123456789");
      if (begin == std::string_view::npos) return {};
      std::size_t end = text.find_first_not_of("0123456789", begin);
      end = std::min(end, text.size());
      const std::size_t nonzero = std::min(text.find_first_not_of('0', begin), end);
      const std::string_view digits = text.substr(nonzero, end - nonzero);
      std::string length = Cat(digits.size());
      return Cat(std::string(10 - std::min<std::size_t>(10, length.size()), '0'), length, digits);
    }
  }
  return std::string(text);
}

// "a/../b" as "b"; nothing if it leads out of the folder it starts in.
std::optional<std::string> Normal(std::string_view path) {
  std::vector<std::string_view> parts;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, slash);
    path.remove_prefix(std::min(slash + 1, path.size()));
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      parts.push_back(part);
    } else if (parts.empty()) {
      return std::nullopt;
    } else {
      parts.pop_back();
    }
  }
  std::string out;
  for (const std::string_view part : parts) out += Cat(out.empty() ? "" : "/", part);
  return out;
}

}  // namespace

struct PatternMatcher::State {
  std::vector<CompiledPattern> compiled = {};
  std::vector<Group> groups = {};
  bool has_own = false;  // not all of them come with awl
};

namespace {

// The keys that a `unique` or `sorted` has met, or how many a `count` has, in one scope.
struct Aggregate {
  SectionId section = kNoId;  // kNoId: nothing was met yet
  std::size_t count = 0;
  std::vector<std::string> keys = {};  // sorted
  std::vector<std::string> texts = {};
  std::vector<Range> ranges = {};
  std::unordered_map<std::string, Range> first = {};  // unique
  Range beyond = {};                                  // the first of too many
};

// One run over one file.
class Run {
 public:
  Run(const std::vector<CompiledPattern>& compiled, const PatternMatcher::File& file)
      : compiled_(compiled),
        file_(file),
        list_(file.list),
        doc_(file.list.document()),
        active_(compiled.size()),
        hits_(compiled.size()),
        aggregates_(compiled.size()),
        in_scope_(compiled.size()) {
    for (std::size_t i = 0; i < compiled_.size(); ++i) {
      const GlobSet& paths = compiled_[i].paths;
      active_[i] = paths.empty() ? file.is_list : paths.Matches(file.path);
    }
  }

  void Look(const Group& group) {
    const auto is_active = [this](std::uint32_t id) { return active_[id]; };
    const bool asks = std::any_of(group.always.begin(), group.always.end(), is_active);
    const bool matches = std::any_of(group.owners.begin(), group.owners.end(),
                                     [this](const Owner& owner) { return active_[owner.pattern]; });
    if (!asks && !matches) return;
    ForEachPart(group.on, list_, [&](const Part& part) {
      part_ = &part;
      touched_.clear();
      if (matches && !part.missing && group.set->Match(part.text, &scratch_)) {
        for (const int hit : scratch_.hits) {
          const Owner& owner = group.owners[static_cast<std::size_t>(hit)];
          if (!active_[owner.pattern]) continue;
          if (hits_[owner.pattern] == 0) touched_.push_back(owner.pattern);
          hits_[owner.pattern] |= owner.bit;
        }
      }
      for (const std::uint32_t id : group.always) {
        if (active_[id] && Concerns(id)) Test(id);
      }
      for (const std::uint32_t id : touched_) {
        if (compiled_[id].needs_match && Concerns(id)) Test(id);
      }
      for (const std::uint32_t id : touched_) hits_[id] = 0;
    });
    part_ = nullptr;
  }

  std::vector<PatternMatcher::Finding> Finish() {
    for (std::uint32_t id = 0; id < compiled_.size(); ++id) {
      const Pattern& pattern = *compiled_[id].pattern;
      if (!active_[id] || !compiled_[id].is_aggregate()) continue;
      // A file without any is one that has too few.
      if (pattern.test == PatternTest::kCount && !pattern.per_section &&
          aggregates_[id].section == kNoId) {
        aggregates_[id].section = 0;
      }
      Flush(id);
    }
    std::stable_sort(found_.begin(), found_.end(),
                     [](const PatternMatcher::Finding& a, const PatternMatcher::Finding& b) {
                       return a.pattern < b.pattern;
                     });
    return std::move(found_);
  }

 private:
  // ---- where -----------------------------------------------------------------------------------

  bool Concerns(std::uint32_t id) {
    const CompiledPattern& compiled = compiled_[id];
    const Pattern& pattern = *compiled.pattern;
    const Part& part = *part_;
    if (part.missing && !(pattern.test == PatternTest::kLength && pattern.match.empty())) {
      return false;
    }
    if (pattern.column != 0 && part.column != pattern.column) return false;
    if (!pattern.column_name.empty() &&
        !EqualsIgnoreAsciiCase(Trim(part.label), pattern.column_name)) {
      return false;
    }
    if (!compiled.labels.empty() && !compiled.labels.Matches(Trim(part.label))) return false;
    if (pattern.forms != 0) {
      const auto form = static_cast<unsigned>(list_.entry(part.entry).form);
      if ((pattern.forms >> form & 1u) == 0) return false;
    }
    return compiled.sections.empty() || InScope(id)[PartSection()];
  }

  SectionId PartSection() const {
    if (part_->entry != kNoId) return list_.entry(part_->entry).section;
    return list_.SectionAt(part_->range.begin);
  }

  // By section: whether it, or the nearest section around it that the globs speak of, is in.
  const std::vector<bool>& InScope(std::uint32_t id) {
    std::vector<bool>& in = in_scope_[id];
    if (!in.empty()) return in;
    const GlobSet& globs = compiled_[id].sections;
    in.resize(list_.sections().size());
    for (SectionId i = 0; i < in.size(); ++i) {
      const Section& section = list_.section(i);
      const bool around = section.parent == kNoId ? globs.all_others() : in[section.parent];
      in[i] =
          section.heading == kNoNode ? around : globs.Decide(HeadingOf(section)).value_or(around);
    }
    return in;
  }

  std::string_view HeadingOf(const Section& section) const {
    if (section.heading == kNoNode) return {};
    return doc_.heading(doc_[section.heading]).text;
  }

  // ---- tests -----------------------------------------------------------------------------------

  void Test(std::uint32_t id) {
    const CompiledPattern& compiled = compiled_[id];
    const Pattern& pattern = *compiled.pattern;
    if (!compiled.match) return TestSubject(id, {.text = part_->text});
    ForEachMatch(id, *compiled.match, [&](std::span<const std::string_view> groups) {
      if (pattern.test == PatternTest::kMatch) return ReportMatch(id, groups);
      const std::string_view key =
          groups.size() > 1 && groups[1].data() != nullptr ? groups[1] : groups[0];
      TestSubject(id, {.text = key, .begin = OffsetOf(key), .groups = groups});
    });
  }

  std::size_t OffsetOf(std::string_view inside) const {
    return static_cast<std::size_t>(inside.data() - part_->text.data());
  }

  // Calls `use` with the groups of each match, from left to right.
  template <typename Use>
  void ForEachMatch(std::uint32_t id, const Regex& regex, Use use) {
    const std::string_view text = part_->text;
    std::array<std::string_view, kMaxGroups + 1> groups;
    const std::span<std::string_view> wanted(groups.data(), regex.group_count() + 1);
    for (std::size_t from = 0; from <= text.size();) {
      if (from > 0) {
        work_ += text.size() - from;
        if (work_ > kMaxRepeatedWork) {
          Add(id, Point(), "there is more of this than awl looks for; split the rule or the file");
          return;
        }
      }
      if (!regex.Find(text, from, wanted)) return;
      const std::size_t begin = OffsetOf(groups[0]);
      std::size_t end = begin + groups[0].size();
      use(std::span<const std::string_view>(wanted));
      // Behind an empty match lies at least one code point.
      if (end == begin) {
        ++end;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
      }
      from = end;
    }
  }

  // Whether a term matches: known for whole parts, from the set.
  bool Holds(std::uint32_t id, std::size_t term, const Subject& subject) const {
    const CompiledPattern& compiled = compiled_[id];
    const bool matches = compiled.match ? compiled.terms[term].Matches(subject.text)
                                        : (hits_[id] & (kFirstTermBit << term)) != 0;
    return matches != compiled.pattern->terms[term].negative;
  }

  void TestSubject(std::uint32_t id, const Subject& subject) {
    const CompiledPattern& compiled = compiled_[id];
    const Pattern& pattern = *compiled.pattern;
    switch (pattern.test) {
      case PatternTest::kMatch:
        return;
      case PatternTest::kNotMatch:
        if (Holds(id, 0, subject)) Report(id, subject, {});
        return;
      case PatternTest::kAny:
        return TestAny(id, subject);
      case PatternTest::kAll:
        return TestAll(id, subject);
      case PatternTest::kEnum:
        if (compiled.choices.count(subject.text) == 0) {
          Report(id, subject,
                 Cat(Quoted(subject.text), " is none of ", Choices(pattern.choices),
                     pattern.choices.size() > 2 ? DidYouMean(subject.text, pattern.choices) : ""));
        }
        return;
      case PatternTest::kLength:
        return TestLength(id, subject);
      case PatternTest::kCount:
      case PatternTest::kUnique:
      case PatternTest::kSorted:
        return Collect(id, subject);
      case PatternTest::kRequiresFile:
        return TestFile(id, subject);
    }
  }

  void TestAny(std::uint32_t id, const Subject& subject) {
    const CompiledPattern& compiled = compiled_[id];
    for (std::size_t i = 0; i < compiled.terms.size(); ++i) {
      if (!Holds(id, i, subject)) continue;
      if (compiled.match || compiled.pattern->terms[i].negative) {
        Report(id, subject, {});
        return;
      }
      ForEachMatch(id, compiled.terms[i], [&](std::span<const std::string_view> groups) {
        ReportMatch(id, groups.first(1));
      });
    }
  }

  void TestAll(std::uint32_t id, const Subject& subject) {
    const CompiledPattern& compiled = compiled_[id];
    std::size_t positive = compiled.terms.size();
    for (std::size_t i = 0; i < compiled.terms.size(); ++i) {
      if (!Holds(id, i, subject)) return;
      if (!compiled.pattern->terms[i].negative) positive = std::min(positive, i);
    }
    if (compiled.match || positive == compiled.terms.size()) {
      Report(id, subject, {});
      return;
    }
    ForEachMatch(id, compiled.terms[positive],
                 [&](std::span<const std::string_view> groups) { ReportMatch(id, groups); });
  }

  void TestLength(std::uint32_t id, const Subject& subject) {
    const Pattern& pattern = *compiled_[id].pattern;
    // A grapheme has at least one byte, and counting them is dear.
    if (pattern.min <= 1 && subject.text.size() >= pattern.min &&
        subject.text.size() <= pattern.max) {
      return;
    }
    const std::size_t length = CountGraphemes(subject.text);
    if (length >= pattern.min && length <= pattern.max) return;
    const std::string number = Cat(length);
    Template::Values values = ValuesOf(subject);
    values.Set(Slot::kLength, number);
    const bool less = length < pattern.min;
    ReportWith(id, RangeOf(subject), values,
               Cat(Counted(length, "character"), " where ", less ? pattern.min : pattern.max,
                   less ? " are the least" : " are the most"));
  }

  void TestFile(std::uint32_t id, const Subject& subject) {
    if (file_.repository == nullptr) return;
    const CompiledPattern& compiled = compiled_[id];
    std::string missing;
    for (const Template& file : compiled.files) {
      const std::string path = file.Expand(ValuesOf(subject));
      const bool rooted = path.starts_with('/');
      const std::optional<std::string> normal =
          Normal(rooted ? path : Cat(FolderPart(file_.repository->path()), path));
      if (normal && file_.repository->Exists(*normal)) return;
      if (missing.empty()) missing = path;
    }
    Template::Values values = ValuesOf(subject);
    values.Set(Slot::kFile, missing);
    ReportWith(id, RangeOf(subject), values, Cat("there is no file ", Quoted(missing)));
  }

  // ---- tests of several parts ------------------------------------------------------------------

  void Collect(std::uint32_t id, const Subject& subject) {
    const Pattern& pattern = *compiled_[id].pattern;
    Aggregate& aggregate = aggregates_[id];
    const SectionId section = pattern.per_section ? PartSection() : 0;
    if (aggregate.section != section) {
      Flush(id);
      aggregate = {.section = section};
    }
    const Range range = RangeOf(subject);
    if (pattern.test == PatternTest::kCount) {
      if (aggregate.count++ == pattern.max) aggregate.beyond = range;
      return;
    }
    std::string key = KeyOf(pattern.key, subject.text);
    if (pattern.test == PatternTest::kSorted) {
      aggregate.keys.push_back(std::move(key));
      aggregate.texts.emplace_back(subject.text);
      aggregate.ranges.push_back(range);
      return;
    }
    const auto [first, is_new] = aggregate.first.try_emplace(std::move(key), range);
    if (is_new) return;
    Diagnostic& found = Report(id, subject, Cat(Quoted(subject.text), " is there already"));
    found.related.push_back({.message = "the first", .range = first->second});
  }

  void Flush(std::uint32_t id) {
    const Pattern& pattern = *compiled_[id].pattern;
    const Aggregate& aggregate = aggregates_[id];
    if (aggregate.section == kNoId) return;
    if (pattern.test == PatternTest::kSorted) return FlushSorted(id, aggregate);
    if (pattern.test != PatternTest::kCount) return;
    const bool many = aggregate.count > pattern.max;
    if (!many && aggregate.count >= pattern.min) return;
    const Section& section = list_.section(aggregate.section);
    const bool has_heading = pattern.per_section && section.heading != kNoNode;
    const Range place = many          ? aggregate.beyond
                        : has_heading ? doc_[section.heading].content
                                      : Range{};
    const std::string number = Cat(aggregate.count);
    Template::Values values;
    if (has_heading) values.Set(Slot::kSection, HeadingOf(section));
    values.Set(Slot::kCount, number);
    const std::string_view noun = NounOf(pattern.on, aggregate.count);
    ReportWith(id, place, values,
               Cat(aggregate.count, " ", noun, " where ", many ? pattern.max : pattern.min,
                   many ? " are the most" : " are the least"));
  }

  // Reports the fewest parts that would have to move.
  void FlushSorted(std::uint32_t id, const Aggregate& aggregate) {
    const bool down = compiled_[id].pattern->descending;
    const std::vector<std::string>& keys = aggregate.keys;
    const auto before = [&](std::size_t a, std::size_t b) {
      return down ? keys[b] < keys[a] : keys[a] < keys[b];
    };
    // Patience: tails[n] ends the run of n + 1 that ends lowest.
    std::vector<std::size_t> tails;
    std::vector<std::size_t> previous(keys.size(), keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const auto at = std::upper_bound(tails.begin(), tails.end(), i, before);
      if (at != tails.begin()) previous[i] = *(at - 1);
      if (at == tails.end()) {
        tails.push_back(i);
      } else {
        *at = i;
      }
    }
    std::vector<std::size_t> kept;
    if (!tails.empty()) {
      for (std::size_t i = tails.back(); i < keys.size(); i = previous[i]) kept.push_back(i);
      std::reverse(kept.begin(), kept.end());
    }
    for (std::size_t i = 0, k = 0; i < keys.size(); ++i) {
      if (k < kept.size() && kept[k] == i) {
        ++k;
        continue;
      }
      const auto after = std::upper_bound(kept.begin(), kept.end(), i, before);
      const bool at_end = after == kept.end();
      const std::string& other = aggregate.texts[at_end ? kept.back() : *after];
      Template::Values values;
      values.Set(Slot::kText, aggregate.texts[i]);
      values.Set(Slot::kOther, other);
      if (compiled_[id].pattern->per_section) {
        values.Set(Slot::kSection, HeadingOf(list_.section(aggregate.section)));
      }
      ReportWith(id, aggregate.ranges[i], values,
                 Cat(Quoted(aggregate.texts[i]), " should stand ", at_end ? "after " : "before ",
                     Quoted(other)));
    }
  }

  // ---- findings --------------------------------------------------------------------------------

  Range Point() const { return part_->point; }

  Range RangeOf(const Subject& subject) const {
    if (subject.groups.empty()) return Point();
    return part_->SourceRange(subject.begin, subject.begin + subject.text.size());
  }

  Template::Values ValuesOf(const Subject& subject) const {
    Template::Values values{.groups = subject.groups};
    values.Set(Slot::kText, subject.text);
    return values;
  }

  Diagnostic& Add(std::uint32_t id, Range range, std::string message) {
    Diagnostic& diagnostic = found_.emplace_back().diagnostic;
    found_.back().pattern = id;
    PatternBudget::SpendText(message.size());
    diagnostic.range = range;
    diagnostic.message = std::move(message);
    return diagnostic;
  }

  Diagnostic& ReportWith(std::uint32_t id, Range range, Template::Values values,
                         std::string otherwise) {
    const CompiledPattern& compiled = compiled_[id];
    const Pattern& pattern = *compiled.pattern;
    if (pattern.message.empty()) {
      return Add(id, range, otherwise.empty() ? std::string(pattern.summary) : otherwise);
    }
    if (part_ != nullptr && compiled.message.Uses(Slot::kSection)) {
      values.Set(Slot::kSection, HeadingOf(list_.section(PartSection())));
    }
    const std::string min = Cat(pattern.min);
    const std::string max = Cat(pattern.max);
    values.Set(Slot::kMin, min);
    values.Set(Slot::kMax, max);
    // Of one line, whatever was captured.
    return Add(id, range, Printable(compiled.message.Expand(values)));
  }

  // What a test says of a subject. With a `match`, its fix replaces what that has matched.
  Diagnostic& Report(std::uint32_t id, const Subject& subject, std::string otherwise) {
    Diagnostic& found = ReportWith(id, RangeOf(subject), ValuesOf(subject), std::move(otherwise));
    if (!subject.groups.empty()) AddFix(id, subject.groups, &found);
    return found;
  }

  void ReportMatch(std::uint32_t id, std::span<const std::string_view> groups) {
    Subject subject{.text = groups[0], .begin = OffsetOf(groups[0]), .groups = groups};
    Report(id, subject, {});
  }

  void AddFix(std::uint32_t id, std::span<const std::string_view> groups, Diagnostic* found) {
    const CompiledPattern& compiled = compiled_[id];
    if (!compiled.pattern->has_fix) return;
    const std::size_t begin = OffsetOf(groups[0]);
    const std::size_t end = begin + groups[0].size();
    const std::string replacement = compiled.replace.Expand({.groups = groups});
    found->fix = ReplacementFix(doc_, *compiled.pattern, *part_, begin, end, replacement);
    // What is found again is not put right, and would be "put right" for ever.
    if (found->fix && compiled.match && compiled.pattern->test == PatternTest::kMatch &&
        MatchesAgain(*compiled.match, begin, end, replacement)) {
      found->fix->applicability = Applicability::kDisplayOnly;
    }
  }

  // Whether a match begins in what takes the place of text[begin, end).
  bool MatchesAgain(const Regex& regex, std::size_t begin, std::size_t end,
                    std::string_view replacement) const {
    // Of a long text what stands around.
    constexpr std::size_t kAround = 1'000;
    const std::string_view text = part_->text;
    const std::size_t from = begin - std::min(begin, kAround);
    const std::string after =
        Cat(text.substr(from, begin - from), replacement, text.substr(end, kAround));
    const std::size_t at = begin - from;
    std::array<std::string_view, 1> match;
    if (!regex.Find(after, at, match)) return false;
    return match[0].data() < after.data() + at + replacement.size();
  }

  const std::vector<CompiledPattern>& compiled_;
  const PatternMatcher::File& file_;
  const List& list_;
  const Document& doc_;
  std::vector<bool> active_;
  std::vector<std::uint32_t> hits_;  // by pattern: which of its expressions match in the part
  std::vector<std::uint32_t> touched_;
  RegexSet::Scratch scratch_;
  std::vector<Aggregate> aggregates_;
  std::vector<std::vector<bool>> in_scope_;  // by pattern; made on demand
  const Part* part_ = nullptr;
  std::size_t work_ = 0;
  std::vector<PatternMatcher::Finding> found_;
};

}  // namespace

PatternMatcher::PatternMatcher(std::vector<const Pattern*> patterns) {
  auto state = std::make_unique<State>();
  state->compiled.reserve(patterns.size());
  std::size_t expressions = 0;
  for (const Pattern* pattern : patterns) {
    expressions += pattern->terms.size() + (pattern->match.empty() ? 0 : 1);
    state->has_own = state->has_own || !pattern->name.starts_with(kShippedPrefix);
  }
  const std::size_t memory =
      std::clamp(kMemory / std::max<std::size_t>(1, expressions), kLeastMemory, kRegexMemory);
  for (const Pattern* pattern : patterns) state->compiled.emplace_back(*pattern, memory);
  for (int on = 0; on < kPatternPartCount; ++on) {
    Group group{.on = static_cast<PatternPart>(on)};
    std::vector<SetMember> members;
    const auto add = [&](std::uint32_t id, std::uint32_t bit, const Regex& regex,
                         std::string_view text) {
      group.owners.push_back({.pattern = id, .bit = bit});
      members.push_back({.regex = &regex, .expression = text, .may_miss = bit == kMatchBit});
    };
    for (std::uint32_t id = 0; id < patterns.size(); ++id) {
      const CompiledPattern& compiled = state->compiled[id];
      if (patterns[id]->on != group.on) continue;
      if (!compiled.needs_match) group.always.push_back(id);
      if (compiled.match) {
        add(id, kMatchBit, *compiled.match, patterns[id]->match);
        continue;  // the terms see what it captures
      }
      for (std::size_t i = 0; i < compiled.terms.size(); ++i) {
        add(id, kFirstTermBit << i, compiled.terms[i], patterns[id]->terms[i].expression);
      }
    }
    if (group.always.empty() && group.owners.empty()) continue;
    if (!members.empty()) group.set.emplace(std::move(members));
    state->groups.push_back(std::move(group));
  }
  state_ = std::move(state);
}

PatternMatcher::~PatternMatcher() = default;

Result<std::vector<PatternMatcher::Finding>> PatternMatcher::Check(const File& file) const {
  std::vector<Finding> found;
  const auto look = [&] {
    Run run(state_->compiled, file);
    for (const Group& group : state_->groups) run.Look(group);
    found = run.Finish();
  };
  if (!state_->has_own) {
    look();
    return found;
  }
  if (PatternBudget::Run(look, &spent_)) return found;
  return Error{
      "the list's own rules take too long on this file (or on those before), or say too much: use "
      "fewer of them, or "
      "expressions without large repeats"};
}

}  // namespace awl
