#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "mojibake/detect.h"
#include "mojibake/repair.h"
#include "rule/damage_rule.h"
#include "rule/repository_path.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"codepages", OptionType::kStrings,
     "windows-1252, latin-1, windows-1254, windows-1250, windows-1251, windows-1253, "
     "windows-1257, mac-roman, cp437, cp850, cp866, koi8-r",
     "Code pages that UTF-8 may have been mistaken for."},
    {"min-margin", OptionType::kCount, "0",
     "How many times surer than the second the best guess must be to count as safe, as a natural "
     "logarithm; the rule's own measure applies as well."},
};

constexpr std::size_t kMaxShown = 60;  // characters of a restored text in a message
constexpr std::size_t kMaxCandidates = 4;

// Earlier revisions are asked for in two steps, since the first few mostly do.
constexpr std::size_t kFirstRevisions = 4;
constexpr std::size_t kMoreRevisions = 40;
constexpr std::size_t kMaxSiblings = 20;
constexpr std::size_t kMaxSiblingBytes = 4u << 20;

std::vector<Range> CodeRanges(const Document& doc) {
  std::vector<Range> ranges;
  for (const NodeKind kind : {NodeKind::kCode, NodeKind::kInlineCode}) {
    for (const Node& code : doc.All(kind)) ranges.push_back(code.full);
  }
  std::sort(ranges.begin(), ranges.end(), [](Range a, Range b) { return a.begin < b.begin; });
  return ranges;
}

// The other Markdown files of the folder: translations, or lists that this one shares entries with.
std::vector<std::string> Siblings(const Repository& repository) {
  std::vector<std::string> texts;
  std::size_t bytes = 0;
  for (const std::string& path : repository.files()) {
    if (path == repository.path() || !IsMarkdownPath(path) ||
        FolderPart(path) != FolderPart(repository.path()))
      continue;
    if (texts.size() == kMaxSiblings || bytes > kMaxSiblingBytes) break;
    std::optional<std::string> text = repository.Read(path);
    if (!text) continue;
    bytes += text->size();
    texts.push_back(std::move(*text));
  }
  return texts;
}

std::vector<std::string> EarlierTexts(const Repository& repository, int stage) {
  std::vector<std::string> texts;
  if (stage == 0) {
    texts = repository.Revisions(kFirstRevisions);
    if (!texts.empty()) return texts;
  }
  if (stage == 1) {
    texts = repository.Revisions(kMoreRevisions);
    texts.erase(texts.begin(), texts.begin() + static_cast<std::ptrdiff_t>(
                                                   std::min(kFirstRevisions, texts.size())));
    if (!texts.empty()) return texts;
  }
  return stage <= 2 ? Siblings(repository) : texts;
}

std::string Quoted(std::string_view text) {
  std::size_t at = 0;
  for (std::size_t count = 0; at < text.size() && count < kMaxShown; ++count)
    at += std::max<std::size_t>(DecodeUtf8(text, at).length, 1);
  return at < text.size() ? Cat('"', text.substr(0, at), "…\"") : Cat('"', text, '"');
}

std::string Count(std::size_t count, std::string_view one, std::string_view more) {
  return Cat(count, ' ', count == 1 ? one : more);
}

// "windows-1254", or "windows-1252 or windows-1254" where the text does not tell.
std::string PageNames(const mojibake::DamagedGroup& group) {
  std::string names(Name(group.passes.back().page));
  for (int i = 0; i < mojibake::kCodePageCount; ++i) {
    const auto page = static_cast<mojibake::CodePage>(i);
    if ((group.tied & mojibake::Bit(page)) && page != group.passes.back().page)
      names += Cat(" or ", Name(page));
  }
  for (std::size_t i = group.passes.size() - 1; i > 0; --i)
    names += Cat(", after ", Name(group.passes[i - 1].page));
  return names;
}

std::string Hex(int byte) {
  char text[4];
  std::snprintf(text, sizeof text, " %02X", byte);
  return text;
}

// What became of the bytes without a character, or "".
std::string LossText(const mojibake::Process& process) {
  std::string bytes;
  for (int byte = 0x80; byte < 0x100; ++byte) {
    if (process.lost[byte]) bytes += Hex(byte);
  }
  std::string text;
  if (!bytes.empty()) {
    switch (process.lost_byte) {
      case mojibake::LostByte::kControl:
        break;
      case mojibake::LostByte::kDropped:
        text = Cat("dropping the bytes", bytes);
        break;
      case mojibake::LostByte::kReplacement:
        text = Cat("with U+FFFD for the bytes", bytes);
        break;
      case mojibake::LostByte::kQuestionMark:
        text = Cat("with '?' for the bytes", bytes);
        break;
    }
  }
  const auto add = [&](std::string_view what) { text += Cat(text.empty() ? "" : ", ", what); };
  if (process.soft_hyphen_dropped) add("dropping soft hyphens");
  if (process.no_break_space_became_space) add("with spaces for no-break spaces");
  return text;
}

class EncodingMojibakeRule final : public DamageRule {
 public:
  explicit EncodingMojibakeRule(const Options& options)
      : min_margin_(static_cast<double>(options.Count("min-margin"))) {
    for (const std::string& name : options.Strings("codepages")) {
      if (const auto page = mojibake::CodePageNamed(name)) pages_ |= mojibake::Bit(*page);
    }
  }

  void Check(const Document& doc, RuleContext& ctx) const override {
    if (!IsSuspicious(doc.source())) return;
    Report(RestoreAll(doc, ctx), ctx);
  }

  void CheckRest(const Document& original, const Document& now, RuleContext& ctx) const override {
    if (!IsSuspicious(now.source())) return;
    Report(Remaining(RestoreAll(original, ctx), original.source(), now.source()), ctx);
  }

 private:
  static bool IsSuspicious(const Source& source) {
    const auto& lines = source.lines_beyond_ascii();
    return std::any_of(lines.begin(), lines.end(),
                       [&](std::uint32_t line) {
                         return mojibake::IsSuspicious(source.Slice(source.Line(line)));
                       }) &&
           IsValidUtf8(source.text());
  }

  mojibake::Restoration RestoreAll(const Document& doc, const RuleContext& ctx) const {
    const std::vector<Range> code = CodeRanges(doc);
    mojibake::RestoreOptions options{.pages = pages_, .min_margin = min_margin_, .code = code};
    if (const Repository* repository = ctx.repository()) {
      options.earlier_texts = [repository](int stage) { return EarlierTexts(*repository, stage); };
    }
    return Restore(doc.source(), options);
  }

  static void Report(const mojibake::Restoration& restoration, RuleContext& ctx) {
    if (restoration.lines.empty()) return;
    ReportSummary(restoration, ctx);
    for (const mojibake::RepairedLine& line : restoration.lines) ReportLine(line, ctx);
  }

  static Range DamagedRange(const mojibake::RepairedLine& line) {
    Range range = {line.range.end, line.range.begin};
    const auto widen = [&](Range part) {
      range.begin = std::min(range.begin, part.begin);
      range.end = std::max(range.end, part.end);
    };
    for (const mojibake::Restored& part : line.parts) widen(part.range);
    for (const mojibake::Guessed& guessed : line.guessed) widen(guessed.range);
    return range;
  }

  // Stands at the first damaged character and is empty: the damage itself is the lines' matter.
  static void ReportSummary(const mojibake::Restoration& restoration, RuleContext& ctx) {
    std::size_t safe_lines = 0;
    std::size_t lines = 0;
    for (const mojibake::RepairedLine& line : restoration.lines) {
      safe_lines += line.trust >= mojibake::Trust::kSafe;
      lines += line.trust >= mojibake::Trust::kUncertain;
    }
    std::string message = "UTF-8 was read as ";
    for (std::size_t i = 0; i < restoration.groups.size(); ++i) {
      const mojibake::DamagedGroup& group = restoration.groups[i];
      const std::string loss = LossText(group.passes.back());
      message += Cat(i == 0 ? "" : "; elsewhere as ", PageNames(group), " and saved again",
                     loss.empty() ? "" : ", ", loss);
    }
    message += Cat(": ", Count(restoration.lines.size(), "line is", "lines are"), " damaged");
    std::string_view separator = "; characters: ";
    const auto add = [&](std::size_t count, std::string_view what) {
      if (count == 0) return;
      message += Cat(separator, count, ' ', what);
      separator = ", ";
    };
    add(restoration.exact, "exact");
    add(restoration.from_history, "from an earlier version");
    add(restoration.safe, "sure");
    add(restoration.uncertain, "uncertain");
    add(restoration.undecided, "lost");
    if (lines > 0) {
      message += Cat("; 'awl check --fix' restores ", Count(safe_lines, "line", "lines"));
      if (lines > safe_lines) message += Cat(", with --unsafe-fixes ", lines);
    }
    const Offset at = DamagedRange(restoration.lines.front()).begin;
    ctx.Report({at, at}, std::move(message));
  }

  static void ReportLine(const mojibake::RepairedLine& line, RuleContext& ctx) {
    const Range range = DamagedRange(line);
    // What is left and right of the damage is the same in the restored line.
    const std::string_view restored = std::string_view(line.text).substr(
        range.begin - line.range.begin,
        line.text.size() - (range.begin - line.range.begin) - (line.range.end - range.end));
    std::string message = Cat("damaged text, was ", Quoted(restored));
    std::size_t uncertain = 0;
    std::size_t lost = 0;
    for (const mojibake::Guessed& guessed : line.guessed) {
      uncertain += guessed.trust == mojibake::Trust::kUncertain;
      lost += guessed.trust == mojibake::Trust::kUndecided;
    }
    if (lost > 0) {
      message += Cat("; ", Count(lost, "character is", "characters are"), " lost");
    } else if (uncertain > 0) {
      message += Cat("; ", Count(uncertain, "character is", "characters are"), " uncertain");
    } else if (line.trust == mojibake::Trust::kHistory) {
      message += ", as an earlier version or another file has it";
    }
    Diagnostic& found = ctx.Report(range, std::move(message));
    for (const mojibake::Guessed& guessed : line.guessed) {
      if (guessed.trust <= mojibake::Trust::kUncertain)
        found.related.push_back({.message = Candidates(guessed), .range = guessed.range});
    }
    if (line.trust == mojibake::Trust::kUndecided) return;
    // Structure: a link or emphasis that the damage broke may come back.
    Fix fix{.title = "restore the text",
            .applicability = line.trust >= mojibake::Trust::kSafe ? Applicability::kSafe
                                                                  : Applicability::kUnsafe,
            .effect = Effect::kStructure};
    for (const mojibake::Restored& part : line.parts)
      fix.edits.push_back({.range = part.range, .text = part.text});
    found.fix = std::move(fix);
  }

  static std::string Candidates(const mojibake::Guessed& guessed) {
    if (guessed.ranked.empty()) return "lost";
    std::string message = "may be ";
    for (std::size_t i = 0; i < guessed.ranked.size() && i < kMaxCandidates; ++i) {
      const mojibake::Candidate& candidate = guessed.ranked[i];
      char percent[16];
      std::snprintf(percent, sizeof percent, " (%.1f %%)", 100 * candidate.probability);
      if (i > 0) message += ", ";
      AppendUtf8(message, candidate.character);
      message += percent;
    }
    return message;
  }

  const double min_margin_;
  mojibake::PageSet pages_ = 0;
};

}  // namespace

RuleInfo EncodingMojibakeInfo() {
  return {.name = "encoding-mojibake",
          .group = "encoding",
          .summary = "UTF-8 text that was read in another encoding and saved again",
          .rationale =
              "Nobody can read it, its anchors lead nowhere, and every further edit makes "
              "it harder to restore.",
          .severity = Severity::kError,
          .fix = FixKind::kBoth,
          .profiles = kRecommended | kStrict,
          .options = kOptions,
          .create = MakeRule<EncodingMojibakeRule>};
}

}  // namespace awl
