#include "text/byline.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/sentence_end.h"
#include "text/unicode.h"

namespace awl {
namespace {

template <std::size_t kSize>
bool IsOneOf(std::string_view word, const std::array<std::string_view, kSize>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// These lead to an author's name, in several languages.
constexpr auto kAuthorWords = std::to_array<std::string_view>({
    "af", "av", "by",  "da",  "de",    "di",  "do",  "door", "feat",  "från", "from",
    "od", "of", "par", "por", "przez", "via", "von", "ft",   "автор", "від",  "от",
});
// "written by"
constexpr auto kDoneWords = std::to_array<std::string_view>({
    "created",
    "curated",
    "developed",
    "edited",
    "hosted",
    "made",
    "maintained",
    "presented",
    "taught",
    "translated",
    "written",
});
// These lead to other names.
constexpr auto kPlaceWords = std::to_array<std::string_view>({
    "at",
    "auf",
    "bei",
    "en",
    "for",
    "für",
    "in",
    "na",
    "on",
    "pour",
    "pro",
    "sur",
    "till",
    "with",
    "для",
    "на",
    "у",
});
// These stand within and between names.
constexpr auto kParticles = std::to_array<std::string_view>({
    "al",  "and", "at", "bin", "con", "da",  "das", "de", "del", "della", "den", "der",
    "des", "di",  "do", "dos", "du",  "e",   "el",  "en", "et",  "for",   "ibn", "in",
    "la",  "las", "le", "los", "och", "of",  "og",  "on", "ten", "ter",   "the", "und",
    "van", "von", "y",  "zu",  "zum", "zur", "и",   "та", "і",
});
// A text that begins with these describes something.
constexpr auto kArticles = std::to_array<std::string_view>({
    "a",
    "an",
    "das",
    "der",
    "die",
    "el",
    "la",
    "le",
    "the",
    "this",
    "these",
    "um",
    "un",
    "una",
    "une",
});

bool IsSign(char32_t c) { return !IsLetter(c) && !IsMark(c) && !IsNumber(c) && c != '@'; }

// `word` without what is neither letter, number nor '@' on both sides.
std::string_view Bare(std::string_view word) {
  while (!word.empty()) {
    const CodePoint first = DecodeUtf8(word, 0);
    if (!IsSign(first.value)) break;
    word.remove_prefix(first.length);
  }
  while (!word.empty()) {
    const CodePoint last = DecodeUtf8Before(word, word.size());
    if (!IsSign(last.value)) break;
    word.remove_suffix(last.length);
  }
  return word;
}

// Gives the words of a text, without what stands in brackets.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}

  // False at the end.
  bool Next() {
    while (at_ < text_.size() && (IsAsciiSpace(text_[at_]) || SkipsBracket())) ++at_;
    const std::size_t begin = at_;
    while (at_ < text_.size() && !IsAsciiSpace(text_[at_]) &&
           (at_ == begin || (text_[at_] != '(' && text_[at_] != '['))) {
      ++at_;
    }
    word_ = text_.substr(begin, at_ - begin);
    return !word_.empty();
  }
  std::string_view word() const { return word_; }

 private:
  // Goes to the end of the bracket that opens here, if one does.
  bool SkipsBracket() {
    if (text_[at_] != '(' && text_[at_] != '[') return false;
    if (!may_close_) return false;
    const std::size_t close = text_.find_first_of(")]", at_);
    may_close_ = close != std::string_view::npos;
    if (may_close_) at_ = close;
    return may_close_;
  }

  std::string_view text_;
  std::string_view word_;
  std::size_t at_ = 0;
  bool may_close_ = true;  // false once no bracket closes in the rest
};

// "Roe. It …", "Jane: a …"
bool EndsPhrase(std::string_view word, std::string_view bare) {
  if (word.ends_with(':') || word.ends_with(';') || word.ends_with('!') || word.ends_with('?')) {
    return true;
  }
  return word.ends_with('.') && CountCodePoints(bare) > 2 && !EndsInAbbreviation(word);
}

// "NASA", "C++", "2015": no word of a person's name.
bool IsPersonal(std::string_view bare) {
  bool small = false;
  bool any = false;
  bool is_initials = true;  // "E.F"
  for (std::size_t i = 0; i < bare.size();) {
    const CodePoint c = DecodeUtf8(bare, i);
    if (IsNumber(c.value)) return false;
    small |= IsLower(c.value);
    any |= i > 0 && IsLetter(c.value);
    is_initials = is_initials && (i % 2 == 0 ? IsAsciiUpper(bare[i]) : bare[i] == '.');
    i += c.length;
  }
  return small || !any || is_initials;
}

// What leads to names or joins them, but for the first word, is shorter.
constexpr std::size_t kProse = 6;

}  // namespace

bool SaysMoreThanNames(std::string_view source) {
  // Up to the first bracket, of a remark or a link, and tag: what is in them does not count.
  source = Trim(source);
  std::size_t begin = 0;
  bool is_small = false;  // the word at hand, after the first one, is of small letters alone
  for (std::size_t i = 0; i < source.size(); ++i) {
    const char c = source[i];
    if (c == ' ') {
      if (is_small && i - begin >= kProse) return true;
      begin = i + 1;
      is_small = true;
    } else if (!IsAsciiLower(c)) {
      if (c == '(' || c == '[' || c == '<') return false;
      is_small = false;
    }
  }
  return false;
}

Byline BylineOf(std::string_view text, bool joined) {
  Words words(text);
  if (!words.Next()) return Byline::kNone;
  std::string first = FoldCase(Bare(words.word()));
  if (IsOneOf(first, kDoneWords)) {
    if (!words.Next()) return Byline::kNone;
    first = FoldCase(Bare(words.word()));
  }
  const bool led = IsOneOf(first, kAuthorWords) || (joined && IsOneOf(first, kPlaceWords));
  if (!led && (IsOneOf(first, kArticles) || IsOneOf(first, kPlaceWords))) return Byline::kNone;
  if (led && !words.Next()) return Byline::kNone;
  std::size_t names = 0;
  bool ended = false;
  do {
    if (ended) return Byline::kNone;
    const std::string_view bare = Bare(words.word());
    if (bare.empty()) continue;  // "&", "/"
    ended = EndsPhrase(words.word(), bare);
    const char32_t c = DecodeUtf8(bare, 0).value;
    const bool is_name = led ? IsUpper(c) || c == '@' || (IsLetter(c) && !IsCased(c))
                             : IsUpper(c) && IsPersonal(bare);
    if (is_name) {
      ++names;
    } else if (!(led && IsNumber(c)) && !IsOneOf(bare, kParticles)) {
      return Byline::kNone;
    }
  } while (words.Next());
  if (led) return names > 0 ? Byline::kLed : Byline::kNone;
  return names > 1 ? Byline::kNames : Byline::kNone;
}

}  // namespace awl
