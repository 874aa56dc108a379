#include "config/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <sstream>
#include <unordered_map>
#include <utility>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/excerpt.h"

namespace awl {
namespace {

constexpr std::string_view kNoTags = "tags are not understood here";

// Builds the tree from yaml-cpp's events. An event handler cannot stop the parser without throwing,
// so after the first error it lets the rest pass.
class TreeBuilder final : public YAML::EventHandler {
 public:
  TreeBuilder(const Source& source, Offset shift, Showing showing)
      : source_(source), shift_(shift), showing_(showing) {}

  const std::optional<std::string>& error() const { return error_; }
  YamlNode TakeRoot() { return std::move(root_); }

  // yaml-cpp counts from behind the byte order mark.
  Offset At(const YAML::Mark& mark) const {
    const std::int64_t at = mark.is_null() ? 0 : std::int64_t{mark.pos} + shift_;
    return static_cast<Offset>(std::clamp<std::int64_t>(at, 0, source_.size()));
  }

  void Fail(Range range, std::string_view message) {
    if (!error_) error_ = ErrorAt(source_, range, message, showing_);
  }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (error_) return;
    const Offset at = At(mark);
    if (NeedsKey()) return Fail({at, at}, "a key is missing here");
    Frame frame = Open(YamlNode::Kind::kNull, {at, at}, anchor);
    // Where nothing was written, the key is the place to point at.
    if (!frame.node.key_range.empty()) frame.node.range = frame.node.key_range;
    Close(std::move(frame));
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (error_) return;
    const Range range = ScalarRange(At(mark), value);
    if (!tag.empty() && tag != "?" && tag != "!" && tag != "tag:yaml.org,2002:str") {
      return Fail(range, kNoTags);
    }
    if (NeedsKey()) return TakeKey(range, value);
    Frame frame = Open(YamlNode::Kind::kScalar, range, anchor);
    frame.node.quoted = tag != "?" && !tag.empty();
    frame.node.text = value;
    Close(std::move(frame));
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    if (error_) return;
    const Range range = {At(mark), At(mark) + (At(mark) < source_.size() ? 1u : 0u)};
    if (NeedsKey()) return Fail(range, "a key must be a text");
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) return Fail(range, "this alias stands inside what it repeats");
    Frame frame = Open(YamlNode::Kind::kNull, range, 0);
    const Anchored& anchored = found->second;
    if (static_cast<int>(open_.size()) + anchored.height > kYamlMaxDepth) return TooDeep(range);
    if (!Count(anchored.count, range)) return;
    YamlNode copy = anchored.node;
    copy.key = std::move(frame.node.key);
    copy.key_range = frame.node.key_range;
    frame.node = std::move(copy);
    frame.height = anchored.height;
    frame.count = anchored.count;
    Close(std::move(frame));
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Start(YamlNode::Kind::kSequence, mark, tag, anchor);
  }
  void OnSequenceEnd() override { End(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Start(YamlNode::Kind::kMap, mark, tag, anchor);
  }
  void OnMapEnd() override { End(); }

 private:
  // A node whose children are still to come, or that is about to be put into its parent.
  struct Frame {
    YamlNode node;
    YAML::anchor_t anchor = 0;
    int height = 1;         // of the tree below, itself included
    std::size_t count = 1;  // of its nodes
    bool has_key = false;   // of the next child
    std::string key = {};
    Range key_range = {};
  };
  struct Anchored {
    YamlNode node;
    int height = 1;
    std::size_t count = 1;
  };

  bool NeedsKey() const {
    return !open_.empty() && open_.back().node.is_map() && !open_.back().has_key;
  }

  void TakeKey(Range range, const std::string& key) {
    if (key == "<<") return Fail(range, "merge keys are not understood here; use \"extends\"");
    open_.back().has_key = true;
    open_.back().key = key;
    open_.back().key_range = range;
  }

  Range ScalarRange(Offset at, const std::string& value) const {
    const std::string_view rest = source_.text().substr(at);
    if (!value.empty() && rest.substr(0, value.size()) == value) {
      return {at, at + static_cast<Offset>(value.size())};
    }
    if (rest.size() > value.size() + 1 && (rest[0] == '"' || rest[0] == '\'') &&
        rest.substr(1, value.size()) == value) {
      return {at, at + static_cast<Offset>(value.size()) + 2};
    }
    // Written over several lines or with escapes: its first line.
    const Range line = source_.Line(source_.LineAt(at));
    Offset end = std::max(at, line.end);
    while (end > at && IsBlank(source_[end - 1])) --end;
    return {at, end};
  }

  bool Count(std::size_t more, Range range) {
    count_ += more;
    if (count_ <= kYamlMaxNodes) return true;
    Fail(range, Cat("more than ", kYamlMaxNodes, " values"));
    return false;
  }

  void TooDeep(Range range) { Fail(range, Cat("nested more than ", kYamlMaxDepth, " deep")); }

  // A frame for a new node, with the key that was read for it.
  Frame Open(YamlNode::Kind kind, Range range, YAML::anchor_t anchor) {
    Frame frame;
    frame.node.kind = kind;
    frame.node.range = range;
    frame.anchor = anchor;
    if (!open_.empty() && open_.back().node.is_map()) {
      frame.node.key = std::move(open_.back().key);
      frame.node.key_range = open_.back().key_range;
      open_.back().has_key = false;
    }
    Count(1, range);
    return frame;
  }

  void Start(YamlNode::Kind kind, const YAML::Mark& mark, const std::string& tag,
             YAML::anchor_t anchor) {
    if (error_) return;
    const Range range = {At(mark), At(mark) + (At(mark) < source_.size() ? 1u : 0u)};
    if (!tag.empty() && tag != "?" && tag != "!") return Fail(range, kNoTags);
    if (NeedsKey()) return Fail(range, "a key must be a text");
    if (static_cast<int>(open_.size()) >= kYamlMaxDepth) return TooDeep(range);
    open_.push_back(Open(kind, range, anchor));
  }

  void End() {
    if (error_) return;
    Frame frame = std::move(open_.back());
    open_.pop_back();
    if (frame.node.is_map()) CheckKeys(frame.node);
    Close(std::move(frame));
  }

  void CheckKeys(const YamlNode& map) {
    std::vector<const YamlNode*> sorted;
    for (const YamlNode& child : map.children) sorted.push_back(&child);
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const YamlNode* a, const YamlNode* b) { return a->key < b->key; });
    for (std::size_t i = 1; i < sorted.size(); ++i) {
      if (sorted[i]->key != sorted[i - 1]->key) continue;
      return Fail(sorted[i]->key_range,
                  Cat("\"", Printable(sorted[i]->key), "\" twice; the first is on line ",
                      source_.LineAt(sorted[i - 1]->key_range.begin) + 1));
    }
  }

  void Close(Frame frame) {
    if (error_) return;
    if (frame.anchor != 0) anchors_[frame.anchor] = {frame.node, frame.height, frame.count};
    if (open_.empty()) {
      root_ = std::move(frame.node);
      return;
    }
    Frame& parent = open_.back();
    parent.height = std::max(parent.height, frame.height + 1);
    parent.count += frame.count;
    parent.node.children.push_back(std::move(frame.node));
  }

  const Source& source_;
  const Offset shift_;
  const Showing showing_;
  std::optional<std::string> error_;
  std::vector<Frame> open_;
  std::unordered_map<YAML::anchor_t, Anchored> anchors_;
  std::size_t count_ = 0;
  YamlNode root_;
};

// `message` without what it quotes: all between the first quotation mark and the last.
std::string WithoutQuotes(std::string_view message) {
  const std::size_t first = message.find('"');
  if (first == std::string_view::npos) return std::string(message);
  return Cat(message.substr(0, first), "\"…\"", message.substr(message.rfind('"') + 1));
}

}  // namespace

std::string_view KindName(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kNull:
      return "nothing";
    case YamlNode::Kind::kScalar:
      return "a text";
    case YamlNode::Kind::kSequence:
      return "a list";
    case YamlNode::Kind::kMap:
      return "a map";
  }
  return "";
}

const YamlNode* YamlNode::Find(std::string_view key_text) const {
  for (const YamlNode& child : children) {
    if (is_map() && child.key == key_text) return &child;
  }
  return nullptr;
}

std::string ErrorAt(const Source& source, Range range, std::string_view message, Showing showing) {
  const Position at = source.PositionAt(range.begin);
  const std::string place =
      Cat(Printable(source.path()), ":", at.line, ":", at.column, ": error: ");
  if (showing == Showing::kLines) return Cat(place, message, "\n", PlainExcerpt(source, range));
  return Cat(place, WithoutQuotes(message), "\n");
}

Range RangeInScalar(const Source& source, const YamlNode& scalar, std::size_t offset,
                    std::size_t length) {
  // The text and what is written differ by quotes, escapes and indentation: each byte of the text
  // comes a few bytes after the one before it.
  constexpr Offset kMostBetween = 256;
  const std::string_view text = source.text();
  Offset at = scalar.range.begin;
  if (scalar.range.begin < source.size() && (text[at] == '|' || text[at] == '>')) {
    at = source.LineWithEol(source.LineAt(at)).end;
    if (!scalar.text.starts_with(' ')) {
      while (at < source.size() && IsAsciiSpace(text[at])) ++at;
    }
  } else if (scalar.quoted && at < source.size() && (text[at] == '"' || text[at] == '\'')) {
    ++at;
  }
  Offset begin = at;
  const std::size_t end = std::min(offset + length, scalar.text.size());
  const bool escapes = at > scalar.range.begin && text[at - 1] == '"';
  for (std::size_t i = 0; i < end;) {
    Offset found = at;
    std::size_t length_here = 1;
    if (escapes && text[at] == '\\' && !IsEol(text[at + 1])) {
      const char kind = text[at + 1];
      at += kind == 'x' ? 4 : kind == 'u' ? 6 : kind == 'U' ? 10 : 2;
      length_here = std::max<std::size_t>(DecodeUtf8(scalar.text, i).length, 1);
    } else {
      const Offset limit = std::min(at + kMostBetween, source.size());
      while (found < limit && text[found] != scalar.text[i]) ++found;
      if (found == limit) return scalar.range;
      at = found + 1;
    }
    if (i <= offset) begin = found;
    i += length_here;
  }
  if (offset >= end) begin = at;  // behind its last byte
  return {begin, std::max(begin, at)};
}

Result<YamlNode> ParseYaml(const Source& source, Showing showing) {
  const std::string_view text = source.text();
  if (text.size() > kYamlMaxBytes) {
    return Error{
        Cat(Printable(source.path()), ": error: larger than ", kYamlMaxBytes >> 20, " MiB\n")};
  }
  // yaml-cpp would guess at another encoding, or replace the bytes silently.
  const std::size_t bad = std::min(FindInvalidUtf8(text), text.find('\0'));
  if (bad != std::string_view::npos) {
    const Offset at = static_cast<Offset>(bad);
    return Error{ErrorAt(source, {at, at + 1}, "this is not UTF-8 text", showing)};
  }
  const Offset shift = source.has_bom() ? 3 : 0;
  TreeBuilder builder(source, shift, showing);
  try {
    std::istringstream in{std::string(text.substr(shift))};
    YAML::Parser parser(in);
    parser.HandleNextDocument(builder);
    TreeBuilder second(source, shift, showing);
    if (!builder.error() && parser.HandleNextDocument(second)) {
      builder.Fail({source.size(), source.size()}, "more than one YAML document in this file");
    }
  } catch (const YAML::Exception& e) {
    const Offset at = builder.At(e.mark);
    const bool shows = showing == Showing::kLines;
    builder.Fail({at, at}, shows ? Cat("not YAML: ", e.msg) : std::string("not YAML"));
  }
  if (builder.error()) return Error{*builder.error()};
  return builder.TakeRoot();
}

}  // namespace awl
