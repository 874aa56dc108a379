#include "base/strings.h"
#include "base/utf8.h"
#include "report/formats.h"
#include "report/style.h"
#include "text/unicode.h"

namespace awl {
namespace {

// As the text of an element or an attribute in double quotes. What XML 1.0 cannot hold at all
// becomes U+FFFD.
std::string Escape(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    switch (c.value) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\n':
        out += "&#10;";
        break;
      case '\r':
        out += "&#13;";
        break;
      case '\t':
        out += "&#9;";
        break;
      default:
        if (!c.valid || c.value < 0x20 || c.value == 0xFFFE || c.value == 0xFFFF) {
          AppendUtf8(out, 0xFFFD);
        } else if (IsControl(c.value)) {
          out += Cat("&#", static_cast<std::uint32_t>(c.value), ";");
        } else {
          out += text.substr(at, c.length);
        }
    }
    at += c.length;
  }
  return out;
}

// The shape that Jenkins and GitLab read: a suite for each file, a case for each finding, failed
// where the finding makes the run fail, and a passed one where there is none.
class JunitReporter final : public Reporter {
 public:
  explicit JunitReporter(const ReportOptions& options) : fails_from_(options.fails_from) {}

  void Add(const ReportedFile& file, std::string*) override {
    const std::string path = Escape(file.path);
    std::string cases;
    std::size_t tests = 0;
    std::size_t failures = 0;
    for (const Diagnostic& diagnostic : file.diagnostics) {
      if (diagnostic.caused_by) continue;
      ++tests;
      const bool fails = fails_from_ && diagnostic.severity >= *fails_from_;
      if (fails) ++failures;
      const Position at = file.source.PositionAt(diagnostic.range.begin);
      cases += Cat("    <testcase name=\"", Escape(diagnostic.rule), "\" classname=\"", path,
                   "\" file=\"", path, "\" line=\"", at.line, "\">\n");
      cases += fails ? Cat("      <failure message=\"", Escape(diagnostic.message), "\" type=\"",
                           NameOf(diagnostic.severity), "\">")
                     : std::string("      <system-out>");
      cases += Cat(path, ":", at.line, ":", at.column, ": ", Escape(MessageWithCure(diagnostic)),
                   fails ? "</failure>\n" : "</system-out>\n", "    </testcase>\n");
    }
    if (tests == 0) {
      tests = 1;
      cases = Cat("    <testcase name=\"awl\" classname=\"", path, "\" file=\"", path, "\"/>\n");
    }
    suites_ += Cat("  <testsuite name=\"", path, "\" tests=\"", tests, "\" failures=\"", failures,
                   "\" errors=\"0\">\n", cases, "  </testsuite>\n");
    tests_ += tests;
    failures_ += failures;
  }

  void Finish(const ReportSummary& summary, std::string* out) override {
    if (!summary.errors.empty()) {
      const std::size_t count = summary.errors.size();
      suites_ += Cat("  <testsuite name=\"awl\" tests=\"", count, "\" failures=\"0\" errors=\"",
                     count, "\">\n");
      for (const std::string& error : summary.errors) {
        suites_ += Cat("    <testcase name=\"awl\" classname=\"awl\">\n      <error message=\"",
                       Escape(error), "\"/>\n    </testcase>\n");
      }
      suites_ += "  </testsuite>\n";
      tests_ += count;
    }
    *out += Cat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"awl\" tests=\"",
                tests_, "\" failures=\"", failures_, "\" errors=\"", summary.errors.size(), "\">\n",
                suites_, "</testsuites>\n");
  }

 private:
  const std::optional<Severity> fails_from_;
  std::string suites_;
  std::size_t tests_ = 0;
  std::size_t failures_ = 0;
};

}  // namespace

std::unique_ptr<Reporter> MakeJunitReporter(const ReportOptions& options) {
  return std::make_unique<JunitReporter>(options);
}

}  // namespace awl
