#include "pattern/template.h"

#include <algorithm>

#include "base/strings.h"
#include "base/suggest.h"
#include "pattern/budget.h"
#include "text/excerpt.h"

namespace awl {
namespace {

constexpr std::string_view kSlotNames[] = {"text", "section", "length", "count",
                                           "min",  "max",     "other",  "file"};
static_assert(std::size(kSlotNames) == kSlotCount);

}  // namespace

std::string_view NameOf(Slot slot) { return kSlotNames[static_cast<int>(slot)]; }

Template::Template(std::string_view text, const std::vector<std::string>* group_names,
                   std::initializer_list<Slot> slots) {
  Parse(text, group_names, slots);
}

void Template::Parse(std::string_view text, const std::vector<std::string>* group_names,
                     std::initializer_list<Slot> slots) {
  const auto fail = [&](std::string message, std::size_t begin, std::size_t end) {
    error_ = TemplateError{.message = std::move(message), .begin = begin, .end = end};
  };
  std::size_t literal = 0;  // where the text after the last place begins
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c != '{' && c != '}') {
      ++at;
      continue;
    }
    if (text.substr(at, 2) == (c == '{' ? "{{" : "}}")) {
      pieces_.push_back({.literal = text.substr(literal, at + 1 - literal)});
      literal = at += 2;
      continue;
    }
    if (c == '}') return fail("a \"}\" of its own is written \"}}\"", at, at + 1);
    const std::size_t end = text.find_first_of("{}", at + 1);
    if (end == std::string_view::npos || text[end] == '{') {
      return fail("a \"}\" is missing; a \"{\" of its own is written \"{{\"", at, at + 1);
    }
    const std::string_view name = text.substr(at + 1, end - at - 1);
    Piece piece{.literal = text.substr(literal, at - literal)};
    std::vector<std::string_view> known;
    if (group_names != nullptr) {
      if (name == "0") piece.group = 0;
      for (std::size_t i = 0; i < group_names->size(); ++i) {
        const std::string& group = (*group_names)[i];
        if (name == Cat(i + 1) || (!group.empty() && name == group)) {
          piece.group = static_cast<int>(i) + 1;
        }
        if (!group.empty()) known.push_back(group);
      }
    }
    for (const Slot slot : slots) {
      if (piece.group < 0 && name == NameOf(slot)) piece.slot = static_cast<int>(slot);
      known.push_back(NameOf(slot));
    }
    if (piece.group < 0 && piece.slot < 0) {
      const bool number = !name.empty() && std::all_of(name.begin(), name.end(), IsAsciiDigit);
      std::string message = Cat("there is no \"{", Printable(name), "}\" here");
      if (number) {
        message += group_names == nullptr
                       ? "; without \"match\" nothing is captured"
                       : Cat("; \"match\" has ", Counted(group_names->size(), "group"));
      } else {
        message += DidYouMean(name, known);
      }
      return fail(std::move(message), at, end + 1);
    }
    pieces_.push_back(piece);
    literal = at = end + 1;
  }
  pieces_.push_back({.literal = text.substr(literal)});
}

std::string Template::Expand(const Values& values) const {
  std::string out;
  for (const Piece& piece : pieces_) {
    out += piece.literal;
    const auto group = static_cast<std::size_t>(piece.group);
    std::string_view value;
    if (piece.group >= 0 && group < values.groups.size()) value = values.groups[group];
    if (piece.slot >= 0) value = values.slots[static_cast<std::size_t>(piece.slot)];
    // Both may be long, and there may be many of both.
    PatternBudget::SpendText(piece.literal.size() + value.size());
    out += value;
  }
  return out;
}

bool Template::Uses(Slot slot) const {
  return std::any_of(pieces_.begin(), pieces_.end(),
                     [slot](const Piece& piece) { return piece.slot == static_cast<int>(slot); });
}

}  // namespace awl
