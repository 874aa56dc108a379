#include "document/contents_names.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "base/char_set.h"
#include "base/sorted.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "text/unicode.h"

namespace awl {
namespace {

// Case-folded, NFC, words separated by one space.
constexpr auto kNames = Sorted(std::to_array<std::string_view>({
    // English
    "contents",
    "content",
    "table of contents",
    "table of content",
    "toc",
    "index",
    "list of contents",
    // German
    "inhalt",
    "inhaltsverzeichnis",
    "inhaltsübersicht",
    // Spanish
    "índice",
    "indice",
    "tabla de contenidos",
    "tabla de contenido",
    "contenido",
    "contenidos",
    "índice de contenidos",
    "tabla de materias",
    // Portuguese
    "sumário",
    "conteúdo",
    "conteúdos",
    "tabela de conteúdo",
    "tabela de conteúdos",
    // French
    "sommaire",
    "table des matières",
    "contenu",
    // Italian
    "sommario",
    "contenuti",
    "indice dei contenuti",
    // Catalan, Basque, Galician
    "taula de continguts",
    "contingut",
    "continguts",
    "índex",
    "aurkibidea",
    "edukiak",
    "táboa de contidos",
    "contidos",
    // Dutch
    "inhoud",
    "inhoudsopgave",
    "inhoudstafel",
    // Nordic
    "innehåll",
    "innehållsförteckning",
    "indhold",
    "indholdsfortegnelse",
    "innhold",
    "innholdsfortegnelse",
    "efnisyfirlit",
    "sisällys",
    "sisällysluettelo",
    // Baltic
    "sisukord",
    "saturs",
    "satura rādītājs",
    "turinys",
    // Polish, Czech, Slovak, Hungarian, Romanian
    "spis treści",
    "zawartość",
    "obsah",
    "tartalom",
    "tartalomjegyzék",
    "cuprins",
    // South Slavic, Albanian
    "sadržaj",
    "садржај",
    "kazalo",
    "vsebina",
    "kazalo vsebine",
    "съдържание",
    "садржина",
    "содржина",
    "përmbajtja",
    // East Slavic
    "содержание",
    "оглавление",
    "зміст",
    "змест",
    // Turkic, Mongolian
    "içindekiler",
    "içerik",
    "mündəricat",
    "mundarija",
    "мазмұны",
    "мазмуну",
    "агуулга",
    // Greek, whose capitals have no accents
    "περιεχόμενα",
    "περιεχομενα",
    "πίνακασ περιεχομένων",
    "πινακασ περιεχομενων",
    // Arabic, Persian, Urdu
    "فهرس",
    "الفهرس",
    "المحتويات",
    "محتويات",
    "جدول المحتويات",
    "قائمة المحتويات",
    "فهرست",
    "فهرست مطالب",
    "محتویات",
    "فہرست",
    "فہرست مضامین",
    // Hebrew
    "תוכן",
    "תוכן עניינים",
    "תוכן העניינים",
    // Indic
    "अनुक्रमणिका",
    "विषय सूची",
    "विषयसूची",
    "सामग्री",
    "সূচিপত্র",
    "সূচীপত্র",
    "ਤਤਕਰਾ",
    "અનુક્રમણિકા",
    "பொருளடக்கம்",
    "విషయ సూచిక",
    "విషయసూచిక",
    "ವಿಷಯ ಸೂಚಿ",
    "ಪರಿವಿಡಿ",
    "ഉള്ളടക്കം",
    "පටුන",
    // South-East Asian
    "สารบัญ",
    "ເນື້ອໃນ",
    "មាតិកា",
    "မာတိကာ",
    "mục lục",
    "daftar isi",
    "isi kandungan",
    "kandungan",
    "talaan ng nilalaman",
    "nilalaman",
    // Chinese
    "目录",
    "目錄",
    "内容",
    "內容",
    "索引",
    "内容目录",
    // Japanese, Korean
    "目次",
    "もくじ",
    "コンテンツ",
    "목차",
    "차례",
    "색인",
    "콘텐츠",
    // Caucasian, Swahili
    "სარჩევი",
    "შინაარსი",
    "բովանդակություն",
    "yaliyomo",
}));

// By first byte: a bit for each size that a name has. Most headings are told from names by this.
constexpr auto kSizes = [] {
  std::array<std::uint64_t, 256> sizes = {};
  for (const std::string_view name : kNames) {
    sizes[static_cast<unsigned char>(name.front())] |= std::uint64_t{1} << name.size();
  }
  return sizes;
}();

// Longer headings are not looked at: no name is as long, even with decoration.
constexpr std::size_t kMaxHeading = 160;

// "0. Contents", without the space at the end either.
std::string_view WithoutNumber(std::string_view words) {
  if (!words.empty() && words.back() == ' ') words.remove_suffix(1);
  static constexpr CharSet kNumber("0123456789 ");
  words.remove_prefix(std::min(kNumber.FindOther(words), words.size()));
  return words;
}

// `text` with what is neither letter, mark nor digit as one space, case-folded, as a view into
// `buffer`.
std::string_view Words(std::string_view text, std::string* buffer) {
  constexpr char32_t kDotAbove = 0x307;  // what folding leaves of a Turkish capital I
  std::string& words = *buffer;
  if (IsAscii(text)) {
    words.resize(text.size());
    char* end = words.data();
    for (const char c : text) {
      if (IsAsciiAlnum(c)) {
        *end++ = AsciiLower(c);
      } else if (end != words.data() && end[-1] != ' ') {
        *end++ = ' ';
      }
    }
    words.resize(static_cast<std::size_t>(end - words.data()));
    return WithoutNumber(words);
  }
  words.clear();
  words.reserve(text.size());
  const std::string folded = FoldCase(text);
  for (std::size_t at = 0; at < folded.size();) {
    const CodePoint c = DecodeUtf8(folded, at);
    at += c.length;
    if (c.value == kDotAbove || IsInvisible(c.value)) continue;
    if (IsLetter(c.value) || IsMark(c.value) || IsNumber(c.value)) {
      // "目 录"
      if (IsCjk(c.value) && !words.empty() && words.back() == ' ' &&
          IsCjk(DecodeUtf8Before(words, words.size() - 1).value)) {
        words.pop_back();
      }
      AppendUtf8(words, c.value);
    } else if (!words.empty() && words.back() != ' ') {
      words.push_back(' ');
    }
  }
  return WithoutNumber(words);
}

bool IsName(std::string_view words) {
  if (words.empty() || words.size() >= 64) return false;
  const bool may_be = (kSizes[static_cast<unsigned char>(words.front())] >> words.size() & 1) != 0;
  return may_be && std::binary_search(kNames.begin(), kNames.end(), words);
}

}  // namespace

bool IsContentsHeading(std::string_view heading) {
  if (heading.empty() || heading.size() > kMaxHeading) return false;
  std::string buffer;
  if (IsName(Words(heading, &buffer))) return true;
  // "Contents / 目录", "目录（Contents）": one name is enough, if all parts are.
  static constexpr CharSet kPartBytes("/|()\xEF\xC2\xE3");  // with which those below begin
  if (kPartBytes.Find(heading) == std::string_view::npos) return false;
  constexpr std::string_view kParts[] = {"/", "|", "(", ")", "（", "）", "·", "・"};
  bool found = false;
  while (!heading.empty()) {
    std::size_t end = heading.size(), skip = 0;
    for (const std::string_view separator : kParts) {
      if (const std::size_t at = heading.find(separator); at < end) {
        end = at;
        skip = separator.size();
      }
    }
    const std::string_view part = Words(heading.substr(0, end), &buffer);
    if (!part.empty()) {
      if (!IsName(part)) return false;
      found = true;
    }
    heading.remove_prefix(end + skip);
  }
  return found;
}

}  // namespace awl
