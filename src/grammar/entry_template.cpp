#include "grammar/entry_template.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/strings.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "list/entry_characters.h"

namespace awl {
namespace {

// More than any list needs; they bound the time of matching.
constexpr std::size_t kMostElements = 100;
constexpr int kMostGroups = 8;  // in each other

constexpr std::array<std::string_view, 6> kShapes = {"text", "link",  "url",
                                                     "code", "image", "number"};

LiteralClass ClassOf(char32_t sign) {
  if (IsDash(sign) || IsColon(sign) || IsOtherSeparator(sign)) return LiteralClass::kSeparator;
  return EndsSentence(sign) ? LiteralClass::kSentenceEnd : LiteralClass::kOther;
}

// Puts literal tokens into pieces: " - " is one, ". [" are two.
class LiteralPieces {
 public:
  explicit LiteralPieces(std::vector<TemplateElement>* elements) : elements_(*elements) {}

  void Add(LiteralToken token) {
    const bool blank = token.kind == TokenKind::kSpace;
    const LiteralClass kind = blank                            ? LiteralClass::kBlank
                              : token.kind == TokenKind::kSign ? ClassOf(token.sign)
                                                               : LiteralClass::kOther;
    if (piece_.tokens.empty()) {
      piece_.kind = kind;
    } else if (blank) {
      // Only a separator has blanks behind it; elsewhere they belong to what comes.
      if (piece_.kind != LiteralClass::kSeparator) Flush();
      if (piece_.tokens.empty()) piece_.kind = LiteralClass::kBlank;
    } else if (piece_.kind == LiteralClass::kBlank) {
      piece_.kind = kind;
    } else if (kind != piece_.kind || piece_.tokens.back().kind == TokenKind::kSpace ||
               kind == LiteralClass::kOther) {
      Flush();
      piece_.kind = kind;
    }
    if (token.kind == TokenKind::kCode) {
      piece_.text += Cat("`", token.text, "`");
    } else {
      piece_.text += token.text;
    }
    piece_.tokens.push_back(std::move(token));
  }

  void Flush() {
    if (piece_.tokens.empty()) return;
    elements_.push_back({.kind = TemplateElement::Kind::kLiteral, .literal = std::move(piece_)});
    piece_ = {};
  }

 private:
  std::vector<TemplateElement>& elements_;
  TemplateLiteral piece_;
};

class TemplateParser {
 public:
  explicit TemplateParser(std::string_view text) : text_(text) {
    while (!text_.empty() && IsAsciiSpace(text_.back())) text_.remove_suffix(1);
    while (at_ < text_.size() && IsAsciiSpace(text_[at_])) ++at_;
  }

  ParsedTemplate Parse() {
    ParsedTemplate out;
    if (at_ == text_.size()) {
      Fail(0, 0, "an empty template");
    } else if (text_[at_] == '|') {
      out.value.form = TemplateForm::kRow;
      row_ = true;
    } else if (text_.find('\n', at_) != std::string_view::npos ||
               text_.find("\\n", at_) != std::string_view::npos) {
      out.value.form = TemplateForm::kBlock;
    } else {
      SkipMarker();
    }
    if (ok()) out.value.elements = Sequence();
    if (ok() && at_ < text_.size()) {
      Fail(at_, 1, "this \"}\" closes nothing; the sign itself is written \"\\}\"");
    }
    if (ok()) CheckNeighbours(out.value.elements);
    out.error = std::move(error_);
    return out;
  }

 private:
  using Kind = TemplateElement::Kind;

  bool ok() const { return error_.message.empty(); }
  bool AtEnd() const { return at_ >= text_.size(); }
  // A line end, or "\n" for those who write the template on one line.
  bool AtLineEnd() const { return Char() == '\n' || text_.substr(at_, 2) == "\\n"; }
  char Char() const { return text_[at_]; }

  void Fail(std::size_t offset, std::size_t length, std::string message) {
    if (ok()) error_ = {offset, length, std::move(message)};
  }

  // "- " before an item's text may be written or left out.
  void SkipMarker() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("- ") || rest.starts_with("* ") || rest.starts_with("+ ")) at_ += 2;
  }

  // Up to the end of the text or of the group.
  std::vector<TemplateElement> Sequence() {
    std::vector<TemplateElement> elements;
    LiteralPieces pieces(&elements);
    const bool cells = row_ && depth_ == 0;
    while (ok() && !AtEnd()) {
      const std::size_t begin = at_;
      const char c = Char();
      if (c == '}' || (c == '|' && depth_ > 0)) break;
      if (c == '{' || c == '|' || AtLineEnd() || (c == '[' && IsLinkAt())) {
        pieces.Flush();
        if (++count_ > kMostElements) {
          Fail(begin, 1, Cat("a template of more than ", kMostElements, " pieces"));
        }
      }
      if (AtLineEnd()) {
        if (row_) Fail(begin, 1, "a row is one line");
        NextLine(&elements);
      } else if (c == '|' && cells) {
        Cell(&elements);
      } else if (c == '{') {
        elements.push_back(Brace());
      } else if (c == '[' && IsLinkAt()) {
        elements.push_back(Link());
      } else if (c == '`') {
        pieces.Add(Code());
      } else {
        pieces.Add(Text());
      }
    }
    pieces.Flush();
    return elements;
  }

  // A line begins with a kBreak; where the whole line is a group, so does each of its alternatives.
  void NextLine(std::vector<TemplateElement>* elements) {
    DropBlank(elements);
    while (!AtEnd() && (IsAsciiSpace(Char()) || AtLineEnd())) at_ += Char() == '\\' ? 2 : 1;
    SkipMarker();
    if (text_.substr(at_, 2) == "{?" || text_.substr(at_, 2) == "{*" ||
        text_.substr(at_, 2) == "{|") {
      breaks_ = true;
      elements->push_back(Brace());
    } else {
      elements->push_back({.kind = Kind::kBreak});
    }
  }

  // Blanks at the end of a line or cell are no part of it.
  static void DropBlank(std::vector<TemplateElement>* elements) {
    if (!elements->empty() && elements->back().kind == Kind::kLiteral &&
        elements->back().literal.kind == LiteralClass::kBlank) {
      elements->pop_back();
    }
  }

  void Cell(std::vector<TemplateElement>* elements) {
    DropBlank(elements);
    ++at_;
    while (!AtEnd() && IsBlank(Char())) ++at_;
    if (!AtEnd()) {
      elements->push_back({.kind = Kind::kCell});
      if (text_.find('|', at_) == std::string_view::npos) {
        Fail(text_.size(), 0, "a row ends with \"|\"");
      }
    }
  }

  LiteralToken Code() {
    std::size_t open = at_;
    while (!AtEnd() && Char() == '`') ++at_;
    const std::string fence(at_ - open, '`');
    const std::size_t close = text_.find(fence, at_);
    if (close == std::string_view::npos) {
      Fail(open, fence.size(), Cat("this \"", fence, "\" is never closed"));
      at_ = text_.size();
      return {};
    }
    LiteralToken token{.kind = TokenKind::kCode,
                       .text = std::string(text_.substr(at_, close - at_))};
    at_ = close + fence.size();
    return token;
  }

  LiteralToken Text() {
    if (Char() == '\\') {
      if (at_ + 1 == text_.size()) {
        Fail(at_, 1, "nothing stands behind this \"\\\"");
      }
      ++at_;
      if (AtEnd()) return {};
      const CodePoint c = DecodeUtf8(text_, at_);
      LiteralToken token{.kind = TokenKind::kSign,
                         .text = std::string(text_.substr(at_, c.length)),
                         .sign = c.value};
      at_ += c.length;
      return token;
    }
    const TextToken next = NextTextToken(text_, at_);
    std::size_t end = next.end;
    if (next.kind == TokenKind::kSpace) {
      end = std::min(end, text_.find('\n', at_));
      LiteralToken token{.kind = TokenKind::kSpace, .text = " "};
      at_ = end;
      return token;
    }
    LiteralToken token{
        .kind = next.kind, .text = std::string(text_.substr(at_, end - at_)), .sign = next.sign};
    at_ = end;
    return token;
  }

  // "[text](" ahead.
  bool IsLinkAt() const {
    const std::size_t close = text_.find_first_of("]\n", at_);
    return close != std::string_view::npos && text_.substr(close, 2) == "](";
  }

  // [text]({part}) or [{part}]({part})
  TemplateElement Link() {
    const std::size_t begin = at_;
    const std::size_t close = text_.find(']', at_);
    const std::string_view inner = text_.substr(at_ + 1, close - at_ - 1);
    TemplateElement element{.kind = Kind::kPart};
    element.part.shape = PartShape::kLink;
    if (inner.starts_with('{') && inner.ends_with('}')) {
      ++at_;
      element.part.name = Part().name;
    } else if (inner.find_first_of("{}`") != std::string_view::npos) {
      Fail(begin + 1, inner.size(), "the text of a link is words, or one part");
    } else {
      element.part.name = "link";
      element.part.link_text = Trim(inner);
    }
    at_ = close + 2;
    if (!ok()) return element;
    if (AtEnd() || Char() != '{') {
      std::size_t end = std::min(text_.find(')', at_), text_.size());
      Fail(at_, std::max<std::size_t>(end - at_, 1),
           "the destination of a link is a part: [Demo]({url})");
      return element;
    }
    Part();
    if (ok() && (AtEnd() || Char() != ')')) {
      Fail(begin, at_ - begin, "this link is never closed with \")\"");
    }
    ++at_;
    return element;
  }

  TemplateElement Brace() {
    const std::size_t open = at_;
    const char kind = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    if (kind != '?' && kind != '*' && kind != '|') {
      return {.kind = Kind::kPart, .part = Part()};
    }
    const bool breaks = breaks_;
    breaks_ = false;
    TemplateElement group{.kind = Kind::kGroup, .optional = kind != '|', .repeated = kind == '*'};
    if (++depth_ > kMostGroups) {
      Fail(open, 2, Cat("groups nested more than ", kMostGroups, " deep"));
    }
    at_ += 2;
    while (ok()) {
      const std::size_t begin = at_;
      if (breaks) SkipMarker();
      std::vector<TemplateElement> elements = Sequence();
      if (!ok()) break;
      if (AtEnd()) {
        Fail(open, 1, "this \"{\" is never closed");
        break;
      }
      if (elements.empty()) {
        Fail(begin > 0 ? begin - 1 : 0, 1,
             group.alternatives.empty() && Char() == '}' ? "an empty group"
                                                         : "an empty alternative");
      }
      if (breaks) elements.insert(elements.begin(), {.kind = Kind::kBreak});
      group.alternatives.push_back(std::move(elements));
      if (text_[at_++] == '}') break;
    }
    --depth_;
    return group;
  }

  // {name:shape=value|value}
  TemplatePart Part() {
    const std::size_t open = at_++;
    TemplatePart part{.offset = open};
    const std::size_t name_begin = at_;
    while (!AtEnd() && Char() != '}' && Char() != ':' && Char() != '=') {
      const char c = Char();
      if (c == '{' || c == '\n') break;
      if (IsAscii(c) && !IsAsciiAlnum(c) && c != '-' && c != '_') {
        Fail(at_, 1, "the name of a part is made of letters, digits, \"-\" and \"_\"");
        return part;
      }
      ++at_;
    }
    part.name = text_.substr(name_begin, at_ - name_begin);
    if (AtEnd() || Char() == '{' || Char() == '\n') {
      Fail(open, 1, "this \"{\" is never closed");
      return part;
    }
    if (part.name.empty()) {
      Fail(open, at_ + 1 - open, "a part needs a name: {description}");
      return part;
    }
    const std::optional<PartShape> own = ShapeNamed(part.name);
    if (own) part.shape = *own;
    if (Char() == ':') Shape(own.has_value(), &part);
    if (ok() && !AtEnd() && Char() == '=') Values(open, &part);
    if (!ok()) return part;
    if (AtEnd() || Char() != '}') {
      Fail(open, 1, "this \"{\" is never closed");
      return part;
    }
    ++at_;
    return part;
  }

  void Shape(bool has_own, TemplatePart* part) {
    const std::size_t begin = ++at_;
    while (!AtEnd() && Char() != '}' && Char() != '=' && Char() != '\n') ++at_;
    const std::string_view shape = text_.substr(begin, at_ - begin);
    const std::optional<PartShape> found = ShapeNamed(shape);
    if (!found) {
      std::string hint = DidYouMean(shape, kShapes);
      if (hint.empty()) hint = "; there are text, link, url, code, image and number";
      Fail(begin, shape.size(), Cat("no shape is called \"", shape, "\"", hint));
    } else if (has_own && *found != part->shape) {
      Fail(begin, shape.size(), Cat("the part \"", part->name, "\" has the shape of its name"));
    } else {
      part->shape = *found;
    }
  }

  void Values(std::size_t open, TemplatePart* part) {
    if (part->shape != PartShape::kText && part->shape != PartShape::kCode) {
      Fail(open, at_ + 1 - open, "only text and code have values");
      return;
    }
    do {
      const std::size_t begin = ++at_;
      while (!AtEnd() && Char() != '}' && Char() != '|' && Char() != '\n') ++at_;
      const std::string_view value = Trim(text_.substr(begin, at_ - begin));
      if (value.empty()) {
        Fail(begin - 1, 1, "an empty value");
        return;
      }
      part->values.emplace_back(value);
    } while (!AtEnd() && Char() == '|');
    std::sort(part->values.begin(), part->values.end());
  }

  static std::optional<PartShape> ShapeNamed(std::string_view name) {
    for (std::size_t i = 0; i < kShapes.size(); ++i) {
      if (kShapes[i] == name) return static_cast<PartShape>(i);
    }
    return std::nullopt;
  }

  // Between two parts of any text must stand what tells where the first ends.
  void CheckNeighbours(const std::vector<TemplateElement>& elements) {
    const TemplatePart* before = nullptr;
    for (const TemplateElement& element : elements) {
      const bool blank =
          element.kind == Kind::kLiteral && element.literal.kind == LiteralClass::kBlank;
      if (blank) continue;
      for (const std::vector<TemplateElement>& way : element.alternatives) CheckNeighbours(way);
      const bool text = element.kind == Kind::kPart && element.part.shape == PartShape::kText &&
                        element.part.values.empty();
      if (text && before != nullptr) {
        Fail(element.part.offset, element.part.name.size() + 2,
             Cat("nothing tells where \"", before->name, "\" ends and \"", element.part.name,
                 "\" begins"));
      }
      before = text ? &element.part : nullptr;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t count_ = 0;
  int depth_ = 0;
  bool row_ = false;
  bool breaks_ = false;  // the group that comes is a line of its own
  EntryTemplateError error_;
};

}  // namespace

bool TemplatePart::Allows(std::string_view value) const {
  const auto has = [this](std::string_view one) {
    return std::binary_search(values.begin(), values.end(), one);
  };
  if (values.empty() || has(value)) return true;
  while (true) {
    const std::size_t slash = value.find('/');
    if (!has(value.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    value.remove_prefix(slash + 1);
  }
}

ParsedTemplate ParseEntryTemplate(std::string_view text) { return TemplateParser(text).Parse(); }

EntryGrammar::EntryGrammar(
    const std::vector<EntryTemplate>& templates,
    const std::vector<std::pair<std::string, std::vector<std::string>>>& values) {
  const std::uint32_t accept = Add({.kind = State::Kind::kAccept});
  std::vector<std::uint32_t> ways;
  for (const EntryTemplate& one : templates) ways.push_back(Compile(one.elements, accept));
  start_ = ways.size() == 1 ? ways.front() : Add({.kind = State::Kind::kSplit, .ways = ways});
  for (TemplatePart& part : parts_) {
    if (!part.link_text.empty() &&
        std::find(link_texts_.begin(), link_texts_.end(), part.link_text) == link_texts_.end()) {
      link_texts_.push_back(part.link_text);
    }
    if (!part.values.empty() || !part.link_text.empty()) continue;
    for (const auto& [name, allowed] : values) {
      if (name != part.name) continue;
      part.values = allowed;
      std::sort(part.values.begin(), part.values.end());
    }
  }
}

bool EntryGrammar::IsValue(std::string_view text) const {
  return std::any_of(parts_.begin(), parts_.end(), [text](const TemplatePart& part) {
    return part.shape == PartShape::kCode && !part.values.empty() && part.Allows(text);
  });
}

std::uint32_t EntryGrammar::Add(State state) {
  states_.push_back(std::move(state));
  return static_cast<std::uint32_t>(states_.size() - 1);
}

// From the last element to the first, since each must know what follows it. The depth is that of
// the groups, which the parser limits.
std::uint32_t EntryGrammar::Compile(const std::vector<TemplateElement>& elements,
                                    std::uint32_t next) {
  // Where each closing bracket that is still to be opened leads, and the parts known at it.
  struct Closing {
    char32_t sign;
    std::uint32_t next;
    std::size_t parts;
  };
  std::vector<Closing> closing;
  for (auto element = elements.rbegin(); element != elements.rend(); ++element) {
    const bool literal = element->kind == TemplateElement::Kind::kLiteral;
    const char32_t sign = literal ? element->literal.tokens.back().sign : 0;
    if (OpenerOf(sign) != 0) closing.push_back({sign, next, parts_.size()});
    const std::uint32_t after = next;
    next = Compile(*element, next);
    if (CloserOf(sign) == 0 || closing.empty() || closing.back().sign != CloserOf(sign)) continue;
    if (parts_.size() > closing.back().parts && after != closing.back().next) {
      states_[next].behind_brackets = closing.back().next;
      for (std::size_t i = parts_.size(); i-- > closing.back().parts;) {
        states_[next].bracketed.push_back(static_cast<std::uint32_t>(i));
      }
    }
    closing.pop_back();
  }
  return next;
}

std::uint32_t EntryGrammar::Compile(const TemplateElement& element, std::uint32_t next) {
  switch (element.kind) {
    case TemplateElement::Kind::kLiteral:
      literals_.push_back(element.literal);
      return Add({.kind = State::Kind::kLiteral,
                  .next = next,
                  .index = static_cast<std::uint32_t>(literals_.size() - 1)});
    case TemplateElement::Kind::kPart:
      parts_.push_back(element.part);
      return Add({.kind = State::Kind::kPart,
                  .next = next,
                  .index = static_cast<std::uint32_t>(parts_.size() - 1)});
    case TemplateElement::Kind::kBreak:
      return Add({.kind = State::Kind::kBreak, .next = next});
    case TemplateElement::Kind::kCell:
      return Add({.kind = State::Kind::kCell, .next = next});
    case TemplateElement::Kind::kGroup: {
      const std::uint32_t split = Add({.kind = State::Kind::kSplit});
      std::vector<std::uint32_t> ways;
      for (const std::vector<TemplateElement>& way : element.alternatives) {
        ways.push_back(Compile(way, element.repeated ? split : next));
      }
      if (element.optional) ways.push_back(next);
      states_[split].ways = std::move(ways);
      return split;
    }
  }
  return next;
}

}  // namespace awl
