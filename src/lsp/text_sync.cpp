#include <algorithm>
#include <string>
#include <utility>

#include "base/strings.h"
#include "lsp/features.h"
#include "lsp/uri.h"

namespace awl::lsp {
namespace {

// Such as FindConfig knows, the misspelt ones included.
constexpr std::string_view kConfigNames[] = {".awl.yaml", "awl.yaml", ".awl.yml", "awl.yml"};

OpenDocument::Kind KindOf(const FileName& name, const std::string& language) {
  const std::string_view file = BaseName(name.path);
  if (std::find(std::begin(kConfigNames), std::end(kConfigNames), file) != std::end(kConfigNames)) {
    return OpenDocument::Kind::kConfig;
  }
  const std::string_view extension = file.substr(std::min(file.rfind('.'), file.size()));
  const bool is_markdown = language == "markdown" || EqualsIgnoreAsciiCase(extension, ".md") ||
                           EqualsIgnoreAsciiCase(extension, ".markdown");
  return is_markdown ? OpenDocument::Kind::kMarkdown : OpenDocument::Kind::kOther;
}

bool IsTooLong(Session& session, const std::string& uri, std::size_t size) {
  if (size <= Source::kMaxSize) return false;
  session.Show(Session::Severe::kError,
               Cat("awl: ", uri, " is too long to check: more than 256 MB"));
  return true;
}

// False where the change is none.
bool Apply(const Json& change, PositionEncoding encoding, std::string* text) {
  const Json& with = Get(change, "text");
  if (!with.is_string()) return false;
  const Json& range = Get(change, "range");
  if (range.is_null()) {
    *text = TextOf(with);
    return true;
  }
  const std::optional<TextPosition> start = PositionOf(Get(range, "start"));
  const std::optional<TextPosition> end = PositionOf(Get(range, "end"));
  if (!start || !end) return false;
  const std::size_t from = OffsetIn(*text, *start, encoding);
  const std::size_t to = OffsetIn(*text, *end, encoding);
  if (from > to) return false;
  text->replace(from, to - from, with.get_ref<const std::string&>());
  return true;
}

// A change of a config matters to all lists.
void EnqueueAfterChange(Session& session, const OpenDocument& document) {
  if (document.kind == OpenDocument::Kind::kConfig) session.TouchAll();
  if (document.kind != OpenDocument::Kind::kOther) session.Enqueue(document, true);
}

}  // namespace

void DidOpen(Session& session, const Json& params) {
  const Json& item = Get(params, "textDocument");
  OpenDocument document;
  document.uri = TextOf(Get(item, "uri"));
  const Json& text = Get(item, "text");
  if (document.uri.empty() || !text.is_string()) {
    return session.Log(Session::Severe::kError, "didOpen: expected textDocument.uri and .text");
  }
  if (IsTooLong(session, document.uri, text.get_ref<const std::string&>().size())) return;
  document.version = IntegerOf(Get(item, "version"));
  document.text = std::make_shared<const std::string>(TextOf(text));
  if (std::optional<std::string> path = PathOfUri(document.uri)) {
    document.real = session.workspace.files().Resolve(*path);
    document.name.path = std::move(*path);
  } else if (!session.client.folders.empty()) {
    document.name.folder = session.client.folders.front();
  }
  document.kind = KindOf(document.name, TextOf(Get(item, "languageId")));
  EnqueueAfterChange(session, session.Add(std::move(document)));
}

void DidChange(Session& session, const Json& params) {
  OpenDocument* document = session.DocumentOf(params);
  if (document == nullptr) {
    return session.Log(Session::Severe::kError, NotOpen(params).error()->message);
  }
  const std::optional<std::int64_t> version = IntegerOf(Get(params, "textDocument", "version"));
  if (version && document->version && *version < *document->version) {
    return session.Log(Session::Severe::kError,
                       Cat("didChange: version ", *version, " of ", document->uri,
                           " comes after version ", *document->version, " and is left out"));
  }
  const Json& changes = Get(params, "contentChanges");
  if (!changes.is_array()) {
    return session.Log(Session::Severe::kError, "didChange: expected contentChanges");
  }
  std::string text = *document->text;
  for (const Json& change : changes) {
    if (Apply(change, session.client.encoding, &text)) continue;
    session.Log(Session::Severe::kError,
                "didChange: expected a text, and a range that does not run backwards");
  }
  if (IsTooLong(session, document->uri, text.size())) {
    ClearDiagnostics(session, *document);
    return session.Remove(*document);
  }
  document->text = std::make_shared<const std::string>(std::move(text));
  if (version) document->version = version;
  session.Touch(document);
  if (!session.client.on_save) EnqueueAfterChange(session, *document);
}

// Of what git and the file system know, something may be new.
void DidSave(Session& session, const Json& params) {
  const OpenDocument* document = session.DocumentOf(params);
  if (document == nullptr) return;
  session.workspace.Forget();
  session.TouchAll();
  EnqueueAfterChange(session, *document);
}

void DidClose(Session& session, const Json& params) {
  const OpenDocument* document = session.DocumentOf(params);
  if (document == nullptr) {
    return session.Log(Session::Severe::kError, NotOpen(params).error()->message);
  }
  const bool was_config = document->kind == OpenDocument::Kind::kConfig;
  ClearDiagnostics(session, *document);
  session.Remove(*document);
  if (was_config) session.TouchAll();
}

}  // namespace awl::lsp
