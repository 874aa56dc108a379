#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/data_table.h"
#include "base/utf8.h"
#include "mojibake/codepages.h"
#include "rules/builtin.h"
#include "text/unicode.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"words", OptionType::kStrings, "", "More texts that say nothing."},
    {"allow", OptionType::kStrings, "", "Texts that are fine in this list."},
    {"repeated", OptionType::kCount, "5",
     "A text that this many links to different places have says nothing, in any language; 0: "
     "off."},
};

constexpr std::string_view kAliases[] = {"MD059"};

std::string Key(std::string_view text) { return FoldCase(Trim(text)); }

// The bytes that survive when UTF-8 is taken for a Western code page and what that leaves undefined
// is lost, the soft hyphen with it.
std::string SurvivingBytes(std::string_view bytes) {
  static constexpr std::string_view kLost = "\x81\x8D\x8E\x8F\x90\x9D\x9E\xAD";
  std::string out;
  for (const char byte : bytes) {
    if (kLost.find(byte) == std::string_view::npos) out += byte;
  }
  return out;
}

// The same of a text that was damaged in that way; empty if it was not.
std::string BytesBefore(std::string_view damaged, mojibake::CodePage page) {
  std::string bytes;
  for (std::size_t i = 0; i < damaged.size();) {
    const CodePoint c = DecodeUtf8(damaged, i);
    const std::uint8_t byte =
        c.value < 0x80 ? static_cast<std::uint8_t>(c.value) : mojibake::Encode(page, c.value);
    if (byte == 0) return {};
    bytes += static_cast<char>(byte);
    i += c.length;
  }
  return SurvivingBytes(bytes);
}

class LinkTextGenericRule final : public Rule {
 public:
  explicit LinkTextGenericRule(const Options& options) : repeated_(options.Count("repeated")) {
    for (const DataRow& row : DataTable("generic-link-texts")) words_.insert(FoldCase(row.key));
    for (const std::string& word : options.Strings("words")) words_.insert(FoldCase(word));
    for (const std::string& word : options.Strings("allow")) allowed_.insert(FoldCase(word));
    for (const std::string& word : allowed_) words_.erase(word);
    for (const std::string& word : words_) {
      if (!IsAscii(std::string_view(word))) damaged_words_.insert(SurvivingBytes(word));
    }
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::unordered_map<std::string, Uses> uses;
    for (const Node& link : doc.All(NodeKind::kLink)) {
      if (doc.link(link).form != LinkForm::kInline || ctx.list().InContents(link)) continue;
      // A short text of plain words; and what it belongs to must stand outside the link.
      std::string_view plain;
      if (link.content.size() > 64 || !doc.PlainText(link, &plain)) continue;
      if (!HasTextOutside(doc, link)) continue;
      Uses& of_text = uses[Key(plain)];
      of_text.links.push_back(&link);
      of_text.urls.insert(doc.link(link).url);
    }
    std::vector<const Node*> generic;
    for (const auto& [text, of_text] : uses) {
      if (text.empty() || allowed_.count(text) != 0) continue;
      const bool repeated = repeated_ > 0 && of_text.urls.size() >= repeated_;
      if (!repeated && words_.count(text) == 0 && !IsDamagedWord(*of_text.links.front(), doc)) {
        continue;
      }
      generic.insert(generic.end(), of_text.links.begin(), of_text.links.end());
    }
    std::sort(generic.begin(), generic.end());
    for (const Node* link : generic) {
      ctx.Report(link->full, Cat("the link text \"", Trim(doc.Slice(link->content)),
                                 "\" does not say where it leads"));
    }
  }

 private:
  // The text says as little when its encoding is broken.
  bool IsDamagedWord(const Node& link, const Document& doc) const {
    const std::string_view text = Trim(doc.Slice(link.content));
    if (IsAscii(text)) return false;
    for (const auto page : {mojibake::CodePage::kWindows1252, mojibake::CodePage::kWindows1254}) {
      if (damaged_words_.count(BytesBefore(text, page)) != 0) return true;
    }
    return false;
  }

  struct Uses {
    std::vector<const Node*> links;
    std::unordered_set<std::string_view> urls;
  };

  static bool HasTextOutside(const Document& doc, const Node& link) {
    const Node* parent = doc.Parent(link);
    for (const Node& sibling : doc.Children(*parent)) {
      if (&sibling == &link) return false;
      if (!Trim(doc.Slice(sibling.full)).empty()) return true;
    }
    return false;
  }

  const std::size_t repeated_;
  std::unordered_set<std::string> words_;
  std::unordered_set<std::string> allowed_;
  std::unordered_set<std::string> damaged_words_;  // the surviving bytes of `words_`
};

}  // namespace

RuleInfo LinkTextGenericInfo() {
  return {.name = "link-text-generic",
          .group = "link",
          .summary = "Link text that does not say where it leads",
          .rationale =
              "Screen readers read links out one after another, and search engines index them by "
              "their text.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<LinkTextGenericRule>};
}

}  // namespace awl
