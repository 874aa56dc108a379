#ifndef AWL_REPORT_STYLE_H_
#define AWL_REPORT_STYLE_H_

#include <string>
#include <string_view>

#include "awl/report.h"
#include "base/strings.h"

namespace awl {

enum class Ink : unsigned char { kBold, kDim, kRed, kYellow, kBlue, kGreen, kCyan };

// Text with colour and links where the terminal has them, else as it is. Text that comes from a
// file must have passed Printable.
class Style {
 public:
  explicit Style(bool color, bool hyperlinks = false) : color_(color), hyperlinks_(hyperlinks) {}

  std::string Paint(Ink ink, std::string_view text) const;
  // What stands before and behind painted text: nothing on a terminal without colour.
  std::string_view Begin(Ink ink) const;
  std::string_view End() const;
  // An OSC 8 link; `target` must be a URL.
  std::string Link(std::string_view target, std::string_view text) const;

 private:
  bool color_;
  bool hyperlinks_;
};

std::string_view NameOf(Severity severity);
Ink InkOf(Severity severity);

// "fix: add a full stop", "unsafe fix: …", "suggestion: …"; "" where there is no fix.
std::string CureOf(const Diagnostic& diagnostic);
// The message, and after it the cure in brackets, for formats that have one text.
std::string MessageWithCure(const Diagnostic& diagnostic);

// Where the page of a rule is; "" if it has none, as a list's own rules, or nothing is known of it.
std::string RuleUrl(const ReportOptions& options, std::string_view rule);

// `path` with the bytes that may not stand in a URI as %XX.
std::string PercentEncodePath(std::string_view path);

// `path` relative to the repository's root, as code hosts want it.
std::string RepositoryPath(const ReportOptions& options, std::string_view path);

}  // namespace awl

#endif  // AWL_REPORT_STYLE_H_
