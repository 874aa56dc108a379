#include "mojibake/repair_decode.h"

#include <algorithm>
#include <bit>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "mojibake/model.h"
#include "mojibake/slots.h"
#include "text/unicode.h"

namespace awl::mojibake {
namespace {

using Bytes = std::vector<std::uint8_t>;

// More choices than these come from a sequence of which next to nothing is left.
constexpr std::size_t kMaxChoices = 512;

bool IsContinuationByte(std::uint8_t byte) { return byte >= 0x80 && byte < 0xC0; }

Bytes ToBytes(const ByteSet& set) {
  Bytes bytes;
  for (int byte = 0x80; byte < 0x100; ++byte) {
    if (set[byte]) bytes.push_back(static_cast<std::uint8_t>(byte));
  }
  return bytes;
}

// Adds the characters of all sequences that take one byte from each of `positions`.
void AddCharacters(const std::vector<Bytes>& positions, std::vector<char32_t>& out) {
  std::uint8_t bytes[4] = {};
  std::size_t at[4] = {};
  for (const Bytes& options : positions) {
    if (options.empty()) return;
  }
  while (out.size() <= kMaxChoices) {
    for (std::size_t i = 0; i < positions.size(); ++i) bytes[i] = positions[i][at[i]];
    const char32_t c = CharacterOf(bytes, positions.size());
    if (c != 0 && IsTextCharacter(c)) out.push_back(c);
    std::size_t i = positions.size();
    while (i > 0 && ++at[i - 1] == positions[i - 1].size()) at[--i] = 0;
    if (i == 0) return;
  }
}

void SortUnique(std::vector<char32_t>& characters) {
  std::sort(characters.begin(), characters.end());
  characters.erase(std::unique(characters.begin(), characters.end()), characters.end());
}

class Undo {
 public:
  Undo(const CellLine& line, const Detection& detection)
      : in_(line), process_(detection.process), detection_(detection) {
    const Process& process = process_;
    lost_ = ToBytes(process.lost);
    for (const std::uint8_t byte : lost_) {
      if (process.lost_byte == LostByte::kDropped && IsContinuationByte(byte)) {
        dropped_.push_back(byte);
      }
    }
    const std::uint8_t soft_hyphen = Encode(process.page, 0xAD);
    if (process.soft_hyphen_dropped && IsContinuationByte(soft_hyphen)) {
      dropped_.push_back(soft_hyphen);
    }
    const std::uint8_t no_break_space = Encode(process.page, 0xA0);
    if (!detection.seen[no_break_space]) unseen_no_break_space_ = no_break_space;
    if (process.no_break_space_became_space && IsContinuationByte(no_break_space)) {
      no_break_space_ = no_break_space;
    }
    out_.line = line.line;
    out_.range = line.range;
    out_.cells.reserve(line.cells.size());
  }

  CellLine Run() {
    for (std::size_t at = 0; at < in_.cells.size();) {
      const std::size_t taken = Sequence(at);
      if (taken == 0) Keep(at);
      at += std::max<std::size_t>(taken, 1);
    }
    return std::move(out_);
  }

 private:
  // What byte the cell may have been.
  Bytes Options(const Cell& cell) const {
    Bytes bytes;
    const auto add = [&](char32_t c) {
      if (const std::uint8_t byte = c < 0x80 ? 0 : Encode(process_.page, c)) bytes.push_back(byte);
    };
    if (cell.choice != kNoChoice) {
      for (const char32_t c : in_.choices[cell.choice].characters) add(c);
    } else if (cell.character == 0xFFFD) {
      if (process_.lost_byte == LostByte::kReplacement) return lost_;
    } else if (cell.character != kUnknownCharacter) {
      add(cell.character);
    }
    return bytes;
  }

  Bytes Continuations(std::size_t at) const {
    if (at >= in_.cells.size()) return {};
    Bytes bytes = Options(in_.cells[at]);
    if (in_.cells[at].character == '?' && process_.lost_byte == LostByte::kQuestionMark)
      bytes = lost_;
    // Between bytes of a sequence a space was none; behind the last that is left it may be one.
    if (in_.cells[at].character == ' ' && no_break_space_ != 0 && at + 1 < in_.cells.size() &&
        IsContinuation(in_.cells[at + 1].character, process_.page))
      bytes = {no_break_space_};
    bytes.erase(std::remove_if(bytes.begin(), bytes.end(),
                               [](std::uint8_t byte) { return !IsContinuationByte(byte); }),
                bytes.end());
    return bytes;
  }

  // The lead bytes that the cell may have been, all of one length: the one that goes best with the
  // continuation bytes behind it.
  Bytes Leads(std::size_t at) const {
    Bytes bytes = Options(in_.cells[at]);
    bytes.erase(std::remove_if(bytes.begin(), bytes.end(),
                               [](std::uint8_t byte) { return SequenceLength(byte) < 2; }),
                bytes.end());
    if (bytes.size() < 2) return bytes;
    std::size_t behind = 0;
    while (behind < 3 && !Continuations(at + 1 + behind).empty()) ++behind;
    std::size_t best = 0;
    for (const std::uint8_t byte : bytes) {
      const std::size_t length = SequenceLength(byte);
      if (best == 0 || (length <= behind + 1 && (best > behind + 1 || length > best))) {
        best = length;
      }
    }
    bytes.erase(std::remove_if(bytes.begin(), bytes.end(),
                               [&](std::uint8_t byte) { return SequenceLength(byte) != best; }),
                bytes.end());
    return bytes;
  }

  // Reads the sequence that begins at cell `at`; returns how many cells it takes, 0 for none.
  std::size_t Sequence(std::size_t at) {
    const Cell& first = in_.cells[at];
    if (first.character < 0x80) return 0;
    std::vector<Bytes> left = {Leads(at)};
    if (left[0].empty()) return 0;
    const std::size_t length = SequenceLength(left[0][0]);
    while (left.size() < length) {
      Bytes bytes = Continuations(at + left.size());
      if (bytes.empty()) break;
      left.push_back(std::move(bytes));
    }
    std::size_t taken = left.size();
    if (taken == length) {
      if (AllKnown(left)) return Exact(at, left) ? taken : 0;
      Choice choice;
      AddCharacters(left, choice.characters);
      return Choose(at, taken, std::move(choice)) ? taken : 0;
    }
    if (taken == 1 && IsSound(at, left[0])) return 0;
    const std::size_t missing = length - taken;
    const std::size_t next = at + taken;
    Choice choice{.doubtful = missing == 1 && MayEndInSpace(next, left)};
    const bool is_plain =
        AllKnown(left) && !choice.doubtful &&
        (no_break_space_ == 0 || next >= in_.cells.size() || in_.cells[next].character != ' ');
    const std::uint32_t key = is_plain ? Key(left) : 0;
    if (is_plain) {
      const auto known = known_.find(key);
      if (known != known_.end()) {
        Put(at, taken, kUnknownCharacter).choice = known->second;
        return taken;
      }
    }
    if (!dropped_.empty()) AddWithDropped(left, missing, choice.characters);
    if (no_break_space_ != 0 && missing == 1 && next < in_.cells.size() &&
        in_.cells[next].character == ' ') {
      taken += AddNoBreakSpace(next, left, choice);
    }
    if (!Choose(at, taken, std::move(choice))) return 0;
    if (is_plain && out_.cells.back().choice != kNoChoice) known_[key] = out_.cells.back().choice;
    return taken;
  }

  // Names what is left of a sequence: three known bytes at most.
  static std::uint32_t Key(const std::vector<Bytes>& left) {
    std::uint32_t key = 0;
    for (const Bytes& bytes : left) key = key << 8 | bytes[0];
    return key;
  }

  // Adds what the sequence was if the space at cell `space` was its last byte; false if it cannot
  // have been.
  bool AddNoBreakSpace(std::size_t space, std::vector<Bytes> left, Choice& choice) const {
    left.push_back({no_break_space_});
    std::vector<char32_t> with_byte;
    AddCharacters(left, with_byte);
    if (with_byte.empty()) return false;
    if (!choice.characters.empty()) {
      // Where bytes were dropped too, the space may be one: behind emoji and closing quotes it
      // mostly is.
      const auto has = [&](char32_t c) {
        return std::find(choice.characters.begin(), choice.characters.end(), c) !=
               choice.characters.end();
      };
      if (left.size() == 4 || has(0xFE0F) || has(U'”')) return false;
      const char32_t after = space + 1 < in_.cells.size() ? in_.cells[space + 1].character : U' ';
      // In a word of two-byte letters it is none: à ends its word, and another space or a comma
      // follows. Scripts of three-byte characters hardly have spaces.
      if (left.size() == 2 && !MayFollow(space + 1)) return false;
      choice.doubtful = true;
      if ((left.size() == 2) == (after >= 0x80)) {
        SortUnique(choice.characters);
        choice.with_space = choice.characters;
        choice.characters.insert(choice.characters.end(), with_byte.begin(), with_byte.end());
        return true;
      }
    }
    choice.characters = std::move(with_byte);
    return true;
  }

  static bool AllKnown(const std::vector<Bytes>& left) {
    return std::all_of(left.begin(), left.end(),
                       [](const Bytes& bytes) { return bytes.size() == 1; });
  }

  // True for a letter where the text does not have characters that begin with its byte.
  bool IsSound(std::size_t at, const Bytes& leads) const {
    return leads.size() == 1 && !detection_.seen[leads[0]] && IsSoundLetter(in_.cells, at);
  }

  // True if the space at `next` may be the last byte of the sequence though the process says no:
  // behind it stands what may follow a character.
  bool MayEndInSpace(std::size_t next, std::vector<Bytes> left) const {
    if (no_break_space_ != 0 || unseen_no_break_space_ == 0) return false;
    if (next >= in_.cells.size() || in_.cells[next].character != ' ') return false;
    if (!MayFollow(next + 1)) return false;
    left.push_back({unseen_no_break_space_});
    std::vector<char32_t> with_byte;
    AddCharacters(left, with_byte);
    return !with_byte.empty();
  }

  // True if what stands at `at` may follow a letter without a space between.
  bool MayFollow(std::size_t at) const {
    if (at >= in_.cells.size()) return true;
    const char32_t c = in_.cells[at].character;
    return c >= 0x80 || c == ' ' || std::u32string_view(U",.;:!?)").find(c) != std::string::npos;
  }

  // All characters of which `left` remains once `missing` dropped bytes are taken out.
  void AddWithDropped(const std::vector<Bytes>& left, std::size_t missing,
                      std::vector<char32_t>& out) const {
    const std::size_t behind = left.size() + missing - 1;
    for (unsigned mask = 0; mask < (1u << behind); ++mask) {
      if (static_cast<std::size_t>(std::popcount(mask)) != missing) continue;
      std::vector<Bytes> positions = {left[0]};
      std::size_t next = 1;
      for (std::size_t i = 0; i < behind; ++i) {
        positions.push_back((mask & (1u << i)) ? dropped_ : left[next++]);
      }
      AddCharacters(positions, out);
    }
  }

  bool Exact(std::size_t at, const std::vector<Bytes>& left) {
    std::uint8_t bytes[4] = {};
    for (std::size_t i = 0; i < left.size(); ++i) bytes[i] = left[i][0];
    const char32_t c = CharacterOf(bytes, left.size());
    if (c == 0) return false;
    Put(at, left.size(), c);
    return true;
  }

  bool Choose(std::size_t at, std::size_t taken, Choice choice) {
    SortUnique(choice.characters);
    if (choice.characters.empty() || choice.characters.size() > kMaxChoices) return false;
    if (choice.characters.size() == 1 && choice.with_space.empty() && !choice.doubtful) {
      Put(at, taken, choice.characters[0]).deduced = true;
      return true;
    }
    Put(at, taken, kUnknownCharacter).choice = static_cast<std::uint32_t>(out_.choices.size());
    out_.choices.push_back(std::move(choice));
    return true;
  }

  Cell& Put(std::size_t at, std::size_t taken, char32_t c) {
    return out_.cells.emplace_back(
        Cell{.character = c,
             .range = {in_.cells[at].range.begin, in_.cells[at + taken - 1].range.end},
             .code = in_.cells[at].code,
             .changed = true});
  }

  void Keep(std::size_t at) {
    Cell& cell = out_.cells.emplace_back(in_.cells[at]);
    if (cell.choice == kNoChoice) return;
    out_.choices.push_back(in_.choices[cell.choice]);
    cell.choice = static_cast<std::uint32_t>(out_.choices.size() - 1);
  }

  const CellLine& in_;
  const Process& process_;
  const Detection& detection_;
  Bytes lost_;
  Bytes dropped_;
  std::unordered_map<std::uint32_t, std::uint32_t> known_;  // choices by Key, which share them
  std::uint8_t no_break_space_ = 0;  // what a space inside a sequence may have been
  // The byte of the no-break space, if the text has none that was kept.
  std::uint8_t unseen_no_break_space_ = 0;
  CellLine out_;
};

}  // namespace

CellLine UndoProcess(const CellLine& line, const Detection& detection) {
  return Undo(line, detection).Run();
}

}  // namespace awl::mojibake
