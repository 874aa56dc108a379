#include "parse/simple_spans.h"

#include "base/find_any_of.h"
#include "base/strings.h"
#include "parse/link_grammar.h"

namespace awl {
namespace {

class Finder {
 public:
  Finder(std::string_view text, Range line, std::vector<SimpleSpan>& spans)
      : text_(text.substr(0, line.end)), spans_(spans), at_(line.begin), done_(line.begin) {}

  bool Find();

 private:
  bool TakeRun();
  bool TakeCode();
  bool TakeOpen();
  bool TakeClose();
  bool EndsInUrl() const;

  std::string_view text_;
  std::vector<SimpleSpan>& spans_;
  Offset at_;
  Offset done_;           // where the text before `at_` begins
  std::size_t link_ = 0;  // the open one, where `in_link_`
  bool in_link_ = false;
  bool stars_ = false;  // a run of them was seen
  bool underscores_ = false;
  bool tildes_ = false;
};

bool Finder::Find() {
  while (true) {
    const std::size_t next =
        FindAnyOf<'\\', '<', '*', '_', '~', '`', '[', ']', '\0', '\r', '\n'>(text_, at_);
    if (next == std::string_view::npos) return !in_link_;
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
  if (EndsInUrl()) return false;
  const Offset begin = at_;
  while (at_ < text_.size() && text_[at_] == '`') ++at_;
  const Offset length = at_ - begin;
  while (true) {
    const std::size_t tick = text_.find('`', at_);
    if (tick == std::string_view::npos) return false;
    const auto close = static_cast<Offset>(tick);
    for (at_ = close; at_ < text_.size() && text_[at_] == '`';) ++at_;
    if (at_ - close != length) continue;
    spans_.push_back({begin, close, at_});
    done_ = at_;
    return true;
  }
}

bool Finder::TakeOpen() {
  if (in_link_ || (at_ > done_ && text_[at_ - 1] == '!') || EndsInUrl()) return false;
  in_link_ = true;
  link_ = spans_.size();
  spans_.push_back({at_, 0, 0});
  done_ = ++at_;
  return true;
}

bool Finder::TakeClose() {
  const Offset close = at_++;
  if (!in_link_) return true;
  const LinkTail tail = ScanInlineTail(text_, at_);
  // Code and HTML that begin inside the destination come before the link.
  if (!tail.matched || FindAnyOf<'`', '<'>(text_.substr(0, tail.end), at_) != text_.npos) {
    return false;
  }
  in_link_ = false;
  spans_[link_].close = close;
  spans_[link_].end = at_ = done_ = tail.end;
  return true;
}

// True if a bare URL may begin before `at_` and go on over the markup there.
bool Finder::EndsInUrl() const {
  if (in_link_) return false;
  Offset begin = at_;
  while (begin > done_ && !IsAsciiSpace(text_[begin - 1])) --begin;
  const std::string_view word = text_.substr(begin, at_ - begin);
  return word.find("://") != word.npos || word.find("www.") != word.npos;
}

}  // namespace

bool FindSimpleSpans(std::string_view text, Range line, std::vector<SimpleSpan>& spans) {
  const std::size_t before = spans.size();
  if (Finder(text, line, spans).Find()) return true;
  spans.resize(before);
  return false;
}

}  // namespace awl
