#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "engine/discovery.h"
#include "lsp/features.h"
#include "lsp/position.h"
#include "lsp/uri.h"

namespace awl::lsp {
namespace {

// SymbolKind: what editors draw for them.
constexpr int kSectionKind = 3;  // Namespace
constexpr int kEntryKind = 20;   // Key

constexpr std::size_t kMostFound = 1000;

std::string NameOf(const Document& document, const Section& section) {
  std::string name(document.heading(document[section.heading]).text);
  return name.empty() ? "(no text)" : name;
}

std::string NameOf(const Document& document, const Entry& entry) {
  std::string name(Trim(document.Slice(entry.name)));
  if (name.empty()) name = Trim(document.Slice(entry.url));
  return name.empty() ? "(no name)" : name;
}

std::string Detail(const Section& section) {
  const std::size_t count = section.entries.size();
  return count == 0 ? std::string() : Cat(count, count == 1 ? " entry" : " entries");
}

// Sections with their subsections and entries, as they stand below each other.
class Outline {
 public:
  Outline(const List& list, const Positions& positions)
      : list_(list), document_(list.document()), positions_(positions) {}

  Json Of(SectionId parent) const {
    Json out = Json::array();
    for (const EntryId id : list_.section(parent).entries) {
      if (list_.entry(id).parent == kNoId) out.push_back(EntryJson(list_.entry(id)));
    }
    for (SectionId id = list_.section(parent).first_subsection; id != kNoId;
         id = list_.section(id).next_sibling) {
      out.push_back(SectionJson(id));
    }
    return out;
  }

 private:
  Json EntryJson(const Entry& entry) const {
    const Range range = entry.full;
    const Range name = range.Contains(entry.name) ? entry.name : Range{range.begin, range.begin};
    return {{"name", NameOf(document_, entry)},
            {"kind", kEntryKind},
            {"range", positions_.RangeJson(range)},
            {"selectionRange", positions_.RangeJson(name)}};
  }

  Json SectionJson(SectionId id) const {
    const Section& section = list_.section(id);
    return {{"name", NameOf(document_, section)},
            {"detail", Detail(section)},
            {"kind", kSectionKind},
            {"range", positions_.RangeJson(section.range)},
            {"selectionRange", positions_.RangeJson(document_[section.heading].content)},
            {"children", Of(id)}};
  }

  const List& list_;
  const Document& document_;
  const Positions& positions_;
};

// SymbolInformation of all sections and entries whose name has `query` in it.
void AddFlat(const ParsedFile& parsed, const std::string& uri, PositionEncoding encoding,
             std::string_view query, Json* to) {
  const Document& document = *parsed.document;
  const List& list = *parsed.list;
  const Positions positions(*parsed.source, encoding);
  const std::string wanted = AsciiLower(query);
  const auto add = [&](std::string name, int kind, Range range, const Section* container) {
    if (to->size() >= kMostFound || AsciiLower(name).find(wanted) == std::string::npos) return;
    Json symbol = {{"name", std::move(name)},
                   {"kind", kind},
                   {"location", {{"uri", uri}, {"range", positions.RangeJson(range)}}}};
    if (container != nullptr && container->heading != kNoNode) {
      symbol["containerName"] = NameOf(document, *container);
    }
    to->push_back(std::move(symbol));
  };
  for (const Section& section : list.sections()) {
    if (section.heading == kNoNode) continue;
    add(NameOf(document, section), kSectionKind, document[section.heading].full,
        section.parent == kNoId ? nullptr : &list.section(section.parent));
  }
  for (const Entry& entry : list.entries()) {
    add(NameOf(document, entry), kEntryKind, entry.full, &list.section(entry.section));
  }
}

}  // namespace

Reply DocumentSymbols(Session& session, const Json& params) {
  const OpenDocument* document = session.DocumentOf(params);
  if (document == nullptr) return NotOpen(params);
  Json out = Json::array();
  if (document->kind != OpenDocument::Kind::kMarkdown) return out;
  const ParsedFile& parsed = session.Parse(*document);
  if (session.client.nests_symbols) {
    return Outline(*parsed.list, Positions(*parsed.source, session.client.encoding)).Of(0);
  }
  AddFlat(parsed, document->uri, session.client.encoding, "", &out);
  return out;
}

Reply WorkspaceSymbols(Session& session, const Json& params) {
  const std::string query = TextOf(Get(params, "query"));
  Json out = Json::array();
  for (const FoundFile& file : session.workspace.MarkdownFiles(session.client.folders)) {
    if (out.size() >= kMostFound) break;
    const OpenDocument* open = session.Find(UriOfPath(file.real));
    const Result<FileContents> contents =
        session.workspace.files().Read(file.real, Source::kMaxSize, Links::kRefuse);
    if (!contents) continue;
    const ParsedFile parsed = ParseFile(std::make_shared<const Source>(file.real, contents->bytes));
    AddFlat(parsed, open == nullptr ? UriOfPath(file.real) : open->uri, session.client.encoding,
            query, &out);
  }
  return out;
}

}  // namespace awl::lsp
