#ifndef AWL_GRAMMAR_ENTRY_TEMPLATE_H_
#define AWL_GRAMMAR_ENTRY_TEMPLATE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/entry_tokens.h"

namespace awl {

// The `choices` of an option whose texts are templates; the config's reader checks them.
inline constexpr std::string_view kTemplateLanguage = "entry template";

// What a template says of the form of a part.
enum class PartShape : std::uint8_t { kText, kLink, kUrl, kCode, kImage, kNumber };

// {name}, {name:shape}, {name=value|value}, {name:shape=value|value}, or [text]({name}).
struct TemplatePart {
  std::string name = {};
  PartShape shape = PartShape::kText;
  std::vector<std::string> values = {};  // sorted; empty: any
  std::string link_text = {};            // of [text]({name}); empty: any
  std::size_t offset = 0;                // of its "{" in the template

  // True if the part may be `value`: one of its values, or several with slashes between them.
  bool Allows(std::string_view value) const;
};

// A sign, word, blank or code span that is written as it is.
struct LiteralToken {
  TokenKind kind = TokenKind::kSpace;  // kSpace, kWord, kSign or kCode
  std::string text;                    // of code: between the backticks
  char32_t sign = 0;
};

// What a run of literal signs is for, which decides what people write instead.
enum class LiteralClass : std::uint8_t { kBlank, kSeparator, kSentenceEnd, kOther };

// A piece of literal text: blanks and signs of one class.
struct TemplateLiteral {
  LiteralClass kind = LiteralClass::kOther;
  std::string text;  // as it is written in an entry
  std::vector<LiteralToken> tokens = {};
};

// One element of a template.
struct TemplateElement {
  enum class Kind : std::uint8_t {
    kLiteral,
    kPart,
    kBreak,  // the next line of a block
    kCell,   // the next cell of a row
    kGroup,  // one of the alternatives; {?…}: or none, {*…}: any number
  };
  Kind kind = Kind::kLiteral;
  bool optional = false;
  bool repeated = false;
  TemplateLiteral literal = {};
  TemplatePart part = {};
  std::vector<std::vector<TemplateElement>> alternatives = {};
};

// Which entries a template speaks of.
enum class TemplateForm : std::uint8_t {
  kLine,   // what an item says before its sub-items
  kBlock,  // several lines: an item and its sub-items, or lines of a paragraph
  kRow,    // of a table
};

// What an entry looks like. The language is described in docs/own-rules.md.
struct EntryTemplate {
  TemplateForm form = TemplateForm::kLine;
  std::vector<TemplateElement> elements = {};
};

// What is wrong with a template: bytes of its text.
struct EntryTemplateError {
  std::size_t offset = 0;
  std::size_t length = 0;
  std::string message = {};  // empty: nothing
};

struct ParsedTemplate {
  EntryTemplate value = {};
  EntryTemplateError error = {};

  bool ok() const { return error.message.empty(); }
};

ParsedTemplate ParseEntryTemplate(std::string_view text);

// Some templates, any of which an entry may follow, as an automaton. Immutable.
class EntryGrammar {
 public:
  static constexpr std::uint32_t kNoState = ~std::uint32_t{0};
  struct State {
    enum class Kind : std::uint8_t { kLiteral, kPart, kBreak, kCell, kSplit, kAccept };
    Kind kind = Kind::kAccept;
    std::uint32_t next = 0;
    std::uint32_t index = 0;               // into literals or parts
    std::vector<std::uint32_t> ways = {};  // of kSplit
    // Of a literal that ends with an opening bracket: what follows the closing one, and the parts
    // between them, which are missing together.
    std::uint32_t behind_brackets = kNoState;
    std::vector<std::uint32_t> bracketed = {};
  };

  // `values` gives the parts of that name their values, where the template gives none.
  EntryGrammar(const std::vector<EntryTemplate>& templates,
               const std::vector<std::pair<std::string, std::vector<std::string>>>& values);

  std::uint32_t start() const { return start_; }
  const std::vector<State>& states() const { return states_; }
  const TemplateLiteral& literal(const State& state) const { return literals_[state.index]; }
  const TemplatePart& part(const State& state) const { return parts_[state.index]; }
  const std::vector<TemplatePart>& parts() const { return parts_; }
  // True if some part that is code may be `text` and has not just any value.
  bool IsValue(std::string_view text) const;
  // Those of the links that the templates name.
  const std::vector<std::string>& link_texts() const { return link_texts_; }

 private:
  std::uint32_t Add(State state);
  std::uint32_t Compile(const std::vector<TemplateElement>& elements, std::uint32_t next);
  std::uint32_t Compile(const TemplateElement& element, std::uint32_t next);

  std::vector<State> states_;
  std::vector<TemplateLiteral> literals_;
  std::vector<TemplatePart> parts_;
  std::vector<std::string> link_texts_;
  std::uint32_t start_ = 0;
};

}  // namespace awl

#endif  // AWL_GRAMMAR_ENTRY_TEMPLATE_H_
