#ifndef AWL_MOJIBAKE_MODEL_H_
#define AWL_MOJIBAKE_MODEL_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace awl::mojibake {

struct Tables;
struct Reading;
using Readings = std::vector<std::shared_ptr<const Reading>>;
class Evidence;

// Stands in PartialLine::text where a character is not known. It is no character in any text.
inline constexpr char32_t kUnknownCharacter = 0xFFFF;

// A character that lost bytes: where it stands in PartialLine::text, and what it may have been.
struct Unknown {
  std::size_t position = 0;
  std::vector<char32_t> candidates = {};
};

// One line of which some characters are not known. `unknowns` are in the order of their positions.
struct PartialLine {
  std::u32string text = {};
  std::vector<Unknown> unknowns = {};
};

struct Candidate {
  char32_t character = 0;
  double probability = 0;
};

// What the model thinks of one unknown. The first of `ranked` belongs to the jointly best reading
// of the line; an empty `ranked` means that the model cannot tell.
struct Guess {
  std::vector<Candidate> ranked = {};  // best first
  double margin = 0;                   // ln(p1 / p2)
  bool safe = false;                   // right 999 times in 1,000 on texts the tables never saw
};

enum class Language : std::uint8_t {
  kUnknown,
  kZhHans,
  kZhHant,
  kJa,
  kKo,
  kRu,
  kCs,
  kDe,
  kEs,
  kFr,
  kIt,
  kPl,
  kPt,
  kTr,
};

// What is known of the document around a line.
struct Context {
  Language language = Language::kUnknown;
  // The lines of the document, as far as they are known. Not owned: must outlive the model. May
  // hold the line itself, which then is read once only.
  std::span<const PartialLine> document = {};
};

// The language model: word lists and character n-grams (tables/). Making one unpacks the tables and
// reads the document, which takes milliseconds: make one for a document, and only where there is
// something to resolve. Const and safe to share between threads once made.
class Model {
 public:
  explicit Model(const Context& context);

  // The language that most of the known text is in, and best explains the unknown.
  static Language DetectLanguage(std::span<const PartialLine> lines);

  // One guess for each of `line.unknowns`. The best characters are jointly the best sequence of the
  // line. Time is linear in the length of the line.
  std::vector<Guess> Resolve(const PartialLine& line) const;

 private:
  // Whether the best option of an open slot may be taken unseen; `order` is of the options.
  bool IsSafe(const Reading& reading, std::size_t slot, std::span<const std::size_t> order,
              std::span<const double> scores) const;

  Language language_;
  std::span<const PartialLine> document_;
  // Null where there is no model of the language.
  std::shared_ptr<const Tables> tables_;
  std::shared_ptr<const Evidence> evidence_;
  std::shared_ptr<const Readings> readings_;  // of the document's lines
};

}  // namespace awl::mojibake

#endif  // AWL_MOJIBAKE_MODEL_H_
