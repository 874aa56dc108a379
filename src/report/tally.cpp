#include "report/tally.h"

#include <vector>

#include "base/strings.h"
#include "report/style.h"

namespace awl {

void Tally::Add(const Diagnostic& diagnostic) {
  if (diagnostic.caused_by) {
    ++caused;
    by_damage = by_damage && diagnostic.caused_by->rule == "encoding-mojibake";
    return;
  }
  ++by_severity[static_cast<std::size_t>(diagnostic.severity)];
  if (!diagnostic.fix) return;
  if (diagnostic.fix->applicability == Applicability::kSafe) ++safe;
  if (diagnostic.fix->applicability == Applicability::kUnsafe) ++unsafe;
}

void Tally::Add(const Tally& other) {
  for (std::size_t i = 0; i < by_severity.size(); ++i) by_severity[i] += other.by_severity[i];
  safe += other.safe;
  unsafe += other.unsafe;
  if (other.caused > 0) by_damage = by_damage && other.by_damage;
  caused += other.caused;
}

std::string Tally::CausedText() const {
  return Cat("+", caused, caused == 1 ? " that follows from " : " that follow from ",
             by_damage ? "the damage" : "these");
}

std::string Tally::CountsText() const {
  static constexpr std::string_view kNouns[] = {"info", "warning", "error"};
  std::vector<std::string> parts;
  for (int i = 2; i >= 0; --i) {
    const std::size_t count = by_severity[static_cast<std::size_t>(i)];
    if (count > 0) parts.push_back(Counted(count, kNouns[i]));
  }
  if (parts.empty()) return "nothing";
  std::string out = parts[0];
  for (std::size_t i = 1; i < parts.size(); ++i) {
    out += Cat(i + 1 == parts.size() ? " and " : ", ", parts[i]);
  }
  return out;
}

}  // namespace awl
