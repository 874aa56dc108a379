#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awesome_lint/rules.h"
#include "facts/contents_alignment.h"
#include "rule/proper_names.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"add", OptionType::kMap, "", "More names: \"wrong=Right\", the wrong one in lower case."},
    {"remove", OptionType::kStrings, "",
     "Names, written right, that this list may write as it likes."},
};

constexpr std::string_view kAliases[] = {"awesome-lint:awesome-spell-check", "MD044"};

// What shows that an ordinary word means the technology.
constexpr std::string_view kTechnologyBefore[] = {"uses",
                                                  "using",
                                                  "via",
                                                  "built with",
                                                  "built on",
                                                  "powered by",
                                                  "runs on",
                                                  "written in",
                                                  "based on",
                                                  "made with",
                                                  "deployed with",
                                                  "compatible with",
                                                  "integrates with",
                                                  "integration with"};
constexpr std::string_view kTechnologyAfter[] = {
    "plugin", "client",     "server",       "library", "framework", "api", "sdk",      "package",
    "config", "repository", "repositories", "commit",  "branch",    "cli", "extension"};

class DocumentProperNamesRule final : public Rule {
 public:
  explicit DocumentProperNamesRule(const Options& options) : names_(options) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    std::vector<NameHit> hits;
    for (const Node& text : doc.All(NodeKind::kText)) {
      // The contents list has the names that the headings have.
      if (!ctx.list().InContents(text)) CheckText(doc, ctx, text, hits);
    }
  }

 private:
  void CheckText(const Document& doc, RuleContext& ctx, const Node& node,
                 std::vector<NameHit>& hits) const {
    const Node* parent = doc.Parent(node);
    if (parent != nullptr && parent->kind == NodeKind::kLink &&
        (doc.link(*parent).form == LinkForm::kBare || doc.link(*parent).form == LinkForm::kAngle))
      return;
    names_.Find(doc.Slice(node.full), hits);
    std::size_t end = 0;
    for (const NameHit& hit : hits) {
      if (hit.begin < end) continue;
      end = hit.end;
      if (!IsWrongName(doc, node, hit) || !IsMeant(doc, node, hit)) continue;
      const Range range = RangeOfName(node, hit);
      Diagnostic& found = ctx.Report(
          range, Cat("\"", doc.Slice(range), "\" is written \"", hit.pattern->value, "\""));
      Fix fix = {.title = Cat("write \"", hit.pattern->value, "\""),
                 .applicability =
                     IsSafeName(doc, node, hit) ? Applicability::kSafe : Applicability::kUnsafe,
                 .effect = Effect::kText,
                 .edits = {{range, std::string(hit.pattern->value)}}};
      if (!MayFixName(ctx, node, fix) || !FixItemAlike(ctx, node, hit, hits, &fix)) continue;
      found.fix = std::move(fix);
    }
  }

  // Adds the same edit of the contents item of the heading that `node` stands in. False if the item
  // has the name in another number of places: then the two stay as they are.
  bool FixItemAlike(const RuleContext& ctx, const Node& node, const NameHit& hit,
                    const std::vector<NameHit>& hits, Fix* fix) const {
    const Document& doc = ctx.document();
    const Node* heading = doc.Ancestor(node, NodeKind::kHeading);
    if (heading == nullptr || ctx.list().contents() == nullptr) return true;
    const ContentsAlignment& alignment = ctx.facts().contents_alignment();
    const NodeId id = doc.IdOf(*heading);
    const auto own =
        std::lower_bound(alignment.headings().begin(), alignment.headings().end(), id,
                         [](const ContentsHeading& one, NodeId at) { return one.node < at; });
    if (own == alignment.headings().end() || own->node != id || own->line == kNoId) return true;
    const NodeId link = ctx.list().contents()->items[own->line].link;
    if (link == kNoNode) return true;
    const std::vector<Range> places = PlacesIn(doc, doc[link], *hit.pattern);
    if (places.empty()) return true;
    std::size_t before = 0;  // hits of that name in the heading
    std::size_t all = 0;
    for (const NameHit& one : hits) {
      if (one.pattern->value != hit.pattern->value || !IsWrongName(doc, node, one)) continue;
      if (one.begin < hit.begin) ++before;
      ++all;
    }
    if (places.size() != all) return false;
    fix->edits.insert(fix->edits.begin(), {places[before], std::string(hit.pattern->value)});
    return true;
  }

  // Where the name is written wrongly within a link.
  std::vector<Range> PlacesIn(const Document& doc, const Node& link,
                              const NamePattern& pattern) const {
    std::vector<Range> places;
    std::vector<NameHit> hits;
    const NodeId end = doc.SubtreeEnd(link);
    for (NodeId id = doc.IdOf(link) + 1; id < end; ++id) {
      if (doc[id].kind != NodeKind::kText) continue;
      names_.Find(doc.Slice(doc[id].full), hits);
      for (const NameHit& one : hits) {
        if (one.pattern->value == pattern.value && IsWrongName(doc, doc[id], one)) {
          places.push_back(RangeOfName(doc[id], one));
        }
      }
    }
    return places;
  }

  // Ordinary words need something beside them that speaks of technology; a name that begins with a
  // small letter may have a capital where a sentence begins.
  static bool IsMeant(const Document& doc, const Node& node, const NameHit& hit) {
    const std::string_view text = doc.Slice(node.full);
    if (hit.pattern->word && !IsAfterWord(kTechnologyBefore, text, hit.begin) &&
        !IsBeforeWord(kTechnologyAfter, text, hit.end))
      return false;
    const std::string_view written = text.substr(hit.begin, hit.end - hit.begin);
    const Node* parent = doc.Parent(node);
    const bool in_link = parent != nullptr && parent->kind == NodeKind::kLink;
    if (hit.pattern->noun && !in_link && std::none_of(written.begin(), written.end(), IsAsciiUpper))
      return false;
    const bool only_capital = written.size() == hit.pattern->value.size() &&
                              written[0] != hit.pattern->value[0] &&
                              written.substr(1) == hit.pattern->value.substr(1);
    const bool begins =
        hit.begin == 0 || (hit.begin >= 2 && text[hit.begin - 1] == ' ' &&
                           (text[hit.begin - 2] == '.' || text[hit.begin - 2] == '-'));
    return !(only_capital && begins && AsciiLower(hit.pattern->value[0]) == hit.pattern->value[0]);
  }

  const ProperNames names_;
};

}  // namespace

RuleInfo DocumentProperNamesInfo() {
  return {.name = "document-proper-names",
          .group = "document",
          .summary = "Name of a technology in a spelling that is not its own",
          .rationale = "Names are easier to find, and look cared for, in their own spelling.",
          .severity = Severity::kWarning,
          .fix = FixKind::kBoth,
          .profiles = kStrict | kAwesomeLint,
          .options = kOptions,
          .aliases = kAliases,
          .create = MakeRule<DocumentProperNamesRule>,
          .awesome_lint = awesome_lint::DocumentProperNames};
}

}  // namespace awl
