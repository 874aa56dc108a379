#include "text/sentence_end.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/byline.h"
#include "text/unicode.h"

namespace awl {
namespace {

// Closing brackets and quotes, markup and emoji may follow the mark.
bool MayFollowEndMark(char32_t c) {
  switch (c) {
    case ')':
    case ']':
    case '"':
    case '\'':
    case '*':
    case '_':
    case '`':
    case '~':
    case 0x201D:
    case 0x2019:
    case 0x00BB:
    case 0xFF09:
    case 0x300D:
    case 0x300F:
    case 0x3011:
    case 0x300B:
    case 0xFE0F:
    case 0x200D:
      return true;
    default:
      return IsSpace(c) || IsEmoji(c);
  }
}

// Words that end in a stop of their own, in several languages, case-folded and without it; in
// order.
constexpr auto kAbbreviations = std::to_array<std::string_view>({
    "al",   "apod",  "approx", "atd", "bros", "bzw",  "ca",   "cf",   "cía",  "cie", "co",   "corp",
    "dept", "div",   "dr",     "ed",  "eds",  "et",   "etc",  "feat", "fig",  "fr",  "gmbh", "hrsg",
    "inc",  "int",   "intl",   "itd", "itp",  "jr",   "ltd",  "ltda", "max",  "min", "mr",   "mrs",
    "ms",   "no",    "nr",     "osv", "prof", "pvt",  "resp", "rev",  "sr",   "st",  "stb",  "tel",
    "trad", "trans", "univ",   "usw", "vb",   "vd",   "ver",  "vol",  "vols", "vs",  "wg",   "г",
    "гг",   "др",    "изд",    "им",  "пр",   "проч", "см",   "стр",  "т.д",  "т.п",
});

// Programs that are called with a command and a name, and some of these commands.
constexpr auto kPrograms = std::to_array<std::string_view>({
    "apt",   "apt-get", "brew", "bun",    "bundle", "cargo",  "choco", "composer", "conda",
    "cpanm", "deno",    "dnf",  "dotnet", "gem",    "git",    "go",    "helm",     "npm",
    "npx",   "nuget",   "opam", "pip",    "pip3",   "pipx",   "pnpm",  "scoop",    "snap",
    "stack", "sudo",    "uv",   "yarn",   "yum",    "zypper",
});
constexpr auto kCommands = std::to_array<std::string_view>({
    "add",
    "clone",
    "create",
    "dlx",
    "exec",
    "get",
    "global",
    "i",
    "init",
    "install",
    "pull",
    "require",
    "run",
    "tap",
    "tool",
});

// A sentence does not end with these.
constexpr auto kLeadingWords =
    std::to_array<std::string_view>({"a", "an", "and", "of", "or", "the"});

template <std::size_t kSize>
bool IsOneOf(std::string_view word, const std::array<std::string_view, kSize>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Takes the last word, at spaces, from `text`.
std::string_view TakeLastWord(std::string_view* text) {
  *text = Trim(*text);
  const std::size_t blank = text->find_last_of(" \t\r\n");
  const std::size_t begin = blank == std::string_view::npos ? 0 : blank + 1;
  const std::string_view word = text->substr(begin);
  *text = text->substr(0, begin);
  return word;
}

bool IsLoneLetter(std::string_view text) {
  if (text.empty()) return false;
  const CodePoint c = DecodeUtf8(text, 0);
  return c.length == text.size() && IsCased(c.value);
}

// "/search_id", "~/.config", ".env", "example.org/a", "src/main.c", "--all"
bool IsPath(std::string_view word) {
  if (word.size() < 2) return false;
  if (word[0] == '/' || word[0] == '~' || word.starts_with("--")) return true;
  if (word[0] == '.' && !IsAsciiUpper(word[1])) return true;  // ".NET" ends a sentence well
  return word.find('/') != std::string_view::npos && word.find('.') != std::string_view::npos;
}

// "https://host/x", and what git clones: "git@host:owner/name.git"
bool IsRemote(std::string_view word) {
  const std::size_t at = word.find('@');
  return word.find("://") != std::string_view::npos ||
         (at != std::string_view::npos && word.find(':', at) != std::string_view::npos);
}

// "1.2.x", "v2.0-beta", "3.1.4", not "2.0" and not "123.example"
bool IsVersion(std::string_view word) {
  if (word.size() > 1 && AsciiLower(word[0]) == 'v') word.remove_prefix(1);
  if (word.ends_with('+')) word.remove_suffix(1);
  if (word.empty() || !IsAsciiDigit(word[0])) return false;
  bool is_number = true;
  int dots = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (!IsAsciiDigit(word[i]) && word[i] != '.') is_number = false;
    if (word[i] != '.') continue;
    ++dots;
    const std::string_view part = word.substr(i + 1, word.find('.', i + 1) - i - 1);
    const bool fits = !part.empty() && (IsAsciiDigit(part[0]) || part == "x" || part == "*");
    if (!fits) return false;
  }
  return dots > 1 || (dots == 1 && !is_number);
}

// "with or wi": two small letters after a word that leads to a longer one.
bool IsCutOff(std::string_view last, std::string_view before) {
  const bool is_short = last.size() <= 2 && std::all_of(last.begin(), last.end(), [](char c) {
                          return IsAsciiAlpha(c) && !IsAsciiUpper(c);
                        });
  return is_short && IsOneOf(TakeLastWord(&before), kLeadingWords);
}

// "npm install foo", "git clone https://…"
bool EndsInCommand(std::string_view text) {
  constexpr int kWords = 5;
  std::string_view after = TakeLastWord(&text);
  for (int i = 0; i < kWords && !text.empty(); ++i) {
    const std::string_view word = TakeLastWord(&text);
    if (IsOneOf(word, kPrograms) && IsOneOf(after, kCommands)) return true;
    after = word;
  }
  return false;
}

// True if a round bracket or a quote is open at the end of a text, or a bracket is closed that was
// not opened: "(which reads the", "fast) tables". "a)" counts something, and ":)" smiles.
bool HasHalfOfAPair(std::string_view text) {
  int depth = 0;
  bool in_quotes = false;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    const std::string_view before = text.substr(0, i);
    i += c.length;
    if (c.value == '(' || c.value == 0xFF08) {
      depth += before.ends_with(':') ? 0 : 1;
    } else if ((c.value == ')' || c.value == 0xFF09) && depth > 0) {
      --depth;
    } else if (c.value == ')' && !before.empty()) {
      const char last = before.back();
      const bool counts = before.size() == 1 || IsAsciiSpace(before[before.size() - 2]);
      if (!counts && last != ':' && last != ';' && last != '-') return true;
    } else if (c.value == 0x201C) {
      in_quotes = true;
    } else if (c.value == 0x201D) {
      in_quotes = false;
    } else if (c.value == 0x2018 && (before.empty() || before.ends_with(' '))) {
      if (text.find("\u2019", i) == std::string_view::npos) return true;
    }
  }
  return depth > 0 || in_quotes;
}

// "“…” – Josef Albers": who said it.
bool EndsInSource(std::string_view text) {
  for (const std::string_view dash : {" - ", " – ", " — "}) {
    const std::size_t at = text.rfind(dash);
    if (at == std::string_view::npos || at == 0) continue;
    const char32_t quote = DecodeUtf8Before(text, at).value;
    if (quote != '"' && quote != 0x201D && quote != 0x2019 && quote != 0x00BB) continue;
    if (BylineOf(text.substr(at + dash.size()), false) != Byline::kNone) return true;
  }
  return false;
}

// "git clone git@host:o/r.git", "see https://a.example/b": a stop would seem to be part of it.
bool EndsInAddress(std::string_view text) {
  const std::string_view last = text.substr(text.find_last_of(" \t\r\n") + 1);
  return last.find("://") != std::string_view::npos ||
         (last.find('@') != std::string_view::npos && last.find('/') != std::string_view::npos);
}

}  // namespace

bool IsEndMark(char32_t c) {
  switch (c) {
    case '.':
    case '!':
    case '?':
    case 0x2026:
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0xFF0E:
    case 0xFF61:
    case 0x061F:
    case 0x06D4:
    case 0x0964:
    case 0x0965:
    case 0x0589:
    case 0x17D4:
    case 0x1362:
    case 0x203C:
    case 0x2047:
      return true;
    default:
      return false;
  }
}

bool EndsInAbbreviation(std::string_view text) {
  if (!text.ends_with('.')) return false;
  text.remove_suffix(1);
  std::size_t begin = text.size();
  while (begin > 0) {
    const CodePoint c = DecodeUtf8Before(text, begin);
    if (c.value != '.' && !IsLetter(c.value) && !IsMark(c.value)) break;
    begin -= c.length;
  }
  const std::string_view word = text.substr(begin);
  if (word.empty()) return false;
  if (word.find('.') != std::string_view::npos) return true;
  if (DecodeUtf8(word, 0).length == word.size() && IsUpper(DecodeUtf8(word, 0).value)) return true;
  return std::find(kAbbreviations.begin(), kAbbreviations.end(), FoldCase(word)) !=
         kAbbreviations.end();
}

bool HasSeveralSentences(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    i += c.length;
    if (!IsEndMark(c.value) || i == text.size()) continue;
    const bool wide = c.value == 0x3002 || c.value == 0xFF01 || c.value == 0xFF1F;
    if (wide || (IsSpace(DecodeUtf8(text, i).value) && !EndsInAbbreviation(text.substr(0, i)))) {
      return true;
    }
  }
  return false;
}

Ending EndingOf(std::string_view description) {
  if (description.ends_with('.')) return {End::kStop, U'.', U'.'};  // as most do
  Ending ending;
  std::size_t at = description.size();
  while (at > 0) {
    const CodePoint c = DecodeUtf8Before(description, at);
    if (ending.last_any == 0) ending.last_any = c.value;
    if (IsEndMark(c.value)) return {End::kStop, c.value, ending.last_any};
    if (!MayFollowEndMark(c.value)) {
      ending.last = c.value;
      break;
    }
    at -= c.length;
  }
  const bool word = IsLetter(ending.last) || IsMark(ending.last) || IsNumber(ending.last) ||
                    ending.last == '%' || ending.last == '+' || ending.last == '#';
  ending.end = word && !EndsInAddress(description) ? End::kNoStop : End::kUnclear;
  return ending;
}

StopFit FitOfStop(std::string_view text) {
  std::string_view before = text;
  const std::string_view last = TakeLastWord(&before);
  if (const std::size_t dot = last.rfind('.'); dot != std::string_view::npos && dot > 1) {
    if (IsLoneLetter(last.substr(dot + 1)) && !IsVersion(last)) return StopFit::kMisfits;
  }
  const std::string_view rest = Trim(before);
  if (IsLoneLetter(last) && !rest.empty() && EndingOf(rest).end == End::kStop &&
      !EndsInAbbreviation(rest)) {
    return StopFit::kMisfits;
  }
  if (!rest.empty() && IsOneOf(last, kLeadingWords)) return StopFit::kMisfits;
  if (last.ends_with("'s") || last.ends_with("’s")) return StopFit::kMisfits;  // whose?
  if (IsRemote(last) || HasHalfOfAPair(text)) return StopFit::kMisfits;
  if (EndsInSource(text)) return StopFit::kDoubtful;
  if (IsCutOff(last, before)) return StopFit::kDoubtful;
  return IsPath(last) || IsVersion(last) || EndsInCommand(text) ? StopFit::kDoubtful
                                                                : StopFit::kFits;
}

}  // namespace awl
