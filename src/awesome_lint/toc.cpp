#include "awesome_lint/toc.h"

#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "awesome_lint/mdast_text.h"
#include "awl/document.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "text/slug.h"
#include "text/unicode.h"

namespace awl {
namespace {

struct Heading {
  NodeId node;
  std::string text;
};

// Without comments that end on their line, and without white space at the ends.
std::string WithoutComments(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t open = text.find("<!--");
    const std::size_t close = open == std::string_view::npos ? open : text.find("-->", open + 4);
    if (close == std::string_view::npos ||
        text.substr(open, close - open).find('\n') != std::string_view::npos) {
      out += text;
      break;
    }
    out += text.substr(0, open);
    text.remove_prefix(close + 3);
  }
  std::string_view trimmed = out;
  while (!trimmed.empty() && IsSpace(DecodeUtf8(trimmed, 0).value)) {
    trimmed.remove_prefix(DecodeUtf8(trimmed, 0).length);
  }
  while (!trimmed.empty()) {
    const CodePoint last = DecodeUtf8Before(trimmed, trimmed.size());
    if (!IsSpace(last.value)) break;
    trimmed.remove_suffix(last.length);
  }
  return std::string(trimmed);
}

class TocChecker {
 public:
  explicit TocChecker(const Document& document) : doc_(document) {}

  std::vector<AwesomeTocFinding> Run() {
    NodeId toc = kNoNode;
    bool one_before = false, several_before = false;
    for (const NodeId id : doc_.Ids(NodeKind::kHeading)) {
      if (Level(id) == 2 && WithoutComments(MdastText(doc_, doc_[id])) == "Contents") {
        toc = id;
        break;
      }
      if (doc_[id].parent != doc_.root()) continue;
      several_before |= one_before;
      one_before = true;
    }
    // In a quote or a list it is none of the document's.
    if (toc == kNoNode || doc_[toc].parent != doc_.root()) return {};
    if (several_before) {
      Add(AwesomeTocFault::kNotFirst, toc, "the contents list is not the first section");
    } else if (!one_before && !HasHtmlBefore(toc)) {
      Add(AwesomeTocFault::kNoTitle, toc, "no title stands before the contents list");
    }
    MakeLinks();
    std::vector<Heading> sections;
    for (const NodeId id : doc_.Ids(NodeKind::kHeading)) {
      if (id <= toc || doc_[id].parent != doc_.root() || Level(id) != 2) continue;
      std::string text = MdastText(doc_, doc_[id]);
      if (!IsDeniedByAwesomeToc(text)) sections.push_back({id, std::move(text)});
    }
    if (sections.empty()) {
      found_.push_back(
          {AwesomeTocFault::kNoSections, Range{}, "no section follows the contents list"});
      return std::move(found_);
    }
    NodeId list = kNoNode;
    std::size_t lists = 0;
    for (NodeId id = doc_[toc].next_sibling; id != sections.front().node;
         id = doc_[id].next_sibling) {
      if (doc_[id].kind != NodeKind::kList) continue;
      list = id;
      ++lists;
    }
    if (lists == 0) {
      Add(AwesomeTocFault::kNoList, toc, "no list stands below the contents heading");
    } else if (lists > 1) {
      Add(AwesomeTocFault::kSeveralLists, toc,
          Cat(lists, " lists stand below the contents heading"));
    } else {
      CheckList(list, sections, true);
    }
    return std::move(found_);
  }

 private:
  int Level(NodeId id) const { return doc_.heading(doc_[id]).level; }

  void Add(AwesomeTocFault fault, NodeId at, std::string message) {
    found_.push_back({fault, doc_[at].full, std::move(message)});
  }

  bool HasHtmlBefore(NodeId toc) const {
    for (NodeId id = doc_[doc_.root()].first_child; id != toc; id = doc_[id].next_sibling) {
      if (doc_[id].kind == NodeKind::kHtmlBlock) return true;
    }
    return false;
  }

  void MakeLinks() {
    Slugger slugger;
    for (const Node& heading : doc_.All(NodeKind::kHeading)) {
      std::string text = MdastText(doc_, heading);
      constexpr std::string_view kVariation = "\xEF\xB8\x8F";
      for (std::size_t at = text.find(kVariation); at != std::string::npos;
           at = text.find(kVariation, at)) {
        text.erase(at, kVariation.size());
      }
      links_.emplace("#" + slugger.Unique(text), true);
    }
  }

  NodeId FirstIn(const Node& node, NodeKind kind) const {
    const NodeId end = doc_.SubtreeEnd(node);
    for (NodeId id = doc_.IdOf(node); id < end; ++id) {
      if (doc_[id].kind == kind) return id;
    }
    return kNoNode;
  }

  // The headings of level 3 below the section, up to the next section that may be listed.
  std::vector<Heading> SubsectionsOf(std::span<const Heading> sections, std::size_t index) const {
    std::vector<Heading> found;
    const NodeId end = index + 1 < sections.size() ? sections[index + 1].node : kNoNode;
    bool denied = false;
    for (NodeId id = doc_[sections[index].node].next_sibling; id != kNoNode && id != end;
         id = doc_[id].next_sibling) {
      if (doc_[id].kind != NodeKind::kHeading) continue;
      if (Level(id) == 2) denied = IsDeniedByAwesomeToc(MdastText(doc_, doc_[id]));
      if (Level(id) == 3 && !denied) found.push_back({id, MdastText(doc_, doc_[id])});
    }
    return found;
  }

  // Two levels deep at most.
  void CheckList(NodeId list, std::span<const Heading> headings, bool is_top) {
    std::size_t index = 0;
    for (NodeId item = doc_[list].first_child; item != kNoNode;
         item = doc_[item].next_sibling, ++index) {
      const Heading* heading = index < headings.size() ? &headings[index] : nullptr;
      if (!CheckItem(item, heading)) return;
      const NodeId sublist = FirstIn(doc_[item], NodeKind::kList);
      if (sublist == kNoNode) continue;
      if (is_top) {
        CheckList(sublist, SubsectionsOf(headings, index), false);
      } else {
        Add(AwesomeTocFault::kTooDeep, item, "the contents list is nested deeper than 2 levels");
      }
    }
    for (; index < headings.size(); ++index) {
      Add(AwesomeTocFault::kMissingItem, list,
          Cat("section \"", headings[index].text, "\" is not in the contents list"));
    }
  }

  // False if the rest of the list is not looked at.
  bool CheckItem(NodeId item, const Heading* heading) {
    const NodeId link = FirstIn(doc_[item], NodeKind::kLink);
    if (link == kNoNode) {
      Add(AwesomeTocFault::kMissingLink, item, "contents item without a link");
      return false;
    }
    const std::string text = MdastText(doc_, doc_[link]);
    if (text.empty()) {
      Add(AwesomeTocFault::kMissingText, item, "contents item whose link has no text");
      return false;
    }
    if (heading == nullptr || heading->text.empty()) {
      if (IsDeniedByAwesomeToc(text)) {
        Add(AwesomeTocFault::kForbidden, item,
            Cat("section \"", text, "\" is not to be in the contents list"));
      } else {
        Add(AwesomeTocFault::kNoHeading, item, Cat("no heading for contents item \"", text, "\""));
      }
      return false;
    }
    if (text != heading->text) {
      Add(AwesomeTocFault::kTextDiffers, item,
          Cat("contents item \"", text, "\" where the heading is \"", heading->text, "\""));
      return false;
    }
    const std::string_view url = doc_.link(doc_[link]).url;
    const auto target = links_.find(std::string(url));
    if (target == links_.end()) {
      Add(AwesomeTocFault::kNotFound, item, Cat("no heading has the anchor \"", url, "\""));
      return false;
    }
    if (!target->second) {
      Add(AwesomeTocFault::kDuplicate, item,
          Cat("an earlier contents item leads to \"", url, "\" as well"));
      return false;
    }
    target->second = false;
    return true;
  }

  const Document& doc_;
  std::unordered_map<std::string, bool> links_;  // false: an item has it
  std::vector<AwesomeTocFinding> found_;
};

}  // namespace

bool IsDeniedByAwesomeToc(std::string_view text) {
  return text == "Contributing" || text == "Footnotes" || text == "Related Lists";
}

const std::vector<AwesomeTocFinding>& AwesomeTocFindings(RuleContext& ctx) {
  struct Findings {
    explicit Findings(const Document& document) : all(TocChecker(document).Run()) {}
    std::vector<AwesomeTocFinding> all;
  };
  return ctx.Shared<Findings>().all;
}

}  // namespace awl
