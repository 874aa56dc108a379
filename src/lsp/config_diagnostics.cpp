#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "base/strings.h"
#include "lsp/features.h"
#include "lsp/position.h"
#include "lsp/uri.h"

namespace awl::lsp {
namespace {

// "path:line:column: error: message", as LoadConfig prints it, above the line that it shows.
struct ConfigError {
  std::string path = {};
  Position position = {};
  std::string message = {};
};

// Takes ":N" off the end.
std::optional<std::uint32_t> TakeNumber(std::string_view* text) {
  const std::size_t colon = text->rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view digits = text->substr(colon + 1);
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) {
    return std::nullopt;
  }
  *text = text->substr(0, colon);
  return number;
}

std::optional<ConfigError> ReadLine(std::string_view line, const std::string& config) {
  constexpr std::string_view kError = "error: ";
  const std::size_t at = line.starts_with(kError) ? 0 : line.find(Cat(": ", kError));
  if (at == std::string_view::npos) return std::nullopt;
  ConfigError error{.path = config};
  error.message = line.substr(at + (at == 0 ? 0 : 2) + kError.size());
  std::string_view place = line.substr(0, at);
  const std::optional<std::uint32_t> last = TakeNumber(&place);
  const std::optional<std::uint32_t> first = last ? TakeNumber(&place) : std::nullopt;
  if (first) error.position = {.line = *first, .column = *last};
  if (!place.empty()) error.path = place;
  return error;
}

// From the place to the end of its word, or of its line.
Range RangeAt(const Source& source, Position position) {
  const Offset begin = source.OffsetAt(position);
  const Range line = source.Line(source.LineAt(begin));
  Offset end = begin;
  while (end < line.end && !IsAsciiSpace(source[end]) && source[end] != ':') ++end;
  return {begin, end > begin ? end : line.end};
}

// The diagnostics of all files that `text` names, by URI.
void AddErrors(Session& session, const std::string& config, std::string_view text,
               std::map<std::string, Json>* to) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::optional<ConfigError> error = ReadLine(text.substr(0, end), config);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!error) continue;
    const FileSystem& files = session.workspace.files();
    std::string path = files.Resolve(error->path);
    Result<FileContents> contents = files.Read(path, Source::kMaxSize);
    if (!contents) path = config;  // what it names cannot be shown
    const Source source(path, contents ? std::move(contents->bytes) : std::string());
    const Positions positions(source, session.client.encoding);
    const OpenDocument* open = session.Find(UriOfPath(path));
    Json& diagnostics = (*to)[open == nullptr ? UriOfPath(path) : open->uri];
    diagnostics.push_back({{"range", positions.RangeJson(RangeAt(source, error->position))},
                           {"severity", 1},
                           {"source", "awl"},
                           {"message", error->message}});
  }
}

}  // namespace

void PublishConfigErrors(Session& session) {
  std::map<std::string, Json> now;
  for (const auto& [config, text] : session.workspace.config_errors()) {
    AddErrors(session, config, text, &now);
  }
  std::map<std::string, Json>& shown = session.shown_config_errors;
  for (const auto& [uri, diagnostics] : shown) {
    if (!now.contains(uri)) now[uri] = Json::array();
  }
  for (auto it = now.begin(); it != now.end();) {
    const auto known = shown.find(it->first);
    if (known == shown.end() || known->second != it->second) {
      session.Notify("textDocument/publishDiagnostics",
                     {{"uri", it->first}, {"diagnostics", it->second}});
    }
    it = it->second.empty() ? now.erase(it) : std::next(it);
  }
  shown = std::move(now);
}

}  // namespace awl::lsp
