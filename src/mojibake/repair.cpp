#include "mojibake/repair.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "base/utf8.h"
#include "mojibake/cells.h"
#include "mojibake/detect.h"
#include "mojibake/history.h"
#include "mojibake/repair_agree.h"
#include "mojibake/repair_decode.h"
#include "mojibake/repair_rules.h"
#include "mojibake/scripts.h"
#include "mojibake/slots.h"
#include "text/unicode.h"
#include "text/url.h"

namespace awl::mojibake {
namespace {

constexpr std::size_t kMaxPasses = 3;
constexpr std::size_t kMaxGroups = 3;
// A run of fewer characters than these says little about where it came from.
constexpr std::size_t kMinHistoryRun = 3;
constexpr std::size_t kMaxCleanLines = 2000;
// What part of the letters of a text must be of a language's own script for its tables to be sure.
constexpr double kSureShare = 0.8;
// ln(p1 / p2) of what the tables know nothing of.
constexpr double kNoMargin = 1e-6;
constexpr char32_t kVariationSelector16 = 0xFE0F;
constexpr char32_t kJoiner = 0x200D;
// A text of lists has 20 to 60 for each character that lost bytes. One that has more than these was
// made to, and is not worth the memory.
constexpr std::size_t kMaxCandidates = std::size_t{16} << 20;

// Emoji have these behind them or between them, and hardly anything else has.
bool IsPartOfEmoji(char32_t c) { return c == kVariationSelector16 || c == kJoiner; }

bool LooksDamaged(const Source& source, const RestoreOptions& options) {
  const auto& lines = source.lines_beyond_ascii();
  return std::any_of(lines.begin(), lines.end(), [&](std::uint32_t line) {
    return IsSuspicious(source.Slice(source.Line(line))) &&
           LooksDamaged(MakeCells(source, line, options.code), options.pages);
  });
}

std::vector<CellLine> NonAsciiLines(const Source& source, std::span<const Range> code) {
  std::vector<CellLine> lines;
  for (const std::uint32_t line : source.lines_beyond_ascii()) {
    lines.push_back(MakeCells(source, line, code));
  }
  return lines;
}

PartialLine ToPartial(const CellLine& line) {
  PartialLine partial;
  partial.text.reserve(line.cells.size());
  for (const Cell& cell : line.cells) {
    if (cell.choice != kNoChoice) {
      partial.unknowns.push_back(
          {.position = partial.text.size(), .candidates = line.choices[cell.choice].characters});
    }
    partial.text.push_back(cell.character);
  }
  return partial;
}

PartialLine ToPartial(std::string_view text) {
  PartialLine partial;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    partial.text.push_back(c.value);
    at += c.length;
  }
  return partial;
}

// The lines of one group on their way back.
class GroupRepair {
 public:
  GroupRepair(const Source& source, const RestoreOptions& options, std::vector<CellLine> lines,
              const Detection& last, DamagedGroup& group)
      : source_(source), options_(options), lines_(std::move(lines)), last_(last), group_(group) {
    for (const Process& process : group.passes) damagers_.emplace_back(process);
  }

  std::vector<RepairedLine> Run(std::span<const CellLine> others) {
    for (CellLine& line : lines_) ApplyHardRules(line);
    for (const CellLine& line : lines_) scripts_.AddDamaged(line);
    for (const CellLine& line : others) scripts_.AddClean(line);
    AskHistory();
    for (CellLine& line : lines_) KeepExpected(line);
    Guess(others);
    Agree(lines_, source_, guesses_);
    std::vector<RepairedLine> out;
    for (std::size_t i = 0; i < lines_.size(); ++i) out.push_back(Finish(i));
    return out;
  }

 private:
  bool IsOpen(std::size_t i) const {
    return std::any_of(lines_[i].cells.begin(), lines_[i].cells.end(),
                       [](const Cell& cell) { return cell.choice != kNoChoice; });
  }

  // The runs of characters of the source line that are not ASCII.
  std::vector<Range> Runs(Range line) const {
    std::vector<Range> runs;
    for (Offset at = line.begin; at < line.end;) {
      if (IsAscii(source_[at])) {
        ++at;
        continue;
      }
      Offset end = at;
      while (end < line.end && !IsAscii(source_[end])) ++end;
      runs.push_back({at, end});
      at = end;
    }
    return runs;
  }

  void AskHistory() {
    from_history_.resize(lines_.size());
    History history(group_.passes);
    bool any = false;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!IsOpen(i)) continue;
      any = true;
      history.WantLine(source_.Slice(lines_[i].range));
      for (const Range run : Runs(lines_[i].range)) history.WantRun(source_.Slice(run));
    }
    if (!any) return;
    if (options_.earlier_texts) {
      for (int stage = 0; history.IsLacking(); ++stage) {
        const std::vector<std::string> texts = options_.earlier_texts(stage);
        if (texts.empty()) break;
        for (const std::string& text : texts) {
          history.Search(text);
          KeepForModel(text);
        }
      }
    }
    // Percent-encoded URLs keep their bytes where the text around them lost them.
    if (source_.text().find('%') != std::string_view::npos) {
      const std::string decoded = PercentDecode(source_.text());
      history.Search(decoded);
      KeepForModel(decoded);
    }
    // In a text that is damaged in parts, the clean ones have words for the others.
    if (!group_.uniform) history.Search(source_.text());
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!IsOpen(i)) continue;
      const std::string_view whole = history.Line(source_.Slice(lines_[i].range));
      if (!whole.empty()) {
        from_history_[i] = whole;
        continue;
      }
      for (const Range run : Runs(lines_[i].range)) {
        const std::string_view original = history.Run(source_.Slice(run));
        if (CountCodePoints(original) >= kMinHistoryRun) TakeRun(lines_[i], run, original);
      }
    }
  }

  // The clean lines of a text that shares words with this one tell the model about them.
  void KeepForModel(std::string_view text) {
    while (!text.empty() && clean_lines_.size() < kMaxCleanLines) {
      const std::size_t eol = std::min(text.find_first_of("\r\n"), text.size());
      const std::string_view line = text.substr(0, eol);
      text.remove_prefix(std::min(eol + 1, text.size()));
      if (IsAscii(line) || !IsValidUtf8(line) || IsSuspicious(line)) continue;
      clean_lines_.push_back(ToPartial(line));
    }
  }

  // Decides the choices of the cells in `run` by its original.
  void TakeRun(CellLine& line, Range run, std::string_view original) {
    std::size_t at = 0;
    for (Cell& cell : line.cells) {
      if (!run.Contains(cell.range)) continue;
      const CodePoint c = DecodeUtf8(original, at);
      at += c.length;
      if (cell.choice == kNoChoice) {
        if (cell.character != c.value) return;
        continue;
      }
      const std::vector<char32_t>& characters = line.choices[cell.choice].characters;
      if (!line.choices[cell.choice].with_space.empty() ||
          !std::binary_search(characters.begin(), characters.end(), c.value))
        return;
      cell.character = c.value;
      cell.choice = kNoChoice;
      run_characters_.push_back(cell.range.begin);
    }
  }

  // Letters and digits of scripts that the document has nowhere else are no likely candidates.
  void KeepExpected(CellLine& line) const {
    const auto is_unexpected = [this](char32_t c) {
      return (IsLetter(c) || IsMark(c) || IsNumber(c)) && !scripts_.Has(c);
    };
    for (Choice& choice : line.choices) {
      if (std::all_of(choice.characters.begin(), choice.characters.end(), is_unexpected)) continue;
      std::erase_if(choice.characters, is_unexpected);
      std::erase_if(choice.with_space, is_unexpected);
    }
  }

  void Guess(std::span<const CellLine> others) {
    guesses_.resize(lines_.size());
    const bool any = [&] {
      for (std::size_t i = 0; i < lines_.size(); ++i) {
        if (from_history_[i].empty() && IsOpen(i)) return true;
      }
      return false;
    }();
    if (!any || CountCandidates() > kMaxCandidates) return;
    std::vector<PartialLine> document;
    document.reserve(lines_.size() + others.size());
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (from_history_[i].empty()) {
        document.push_back(ToPartial(lines_[i]));
      } else {
        document.push_back(ToPartial(from_history_[i]));
      }
    }
    for (const CellLine& other : others) document.push_back(ToPartial(other));
    for (PartialLine& line : clean_lines_) document.push_back(std::move(line));
    group_.language = Model::DetectLanguage(document);
    const Model model(Context{.language = group_.language, .document = document});
    // What the tables know of one language says little about titles in others.
    const bool is_sure = last_.pure && scripts_.ShareOf(group_.language) >= kSureShare;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (from_history_[i].empty() && IsOpen(i)) guesses_[i] = model.Resolve(document[i]);
    }
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      std::size_t unknown = 0;
      for (const Cell& cell : lines_[i].cells) {
        if (cell.choice == kNoChoice || unknown == guesses_[i].size()) continue;
        mojibake::Guess& guess = guesses_[i][unknown++];
        guess.safe = guess.safe && guess.margin >= options_.min_margin && is_sure &&
                     !lines_[i].choices[cell.choice].doubtful && !guess.ranked.empty() &&
                     IsExpected(guess.ranked[0].character);
      }
    }
  }

  std::size_t CountCandidates() const {
    std::size_t count = 0;
    for (const CellLine& line : lines_) {
      for (const Cell& cell : line.cells) {
        if (cell.choice != kNoChoice) count += line.choices[cell.choice].characters.size();
      }
    }
    return count;
  }

  // What the processes make of a restored character is what stands there.
  bool Verify(std::string_view restored, Range range) const {
    if (damagers_.size() == 1) return damagers_[0].Makes(source_.Slice(range), restored);
    std::string text(restored);
    for (const Damager& damager : damagers_) text = damager.Damage(text);
    return text == source_.Slice(range);
  }

  // What is left of a sequence that lost so much that nothing is known of it.
  bool IsLeftover(const CellLine& line, std::size_t i) const {
    const Process& last = group_.passes.back();
    const bool is_lossy = last.lost_byte != LostByte::kControl || last.soft_hyphen_dropped ||
                          last.no_break_space_became_space;
    const char32_t c = line.cells[i].character;
    if (!is_lossy || c < 0x80) return false;
    if (c == 0xFFFD) return true;
    const std::uint8_t byte = Encode(last.page, c);
    if (byte == 0 || last_.pure) return byte != 0;
    if (byte >= 0xC0) return last_.seen[byte] || !IsSoundLetter(line.cells, i);
    // Lead bytes are never lost, so a continuation byte without one is clean.
    return i > 0 && (line.cells[i - 1].changed || Encode(last.page, line.cells[i - 1].character));
  }

  // False for a letter that stays, but in another text would be what is left of a character.
  bool IsTrusted(const Cell& cell) const {
    const std::uint8_t byte = Encode(group_.passes.back().page, cell.character);
    if (cell.character < 0x80 || SequenceLength(byte) < 2) return true;
    bool has_such = byte < 0xE0;
    for (int lead = 0xE0; lead < 0xF0; ++lead) has_such |= lead != 0xE2 && last_.seen[lead];
    return !has_such;
  }

  // True for a character that is the only one that fits where bytes are missing.
  bool IsSure(char32_t c) const { return IsPartOfEmoji(c) || (last_.pure && IsExpected(c)); }

  // True for what the document has elsewhere, where nothing was lost.
  bool IsExpected(char32_t c) const {
    return IsPartOfEmoji(c) || (!IsSymbol(c) && scripts_.Has(c));
  }

  // What a cell was, and how sure that is.
  struct Origin {
    std::string text = {};
    Trust trust = Trust::kExact;
  };

  Origin OriginOf(const Cell& cell) const {
    Origin out;
    if (cell.character != kUnknownCharacter) AppendUtf8(out.text, cell.character);
    const bool from_run =
        std::binary_search(run_characters_.begin(), run_characters_.end(), cell.range.begin);
    if (from_run) {
      out.trust = Trust::kHistory;
    } else if (cell.deduced) {
      out.trust = IsSure(cell.character) ? Trust::kSafe : Trust::kUncertain;
    }
    return out;
  }

  static Origin OriginOf(const Guessed& guessed, const Choice& choice) {
    Origin out{.trust = guessed.trust};
    if (guessed.trust == Trust::kUndecided) return out;
    const char32_t c = guessed.ranked[0].character;
    AppendUtf8(out.text, c);
    const bool with_space =
        std::binary_search(choice.with_space.begin(), choice.with_space.end(), c);
    if (with_space) out.text.push_back(' ');
    return out;
  }

  // Takes the ranking out of the guess; null: there is none.
  static Guessed TakeGuess(const Cell& cell, const Choice& choice, mojibake::Guess* guess) {
    Guessed out{.range = cell.range};
    if (choice.characters.size() == 1) {
      out.trust = Trust::kUncertain;
      out.ranked = {{.character = choice.characters[0], .probability = 1}};
      return out;
    }
    if (guess == nullptr || guess->ranked.empty()) return out;
    // What the model knows nothing of is as likely as the next.
    if (guess->margin > kNoMargin) out.trust = guess->safe ? Trust::kSafe : Trust::kUncertain;
    out.ranked = std::move(guess->ranked);
    return out;
  }

  RepairedLine Finish(std::size_t index) {
    const CellLine& line = lines_[index];
    RepairedLine out{.line = line.line, .range = line.range};
    if (!from_history_[index].empty()) {
      out.trust = Trust::kHistory;
      out.text = from_history_[index];
      out.parts.push_back({.range = line.range, .text = out.text});
      Tighten(out.parts[0]);
      return out;
    }
    auto guess = guesses_[index].begin();
    for (std::size_t i = 0; i < line.cells.size(); ++i) {
      const Cell& cell = line.cells[i];
      if (cell.choice != kNoChoice) {
        const Choice& choice = line.choices[cell.choice];
        const bool has_guess = guess != guesses_[index].end();
        out.guessed.push_back(TakeGuess(cell, choice, has_guess ? &*guess++ : nullptr));
        AddRestored(cell.range, OriginOf(out.guessed.back(), choice), &out);
      } else if (cell.changed) {
        const Origin origin = OriginOf(cell);
        if (origin.trust <= Trust::kSafe) {
          out.guessed.push_back({.range = cell.range,
                                 .trust = origin.trust,
                                 .ranked = {{.character = cell.character, .probability = 1}}});
        }
        AddRestored(cell.range, origin, &out);
      } else {
        out.text += source_.Slice(cell.range);
        if (!IsTrusted(line.cells[i])) out.trust = std::min(out.trust, Trust::kUncertain);
        if (!IsLeftover(line, i)) continue;
        out.trust = Trust::kUndecided;
        out.guessed.push_back({.range = cell.range});
      }
    }
    return out;
  }

  void AddRestored(Range range, Origin origin, RepairedLine* line) const {
    if (origin.trust == Trust::kUndecided || !Verify(origin.text, range)) {
      line->trust = Trust::kUndecided;
      AppendUtf8(line->text, 0xFFFD);
      return;
    }
    line->trust = std::min(line->trust, origin.trust);
    // A control character is no text: something else is wrong there, too.
    if (HasC1Control(origin.text)) line->trust = std::min(line->trust, Trust::kUncertain);
    line->text += origin.text;
    if (!line->parts.empty() && line->parts.back().range.end == range.begin) {
      line->parts.back().range.end = range.end;
      line->parts.back().text += origin.text;
    } else {
      line->parts.push_back({.range = range, .text = std::move(origin.text)});
    }
  }

  static bool HasC1Control(std::string_view text) {
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      if (text[i] == '\xC2' && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
    }
    return false;
  }

  // Takes what did not change off both ends.
  void Tighten(Restored& part) const {
    std::string_view text = part.text;
    Range range = part.range;
    while (!text.empty() && !range.empty() && IsAscii(text.front()) &&
           text.front() == source_[range.begin]) {
      text.remove_prefix(1);
      ++range.begin;
    }
    while (!text.empty() && !range.empty() && IsAscii(text.back()) &&
           text.back() == source_[range.end - 1]) {
      text.remove_suffix(1);
      --range.end;
    }
    part = {.range = range, .text = std::string(text)};
  }

  const Source& source_;
  const RestoreOptions& options_;
  std::vector<CellLine> lines_;
  const Detection& last_;
  DamagedGroup& group_;
  ScriptCounts scripts_;
  std::vector<Damager> damagers_;
  std::vector<std::string> from_history_;  // of each line; empty if it has none
  std::vector<Offset> run_characters_;     // decided by the history of their run; sorted
  std::vector<PartialLine> clean_lines_;   // of other texts
  std::vector<std::vector<mojibake::Guess>> guesses_;
};

// Undoes all processes that the lines went through, the last one first.
DamagedGroup UndoAll(std::vector<CellLine>& lines, const Detection& first, PageSet pages) {
  DamagedGroup group{.tied = first.tied, .uniform = first.uniform};
  Detection detection = first;
  while (true) {
    for (const std::size_t i : detection.lines) lines[i] = UndoProcess(lines[i], detection);
    group.passes.insert(group.passes.begin(), detection.process);
    if (group.passes.size() == kMaxPasses) break;
    const std::optional<Detection> again = Detect(lines, pages);
    // A second process that not all lines went through is chance.
    if (!again || again->lines.size() * 2 < lines.size()) break;
    const bool was_pure = detection.pure;
    detection = *again;
    detection.pure = detection.pure && was_pure;
  }
  return group;
}

void Count(const RepairedLine& line, Restoration& restoration) {
  std::size_t guessed = 0;
  for (const Guessed& character : line.guessed) {
    switch (character.trust) {
      case Trust::kUndecided:
        ++restoration.undecided;
        break;
      case Trust::kUncertain:
        ++restoration.uncertain;
        break;
      default:
        ++restoration.safe;
        break;
    }
    guessed += character.trust != Trust::kUndecided;
  }
  std::size_t all = 0;
  for (const Restored& part : line.parts) {
    for (std::size_t at = 0; at < part.text.size(); ++at) {
      const auto byte = static_cast<unsigned char>(part.text[at]);
      all += byte >= 0xC0;
    }
  }
  (line.trust == Trust::kHistory ? restoration.from_history : restoration.exact) +=
      all - std::min(all, guessed);
}

}  // namespace

Restoration Remaining(const Restoration& restoration, const Source& source, const Source& now) {
  // By their text, in order: of lines that are alike the first are taken for the first.
  std::unordered_map<std::string_view, std::vector<const RepairedLine*>> lines;
  for (auto line = restoration.lines.rbegin(); line != restoration.lines.rend(); ++line) {
    lines[source.Slice(line->range)].push_back(&*line);
  }
  Restoration remaining{.groups = restoration.groups};
  for (const std::uint32_t number : now.lines_beyond_ascii()) {
    const Range range = now.Line(number);
    const auto found = lines.find(now.Slice(range));
    if (found == lines.end() || found->second.empty()) continue;
    RepairedLine line = *found->second.back();
    found->second.pop_back();
    const auto moved = [&, from = line.range.begin](Range part) {
      return Range{part.begin - from + range.begin, part.end - from + range.begin};
    };
    for (Restored& part : line.parts) part.range = moved(part.range);
    for (Guessed& guessed : line.guessed) guessed.range = moved(guessed.range);
    line.line = number;
    line.range = range;
    Count(line, remaining);
    remaining.lines.push_back(std::move(line));
  }
  return remaining;
}

Restoration Restore(const Source& source, const RestoreOptions& options) {
  Restoration restoration;
  if (!LooksDamaged(source, options)) return restoration;
  std::vector<CellLine> rest = NonAsciiLines(source, options.code);
  while (restoration.groups.size() < kMaxGroups) {
    const std::optional<Detection> detection = Detect(rest, options.pages);
    if (!detection) break;
    std::vector<CellLine> lines;
    std::vector<CellLine> others;
    auto next = detection->lines.begin();
    for (std::size_t i = 0; i < rest.size(); ++i) {
      const bool is_damaged = next != detection->lines.end() && *next == i;
      if (is_damaged) ++next;
      (is_damaged ? lines : others).push_back(std::move(rest[i]));
    }
    Detection own = *detection;
    for (std::size_t i = 0; i < own.lines.size(); ++i) own.lines[i] = i;
    DamagedGroup& group = restoration.groups.emplace_back(UndoAll(lines, own, options.pages));
    std::vector<RepairedLine> repaired =
        GroupRepair(source, options, std::move(lines), own, group).Run(others);
    for (RepairedLine& line : repaired) {
      if (line.parts.empty() && line.trust == Trust::kExact) continue;
      line.group = restoration.groups.size() - 1;
      Count(line, restoration);
      restoration.lines.push_back(std::move(line));
    }
    rest = std::move(others);
  }
  std::sort(restoration.lines.begin(), restoration.lines.end(),
            [](const RepairedLine& a, const RepairedLine& b) { return a.line < b.line; });
  return restoration;
}

}  // namespace awl::mojibake
