#include "mojibake/repair_agree.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl::mojibake {
namespace {

// Shorter runs are different words more often than not.
constexpr std::size_t kMinRun = 3;

// One undecided cell: line, and number among those of the line.
struct Place {
  std::size_t line;
  std::size_t unknown;
};

// Places by what their text looks like; those of one name are the same text.
using Groups = std::unordered_map<std::string, std::vector<std::vector<Place>>>;

bool MayBePunctuation(const CellLine& line, const Cell& cell) {
  const std::vector<char32_t>& characters = line.choices[cell.choice].characters;
  return std::any_of(characters.begin(), characters.end(),
                     [](char32_t c) { return IsPunctuation(c) || IsSymbol(c); });
}

class Agreement {
 public:
  Agreement(std::span<const CellLine> lines, const Source& source,
            std::vector<std::vector<Guess>>& guesses)
      : lines_(lines), source_(source), guesses_(guesses) {}

  void Run() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (guesses_[i].empty()) continue;
      AddRuns(i);
      CountUnknowns(i);
      AddTitles(i);
    }
    for (Groups* groups : {&runs_, &titles_}) {
      for (auto& [name, members] : *groups) Unite(members);
    }
  }

 private:
  const std::vector<Cell>& Cells(std::size_t line) const { return lines_[line].cells; }

  void AddRuns(std::size_t line) {
    const std::vector<Cell>& cells = Cells(line);
    std::size_t unknown = 0;
    for (std::size_t begin = 0; begin < cells.size();) {
      std::size_t end = begin;
      std::vector<Place> places;
      while (end < cells.size() && cells[end].changed) {
        if (cells[end].choice != kNoChoice) places.push_back({line, unknown++});
        ++end;
      }
      if (end >= begin + kMinRun && !places.empty()) {
        const Range range = {cells[begin].range.begin, cells[end - 1].range.end};
        runs_[std::string(source_.Slice(range))].push_back(std::move(places));
      }
      for (; end < cells.size() && !cells[end].changed; ++end)
        unknown += cells[end].choice != kNoChoice;
      begin = end;
    }
  }

  void CountUnknowns(std::size_t line) {
    unknowns_before_.assign(1, 0);
    for (const Cell& cell : Cells(line))
      unknowns_before_.push_back(unknowns_before_.back() + (cell.choice != kNoChoice));
  }

  // Headings, the texts of links to anchors, and those anchors.
  void AddTitles(std::size_t line) {
    const std::vector<Cell>& cells = Cells(line);
    std::size_t first = 0;
    while (first < cells.size() && cells[first].character == ' ') ++first;
    std::size_t level = first;
    while (level < cells.size() && cells[level].character == '#') ++level;
    if (level > first && level < cells.size() && cells[level].character == ' ')
      AddTitle(line, level, cells.size());

    std::size_t text = cells.size();  // where the text of the link begins
    for (std::size_t i = 0; i + 2 < cells.size(); ++i) {
      if (cells[i].character == '[') text = i + 1;
      if (cells[i].character != ']' || cells[i + 1].character != '(' ||
          cells[i + 2].character != '#')
        continue;
      if (text < i) AddTitle(line, text, i);
      std::size_t end = i + 3;
      while (end < cells.size() && cells[end].character != ')' && cells[end].character != ' ')
        ++end;
      AddTitle(line, i + 3, end);
      text = cells.size();
      i = end - 1;
    }
  }

  // Twice under the names that it has as an anchor: with what is undecided taken for letters, and
  // for punctuation (which anchors do not have) where it may be that.
  void AddTitle(std::size_t line, std::size_t begin, std::size_t end) {
    const std::vector<Cell>& cells = Cells(line);
    while (begin < end && cells[begin].character == ' ') ++begin;
    while (begin < end && cells[end - 1].character == ' ') --end;
    std::size_t unknown = unknowns_before_[begin];
    std::string letters;
    std::string without;
    std::vector<Place> places_letters;
    std::vector<Place> places_without;
    for (std::size_t i = begin; i < end; ++i) {
      const char32_t c = cells[i].character;
      if (cells[i].choice != kNoChoice) {
        const Place place = {line, unknown++};
        // In front of a damaged sequence stands what no title has.
        const std::string name = Cat('\x01', source_.Slice(cells[i].range), '\x01');
        letters += name;
        places_letters.push_back(place);
        if (!MayBePunctuation(lines_[line], cells[i])) {
          without += name;
          places_without.push_back(place);
        }
      } else if (c == ' ') {
        letters.push_back('-');
        without.push_back('-');
      } else if (c == '-' || c == '_' || !(IsPunctuation(c) || IsSymbol(c))) {
        AppendUtf8(letters, ToLower(c));
        AppendUtf8(without, ToLower(c));
      }
    }
    if (!places_without.empty() && without != letters)
      titles_[std::move(without)].push_back(std::move(places_without));
    if (!places_letters.empty()) titles_[std::move(letters)].push_back(std::move(places_letters));
  }

  void Unite(const std::vector<std::vector<Place>>& members) {
    if (members.size() < 2) return;
    for (std::size_t i = 0; i < members[0].size(); ++i) {
      const Guess* best = nullptr;
      for (const std::vector<Place>& places : members) {
        if (i >= places.size()) return;
        const Guess& guess = At(places[i]);
        if (guess.ranked.empty()) continue;
        if (best == nullptr || guess.safe > best->safe ||
            (guess.safe == best->safe && guess.margin > best->margin))
          best = &guess;
      }
      if (best == nullptr) continue;
      Guess winner = *best;
      for (const std::vector<Place>& places : members) {
        const Guess& guess = At(places[i]);
        if (guess.safe && guess.ranked[0].character != winner.ranked[0].character)
          winner.safe = false;
      }
      for (const std::vector<Place>& places : members) {
        Guess& guess = At(places[i]);
        if (!guess.ranked.empty()) guess = winner;
      }
    }
  }

  Guess& At(Place place) { return guesses_[place.line][place.unknown]; }

  std::span<const CellLine> lines_;
  const Source& source_;
  std::vector<std::vector<Guess>>& guesses_;
  std::vector<std::size_t> unknowns_before_;  // each cell of the line at work
  Groups runs_;
  Groups titles_;
};

}  // namespace

void Agree(std::span<const CellLine> lines, const Source& source,
           std::vector<std::vector<Guess>>& guesses) {
  Agreement(lines, source, guesses).Run();
}

}  // namespace awl::mojibake
