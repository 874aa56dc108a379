#include "text/glob.h"

#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "base/utf8.h"

namespace awl {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// RE2 matches no byte that is not UTF-8.
std::string AsUtf8(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    if (c.valid) {
      out += text.substr(at, c.length);
    } else {
      AppendUtf8(out, kReplacement);
    }
    at += c.length;
  }
  return out;
}

// Turns a pattern, which is UTF-8, into a regular expression.
class Translation {
 public:
  Translation(std::string_view pattern, Glob::Kind kind)
      : pattern_(pattern),
        kind_(kind),
        any_(is_path() ? "[^/]" : "."),
        closing_(FindClosingBraces(pattern)) {}

  struct Result {
    bool negated = false;
    std::string regex;
  };
  Result Run() {
    const bool negated = Take('!');
    if (!is_path()) return {negated, "\\A" + Pieces(pattern_.size()) + "\\z"};
    const bool rooted = Take('/');
    const bool folders_only = at_ < pattern_.size() && pattern_.back() == '/';
    if (folders_only) pattern_.remove_suffix(1);
    const bool anchored = rooted || pattern_.find('/', at_) != std::string_view::npos;
    // What is in a folder that matches, matches.
    return {negated, "\\A" + std::string(anchored ? "" : kFolders) + Pieces(pattern_.size()) +
                         (folders_only ? "/" : "(?:/|\\z)")};
  }

 private:
  // Braces nested deeper than this are characters.
  static constexpr int kMaxDepth = 8;
  static constexpr const char* kFolders = "(?:.*/)?";

  // For each byte that is an opening brace, where it is closed, or npos.
  static std::vector<std::size_t> FindClosingBraces(std::string_view pattern) {
    std::vector<std::size_t> closing(pattern.size(), std::string_view::npos);
    std::vector<std::size_t> open;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
      if (pattern[at] == '\\') {
        ++at;
      } else if (pattern[at] == '{') {
        open.push_back(at);
      } else if (pattern[at] == '}' && !open.empty()) {
        closing[open.back()] = at;
        open.pop_back();
      }
    }
    return closing;
  }

  bool is_path() const { return kind_ == Glob::Kind::kPath; }

  bool Take(char c) {
    if (at_ >= pattern_.size() || pattern_[at_] != c) return false;
    ++at_;
    return true;
  }

  // A character as RE2 takes it, in a class or out of one.
  static std::string Literal(char32_t c) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string hex;
    for (; c > 0 || hex.empty(); c >>= 4) hex.insert(hex.begin(), kDigits[c & 0xF]);
    return "\\x{" + hex + "}";
  }

  char32_t Character() {
    const CodePoint c = DecodeUtf8(pattern_, at_);
    at_ += c.length;
    return c.value;
  }

  std::string Pieces(std::size_t end) {
    std::string out;
    while (at_ < end) out += Piece();
    return out;
  }

  std::string Piece() {
    std::optional<std::string> piece;
    switch (pattern_[at_]) {
      case '*':
        return Stars();
      case '?':
        ++at_;
        return any_;
      case '[':
        piece = Class();
        break;
      case '{':
        piece = Braces();
        break;
      case '\\':
        if (at_ + 1 < pattern_.size()) ++at_;
        break;
      default:
        break;
    }
    return piece ? *piece : Literal(Character());
  }

  std::string Stars() {
    const std::size_t begin = at_;
    while (Take('*')) {
    }
    const bool alone = (begin == 0 || pattern_[begin - 1] == '/') &&
                       (at_ == pattern_.size() || pattern_[at_] == '/');
    if (!is_path() || at_ - begin != 2 || !alone) return any_ + "*";
    if (at_ == pattern_.size()) return ".+";
    ++at_;
    return kFolders;
  }

  // "[a-z]"; nothing where no bracket closes it, and then it is a character.
  std::optional<std::string> Class() {
    const std::size_t begin = std::exchange(at_, at_ + 1);
    const bool inverted = Take('!') || Take('^');
    const auto next = [this] {
      if (pattern_[at_] == '\\' && at_ + 1 < pattern_.size()) ++at_;
      return Character();
    };
    std::string spans;
    for (bool first = true;; first = false) {
      if (at_ >= pattern_.size()) {
        at_ = begin;
        return std::nullopt;
      }
      if (!first && Take(']')) break;
      const char32_t from = next();
      char32_t to = from;
      if (at_ + 1 < pattern_.size() && pattern_[at_] == '-' && pattern_[at_ + 1] != ']') {
        ++at_;
        to = next();
      }
      spans += Span(from, to, inverted);
    }
    if (inverted) return "[^" + spans + (is_path() ? "/" : "") + "]";
    return spans.empty() ? kNothing : "[" + spans + "]";
  }

  // The characters from `from` to `to`. A class of a path never takes a slash.
  std::string Span(char32_t from, char32_t to, bool inverted) const {
    if (from > to) return "";
    if (!inverted && is_path() && from <= U'/' && U'/' <= to) {
      return Span(from, U'/' - 1, true) + Span(U'/' + 1, to, true);
    }
    return Literal(from) + "-" + Literal(to);
  }

  std::optional<std::string> Braces() {
    const std::size_t close = closing_[at_];
    if (depth_ == kMaxDepth || close == std::string_view::npos) return std::nullopt;
    ++depth_;
    ++at_;
    std::string out = "(?:";
    while (at_ < close) {
      if (Take(',')) {
        out += "|";
      } else {
        out += Piece();
      }
    }
    at_ = close + 1;  // a class may have taken the brace
    --depth_;
    return out + ")";
  }

  static constexpr const char* kNothing = "[^\\x{0}-\\x{10FFFF}]";

  std::string_view pattern_;
  const Glob::Kind kind_;
  const std::string any_;
  const std::vector<std::size_t> closing_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

Glob::Glob(std::string_view pattern, Kind kind) {
  const std::string utf8 = AsUtf8(pattern.substr(0, kMaxSize + 1));
  if (pattern.size() > kMaxSize) return;
  const auto [negated, regex] = Translation(utf8, kind).Run();
  negated_ = negated;
  RE2::Options options;
  options.set_log_errors(false);
  options.set_dot_nl(true);
  options.set_never_capture(true);
  regex_ = std::make_shared<const RE2>(regex, options);
}

bool Glob::Matches(std::string_view text) const {
  if (regex_ == nullptr) return false;
  const bool is_utf8 = FindInvalidUtf8(text) == std::string_view::npos;
  return is_utf8 ? RE2::PartialMatch(text, *regex_) : RE2::PartialMatch(AsUtf8(text), *regex_);
}

GlobSet::GlobSet(const std::vector<std::string>& patterns, Glob::Kind kind) {
  globs_.reserve(patterns.size());
  for (const std::string& pattern : patterns) Add(pattern, kind);
}

GlobSet::GlobSet(std::span<const std::string_view> patterns, Glob::Kind kind) {
  globs_.reserve(patterns.size());
  for (const std::string_view pattern : patterns) Add(pattern, kind);
}

void GlobSet::Add(std::string_view pattern, Glob::Kind kind) {
  globs_.emplace_back(pattern, kind);
  all_others_ = kind == Glob::Kind::kText && globs_.front().negated();
}

std::optional<bool> GlobSet::Decide(std::string_view text) const {
  for (std::size_t i = globs_.size(); i > 0; --i) {
    if (globs_[i - 1].Matches(text)) return !globs_[i - 1].negated();
  }
  return std::nullopt;
}

}  // namespace awl
