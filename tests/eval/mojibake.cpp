// Damages clean texts in every way that is known and measures what comes back.
//
//   awl_eval_mojibake [--by-text] [--page NAME] [--variant NAME] FILE|FOLDER…
//
// For each code page and variant it prints: texts in which damage was found; found with the right
// code page (or one that gives the same text); damaged lines that came back byte for byte, with the
// best guesses; damaged characters that lost bytes, and how many of them are right; how many the
// safe tier takes, and how many of those are wrong. Texts and lines that a code page cannot damage
// (ASCII) do not count. Last, the findings on the texts as they are, which should be none.

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "awl/source.h"
#include "base/utf8.h"
#include "mojibake/damage.h"
#include "mojibake/repair.h"

namespace awl::mojibake {
namespace {

namespace fs = std::filesystem;

struct Text {
  std::string name;
  std::string bytes;
};

struct Variant {
  std::string_view name;
  LostByte lost_byte;
  bool soft_hyphen_dropped = false;
  bool no_break_space_became_space = false;
  int passes = 1;
  int every = 1;  // only each n-th line that is not ASCII is damaged
};

constexpr Variant kVariants[] = {
    {"kept", LostByte::kControl},
    {"dropped", LostByte::kDropped, true},
    {"U+FFFD", LostByte::kReplacement},
    {"?", LostByte::kQuestionMark},
    {"A0-space", LostByte::kControl, false, true},
    {"twice", LostByte::kControl, false, false, 2},
    {"mixed", LostByte::kControl, false, false, 1, 5},
    {"mixed-dropped", LostByte::kDropped, true, false, 1, 5},
};

struct Row {
  int texts = 0;
  int found = 0;
  int page_right = 0;
  int lines = 0;
  int lines_exact = 0;
  int lossy = 0;  // characters that lost bytes
  int lossy_right = 0;
  int safe = 0;  // of them
  int safe_wrong = 0;
  int clean_lines_changed = 0;

  Row& operator+=(const Row& other) {
    texts += other.texts;
    found += other.found;
    page_right += other.page_right;
    lines += other.lines;
    lines_exact += other.lines_exact;
    lossy += other.lossy;
    lossy_right += other.lossy_right;
    safe += other.safe;
    safe_wrong += other.safe_wrong;
    clean_lines_changed += other.clean_lines_changed;
    return *this;
  }
};

std::string Percent(int part, int whole) {
  if (whole == 0) return "-";
  char text[16];
  std::snprintf(text, sizeof text, "%.2f", 100.0 * part / whole);
  return text;
}

void PrintHead() {
  std::printf("%-36s %6s %6s %6s %7s %8s %7s %8s %8s %6s %6s\n", "", "texts", "found", "page",
              "lines", "exact%", "lossy", "right%", "safe%", "wrong", "clean");
}

void Print(const std::string& name, const Row& row) {
  std::printf("%-36s %6d %6d %6d %7d %8s %7d %8s %8s %6d %6d\n", name.c_str(), row.texts, row.found,
              row.page_right, row.lines, Percent(row.lines_exact, row.lines).c_str(), row.lossy,
              Percent(row.lossy_right, row.lossy).c_str(), Percent(row.safe, row.lossy).c_str(),
              row.safe_wrong, row.clean_lines_changed);
}

std::string DamageTimes(const Damager& damager, std::string_view text, int passes) {
  std::string out(text);
  for (int pass = 0; pass < passes; ++pass) out = damager.Damage(out);
  return out;
}

// The characters of a line, and where each begins in its damaged form.
struct Character {
  char32_t value;
  Offset damaged;
  bool lossy;
};

std::vector<Character> Characters(const Damager& damager, const Damager& lossless,
                                  std::string_view line, int passes) {
  std::vector<Character> characters;
  Offset damaged = 0;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint c = DecodeUtf8(line, at);
    const std::string_view bytes = line.substr(at, c.length);
    const std::string now = DamageTimes(damager, bytes, passes);
    characters.push_back({c.value, damaged, now != DamageTimes(lossless, bytes, passes)});
    damaged += static_cast<Offset>(now.size());
    at += c.length;
  }
  return characters;
}

Row Measure(const Text& text, CodePage page, const Variant& variant) {
  Process process = MakeProcess(page, variant.lost_byte);
  process.soft_hyphen_dropped = variant.soft_hyphen_dropped;
  process.no_break_space_became_space = variant.no_break_space_became_space;
  const Damager damager(process);
  const Damager lossless(MakeProcess(page, LostByte::kControl));

  const Source clean("", text.bytes);
  std::string damaged_text;
  std::vector<bool> is_damaged(clean.line_count());
  int count = 0;
  for (std::uint32_t line = 0; line < clean.line_count(); ++line) {
    const std::string_view bytes = clean.Slice(clean.LineWithEol(line));
    is_damaged[line] = !IsAscii(bytes) && count++ % variant.every == 0;
    damaged_text += is_damaged[line] ? DamageTimes(damager, bytes, variant.passes) : bytes;
  }
  Row row;
  const Source damaged("", damaged_text);
  if (damaged.line_count() != clean.line_count()) return row;  // a line end was made of bytes
  if (std::find(is_damaged.begin(), is_damaged.end(), true) == is_damaged.end()) return row;

  const Restoration restoration = Restore(damaged, {});
  row.texts = 1;
  row.found = !restoration.groups.empty();
  for (const DamagedGroup& group : restoration.groups) {
    if (group.tied & Bit(page)) {
      row.page_right = 1;
      break;
    }
    // Another code page that makes the same of the text is right too.
    std::string again(text.bytes);
    for (const Process& pass : group.passes) again = Damager(pass).Damage(again);
    if (again == damager.Damage(text.bytes)) row.page_right = 1;
  }
  std::unordered_map<std::uint32_t, const RepairedLine*> repaired;
  for (const RepairedLine& line : restoration.lines) repaired[line.line] = &line;
  for (std::uint32_t line = 0; line < clean.line_count(); ++line) {
    const std::string_view original = clean.Slice(clean.Line(line));
    const auto found = repaired.find(line);
    const RepairedLine* repair = found == repaired.end() ? nullptr : found->second;
    if (!is_damaged[line]) {
      row.clean_lines_changed += repair != nullptr && repair->text != original;
      continue;
    }
    ++row.lines;
    row.lines_exact += repair != nullptr ? repair->text == original
                                         : damaged.Slice(damaged.Line(line)) == original;
    const std::vector<Character> characters =
        Characters(damager, lossless, original, variant.passes);
    std::vector<char32_t> restored;
    if (repair != nullptr) {
      for (std::size_t at = 0; at < repair->text.size();) {
        const CodePoint c = DecodeUtf8(repair->text, at);
        restored.push_back(c.value);
        at += c.length;
      }
    }
    std::unordered_map<Offset, Trust> trusts;
    if (repair != nullptr) {
      for (const Guessed& guessed : repair->guessed)
        trusts[guessed.range.begin - repair->range.begin] = guessed.trust;
    }
    for (std::size_t i = 0; i < characters.size(); ++i) {
      const Character& character = characters[i];
      if (!character.lossy) continue;
      ++row.lossy;
      if (restored.size() != characters.size()) {
        // A space or a character too many: nothing in the line counts as right.
        if (repair != nullptr && repair->trust >= Trust::kSafe) {
          ++row.safe;
          ++row.safe_wrong;
        }
        continue;
      }
      const bool right = restored[i] == character.value;
      row.lossy_right += right;
      const auto trust = trusts.find(character.damaged);
      if (trust == trusts.end() || trust->second >= Trust::kSafe) {
        ++row.safe;
        row.safe_wrong += !right;
        if (!right && std::getenv("AWL_EVAL_SHOW") != nullptr) {
          std::printf("  wrong: %s line %u: %.*s\n    -> %s\n", text.name.c_str(), line + 1,
                      static_cast<int>(original.size()), original.data(), repair->text.c_str());
        }
      }
    }
    if (std::getenv("AWL_EVAL_LINES") != nullptr &&
        (repair == nullptr || repair->text != original)) {
      std::printf("  line %s %u: %.*s\n    -> %s\n", text.name.c_str(), line + 1,
                  static_cast<int>(original.size()), original.data(),
                  repair == nullptr ? "(not found)" : repair->text.c_str());
    }
  }
  return row;
}

void AddTexts(const fs::path& path, std::vector<Text>& texts) {
  if (fs::is_directory(path)) {
    std::vector<fs::path> inside;
    for (const fs::directory_entry& entry : fs::directory_iterator(path))
      inside.push_back(entry.path());
    std::sort(inside.begin(), inside.end());
    for (const fs::path& entry : inside) AddTexts(entry, texts);
    return;
  }
  if (path.extension() != ".md") return;
  std::ifstream in(path, std::ios::binary);
  texts.push_back({path.stem().string(), std::string(std::istreambuf_iterator<char>(in),
                                                     std::istreambuf_iterator<char>())});
}

int Main(int argc, char** argv) {
  bool by_text = false;
  std::string_view only_page;
  std::string_view only_variant;
  std::vector<Text> texts;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--by-text") {
      by_text = true;
    } else if (argument == "--page" && i + 1 < argc) {
      only_page = argv[++i];
    } else if (argument == "--variant" && i + 1 < argc) {
      only_variant = argv[++i];
    } else {
      AddTexts(argv[i], texts);
    }
  }
  if (texts.empty()) {
    const char* corpus = std::getenv("AWL_CORPUS");
    AddTexts(corpus != nullptr ? corpus : AWL_SOURCE_DIR "/fixtures/lists", texts);
  }
  if (texts.empty()) {
    std::fprintf(stderr, "awl_eval_mojibake: no texts\n");
    return 2;
  }

  PrintHead();
  for (const Variant& variant : kVariants) {
    if (!only_variant.empty() && variant.name != only_variant) continue;
    for (int p = 0; p < kCodePageCount; ++p) {
      const auto page = static_cast<CodePage>(p);
      if (!only_page.empty() && Name(page) != only_page) continue;
      Row all;
      for (const Text& text : texts) {
        if (IsAscii(text.bytes)) continue;
        const Row row = Measure(text, page, variant);
        if (by_text && row.texts > 0)
          Print(std::string(variant.name) + " " + std::string(Name(page)) + " " +
                    text.name.substr(0, 20),
                row);
        all += row;
      }
      Print(std::string(variant.name) + " " + std::string(Name(page)), all);
    }
  }
  int findings = 0;
  for (const Text& text : texts) {
    const Restoration restoration = Restore(Source("", text.bytes), {});
    for (const RepairedLine& line : restoration.lines) {
      ++findings;
      std::printf("finding in clean text: %s:%u: %s\n", text.name.c_str(), line.line + 1,
                  line.text.c_str());
    }
  }
  std::printf("findings in %zu clean texts: %d\n", texts.size(), findings);
  return 0;
}

}  // namespace
}  // namespace awl::mojibake

int main(int argc, char** argv) { return awl::mojibake::Main(argc, argv); }
