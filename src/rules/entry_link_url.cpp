#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "awesome_lint/rules.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "facts/destinations.h"
#include "rules/builtin.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"allow-relative", OptionType::kBool, "true", "An entry may link a file of the repository."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-list-item"};

constexpr std::string_view kNoScheme = "the URL lacks its scheme (https://)";

// What is wrong with the URL, or empty.
std::string_view Judge(std::string_view url, const Url& parts, bool allow_relative) {
  if (url.front() == '#') return {};  // an anchor's rules'
  if (parts.is_http()) {
    if (!parts.has_authority) return {};  // "http:/x" is link-malformed's
    if (parts.host.empty()) return "the URL has no host";
    const bool named = parts.host.find('.') != std::string_view::npos ||
                       parts.host.front() == '[' || parts.host == "localhost";
    return named ? std::string_view() : "the URL's host has no domain";
  }
  if (!parts.scheme.empty()) return {};
  if (LacksScheme(url)) return kNoScheme;
  return allow_relative ? std::string_view() : "the URL is relative";
}

class EntryLinkUrlRule final : public Rule {
 public:
  explicit EntryLinkUrlRule(const Options& options)
      : allow_relative_(options.Bool("allow-relative")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const DestinationTable& destinations = ctx.facts().destination_table();
    for (const Entry& entry : ctx.list().entries()) {
      if (entry.link == kNoNode) continue;
      const Node& link = doc[entry.link];
      if (doc.link(link).form == LinkForm::kBare) continue;
      const Destination* destination = destinations.Find(doc, entry.link);
      if (destination == nullptr) continue;  // link-empty's
      // "Click [here](…) and send a change": words before the link say what to do.
      if (OpensEditor(destination->parts) && entry.form != EntryForm::kTextFirst &&
          !SpeaksOfEditing(doc.Slice(entry.name))) {
        ReportEditor(ctx, *destination);
        continue;
      }
      const std::string_view message = Judge(destination->url, destination->parts, allow_relative_);
      if (message.empty()) continue;
      Diagnostic& found =
          ctx.Report(entry.url.empty() ? link.full : entry.url, std::string(message));
      if (message != kNoScheme || !destination->is_plain) continue;
      found.fix = Fix{.title = "write https:// before it",
                      .applicability = Applicability::kUnsafe,
                      .effect = Effect::kDestination,
                      .edits = {{destination->range, Cat("https://", destination->url)}}};
    }
  }

 private:
  // "https://github.com/owner/name/edit/main/list.md"
  static bool OpensEditor(const Url& url) {
    if (!EqualsIgnoreAsciiCase(url.host, "github.com")) return false;
    std::string_view path = url.path;
    for (int part = 0; part < 2; ++part) {
      if (!path.starts_with('/')) return false;
      path.remove_prefix(1);
      path.remove_prefix(std::min(path.find('/'), path.size()));
    }
    constexpr std::string_view kEdit = "/edit/";
    return path.starts_with(kEdit) && path.size() > kEdit.size();
  }

  // "[Edit this page](…)", "[Add yours](…)"
  static bool SpeaksOfEditing(std::string_view name) {
    const std::string lower = AsciiLower(name);
    constexpr std::string_view kWords[] = {"edit", "add",  "contribut", "pull request", "improve",
                                           "编辑", "修改", "編輯",      "編集",         "правк"};
    return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) {
      return lower.find(word) != std::string::npos;
    });
  }

  static void ReportEditor(RuleContext& ctx, const Destination& destination) {
    constexpr std::string_view kEdit = "/edit/";
    Diagnostic& found =
        ctx.Report(destination.range, "the URL opens GitHub's editor instead of the page");
    if (!destination.is_plain) return;
    const Offset at = destination.range.begin + static_cast<Offset>(destination.url.find(kEdit));
    found.fix = Fix{.title = "link the page",
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kDestination,
                    .edits = {{{at, at + static_cast<Offset>(kEdit.size())}, "/blob/"}}};
  }

  const bool allow_relative_;
};

}  // namespace

RuleInfo EntryLinkUrlInfo() {
  return {.name = "entry-link-url",
          .group = "entry",
          .summary = "Entry's link is not a usable URL",
          .rationale =
              "Without its scheme a URL is taken for a file beside the list, and the link breaks.",
          .severity = Severity::kError,
          .fix = FixKind::kUnsafe,
          .profiles = kRecommended | kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<EntryLinkUrlRule>,
          .awesome_lint = awesome_lint::EntryLinkUrl};
}

}  // namespace awl
