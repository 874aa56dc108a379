// How well the model restores characters that lost bytes. Usage:
//   model_eval [--errors] [--pages 1252,1254] FILE…
// Each file is a clean text; the bytes that a code page leaves undefined, and that of the soft
// hyphen, are taken out of it, and the model is asked for what was there.

#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "mojibake/codepages.h"
#include "mojibake/model.h"

namespace awl::mojibake {
namespace {

struct Task {
  PartialLine line = {};
  std::vector<char32_t> truth = {};
};

struct Score {
  int count = 0;
  int right = 0;
  int safe = 0;
  int safe_wrong = 0;
};

std::string Encoded(char32_t c) {
  std::string out;
  AppendUtf8(out, c);
  return out;
}

// All characters that leave `rest` when bytes of `lost` are taken out of their UTF-8.
std::vector<char32_t> Candidates(const std::string& rest, std::size_t missing,
                                 const ByteSet& lost) {
  std::set<std::string> forms = {rest};
  for (; missing > 0; --missing) {
    std::set<std::string> longer;
    for (const std::string& form : forms) {
      for (std::size_t at = 1; at <= form.size(); ++at) {
        for (std::size_t byte = 0x80; byte < 0xC0; ++byte) {
          if (!lost[byte]) continue;
          longer.insert(form.substr(0, at) + static_cast<char>(byte) + form.substr(at));
        }
      }
    }
    forms = longer;
  }
  std::vector<char32_t> out;
  for (const std::string& form : forms) {
    const CodePoint decoded = DecodeUtf8(form, 0);
    if (decoded.valid && decoded.length == form.size()) out.push_back(decoded.value);
  }
  return out;
}

std::vector<Task> Damaged(const std::string& text, const ByteSet& lost) {
  std::vector<Task> tasks;
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line)) {
    Task task;
    for (std::size_t at = 0; at < line.size();) {
      const CodePoint c = DecodeUtf8(line, at);
      std::string rest;
      for (std::size_t i = 0; i < c.length; ++i) {
        const auto byte = static_cast<unsigned char>(line[at + i]);
        if (i == 0 || !lost[byte]) rest += line[at + i];
      }
      if (rest.size() < c.length) {
        task.line.unknowns.push_back(
            {.position = task.line.text.size(),
             .candidates = Candidates(rest, c.length - rest.size(), lost)});
        task.line.text += kUnknownCharacter;
        task.truth.push_back(c.value);
      } else {
        task.line.text += c.value;
      }
      at += c.length;
    }
    tasks.push_back(std::move(task));
  }
  return tasks;
}

void Print(const std::string& name, const Score& score, double ms) {
  std::printf("%-56s %6d  right %.4f  safe %.4f  precision %.5f (%d wrong)  %.1f ms\n",
              name.c_str(), score.count, score.count ? 1.0 * score.right / score.count : 0,
              score.count ? 1.0 * score.safe / score.count : 0,
              score.safe ? 1 - 1.0 * score.safe_wrong / score.safe : 1, score.safe_wrong, ms);
}

// The surroundings of an unknown: [truth>guess], and a ' after every other character that was lost.
void PrintError(const Task& task, std::size_t unknown, const Guess& guess) {
  std::printf("%s%.1f ", guess.safe ? "SAFE " : "", guess.margin);
  const std::size_t at = task.line.unknowns[unknown].position;
  std::size_t next = 0;
  for (std::size_t i = 0; i < task.line.text.size(); ++i) {
    const bool open = next < task.truth.size() && task.line.unknowns[next].position == i;
    const char32_t c = open ? task.truth[next] : task.line.text[i];
    if (open) ++next;
    if (i + 12 < at || i > at + 12) continue;
    if (i == at) {
      std::printf("[%s>%s]", Encoded(c).c_str(), Encoded(guess.ranked.front().character).c_str());
    } else {
      std::printf("%s%s", Encoded(c).c_str(), open ? "'" : "");
    }
  }
  std::printf("\n");
}

int Main(int argc, char** argv) {
  bool errors = false;
  std::vector<CodePage> pages = {CodePage::kWindows1254, CodePage::kWindows1252};
  std::vector<std::string> files;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--errors") {
      errors = true;
    } else if (argument == "--pages" && i + 1 < argc) {
      pages.clear();
      std::istringstream names(argv[++i]);
      for (std::string name; std::getline(names, name, ',');) {
        pages.push_back(CodePageNamed("windows-" + name).value_or(CodePage::kWindows1252));
      }
    } else {
      files.push_back(argument);
    }
  }
  Score all;
  std::map<int, std::pair<int, int>> by_margin;
  for (const std::string& file : files) {
    std::ifstream in(file, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    for (const CodePage page : pages) {
      ByteSet lost = UndefinedBytes(page);
      lost.set(0xAD);
      const std::vector<Task> tasks = Damaged(text, lost);
      std::vector<PartialLine> document;
      for (const Task& task : tasks) document.push_back(task.line);
      const std::clock_t start = std::clock();
      const Language language = Model::DetectLanguage(document);
      const Model model({.language = language, .document = document});
      std::vector<std::vector<Guess>> guesses;
      for (const PartialLine& line : document) guesses.push_back(model.Resolve(line));
      const double ms = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
      Score score;
      for (std::size_t t = 0; t < tasks.size(); ++t) {
        for (std::size_t i = 0; i < guesses[t].size(); ++i) {
          const Guess& guess = guesses[t][i];
          ++score.count;
          if (guess.ranked.empty()) continue;
          const bool right = guess.ranked.front().character == tasks[t].truth[i];
          score.right += right;
          score.safe += guess.safe;
          score.safe_wrong += guess.safe && !right;
          for (int m = 0; m <= 12 && guess.margin >= m; ++m) {
            ++by_margin[m].first;
            by_margin[m].second += !right;
          }
          if (errors && !right) PrintError(tasks[t], i, guess);
        }
      }
      all.count += score.count;
      all.right += score.right;
      all.safe += score.safe;
      all.safe_wrong += score.safe_wrong;
      Print(file.substr(file.rfind('/') + 1) + " " + std::string(Name(page)) + " " +
                std::to_string(static_cast<int>(language)),
            score, ms);
    }
  }
  Print("all", all, 0);
  for (const auto& [margin, counts] : by_margin) {
    std::printf("margin >= %2d: cover %.4f wrong %d precision %.5f\n", margin,
                1.0 * counts.first / all.count, counts.second,
                1 - 1.0 * counts.second / counts.first);
  }
  return 0;
}

}  // namespace
}  // namespace awl::mojibake

int main(int argc, char** argv) { return awl::mojibake::Main(argc, argv); }
