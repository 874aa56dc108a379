#include "mojibake/model_tables.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace awl::mojibake {
namespace {

// tools/mojibake/tables.py has the same numbers. The step is in nats.
constexpr int kLongestCode = 12;
constexpr double kLogStep = 0.07;
constexpr int kBackoffOffset = 32;

std::uint32_t ReadUint32(const std::uint8_t* at) {
  return at[0] | at[1] << 8 | at[2] << 16 | static_cast<std::uint32_t>(at[3]) << 24;
}

std::uint64_t ReadUint64(const std::uint8_t* at) {
  return ReadUint32(at) | static_cast<std::uint64_t>(ReadUint32(at + 4)) << 32;
}

}  // namespace

// Reads the streams of a packed table in their order. Each is: size, packed size (4 bytes each),
// 256 code lengths of 4 bits, the codes of a canonical Huffman code, first bit lowest.
class TableReader {
 public:
  explicit TableReader(std::span<const std::uint8_t> packed) : packed_(packed) {}

  std::vector<std::uint8_t> Bytes() {
    const std::uint32_t size = ReadUint32(packed_.data());
    const std::uint32_t packed_size = ReadUint32(packed_.data() + 4);
    std::vector<std::uint8_t> out(size);
    if (size == 0) {
      packed_ = packed_.subspan(8);
      return out;
    }
    const auto lookup = Codes(packed_.subspan(8, 128));
    const auto bits = packed_.subspan(8 + 128, packed_size);
    std::uint64_t window = 0;
    int filled = 0;
    std::size_t at = 0;
    std::size_t next = 0;
    const auto decode = [&] {
      const Code code = lookup[window & ((1u << kLongestCode) - 1)];
      out[next++] = code.symbol;
      window >>= code.length;
      filled -= code.length;
    };
    while (next + 4 <= out.size() && at + 8 <= bits.size()) {
      window |= ReadUint64(bits.data() + at) << filled;
      at += static_cast<std::size_t>(63 - filled) / 8;
      filled |= 56;
      for (int i = 0; i < 4; ++i) decode();
    }
    while (next < out.size()) {
      // Above the bits that count may stand some of the next byte, from the loop before.
      window &= (std::uint64_t{1} << filled) - 1;
      while (filled <= 48 && at < bits.size()) {
        window |= static_cast<std::uint64_t>(bits[at++]) << filled;
        filled += 8;
      }
      decode();
    }
    packed_ = packed_.subspan(8 + 128 + packed_size);
    return out;
  }

  // Numbers of seven bits a byte, lowest first, the high bit set on all but the last.
  std::vector<std::uint32_t> Numbers() {
    const std::vector<std::uint8_t> bytes = Bytes();
    std::vector<std::uint32_t> out(bytes.size());
    std::size_t count = 0;
    for (std::size_t i = 0; i < bytes.size();) {
      std::uint32_t value = bytes[i] & 0x7F;
      for (int shift = 7; bytes[i++] >= 0x80; shift += 7) {
        value |= static_cast<std::uint32_t>(bytes[i] & 0x7F) << shift;
      }
      out[count++] = value;
    }
    out.resize(count);
    return out;
  }

  Trie ReadTrie(std::size_t alphabet, std::size_t values, std::size_t last_values) {
    Trie trie;
    const std::size_t depth = Numbers().front();
    for (std::size_t i = 0; i < depth; ++i) {
      Trie::Level& level = trie.levels_.emplace_back();
      const std::vector<std::uint32_t> counts = Numbers();
      level.first_child.reserve(counts.size() + 1);
      level.first_child.push_back(0);
      for (const std::uint32_t count : counts) {
        level.first_child.push_back(level.first_child.back() + count);
      }
      const std::vector<std::uint32_t> deltas = Numbers();
      assert(deltas.size() == level.first_child.back());
      level.symbol.resize(deltas.size());
      std::size_t node = 0;
      for (const std::uint32_t count : counts) {
        std::uint32_t next = 0;
        for (const std::size_t end = node + count; node < end; ++node) {
          next += deltas[node];
          level.symbol[node] = static_cast<SymbolId>(next++);
        }
      }
      for (std::size_t which = 0; which < (i + 1 < depth ? values : last_values); ++which) {
        level.values[which] = Bytes();
      }
    }
    trie.roots_.assign(alphabet, Trie::kNone);
    if (depth > 0) {
      for (std::uint32_t node = 0; node < trie.levels_[0].symbol.size(); ++node) {
        trie.roots_[trie.levels_[0].symbol[node]] = node;
      }
    }
    return trie;
  }

 private:
  struct Code {
    std::uint8_t symbol = 0;
    std::uint8_t length = 0;
  };

  static std::vector<Code> Codes(std::span<const std::uint8_t> nibbles) {
    std::array<std::uint8_t, 256> lengths;
    for (std::size_t i = 0; i < 256; ++i) lengths[i] = nibbles[i / 2] >> (i % 2 * 4) & 15;
    std::vector<Code> lookup(1u << kLongestCode);
    std::uint32_t code = 0;
    for (int length = 1; length <= kLongestCode; ++length) {
      code <<= 1;
      for (std::size_t symbol = 0; symbol < 256; ++symbol) {
        if (lengths[symbol] != length) continue;
        std::uint32_t reversed = 0;
        for (int bit = 0; bit < length; ++bit) reversed |= (code >> bit & 1) << (length - 1 - bit);
        for (std::uint32_t i = reversed; i < lookup.size(); i += 1u << length) {
          lookup[i] = {.symbol = static_cast<std::uint8_t>(symbol),
                       .length = static_cast<std::uint8_t>(length)};
        }
        ++code;
      }
    }
    return lookup;
  }

  std::span<const std::uint8_t> packed_;
};

std::uint32_t Trie::Find(std::size_t level, std::uint32_t parent, SymbolId symbol) const {
  if (symbol == kNoSymbol) return kNone;
  if (level == 0) return roots_[symbol];
  const Level& children = levels_[level];
  const auto begin = children.symbol.begin() + children.first_child[parent];
  const auto end = children.symbol.begin() + children.first_child[parent + 1];
  const auto found = std::lower_bound(begin, end, symbol);
  return found != end && *found == symbol
             ? static_cast<std::uint32_t>(found - children.symbol.begin())
             : kNone;
}

std::shared_ptr<const Tables> UnpackTables(std::span<const std::uint8_t> packed) {
  auto tables = std::make_shared<Tables>();
  TableReader reader(packed);
  const std::vector<std::uint8_t> alphabet = reader.Bytes();
  tables->symbol_of.assign(0x10000, kNoSymbol);
  for (std::size_t i = 0; i + 1 < alphabet.size(); i += 2) {
    const char32_t character = alphabet[i] | alphabet[i + 1] << 8;
    tables->symbol_of[character] = static_cast<SymbolId>(tables->alphabet.size());
    tables->alphabet.push_back(character);
  }
  tables->ngrams = reader.ReadTrie(tables->alphabet.size(), 2, 1);
  tables->words = reader.ReadTrie(tables->alphabet.size(), 1, 1);
  for (std::size_t i = 0; i < 256; ++i) {
    const double value = static_cast<double>(i);
    tables->probabilities[i] = std::exp(-kLogStep * value);
    tables->backoffs[i] = std::exp(-kLogStep * (value - kBackoffOffset));
  }
  return tables;
}

}  // namespace awl::mojibake
