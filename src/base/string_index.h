#ifndef AWL_BASE_STRING_INDEX_H_
#define AWL_BASE_STRING_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace awl {

// Finds strings that come again: each has the number it was first added with. Keeps all bytes in
// one buffer, so that adding costs no allocation of its own.
class StringIndex {
 public:
  explicit StringIndex(std::size_t expected) {
    std::size_t size = 16;
    while (size < 2 * expected) size *= 2;
    slots_.resize(size);
  }

  // The number that `text` was added with before; adds it with `number`, and returns that, if it
  // was not. All texts together may have 4 GiB.
  std::uint32_t Add(std::string_view text, std::uint32_t number) {
    if (2 * count_ >= slots_.size()) Grow();
    const auto hash = static_cast<std::uint32_t>(std::hash<std::string_view>()(text));
    std::size_t at = hash & (slots_.size() - 1);
    for (; slots_[at].number != kFree; at = (at + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[at];
      if (slot.hash == hash && text == std::string_view(bytes_).substr(slot.begin, slot.size)) {
        return slot.number;
      }
    }
    slots_[at] = {.hash = hash,
                  .begin = static_cast<std::uint32_t>(bytes_.size()),
                  .size = static_cast<std::uint32_t>(text.size()),
                  .number = number};
    bytes_.append(text);
    ++count_;
    return number;
  }

 private:
  static constexpr std::uint32_t kFree = ~std::uint32_t{0};

  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t begin = 0;  // in bytes_
    std::uint32_t size = 0;
    std::uint32_t number = kFree;
  };

  void Grow() {
    std::vector<Slot> old(2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.number == kFree) continue;
      std::size_t at = slot.hash & (slots_.size() - 1);
      while (slots_[at].number != kFree) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;  // a power of two, at most half of them used
  std::size_t count_ = 0;
  std::string bytes_;
};

}  // namespace awl

#endif  // AWL_BASE_STRING_INDEX_H_
