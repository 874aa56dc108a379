#include "grammar/entry_match.h"

#include <algorithm>

#include "base/strings.h"
#include "list/entry_characters.h"

namespace awl {
namespace {

// What deviations cost. Only their order matters: of two explanations of an entry the one with the
// lower sum is reported.
constexpr int kSpacingCost = 1;
constexpr int kReplacedCost = 2;
constexpr int kLinkTextCost = 2;
constexpr int kTextStartCost = 3;  // a text that begins with a separator or closing sign
constexpr int kOthersValueCost = 1;
constexpr int kLiteralCost = 3;  // missing
constexpr int kStrayCost = 3;
constexpr int kClosingCost = 8;  // a text in brackets that goes on behind the closing one
constexpr int kInWordCost = 2;   // a full stop as in "2.0"
constexpr int kValueCost = 4;
constexpr int kFirstSkipCost = 4;
constexpr int kNextSkipCost = 1;
constexpr int kBracketsCost = 5;  // missing, with what they hold
constexpr int kPartCost = 6;      // missing
// The most tokens of a text that has values.
constexpr std::uint32_t kMostOfValue = 12;

bool IsSeparator(const EntryToken& token) {
  return token.kind == TokenKind::kSign &&
         (IsDash(token.sign) || IsColon(token.sign) || IsOtherSeparator(token.sign));
}

// Closes something, so that no text begins with it.
bool Ends(const EntryToken& token) {
  if (token.kind != TokenKind::kSign || token.sign == '"' || token.sign == '\'') return false;
  return ClosesQuote(token.sign) || OpenerOf(token.sign) != 0;
}

bool Divides(const EntryToken& token) {
  return token.kind == TokenKind::kBreak || token.kind == TokenKind::kCell;
}

}  // namespace

std::optional<EntryMatch> EntryMatcher::Match(std::span<const EntryToken> tokens, int most) {
  tokens_ = tokens;
  FindOutermostBrackets();
  // Most entries follow their grammar, and then no deviation need be thought of.
  std::optional<EntryMatch> exact = Search(0);
  return exact || most == 0 ? std::move(exact) : Search(std::min(most, kMostCost));
}

std::optional<EntryMatch> EntryMatcher::Search(int most) {
  most_ = most;
  for (const std::uint32_t cell : visited_) visits_[cell] = Visit{};
  visited_.clear();
  const std::size_t cells = (tokens_.size() + 1) * grammar_.states().size() * kModes;
  if (visits_.size() < cells) visits_.resize(cells);
  for (std::vector<std::uint32_t>& bucket : buckets_) bucket.clear();
  current_ = Cell(grammar_.start(), 0, kBefore);
  visits_[current_] = {.from = current_, .cost = 0};
  visited_.push_back(current_);
  buckets_[0].push_back(current_);
  for (int cost = 0; cost <= most_; ++cost) {
    std::vector<std::uint32_t>& bucket = buckets_[static_cast<std::size_t>(cost)];
    // The bucket grows while it is read, by what costs nothing more.
    for (std::size_t i = 0; i < bucket.size(); ++i) {
      const std::uint32_t cell = bucket[i];
      Visit& visit = visits_[cell];
      if (visit.done || visit.cost != cost) continue;
      visit.done = true;
      const std::uint32_t states = static_cast<std::uint32_t>(grammar_.states().size());
      const std::uint32_t state = cell / kModes % states;
      if (grammar_.states()[state].kind == EntryGrammar::State::Kind::kAccept &&
          cell % kModes == kBefore && cell / kModes / states == tokens_.size()) {
        return Trace(cell);
      }
      current_ = cell;
      Expand(cell);
    }
  }
  return std::nullopt;
}

void EntryMatcher::FindOutermostBrackets() {
  closes_outermost_.assign(tokens_.size(), false);
  std::vector<char32_t> closers;
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    if (tokens_[i].kind != TokenKind::kSign) continue;
    if (const char32_t closer = CloserOf(tokens_[i].sign)) {
      closers.push_back(closer);
    } else if (!closers.empty() && closers.back() == tokens_[i].sign) {
      closers.pop_back();
      closes_outermost_[i] = closers.empty();
    }
  }
}

void EntryMatcher::Reach(std::uint32_t cell, int more, StepKind kind) {
  const int cost = visits_[current_].cost + more;
  if (cost > most_ || cost >= visits_[cell].cost) return;
  if (visits_[cell].cost == 0xFF) visited_.push_back(cell);
  visits_[cell] = {.from = current_, .cost = static_cast<std::uint8_t>(cost), .kind = kind};
  buckets_[static_cast<std::size_t>(cost)].push_back(cell);
}

void EntryMatcher::Expand(std::uint32_t cell) {
  const std::uint32_t states = static_cast<std::uint32_t>(grammar_.states().size());
  const std::uint32_t at = cell / kModes % states;
  const std::uint32_t token = cell / kModes / states;
  const bool more = token < tokens_.size();
  const EntryGrammar::State& state = grammar_.states()[at];
  if (cell % kModes == kSkipping) {
    Reach(Cell(at, token, kBefore), 0, StepKind::kMatch);
    if (more) {
      const bool blank = tokens_[token].kind == TokenKind::kSpace;
      Reach(Cell(at, token + 1, kSkipping), blank ? 0 : kNextSkipCost, StepKind::kUnexpected);
    }
    return;
  }
  if (cell % kModes == kInText) {
    if (tokens_[token - 1].kind != TokenKind::kSpace) {
      Reach(Cell(state.next, token, kBefore), 0, StepKind::kMatch);
    }
    if (more && !Divides(tokens_[token])) {
      const bool stray = IsNamedLink(tokens_[token]);
      const int cost = Closes(state, token) ? kClosingCost : ValueCost(tokens_[token]);
      Reach(Cell(at, token + 1, kInText), stray ? kStrayCost : cost,
            stray ? StepKind::kStray : StepKind::kMatch);
    }
    return;
  }
  switch (state.kind) {
    case EntryGrammar::State::Kind::kSplit:
      for (const std::uint32_t way : state.ways) {
        Reach(Cell(way, token, kBefore), 0, StepKind::kMatch);
      }
      return;
    case EntryGrammar::State::Kind::kLiteral:
      ExpandLiteral(state, token);
      break;
    case EntryGrammar::State::Kind::kPart:
      ExpandPart(state, at, token);
      break;
    case EntryGrammar::State::Kind::kBreak:
    case EntryGrammar::State::Kind::kCell: {
      const TokenKind wanted =
          state.kind == EntryGrammar::State::Kind::kBreak ? TokenKind::kBreak : TokenKind::kCell;
      if (more && tokens_[token].kind == wanted) {
        Reach(Cell(state.next, token + 1, kBefore), 0, StepKind::kMatch);
      }
      Reach(Cell(state.next, token, kBefore), kLiteralCost, StepKind::kMissing);
      break;
    }
    case EntryGrammar::State::Kind::kAccept:
      break;
  }
  if (more && most_ > 0) {
    Reach(Cell(at, token + 1, kSkipping), kFirstSkipCost, StepKind::kUnexpected);
  }
}

bool EntryMatcher::IsToken(const LiteralToken& literal, const EntryToken& token) const {
  if (literal.kind != token.kind) return false;
  switch (literal.kind) {
    case TokenKind::kSign:
      return literal.sign == token.sign;
    case TokenKind::kWord:
      return literal.text == doc_.Slice(token.range);
    case TokenKind::kCode:
      return literal.text == doc_.Slice(doc_[token.node].content);
    default:
      return false;
  }
}

void EntryMatcher::ExpandLiteral(const EntryGrammar::State& state, std::uint32_t token) {
  const TemplateLiteral& literal = grammar_.literal(state);
  const auto count = static_cast<std::uint32_t>(tokens_.size());
  std::uint32_t at = token;
  bool exact = true;
  bool same = true;
  bool glued = false;  // no blank where the literal has one
  for (const LiteralToken& one : literal.tokens) {
    const bool blank = at < count && tokens_[at].kind == TokenKind::kSpace;
    if (one.kind == TokenKind::kSpace) {
      exact = exact && blank && tokens_[at].plain;
      glued = glued || !blank;
      at += blank;
      continue;
    }
    if (blank) {
      exact = false;
      ++at;
    }
    if (at == count || !IsToken(one, tokens_[at])) {
      same = false;
      break;
    }
    ++at;
  }
  // "well-known" holds no separator.
  const bool in_word = glued && literal.kind == LiteralClass::kSeparator && token > 0 &&
                       at < count && tokens_[token - 1].kind == TokenKind::kWord &&
                       tokens_[at].kind == TokenKind::kWord;
  if (same && (exact || !in_word)) {
    const bool number = literal.kind == LiteralClass::kSentenceEnd && at < count &&
                        tokens_[at].kind == TokenKind::kWord;
    Reach(Cell(state.next, at, kBefore), (exact ? 0 : kSpacingCost) + (number ? kInWordCost : 0),
          exact ? StepKind::kMatch : StepKind::kSpacing);
  }
  if (literal.kind == LiteralClass::kSentenceEnd && IsClosedBefore(literal, token)) {
    Reach(Cell(state.next, token, kBefore), 0, StepKind::kMatch);
  }
  if (most_ == 0) return;
  if (const std::optional<std::uint32_t> end = Replacement(literal, token)) {
    Reach(Cell(state.next, *end, kBefore), kReplacedCost, StepKind::kReplaced);
  }
  Reach(Cell(state.next, token, kBefore), kLiteralCost, StepKind::kMissing);
  if (state.behind_brackets != EntryGrammar::kNoState) {
    Reach(Cell(state.behind_brackets, token, kBefore), kBracketsCost, StepKind::kNoBrackets);
  }
}

// True if `token` is the bracket that should end the text of `state`.
bool EntryMatcher::Closes(const EntryGrammar::State& state, std::uint32_t token) const {
  if (!closes_outermost_[token]) return false;
  const EntryGrammar::State& next = grammar_.states()[state.next];
  return next.kind == EntryGrammar::State::Kind::kLiteral &&
         grammar_.literal(next).tokens.front().sign == tokens_[token].sign;
}

// A full stop may also stand within the quotes, brackets or emphasis that end a text.
bool EntryMatcher::IsClosedBefore(const TemplateLiteral& literal, std::uint32_t token) const {
  std::uint32_t at = token;
  while (at > 0 && token - at < 4 && tokens_[at - 1].kind == TokenKind::kSign &&
         ClosesQuote(tokens_[at - 1].sign)) {
    --at;
  }
  return at < token && at > 0 && IsToken(literal.tokens.back(), tokens_[at - 1]);
}

// The end of what people write where the literal belongs.
std::optional<std::uint32_t> EntryMatcher::Replacement(const TemplateLiteral& literal,
                                                       std::uint32_t token) const {
  if (literal.kind == LiteralClass::kOther) return std::nullopt;
  const auto count = static_cast<std::uint32_t>(tokens_.size());
  std::uint32_t at = token;
  const auto skip_blank = [&] { at += at < count && tokens_[at].kind == TokenKind::kSpace; };
  skip_blank();
  const std::uint32_t first = at;
  const bool ends = literal.kind == LiteralClass::kSentenceEnd;
  while (at < count && at - first < 2 &&
         (IsSeparator(tokens_[at]) ||
          (ends && tokens_[at].kind == TokenKind::kSign && EndsSentence(tokens_[at].sign)))) {
    ++at;
  }
  if (at == first) {
    // Only blanks, where a separator with blanks belongs.
    const bool blank = literal.kind == LiteralClass::kSeparator && at > token &&
                       literal.tokens.front().kind == TokenKind::kSpace;
    return blank ? std::optional(at) : std::nullopt;
  }
  if (!ends) skip_blank();
  return at;
}

bool EntryMatcher::IsNamedLink(const EntryToken& token) const {
  if (token.kind != TokenKind::kLink) return false;
  const std::string_view text = doc_.Slice(doc_[token.node].content);
  return std::any_of(grammar_.link_texts().begin(), grammar_.link_texts().end(),
                     [&](const std::string& one) { return EqualsIgnoreAsciiCase(one, text); });
}

// "`MIT`" alone is a licence without a language rather than a language without a licence.
int EntryMatcher::ValueCost(const EntryToken& token) const {
  return token.kind == TokenKind::kCode && grammar_.IsValue(doc_.Slice(doc_[token.node].content))
             ? kOthersValueCost
             : 0;
}

bool EntryMatcher::HasShape(PartShape shape, const EntryToken& token) const {
  switch (shape) {
    case PartShape::kText:
      return false;
    case PartShape::kLink:
      return token.kind == TokenKind::kLink;
    case PartShape::kUrl:
      return token.kind == TokenKind::kUrl ||
             (token.kind == TokenKind::kLink &&
              StartsWithIgnoreAsciiCase(doc_.Slice(doc_[token.node].content), "http"));
    case PartShape::kCode:
      return token.kind == TokenKind::kCode;
    case PartShape::kImage:
      return token.kind == TokenKind::kImage;
    case PartShape::kNumber: {
      const std::string_view text = doc_.Slice(token.range);
      return token.kind == TokenKind::kWord && std::all_of(text.begin(), text.end(), IsAsciiDigit);
    }
  }
  return false;
}

void EntryMatcher::ExpandPart(const EntryGrammar::State& state, std::uint32_t at,
                              std::uint32_t token) {
  const TemplatePart& part = grammar_.part(state);
  Reach(Cell(state.next, token, kBefore), kPartCost, StepKind::kMissing);
  if (token == tokens_.size()) return;
  if (part.shape == PartShape::kText) return ExpandText(state, at, token);
  const EntryToken& one = tokens_[token];
  if (!HasShape(part.shape, one)) return;
  int cost = 0;
  if (!part.link_text.empty()) {
    const std::string_view text = doc_.Slice(doc_[one.node].content);
    if (text != part.link_text) {
      if (!EqualsIgnoreAsciiCase(text, part.link_text)) return;
      cost = kLinkTextCost;
    }
  } else if (!part.values.empty() && !part.Allows(doc_.Slice(doc_[one.node].content))) {
    cost = kValueCost;
  }
  const StepKind kind = cost == 0 ? StepKind::kMatch : StepKind::kBadValue;
  if (part.values.empty()) cost += ValueCost(one);
  Reach(Cell(state.next, token + 1, kBefore), cost, kind);
}

void EntryMatcher::ExpandText(const EntryGrammar::State& state, std::uint32_t at,
                              std::uint32_t token) {
  const TemplatePart& part = grammar_.part(state);
  if (tokens_[token].kind == TokenKind::kSpace || Divides(tokens_[token])) return;
  int cost = 0;
  StepKind kind = StepKind::kMatch;
  if (!part.values.empty()) {
    const auto count = static_cast<std::uint32_t>(tokens_.size());
    const std::uint32_t limit = std::min(count, token + kMostOfValue);
    for (std::uint32_t end = token + 1; end <= limit && !Divides(tokens_[end - 1]); ++end) {
      const Range range{tokens_[token].range.begin, tokens_[end - 1].range.end};
      if (part.Allows(doc_.Slice(range))) {
        Reach(Cell(state.next, end, kBefore), 0, StepKind::kMatch);
      }
    }
    cost = kValueCost;
    kind = StepKind::kBadValue;
  } else if (IsSeparator(tokens_[token]) || Ends(tokens_[token])) {
    cost = kTextStartCost;
  } else if (IsNamedLink(tokens_[token])) {
    cost = kStrayCost;
    kind = StepKind::kStray;
  } else {
    cost = ValueCost(tokens_[token]);
  }
  Reach(Cell(at, token + 1, kInText), cost, kind);
}

EntryMatch EntryMatcher::Trace(std::uint32_t cell) const {
  const std::uint32_t states = static_cast<std::uint32_t>(grammar_.states().size());
  EntryMatch match{.cost = visits_[cell].cost};
  // Backwards; steps of one text and of tokens passed over become one.
  while (visits_[cell].from != cell) {
    const Visit& visit = visits_[cell];
    const std::uint32_t from = visit.from;
    const std::uint32_t state = from / kModes % states;
    const MatchStep step{.kind = visit.kind,
                         .state = state,
                         .begin = from / kModes / states,
                         .end = cell / kModes / states};
    const bool into_skip = cell % kModes == kSkipping;
    const bool silent = grammar_.states()[state].kind == EntryGrammar::State::Kind::kSplit ||
                        (from % kModes == kSkipping && !into_skip);
    MatchStep* last = match.steps.empty() ? nullptr : &match.steps.back();
    if (silent) {
      // No element was met.
    } else if (last != nullptr && last->state == state && last->begin == step.end &&
               (from % kModes != kBefore || cell % kModes == kInText || into_skip) &&
               (last->kind == StepKind::kUnexpected) == into_skip) {
      last->begin = step.begin;
      if (step.kind == StepKind::kBadValue ||
          (step.kind == StepKind::kStray && last->kind == StepKind::kMatch)) {
        last->kind = step.kind;
      }
    } else {
      match.steps.push_back(step);
    }
    cell = from;
  }
  std::reverse(match.steps.begin(), match.steps.end());
  return match;
}

}  // namespace awl
