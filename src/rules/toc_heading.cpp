#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "awesome_lint/rules.h"
#include "facts/heading_renames.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"names", OptionType::kStrings, "Contents",
     "What the contents section may be called; other English names get a hint, names in other "
     "languages are all right."},
    {"level", OptionType::kCount, "2", "The level of its heading."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-toc"};

// English names that stand for the first of `names`.
constexpr std::string_view kEnglish[] = {"table of contents", "table of content", "toc", "index",
                                         "content",           "list of contents"};

// Without closing punctuation.
std::string_view Bare(std::string_view text) {
  text = Trim(text);
  while (!text.empty() && (text.back() == ':' || text.back() == '.')) text.remove_suffix(1);
  return text;
}

class TocHeadingRule final : public Rule {
 public:
  explicit TocHeadingRule(const Options& options)
      : names_(options.Strings("names")), level_(options.Count("level")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    const Contents* contents = ctx.list().contents();
    if (contents == nullptr) return CheckEmpty(doc, ctx);
    if (contents->heading == kNoNode) {
      const Node& list = doc[contents->lists.front()];
      ctx.Report(list.full, "contents list without a heading of its own");
      return;
    }
    const Node& heading = doc[contents->heading];
    const HeadingInfo& info = doc.heading(heading);
    if (info.level != level_) {
      Diagnostic& found = ctx.Report(
          heading.full, Cat("contents heading has level ", info.level, ", not ", level_));
      if (!info.open.empty() && level_ >= 1 && level_ <= 6) {
        found.fix = Fix{.title = Cat("make it level ", level_),
                        .applicability = Applicability::kUnsafe,
                        .effect = Effect::kStructure,
                        .edits = {{info.open, std::string(level_, '#')}}};
      }
    }
    CheckName(doc, ctx, heading);
  }

 private:
  void CheckName(const Document& doc, RuleContext& ctx, const Node& heading) const {
    const std::string_view text = Trim(doc.heading(heading).text);
    if (names_.empty() || std::find(names_.begin(), names_.end(), text) != names_.end()) return;
    const std::string_view bare = Bare(text);
    const auto is_bare = [&](std::string_view name) { return EqualsIgnoreAsciiCase(name, bare); };
    const bool own = std::any_of(names_.begin(), names_.end(), is_bare);
    if (!own && !std::any_of(std::begin(kEnglish), std::end(kEnglish), is_bare)) return;
    Diagnostic& found = ctx.Report(
        heading.content, Cat("contents section is called \"", text, "\", not \"", names_[0], "\""));
    found.is_hint = !own;
    // Only a heading of one piece of text can be replaced as a whole.
    if (doc.Slice(heading.content) != text) return;
    std::optional<std::vector<Edit>> edits =
        HeadingRenames(ctx.facts()).EditsFor(heading, names_.front());
    if (!edits) return;
    edits->push_back({heading.content, names_.front()});
    std::sort(edits->begin(), edits->end(),
              [](const Edit& a, const Edit& b) { return a.range.begin < b.range.begin; });
    found.fix = Fix{.title = Cat("call it \"", names_.front(), "\""),
                    .applicability = Applicability::kUnsafe,
                    .effect = Effect::kDestination,
                    .edits = std::move(*edits)};
  }

  // A heading that announces a list which is not there.
  static void CheckEmpty(const Document& doc, RuleContext& ctx) {
    for (const Section& section : ctx.list().sections()) {
      if (section.heading == kNoNode || section.level < 2 || !section.entries.empty()) continue;
      const Node& heading = doc[section.heading];
      const std::string_view text = Trim(doc.heading(heading).text);
      if (!EqualsIgnoreAsciiCase(text, "contents") &&
          !EqualsIgnoreAsciiCase(text, "table of contents")) {
        continue;
      }
      if (heading.next_sibling != kNoNode && doc[heading.next_sibling].kind != NodeKind::kHeading) {
        continue;
      }
      ctx.Report(heading.full, "no list stands below the contents heading");
      return;
    }
  }

  const std::vector<std::string> names_;
  const std::size_t level_;
};

}  // namespace

RuleInfo TocHeadingInfo() {
  return {.name = "toc-heading",
          .group = "toc",
          .summary = "Contents list without the heading \"## Contents\"",
          .rationale = "Readers, scripts and awesome-lint look for the contents under that name.",
          .severity = Severity::kInfo,
          .fix = FixKind::kUnsafe,
          .profiles = kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<TocHeadingRule>,
          .awesome_lint = awesome_lint::TocHeading};
}

}  // namespace awl
