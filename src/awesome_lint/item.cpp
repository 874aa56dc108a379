#include "awesome_lint/item.h"

#include <algorithm>
#include <optional>
#include <string>

#include "awesome_lint/mdast_text.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "text/letter_case.h"
#include "text/unicode.h"

namespace awl {
namespace {

bool IsLinkNode(const Node& node) {
  return node.kind == NodeKind::kLink || node.kind == NodeKind::kLinkReference;
}

// White space as JavaScript's \s, at byte `at`; its length in bytes, or 0.
std::size_t SpaceLength(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const CodePoint c = DecodeUtf8(text, at);
  return IsSpace(c.value) || c.value == 0xFEFF ? c.length : 0;
}
std::string_view TrimSpace(std::string_view text) {
  while (const std::size_t n = SpaceLength(text, 0)) text.remove_prefix(n);
  while (!text.empty()) {
    const CodePoint c = DecodeUtf8Before(text, text.size());
    if (!IsSpace(c.value) && c.value != 0xFEFF) break;
    text.remove_suffix(c.length);
  }
  return text;
}

// ".", "!", "?" and "…".
std::size_t EndMarkLength(std::string_view text) {
  if (text.empty()) return 0;
  if (text.back() == '.' || text.back() == '!' || text.back() == '?') return 1;
  return text.ends_with("…") ? 3 : 0;
}
std::size_t QuoteLength(std::string_view text) {
  if (text.ends_with('"')) return 1;
  return text.ends_with("”") ? 3 : 0;
}
bool HasEndMark(std::string_view text) {
  return text.find_first_of(".!?") != std::string_view::npos ||
         text.find("…") != std::string_view::npos;
}
std::string_view WithoutEndMarks(std::string_view text) {
  while (const std::size_t n = EndMarkLength(text)) text.remove_suffix(n);
  return text;
}

bool IsEmojiAt(std::string_view text, std::size_t at, std::size_t length) {
  const CodePoint c = DecodeUtf8(text, at);
  // A digit is one only as a keycap.
  if (c.value < 0x80) return length > 1 && text.substr(at, length).ends_with("\xE2\x83\xA3");
  return IsEmoji(c.value);
}
bool EndsWithEmoji(std::string_view text) {
  std::size_t last = 0;
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); i += length) {
    length = GraphemeLength(text, i);
    last = i;
  }
  return !text.empty() && IsEmojiAt(text, last, length);
}
std::string WithoutEmoji(std::string_view text) {
  std::string out;
  std::size_t length = 0;
  for (std::size_t i = 0; i < text.size(); i += length) {
    length = GraphemeLength(text, i);
    if (!IsEmojiAt(text, i, length)) out += text.substr(i, length);
  }
  return out;
}

// "(anything but a closing parenthesis)"
bool IsParenthetical(std::string_view text) {
  return text.size() > 2 && text.front() == '(' && text.find(')') == text.size() - 1;
}

bool IsSpecialDescription(std::string_view text) {
  if (text.starts_with(" - ")) return false;
  const std::string rest = WithoutEmoji(text);
  const std::string_view trimmed = TrimSpace(rest);
  if (trimmed.empty()) return true;
  if (const std::size_t n = SpaceLength(text, 0);
      n > 0 && IsParenthetical(TrimSpace(text.substr(n)))) {
    // One white space before it, not two.
    if (SpaceLength(text, n) == 0) return true;
  }
  return IsParenthetical(trimmed);
}

// The words between "-", " ", ";", ".", "/" and "'".
std::vector<std::string_view> Words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("- ;./'"), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

// The whole description is one piece of code in typed backticks.
std::optional<bool> JudgeBackticks(std::string_view text) {
  if (text.size() < 2 || text.front() != '`' || text.find('\n') != std::string_view::npos)
    return std::nullopt;
  const std::string_view body = WithoutEndMarks(text);
  if (body.size() < 2 || body.back() != '`') return std::nullopt;
  // Three backticks with something between and after them: several pieces of code.
  const std::size_t second = text.find('`', 2);
  if (second == std::string_view::npos) return false;
  const std::size_t third = text.find('`', second + 2);
  return third != std::string_view::npos && third + 1 < text.size();
}

bool EndsWell(std::string_view text, std::string_view suffix) {
  if (const auto judged = JudgeBackticks(text)) return *judged;
  const std::string_view body = WithoutEndMarks(text);
  if (body.size() < text.size()) {
    if (const std::size_t quote = QuoteLength(body)) {
      // «"end".» is right, «"end.".» is not.
      return EndMarkLength(body.substr(0, body.size() - quote)) == 0;
    }
    return true;
  }
  if (const std::size_t quote = QuoteLength(text);
      quote > 0 && EndMarkLength(text.substr(0, text.size() - quote)) > 0)
    return true;
  if (!HasEndMark(text)) {
    const auto words = Words(text);
    if (words.size() > 2 || words.empty() || !EndsWithEmoji(words.back())) return false;
  }
  return TrimSpace(suffix).ends_with(')') || EndsWithEmoji(suffix);
}

bool IsLatin(char32_t c) {
  return (c < 0x80 && IsAsciiAlpha(static_cast<char>(c))) || c == 0xAA || c == 0xBA ||
         (c >= 0xC0 && c <= 0x2B8 && c != 0xD7 && c != 0xF7) || (c >= 0x1E00 && c <= 0x1EFF) ||
         (c >= 0x2C60 && c <= 0x2C7F) || (c >= 0xA722 && c <= 0xA787) ||
         (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A) ||
         (c >= 0xFB00 && c <= 0xFB06);
}
bool IsGreekOrCyrillic(char32_t c) {
  return (c >= 0x370 && c <= 0x52F && c != 0x37E && c != 0x385 && c != 0x387) ||
         (c >= 0x1F00 && c <= 0x1FFF) || (c >= 0x2DE0 && c <= 0x2DFF) ||
         (c >= 0xA640 && c <= 0xA69F);
}
// As there, only the first of the three scripts is asked for at the start.
bool WantsCase(std::string_view word) {
  for (std::size_t i = 0; i < word.size();) {
    const CodePoint c = DecodeUtf8(word, i);
    if ((i == 0 && IsLatin(c.value)) || IsGreekOrCyrillic(c.value)) return true;
    i += c.length;
  }
  return false;
}
bool IsCasedWell(std::string_view word) {
  std::string ascii;
  for (const char c : word) {
    if (IsAsciiAlnum(c) || c == '_') ascii += c;
  }
  switch (LetterCaseOf(ascii)) {
    case LetterCase::kCamel:
    case LetterCase::kCapital:
    case LetterCase::kConstant:
    case LetterCase::kPascal:
    case LetterCase::kUpper:
      return true;
    default:
      return false;
  }
}

// The first word of "` - Word and so on`".
std::optional<AwesomeLintFault> JudgeCase(std::string_view prefix) {
  std::size_t at = 0;
  for (int units = 0; units < 3 && at < prefix.size(); ++units) {
    const CodePoint c = DecodeUtf8(prefix, at);
    if (c.value > 0xFFFF) ++units;
    at += c.length;
  }
  const std::string_view text = prefix.substr(at);
  const auto words = Words(text);
  if (words.empty()) return AwesomeLintFault::kEmpty;
  const std::string_view trimmed = TrimSpace(text);
  if (!trimmed.empty() &&
      std::string_view("/@#$~&%").find(trimmed.front()) != std::string_view::npos)
    return std::nullopt;
  const std::string_view word = words.front();
  const bool fine = !WantsCase(word) || IsCasedWell(word) ||
                    word.find_first_of("0123456789") != std::string_view::npos ||
                    word.front() == '"' || word.front() == '\'' || word.front() == '(' ||
                    word == "npm";
  return fine ? std::nullopt : std::optional(AwesomeLintFault::kCase);
}

class Judge {
 public:
  Judge(const Document& document, std::vector<AwesomeLintItemFault>* faults)
      : doc_(document), faults_(faults) {}

  void Item(const Node& item) {
    item_ = doc_.IdOf(item);
    const Node* paragraph = doc_.FirstChild(item);
    if (paragraph == nullptr || paragraph->kind != NodeKind::kParagraph ||
        paragraph->first_child == kNoNode)
      return Add(AwesomeLintFault::kItem, paragraph == nullptr ? item : *paragraph);
    const Node* first = doc_.FirstChild(*paragraph);
    if (first->kind == NodeKind::kText) return;
    const Node* link = MainLink(*paragraph);
    if (link == nullptr) link = first;
    if (!Link(*link)) return;
    Description(*link);
  }

 private:
  void Add(AwesomeLintFault fault, const Node& at) {
    faults_->push_back({fault, item_, doc_.IdOf(at)});
  }

  // The link before a dash, else the first one.
  const Node* MainLink(const Node& paragraph) const {
    const Node* first = nullptr;
    for (const Node& child : doc_.Children(paragraph)) {
      if (!IsLinkNode(child)) continue;
      if (first == nullptr) first = &child;
      const Node* next = doc_.Next(child);
      if (next != nullptr && next->kind == NodeKind::kText &&
          doc_.Slice(next->full).starts_with(" - "))
        return &child;
    }
    return first;
  }

  bool Link(const Node& link) {
    if (link.kind == NodeKind::kLinkReference) return true;
    if (link.kind != NodeKind::kLink) return Add(AwesomeLintFault::kLink, link), false;
    if (!IsAbsoluteUrl(doc_.link(link).url)) return Add(AwesomeLintFault::kUrl, link), false;
    if (MdastText(doc_, link).empty() && doc_.link(link).form == LinkForm::kInline)
      return Add(AwesomeLintFault::kLinkText, link), false;
    for (const Node& child : doc_.Children(link)) {
      if (child.kind != NodeKind::kEmphasis && child.kind != NodeKind::kInlineCode &&
          child.kind != NodeKind::kStrong && child.kind != NodeKind::kText)
        return Add(AwesomeLintFault::kLink, child), false;
    }
    return true;
  }

  void Description(const Node& link) {
    const Node* prefix = doc_.Next(link);
    if (prefix == nullptr) return;
    const Node* suffix = prefix;
    std::string text;
    for (const Node* node = prefix; node != nullptr; node = doc_.Next(*node)) {
      text += MdastText(doc_, *node);
      suffix = node;
    }
    if (IsSpecialDescription(text)) return;
    const std::string prefix_text = MdastText(doc_, *prefix);
    const bool begins_well =
        prefix_text.starts_with(" - ") || (EndsWithEmoji(prefix_text) && text == prefix_text);
    if (prefix->kind != NodeKind::kText || !begins_well) {
      const AwesomeLintFault fault = SeparatorFault(prefix_text);
      if (fault == AwesomeLintFault::kSeparator && HasDashLater(text)) return;
      return Add(fault, *prefix);
    }
    if (!MayEnd(suffix->kind)) return Add(AwesomeLintFault::kPunctuation, *suffix);
    if (suffix->kind == NodeKind::kText && !EndsWell(text, MdastText(doc_, *suffix)))
      return Add(AwesomeLintFault::kPunctuation, *suffix);
    if (prefix == suffix) {
      if (const auto fault = JudgeCase(prefix_text)) Add(*fault, *prefix);
      return;
    }
    for (const Node* node = prefix; node != nullptr; node = doc_.Next(*node)) {
      if (!MayStandInside(node->kind)) return Add(AwesomeLintFault::kMarkup, *node);
    }
  }

  static AwesomeLintFault SeparatorFault(std::string_view prefix) {
    if (const std::size_t n = SpaceLength(prefix, 0);
        n > 0 && prefix.substr(n).starts_with('-') && SpaceLength(prefix, n + 1) > 0)
      return AwesomeLintFault::kSeparatorSpace;
    std::string_view rest = prefix;
    while (const std::size_t n = SpaceLength(rest, 0)) rest.remove_prefix(n);
    if (rest.starts_with('/') || rest.starts_with("–") || rest.starts_with("—"))
      return AwesomeLintFault::kSeparatorDash;
    return AwesomeLintFault::kSeparator;
  }

  static bool HasDashLater(std::string_view text) {
    for (std::size_t at = text.find(" - "); at != std::string_view::npos;
         at = text.find(" - ", at + 1)) {
      if (at + 3 < text.size() && IsAsciiUpper(text[at + 3])) return true;
    }
    return false;
  }

  static bool MayEnd(NodeKind kind) {
    return kind == NodeKind::kEmphasis || kind == NodeKind::kHtmlInline ||
           kind == NodeKind::kImage || kind == NodeKind::kLink || kind == NodeKind::kStrong ||
           kind == NodeKind::kText;
  }
  static bool MayStandInside(NodeKind kind) {
    return MayEnd(kind) || kind == NodeKind::kFootnoteReference || kind == NodeKind::kInlineCode ||
           kind == NodeKind::kLinkReference;
  }

  const Document& doc_;
  std::vector<AwesomeLintItemFault>* faults_;
  NodeId item_ = kNoNode;
};

// The heading "Contents" of level 2, comments in it aside.
bool IsContentsHeading(const Document& doc, const Node& heading) {
  if (doc.heading(heading).level != 2) return false;
  std::string text = MdastText(doc, heading);
  for (std::size_t at = text.find("<!--"); at != std::string::npos; at = text.find("<!--", at)) {
    const std::size_t end = text.find("-->", at + 4);
    if (end == std::string::npos) break;
    text.erase(at, end + 3 - at);
  }
  return TrimSpace(text) == "Contents";
}

std::vector<AwesomeLintItemFault> FindFaults(const Document& document) {
  std::vector<AwesomeLintItemFault> faults;
  for (const Node& paragraph : document.All(NodeKind::kParagraph)) {
    const Node* first = document.FirstChild(paragraph);
    if (first == nullptr || first->kind != NodeKind::kText || MdastText(document, *first) != "-")
      continue;
    const Node* next = document.Next(*first);
    if (next != nullptr && IsLinkNode(*next))
      faults.push_back({AwesomeLintFault::kMarkerSpace, kNoNode, document.IdOf(*first)});
  }
  // With a contents heading, only the lists after the next heading count, and only those at the top
  // level with their sublists.
  Offset begin = 0;
  bool only_root = false;
  NodeId top_end = 0;
  for (const Node& heading : document.All(NodeKind::kHeading)) {
    if (only_root && heading.parent == document.root()) {
      begin = heading.full.end;
      break;
    }
    if (!only_root && IsContentsHeading(document, heading)) {
      only_root = true;
      begin = document.source().size();
    }
  }
  Judge judge(document, &faults);
  for (const Node& list : document.All(NodeKind::kList)) {
    if (list.full.begin < begin) continue;
    // The sublists of a list at the top level follow it in preorder.
    if (list.parent == document.root()) {
      top_end = document.SubtreeEnd(list);
    } else if (only_root && document.IdOf(list) >= top_end) {
      continue;
    }
    for (const Node& item : document.Children(list)) judge.Item(item);
  }
  return faults;
}

}  // namespace

bool IsAbsoluteUrl(std::string_view url) {
  url = TrimSpace(url);
  if (url.empty() || !IsAsciiAlpha(url.front()) || url.find(' ') != std::string_view::npos)
    return false;
  std::size_t colon = 1;
  while (colon < url.size() &&
         (IsAsciiAlnum(url[colon]) || url[colon] == '+' || url[colon] == '-' || url[colon] == '.'))
    ++colon;
  if (colon == url.size() || url[colon] != ':') return false;
  const std::string scheme = AsciiLower(url.substr(0, colon));
  if (scheme == "file") return true;
  if (scheme != "http" && scheme != "https" && scheme != "ftp" && scheme != "ws" && scheme != "wss")
    return true;
  std::string_view rest = url.substr(colon + 1);
  while (rest.starts_with('/') || rest.starts_with('\\')) rest.remove_prefix(1);
  std::string_view host = rest.substr(0, rest.find_first_of("/\\?#"));
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos)
    host.remove_prefix(at + 1);
  if (host.starts_with('[')) return host.find(']') != std::string_view::npos;
  if (const std::size_t port = host.find(':'); port != std::string_view::npos) {
    const std::string_view digits = host.substr(port + 1);
    if (digits.size() > 5 || digits.find_first_not_of("0123456789") != std::string_view::npos)
      return false;
    host = host.substr(0, port);
  }
  return !host.empty() && host.find_first_of("<>^|%[]\"`{}") == std::string_view::npos;
}

const std::vector<AwesomeLintItemFault>& AwesomeLintItemFaults(RuleContext& ctx) {
  struct Faults {
    explicit Faults(const Document& document) : all(FindFaults(document)) {}
    std::vector<AwesomeLintItemFault> all;
  };
  return ctx.Shared<Faults>().all;
}

}  // namespace awl
