#include "parse/html_attributes.h"

#include <algorithm>

#include "base/strings.h"
#include "parse/html_scanner.h"

namespace awl {
namespace {

class HtmlScanner {
 public:
  HtmlScanner(std::string_view text, Range range, HtmlParts& parts)
      : text_(text.substr(0, range.end)), at_(range.begin), end_(range.end), parts_(parts) {}

  void Scan() {
    while (at_ < end_) {
      const std::size_t open = text_.find('<', at_);
      if (open == text_.npos) return;
      at_ = static_cast<Offset>(open);
      const char next = at_ + 1 < end_ ? text_[at_ + 1] : ' ';
      if (next == '!') {
        SkipDeclaration();
      } else if (next == '?') {
        SkipPast("?>");
      } else if (IsAsciiAlpha(next) ||
                 (next == '/' && at_ + 2 < end_ && IsAsciiAlpha(text_[at_ + 2]))) {
        ScanTag();
      } else {
        ++at_;
      }
    }
  }

 private:
  void SkipPast(std::string_view close) {
    const std::size_t found = text_.find(close, at_);
    at_ = found == text_.npos ? end_ : static_cast<Offset>(found + close.size());
  }

  void SkipDeclaration() {
    if (text_.substr(at_, 4) != "<!--") {
      SkipPast(text_.substr(at_, 9) == "<![CDATA[" ? "]]>" : ">");
      return;
    }
    HtmlComment comment;
    const Offset close = ScanHtmlComment(text_, at_);
    comment.closed = close != 0;
    comment.full = {at_, comment.closed ? close : end_};
    comment.content = {std::min(at_ + 4, comment.full.end),
                       comment.closed && close >= at_ + 7 ? close - 3 : comment.full.end};
    if (comment.closed && close < at_ + 7) comment.content = {at_ + 4, at_ + 4};
    parts_.comments.push_back(comment);
    at_ = comment.full.end;
  }

  void SkipSpaces() {
    while (at_ < end_ && IsAsciiSpace(text_[at_])) ++at_;
  }

  void ScanTag() {
    HtmlParts::Tag tag;
    tag.attributes_begin = static_cast<std::uint32_t>(parts_.attributes.size());
    const Offset begin = at_++;
    tag.closing = text_[at_] == '/';
    if (tag.closing) ++at_;
    tag.name.begin = at_;
    while (at_ < end_ && !IsAsciiSpace(text_[at_]) && text_[at_] != '/' && text_[at_] != '>') ++at_;
    tag.name.end = at_;
    while (true) {
      while (at_ < end_ && (IsAsciiSpace(text_[at_]) || text_[at_] == '/')) ++at_;
      if (at_ >= end_) break;
      if (text_[at_] == '>') {
        tag.full = {begin, ++at_};
        break;
      }
      ScanAttribute();
    }
    if (tag.full.empty()) {
      // The end of the text inside a tag: all of it is dropped.
      parts_.attributes.resize(tag.attributes_begin);
      return;
    }
    tag.attributes_end = static_cast<std::uint32_t>(parts_.attributes.size());
    parts_.tags.push_back(tag);
    if (!tag.closing) SkipRawText(text_.substr(tag.name.begin, tag.name.size()));
  }

  void ScanAttribute() {
    HtmlAttribute attribute;
    attribute.full.begin = attribute.name.begin = at_;
    ++at_;  // an "=" here is part of the name
    while (at_ < end_ && !IsAsciiSpace(text_[at_]) && text_[at_] != '/' && text_[at_] != '>' &&
           text_[at_] != '=') {
      ++at_;
    }
    attribute.name.end = attribute.full.end = at_;
    attribute.value = {at_, at_};
    SkipSpaces();
    if (at_ < end_ && text_[at_] == '=') {
      ++at_;
      SkipSpaces();
      ScanValue(attribute);
    }
    parts_.attributes.push_back(attribute);
  }

  void ScanValue(HtmlAttribute& attribute) {
    if (at_ >= end_) return;
    if (text_[at_] == '"' || text_[at_] == '\'') {
      attribute.quote = text_[at_];
      const std::size_t close = text_.find(attribute.quote, at_ + 1);
      attribute.value = {at_ + 1, close == text_.npos ? end_ : static_cast<Offset>(close)};
      at_ = std::min(attribute.value.end + 1, end_);
      attribute.value.begin = std::min(attribute.value.begin, attribute.value.end);
    } else {
      attribute.value.begin = at_;
      while (at_ < end_ && !IsAsciiSpace(text_[at_]) && text_[at_] != '>') ++at_;
      attribute.value.end = at_;
    }
    attribute.full.end = at_;
  }

  // What stands in a script is no markup.
  void SkipRawText(std::string_view name) {
    bool raw = false;
    for (const std::string_view of : {"script", "style", "textarea"}) {
      raw = raw || EqualsIgnoreAsciiCase(name, of);
    }
    if (!raw) return;
    while (true) {
      const std::size_t close = text_.find("</", at_);
      if (close == text_.npos) {
        at_ = end_;
        return;
      }
      at_ = static_cast<Offset>(close);
      if (StartsWithIgnoreAsciiCase(text_.substr(at_ + 2), name)) return;
      at_ += 2;
    }
  }

  const std::string_view text_;
  Offset at_;
  const Offset end_;
  HtmlParts& parts_;
};

}  // namespace

void HtmlParts::Clear() {
  tags.clear();
  attributes.clear();
  comments.clear();
}

void ScanHtml(std::string_view text, Range range, HtmlParts& parts) {
  HtmlScanner(text, range, parts).Scan();
}

}  // namespace awl
