#include "text/glob.h"

#include "base/utf8.h"

namespace awl {

// Turns a pattern into the steps of a Glob.
class GlobCompiler {
 public:
  GlobCompiler(std::string_view pattern, Glob& glob) : pattern_(pattern), glob_(glob) {}

  void Compile() {
    glob_.negated_ = Take('!');
    if (glob_.kind_ == Glob::Kind::kPath) {
      const bool rooted = Take('/');
      if (!pattern_.empty() && pattern_.back() == '/') {
        glob_.folders_only_ = true;
        pattern_.remove_suffix(1);
      }
      const bool anchored = rooted || pattern_.find('/', at_) != std::string_view::npos;
      if (!anchored) EmitFolders();
    }
    while (at_ < pattern_.size()) Piece();
    Emit(Glob::Op::kMatch);
  }

 private:
  // Braces nested deeper than this are characters.
  static constexpr int kMaxDepth = 8;

  bool Take(char c) {
    if (at_ >= pattern_.size() || pattern_[at_] != c) return false;
    ++at_;
    return true;
  }

  std::uint32_t Here() const { return static_cast<std::uint32_t>(glob_.steps_.size()); }

  std::uint32_t Emit(Glob::Op op, char32_t value = 0) {
    glob_.steps_.push_back({.op = op, .value = value});
    return Here() - 1;
  }

  // Any number of `op`.
  void EmitStar(Glob::Op op) {
    const std::uint32_t split = Emit(Glob::Op::kSplit);
    Emit(op);
    glob_.steps_[Emit(Glob::Op::kJump)].to = split;
    glob_.steps_[split].to = split + 1;
    glob_.steps_[split].other = Here();
  }

  // "**/": nothing, or any folders with their slash.
  void EmitFolders() {
    const std::uint32_t split = Emit(Glob::Op::kSplit);
    EmitStar(Glob::Op::kAny);
    Emit(Glob::Op::kChar, U'/');
    glob_.steps_[split].to = split + 1;
    glob_.steps_[split].other = Here();
  }

  void Stars() {
    const std::size_t begin = at_;
    while (Take('*')) {
    }
    const bool alone = (begin == 0 || pattern_[begin - 1] == '/') &&
                       (at_ == pattern_.size() || pattern_[at_] == '/');
    if (glob_.kind_ == Glob::Kind::kText) {
      EmitStar(Glob::Op::kAny);
    } else if (at_ - begin != 2 || !alone) {
      EmitStar(Glob::Op::kAnyButSlash);
    } else if (at_ == pattern_.size()) {
      Emit(Glob::Op::kAny);
      EmitStar(Glob::Op::kAny);
    } else {
      ++at_;
      EmitFolders();
    }
  }

  // "[a-z]"; false where no bracket closes it, and then it is a character.
  bool Class() {
    std::size_t at = at_ + 1;
    Glob::Step step{.op = Glob::Op::kClass};
    step.to = static_cast<std::uint32_t>(glob_.spans_.size());
    if (at < pattern_.size() && (pattern_[at] == '!' || pattern_[at] == '^')) {
      step.inverted = true;
      ++at;
    }
    const auto next = [&]() -> char32_t {
      if (pattern_[at] == '\\' && at + 1 < pattern_.size()) ++at;
      const CodePoint c = DecodeUtf8(pattern_, at);
      at += c.length;
      return c.value;
    };
    std::vector<Glob::Span> spans;
    for (bool first = true;; first = false) {
      if (at >= pattern_.size()) return false;
      if (pattern_[at] == ']' && !first) break;
      Glob::Span& span = spans.emplace_back();
      span.first = span.last = next();
      if (at + 1 < pattern_.size() && pattern_[at] == '-' && pattern_[at + 1] != ']') {
        ++at;
        span.last = next();
      }
    }
    glob_.spans_.insert(glob_.spans_.end(), spans.begin(), spans.end());
    step.other = static_cast<std::uint32_t>(glob_.spans_.size());
    glob_.steps_.push_back(step);
    at_ = at + 1;
    return true;
  }

  // The brace that closes the one at `at_`, or npos.
  std::size_t ClosingBrace() const {
    int depth = 0;
    for (std::size_t at = at_; at < pattern_.size(); ++at) {
      if (pattern_[at] == '\\') {
        ++at;
      } else if (pattern_[at] == '{') {
        ++depth;
      } else if (pattern_[at] == '}' && --depth == 0) {
        return at;
      }
    }
    return std::string_view::npos;
  }

  bool Braces() {
    if (depth_ == kMaxDepth) return false;
    const std::size_t close = ClosingBrace();
    if (close == std::string_view::npos) return false;
    ++depth_;
    ++at_;
    std::vector<std::uint32_t> jumps;
    while (true) {
      const std::uint32_t split = Emit(Glob::Op::kSplit);
      while (at_ < close && pattern_[at_] != ',') Piece();
      jumps.push_back(Emit(Glob::Op::kJump));
      glob_.steps_[split].to = split + 1;
      // The last alternative's second way leads nowhere new: to itself.
      glob_.steps_[split].other = at_ < close ? Here() : split + 1;
      if (at_ >= close) break;
      ++at_;
    }
    at_ = close + 1;
    --depth_;
    for (const std::uint32_t jump : jumps) glob_.steps_[jump].to = Here();
    return true;
  }

  void Piece() {
    switch (pattern_[at_]) {
      case '*':
        return Stars();
      case '?':
        ++at_;
        Emit(glob_.kind_ == Glob::Kind::kText ? Glob::Op::kAny : Glob::Op::kAnyButSlash);
        return;
      case '[':
        if (Class()) return;
        break;
      case '{':
        if (Braces()) return;
        break;
      case '\\':
        if (at_ + 1 < pattern_.size()) ++at_;
        break;
      default:
        break;
    }
    const CodePoint c = DecodeUtf8(pattern_, at_);
    at_ += c.length;
    Emit(Glob::Op::kChar, c.value);
  }

  std::string_view pattern_;
  Glob& glob_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

namespace {

// The steps that a Glob may be at, each at most once.
class StepSet {
 public:
  explicit StepSet(std::size_t size) : seen_(size, 0) {}

  void Clear() {
    steps_.clear();
    ++round_;
  }
  bool Add(std::uint32_t step) {
    if (seen_[step] == round_) return false;
    seen_[step] = round_;
    steps_.push_back(step);
    return true;
  }
  std::uint32_t operator[](std::size_t i) const { return steps_[i]; }
  std::size_t size() const { return steps_.size(); }

 private:
  std::vector<std::uint32_t> steps_;
  std::vector<std::size_t> seen_;
  std::size_t round_ = 1;
};

}  // namespace

Glob::Glob(std::string_view pattern, Kind kind) : kind_(kind) {
  GlobCompiler(pattern, *this).Compile();
}

bool Glob::Takes(const Step& step, char32_t c) const {
  switch (step.op) {
    case Op::kChar:
      return c == step.value;
    case Op::kAny:
      return true;
    case Op::kAnyButSlash:
      return c != U'/';
    case Op::kClass: {
      if (c == U'/' && kind_ == Kind::kPath) return false;
      bool inside = false;
      for (std::uint32_t i = step.to; i < step.other && !inside; ++i) {
        inside = spans_[i].first <= c && c <= spans_[i].last;
      }
      return inside != step.inverted;
    }
    default:
      return false;
  }
}

bool Glob::Matches(std::string_view text) const {
  StepSet now(steps_.size());
  StepSet next(steps_.size());
  now.Add(0);
  for (std::size_t at = 0;;) {
    bool done = false;
    for (std::size_t i = 0; i < now.size(); ++i) {
      const Step& step = steps_[now[i]];
      if (step.op == Op::kMatch) done = true;
      if (step.op == Op::kJump || step.op == Op::kSplit) now.Add(step.to);
      if (step.op == Op::kSplit) now.Add(step.other);
    }
    if (at >= text.size()) return done && !folders_only_;
    if (done && kind_ == Kind::kPath && text[at] == '/') return true;
    if (now.size() == 0) return false;
    const CodePoint c = DecodeUtf8(text, at);
    next.Clear();
    for (std::size_t i = 0; i < now.size(); ++i) {
      if (Takes(steps_[now[i]], c.value)) next.Add(now[i] + 1);
    }
    std::swap(now, next);
    at += c.length;
  }
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
