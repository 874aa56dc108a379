#include "config/read_patterns.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "awl/rule.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "list/entry_form.h"
#include "pattern/compiled.h"
#include "text/excerpt.h"
#include "text/glob.h"
#include "text/unicode.h"

namespace awl {
namespace {

using Names = std::span<const std::string_view>;

// Of what RE2 may take for an expression, this much is for each step of its program.
constexpr std::size_t kBytesOfStep = 64;

constexpr std::uint8_t kEveryProfile = kRecommended | kStrict | kAwesomeLint | kIndex;

constexpr std::string_view kKeys[] = {
    "name",   "summary",       "rationale", "on",         "where",      "match", "not_match",
    "any",    "all",           "enum",      "max_length", "min_length", "count", "unique",
    "sorted", "requires_file", "message",   "severity",   "profiles",   "fix",   "examples"};
constexpr std::string_view kWhereKeys[] = {"section", "path", "form", "column", "label", "changed"};
constexpr std::string_view kFixKeys[] = {"replace", "applicability", "title"};
constexpr std::string_view kExampleKeys[] = {"bad", "fixed", "good", "path", "files"};
constexpr std::string_view kTermKeys[] = {"match", "not_match"};
constexpr std::string_view kSeverities[] = {"off", "info", "warning", "error"};
constexpr std::string_view kProfiles[] = {"recommended", "strict", "awesome-lint", "index"};
constexpr std::string_view kApplicabilities[] = {"display", "unsafe", "safe"};
constexpr std::string_view kScopes[] = {"file", "section"};

struct TestKey {
  std::string_view key;
  PatternTest test;
};
constexpr TestKey kTests[] = {
    {"not_match", PatternTest::kNotMatch},
    {"any", PatternTest::kAny},
    {"all", PatternTest::kAll},
    {"enum", PatternTest::kEnum},
    {"max_length", PatternTest::kLength},
    {"min_length", PatternTest::kLength},
    {"count", PatternTest::kCount},
    {"unique", PatternTest::kUnique},
    {"sorted", PatternTest::kSorted},
    {"requires_file", PatternTest::kRequiresFile},
};

std::string Quoted(std::string_view text) { return Cat("\"", Printable(text), "\""); }

std::string Joined(Names names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += i + 1 == names.size() ? " or " : ", ";
    out += names[i];
  }
  return out;
}

// Letters, digits and single hyphens: it stands in comments, on command lines and in reports.
bool IsName(std::string_view name) {
  constexpr std::size_t kMaxName = 80;
  if (name.empty() || name.size() > kMaxName || name.front() == '-' || name.back() == '-') {
    return false;
  }
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint c = DecodeUtf8(name, at);
    const bool ascii_ok = c.value == '-' || IsAsciiLower(name[at]) || IsAsciiDigit(name[at]);
    if (c.value < 0x80 ? !ascii_ok : !(IsLetter(c.value) || IsMark(c.value) || IsNumber(c.value))) {
      return false;
    }
    at += c.length;
  }
  return name.find("--") == std::string_view::npos;
}

// What a pattern says that does not say it itself.
std::string_view SummaryOf(PatternTest test) {
  switch (test) {
    case PatternTest::kEnum:
      return "Text that is not one of those allowed";
    case PatternTest::kLength:
      return "Text that is too long or too short";
    case PatternTest::kCount:
      return "Too many or too few of a kind";
    case PatternTest::kUnique:
      return "The same text twice";
    case PatternTest::kSorted:
      return "Text that stands out of order";
    case PatternTest::kRequiresFile:
      return "A file is missing";
    default:
      return {};
  }
}

}  // namespace

// One pattern while it is read.
class OnePattern {
 public:
  OnePattern(PatternReader& reader, const Source& source, const YamlNode& node)
      : reader_(reader), source_(source), node_(node), set_(*reader.set_) {}

  void Read() {
    const YamlNode* name = node_.Find("name");
    if (name == nullptr || !name->is_scalar() || name->text.empty()) {
      return Fail(name == nullptr ? node_.range : name->range,
                  "a rule of \"patterns\" needs a \"name\"");
    }
    if (!IsName(name->text)) {
      return Fail(name->range, "a rule's name is made of small letters, digits and single hyphens");
    }
    if (IsOwn() && name->text.starts_with(kShippedPrefix)) {
      return Fail(name->range,
                  Cat("names that begin with ", Quoted(kShippedPrefix), " are those of awl's own"));
    }
    if (!reader_.take_name_(name->text)) {
      return Fail(name->range, Cat("there is a rule ", Quoted(name->text), " already"));
    }
    if (++reader_.count_ > PatternLimits::kPatterns) {
      if (reader_.count_ == PatternLimits::kPatterns + 1) {
        Fail(name->range, Cat("more than ", PatternLimits::kPatterns, " rules"));
      }
      return;
    }
    name_ = name;
    pattern_.name = set_.Keep(name->text);
    CheckKeys(node_, kKeys);
    ReadWords();
    ReadOn();
    if (const YamlNode* where = node_.Find("where")) ReadWhere(*where);
    ReadTest();
    if (const YamlNode* fix = node_.Find("fix")) ReadFix(*fix);
    if (const YamlNode* examples = node_.Find("examples")) ReadExamples(*examples);
    if (!failed_) CheckExpressions();
    if (!failed_) set_.Add(pattern_);
  }

 private:
  void Fail(Range range, std::string_view message) {
    failed_ = true;
    reader_.problems_.Add(source_, range, message);
  }

  void FailExpected(const YamlNode& node, std::string_view what, std::string_view hint = {}) {
    Fail(node.range, Cat(Quoted(node.key), ": expected ", what, ", not ",
                         node.is_scalar() ? Quoted(node.text) : std::string(KindName(node)), hint));
  }

  bool IsOwn() const { return reader_.origin_ == PatternReader::Origin::kOwn; }

  void CheckKeys(const YamlNode& map, Names known) {
    for (const YamlNode& child : map.children) {
      if (std::find(known.begin(), known.end(), child.key) != known.end()) continue;
      Fail(child.key_range, Cat("unknown key ", Quoted(child.key), DidYouMean(child.key, known)));
    }
  }

  // ---- values ----------------------------------------------------------------------------------

  // Views into the set; empty where it is no text, and then that has been said.
  std::string_view Text(const YamlNode& node) {
    if (!node.is_scalar() || node.text.empty()) {
      FailExpected(node, "a text");
      return {};
    }
    return set_.Keep(node.text);
  }

  std::vector<std::string_view> Texts(const YamlNode& node) {
    std::vector<std::string_view> out;
    if (node.is_scalar()) {
      out.push_back(Text(node));
    } else if (!node.is_sequence() || node.children.empty()) {
      FailExpected(node, "a text or a list of texts");
    } else {
      for (const YamlNode& item : node.children) {
        if (item.is_scalar() && !item.text.empty()) {
          out.push_back(set_.Keep(item.text));
        } else {
          Fail(item.range, Cat(Quoted(node.key), ": expected a text, not ", KindName(item)));
        }
      }
    }
    return out;
  }

  std::span<const std::string_view> Globs(const YamlNode& node) {
    std::vector<std::string_view> globs = Texts(node);
    for (const std::string_view glob : globs) {
      if (glob.size() <= Glob::kMaxSize) continue;
      Fail(node.range, Cat(Quoted(node.key), ": a glob has at most ", Glob::kMaxSize, " bytes"));
    }
    return set_.Keep(std::move(globs));
  }

  // The index of the name; nothing if it is none.
  std::optional<std::size_t> Choice(const YamlNode& node, Names names) {
    const auto found = std::find(names.begin(), names.end(), node.text);
    if (node.is_scalar() && found != names.end()) {
      return static_cast<std::size_t>(found - names.begin());
    }
    FailExpected(node, Joined(names), node.is_scalar() ? DidYouMean(node.text, names) : "");
    return std::nullopt;
  }

  std::optional<bool> Flag(const YamlNode& node) {
    if (node.is_scalar() && !node.quoted && (node.text == "true" || node.text == "false")) {
      return node.text == "true";
    }
    FailExpected(node, "true or false");
    return std::nullopt;
  }

  static std::optional<std::size_t> NumberIn(const YamlNode& node) {
    std::size_t value = 0;
    const char* end = node.text.data() + node.text.size();
    const auto [stop, error] = std::from_chars(node.text.data(), end, value);
    if (!node.is_scalar() || node.quoted || node.text.empty() || error != std::errc() ||
        stop != end || value >= kNoLimit) {
      return std::nullopt;
    }
    return value;
  }

  std::optional<std::size_t> Number(const YamlNode& node) {
    const std::optional<std::size_t> value = NumberIn(node);
    if (!value) FailExpected(node, "a whole number");
    return value;
  }

  // ---- the fields ------------------------------------------------------------------------------

  void ReadWords() {
    if (const YamlNode* node = node_.Find("summary")) pattern_.summary = Text(*node);
    if (const YamlNode* node = node_.Find("rationale")) pattern_.rationale = Text(*node);
    if (const YamlNode* node = node_.Find("message")) pattern_.message = Text(*node);
    if (pattern_.summary.empty()) pattern_.summary = pattern_.message;
    if (pattern_.rationale.empty()) pattern_.rationale = "A rule of this list.";
    pattern_.profiles = IsOwn() ? kEveryProfile : 0;
    if (const YamlNode* node = node_.Find("severity")) {
      const std::size_t level = Choice(*node, kSeverities).value_or(0);
      if (level == 0) {
        pattern_.profiles = 0;
      } else {
        pattern_.severity = static_cast<Severity>(level - 1);
      }
    }
    if (const YamlNode* node = node_.Find("profiles")) {
      pattern_.profiles = 0;
      for (const std::string_view name : Texts(*node)) {
        const auto found = std::find(std::begin(kProfiles), std::end(kProfiles), name);
        if (found == std::end(kProfiles)) {
          Fail(node->range, Cat("unknown profile ", Quoted(name), DidYouMean(name, kProfiles)));
          continue;
        }
        pattern_.profiles |= static_cast<std::uint8_t>(1u << (found - std::begin(kProfiles)));
      }
    }
  }

  void ReadOn() {
    const YamlNode* on = node_.Find("on");
    if (on == nullptr) {
      return Fail(name_->range, Cat("rule ", Quoted(pattern_.name),
                                    " needs \"on\", the part that "
                                    "it looks at"));
    }
    if (const auto part = Choice(*on, PatternPartNames())) {
      pattern_.on = static_cast<PatternPart>(*part);
      has_on_ = true;
    }
  }

  void ReadWhere(const YamlNode& where) {
    if (!where.is_map()) return FailExpected(where, "a map");
    CheckKeys(where, kWhereKeys);
    const auto only_for = [&](const YamlNode& node, bool right, std::string_view whose) {
      if (has_on_ && !right) {
        Fail(node.key_range, Cat(Quoted(node.key), " is for ", whose, "; this rule is on ",
                                 PatternPartNames()[static_cast<std::size_t>(pattern_.on)]));
      }
      return right;
    };
    if (const YamlNode* node = where.Find("section")) {
      only_for(*node, pattern_.on != PatternPart::kFile, "parts of a file");
      pattern_.sections = Globs(*node);
    }
    if (const YamlNode* node = where.Find("path")) pattern_.paths = Globs(*node);
    if (const YamlNode* node = where.Find("form")) {
      only_for(*node, IsOfEntry(pattern_.on), "entries");
      for (const std::string_view name : Texts(*node)) {
        const auto found = std::find(std::begin(kEntryFormNames), std::end(kEntryFormNames), name);
        if (found == std::end(kEntryFormNames)) {
          Fail(node->range, Cat("unknown form ", Quoted(name), DidYouMean(name, kEntryFormNames)));
          continue;
        }
        pattern_.forms |= static_cast<std::uint16_t>(1u << (found - std::begin(kEntryFormNames)));
      }
    }
    if (const YamlNode* node = where.Find("column")) {
      const bool cell = pattern_.on == PatternPart::kCell;
      if (only_for(*node, cell || pattern_.on == PatternPart::kEntryTrailing,
                   "cell and entry.trailing")) {
        ReadColumn(*node, cell);
      }
    }
    if (const YamlNode* node = where.Find("label")) {
      only_for(*node, pattern_.on == PatternPart::kEntryField, "entry.field");
      pattern_.labels = Globs(*node);
    }
    if (const YamlNode* node = where.Find("changed")) {
      pattern_.changed = Flag(*node).value_or(false);
    }
  }

  void ReadColumn(const YamlNode& node, bool cell) {
    const std::optional<std::size_t> number = NumberIn(node);
    if (number && *number >= 1 && *number <= 1'000) {
      pattern_.column = static_cast<std::uint32_t>(*number);
    } else if (cell && !number && node.is_scalar() && !node.text.empty()) {
      pattern_.column_name = set_.Keep(node.text);
    } else {
      FailExpected(node, cell ? "a number from 1, or the header of a column" : "a number from 1");
    }
  }

  void ReadTest() {
    const YamlNode* match = node_.Find("match");
    if (match != nullptr) pattern_.match = Text(*match);
    const YamlNode* first = nullptr;
    for (const TestKey& test : kTests) {
      const YamlNode* node = node_.Find(test.key);
      if (node == nullptr) continue;
      if (first != nullptr && test.test != pattern_.test) {
        Fail(node->key_range, Cat(Quoted(node->key), " beside ", Quoted(first->key),
                                  ": a rule has one condition, and \"match\" to choose"));
        return;
      }
      first = node;
      pattern_.test = test.test;
      ReadCondition(*node);
    }
    if (first == nullptr && match == nullptr) {
      std::string all = "\"match\"";
      for (const TestKey& test : kTests) all += Cat(", ", Quoted(test.key));
      return Fail(name_->range, Cat("rule ", Quoted(pattern_.name), " needs a condition: ", all));
    }
    if (pattern_.min > pattern_.max) {
      Fail(first->range, "the least is more than the most");
    }
    if (!pattern_.summary.empty()) return;
    pattern_.summary = SummaryOf(pattern_.test);
    // Of one that is wrong that has been said.
    const bool tried = node_.Find("message") != nullptr || node_.Find("summary") != nullptr;
    if (pattern_.summary.empty() && !tried) {
      Fail(name_->range, Cat("rule ", Quoted(pattern_.name), " needs a \"message\""));
    }
  }

  void ReadCondition(const YamlNode& node) {
    switch (pattern_.test) {
      case PatternTest::kMatch:
        return;
      case PatternTest::kNotMatch:
        pattern_.terms =
            set_.Keep(std::vector<PatternTerm>{{.expression = Text(node), .negative = true}});
        return;
      case PatternTest::kAny:
      case PatternTest::kAll:
        return ReadTerms(node);
      case PatternTest::kEnum:
        if (!node.is_sequence()) return FailExpected(node, "a list of texts");
        pattern_.choices = set_.Keep(Texts(node));
        return;
      case PatternTest::kLength: {
        const std::optional<std::size_t> number = Number(node);
        if (number) (node.key == "max_length" ? pattern_.max : pattern_.min) = *number;
        return;
      }
      case PatternTest::kCount:
        return ReadCount(node);
      case PatternTest::kUnique:
      case PatternTest::kSorted:
        return ReadOrder(node);
      case PatternTest::kRequiresFile:
        pattern_.choices = set_.Keep(Texts(node));
        return;
    }
  }

  void ReadTerms(const YamlNode& node) {
    if (!node.is_sequence() || node.children.empty()) {
      return FailExpected(node, "a list of expressions");
    }
    if (node.children.size() > PatternLimits::kTerms) {
      return Fail(node.key_range, Cat(Quoted(node.key), ": more than ", PatternLimits::kTerms));
    }
    std::vector<PatternTerm> terms;
    for (const YamlNode& item : node.children) {
      const YamlNode* expression = &item;
      if (item.is_map() && item.children.size() == 1) {
        CheckKeys(item, kTermKeys);
        expression = &item.children.front();
      }
      if (!expression->is_scalar() || expression->text.empty()) {
        Fail(item.range, Cat(Quoted(node.key),
                             ": expected an expression, or a map with \"match\" "
                             "or \"not_match\""));
        continue;
      }
      terms.push_back(
          {.expression = set_.Keep(expression->text), .negative = expression->key == "not_match"});
      term_nodes_.push_back(expression);
    }
    pattern_.terms = set_.Keep(std::move(terms));
  }

  void ReadScope(const YamlNode& map) {
    pattern_.per_section = IsOfEntry(pattern_.on) || pattern_.on == PatternPart::kCell;
    const YamlNode* per = map.Find("per");
    if (per == nullptr) return;
    if (const auto scope = Choice(*per, kScopes)) pattern_.per_section = *scope == 1;
  }

  void ReadCount(const YamlNode& node) {
    constexpr std::string_view kCountKeys[] = {"min", "max", "per"};
    if (!node.is_map()) return FailExpected(node, "a map with \"min\" or \"max\"");
    CheckKeys(node, kCountKeys);
    const YamlNode* min = node.Find("min");
    const YamlNode* max = node.Find("max");
    if (min == nullptr && max == nullptr) {
      return Fail(node.range, "\"count\" needs \"min\" or \"max\"");
    }
    if (min != nullptr) pattern_.min = Number(*min).value_or(0);
    if (max != nullptr) pattern_.max = Number(*max).value_or(kNoLimit);
    ReadScope(node);
  }

  void ReadOrder(const YamlNode& node) {
    constexpr std::string_view kUniqueKeys[] = {"by", "per"};
    constexpr std::string_view kSortedKeys[] = {"by", "per", "descending"};
    const bool sorted = pattern_.test == PatternTest::kSorted;
    pattern_.key = sorted ? PatternKey::kCollation : PatternKey::kNone;
    ReadScope(node);
    if (!sorted && node.Find("per") == nullptr) pattern_.per_section = false;
    if (node.is_map()) {
      CheckKeys(node, sorted ? Names(kSortedKeys) : Names(kUniqueKeys));
      if (const YamlNode* by = node.Find("by")) ReadKey(*by);
      if (const YamlNode* descending = node.Find("descending"); sorted && descending != nullptr) {
        pattern_.descending = Flag(*descending).value_or(false);
      }
    } else if (!(node.is_scalar() && !node.quoted && node.text == "true")) {
      ReadKey(node);
    }
  }

  void ReadKey(const YamlNode& node) {
    if (const auto key = Choice(node, PatternKeyNames())) {
      pattern_.key = static_cast<PatternKey>(*key);
    }
  }

  void ReadFix(const YamlNode& fix) {
    if (!fix.is_map()) return FailExpected(fix, "a map with \"replace\"");
    CheckKeys(fix, kFixKeys);
    const YamlNode* replace = fix.Find("replace");
    if (replace == nullptr) return Fail(fix.key_range, "a \"fix\" needs \"replace\"");
    // A text may be empty here, also where YAML reads nothing.
    if (!replace->is_scalar()) return FailExpected(*replace, "a text");
    pattern_.has_fix = true;
    pattern_.replace = set_.Keep(replace->text);
    if (const YamlNode* title = fix.Find("title")) pattern_.fix_title = Text(*title);
    if (const YamlNode* node = fix.Find("applicability")) {
      if (const auto choice = Choice(*node, kApplicabilities)) {
        pattern_.applicability = static_cast<Applicability>(*choice);
      }
    }
    switch (pattern_.test) {
      case PatternTest::kMatch:
        return;
      case PatternTest::kAny:
      case PatternTest::kAll: {
        const auto positive = [](const PatternTerm& term) { return !term.negative; };
        if (!pattern_.match.empty() ||
            std::any_of(pattern_.terms.begin(), pattern_.terms.end(), positive)) {
          return;
        }
        break;
      }
      case PatternTest::kNotMatch:
      case PatternTest::kEnum:
      case PatternTest::kLength:
        if (!pattern_.match.empty()) return;
        break;
      default:
        return Fail(fix.key_range, "a rule with this condition has no \"fix\"");
    }
    Fail(fix.key_range, "a \"fix\" needs a \"match\", which says what it replaces");
  }

  void ReadExamples(const YamlNode& node) {
    if (!node.is_sequence()) return FailExpected(node, "a list of examples");
    if (node.children.size() > PatternLimits::kExamples) {
      return Fail(node.key_range, Cat("more than ", PatternLimits::kExamples, " examples"));
    }
    std::vector<PatternExample> examples;
    for (const YamlNode& item : node.children) {
      const YamlNode* bad = item.Find("bad");
      const YamlNode* good = item.Find("good");
      if ((bad == nullptr) == (good == nullptr)) {
        Fail(item.range, "an example is a map with \"bad\" or \"good\"");
        continue;
      }
      CheckKeys(item, kExampleKeys);
      PatternExample& example = examples.emplace_back();
      example.bad = bad != nullptr;
      example.text = Text(example.bad ? *bad : *good);
      example.line = source_.LineAt(item.range.begin) + 1;
      if (const YamlNode* fixed = item.Find("fixed")) {
        if (!example.bad) Fail(fixed->key_range, "only a bad example is \"fixed\"");
        if (!pattern_.has_fix) Fail(fixed->key_range, "this rule has no \"fix\"");
        example.fixed = Text(*fixed);
      }
      if (const YamlNode* path = item.Find("path")) example.path = Text(*path);
      if (const YamlNode* files = item.Find("files")) example.files = set_.Keep(Texts(*files));
    }
    pattern_.examples = set_.Keep(std::move(examples));
  }

  // ---- expressions and templates ---------------------------------------------------------------

  // The part of a scalar's text, where the file has it as it is.
  Range Inside(const YamlNode& node, std::size_t begin, std::size_t end) const {
    const std::string_view written = source_.Slice(node.range);
    const std::size_t quote = written.size() == node.text.size() ? 0 : 1;
    if (written.substr(std::min(quote, written.size()), node.text.size()) != node.text) {
      return node.range;
    }
    const Offset at = node.range.begin + static_cast<Offset>(quote);
    return {at + static_cast<Offset>(begin), at + static_cast<Offset>(end)};
  }

  // To compile an expression takes far longer than to read it, so what is too much is known before,
  // and after the first that is too much nothing is compiled.
  void CheckExpression(const YamlNode& node) {
    if (reader_.exhausted_) {
      failed_ = true;
      return;
    }
    reader_.expression_bytes_ += node.text.size();
    if (reader_.expression_bytes_ > PatternLimits::kExpressionBytes) {
      reader_.exhausted_ = true;
      return Fail(node.range,
                  Cat("more than ", PatternLimits::kExpressionBytes >> 10, " KiB of expressions"));
    }
    const Regex regex(node.text);
    const RegexError* error = regex.error();
    // RE2 gives up at some size, which it has reached by then.
    reader_.program_ += error == nullptr      ? regex.size()
                        : error->is_too_large ? kRegexMemory / kBytesOfStep
                                              : 0;
    if (error != nullptr) Fail(Inside(node, error->begin, error->end), error->message);
    if (reader_.program_ > PatternLimits::kProgram) {
      reader_.exhausted_ = true;
      Fail(node.range, "the expressions are too large together");
    }
  }

  void CheckTemplate(std::string_view key, const YamlNode* node, const Template& text) {
    if (node == nullptr || text.error() == nullptr) return;
    const TemplateError& error = *text.error();
    Fail(Inside(*node, error.begin, error.end), Cat(Quoted(key), ": ", error.message));
  }

  void CheckExpressions() {
    if (!pattern_.match.empty()) CheckExpression(*node_.Find("match"));
    if (const YamlNode* node = node_.Find("not_match")) term_nodes_ = {node};
    for (const YamlNode* term : term_nodes_) CheckExpression(*term);
    if (failed_) return;
    const CompiledPattern compiled(pattern_);
    CheckTemplate("message", node_.Find("message"), compiled.message);
    if (const YamlNode* fix = node_.Find("fix")) {
      CheckTemplate("replace", fix->Find("replace"), compiled.replace);
    }
    const YamlNode* files = node_.Find("requires_file");
    for (std::size_t i = 0; i < compiled.files.size(); ++i) {
      CheckTemplate(files->key, files->is_sequence() ? &files->children[i] : files,
                    compiled.files[i]);
    }
  }

  PatternReader& reader_;
  const Source& source_;
  const YamlNode& node_;
  PatternSet& set_;
  Pattern pattern_;
  const YamlNode* name_ = nullptr;
  bool has_on_ = false;
  bool failed_ = false;
  std::vector<const YamlNode*> term_nodes_;
};

void PatternReader::Read(const Source& source, const YamlNode& node) {
  OnePattern(*this, source, node).Read();
}

}  // namespace awl
