#include "merge/tokens.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/strings.h"
#include "curate/entry_pairs.h"

namespace awl {
namespace {

constexpr std::uint32_t kNoToken = ~std::uint32_t{0};

class TokenSetter {
 public:
  void Run(Side* base, Side* ours, Side* theirs) {
    for (Side* side : {base, ours, theirs}) SetLines(side);
    std::vector<std::uint32_t> of_base(base->list().entries().size());
    for (std::uint32_t& token : of_base) token = next_++;
    SetEntries(base, of_base);

    std::vector<std::uint32_t> of_ours =
        Inherited(of_base, PairEntries(base->list(), ours->list()).before_of);
    for (std::uint32_t& token : of_ours) {
      if (token == kNoToken) token = next_++;
    }
    SetEntries(ours, of_ours);

    std::vector<std::uint32_t> of_theirs =
        Inherited(of_base, PairEntries(base->list(), theirs->list()).before_of);
    ShareAdded(*ours, *theirs, of_ours, &of_theirs);
    for (std::uint32_t& token : of_theirs) {
      if (token == kNoToken) token = next_++;
    }
    SetEntries(theirs, of_theirs);
  }

 private:
  void SetLines(Side* side) {
    for (Unit& unit : side->units()) {
      if (unit.kind == UnitKind::kEntry) continue;
      std::string_view text = unit.text;
      while (!text.empty() && IsAsciiSpace(text.back())) text.remove_suffix(1);
      const std::string key = Cat(static_cast<int>(unit.kind), "\n", text);
      unit.token = lines_.try_emplace(key, next_).first->second;
      if (unit.token == next_) ++next_;
    }
  }

  static std::vector<std::uint32_t> Inherited(const std::vector<std::uint32_t>& of_base,
                                              const std::vector<EntryId>& base_of) {
    std::vector<std::uint32_t> tokens(base_of.size(), kNoToken);
    for (std::size_t i = 0; i < base_of.size(); ++i) {
      if (base_of[i] != kNoId) tokens[i] = of_base[base_of[i]];
    }
    return tokens;
  }

  // What both sides added.
  static void ShareAdded(const Side& ours, const Side& theirs,
                         const std::vector<std::uint32_t>& of_ours,
                         std::vector<std::uint32_t>* of_theirs) {
    const EntryPairs both = PairEntries(ours.list(), theirs.list(), PairBy::kKeys);
    std::unordered_set<std::uint32_t> taken(of_theirs->begin(), of_theirs->end());
    for (std::size_t i = 0; i < of_theirs->size(); ++i) {
      const EntryId partner = both.before_of[i];
      if ((*of_theirs)[i] != kNoToken || partner == kNoId) continue;
      if (taken.insert(of_ours[partner]).second) (*of_theirs)[i] = of_ours[partner];
    }
  }

  void SetEntries(Side* side, const std::vector<std::uint32_t>& tokens) {
    for (Unit& unit : side->units()) {
      if (unit.kind == UnitKind::kEntry) unit.token = tokens[unit.entry];
    }
  }

  std::uint32_t next_ = 0;
  std::unordered_map<std::string, std::uint32_t> lines_;
};

}  // namespace

void SetTokens(Side* base, Side* ours, Side* theirs) { TokenSetter().Run(base, ours, theirs); }

}  // namespace awl
