#include "parse/simple_spans.h"

#include <algorithm>
#include <cstddef>

#include "base/find_any_of.h"
#include "base/strings.h"

namespace awl {
namespace {

class Finder {
 public:
  Finder(std::string_view text, Range line, bool has_definitions, std::vector<SimpleSpan>& spans)
      : text_(text.substr(0, line.end)),
        has_definitions_(has_definitions),
        spans_(spans),
        at_(line.begin),
        done_(line.begin) {}

  bool Find();

 private:
  // "[" or "![", of which it is not known yet whether it begins something.
  struct Opener {
    Offset begin;
    Offset text_begin;
    std::size_t spans;  // found before it
    bool image;
    bool active;  // false before a link: a link holds no links
    bool in_url;
  };
  // Deeper is for md4c.
  static constexpr std::size_t kMostOpeners = 4;

  bool TakeRun();
  bool TakeCode();
  bool TakeOpen();
  bool TakeClose();
  bool EndsInUrl(Offset end);

  std::string_view text_;
  bool has_definitions_;
  std::vector<SimpleSpan>& spans_;
  Offset at_;
  Offset done_;           // where the last span ends, or the line begins
  Offset looked_at_ = 0;  // what EndsInUrl has read
  bool in_url_ = false;   // what it said
  Opener openers_[kMostOpeners];
  std::size_t open_ = 0;
  bool stars_ = false;  // a run of them was seen
  bool underscores_ = false;
  bool tildes_ = false;
};

bool Finder::Find() {
  while (true) {
    const std::size_t next =
        FindAnyOf<'\\', '<', '*', '_', '~', '`', '[', ']', '\0', '\r', '\n'>(text_, at_);
    if (next == std::string_view::npos) return true;
    at_ = static_cast<Offset>(next);
    bool simple = false;
    switch (text_[at_]) {
      case '*':
      case '_':
      case '~':
        simple = TakeRun();
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
}

// It takes two runs to make emphasis; one alone is text.
bool Finder::TakeRun() {
  const char c = text_[at_];
  bool& seen = c == '*' ? stars_ : c == '_' ? underscores_ : tildes_;
  if (seen) return false;
  seen = true;
  while (at_ < text_.size() && text_[at_] == c) ++at_;
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
    spans_.push_back({.begin = begin, .close = close, .end = at_});
    done_ = at_;
    return true;
  }
}

bool Finder::TakeOpen() {
  if (open_ == kMostOpeners) return false;
  const bool image = at_ > done_ && text_[at_ - 1] == '!';
  const Offset begin = image ? at_ - 1 : at_;
  ++at_;
  openers_[open_++] = {begin, at_, spans_.size(), image, /*active=*/true, EndsInUrl(begin)};
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
  spans_.insert(spans_.begin() + static_cast<std::ptrdiff_t>(opener.spans),
                {.begin = opener.begin, .close = close, .end = tail.end, .tail = tail});
  at_ = done_ = tail.end;
  return true;
}

// True if a bare URL may begin before `end` and go on over the markup there. Reads each byte once:
// brackets that begin nothing may stand in one long word.
bool Finder::EndsInUrl(Offset end) {
  Offset begin = end;
  while (begin > std::max(done_, looked_at_) && !IsAsciiSpace(text_[begin - 1])) --begin;
  // Else it is the word of the last call, whose answer counts on. Nothing looked for spans the two:
  // that call ended at a bracket or backtick.
  if (begin != looked_at_ || begin <= done_) in_url_ = false;
  const std::string_view word = text_.substr(begin, end - begin);
  in_url_ = in_url_ || word.find("://") != word.npos || word.find("www.") != word.npos;
  looked_at_ = end;
  return in_url_;
}

}  // namespace

bool FindSimpleSpans(std::string_view text, Range line, bool has_definitions,
                     std::vector<SimpleSpan>& spans) {
  const std::size_t before = spans.size();
  if (Finder(text, line, has_definitions, spans).Find()) return true;
  spans.resize(before);
  return false;
}

}  // namespace awl
