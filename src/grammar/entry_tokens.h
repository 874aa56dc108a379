#ifndef AWL_GRAMMAR_ENTRY_TOKENS_H_
#define AWL_GRAMMAR_ENTRY_TOKENS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "awl/document.h"
#include "awl/list.h"

namespace awl {

// What the text of an entry consists of, for templates.
enum class TokenKind : std::uint8_t {
  kSpace,
  kWord,   // letters, marks and digits
  kSign,   // any other character
  kCode,   // `…`
  kLink,   // [text](url) and the forms of references
  kUrl,    // a bare URL, or in <>
  kImage,  // also in a link
  kOther,  // HTML tags, footnotes; the middle of a text that is too long
  kBreak,  // a line or sub-item of a block begins
  kCell,   // a cell of a row begins
};

struct EntryToken {
  TokenKind kind = TokenKind::kOther;
  bool plain = true;  // of kSpace: one space, or a line end, which readers see as one
  Range range = {};
  char32_t sign = 0;      // of kSign
  NodeId node = kNoNode;  // of code, links and images
};

// One token of text, as templates and entries are divided alike.
struct TextToken {
  TokenKind kind = TokenKind::kSpace;
  std::size_t end = 0;
  char32_t sign = 0;
};
TextToken NextTextToken(std::string_view text, std::size_t at);

// Divides entries into tokens. Keeps its buffers from one entry to the next.
class EntryTokenizer {
 public:
  // `doc` must outlive the tokenizer.
  explicit EntryTokenizer(const Document& doc) : doc_(doc) {}

  // What an item says before its sub-items.
  const std::vector<EntryToken>& Line(const Entry& entry);
  // The same, with a kBreak before each further line and sub-item.
  const std::vector<EntryToken>& Block(const Entry& entry);
  // The cells of a table's row, each after a kCell.
  const std::vector<EntryToken>& Row(const Entry& entry);

 private:
  void AddInlines(NodeId block, bool break_lines);
  void AddText(Range range, bool break_lines);
  void AddSpace(Range range, bool plain);
  void TrimSpace(std::size_t begin);
  void Shorten(std::size_t begin);

  const Document& doc_;
  std::vector<EntryToken> tokens_;
  struct Styled {
    NodeId end;  // the id after its last descendant
    Range closer;
  };
  std::vector<Styled> open_;
  std::span<const Range> lines_;
  std::size_t line_ = 0;
};

}  // namespace awl

#endif  // AWL_GRAMMAR_ENTRY_TOKENS_H_
