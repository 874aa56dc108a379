// Fixes that are broken on purpose: whatever a rule offers for the lists of fixtures/lists/whole is
// applied with a fault put in, and the structure check must refuse every one. The same fixes
// without a fault must pass. (tests/oracle/mutations.mjs asks cmark-gfm whether what the check lets
// through looks the same.)
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "awl/config.h"
#include "awl/linter.h"
#include "base/strings.h"
#include "engine/fix_loop.h"
#include "engine/structure_check.h"
#include "parse/parse.h"

namespace awl {
namespace {

struct Replacement {
  Range range;
  std::string text = {};
};

struct Mutant {
  std::vector<Replacement> declared;     // what the fix says it does
  std::vector<Replacement> secret = {};  // what else is done
  Effect effect = Effect::kLayout;
};

std::string_view NameOf(Effect effect) {
  constexpr std::string_view kNames[] = {"layout", "text", "destination", "structure"};
  return kNames[static_cast<int>(effect)];
}

// Whether a place lies in, or next to, what is replaced.
bool Near(const std::vector<Replacement>& replacements, Range range) {
  return std::any_of(replacements.begin(), replacements.end(), [&](const Replacement& replacement) {
    return replacement.range.begin <= range.end + 1 && range.begin <= replacement.range.end + 1;
  });
}

// Applies the mutant; what the check says of it, or nothing if it lets it pass.
std::optional<UndeclaredChange> Judge(const Document& before, const Mutant& mutant) {
  struct Part {
    const Replacement* replacement;
    bool is_declared;
  };
  std::vector<Part> parts;
  for (const Replacement& one : mutant.declared) parts.push_back({&one, true});
  for (const Replacement& one : mutant.secret) parts.push_back({&one, false});
  std::stable_sort(parts.begin(), parts.end(), [](const Part& a, const Part& b) {
    return a.replacement->range.begin < b.replacement->range.begin;
  });
  std::string text;
  std::vector<DeclaredEdit> edits;
  Offset at = 0;
  for (const Part& part : parts) {
    const Range range = part.replacement->range;
    text += before.Slice({at, range.begin});
    const auto begin = static_cast<Offset>(text.size());
    text += part.replacement->text;
    const auto end = static_cast<Offset>(text.size());
    if (part.is_declared) {
      edits.push_back({.before = range, .after = {begin, end}, .effect = mutant.effect});
    }
    at = range.end;
  }
  text += before.Slice({at, before.source().size()});
  const auto after = Parse(std::make_shared<const Source>("", std::move(text)));
  return FindUndeclaredChange(before, *after, edits);
}

// A letter of a text that readers see, the first one that `fits`.
template <typename Fits>
std::optional<Range> FindLetter(const Document& doc, Fits fits) {
  for (const NodeId id : doc.Ids(NodeKind::kText)) {
    const Range text = doc[id].full;
    for (Offset i = text.begin; i < text.end; ++i) {
      if (IsAsciiAlnum(doc.source()[i]) && fits(Range{i, i + 1})) return Range{i, i + 1};
    }
  }
  return std::nullopt;
}

std::vector<Range> Destinations(const Document& doc) {
  std::vector<Range> out;
  for (const NodeId id : doc.Ids(NodeKind::kLink)) {
    if (const LinkInfo& link = doc.link(doc[id]); !link.destination_raw.empty()) {
      out.push_back(link.destination_raw);
    }
  }
  return out;
}

// What a rule with a fault may do beyond, or instead of, what its fix says.
std::vector<std::pair<std::string, Mutant>> Mutants(const Document& doc, const Fix& fix) {
  Mutant right{.declared = {}, .effect = fix.effect};
  for (const Edit& edit : fix.edits) right.declared.push_back({edit.range, edit.text});
  std::stable_sort(
      right.declared.begin(), right.declared.end(),
      [](const Replacement& a, const Replacement& b) { return a.range.begin < b.range.begin; });
  std::vector<std::pair<std::string, Mutant>> out;

  const auto far = [&](Range range) { return !Near(right.declared, range); };
  if (const auto letter = FindLetter(doc, far)) {
    Mutant mutant = right;
    mutant.secret.push_back({*letter, ""});
    out.emplace_back("drops a letter elsewhere", mutant);
    mutant.secret.back() = {{letter->begin, letter->begin}, "x"};
    out.emplace_back("adds a letter elsewhere", mutant);
  }
  std::vector<Range> urls = Destinations(doc);
  urls.erase(std::remove_if(urls.begin(), urls.end(), [&](Range url) { return !far(url); }),
             urls.end());
  if (urls.size() > 1 && doc.Slice(urls.front()) != doc.Slice(urls.back())) {
    Mutant mutant = right;
    mutant.secret.push_back({urls.front(), std::string(doc.Slice(urls.back()))});
    mutant.secret.push_back({urls.back(), std::string(doc.Slice(urls.front()))});
    out.emplace_back("swaps two links elsewhere", mutant);
  }
  const auto items = doc.Ids(NodeKind::kListItem);
  if (!items.empty() && far(doc[items.back()].full)) {
    Mutant mutant = right;
    mutant.secret.push_back({doc[items.back()].full, ""});
    out.emplace_back("loses an item elsewhere", mutant);
  }

  const Range last = right.declared.back().range;
  if (fix.effect == Effect::kLayout) {
    // The edit reaches for a letter that stands right before or after it.
    const Source& source = doc.source();
    const auto only = [&](Range letter) {
      return letter.end == last.begin || letter.begin == last.end;
    };
    if (const auto letter = FindLetter(doc, only)) {
      Mutant mutant = right;
      mutant.declared.back().range = {std::min(last.begin, letter->begin),
                                      std::max(last.end, letter->end)};
      const bool clash = mutant.declared.size() > 1 &&
                         mutant.declared[mutant.declared.size() - 2].range.end > letter->begin;
      if (!clash && source[letter->begin] != '\0')
        out.emplace_back("eats the letter beside it", mutant);
    }
  }
  if (fix.effect < Effect::kDestination && !urls.empty()) {
    // As if the rule had computed the wrong place: the edit falls into a destination.
    Mutant mutant{.declared = {{{urls.front().begin, urls.front().begin}, "x"}},
                  .effect = fix.effect};
    out.emplace_back("falls into a link", mutant);
  }
  if (fix.effect < Effect::kStructure) {
    if (const auto letter = FindLetter(doc, far)) {
      Mutant mutant{.declared = {{{letter->begin, letter->begin}, "\n\n> "}}, .effect = fix.effect};
      out.emplace_back("makes a block quote", mutant);
    }
  }
  return out;
}

std::string ReadText(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

TEST(StructureMutation, NoBrokenFixPasses) {
  const Config config{.profile = Profile::kStrict};
  const Linter linter(config);
  int mutants = 0;
  for (const auto& folder :
       std::filesystem::directory_iterator(AWL_SOURCE_DIR "/fixtures/lists/whole")) {
    const ParsedFile file =
        ParseFile(std::make_shared<const Source>("", ReadText(folder.path() / "readme.md")));
    for (const Diagnostic& found : linter.Check({.document = *file.document, .list = *file.list})) {
      if (!found.fix || found.fix->edits.empty()) continue;
      const Position at = file.source->PositionAt(found.range.begin);
      const std::string where = Cat(folder.path().filename().string(), ":", at.line, " ",
                                    found.rule, " (", NameOf(found.fix->effect), ")");
      Mutant right{.declared = {}, .effect = found.fix->effect};
      for (const Edit& edit : found.fix->edits) right.declared.push_back({edit.range, edit.text});
      std::stable_sort(
          right.declared.begin(), right.declared.end(),
          [](const Replacement& a, const Replacement& b) { return a.range.begin < b.range.begin; });
      if (const auto change = Judge(*file.document, right)) {
        ADD_FAILURE() << where << ": the fix itself is refused: " << change->what;
        continue;
      }
      for (const auto& [what, mutant] : Mutants(*file.document, *found.fix)) {
        ++mutants;
        EXPECT_TRUE(Judge(*file.document, mutant)) << where << " passes though it " << what;
      }
    }
  }
  EXPECT_GT(mutants, 500) << "of so many broken fixes the test is made";
}

}  // namespace
}  // namespace awl
