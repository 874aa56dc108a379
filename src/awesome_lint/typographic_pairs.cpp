#include <string>
#include <string_view>
#include <vector>

#include "awesome_lint/rules.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "rule/paired_marks.h"
#include "text/unicode.h"

namespace awl {
namespace {

bool IsPeersWordCharacter(char32_t c) {
  return c == '_' || (c <= 0xFFFF && (IsLetter(c) || IsNumber(c)));
}

std::string Quoted(char32_t c) {
  std::string out;
  AppendUtf8(out, c);
  return out;
}

class TypographicPairs final : public Rule {
 public:
  // Every paragraph, heading, item and quotation that is in no other. What the peer indexes by
  // UTF-16 unit it has counted by code point, so characters outside of the basic plane push its
  // places on, in the end to no place at all.
  void Check(const Document& doc, RuleContext& ctx) const override {
    const std::size_t count = doc.nodes().size();
    for (NodeId id = 0; id < count;) {
      const Node& node = doc[id];
      const bool holds = node.kind == NodeKind::kParagraph || node.kind == NodeKind::kHeading ||
                         node.kind == NodeKind::kListItem || node.kind == NodeKind::kBlockquote;
      if (!holds) {
        ++id;
        continue;
      }
      const NodeId end = doc.SubtreeEnd(node);
      if (MayHoldPairs(doc.Slice(node.full))) CheckContainer(doc, ctx, id, end);
      id = end;
    }
  }

 private:
  // The text of several nodes as the peer sees it.
  struct PeersText {
    std::vector<char32_t> units = {};    // UTF-16: both halves of a pair as 0x10000
    std::vector<NodeId> positions = {};  // by code point

    Range Place(const Document& doc, std::size_t unit) const {
      return unit < positions.size() ? doc[positions[unit]].full : Range{};
    }
  };

  static PeersText TextBetween(const Document& doc, NodeId first, NodeId end) {
    PeersText out;
    for (NodeId id = first; id < end; ++id) {
      const Node& node = doc[id];
      if (node.kind != NodeKind::kText) continue;
      const std::string text = doc.Text(node);
      for (std::size_t i = 0; i < text.size();) {
        const CodePoint c = DecodeUtf8(text, i);
        const bool is_pair = c.value > 0xFFFF;
        out.units.insert(out.units.end(), is_pair ? 2 : 1, is_pair ? char32_t{0x10000} : c.value);
        out.positions.push_back(id);
        i += c.length;
      }
    }
    return out;
  }

  static void CheckContainer(const Document& doc, RuleContext& ctx, NodeId first, NodeId end) {
    const PeersText text = TextBetween(doc, first, end);
    const std::vector<char32_t>& units = text.units;
    const auto place = [&](std::size_t unit) { return text.Place(doc, unit); };
    OpenMarks<Range> open;
    bool straight_open = false;
    for (std::size_t i = 0; i < units.size(); ++i) {
      const char32_t c = units[i];
      if (c == kApostrophe && IsPeersApostrophe(units, i)) continue;
      if (c == kStraight) {
        if (!straight_open) {
          open.Open(kStraightPair, place(i));
        } else if (open.Innermost() != nullptr && open.Innermost()->pair == kStraightPair) {
          open.Close(kStraightPair);
        } else {
          ctx.Report(place(i), "closing \" without an opening one");
        }
        straight_open = !straight_open;
      } else if (const int opened = OpenedBy(c); opened != kNoPair) {
        open.Open(opened, place(i));
      } else if (const int closed = ClosedBy(c); closed != kNoPair && !open.Close(closed)) {
        ctx.Report(place(i),
                   Cat("closing ", Quoted(c), " without an opening ", Quoted(kPairs[closed].open)));
      }
    }
    open.ForEach([&](const OpenMarks<Range>::One& one) {
      const bool straight = one.pair == kStraightPair;
      ctx.Report(one.what,
                 Cat("opening ", Quoted(straight ? kStraight : kPairs[one.pair].open),
                     " without a closing ", Quoted(straight ? kStraight : kPairs[one.pair].close)));
    });
  }

  static bool IsPeersApostrophe(const std::vector<char32_t>& units, std::size_t i) {
    if (i == 0 || !IsPeersWordCharacter(units[i - 1])) return false;
    if (i + 1 == units.size()) return true;
    const char32_t after = units[i + 1];
    return IsPeersWordCharacter(after) || (IsSpace(after) && after != 0x85) || after == 0xFEFF ||
           after == U'—' || after == U'–' ||
           (after < 0x80 && std::string_view(".,;:!?()[]{}\"'").find(static_cast<char>(after)) !=
                                std::string_view::npos);
  }
};

}  // namespace

std::unique_ptr<const Rule> awesome_lint::TypographicPairs(const Options& options) {
  return MakeRule<awl::TypographicPairs>(options);
}

}  // namespace awl
