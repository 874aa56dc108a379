#include <filesystem>
#include <optional>
#include <string>
#include <utility>

#include "base/fence.h"
#include "base/strings.h"
#include "engine/discovery.h"
#include "facts/destinations.h"
#include "lsp/features.h"
#include "lsp/places.h"
#include "lsp/position.h"
#include "lsp/uri.h"
#include "text/url.h"

namespace awl::lsp {
namespace {

Json LocationJson(const std::string& uri, const Positions& positions, Range range) {
  return {{"uri", uri}, {"range", positions.RangeJson(range)}};
}

// The file that a relative URL leads to, within the repository; nothing if there is none.
std::optional<std::string> LinkedFile(Session& session, const OpenDocument& document,
                                      const Url& url) {
  if (document.real.empty() || !url.scheme.empty() || url.has_authority || url.path.empty()) {
    return std::nullopt;
  }
  const FileSystem& files = session.workspace.files();
  const std::string folder(FolderOf(document.real));
  std::string root = RepositoryRoot(files, folder);
  if (root.empty()) root = folder;
  const std::string path = PercentDecode(url.path);
  const std::string whole =
      std::filesystem::path(path.starts_with('/') ? Cat(root, path) : JoinPath(folder, path))
          .lexically_normal()
          .string();
  Result<std::string> real = Fence(files, root).Admit(whole);
  if (!real || files.KindOf(*real) == FileKind::kMissing) return std::nullopt;
  return *real;
}

const Destination* DestinationAt(const Facts& facts, Offset offset) {
  for (const Destination& destination : facts.destinations()) {
    if (destination.range.begin <= offset && offset <= destination.range.end) return &destination;
  }
  return nullptr;
}

// The beginning of another file, or what its fragment leads to there.
Json PlaceInFile(Session& session, const std::string& path, std::string_view fragment) {
  const Result<FileContents> contents =
      session.workspace.files().Read(path, Source::kMaxSize, Links::kRefuse);
  const std::string uri = UriOfPath(path);
  const ParsedFile parsed =
      ParseFile(std::make_shared<const Source>(path, contents ? contents->bytes : std::string()));
  const Positions positions(*parsed.source, session.client.encoding);
  const AnchorTarget* target =
      fragment.empty() ? nullptr : FindAnchor(parsed.facts->anchors(), PercentDecode(fragment));
  return LocationJson(uri, positions,
                      target == nullptr ? Range{} : NameRange(*parsed.document, *target));
}

// What a request about a place is about.
struct Asked {
  OpenDocument* document = nullptr;
  const ParsedFile* parsed = nullptr;
  Offset offset = 0;
};

std::optional<Asked> PlaceOf(Session& session, const Json& params) {
  OpenDocument* document = session.DocumentOf(params);
  if (document == nullptr || document->kind != OpenDocument::Kind::kMarkdown) return std::nullopt;
  const ParsedFile& parsed = session.Parse(*document);
  const std::optional<Offset> offset =
      Positions(*parsed.source, session.client.encoding).OffsetOf(Get(params, "position"));
  if (!offset) return std::nullopt;
  return Asked{.document = document, .parsed = &parsed, .offset = *offset};
}

}  // namespace

Reply Definition(Session& session, const Json& params) {
  if (session.DocumentOf(params) == nullptr) return NotOpen(params);
  const std::optional<Asked> asked = PlaceOf(session, params);
  if (!asked) return Json();
  const Facts& facts = *asked->parsed->facts;
  const Positions positions(*asked->parsed->source, session.client.encoding);
  if (const std::optional<Thing> thing = ThingAt(facts, asked->offset)) {
    const std::optional<Range> range = DeclarationOf(facts, *thing);
    if (!range) return Json();
    return LocationJson(asked->document->uri, positions, *range);
  }
  const Destination* destination = DestinationAt(facts, asked->offset);
  if (destination == nullptr) return Json();
  const std::optional<std::string> path = LinkedFile(session, *asked->document, destination->parts);
  return path ? PlaceInFile(session, *path, destination->parts.fragment) : Json();
}

Reply References(Session& session, const Json& params) {
  if (session.DocumentOf(params) == nullptr) return NotOpen(params);
  const std::optional<Asked> asked = PlaceOf(session, params);
  if (!asked) return Json();
  const Facts& facts = *asked->parsed->facts;
  const std::optional<Thing> thing = ThingAt(facts, asked->offset);
  if (!thing) return Json();
  const Positions positions(*asked->parsed->source, session.client.encoding);
  Json out = Json::array();
  if (IsTrue(Get(params, "context", "includeDeclaration"))) {
    if (const std::optional<Range> range = DeclarationOf(facts, *thing)) {
      out.push_back(LocationJson(asked->document->uri, positions, *range));
    }
  }
  for (const Range range : UsesOf(facts, *thing)) {
    out.push_back(LocationJson(asked->document->uri, positions, range));
  }
  return out;
}

Reply DocumentLinks(Session& session, const Json& params) {
  OpenDocument* document = session.DocumentOf(params);
  if (document == nullptr) return NotOpen(params);
  Json out = Json::array();
  if (document->kind != OpenDocument::Kind::kMarkdown) return out;
  const ParsedFile& parsed = session.Parse(*document);
  const Positions positions(*parsed.source, session.client.encoding);
  for (const Destination& destination : parsed.facts->destinations()) {
    const Url& url = destination.parts;
    std::string target;
    if (url.is_http() || EqualsIgnoreAsciiCase(url.scheme, "mailto")) {
      target = destination.url;
    } else if (destination.url.starts_with('#')) {
      const AnchorTarget* anchor = FindAnchor(parsed.facts->anchors(), PercentDecode(url.fragment));
      if (anchor == nullptr) continue;
      target = Cat(document->uri, "#L", parsed.source->PositionAt(anchor->range.begin).line);
    } else if (const auto path = LinkedFile(session, *document, url)) {
      target = UriOfPath(*path);
      if (url.has_fragment) target += Cat("#", url.fragment);
    }
    if (target.empty()) continue;
    out.push_back({{"range", positions.RangeJson(destination.range)}, {"target", target}});
  }
  return out;
}

}  // namespace awl::lsp
