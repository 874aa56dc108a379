#include "report/style.h"

#include <algorithm>
#include <vector>

#include "base/strings.h"

namespace awl {

std::string_view Style::Begin(Ink ink) const {
  static constexpr std::string_view kCodes[] = {
      "\x1B[1m", "\x1B[2m", "\x1B[1;31m", "\x1B[1;33m", "\x1B[1;34m", "\x1B[32m", "\x1B[36m"};
  return color_ ? kCodes[static_cast<int>(ink)] : std::string_view();
}

std::string_view Style::End() const { return color_ ? "\x1B[0m" : std::string_view(); }

std::string Style::Paint(Ink ink, std::string_view text) const {
  return Cat(Begin(ink), text, End());
}

std::string Style::Link(std::string_view target, std::string_view text) const {
  if (!hyperlinks_ || target.empty()) return std::string(text);
  return Cat("\x1B]8;;", target, "\x1B\\", text, "\x1B]8;;\x1B\\");
}

std::string_view NameOf(Severity severity) {
  static constexpr std::string_view kNames[] = {"info", "warning", "error"};
  return kNames[static_cast<int>(severity)];
}

Ink InkOf(Severity severity) {
  static constexpr Ink kInks[] = {Ink::kBlue, Ink::kYellow, Ink::kRed};
  return kInks[static_cast<int>(severity)];
}

std::string CureOf(const Diagnostic& diagnostic) {
  static constexpr std::string_view kLabels[] = {"suggestion: ", "unsafe fix: ", "fix: "};
  if (!diagnostic.fix) return {};
  return Cat(kLabels[static_cast<int>(diagnostic.fix->applicability)], diagnostic.fix->title);
}

std::string MessageWithCure(const Diagnostic& diagnostic) {
  const std::string cure = CureOf(diagnostic);
  return cure.empty() ? diagnostic.message : Cat(diagnostic.message, " (", cure, ")");
}

std::string RuleUrl(const ReportOptions& options, std::string_view rule) {
  if (options.rule_url.empty()) return {};
  // Of the patterns only those that awl comes with have pages.
  constexpr std::string_view kGroup = "pattern";
  const bool own = std::any_of(options.rules.begin(), options.rules.end(), [&](const RuleInfo* r) {
    return r->name == rule && r->group == kGroup && !rule.starts_with(kGroup);
  });
  return own ? std::string() : Cat(options.rule_url, rule, ".md");
}

std::string PercentEncodePath(std::string_view path) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (IsAsciiAlnum(c) || std::string_view("-._~/").find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

std::string RepositoryPath(const ReportOptions& options, std::string_view path) {
  if (options.root.empty()) return std::string(path);
  const std::string whole =
      path.starts_with('/') ? std::string(path) : Cat(options.folder, "/", path);
  std::vector<std::string_view> parts;
  for (std::string_view rest = whole; !rest.empty();) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, slash);
    rest.remove_prefix(std::min(slash + 1, rest.size()));
    if (part == ".." && !parts.empty()) {
      parts.pop_back();
    } else if (!part.empty() && part != "." && part != "..") {
      parts.push_back(part);
    }
  }
  std::string out;
  for (const std::string_view part : parts) out += Cat("/", part);
  const std::string root = options.root == "/" ? "" : options.root;
  const bool inside = out.size() > root.size() && out.starts_with(root) && out[root.size()] == '/';
  return inside ? out.substr(root.size() + 1) : std::string(path);
}

}  // namespace awl
