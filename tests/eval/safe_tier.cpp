// What the safe tier makes of damaged texts, line by line and language by language.
//
//   awl_eval_safe_tier [--show] [--kind NAME] LANGUAGE=FILE|FOLDER…
//
// Damages each text in every way below, and does what `--fix` does: restores it and writes the
// lines that are safe. Prints, for each language and kind of damage: damaged lines; lines that the
// safe tier rewrites, and how many of those are not byte for byte what they were; lines that
// --unsafe-fixes would restore, and how many of those are wrong; lines that a second run over the
// result would rewrite, and how many of those are wrong. --show prints what the safe tier did
// wrong.

#include <iconv.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "awl/source.h"
#include "base/strings.h"
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

struct Kind {
  std::string_view name;
  CodePage page;
  LostByte lost_byte;
  bool soft_hyphen_dropped = false;
  int every = 1;  // only each n-th line that is not ASCII is damaged
};

constexpr Kind kKinds[] = {
    {"windows-1252 dropped", CodePage::kWindows1252, LostByte::kDropped, true},
    {"windows-1254 dropped", CodePage::kWindows1254, LostByte::kDropped, true},
    {"windows-1250 dropped", CodePage::kWindows1250, LostByte::kDropped, true},
    {"windows-1251 dropped", CodePage::kWindows1251, LostByte::kDropped, true},
    {"windows-1252 U+FFFD", CodePage::kWindows1252, LostByte::kReplacement},
    {"windows-1254 ?", CodePage::kWindows1254, LostByte::kQuestionMark},
    {"windows-1252 kept", CodePage::kWindows1252, LostByte::kControl},
    {"windows-1252 mixed", CodePage::kWindows1252, LostByte::kControl, false, 5},
    {"windows-1252 mixed dropped", CodePage::kWindows1252, LostByte::kDropped, true, 5},
    {"windows-1251 mixed", CodePage::kWindows1251, LostByte::kControl, false, 5},
};
// UTF-8 that was read as GBK: none of the code pages that are known. Whatever is written is wrong.
constexpr std::string_view kGbk = "gbk dropped";

struct Row {
  int damaged = 0;
  int safe = 0;
  int safe_wrong = 0;
  int unsafe = 0;
  int unsafe_wrong = 0;
  int again = 0;
  int again_wrong = 0;

  Row& operator+=(const Row& other) {
    damaged += other.damaged;
    safe += other.safe;
    safe_wrong += other.safe_wrong;
    unsafe += other.unsafe;
    unsafe_wrong += other.unsafe_wrong;
    again += other.again;
    again_wrong += other.again_wrong;
    return *this;
  }
};

void Print(const std::string& name, const Row& row) {
  const double cover = row.damaged == 0 ? 0 : 100.0 * row.safe / row.damaged;
  std::printf("%-40s %7d %7d %6.1f %5d %7d %6d %5d %5d\n", name.c_str(), row.damaged, row.safe,
              cover, row.safe_wrong, row.unsafe, row.unsafe_wrong, row.again, row.again_wrong);
}

std::string AsGbk(std::string_view utf8) {
  const iconv_t converter = iconv_open("UTF-8", "GBK");
  std::string in(utf8);
  std::string out(in.size() * 4, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t from_left = in.size();
  std::size_t to_left = out.size();
  while (from_left > 0 &&
         iconv(converter, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1)) {
    ++from;
    --from_left;
  }
  iconv_close(converter);
  out.resize(out.size() - to_left);
  return out;
}

// The lines that `damage` makes of every n-th line that is not ASCII, and the others as they are.
template <typename Damage>
std::vector<std::string> DamagedLines(const std::vector<std::string>& clean, int every,
                                      const Damage& damage) {
  std::vector<std::string> lines;
  int count = 0;
  for (const std::string& line : clean) {
    const bool is_damaged = !IsAscii(line) && count++ % every == 0;
    lines.push_back(is_damaged ? damage(line) : line);
  }
  return lines;
}

std::vector<std::string> Lines(const std::string& text) {
  const Source source("", text);
  std::vector<std::string> lines;
  for (std::uint32_t line = 0; line < source.line_count(); ++line) {
    lines.emplace_back(source.Slice(source.Line(line)));
  }
  return lines;
}

// One run over `now`: rewrites the safe lines in it and counts.
class Run {
 public:
  Run(const Text& text, const std::vector<std::string>& clean, bool show)
      : text_(text), clean_(clean), show_(show) {}

  Row Both(std::vector<std::string> damaged) {
    Row row;
    for (std::size_t i = 0; i < clean_.size(); ++i) row.damaged += damaged[i] != clean_[i];
    const Row first = Once(&damaged, "safe");
    const Row second = Once(&damaged, "again");
    row += first;
    row.again = second.safe;
    row.again_wrong = second.safe_wrong;
    return row;
  }

 private:
  Row Once(std::vector<std::string>* now, std::string_view what) {
    Row row;
    std::string bytes;
    for (const std::string& line : *now) bytes += line + '\n';
    bytes.pop_back();
    const Source source("", bytes);
    if (source.line_count() != now->size()) return row;  // a line end was made of bytes
    for (const RepairedLine& line : Restore(source, {}).lines) {
      if (line.trust == Trust::kUndecided) continue;
      const bool right = line.text == clean_[line.line];
      const bool safe = line.trust >= Trust::kSafe;
      ++(safe ? row.safe : row.unsafe);
      (safe ? row.safe_wrong : row.unsafe_wrong) += !right;
      if (safe && show_ && (!right || what == "again")) {
        std::printf("  %s %s:%u: %s\n    was %s\n    now %s\n", std::string(what).c_str(),
                    text_.name.c_str(), line.line + 1, (*now)[line.line].c_str(),
                    clean_[line.line].c_str(), line.text.c_str());
      }
      if (safe) (*now)[line.line] = line.text;
    }
    return row;
  }

  const Text& text_;
  const std::vector<std::string>& clean_;
  const bool show_;
};

void AddTexts(const fs::path& path, std::vector<Text>& texts) {
  if (fs::is_directory(path)) {
    std::vector<fs::path> inside;
    for (const fs::directory_entry& entry : fs::directory_iterator(path)) {
      inside.push_back(entry.path());
    }
    std::sort(inside.begin(), inside.end());
    for (const fs::path& entry : inside) AddTexts(entry, texts);
    return;
  }
  std::ifstream in(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(in)), {});
  if (IsAscii(bytes) || !IsValidUtf8(bytes)) return;
  if (!Restore(Source("", bytes), {}).lines.empty()) {
    std::printf("%s is damaged itself and does not count\n", path.c_str());
    return;
  }
  texts.push_back({path.stem().string(), std::move(bytes)});
}

Row MeasureKind(const std::vector<Text>& texts, const Kind& kind, bool show) {
  Process process = MakeProcess(kind.page, kind.lost_byte);
  process.soft_hyphen_dropped = kind.soft_hyphen_dropped;
  const Damager damager(process);
  Row row;
  for (const Text& text : texts) {
    const std::vector<std::string> clean = Lines(text.bytes);
    row +=
        Run(text, clean, show).Both(DamagedLines(clean, kind.every, [&](const std::string& line) {
          return damager.Damage(line);
        }));
  }
  return row;
}

Row MeasureGbk(const std::vector<Text>& texts, bool show) {
  Row row;
  for (const Text& text : texts) {
    const std::vector<std::string> clean = Lines(text.bytes);
    row += Run(text, clean, show).Both(DamagedLines(clean, 1, AsGbk));
  }
  return row;
}

int Main(int argc, char** argv) {
  bool show = false;
  std::string_view only;
  std::map<std::string, std::vector<Text>> languages;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const std::size_t equals = argument.find('=');
    if (argument == "--show") {
      show = true;
    } else if (argument == "--kind" && i + 1 < argc) {
      only = argv[++i];
    } else if (equals == std::string_view::npos) {
      std::fprintf(stderr, "awl_eval_safe_tier: expected LANGUAGE=FILE|FOLDER, not '%s'\n",
                   argv[i]);
      return 2;
    } else {
      AddTexts(argument.substr(equals + 1), languages[std::string(argument.substr(0, equals))]);
    }
  }
  std::printf("%-40s %7s %7s %6s %5s %7s %6s %5s %5s\n", "", "damaged", "safe", "%", "wrong",
              "unsafe", "wrong", "again", "wrong");
  for (const auto& [language, texts] : languages) {
    Row all;
    for (const Kind& kind : kKinds) {
      if (!only.empty() && only != kind.name) continue;
      const Row row = MeasureKind(texts, kind, show);
      Print(Cat(language, ' ', kind.name), row);
      all += row;
    }
    if (only.empty() || only == kGbk) {
      const Row row = MeasureGbk(texts, show);
      Print(Cat(language, ' ', kGbk), row);
      all += row;
    }
    Print(Cat(language, " all"), all);
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace
}  // namespace awl::mojibake

int main(int argc, char** argv) { return awl::mojibake::Main(argc, argv); }
