#include "mojibake/model.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "mojibake/model_evidence.h"
#include "mojibake/model_language.h"
#include "mojibake/model_lattice.h"
#include "mojibake/model_reading.h"
#include "mojibake/model_tables.h"
#include "text/unicode.h"

namespace awl::mojibake {
namespace {

// How much a word at a distance speaks for a character, and how far away it may be.
constexpr double kFrameFactor = 4;
constexpr std::size_t kFrameReach = 15;
// ln(p1 / p2) that a guess needs where it is a mark; where it is part of no word; against a rival
// that makes as long a word; and against one that makes a word and that the document has in more
// places than these.
constexpr double kMarkMargin = 7;
constexpr double kRivalMargin = 4;
constexpr double kLoneMargin = 5;
// Against a character that is a frequent word by itself, such as 不 or 中.
constexpr double kFrequent = 0.003;
constexpr double kFrequentMargin = 7;
constexpr double kKnownRivalMargin = 9.7;
constexpr double kKnownPlaces = 6;
constexpr std::size_t kLongestCompleted = 4;

// A letter has the case of those around it: by candidate, what that speaks for it, as a factor.
double CaseFactor(const PartialLine& line, std::size_t position, char32_t candidate) {
  constexpr double kUnlikely = 1e-6;
  const auto at = [&](std::size_t i) { return i < line.text.size() ? line.text[i] : U' '; };
  const char32_t before = at(position - 1);
  const char32_t after = at(position + 1);
  if (!IsLetter(candidate) || !IsCased(candidate)) return 1;
  if (IsUpper(candidate)) return IsLower(before) ? kUnlikely : 1;
  return IsUpper(before) && IsUpper(after) ? kUnlikely : 1;
}

// True if `c` stands, or may have stood, at `position`.
bool MayBe(const PartialLine& line, std::size_t position, char32_t c) {
  if (position >= line.text.size()) return false;
  if (line.text[position] != kUnknownCharacter) return line.text[position] == c;
  const auto unknown =
      std::lower_bound(line.unknowns.begin(), line.unknowns.end(), position,
                       [](const Unknown& u, std::size_t at) { return u.position < at; });
  return unknown != line.unknowns.end() && unknown->position == position &&
         std::find(unknown->candidates.begin(), unknown->candidates.end(), c) !=
             unknown->candidates.end();
}

bool IsIn(char32_t c, std::u32string_view set) { return set.find(c) != set.npos; }

// Where a clause ends.
constexpr std::u32string_view kClauseEnds = U"，。；：！？,;!?()（）|";

// True if a word behind `position` tells that 与 stands there: one of what something and another
// are or do together, where nothing else joins the two.
bool IsJoined(const PartialLine& line, std::size_t position) {
  constexpr std::u32string_view kJoiners = U"与和跟及或至到、";
  constexpr std::u32string_view kTogether[] = {U"之间", U"一致", U"一起", U"相同", U"结合", U"集成",
                                               U"整合", U"关联", U"绑定", U"匹配", U"兼容", U"交互",
                                               U"关系", U"对应", U"对齐", U"相比"};
  const std::u32string& text = line.text;
  const std::size_t first = position - std::min(position, kFrameReach - 1);
  for (std::size_t i = position; i-- > first && !IsIn(text[i], kClauseEnds);) {
    if (IsIn(text[i], kJoiners)) return false;
  }
  for (std::size_t i = position + 1; i + 2 < text.size() && i + 1 < position + kFrameReach; ++i) {
    if (IsIn(text[i], kClauseEnds) || IsIn(text[i], kJoiners)) return false;
    for (const std::u32string_view word : kTogether) {
      if (MayBe(line, i + 1, word[0]) && MayBe(line, i + 2, word[1])) return true;
    }
  }
  return false;
}

// True if a word before `position` tells that 中 stands there: 在 or 从, which lead to a place, if
// that has no other end.
bool IsInside(const PartialLine& line, std::size_t position) {
  constexpr std::u32string_view kPlaceEnds = U"中里内上下时后前间外";
  const std::u32string& text = line.text;
  for (std::size_t i = position; i-- > 0 && i + kFrameReach >= position;) {
    if (IsIn(text[i], kPlaceEnds) || IsIn(text[i], kClauseEnds)) return false;
    if (i + 2 < position && (text[i] == U'在' || MayBe(line, i, U'从'))) return true;
  }
  return false;
}

// Some words of Chinese go together over more than the tables see.
double FrameFactor(const PartialLine& line, std::size_t position, char32_t candidate) {
  const bool is_likely = candidate == U'与'   ? IsJoined(line, position)
                         : candidate == U'中' ? IsInside(line, position)
                                              : false;
  return is_likely ? kFrameFactor : 1;
}

// True if what is unknown decides the form of a word and not which word it is, as its ending does:
// several letters of the language may end it.
bool IsInflection(const Tables& tables, const PartialLine& line, std::size_t position,
                  std::span<const SymbolId> options) {
  constexpr double kUsual = 1e-3;
  const auto is_letter = [&](std::size_t i) {
    return i < line.text.size() && (line.text[i] == kUnknownCharacter || IsLetter(line.text[i]));
  };
  if (!is_letter(position - 1) || is_letter(position + 1)) return false;
  SymbolId first = kNoSymbol;
  for (const SymbolId symbol : options) {
    if (symbol == kNoSymbol || UnigramProbability(tables, symbol) < kUsual) continue;
    if (first != kNoSymbol && symbol != first) return true;
    first = symbol;
  }
  return false;
}

// True for a capital next to another, as in an abbreviation: no table knows them.
bool IsAbbreviation(const PartialLine& line, std::size_t position, char32_t candidate) {
  const auto is_capital = [&](std::size_t i) {
    return i < line.text.size() && IsLetter(line.text[i]) && IsUpper(line.text[i]);
  };
  return IsLetter(candidate) && IsUpper(candidate) &&
         (is_capital(position - 1) || is_capital(position + 1));
}

// True if the tables know `c` as one that may lose a byte: only words and n-grams with such are
// kept, so others would seem rarer than they are. The same bytes as FRAGILE in tools/mojibake.
bool MayLoseAByte(char32_t c) {
  std::string bytes;
  AppendUtf8(bytes, c);
  return std::string_view(bytes).substr(1).find_first_of(
             "\x81\x83\x88\x8D\x8E\x8F\x90\x98\x9D\x9E\xAD") != std::string_view::npos;
}

std::size_t Top(const std::vector<double>& values) {
  return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

// The length of the longest word of two or more symbols that `option` of `slot` completes, where
// the other slots hold what is most likely there; 0 if there is none.
std::size_t LongestWord(const Tables& tables, const Symbols& symbols, const Posteriors& posteriors,
                        std::size_t slot, std::size_t option) {
  const std::size_t first = slot >= kLongestCompleted - 1 ? slot - (kLongestCompleted - 1) : 0;
  std::size_t longest = 0;
  for (std::size_t begin = first; begin <= slot; ++begin) {
    std::uint32_t node = 0;
    for (std::size_t i = begin; i < symbols.slots.size() && i < begin + kLongestCompleted; ++i) {
      const Slot& at = symbols.slots[i];
      const std::size_t choice = i == slot ? option : at.open() ? Top(posteriors[i]) : 0;
      node = tables.words.Find(i - begin, node, at.options[choice]);
      if (node == Trie::kNone) break;
      if (i > begin && i >= slot && tables.words.value(i - begin, node, 0) != 0) {
        longest = std::max(longest, i - begin + 1);
      }
    }
  }
  return longest;
}

}  // namespace

Model::Model(const Context& context) : language_(context.language), document_(context.document) {
  tables_ = LoadTables(language_);
  if (tables_ == nullptr) return;
  auto readings = std::make_shared<Readings>();
  auto evidence = std::make_shared<Evidence>();
  readings->reserve(document_.size());
  for (const PartialLine& line : document_) {
    const Reading& reading = *readings->emplace_back(ReadLine(*tables_, language_, line));
    evidence->Add(reading.symbols.slots, reading.combined);
  }
  evidence_ = std::move(evidence);
  readings_ = std::move(readings);
}

// Thresholds read from lists that the tables never saw: see tests/eval/model_eval.cpp.
bool Model::IsSafe(const Reading& reading, std::size_t slot, std::span<const std::size_t> order,
                   std::span<const double> scores) const {
  const LanguageTraits traits = TraitsOf(language_);
  const double margin = std::log(scores[order[0]] / scores[order[1]]);
  if (margin < traits.safe_margin) return false;
  // What the tables do not have, the document may repeat as often as it likes.
  const std::vector<SymbolId>& options = reading.symbols.slots[slot].options;
  const SymbolId symbol = options[order[0]];
  if (symbol == kNoSymbol) return false;
  const std::vector<double>& by_words = reading.by_words[slot];
  if (by_words.empty()) return true;
  if (Top(by_words) != order[0] || Top(reading.by_ngrams[slot]) != order[0]) return false;
  // Marks stand anywhere.
  if (!IsLetter(tables_->alphabet[symbol])) return margin >= kMarkMargin;
  // Where two words fit, the rarer one may be meant.
  const auto longest = [&](std::size_t option) {
    return LongestWord(*tables_, reading.symbols, reading.combined, slot, option);
  };
  const std::size_t own = longest(order[0]);
  // A character by itself is hardly a word: the one that is meant may be too rare for the tables.
  if (own == 0 && margin < kLoneMargin) return false;
  const std::size_t found = std::max<std::size_t>(own, 2);
  for (const std::size_t rival : order.subspan(1)) {
    const double lead = std::log(scores[order[0]] / scores[rival]);
    if (lead >= kKnownRivalMargin) break;
    if (lead < kFrequentMargin && UnigramProbability(*tables_, options[rival]) > kFrequent) {
      return false;
    }
    const std::size_t length = longest(rival);
    if (length >= found && lead < kRivalMargin) return false;
    if (length > 0 && evidence_->Places(reading.symbols.slots, slot, rival) > kKnownPlaces) {
      return false;
    }
  }
  return true;
}

std::vector<Guess> Model::Resolve(const PartialLine& line) const {
  std::vector<Guess> guesses(line.unknowns.size());
  if (!tables_ || line.unknowns.empty()) return guesses;
  const LanguageTraits traits = TraitsOf(language_);
  std::shared_ptr<const Reading> reading;
  if (std::less_equal<>()(document_.data(), &line) &&
      std::less<>()(&line, document_.data() + document_.size())) {
    reading = (*readings_)[static_cast<std::size_t>(&line - document_.data())];
  } else {
    reading = ReadLine(*tables_, language_, line);
  }
  for (std::size_t i = 0; i < guesses.size(); ++i) {
    const Unknown& unknown = line.unknowns[i];
    const std::size_t count = unknown.candidates.size();
    if (count < 2) continue;
    const std::size_t slot = reading->symbols.slot_of[i];
    const std::vector<double>& combined = reading->combined[slot];
    std::vector<double> scores = evidence_->Factors(reading->symbols.slots, slot, combined);
    double sum = 0;
    for (std::size_t k = 0; k < count; ++k) {
      scores[k] *= combined[k] * CaseFactor(line, unknown.position, unknown.candidates[k]) *
                   FrameFactor(line, unknown.position, unknown.candidates[k]);
      sum += scores[k];
    }
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    Guess& guess = guesses[i];
    guess.ranked.reserve(count);
    for (const std::size_t k : order) {
      guess.ranked.push_back({.character = unknown.candidates[k], .probability = scores[k] / sum});
    }
    guess.margin = std::log(scores[order[0]] / scores[order[1]]);
    guess.safe = IsSafe(*reading, slot, order, scores) &&
                 !(traits.spaces && IsInflection(*tables_, line, unknown.position,
                                                 reading->symbols.slots[slot].options)) &&
                 !IsAbbreviation(line, unknown.position, guess.ranked[0].character) &&
                 std::all_of(unknown.candidates.begin(), unknown.candidates.end(), MayLoseAByte);
  }
  return guesses;
}

}  // namespace awl::mojibake
