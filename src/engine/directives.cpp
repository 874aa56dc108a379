#include "engine/directives.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

#include "base/strings.h"
#include "base/suggest.h"
#include "rule/registry.h"

namespace awl {
namespace {

// Takes the next word from the front of `text`; "" at its end.
std::string_view TakeWord(std::string_view* text) {
  while (!text->empty() && IsAsciiSpace(text->front())) text->remove_prefix(1);
  std::size_t size = 0;
  while (size < text->size() && !IsAsciiSpace((*text)[size])) ++size;
  const std::string_view word = text->substr(0, size);
  text->remove_prefix(size);
  return word;
}

// These look no further than to the next byte that is not blank, so that many comments in one line
// cost no more than its length.
bool OnlyBlanksBefore(const Source& source, Offset at) {
  while (at > 0 && IsBlank(source[at - 1])) --at;
  return at == 0 || IsEol(source[at - 1]);
}

bool OnlyBlanksFrom(const Source& source, Offset at) {
  while (at < source.size() && IsBlank(source[at])) ++at;
  return at == source.size() || IsEol(source[at]);
}

// markdownlint and the linters that follow it number their rules, as in MD013.
bool HasNumber(const RuleInfo& rule) {
  return std::any_of(rule.aliases.begin(), rule.aliases.end(),
                     [](std::string_view alias) { return alias.starts_with("MD"); });
}

}  // namespace

Suppressions::Suppressions(const Document& document, std::span<const RuleInfo* const> rules)
    : doc_(document), rules_(rules) {
  for (const HtmlComment& comment : document.html_comments()) {
    if (comment.closed) Read(comment);
  }
}

void Suppressions::Read(const HtmlComment& comment) {
  struct Word {
    std::string_view text;
    Verb verb;
  };
  constexpr Word kAwlVerbs[] = {{"disable", Verb::kDisable},
                                {"enable", Verb::kEnable},
                                {"ignore", Verb::kIgnore},
                                {"disable-line", Verb::kLine},
                                {"disable-next-line", Verb::kNextLine}};
  constexpr Word kLintVerbs[] = {
      {"disable", Verb::kDisable}, {"enable", Verb::kEnable}, {"ignore", Verb::kIgnore}};
  constexpr Word kMarkdownlintVerbs[] = {{"markdownlint-disable", Verb::kDisable},
                                         {"markdownlint-enable", Verb::kEnable},
                                         {"markdownlint-disable-line", Verb::kLine},
                                         {"markdownlint-disable-next-line", Verb::kNextLine},
                                         {"markdownlint-disable-file", Verb::kDisableFile},
                                         {"markdownlint-enable-file", Verb::kEnableFile},
                                         {"markdownlint-capture", Verb::kCapture},
                                         {"markdownlint-restore", Verb::kRestore}};

  std::string_view rest = doc_.Slice(comment.content);
  const std::string_view tool = TakeWord(&rest);
  Directive directive{.comment = &comment};
  const auto take_verb = [&](std::span<const Word> verbs, std::string_view word) {
    const auto found = std::find_if(verbs.begin(), verbs.end(), [word](const Word& verb) {
      return EqualsIgnoreAsciiCase(verb.text, word);
    });
    if (found != verbs.end()) directive.verb = found->verb;
    return found != verbs.end();
  };
  const auto range_of = [this](std::string_view word) {
    const auto begin = static_cast<Offset>(word.data() - doc_.source().text().data());
    return Range{begin, begin + static_cast<Offset>(word.size())};
  };
  if (tool == "awl") {
    directive.dialect = Dialect::kAwl;
    const std::string_view word = TakeWord(&rest);
    if (!take_verb(kAwlVerbs, word)) return ReportVerb(range_of(word), word);
  } else if (tool.starts_with("awl-") || tool.starts_with("awl:")) {
    return ReportVerb(range_of(tool), tool.substr(4));
  } else if (tool == "lint") {
    directive.dialect = Dialect::kLint;
    if (!take_verb(kLintVerbs, TakeWord(&rest))) return;
  } else {
    directive.dialect = Dialect::kMarkdownlint;
    if (!take_verb(kMarkdownlintVerbs, tool)) return;
  }
  const auto words = static_cast<Offset>(rest.data() - doc_.source().text().data());
  AddSubjects({words, comment.content.end}, &directive);
  directives_.push_back(directive);
}

void Suppressions::AddSubjects(Range words, Directive* directive) {
  directive->first_subject = static_cast<std::uint32_t>(subjects_.size());
  const auto id = static_cast<std::uint32_t>(directives_.size());
  std::string_view rest = doc_.Slice(words);
  for (std::string_view word = TakeWord(&rest); !word.empty(); word = TakeWord(&rest)) {
    const auto begin = static_cast<Offset>(word.data() - doc_.source().text().data());
    const auto subject = static_cast<std::uint32_t>(subjects_.size());
    subjects_.push_back({.directive = id,
                         .word = {begin, begin + static_cast<Offset>(word.size())},
                         .rules = RulesNamed(word, directive->dialect)});
    for (const RuleInfo* rule : subjects_.back().rules) by_rule_[rule].push_back(subject);
  }
  directive->all = directive->first_subject == subjects_.size();
  if (directive->all) {
    for_all_.push_back(static_cast<std::uint32_t>(subjects_.size()));
    subjects_.push_back({.directive = id, .word = directive->comment->full});
  }
  directive->subject_count =
      static_cast<std::uint32_t>(subjects_.size()) - directive->first_subject;
}

const std::vector<const RuleInfo*>& Suppressions::RulesNamed(std::string_view word,
                                                             Dialect dialect) {
  const bool groups = dialect == Dialect::kAwl;
  const auto [at, is_new] = names_.try_emplace({groups, word});
  if (is_new) {
    for (const RuleInfo* rule : rules_) {
      if (IsNameOf(*rule, word) || (groups && rule->group == word)) at->second.push_back(rule);
    }
  }
  return at->second;
}

Range Suppressions::LineOf(const Directive& directive, std::uint32_t lines_further) const {
  const Source& source = doc_.source();
  const std::uint32_t line = source.LineAt(directive.comment->full.end - 1) + lines_further;
  if (line >= source.line_count()) return {};
  const Range range = source.LineWithEol(line);
  // A finding may stand at the very end of the file.
  return {range.begin, range.end == source.size() ? range.end + 1 : range.end};
}

// Spans from each `disable` to the next `enable`, and those of single nodes and lines.
void Suppressions::AppendToggled(Dialect dialect, const std::vector<std::uint32_t>& subjects,
                                 std::vector<Span>* to) const {
  const std::uint32_t* open = nullptr;  // the subject that an `enable` may end
  const auto close = [&](Offset end) {
    if (open == nullptr) return;
    const Directive& disable = directives_[subjects_[*open].directive];
    to->push_back({.begin = disable.comment->full.begin, .end = end, .subject = *open});
    open = nullptr;
  };
  for (const std::uint32_t& subject : subjects) {
    const Directive& directive = directives_[subjects_[subject].directive];
    if (directive.dialect != dialect) continue;
    const Offset begin = directive.comment->full.begin;
    switch (directive.verb) {
      case Verb::kDisable:
        if (open == nullptr) open = &subject;
        break;
      case Verb::kEnable:
        close(begin);
        break;
      case Verb::kIgnore:
        if (const Node* next = doc_.Next(doc_[directive.comment->node])) {
          to->push_back({.begin = begin, .end = next->full.end, .subject = subject});
        }
        break;
      default: {
        const Range line = LineOf(directive, directive.verb == Verb::kLine ? 0 : 1);
        to->push_back({.begin = line.begin, .end = line.end, .subject = subject});
      }
    }
  }
  close(doc_.source().size() + 1);
}

// markdownlint keeps one state for each rule, line by line.
void Suppressions::AppendLines(const std::vector<std::uint32_t>& subjects,
                               std::vector<Span>* to) const {
  const auto verb_of = [this](std::uint32_t subject) {
    return directives_[subjects_[subject].directive].verb;
  };
  std::optional<std::uint32_t> off;  // the subject through which the rule is off
  for (const std::uint32_t subject : subjects) {
    if (verb_of(subject) == Verb::kDisableFile) off = subject;
    if (verb_of(subject) == Verb::kEnableFile) off.reset();
  }
  std::optional<std::uint32_t> captured = off;
  Offset since = 0;
  const auto set = [&](std::optional<std::uint32_t> state, Offset line_begin) {
    if (off && off != state) to->push_back({.begin = since, .end = line_begin, .subject = *off});
    if (off != state) since = line_begin;
    off = state;
  };
  for (const std::uint32_t subject : subjects) {
    const Directive& directive = directives_[subjects_[subject].directive];
    const Source& source = doc_.source();
    const Offset line_begin = source.LineBegin(source.LineAt(directive.comment->full.begin));
    switch (directive.verb) {
      case Verb::kDisable:
        if (!off) set(subject, line_begin);
        break;
      case Verb::kEnable:
        set(std::nullopt, line_begin);
        break;
      case Verb::kCapture:
        captured = off;
        break;
      case Verb::kRestore:
        set(captured, line_begin);
        break;
      case Verb::kLine:
      case Verb::kNextLine: {
        const Range line = LineOf(directive, directive.verb == Verb::kLine ? 0 : 1);
        to->push_back({.begin = line.begin, .end = line.end, .subject = subject});
        break;
      }
      default:
        break;
    }
  }
  set(std::nullopt, doc_.source().size() + 1);
}

const std::vector<Suppressions::Span>& Suppressions::SpansOf(const RuleInfo& rule) {
  const auto [at, is_new] = spans_.try_emplace(&rule);
  std::vector<Span>& spans = at->second;
  if (!is_new) return spans;
  const std::vector<std::uint32_t>& own = by_rule_[&rule];
  for (const Dialect dialect : {Dialect::kAwl, Dialect::kLint}) {
    AppendToggled(dialect, own, &spans);
    AppendToggled(dialect, for_all_, &spans);
  }
  // "All rules" of markdownlint are those that it has.
  std::vector<std::uint32_t> lines = own;
  if (HasNumber(rule)) {
    lines.clear();
    std::merge(own.begin(), own.end(), for_all_.begin(), for_all_.end(), std::back_inserter(lines));
  }
  lines.erase(std::remove_if(lines.begin(), lines.end(),
                             [this](std::uint32_t subject) {
                               return directives_[subjects_[subject].directive].dialect !=
                                      Dialect::kMarkdownlint;
                             }),
              lines.end());
  AppendLines(lines, &spans);

  std::stable_sort(spans.begin(), spans.end(),
                   [](const Span& a, const Span& b) { return a.begin < b.begin; });
  for (std::size_t i = 0; i < spans.size(); ++i) {
    spans[i].furthest = i;
    if (i > 0 && spans[spans[i - 1].furthest].end > spans[i].end) {
      spans[i].furthest = spans[i - 1].furthest;
    }
  }
  return spans;
}

// The innermost span that holds the place, so that it counts as used; null if there is none.
const Suppressions::Span* Suppressions::SpanAt(const RuleInfo& rule, Offset offset) {
  if (directives_.empty()) return nullptr;
  const std::vector<Span>& spans = SpansOf(rule);
  const auto after = std::upper_bound(spans.begin(), spans.end(), offset,
                                      [](Offset at, const Span& span) { return at < span.begin; });
  if (after == spans.begin()) return nullptr;
  const Span& last = *std::prev(after);
  const Span& span = last.end > offset ? last : spans[last.furthest];
  return span.end <= offset ? nullptr : &span;
}

bool Suppressions::Suppresses(const RuleInfo& rule, Offset offset) {
  const Span* span = SpanAt(rule, offset);
  if (span == nullptr) return false;
  subjects_[span->subject].used = true;
  return true;
}

// `meant` is what stands where a verb is expected, in whatever form.
void Suppressions::ReportVerb(Range word, std::string_view meant) {
  constexpr auto kVerbs = std::to_array<std::string_view>(
      {"disable", "enable", "ignore", "disable-line", "disable-next-line"});
  Diagnostic found{.range = word,
                   .message = Cat("'", doc_.Slice(word),
                                  "' is no comment that awl knows, so this "
                                  "does nothing")};
  std::string_view near = Nearest(meant, kVerbs);
  if (near.empty() && std::find(kVerbs.begin(), kVerbs.end(), meant) != kVerbs.end()) near = meant;
  if (!near.empty()) found.message += Cat("; did you mean 'awl ", near, "'?");
  not_understood_.push_back(std::move(found));
}

std::vector<Diagnostic> Suppressions::Unused(const std::function<bool(const RuleInfo&)>& ran,
                                             bool all_ran) const {
  std::vector<Diagnostic> out = not_understood_;
  const std::vector<bool> between_lists = BetweenLists();
  std::vector<std::string_view> names;
  for (const RuleInfo* rule : rules_) names.push_back(rule->name);
  for (std::size_t id = 0; id < directives_.size(); ++id) {
    const Directive& directive = directives_[id];
    if (directive.dialect != Dialect::kAwl || directive.verb == Verb::kEnable) continue;
    if (directive.all) {
      if (subjects_[directive.first_subject].used || !all_ran) continue;
      out.push_back({.range = directive.comment->full,
                     .message = "this comment suppresses nothing",
                     .fix = Removal(id, between_lists)});
      continue;
    }
    for (std::uint32_t i = 0; i < directive.subject_count; ++i) {
      const Subject& subject = subjects_[directive.first_subject + i];
      const bool unknown = subject.rules.empty();
      // What a rule that does not run would find is not known.
      const bool judged = std::any_of(subject.rules.begin(), subject.rules.end(),
                                      [&](const RuleInfo* rule) { return ran(*rule); });
      if (subject.used || !(unknown || judged)) continue;
      const std::string_view word = doc_.Slice(subject.word);
      const std::string meant = unknown ? DidYouMean(word, names) : "";
      Diagnostic& found = out.emplace_back();
      found.range = subject.word;
      found.message = unknown ? Cat("'", word, "' is no rule, so this suppresses nothing", meant)
                              : Cat("suppression of '", word, "' suppresses nothing");
      // A slip of the pen is for its author to put right.
      if (meant.empty()) found.fix = RemovalOf(subject, between_lists);
    }
  }
  return out;
}

// The `enable` that ends what `word` disables, or all if it is empty; null if there is none.
const Suppressions::Directive* Suppressions::EndOf(std::size_t disable,
                                                   std::string_view word) const {
  if (directives_[disable].verb != Verb::kDisable) return nullptr;
  for (std::size_t id = disable + 1; id < directives_.size(); ++id) {
    const Directive& directive = directives_[id];
    const bool toggles = directive.verb == Verb::kDisable || directive.verb == Verb::kEnable;
    if (directive.dialect != Dialect::kAwl || !toggles) continue;
    bool about = directive.all && word.empty();
    for (std::uint32_t i = 0; i < directive.subject_count && !directive.all; ++i) {
      about = about || doc_.Slice(subjects_[directive.first_subject + i].word) == word;
    }
    if (about) return directive.verb == Verb::kEnable ? &directive : nullptr;
  }
  return nullptr;
}

// Takes one word away, and the comment with its last; the word of the `enable` as well, which would
// end nothing.
std::optional<Fix> Suppressions::RemovalOf(const Subject& subject,
                                           const std::vector<bool>& between_lists) const {
  const std::size_t id = subject.directive;
  if (directives_[id].subject_count == 1) return Removal(id, between_lists);
  const std::string_view word = doc_.Slice(subject.word);
  Fix fix{.title = Cat("remove '", word, "'"),
          .applicability = Applicability::kSafe,
          .effect = Effect::kLayout,
          .edits = {{WordWithSpace(subject), ""}},
          // Without any word it would be about all rules.
          .reads = {directives_[id].comment->full}};
  const Directive* end = EndOf(id, word);
  if (end == nullptr) return fix;
  for (std::uint32_t i = 0; i < end->subject_count; ++i) {
    const Subject& other = subjects_[end->first_subject + i];
    if (doc_.Slice(other.word) != word) continue;
    if (end->subject_count > 1) {
      fix.edits.push_back({WordWithSpace(other), ""});
    } else if (const std::optional<Range> comment = CommentWithItsLine(*end)) {
      fix.edits.push_back({*comment, ""});
      fix.effect = Effect::kStructure;
      if (between_lists[end->comment->node]) fix.applicability = Applicability::kUnsafe;
    }
    break;
  }
  return fix;
}

// Takes the comment away, and the `enable` that belongs to it.
std::optional<Fix> Suppressions::Removal(std::size_t id,
                                         const std::vector<bool>& between_lists) const {
  const Directive& directive = directives_[id];
  const std::optional<Range> comment = CommentWithItsLine(directive);
  if (!comment) return std::nullopt;
  Fix fix{.title = "remove the comment",
          .applicability = Applicability::kSafe,
          .effect = Effect::kStructure,
          .edits = {{*comment, ""}}};
  bool may_merge = between_lists[directive.comment->node];
  const Directive* end = EndOf(
      id, directive.all ? std::string_view() : doc_.Slice(subjects_[directive.first_subject].word));
  if (end != nullptr && end->subject_count == 1) {
    const std::optional<Range> last = CommentWithItsLine(*end);
    if (!last) return std::nullopt;
    fix.title = "remove the comment and its 'enable'";
    may_merge = may_merge || between_lists[end->comment->node];
    if (last->begin <= comment->end) {
      fix.edits.front().range.end = std::max(last->end, comment->end);
    } else {
      fix.edits.push_back({*last, ""});
    }
  } else if (end != nullptr) {
    for (std::uint32_t i = 0; i < end->subject_count; ++i) {
      const Subject& other = subjects_[end->first_subject + i];
      if (doc_.Slice(other.word) == doc_.Slice(subjects_[directive.first_subject].word)) {
        fix.edits.push_back({WordWithSpace(other), ""});
        break;
      }
    }
  }
  if (may_merge) fix.applicability = Applicability::kUnsafe;
  return fix;
}

Range Suppressions::WordWithSpace(const Subject& subject) const {
  Range range = subject.word;
  while (IsAsciiSpace(doc_.source()[range.begin - 1])) --range.begin;
  return range;
}

// By node: true where two lists would become one without it.
std::vector<bool> Suppressions::BetweenLists() const {
  const auto may_merge = [](const Node& node) {
    return node.kind == NodeKind::kList || node.has(kIndentedCode);
  };
  std::vector<bool> out(doc_.nodes().size());
  for (const Node& before : doc_.nodes()) {
    if (!may_merge(before)) continue;
    // Several comments in a row: none of them may go safely.
    const Node* after = doc_.Next(before);
    while (after != nullptr && after->kind == NodeKind::kHtmlBlock) after = doc_.Next(*after);
    if (after == nullptr || !may_merge(*after)) continue;
    for (const Node* node = doc_.Next(before); node != after; node = doc_.Next(*node)) {
      out[doc_.IdOf(*node)] = true;
    }
  }
  return out;
}

// Without the comment, what stands around it must stay apart: a line of its own goes as a whole
// only next to a blank one. Nothing where a block of HTML goes on behind the comment: without it,
// its text would be read as Markdown.
std::optional<Range> Suppressions::CommentWithItsLine(const Directive& directive) const {
  const Source& source = doc_.source();
  const Range comment = directive.comment->full;
  const std::uint32_t first = source.LineAt(comment.begin);
  const std::uint32_t last = source.LineAt(comment.end - 1);
  const bool own_lines =
      OnlyBlanksBefore(source, comment.begin) && OnlyBlanksFrom(source, comment.end);
  if (!own_lines) {
    if (doc_[directive.comment->node].kind == NodeKind::kHtmlBlock) return std::nullopt;
    Offset begin = comment.begin;
    if (comment.end == source.Line(last).end) {
      while (begin > source.LineBegin(first) && IsBlank(source[begin - 1])) --begin;
    }
    return Range{begin, comment.end};
  }
  const auto blank = [&](std::uint32_t line) {
    return line >= source.line_count() || OnlyBlanksFrom(source, source.LineBegin(line));
  };
  const bool blank_before = first == 0 || blank(first - 1);
  const bool blank_after = blank(last + 1);
  Range lines{source.LineBegin(first), source.LineWithEol(last).end};
  if (blank_before && first > 0 && lines.end == source.size()) {
    lines.begin = source.LineBegin(first - 1);
  } else if (blank_before && blank_after && last + 1 < source.line_count()) {
    lines.end = source.LineWithEol(last + 1).end;
  } else if (!blank_before && !blank_after) {
    lines.end = source.Line(last).end;
  }
  return lines;
}

}  // namespace awl
