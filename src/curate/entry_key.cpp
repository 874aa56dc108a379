#include "curate/entry_key.h"

#include <algorithm>
#include <vector>

#include "base/char_set.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "document/text_within.h"
#include "text/unicode.h"
#include "text/url.h"

namespace awl {
namespace {

bool HasWord(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    if (IsWord(c.value)) return true;
    i += c.length;
  }
  return false;
}

bool IsYear(std::string_view digits) {
  return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

std::string_view FindYear(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && IsAsciiDigit(text[end])) ++end;
    if (IsYear(text.substr(i, end - i))) return text.substr(i, end - i);
    i = std::max(end, i + 1);
  }
  return {};
}

}  // namespace

std::string_view UrlOf(const Document& document, const Entry& entry) {
  if (entry.link != kNoNode) return document.link(document[entry.link]).url;
  return document.Slice(entry.url);
}

std::string LinkKey(const Document& document, const Entry& entry) {
  const std::string_view url = UrlOf(document, entry);
  return url.empty() || url.front() == '#' ? std::string() : CanonicalUrl(url);
}

std::string ShownName(const Document& document, const Entry& entry) {
  const std::string_view plain = document.Slice(entry.name);
  if (plain.find_first_of("\\*_`&<[") == std::string_view::npos) return std::string(plain);
  return TextWithin(document, document[entry.paragraph], entry.name);
}

std::string SortName(const Document& document, const Entry& entry) {
  std::string name = ShownName(document, entry);
  const bool link_names = entry.link != kNoNode && !HasWord(name);
  return link_names ? document.Text(document[entry.link]) : name;
}

void FoldName(std::string_view name, std::string* key) {
  static constexpr CharSet kLeftOut(" \t\n\r\f\v*_`");
  if (IsAscii(name)) {
    key->resize(name.size());
    char* end = key->data();
    for (const char c : name) {
      *end = AsciiLower(c);
      end += kLeftOut.Has(c) ? 0 : 1;
    }
    key->resize(static_cast<std::size_t>(end - key->data()));
    return;
  }
  *key = FoldCase(name);
  char* end = key->data();
  for (std::size_t i = 0; i < key->size();) {
    const CodePoint c = DecodeUtf8(*key, i);
    const bool kept = !kLeftOut.Has((*key)[i]) && !IsSpace(c.value);
    for (const std::size_t next = i + c.length; i < next; ++i) {
      *end = (*key)[i];
      end += kept ? 1 : 0;
    }
  }
  key->resize(static_cast<std::size_t>(end - key->data()));
}

std::string IdentityOf(const Document& document, const Entry& entry) {
  std::string key = LinkKey(document, entry);
  if (!key.empty()) return key;
  FoldName(document.Slice(entry.name.empty() ? entry.full : entry.name), &key);
  return Cat("\n", key);
}

std::string YearOf(const Document& document, const Entry& entry) {
  std::vector<Range> parts = {entry.notes, entry.name};
  parts.insert(parts.end(), entry.trailing.begin(), entry.trailing.end());
  parts.push_back(entry.description);
  for (const Range part : parts) {
    const std::string_view year = FindYear(document.Slice(part));
    if (!year.empty()) return std::string(year);
  }
  return {};
}

std::string SectionPath(const List& list, SectionId section, std::string_view separator) {
  std::string path;
  for (SectionId at = section; at != kNoId && list.section(at).heading != kNoNode;
       at = list.section(at).parent) {
    const Document& document = list.document();
    const std::string_view text = document.heading(document[list.section(at).heading]).text;
    path = path.empty() ? std::string(text) : Cat(text, separator, path);
  }
  return path;
}

}  // namespace awl
