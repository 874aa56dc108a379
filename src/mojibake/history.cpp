#include "mojibake/history.h"

#include <algorithm>

#include "base/utf8.h"

namespace awl::mojibake {
History::History(std::span<const Process> passes) {
  for (const Process& process : passes) passes_.emplace_back(process);
}

void History::WantLine(std::string_view damaged) {
  if (lines_.try_emplace(damaged).second) ++lacking_;
}

void History::WantRun(std::string_view damaged) { runs_.try_emplace(damaged); }

std::string_view History::Damaged(std::string_view text) {
  std::string_view result = text;
  for (std::size_t i = 0; i < passes_.size(); ++i) {
    std::string& buffer = buffers_[i % 2];
    passes_[i].Damage(result, buffer);
    result = buffer;
  }
  return result;
}

bool History::Note(Wanted& wanted, std::string_view original) {
  const auto found = wanted.find(Damaged(original));
  if (found == wanted.end()) return false;
  Found& entry = found->second;
  if (entry.search != 0 && entry.search != search_) return false;
  if (entry.search == search_) {
    entry.ambiguous = entry.ambiguous || entry.original != original;
    return false;
  }
  entry.original = original;
  entry.search = search_;
  return true;
}

void History::Search(std::string_view text) {
  ++search_;
  while (!text.empty()) {
    const std::size_t eol = std::min(text.find_first_of("\r\n"), text.size());
    const std::string_view line = text.substr(0, eol);
    text.remove_prefix(std::min(eol + 1, text.size()));
    if (IsAscii(line)) continue;
    if (Note(lines_, line)) --lacking_;
    for (std::size_t begin = 0; begin < line.size();) {
      if (IsAscii(line[begin])) {
        ++begin;
        continue;
      }
      std::size_t end = begin;
      while (end < line.size() && !IsAscii(line[end])) ++end;
      Note(runs_, line.substr(begin, end - begin));
      begin = end;
    }
  }
}

std::string_view History::Line(std::string_view damaged) const {
  const auto found = lines_.find(damaged);
  return found == lines_.end() || found->second.ambiguous ? std::string_view()
                                                          : found->second.original;
}

std::string_view History::Run(std::string_view damaged) const {
  const auto found = runs_.find(damaged);
  return found == runs_.end() || found->second.ambiguous ? std::string_view()
                                                         : found->second.original;
}

}  // namespace awl::mojibake
