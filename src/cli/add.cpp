#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "awl/linter.h"
#include "awl/report.h"
#include "base/strings.h"
#include "base/suggest.h"
#include "base/utf8.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "curate/entry_key.h"
#include "curate/entry_record.h"
#include "curate/entry_writer.h"
#include "curate/placement.h"
#include "engine/discovery.h"
#include "engine/fix_loop.h"
#include "engine/work_tree.h"
#include "facts/html_entries.h"
#include "text/excerpt.h"
#include "text/likeness.h"
#include "text/log_text.h"
#include "text/paper_id.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr std::size_t kMostProposals = 3;
// How many commits back to look for where new entries went.
constexpr std::size_t kRevisions = 30;

std::string PathOf(const Shelf& shelf) {
  std::string path;
  for (const std::string& name : shelf.path) path += Cat(path.empty() ? "" : " > ", name);
  return path;
}

bool HasControls(std::string_view text, bool line_ends) {
  return std::any_of(text.begin(), text.end(), [line_ends](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && !(line_ends && (IsEol(c) || c == '\t'))) || byte == 0x7F;
  });
}

// What is wrong with the words of the command line; "" if nothing is.
std::string WrongPart(const AddOptions& options) {
  const std::string& url = options.url;
  if (url.empty()) return "the URL is empty";
  if (!IsValidUtf8(url) || HasControls(url, false)) return "the URL has control characters";
  const Url parts = ParseUrl(url);
  const bool is_mail = EqualsIgnoreAsciiCase(parts.scheme, "mailto");
  if (parts.scheme.empty() || (!parts.has_authority && !is_mail)) {
    // "localhost:80" has none; what has one and no host cannot be visited.
    const std::size_t colon = parts.scheme.size();
    if (colon > 0 && colon + 1 < url.size() && !IsAsciiDigit(url[colon + 1])) {
      return Cat("\"", Printable(url), "\" is not the address of a page");
    }
    return Cat("\"", Printable(url), "\" has no scheme; did you mean \"https://", Printable(url),
               "\"?");
  }
  if (parts.is_http() && parts.host.empty()) return Cat("\"", Printable(url), "\" has no host");
  for (const auto& [option, value] :
       {std::pair{"--name", &options.name}, std::pair{"--description", &options.description}}) {
    if (!IsValidUtf8(*value)) return Cat(option, ": is not valid UTF-8");
    if (HasControls(*value, true)) return Cat(option, ": has control characters");
  }
  for (const std::string& field : options.fields) {
    if (field.find('=') == std::string::npos || field.front() == '=') {
      return Cat("--field: expected NAME=VALUE, not \"", Printable(field), "\"");
    }
  }
  for (const auto& [option, values] :
       {std::pair{"--field", &options.fields}, std::pair{"--trailing", &options.trailing}}) {
    for (const std::string& value : *values) {
      if (!IsValidUtf8(value)) return Cat(option, ": is not valid UTF-8");
      if (HasControls(value, true)) return Cat(option, ": has control characters");
    }
  }
  return {};
}

// Where the entry has gone into: new text, and the lines that are new.
struct Added {
  std::string text;
  Range range = {};  // in `text`
};

// One `awl add`.
class AddCommand {
 public:
  AddCommand(const AddOptions& options, Context& context) : options_(options), context_(context) {}

  int Run() {
    if (const std::string wrong = WrongPart(options_); !wrong.empty()) return Fail(context_, wrong);
    if (std::optional<Error> error = ReadList()) return Fail(context_, error->message);
    const Document& document = *file_.document;
    if (!IsValidUtf8(document.source().text())) {
      return Fail(context_, Cat(Printable(path_), ": is not valid UTF-8, so it stays as it is"));
    }
    if (const std::string listed = ListedAlready(); !listed.empty()) {
      context_.err.Write(LogText(listed));
      return kExitFindings;
    }
    Result<Added> added = Add();
    if (!added) return Fail(context_, added.error().message);
    return Finish(*added);
  }

 private:
  std::optional<Error> ReadList() {
    FileOptions files;
    if (!options_.path.empty()) files.paths = {options_.path};
    files.config = options_.config;
    files.no_config = options_.no_config;
    Result<std::vector<PathGroup>> groups = GroupByConfig(files, {}, context_);
    if (!groups) return groups.error();
    group_ = std::move(groups->front());
    Discovery found = FindFiles(context_.files, trees_, group_.config.config, group_.paths, {});
    if (!found.errors.empty()) return Error{found.errors.front()};
    if (found.files.size() != 1) {
      return Error{"add takes one list; name the file that the entry shall go to"};
    }
    found_ = found.files.front();
    path_ = found_.path;
    std::string bytes;
    if (path_ == "-") {
      Result<std::string> input = context_.files.ReadStandardInput(Source::kMaxSize);
      if (!input) return input.error();
      bytes = std::move(*input);
      path_ = "<stdin>";
    } else {
      Result<FileContents> contents =
          context_.files.Read(found_.real, Source::kMaxSize, found_.links);
      if (!contents) return Error{Cat(path_, ": ", contents.error().message)};
      bytes = std::move(contents->bytes);
      identity_ = contents->identity;
    }
    old_ = std::make_shared<const Source>(path_, std::move(bytes));
    file_ = ParseFile(old_);
    return std::nullopt;
  }

  bool from_stdin() const { return found_.path == "-"; }

  // "readme.md:12: …", by what duplicate-link and duplicate-link-near know.
  std::string ListedAlready() const {
    const Document& document = *file_.document;
    const std::string key = CanonicalUrl(options_.url);
    const std::string paper = PaperId(ParseUrl(options_.url));
    for (const Entry& entry : file_.list->entries()) {
      const std::string other = LinkKey(document, entry);
      if (other.empty()) continue;
      const bool same_paper = !paper.empty() && paper == PaperId(ParseUrl(UrlOf(document, entry)));
      if (other != key && !same_paper) continue;
      return Cat(
          path_, ":", document.source().LineAt(entry.full.begin) + 1, ": ",
          same_paper && other != key ? "the same paper is listed already: " : "listed already: ",
          Printable(document.Slice(entry.name)), "\n");
    }
    return {};
  }

  Result<Added> Add() {
    Result<NewEntry> entry = MakeEntry();
    if (!entry) return entry.error();
    std::vector<Shelf> shelves = FindShelves(*file_.list);
    if (options_.section.empty()) return Error{Proposal(shelves, *entry)};
    const std::vector<const Shelf*> found = Named(shelves, options_.section);
    if (options_.new_section) {
      if (!found.empty()) {
        return Error{Cat("there is a section \"", Printable(options_.section),
                         "\" already; leave out --new-section")};
      }
      return AddWithSection(*entry, shelves);
    }
    if (found.empty()) return Error{NoSection(shelves)};
    if (found.size() > 1) return Error{WhichOf(found)};
    if (IsInHtml(*found.front())) {
      return Error{
          "the entries there are written in HTML, which awl does not write; add the line "
          "by hand"};
    }
    return AddTo(*found.front(), *entry);
  }

  // By their paths, or by their anchors where those are the same.
  std::string WhichOf(const std::vector<const Shelf*>& found) const {
    std::set<std::string> paths;
    for (const Shelf* shelf : found) paths.insert(PathOf(*shelf));
    const bool by_path = paths.size() == found.size();
    std::string message = Cat("several sections are called \"", Printable(options_.section),
                              "\"; give the ", by_path ? "path" : "anchor", " of one:");
    for (const Shelf* shelf : found) {
      const std::string_view slug = file_.list->section(shelf->section).slug;
      message += Cat(shelf == found.front() ? " " : " or ", "--section ",
                     ShellQuoted(by_path ? PathOf(*shelf) : Cat("#", slug)));
    }
    return message;
  }

  bool IsInHtml(const Shelf& shelf) const {
    const List& list = *file_.list;
    if (!list.section(shelf.section).entries.empty()) return false;
    const std::vector<HtmlEntry>& html = file_.facts->html_entries();
    return std::any_of(html.begin(), html.end(), [&](const HtmlEntry& entry) {
      return list.SectionAt(entry.link.begin) == shelf.section;
    });
  }

  Result<NewEntry> MakeEntry() const {
    NewEntry entry{.url = options_.url,
                   .name = options_.name,
                   .description = options_.description,
                   .trailing = options_.trailing};
    for (const std::string& field : options_.fields) {
      const std::size_t equals = field.find('=');
      entry.fields.emplace_back(field.substr(0, equals), field.substr(equals + 1));
    }
    if (Trim(entry.name).empty()) {
      // The repository's name in its own letter case.
      const RepoRef repo = ParseRepo(options_.url);
      const std::size_t at = AsciiLower(options_.url).rfind(Cat("/", repo.name));
      if (repo.empty() || at == std::string::npos) return Error{"what is it called? Give --name"};
      entry.name = options_.url.substr(at + 1, repo.name.size());
    }
    return entry;
  }

  // By the last heading's text or slug, or by the path or an end of it; the letter case does not
  // count unless several differ in nothing else.
  std::vector<const Shelf*> Named(const std::vector<Shelf>& shelves, std::string_view name) const {
    std::vector<const Shelf*> exact;
    std::vector<const Shelf*> same;
    std::vector<const Shelf*> alike;
    for (const Shelf& shelf : shelves) {
      const std::string path = PathOf(shelf);
      const std::string_view slug = file_.list->section(shelf.section).slug;
      const bool is_slug =
          shelf.item == kNoNode && !slug.empty() && (name == slug || name == Cat("#", slug));
      if (path == name) exact.push_back(&shelf);
      if (shelf.path.back() == name || path.ends_with(Cat(" > ", name)) || is_slug) {
        same.push_back(&shelf);
      } else if (EqualsIgnoreAsciiCase(shelf.path.back(), name) ||
                 EqualsIgnoreAsciiCase(path, name)) {
        alike.push_back(&shelf);
      }
    }
    if (!exact.empty()) return exact;
    return same.empty() ? alike : same;
  }

  std::string NoSection(const std::vector<Shelf>& shelves) const {
    std::set<std::string> names;
    for (const Shelf& shelf : shelves) {
      names.insert(shelf.path.back());
      names.insert(PathOf(shelf));
    }
    const std::vector<std::string_view> known(names.begin(), names.end());
    const std::string hint = DidYouMean(options_.section, known);
    return Cat("no section is called \"", Printable(options_.section), "\"",
               hint.empty() ? "; --new-section makes one" : hint);
  }

  // The sections whose entries are most like the new one.
  std::string Proposal(const std::vector<Shelf>& shelves, const NewEntry& entry) const {
    const std::string text = Cat(entry.name, " ", entry.description);
    std::vector<std::pair<double, const Shelf*>> rated;
    for (const Shelf& shelf : shelves) {
      double best = Likeness(text, shelf.path.back());
      for (const EntryId id : file_.list->section(shelf.section).entries) {
        const Entry& other = file_.list->entry(id);
        best = std::max(best, Likeness(text, file_.document->Slice(other.full)));
      }
      rated.emplace_back(best, &shelf);
    }
    std::stable_sort(rated.begin(), rated.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::string message = "to which section? Give --section";
    if (!rated.empty()) message += "; entries most like this one are in:";
    for (std::size_t i = 0; i < std::min(rated.size(), kMostProposals); ++i) {
      message += Cat(i == 0 ? " " : ", ", "--section ", ShellQuoted(PathOf(*rated[i].second)));
    }
    return message;
  }

  Result<Added> AddTo(const Shelf& shelf, const NewEntry& entry) {
    const ListPlace place = FindPlace(*file_.list, shelf, entry.name, TakesNewAtTop(shelf));
    const Result<std::string> line = WriteEntry(*file_.list, place.like, entry);
    if (!line) return line.error();
    const Source& source = *file_.source;
    const std::string_view eol = EolText(source.eol());
    std::string text(source.text().substr(0, place.at));
    std::string before = place.before;
    if (!text.empty() && !IsEol(text.back())) before = Cat(eol, before);
    text += before;
    const auto begin = static_cast<Offset>(text.size());
    text += Cat(place.indentation, *line);
    const auto end = static_cast<Offset>(text.size());
    const bool at_end =
        place.at == source.size() && source.size() > 0 && !IsEol(source.text().back());
    text += Cat(at_end ? "" : eol, place.after, source.text().substr(place.at));
    return Added{std::move(text), {begin, end}};
  }

  // Where most entries went that a list got in its last commits: before those that were there?
  bool TakesNewAtTop(const Shelf& shelf) {
    WorkTree* tree = from_stdin() ? nullptr : trees_.Find(std::string(FolderOf(found_.real)));
    if (tree == nullptr || !tree->has_git()) return false;
    const std::string path = found_.real.substr(JoinPath(tree->root(), "").size());
    const std::vector<std::string> revisions = tree->Revisions(path, kRevisions);
    if (revisions.size() < 2) return false;
    const std::optional<std::string> old = tree->ReadAt(path, revisions.back());
    if (!old) return false;
    const ParsedFile before = ParseFile(std::make_shared<const Source>(path, *old));
    std::set<std::string> known;
    for (const Entry& entry : before.list->entries()) {
      known.insert(IdentityOf(*before.document, entry));
    }
    std::size_t at_top = 0;
    std::size_t at_end = 0;
    for (SectionId id = 0; id < file_.list->sections().size(); ++id) {
      if (id != shelf.section && shelf.section != 0) CountNew(id, known, &at_top, &at_end);
    }
    CountNew(shelf.section, known, &at_top, &at_end);
    return at_top > 2 * at_end;
  }

  void CountNew(SectionId section, const std::set<std::string>& known, std::size_t* at_top,
                std::size_t* at_end) const {
    const std::span<const EntryId> ids = file_.list->section(section).entries;
    const auto is_new = [&](EntryId id) {
      return !known.contains(IdentityOf(*file_.document, file_.list->entry(id)));
    };
    if (std::all_of(ids.begin(), ids.end(), is_new)) return;
    for (auto id = ids.begin(); id != ids.end() && is_new(*id); ++id) ++*at_top;
    for (auto id = ids.rbegin(); id != ids.rend() && is_new(*id); ++id) ++*at_end;
  }

  // ---- a new section ----

  Result<Added> AddWithSection(const NewEntry& entry, const std::vector<Shelf>& shelves) {
    const std::size_t cut = options_.section.rfind(" > ");
    const bool below = cut != std::string::npos;
    const std::string title(Trim(below ? options_.section.substr(cut + 3) : options_.section));
    if (title.empty() || HasControls(title, false))
      return Error{"--section: a heading needs a text"};
    SectionId parent = TitleSection(*file_.list);
    if (parent == kNoId) parent = 0;
    if (below) {
      const std::vector<const Shelf*> found = Named(shelves, options_.section.substr(0, cut));
      if (found.size() != 1 || found.front()->item != kNoNode) {
        return Error{Cat("no section, or several, are called \"",
                         Printable(options_.section.substr(0, cut)), "\"")};
      }
      parent = found.front()->section;
    }
    WriteHeading(parent, title);
    const std::vector<Shelf> with_new = FindShelves(*file_.list);
    for (const Shelf& shelf : with_new) {
      const Section& section = file_.list->section(shelf.section);
      if (section.heading == kNoNode || shelf.item != kNoNode) continue;
      if (file_.document->heading(file_.document->node(section.heading)).text != title) continue;
      if (!section.entries.empty()) continue;
      Result<Added> added = AddTo(shelf, entry);
      if (added) AddContentsItem(&*added);
      return added;
    }
    return Error{Cat("\"", Printable(title), "\" is no text for a heading")};
  }

  // Among its siblings in their order, or after the last of them that has entries.
  void WriteHeading(SectionId parent, const std::string& title) {
    const List& list = *file_.list;
    const Source& source = *file_.source;
    std::vector<SectionId> siblings;
    for (SectionId id = list.section(parent).first_subsection; id != kNoId;
         id = list.section(id).next_sibling) {
      if (HasEntries(id)) siblings.push_back(id);
    }
    Offset at = list.section(parent).range.end;
    std::uint8_t level = static_cast<std::uint8_t>(list.section(parent).level + 1);
    if (!siblings.empty()) {
      level = list.section(siblings.front()).level;
      const auto text = [&](SectionId id) {
        return AsciiLower(
            file_.document->heading(file_.document->node(list.section(id).heading)).text);
      };
      const bool sorted = siblings.size() > 2 && std::is_sorted(siblings.begin(), siblings.end(),
                                                                [&](SectionId a, SectionId b) {
                                                                  return text(a) < text(b);
                                                                });
      at = list.section(siblings.back()).range.end;
      for (const SectionId id : siblings) {
        if (!sorted || text(id) < AsciiLower(title)) continue;
        at = list.section(id).range.begin;
        break;
      }
    }
    const std::string_view eol = EolText(source.eol());
    std::string text(source.text().substr(0, at));
    while (!text.empty() && IsAsciiSpace(text.back())) text.pop_back();
    text += Cat(eol, eol, std::string(std::min<std::uint8_t>(level, 6), '#'), " ", title, eol);
    if (at < source.size()) text += Cat(eol, source.text().substr(at));
    file_ = ParseFile(std::make_shared<const Source>(path_, std::move(text)));
  }

  bool HasEntries(SectionId id) const {
    if (!file_.list->section(id).entries.empty()) return true;
    for (SectionId below = file_.list->section(id).first_subsection; below != kNoId;
         below = file_.list->section(below).next_sibling) {
      if (HasEntries(below)) return true;
    }
    return false;
  }

  // As toc-missing-heading writes it.
  void AddContentsItem(Added* added) const {
    Config config = group_.config.config;
    config.select = {"toc-missing-heading"};
    const Linter linter(config);
    const ParsedFile file = ParseFile(std::make_shared<const Source>(path_, added->text));
    const FixLoopResult fixed = RunFixLoop(linter, {.document = *file.document, .list = *file.list},
                                           {.at_least = Applicability::kUnsafe});
    if (fixed.fixed == nullptr) return;
    const std::string line = added->text.substr(added->range.begin, added->range.size());
    added->text = fixed.fixed->source->text();
    const std::size_t at = added->text.find(line);
    if (at != std::string::npos) {
      added->range = {static_cast<Offset>(at), static_cast<Offset>(at + line.size())};
    }
  }

  // ---- the result ----

  int Finish(const Added& added) {
    Warn(added);
    if (options_.diff) {
      const Result<bool> color = WantsColor(options_.color, false, context_);
      if (!color) return Fail(context_, color.error().message);
      const std::string_view old = OldText();
      return Print(UnifiedDiff(path_, old, added.text, Changes(old, added.text), *color, true));
    }
    if (from_stdin()) return Print(added.text);
    const Result<FileIdentity> written = context_.files.Replace(
        found_.real, added.text, identity_, {.named = found_.links == Links::kFollow});
    if (!written) return Fail(context_, Cat(Printable(path_), ": ", written.error().message));
    const Source source(path_, added.text);
    const std::string said = Cat(Printable(path_), ":", source.LineAt(added.range.begin) + 1, ": ",
                                 Trim(source.Slice(added.range)), "\n");
    return options_.quiet || context_.err.Write(LogText(said)) ? kExitClean : kExitFailure;
  }

  std::string_view OldText() const { return old_->text(); }

  int Print(std::string_view text) { return context_.out.Write(text) ? kExitClean : kExitFailure; }

  // Lines that are new: nothing is ever taken away.
  static std::vector<TextChange> Changes(std::string_view old, std::string_view text) {
    std::vector<TextChange> changes;
    Offset o = 0;
    for (Offset t = 0; t < text.size();) {
      const auto line_end = [](std::string_view in, Offset at) {
        const std::size_t end = in.find('\n', at);
        return static_cast<Offset>(end == std::string_view::npos ? in.size() : end + 1);
      };
      const Offset end = line_end(text, t);
      const Offset old_end = line_end(old, o);
      const bool same = o < old.size() && old.substr(o, old_end - o) == text.substr(t, end - t);
      if (same) {
        o = old_end;
      } else if (!changes.empty() && changes.back().after.end == t) {
        changes.back().after.end = end;
      } else {
        changes.push_back({{o, o}, {t, end}});
      }
      t = end;
    }
    return changes;
  }

  // Findings in the new lines that were not there before.
  void Warn(const Added& added) {
    const Linter linter(group_.config.config);
    const ParsedFile before = ParseFile(old_);
    const ParsedFile after = ParseFile(std::make_shared<const Source>(path_, added.text));
    std::multiset<std::pair<std::string_view, std::string>> known;
    for (const Diagnostic& found :
         linter.Check({.document = *before.document, .list = *before.list})) {
      known.emplace(found.rule, found.message);
    }
    for (const Diagnostic& found :
         linter.Check({.document = *after.document, .list = *after.list})) {
      const auto same = known.find({found.rule, found.message});
      if (same != known.end()) {
        known.erase(same);
        continue;
      }
      const bool touches =
          found.range.begin <= added.range.end && found.range.end >= added.range.begin;
      if (!touches || found.is_hint) continue;
      const Position at = after.source->PositionAt(found.range.begin);
      context_.err.Write(LogText(Cat(Printable(path_), ":", at.line, ":", at.column, ": warning: ",
                                     Printable(found.message), " [", found.rule, "]\n")));
    }
  }

  const AddOptions& options_;
  Context& context_;
  PathGroup group_;
  WorkTrees trees_{context_.files, context_.run_process};
  FoundFile found_;
  std::string path_;  // as messages print it
  FileIdentity identity_ = {};
  ParsedFile file_;
  std::shared_ptr<const Source> old_;  // as it was read
};

}  // namespace

int RunAdd(const AddOptions& options, Context& context) {
  return AddCommand(options, context).Run();
}

}  // namespace awl
