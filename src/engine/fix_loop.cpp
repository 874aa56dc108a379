#include "engine/fix_loop.h"

// Inline: a shared library more would be one more thing to install.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "awl/fix.h"
#include "base/strings.h"
#include "engine/bug.h"
#include "engine/damaged_text.h"
#include "engine/fix_pass.h"
#include "parse/parse.h"
#include "pattern/pattern_set.h"

namespace awl {
namespace {

// Files come to rest after two or three passes. What does not after so many never will.
constexpr std::size_t kMaxPasses = 16;
// Parses of one file to find the fixes that the structure check refuses.
constexpr std::size_t kMaxTrials = 256;

// Moves stand alone: what they move must be the same before and after.
enum class Stage { kEncoding, kText, kMoves };

Stage StageOf(const Diagnostic& diagnostic) {
  if (diagnostic.rule == kDamageRule) return Stage::kEncoding;
  return diagnostic.fix->moves ? Stage::kMoves : Stage::kText;
}

// A stretch of the original text that a fix has changed.
struct Touched {
  std::string_view rule = {};
  Applicability applicability = Applicability::kSafe;
  Range range = {};

  // True if the rule of this one yields to that of `other`.
  bool YieldsTo(const Touched& other) const {
    if (applicability != other.applicability) return applicability < other.applicability;
    return rule > other.rule;
  }
};

struct PassRecord {
  std::uint64_t text_before = 0;  // its fingerprint
  std::vector<Touched> touched = {};
};

std::uint64_t Fingerprint(const Source& source) {
  return XXH3_64bits(source.text().data(), source.text().size());
}

class FixLoop {
 public:
  FixLoop(const Linter& linter, const Linter::File& file, const FixLoopOptions& options)
      : linter_(linter), file_(file), options_(options), found_at_first_(linter.Check(file)) {}

  FixLoopResult Run() {
    while (!RunPasses()) {
    }
    FixLoopResult result;
    for (const auto& [rule, count] : applied_) result.applied.push_back({rule, count});
    result.diagnostics = std::move(now_ == nullptr ? found_at_first_ : found_);
    result.fixed = std::move(now_);
    result.changes = std::move(changes_);
    result.left_out = left_out_.ForGood();
    result.misread = misread_;
    return result;
  }

 private:
  const Document& document() const { return now_ == nullptr ? file_.document : *now_->document; }
  const std::vector<Diagnostic>& found() const {
    return now_ == nullptr ? found_at_first_ : found_;
  }

  // Applies fixes to the original text until none is left. False if some fight: `bans_` has then
  // one more, and all is to be done again.
  bool RunPasses() {
    now_.reset();
    applied_.clear();
    counted_.clear();
    changes_.clear();
    history_.clear();
    left_out_ = LeftOutFixes(bans_);
    if (file_.changed != nullptr) lines_ = *file_.changed;
    for (;;) {
      misread_ = misread_ || document().source().is_misread();
      if (!IsWhole()) {
        now_.reset();
        changes_.clear();
        applied_.clear();
        return true;
      }
      std::vector<FixPart> parts = PartsForThisPass();
      if (parts.empty() || misread_) return true;
      if (history_.size() == kMaxPasses) {
        Ban(TouchedSince(kMaxPasses / 2));
        return false;
      }
      FixPass pass(document(), PlanFixes(std::move(parts)).taken, &trials_);
      Judge(pass);
      if (pass.source() == nullptr) continue;
      Advance(&pass);
      const std::uint64_t text = Fingerprint(*now_->source);
      const auto seen =
          std::find_if(history_.begin(), history_.end(),
                       [text](const PassRecord& record) { return record.text_before == text; });
      if (seen != history_.end()) {
        Ban(TouchedSince(static_cast<std::size_t>(seen - history_.begin())));
        return false;
      }
      found_ = Check();
    }
  }

  // False if a check did not get to the end of its file.
  bool IsWhole() const { return file_.error == nullptr || file_.error->empty(); }

  bool MayApply(const Diagnostic& diagnostic) const {
    return diagnostic.fix->applicability >= options_.at_least &&
           (!options_.layout_only || diagnostic.fix->effect == Effect::kLayout);
  }

  // What may be applied of the first stage that has any; those that were refused once come last.
  std::vector<FixPart> PartsForThisPass() const {
    std::vector<FixPart> parts = PartsOf(document().source(), found());
    std::erase_if(parts, [this](const FixPart& part) {
      return !MayApply(*part.owner) || left_out_.Judge(part) == LeftOutFixes::Verdict::kLeaveOut;
    });
    Stage first = Stage::kMoves;
    for (const FixPart& part : parts) first = std::min(first, StageOf(*part.owner));
    std::erase_if(parts, [first](const FixPart& part) { return StageOf(*part.owner) != first; });
    std::stable_partition(parts.begin(), parts.end(), [this](const FixPart& part) {
      return left_out_.Judge(part) == LeftOutFixes::Verdict::kTry;
    });
    return parts;
  }

  // Notes what was refused. Without a change of the text the same would be refused again.
  void Judge(const FixPass& pass) {
    const bool again = pass.source() != nullptr;
    for (const FixPart& part : pass.taken()) left_out_.Forget(part);
    for (const RefusedPart& refused : pass.refused()) {
      std::string why = WhyRefused(refused);
      if (again) {
        left_out_.Refuse(refused.part, std::move(why));
      } else {
        left_out_.GiveUp(refused.part, std::move(why));
      }
    }
    for (const FixPart& part : pass.untried()) {
      left_out_.GiveUp(part,
                       Cat("the fix of ", part.owner->rule,
                           " was left out untried, as too many others were refused; ", kReportBug));
    }
  }

  bool IsOwnPattern(std::string_view rule) const {
    const PatternSet* patterns = linter_.config().patterns.get();
    return patterns != nullptr && patterns->Find(rule) != nullptr;
  }

  std::string WhyRefused(const RefusedPart& refused) const {
    const std::string_view rule = refused.part.owner->rule;
    return Cat("the fix of ", rule, " was left out: with it ", refused.change.what, " in line ",
               document().source().PositionAt(refused.change.before.begin).line,
               ", which it does not declare; ",
               IsOwnPattern(rule) ? "the fix of a pattern may change words, or where a link leads, "
                                    "and nothing else"
                                  : kReportBug);
  }

  void Advance(FixPass* pass) {
    Count(pass->taken());
    PassRecord& record = history_.emplace_back();
    record.text_before = Fingerprint(document().source());
    for (const FixPart& part : pass->taken()) {
      for (const Edit* edit : part.edits) {
        record.touched.push_back({.rule = part.owner->rule,
                                  .applicability = part.owner->fix->applicability,
                                  .range = Before(edit->range, changes_)});
      }
    }
    const std::vector<Change> step = pass->TakeChanges();
    if (file_.changed != nullptr) {
      lines_ = lines_.After(document().source(), *pass->source(), step);
    }
    left_out_.Follow(step);
    changes_ = Compose(changes_, step);
    auto next = std::make_unique<ParsedFile>();
    next->source = pass->source();
    next->document = pass->TakeDocument();
    next->list = std::make_unique<List>(*next->document);
    next->facts = std::make_unique<Facts>(*next->list);
    now_ = std::move(next);
  }

  // A finding whose fix has several parts counts once, in however many passes they are applied.
  void Count(std::span<const FixPart> parts) {
    std::set<const Diagnostic*> owners;
    for (const FixPart& part : parts) {
      const Diagnostic& owner = *part.owner;
      if (!owners.insert(&owner).second) continue;
      const bool has_parts = owner.fix->edits.front().part != 0;
      if (has_parts && !counted_.emplace(owner.rule, owner.fix->applicability).second) continue;
      ++applied_[owner.rule];
    }
  }

  std::vector<Diagnostic> Check() const {
    return linter_.Check({.document = *now_->document,
                          .list = *now_->list,
                          .facts = now_->facts.get(),
                          .repository = file_.repository,
                          .is_list = file_.is_list,
                          .path = file_.path,
                          .layout_only = file_.layout_only,
                          .changed = file_.changed == nullptr ? nullptr : &lines_,
                          .original = &file_.document,
                          .error = file_.error,
                          .web = file_.web});
  }

  std::vector<Touched> TouchedSince(std::size_t pass) const {
    std::vector<Touched> out;
    for (; pass < history_.size(); ++pass) {
      const std::vector<Touched>& touched = history_[pass].touched;
      out.insert(out.end(), touched.begin(), touched.end());
    }
    return out;
  }

  // Bans one of the rules that `fighting` is of: where they fought; the second time everywhere.
  void Ban(std::span<const Touched> fighting) {
    const Touched& last =
        *std::min_element(fighting.begin(), fighting.end(),
                          [](const Touched& a, const Touched& b) { return a.YieldsTo(b); });
    FixBan ban{.rule = last.rule, .why = WhyBanned(last.rule, fighting)};
    for (const Touched& touched : fighting) {
      if (touched.rule == last.rule) ban.ranges.push_back(touched.range);
    }
    const auto known = std::find_if(bans_.begin(), bans_.end(),
                                    [&](const FixBan& b) { return b.rule == last.rule; });
    if (known == bans_.end()) {
      bans_.push_back(std::move(ban));
    } else {
      known->everywhere = true;
    }
  }

  std::string WhyBanned(std::string_view rule, std::span<const Touched> fighting) const {
    std::set<std::string_view> rules;
    for (const Touched& touched : fighting) rules.insert(touched.rule);
    const bool own = std::any_of(rules.begin(), rules.end(),
                                 [this](std::string_view r) { return IsOwnPattern(r); });
    rules.erase(rule);
    std::string others;
    for (const std::string_view other : rules) others += Cat(others.empty() ? "" : ", ", other);
    return Cat("the fix of ", rule, " was left out: ",
               others.empty() ? "it does" : Cat("with those of ", others, " it does"),
               " not come to rest; ", own ? "a pattern of the config takes part" : kReportBug);
  }

  const Linter& linter_;
  const Linter::File& file_;
  const FixLoopOptions& options_;
  std::vector<Diagnostic> found_at_first_;
  std::vector<FixBan> bans_;  // in the original text
  std::size_t trials_ = kMaxTrials;
  bool misread_ = false;

  // Of these passes.
  std::unique_ptr<ParsedFile> now_;  // null: the original
  std::vector<Diagnostic> found_;    // in now_
  std::vector<Change> changes_;      // from the original to now_
  LineSet lines_;                    // file_.changed, in now_
  LeftOutFixes left_out_{{}};
  std::vector<PassRecord> history_;
  std::map<std::string_view, std::size_t> applied_;
  std::set<std::pair<std::string_view, Applicability>> counted_;
};

}  // namespace

ParsedFile ParseFile(std::shared_ptr<const Source> source) {
  ParsedFile file{.source = source, .document = Parse(source)};
  file.list = std::make_unique<const List>(*file.document);
  file.facts = std::make_unique<const Facts>(*file.list);
  return file;
}

FixLoopResult RunFixLoop(const Linter& linter, const Linter::File& file,
                         const FixLoopOptions& options) {
  return FixLoop(linter, file, options).Run();
}

}  // namespace awl
