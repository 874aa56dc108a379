#ifndef AWL_TESTS_LSP_FRESH_CHECK_H_
#define AWL_TESTS_LSP_FRESH_CHECK_H_

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "awl/linter.h"
#include "base/file_system.h"
#include "base/utf8.h"
#include "config/load_config.h"
#include "engine/runner.h"
#include "lsp/test_client.h"

// What `awl check` finds in a list in memory, as the protocol would show it, and what fixing makes
// of it. Positions are worked out in another way than the server's, on purpose.

namespace awl::lsp {

inline std::size_t UnitsOf(std::string_view text, std::string_view encoding) {
  if (encoding == "utf-8") return text.size();
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = DecodeUtf8(text, at);
    units += encoding == "utf-16" && c.value > 0xFFFF ? 2 : 1;
    at += c.length;
  }
  return units;
}

// Places in a text as "line:character".
class Places {
 public:
  Places(std::string_view text, std::string_view encoding) : text_(text), encoding_(encoding) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool is_first_of_two = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
      if ((text[i] == '\n' || text[i] == '\r') && !is_first_of_two) begins_.push_back(i + 1);
    }
  }

  // In the middle of CRLF the end of the line is meant.
  std::string Show(std::size_t offset) const {
    const auto after = std::upper_bound(begins_.begin(), begins_.end(), offset);
    std::string_view before = text_.substr(0, offset).substr(*(after - 1));
    if (before.ends_with('\r')) before.remove_suffix(1);
    return std::to_string(after - begins_.begin() - 1) + ":" +
           std::to_string(UnitsOf(before, encoding_));
  }

 private:
  const std::string_view text_;
  const std::string_view encoding_;
  std::vector<std::size_t> begins_{0};
};

inline void RunFresh(const std::string& path, const std::string& text, bool fix,
                     const std::function<void(const FileReport&)>& take) {
  MemoryFileSystem files;
  files.files = {{path, text}, {"/w/.git/HEAD", "ref: refs/heads/main\n"}};
  const Result<LoadedConfig> config = LoadConfig(files, {.none = true}, "/w");
  const Linter linter(config->config);
  awl::Run(linter, files, {.paths = {path}, .fix = fix, .jobs = 1}, [&](const FileReport& report) {
    take(report);
    return true;
  });
}

// As `awl check` would find it in the file, and the protocol would show it.
inline std::vector<std::string> FreshFindings(const std::string& path, const std::string& text,
                                              const std::string& encoding) {
  std::vector<std::string> out;
  const Places places(text, encoding);
  RunFresh(path, text, false, [&](const FileReport& report) {
    for (const Diagnostic& d : report.diagnostics) {
      out.push_back(places.Show(d.range.begin) + "-" + places.Show(d.range.end) + " " +
                    std::string(d.rule) + " " + d.message);
    }
  });
  return out;
}

// What the client was shown last.
inline std::vector<std::string> ShownFindings(const TestClient& client, const std::string& path) {
  std::vector<std::string> out;
  const auto show = [](const Json& place) {
    return place["line"].dump() + ":" + place["character"].dump();
  };
  for (const Json& d : client.published.at(TestClient::Uri(path))["diagnostics"]) {
    out.push_back(show(d["range"]["start"]) + "-" + show(d["range"]["end"]) + " " +
                  d["code"].get<std::string>() + " " + d["message"].get<std::string>());
  }
  return out;
}

// As `awl check --fix` would leave it.
inline std::string FreshFix(const std::string& path, const std::string& text) {
  std::string fixed = text;
  RunFresh(path, text, true, [&](const FileReport& report) {
    if (report.fixed != nullptr) fixed = report.fixed->text();
  });
  return fixed;
}

}  // namespace awl::lsp

#endif  // AWL_TESTS_LSP_FRESH_CHECK_H_
