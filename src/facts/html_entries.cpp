#include "facts/html_entries.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <mutex>
#include <span>
#include <utility>

#include "awl/list.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

// With fewer entries, links are part of the page's head.
constexpr std::size_t kFewest = 3;

// Tags that begin or end what a reader sees as a line of its own.
bool IsBoundary(std::string_view tag) {
  static constexpr std::string_view kBoundaries[] = {
      "br", "p",  "li", "td", "th", "tr", "div", "ul",      "ol",      "dl",    "dt",
      "dd", "h1", "h2", "h3", "h4", "h5", "h6",  "summary", "details", "table", "tbody"};
  return std::any_of(std::begin(kBoundaries), std::end(kBoundaries),
                     [&](std::string_view name) { return EqualsIgnoreAsciiCase(name, tag); });
}

// True if there is no word in the text: blanks, "&nbsp;", ":star:" and signs only.
bool IsWordless(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '&' || text[i] == ':') {
      const std::size_t end = text.find(text[i] == '&' ? ';' : ':', i + 1);
      if (end != std::string_view::npos && end - i < 40) {
        i = end + 1;
        continue;
      }
    }
    const CodePoint c = DecodeUtf8(text, i);
    if (IsLetter(c.value) || IsNumber(c.value)) return false;
    i += c.length;
  }
  return true;
}

class HtmlEntryFinder {
 public:
  explicit HtmlEntryFinder(const Document& doc) : doc_(doc), tags_(doc.html_tags()) {}

  std::vector<HtmlEntry> Find() {
    for (std::size_t i = 0; i < tags_.size(); ++i) {
      if (!IsTag(i, "a") || tags_[i].closing) continue;
      const std::string_view url = Href(tags_[i]);
      if (!StartsWithIgnoreAsciiCase(url, "http://") && !StartsWithIgnoreAsciiCase(url, "https://"))
        continue;
      if (BeginsLine(i)) Take(i, url);
    }
    if (entries_.size() < kFewest) entries_.clear();
    return std::move(entries_);
  }

 private:
  bool IsTag(std::size_t i, std::string_view name) const {
    return EqualsIgnoreAsciiCase(doc_.Slice(tags_[i].name), name);
  }

  std::string_view Href(const HtmlTag& tag) const {
    for (const HtmlAttribute& attribute : tag.attributes) {
      if (EqualsIgnoreAsciiCase(doc_.Slice(attribute.name), "href")) {
        return Trim(doc_.Slice(attribute.value));
      }
    }
    return {};
  }

  // The block around a tag: the HTML block, or the paragraph that an inline tag is in.
  const Node& BlockOf(const HtmlTag& tag) const {
    const Node* node = &doc_[tag.node];
    while (!IsBlock(node->kind)) node = doc_.Parent(*node);
    return *node;
  }

  // Only tags and signs are between the tag and the beginning of its line.
  bool BeginsLine(std::size_t i) const {
    const Node& block = BlockOf(tags_[i]);
    Offset end = tags_[i].full.begin;
    for (std::size_t k = i; k-- > 0;) {
      if (tags_[k].full.begin < block.full.begin) break;
      if (!IsWordless(doc_.Slice({tags_[k].full.end, end}))) return false;
      if (IsBoundary(doc_.Slice(tags_[k].name))) return true;
      if (IsTag(k, "a")) return false;
      end = tags_[k].full.begin;
    }
    return IsWordless(doc_.Slice({std::min(block.content.begin, end), end}));
  }

  void Take(std::size_t i, std::string_view url) {
    const Offset limit = BlockOf(tags_[i]).full.end;
    std::size_t close = i + 1;
    while (close < tags_.size() && !(IsTag(close, "a") && tags_[close].closing)) {
      if (IsBoundary(doc_.Slice(tags_[close].name)) || IsTag(close, "img")) return;
      if (IsTag(close, "a")) return;  // it opens: this one is never closed
      ++close;
    }
    if (close == tags_.size() || tags_[close].full.end > limit) return;
    Offset end = limit;
    for (std::size_t k = close + 1; k < tags_.size() && tags_[k].full.begin < limit; ++k) {
      if (IsTag(k, "a")) return;  // a row of links
      if (!IsBoundary(doc_.Slice(tags_[k].name))) continue;
      end = tags_[k].full.begin;
      break;
    }
    const Range name = Inner(i, close);
    if (IsWordless(doc_.Slice(name))) return;
    entries_.push_back({.node = doc_.IdOf(BlockOf(tags_[i])),
                        .link = {tags_[i].full.begin, tags_[close].full.end},
                        .name = name,
                        .url = url,
                        .description = Trimmed({tags_[close].full.end, end})});
  }

  // What is between the two tags, without tags that it begins or ends with.
  Range Inner(std::size_t open, std::size_t close) const {
    Range range = Trimmed({tags_[open].full.end, tags_[close].full.begin});
    std::size_t first = open + 1;
    std::size_t last = close;
    while (first < last && tags_[first].full.begin == range.begin) {
      range = Trimmed({tags_[first++].full.end, range.end});
    }
    while (last > first && tags_[last - 1].full.end == range.end) {
      range = Trimmed({range.begin, tags_[--last].full.begin});
    }
    return range;
  }

  Range Trimmed(Range range) const {
    while (range.begin < range.end && IsAsciiSpace(doc_.source()[range.begin])) ++range.begin;
    while (range.end > range.begin && IsAsciiSpace(doc_.source()[range.end - 1])) --range.end;
    return range;
  }

  const Document& doc_;
  const std::span<const HtmlTag> tags_;
  std::vector<HtmlEntry> entries_;
};

}  // namespace

std::vector<HtmlEntry> FindHtmlEntries(const Document& document) {
  return HtmlEntryFinder(document).Find();
}

}  // namespace awl
