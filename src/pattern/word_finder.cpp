#include "pattern/word_finder.h"

#include <algorithm>
#include <cassert>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

// In small letters, each code point by itself, as RE2 has the words of a filter; bytes that are no
// UTF-8 stay.
void Lower(std::string_view text, std::string* out) {
  out->resize(text.size());
  char* to = out->data();
  unsigned seen = 0;
  // Without a branch, so that a compiler may take many bytes at once.
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    seen |= byte;
    to[i] = static_cast<char>(byte + (static_cast<unsigned char>(byte - 'A') < 26 ? 0x20 : 0));
  }
  if (seen < 0x80) return;
  out->clear();
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (IsAscii(c)) {
      out->push_back(AsciiLower(c));
      ++at;
      continue;
    }
    const CodePoint point = DecodeUtf8(text, at);
    const char32_t lower = point.valid ? ToLower(point.value) : point.value;
    if (lower == point.value) {
      out->append(text.substr(at, point.length));
    } else {
      AppendUtf8(*out, lower);
    }
    at += point.length;
  }
}

}  // namespace

WordFinder::WordFinder(const std::vector<std::string>& words)
    : first_((std::size_t{1} << kBits) + 1), occupied_((std::size_t{1} << kBits) / 64) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    Word& word = words_.emplace_back();
    Lower(words[i], &word.text);
    assert(word.text.size() >= kMinWord);
    word.index = static_cast<int>(i);
  }
  std::stable_sort(words_.begin(), words_.end(), [](const Word& a, const Word& b) {
    return Slot(a.text.data()) < Slot(b.text.data());
  });
  for (const Word& word : words_) {
    const std::size_t slot = Slot(word.text.data());
    ++first_[slot + 1];
    occupied_[slot / 64] |= std::uint64_t{1} << (slot % 64);
  }
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
}

void WordFinder::Find(std::string_view text, std::string* lowered, std::vector<int>* found) const {
  Lower(text, lowered);
  const std::string_view all = *lowered;
  for (std::size_t at = 0; at + kMinWord <= all.size(); ++at) {
    const std::size_t slot = Slot(all.data() + at);
    if ((occupied_[slot / 64] >> (slot % 64) & 1) == 0) continue;
    for (std::uint32_t i = first_[slot]; i < first_[slot + 1]; ++i) {
      if (all.substr(at, words_[i].text.size()) == words_[i].text) {
        found->push_back(words_[i].index);
      }
    }
  }
}

}  // namespace awl
