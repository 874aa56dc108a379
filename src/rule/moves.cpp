#include "rule/moves.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

// What a move does at one place: takes its lines away, or puts them there.
struct Piece {
  Range range = {};
  std::string text = {};
  std::size_t move = 0;
};

// Moves whose pieces touch, as a forest: each points to an earlier one, or to itself.
class Groups {
 public:
  explicit Groups(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t First(std::size_t i) {
    while (parent_[i] != i) {
      parent_[i] = parent_[parent_[i]];
      i = parent_[i];
    }
    return i;
  }
  void Join(std::size_t a, std::size_t b) {
    a = First(a);
    b = First(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> parent_;
};

// The pieces of all moves, those of one place in the order of their texts.
std::vector<Piece> PiecesOf(const Source& source, std::span<const Movable> things,
                            std::span<const std::uint32_t> ranks, std::span<const Move> moves,
                            std::size_t last_kept) {
  std::vector<Piece> puts;
  std::vector<Piece> pieces;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const Move& move = moves[i];
    const Movable& thing = things[move.index];
    const std::string_view text = source.Slice(thing.text);
    // Behind the last that stays the blank lines before it go with it: nothing may follow.
    const bool behind = move.index > last_kept;
    const std::string_view gap = behind ? source.Slice({thing.previous, thing.text.begin})
                                        : source.Slice({thing.text.end, thing.next});
    pieces.push_back(
        {behind ? Range{thing.previous, thing.text.end} : Range{thing.text.begin, thing.next}, "",
         i});
    const Movable& neighbour = things[move.neighbour];
    if (move.after && move.neighbour == last_kept) {
      puts.push_back({{neighbour.text.end, neighbour.text.end}, Cat(gap, text), i});
    } else {
      const Offset at = move.after ? neighbour.next : neighbour.text.begin;
      puts.push_back({{at, at}, Cat(text, gap), i});
    }
  }
  std::stable_sort(puts.begin(), puts.end(), [&](const Piece& a, const Piece& b) {
    return ranks[moves[a.move].index] < ranks[moves[b.move].index];
  });
  pieces.insert(pieces.end(), std::make_move_iterator(puts.begin()),
                std::make_move_iterator(puts.end()));
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const Piece& a, const Piece& b) { return a.range.begin < b.range.begin; });
  return pieces;
}

// Zero of the decimal digits that `c` is one of; 0 if it is none.
char32_t ZeroOf(char32_t c) {
  constexpr char32_t kZeros[] = {'0',    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66,
                                 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50,
                                 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810};
  for (const char32_t zero : kZeros) {
    if (c >= zero && c < zero + 10) return zero;
  }
  return 0;
}

// Numbers with their length in front, so that they compare by value: the shorter is the smaller.
std::string WithLengths(std::string_view key) {
  std::string out;
  std::string digits;
  const auto flush = [&] {
    if (digits.empty()) return;
    const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size() - 1);
    const std::size_t length = digits.size() - zeros;
    // A digit first: numbers keep their place among letters and signs.
    out += '0';
    out += static_cast<char>(length / 256 % 256);
    out += static_cast<char>(length % 256);
    out.append(digits, zeros);
    digits.clear();
  };
  for (std::size_t i = 0; i < key.size();) {
    const CodePoint c = DecodeUtf8(key, i);
    const char32_t zero = ZeroOf(c.value);
    if (zero != 0) {
      digits += static_cast<char>('0' + (c.value - zero));
    } else {
      flush();
      out.append(key, i, c.length);
    }
    i += c.length;
  }
  flush();
  return out;
}

std::string WithoutSigns(std::string_view key, bool everywhere) {
  std::string out;
  bool wanted = false;  // something was kept
  for (std::size_t i = 0; i < key.size();) {
    const CodePoint c = DecodeUtf8(key, i);
    const bool counts = IsWord(c.value) || IsNumber(c.value);
    if (counts && !everywhere) return std::string(key.substr(i));
    // Words stay apart: "one two" comes before "onetwo".
    if (counts || (wanted && IsSpace(c.value))) out.append(key, i, c.length);
    wanted = wanted || counts;
    i += c.length;
  }
  return out;
}

}  // namespace

std::vector<std::uint32_t> RankKeys(std::span<const std::string> keys, bool descending) {
  std::vector<std::uint32_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return descending ? keys[b] < keys[a] : keys[a] < keys[b];
  });
  std::vector<std::uint32_t> ranks(keys.size());
  for (std::size_t i = 1; i < order.size(); ++i) {
    const bool same = keys[order[i]] == keys[order[i - 1]];
    ranks[order[i]] = ranks[order[i - 1]] + (same ? 0 : 1);
  }
  return ranks;
}

// Patience sorting: for each length the run that ends lowest.
std::vector<std::size_t> LongestRun(std::span<const std::uint32_t> ranks) {
  constexpr std::size_t kNone = ~std::size_t{0};
  std::vector<std::size_t> last_of_length;
  std::vector<std::size_t> before(ranks.size(), kNone);
  for (std::size_t i = 0; i < ranks.size(); ++i) {
    const auto place =
        std::upper_bound(last_of_length.begin(), last_of_length.end(), ranks[i],
                         [&](std::uint32_t rank, std::size_t b) { return rank < ranks[b]; });
    if (place != last_of_length.begin()) before[i] = *(place - 1);
    if (place == last_of_length.end()) {
      last_of_length.push_back(i);
    } else {
      *place = i;
    }
  }
  std::vector<std::size_t> kept;
  if (last_of_length.empty()) return kept;
  for (std::size_t i = last_of_length.back(); i != kNone; i = before[i]) kept.push_back(i);
  std::reverse(kept.begin(), kept.end());
  return kept;
}

std::vector<Move> MovesToSort(std::span<const std::uint32_t> ranks,
                              std::span<const std::size_t> kept) {
  assert(!kept.empty());
  std::vector<Move> moves;
  for (std::size_t i = 0, next = 0; i < ranks.size(); ++i) {
    if (next < kept.size() && kept[next] == i) {
      ++next;
      continue;
    }
    const auto above =
        std::upper_bound(kept.begin(), kept.end(), ranks[i],
                         [&](std::uint32_t rank, std::size_t b) { return rank < ranks[b]; });
    const bool after = above != kept.begin();
    moves.push_back({.index = i, .neighbour = after ? *(above - 1) : kept.front(), .after = after});
  }
  return moves;
}

std::vector<Move> MovesToSort(const Source& source, std::span<const Movable> things,
                              std::span<const std::uint32_t> ranks,
                              std::span<const std::size_t> kept) {
  std::vector<Move> moves = MovesToSort(ranks, kept);
  if (moves.empty()) return moves;
  std::vector<Piece> pieces = PiecesOf(source, things, ranks, moves, kept.back());
  std::vector<Piece> merged;
  Groups groups(moves.size());
  for (Piece& piece : pieces) {
    if (merged.empty() || merged.back().range.end < piece.range.begin) {
      merged.push_back(std::move(piece));
      continue;
    }
    Piece& last = merged.back();
    last.range.end = std::max(last.range.end, piece.range.end);
    last.text += piece.text;
    groups.Join(last.move, piece.move);
  }
  for (Piece& piece : merged) {
    moves[groups.First(piece.move)].edits.push_back({piece.range, std::move(piece.text)});
  }
  return moves;
}

std::string NameKey(std::string_view name, const NameOrder& order) {
  std::string key = CollationKey(name);
  if (order.signs != NameOrder::Signs::kKeep) {
    const std::string without = WithoutSigns(key, order.signs == NameOrder::Signs::kSkip);
    // Nothing but signs: they are the name.
    if (!without.empty()) key = without;
  }
  for (const std::string& article : order.articles) {
    if (key.size() > article.size() + 1 && key.starts_with(article) && key[article.size()] == ' ') {
      key.erase(0, article.size() + 1);
      break;
    }
  }
  return order.natural ? WithLengths(key) : key;
}

}  // namespace awl
