#include "grammar/entry_tokens.h"

#include <algorithm>

#include "base/strings.h"
#include "base/utf8.h"
#include "list/entry_characters.h"
#include "text/unicode.h"

namespace awl {
namespace {

// Of a longer text only the beginning and the end are looked at.
constexpr std::size_t kMostTokens = 256;

bool IsWordAt(const CodePoint& c) {
  return c.value < 0x80 ? IsAsciiAlnum(static_cast<char>(c.value))
                        : c.valid && IsWord(c.value) && !IsDash(c.value);
}

// A badge is an image, be it a link or not.
TokenKind KindOfLink(const Document& doc, const Node& link) {
  const LinkForm form = doc.link(link).form;
  if (form == LinkForm::kBare || form == LinkForm::kAngle) return TokenKind::kUrl;
  if (link.first_child == kNoNode) return TokenKind::kLink;
  for (const Node& child : doc.Children(link)) {
    if (child.kind != NodeKind::kImage && child.kind != NodeKind::kImageReference) {
      return TokenKind::kLink;
    }
  }
  return TokenKind::kImage;
}

}  // namespace

TextToken NextTextToken(std::string_view text, std::size_t at) {
  if (IsAscii(text[at]) && !IsAsciiAlnum(text[at]) && !IsAsciiSpace(text[at])) {
    return {.kind = TokenKind::kSign, .end = at + 1, .sign = static_cast<char32_t>(text[at])};
  }
  const CodePoint first = DecodeUtf8(text, at);
  std::size_t end = at + std::max<std::size_t>(first.length, 1);
  if (IsSpace(first.value)) {
    for (CodePoint c = DecodeUtf8(text, end); end < text.size() && IsSpace(c.value);
         c = DecodeUtf8(text, end)) {
      end += c.length;
    }
    return {.kind = TokenKind::kSpace, .end = end};
  }
  if (!IsWordAt(first)) return {.kind = TokenKind::kSign, .end = end, .sign = first.value};
  while (end < text.size()) {
    if (IsAsciiAlnum(text[end])) {
      ++end;
      continue;
    }
    const CodePoint c = DecodeUtf8(text, end);
    if (!IsWordAt(c)) break;
    end += c.length;
  }
  return {.kind = TokenKind::kWord, .end = end};
}

const std::vector<EntryToken>& EntryTokenizer::Line(const Entry& entry) {
  tokens_.clear();
  if (entry.paragraph != kNoNode) AddInlines(entry.paragraph, false);
  return tokens_;
}

const std::vector<EntryToken>& EntryTokenizer::Block(const Entry& entry) {
  tokens_.clear();
  if (entry.paragraph != kNoNode) AddInlines(entry.paragraph, true);
  if (entry.item == kNoNode || doc_[entry.item].kind != NodeKind::kListItem) return tokens_;
  for (const Node& list : doc_.Children(entry.item)) {
    if (list.kind != NodeKind::kList) continue;
    for (const Node& item : doc_.Children(list)) {
      tokens_.push_back(
          {.kind = TokenKind::kBreak, .range = {item.content.begin, item.content.begin}});
      const Node* head = doc_.FirstChild(item);
      if (head != nullptr && head->kind == NodeKind::kParagraph) {
        AddInlines(doc_.IdOf(*head), false);
      }
    }
  }
  return tokens_;
}

const std::vector<EntryToken>& EntryTokenizer::Row(const Entry& entry) {
  tokens_.clear();
  if (entry.item == kNoNode || doc_[entry.item].kind != NodeKind::kTableRow) return tokens_;
  for (const Node& cell : doc_.Children(entry.item)) {
    tokens_.push_back(
        {.kind = TokenKind::kCell, .range = {cell.content.begin, cell.content.begin}});
    AddInlines(doc_.IdOf(cell), false);
  }
  return tokens_;
}

void EntryTokenizer::AddInlines(NodeId block, bool break_lines) {
  const std::size_t begin = tokens_.size();
  lines_ = doc_.Lines(doc_[block]);
  line_ = 0;
  const NodeId end = doc_.SubtreeEnd(doc_[block]);
  const auto close = [&](NodeId at) {
    while (!open_.empty() && open_.back().end <= at) {
      const Range closer = open_.back().closer;
      open_.pop_back();
      AddText(closer, false);
    }
  };
  open_.clear();
  for (NodeId id = block + 1; id < end;) {
    close(id);
    const Node& node = doc_[id];
    const auto add = [&](TokenKind kind) {
      tokens_.push_back({.kind = kind, .range = node.full, .node = id});
      id = doc_.SubtreeEnd(node);
    };
    switch (node.kind) {
      case NodeKind::kText:
        AddText(node.full, break_lines);
        ++id;
        break;
      case NodeKind::kEmphasis:
      case NodeKind::kStrong:
      case NodeKind::kDelete:
        AddText({node.full.begin, node.content.begin}, false);
        open_.push_back({doc_.SubtreeEnd(node), {node.content.end, node.full.end}});
        ++id;
        break;
      case NodeKind::kInlineCode:
        add(TokenKind::kCode);
        break;
      case NodeKind::kImage:
      case NodeKind::kImageReference:
        add(TokenKind::kImage);
        break;
      case NodeKind::kLink:
      case NodeKind::kLinkReference:
        add(KindOfLink(doc_, node));
        break;
      case NodeKind::kBreak:
        if (break_lines) {
          tokens_.push_back({.kind = TokenKind::kBreak, .range = {node.full.end, node.full.end}});
        } else {
          AddSpace(node.full, true);
        }
        ++id;
        break;
      case NodeKind::kHtmlInline:
        if (doc_.Slice(node.full).starts_with("<!--")) {
          id = doc_.SubtreeEnd(node);
        } else {
          add(TokenKind::kOther);
        }
        break;
      default:
        add(TokenKind::kOther);
        break;
    }
  }
  close(kNoNode);
  TrimSpace(begin);
  Shorten(begin);
}

// Between the lines of a block stands what belongs to the blocks around it.
void EntryTokenizer::AddText(Range range, bool break_lines) {
  const std::string_view text = doc_.source().text();
  Offset at = range.begin;
  while (at < range.end) {
    while (line_ + 1 < lines_.size() && lines_[line_ + 1].begin <= at) ++line_;
    Offset end = range.end;
    if (line_ < lines_.size()) {
      if (at >= lines_[line_].end) {
        if (line_ + 1 < lines_.size()) end = std::min(end, lines_[line_ + 1].begin);
        if (break_lines) {
          TrimSpace(0);
          tokens_.push_back({.kind = TokenKind::kBreak, .range = {end, end}});
        } else {
          AddSpace({at, end}, true);
        }
        at = end;
        continue;
      }
      end = std::min(end, lines_[line_].end);
    }
    if (text[at] == '\\' && at + 1 < end && IsAscii(text[at + 1]) && !IsAsciiAlnum(text[at + 1]) &&
        !IsAsciiSpace(text[at + 1])) {
      tokens_.push_back({.kind = TokenKind::kSign,
                         .range = {at, at + 2},
                         .sign = static_cast<unsigned char>(text[at + 1])});
      at += 2;
      continue;
    }
    const TextToken token = NextTextToken(text.substr(0, end), at);
    const Range part{at, static_cast<Offset>(token.end)};
    if (token.kind == TokenKind::kSpace) {
      const bool begins_line = !tokens_.empty() && tokens_.back().kind == TokenKind::kBreak &&
                               tokens_.back().range.end == at;
      if (!begins_line) AddSpace(part, doc_.Slice(part) == " ");
    } else {
      tokens_.push_back({.kind = token.kind, .range = part, .sign = token.sign});
    }
    at = part.end;
  }
}

void EntryTokenizer::AddSpace(Range range, bool plain) {
  if (!tokens_.empty() && tokens_.back().kind == TokenKind::kSpace) {
    tokens_.back().range.end = range.end;
    return;
  }
  tokens_.push_back({.kind = TokenKind::kSpace, .plain = plain, .range = range});
}

// No space begins or ends what was added since `begin`.
void EntryTokenizer::TrimSpace(std::size_t begin) {
  while (tokens_.size() > begin && tokens_.back().kind == TokenKind::kSpace) tokens_.pop_back();
  std::size_t blanks = begin;
  while (blanks < tokens_.size() && tokens_[blanks].kind == TokenKind::kSpace) ++blanks;
  tokens_.erase(tokens_.begin() + static_cast<std::ptrdiff_t>(begin),
                tokens_.begin() + static_cast<std::ptrdiff_t>(blanks));
}

void EntryTokenizer::Shorten(std::size_t begin) {
  if (tokens_.size() - begin <= kMostTokens) return;
  const auto first = tokens_.begin() + static_cast<std::ptrdiff_t>(begin + kMostTokens / 2);
  const auto last = tokens_.end() - static_cast<std::ptrdiff_t>(kMostTokens / 2);
  const EntryToken middle{.kind = TokenKind::kOther,
                          .range = {first->range.begin, (last - 1)->range.end}};
  *first = middle;
  tokens_.erase(first + 1, last);
}

}  // namespace awl
