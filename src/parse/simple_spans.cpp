#include "parse/simple_spans.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/find_any_of.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "parse/link_grammar.h"
#include "text/unicode.h"

namespace awl {
namespace {

// What a character beside a run of "*" or "_" is to CommonMark's rules about flanking.
enum class Beside { kSpace, kPunctuation, kOther, kUnsure };

Beside BesideOf(CodePoint c) {
  if (c.length == 0 || c.value == ' ' || c.value == '\t') return Beside::kSpace;
  if (c.value >= 0x80) {
    // What is punctuation beyond ASCII depends on the version of Unicode.
    return c.valid && IsLetter(c.value) ? Beside::kOther : Beside::kUnsure;
  }
  if (IsAsciiAlnum(static_cast<char>(c.value))) return Beside::kOther;
  return c.value > ' ' && c.value < 0x7F ? Beside::kPunctuation : Beside::kUnsure;
}

class Finder {
 public:
  Finder(std::string_view text, Range line, bool has_definitions, InlineEvents& events)
      : text_(text.substr(0, line.end)),
        begin_(line.begin),
        has_definitions_(has_definitions),
        events_(events),
        at_(line.begin),
        done_(line.begin),
        pending_(line.begin) {}

  bool Find();

 private:
  // "[" or "![", of which it is not known yet whether it begins something.
  struct Opener {
    std::size_t event;  // a text, which becomes the link's begin
    std::size_t runs;   // open before it
    bool image;
    bool active;  // false before a link: a link holds no links
    bool in_url;
  };
  // A run that can open emphasis.
  struct Run {
    std::size_t event;  // a text, which becomes the emphasis' begin
    Offset length;
    char sign;
    bool in_url;
  };
  // Deeper is for md4c.
  static constexpr std::size_t kMostOpeners = 4;
  static constexpr std::size_t kMostRuns = 8;

  bool TakeTilde();
  bool TakeRun();
  bool CloseRun(char sign, Offset begin);
  bool TakeCode();
  bool TakeOpen();
  bool TakeClose();
  bool EndsInUrl(Offset end);
  void AddText(Offset end);
  std::size_t AddOpening(Offset begin);

  std::string_view text_;
  Offset begin_;
  bool has_definitions_;
  InlineEvents& events_;
  Offset at_;
  Offset done_;           // where the last code or link ends, or the line begins
  Offset pending_;        // where the text begins that is in no event yet
  Offset looked_at_ = 0;  // what EndsInUrl has read
  bool in_url_ = false;   // what it said
  std::array<Opener, kMostOpeners> openers_;
  std::size_t open_ = 0;
  std::array<Run, kMostRuns> runs_;
  std::size_t open_runs_ = 0;
  // Of "*" and "_": a run was seen that can open or close emphasis; one that may do either.
  bool seen_[2] = {};
  bool unsure_[2] = {};
  bool tildes_ = false;
};

bool Finder::Find() {
  while (true) {
    const std::size_t next =
        FindAnyOf<'\\', '<', '*', '_', '~', '`', '[', ']', '\0', '\r', '\n'>(text_, at_);
    if (next == std::string_view::npos) break;
    at_ = static_cast<Offset>(next);
    bool simple = false;
    switch (text_[at_]) {
      case '*':
      case '_':
        simple = TakeRun();
        break;
      case '~':
        simple = TakeTilde();
        break;
      case '`':
        simple = TakeCode();
        break;
      case '[':
        simple = TakeOpen();
        break;
      case ']':
        simple = TakeClose();
        break;
      default:
        break;
    }
    if (!simple) return false;
  }
  AddText(static_cast<Offset>(text_.size()));
  return true;
}

// It takes two runs to strike through; one alone is text.
bool Finder::TakeTilde() {
  if (tildes_) return false;
  tildes_ = true;
  while (at_ < text_.size() && text_[at_] == '~') ++at_;
  return true;
}

bool Finder::TakeRun() {
  const char sign = text_[at_];
  const Offset begin = at_;
  while (at_ < text_.size() && text_[at_] == sign) ++at_;
  const Beside before = BesideOf(DecodeUtf8Before(text_.substr(begin_), begin - begin_));
  const Beside after = BesideOf(DecodeUtf8(text_, at_));
  const bool known = before != Beside::kUnsure && after != Beside::kUnsure;
  const bool opens =
      after == Beside::kOther || (after == Beside::kPunctuation && before != Beside::kOther);
  const bool closes =
      before == Beside::kOther || (before == Beside::kPunctuation && after != Beside::kOther);
  if (known && !opens && !closes) return true;
  if (known && sign == '_' && before == Beside::kOther && after == Beside::kOther) return true;
  bool& seen = seen_[sign == '_'];
  bool& unsure = unsure_[sign == '_'];
  if (unsure) return false;
  if (!known || (opens && closes) || at_ - begin > 2) {
    // Alone it is text whatever it could do.
    unsure = true;
    return !seen;
  }
  seen = true;
  if (closes) return CloseRun(sign, begin);
  if (open_runs_ == kMostRuns) return false;
  const bool in_url = EndsInUrl(begin);
  runs_[open_runs_++] = {AddOpening(begin), at_ - begin, sign, in_url};
  return true;
}

bool Finder::CloseRun(char sign, Offset begin) {
  const std::size_t outside = open_ == 0 ? 0 : openers_[open_ - 1].runs;
  std::size_t match = open_runs_;
  while (match > 0 && runs_[match - 1].sign != sign) --match;
  if (match == 0) return true;
  const Run& run = runs_[match - 1];
  // Beyond a bracket it depends on whether that begins a link.
  if (match <= outside || run.length != at_ - begin) return false;
  if (run.in_url || EndsInUrl(begin)) return false;
  const InlineSpan kind = run.length == 1 ? InlineSpan::kEmphasis : InlineSpan::kStrong;
  AddText(begin);
  events_[run.event] = InlineEvent::Enter(kind);
  events_.push_back(InlineEvent::Leave(kind));
  pending_ = at_;
  open_runs_ = match - 1;
  return true;
}

bool Finder::TakeCode() {
  if (EndsInUrl(at_)) return false;
  const Offset begin = at_;
  while (at_ < text_.size() && text_[at_] == '`') ++at_;
  const Offset length = at_ - begin;
  while (true) {
    const std::size_t tick = text_.find('`', at_);
    if (tick == std::string_view::npos) return false;
    const auto close = static_cast<Offset>(tick);
    for (at_ = close; at_ < text_.size() && text_[at_] == '`';) ++at_;
    if (at_ - close != length) continue;
    AddText(begin);
    events_.push_back(InlineEvent::Enter(InlineSpan::kCode));
    events_.push_back(InlineEvent::Leave(InlineSpan::kCode));
    done_ = pending_ = at_;
    return true;
  }
}

bool Finder::TakeOpen() {
  if (open_ == kMostOpeners) return false;
  const bool image = at_ > done_ && text_[at_ - 1] == '!';
  const Offset begin = image ? at_ - 1 : at_;
  ++at_;
  const bool in_url = EndsInUrl(begin);
  openers_[open_++] = {AddOpening(begin), open_runs_, image, /*active=*/true, in_url};
  return true;
}

bool Finder::TakeClose() {
  const Offset close = at_++;
  if (open_ == 0) return true;
  const Opener opener = openers_[--open_];
  if (!opener.active) return true;
  const LinkTail tail = ScanInlineTail(text_, at_);
  if (!tail.matched) return !has_definitions_;
  // Code and HTML that begin inside the destination come before the link, and brackets there are
  // something to md4c.
  if (FindAnyOf<'`', '<', '[', ']'>(text_.substr(0, tail.end), at_) != text_.npos) return false;
  if (opener.in_url) return false;
  for (std::size_t i = 0; i < open_ && !opener.image; ++i) {
    if (openers_[i].image) return false;
    openers_[i].active = false;
  }
  const InlineSpan kind = opener.image ? InlineSpan::kImage : InlineSpan::kLink;
  AddText(close);
  events_[opener.event] = InlineEvent::Enter(kind);
  events_.push_back(InlineEvent::Leave(kind));
  open_runs_ = opener.runs;
  at_ = done_ = pending_ = tail.end;
  return true;
}

// True if a bare URL may begin before `end` and go on over the markup there. Reads each byte once:
// brackets that begin nothing may stand in one long word.
bool Finder::EndsInUrl(Offset end) {
  Offset begin = end;
  while (begin > std::max(done_, looked_at_) && !IsAsciiSpace(text_[begin - 1])) --begin;
  // Else it is the word of the last call, whose answer counts on. Nothing looked for spans the two:
  // that call ended at markup.
  if (begin != looked_at_ || begin <= done_) in_url_ = false;
  const std::string_view word = text_.substr(begin, end - begin);
  in_url_ = in_url_ || word.find("://") != word.npos || word.find("www.") != word.npos;
  looked_at_ = end;
  return in_url_;
}

// Adds the text that is in no event yet, up to `end`.
void Finder::AddText(Offset end) {
  if (pending_ == end) return;
  events_.push_back(InlineEvent::Text(InlineText::kNormal, pending_, end - pending_));
  pending_ = end;
}

// Adds what begins at `begin` and ends here as a text of its own; gives the number of that.
std::size_t Finder::AddOpening(Offset begin) {
  AddText(begin);
  AddText(at_);
  return events_.size() - 1;
}

}  // namespace

bool FindSimpleSpans(std::string_view text, Range line, bool has_definitions,
                     InlineEvents& events) {
  const std::size_t before = events.size();
  if (Finder(text, line, has_definitions, events).Find()) return true;
  events.resize(before);
  return false;
}

}  // namespace awl
