// What `awl diff` prints.
#include <algorithm>
#include <utility>

#include "base/json_writer.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "curate/list_diff.h"
#include "curate/record_writer.h"
#include "text/excerpt.h"
#include "text/unicode.h"

namespace awl {
namespace {

std::string PathText(const SectionNamePath& path) {
  std::string out;
  for (const std::string& name : path) out += Cat(out.empty() ? "" : " > ", name);
  return out.empty() ? "(no section)" : out;
}

// Text that Markdown shall print as it is.
std::string Escaped(std::string_view text) {
  static constexpr std::string_view kEscaped = "\\`*_[]<>|#~";
  std::string out;
  for (const char c : text) {
    if (kEscaped.find(c) != std::string_view::npos) out += '\\';
    out += IsEol(c) ? ' ' : c;
  }
  return out;
}

// True if a section above was renamed or moved, and this one with it.
bool FollowsFromParent(const ListDiff& diff, SectionNamePath from, SectionNamePath to) {
  while (from.size() > 1 && to.size() > 1 && from.back() == to.back()) {
    from.pop_back();
    to.pop_back();
    const auto& all = diff.renamed_sections;
    if (std::find(all.begin(), all.end(), std::pair(from, to)) != all.end()) return true;
  }
  return false;
}

bool HasWords(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint c = DecodeUtf8(text, i);
    if (IsLetter(c.value) || IsNumber(c.value)) return true;
    i += c.length;
  }
  return false;
}

std::string NameOf(const EntryRecord& record) {
  return record.name.empty() ? record.url : record.name;
}

std::string OnOneLine(std::string_view text) {
  std::string out(Trim(text));
  std::replace_if(out.begin(), out.end(), IsEol, ' ');
  return out;
}

class TextWriter {
 public:
  TextWriter(const ListDiff& diff, bool markdown) : diff_(diff), markdown_(markdown) { Collect(); }

  std::string Run(std::string_view path) const {
    if (diff_.empty())
      return markdown_ ? "No entries changed.\n" : Cat(path, ": no entries changed\n");
    const std::string summary = SummaryOf(diff_);
    std::string out = markdown_ ? Cat("**", summary, "**\n") : Cat(path, ": ", summary, "\n");
    for (const auto& [section, lines] : lines_) {
      out +=
          markdown_ ? Cat("\n### ", Escaped(section), "\n\n") : Cat("\n", Printable(section), "\n");
      for (const std::string& line : lines) out += Cat(markdown_ ? "- " : "  ", line, "\n");
    }
    return out;
  }

 private:
  void Add(const SectionNamePath& section, std::string line) {
    const std::string path = PathText(section);
    auto found = std::find_if(lines_.begin(), lines_.end(),
                              [&](const auto& known) { return known.first == path; });
    if (found == lines_.end()) {
      lines_.push_back({path, {}});
      found = lines_.end() - 1;
    }
    found->second.push_back(std::move(line));
  }

  std::string Link(const EntryRecord& record) const {
    const std::string name = OnOneLine(NameOf(record));
    if (!markdown_) return Printable(name);
    if (record.url.find_first_of("()<> \n") != std::string::npos) return Escaped(name);
    return record.url.empty() ? Escaped(name) : Cat("[", Escaped(name), "](", record.url, ")");
  }

  std::string Described(const EntryRecord& record) const {
    const std::string text = OnOneLine(record.description_text);
    if (text.empty()) return {};
    return Cat(" - ", markdown_ ? Escaped(text) : Printable(text));
  }

  std::string Quoted(std::string_view text) const {
    const std::string line = OnOneLine(text);
    return markdown_ ? Cat("\"", Escaped(line), "\"") : Cat("\"", Printable(line), "\"");
  }

  void Collect() {
    for (const SectionNamePath& path : diff_.new_sections) Add(path, "new section");
    for (const SectionNamePath& path : diff_.gone_sections) Add(path, "section removed");
    if (diff_.sections_reordered) Add({"Sections"}, "in another order");
    for (const auto& [from, to] : diff_.renamed_sections) {
      if (FollowsFromParent(diff_, from, to)) continue;
      const bool moved = from.back() == to.back();
      const SectionNamePath around(from.begin(), from.end() - 1);
      Add(to, moved ? Cat("section moved from ",
                          around.empty() ? "the outermost level" : Quoted(PathText(around)))
                    : Cat("section renamed from ", Quoted(PathText(from))));
    }
    for (const EntryRecord& record : diff_.added) {
      Add(record.section, Cat("added ", Link(record), Described(record)));
    }
    for (const EntryRecord& record : diff_.removed) {
      Add(record.section, Cat("removed ", Link(record)));
    }
    for (const ChangedEntry& change : diff_.changed) AddChange(change);
    for (const SectionNamePath& path : diff_.reordered) Add(path, "entries in another order");
  }

  void AddChange(const ChangedEntry& change) {
    const SectionNamePath& section = change.after.section;
    const std::string link = Link(change.after);
    if (change.moved) {
      Add(section, Cat("moved ", link, " from ", Quoted(PathText(change.before.section))));
    }
    if (change.renamed)
      Add(section, Cat("renamed ", link, ", was ", Quoted(NameOf(change.before))));
    if (change.link_changed) {
      Add(section, Cat("link of ", link, " changed from ", Quoted(change.before.url), " to ",
                       Quoted(change.after.url)));
    }
    if (change.described) Add(section, DescriptionChange(change, link));
    if (change.other) AddOther(change, link);
  }

  std::string DescriptionChange(const ChangedEntry& change, std::string_view link) const {
    const std::string& before = change.before.description_text;
    const std::string& after = change.after.description_text;
    if (!HasWords(after)) return Cat("description of ", link, " removed");
    if (!HasWords(before)) return Cat("description of ", link, " added: ", Quoted(after));
    if (before == after) return Cat("a link or markup in the description of ", link, " changed");
    return Cat("description of ", link, " changed to ", Quoted(after));
  }

  // What follows a description, fields, and the form.
  void AddOther(const ChangedEntry& change, std::string_view link) {
    const SectionNamePath& section = change.after.section;
    const auto parts_of = [](const EntryRecord& record) {
      std::vector<std::string> parts = record.trailing;
      for (const auto& [label, value] : record.fields) parts.push_back(Cat(label, ": ", value));
      return parts;
    };
    const std::vector<std::string> before = parts_of(change.before);
    const std::vector<std::string> after = parts_of(change.after);
    const auto missing_in = [](const std::vector<std::string>& parts, const std::string& part) {
      return std::find(parts.begin(), parts.end(), part) == parts.end();
    };
    bool is_said = false;
    for (const std::string& part : before) {
      if (!missing_in(after, part)) continue;
      Add(section, Cat(Quoted(part), " removed from ", link));
      is_said = true;
    }
    for (const std::string& part : after) {
      if (!missing_in(before, part)) continue;
      Add(section, Cat(Quoted(part), " added to ", link));
      is_said = true;
    }
    if (is_said || change.renamed || change.link_changed || change.described) return;
    Add(section, Cat(link, " is written in another form"));
  }

  const ListDiff& diff_;
  const bool markdown_;
  std::vector<std::pair<std::string, std::vector<std::string>>> lines_;  // by section
};

void WritePath(const SectionNamePath& path, JsonWriter* json) {
  json->BeginArray();
  for (const std::string& name : path) json->String(name);
  json->EndArray();
}

void WriteEntries(std::string_view key, const std::vector<EntryRecord>& records, JsonWriter* json) {
  std::vector<RecordColumn> columns = AllRecordColumns();
  columns.erase(columns.begin());  // the path is that of the diff
  json->Key(key).BeginArray();
  for (const EntryRecord& record : records) {
    json->NewLine();
    WriteRecord(record, columns, json);
  }
  json->EndArray();
}

void WritePaths(std::string_view key, const std::vector<SectionNamePath>& paths, JsonWriter* json) {
  json->Key(key).BeginArray();
  for (const SectionNamePath& path : paths) WritePath(path, json);
  json->EndArray();
}

std::string JsonOf(const ListDiff& diff, std::string_view path) {
  std::string out;
  JsonWriter json(&out);
  json.BeginObject().Field("path", path).Field("summary", std::string_view(SummaryOf(diff)));
  WriteEntries("added", diff.added, &json);
  WriteEntries("removed", diff.removed, &json);
  std::vector<RecordColumn> columns = AllRecordColumns();
  columns.erase(columns.begin());
  json.Key("changed").BeginArray();
  for (const ChangedEntry& change : diff.changed) {
    json.NewLine().BeginObject().Key("what").BeginArray();
    if (change.moved) json.String("moved");
    if (change.renamed) json.String("renamed");
    if (change.link_changed) json.String("link");
    if (change.described) json.String("description");
    if (change.other) json.String("other");
    json.EndArray().Key("before");
    WriteRecord(change.before, columns, &json);
    json.Key("after");
    WriteRecord(change.after, columns, &json);
    json.EndObject();
  }
  json.EndArray();
  WritePaths("new_sections", diff.new_sections, &json);
  WritePaths("gone_sections", diff.gone_sections, &json);
  json.Key("renamed_sections").BeginArray();
  for (const auto& [from, to] : diff.renamed_sections) {
    json.BeginObject().Key("from");
    WritePath(from, &json);
    json.Key("to");
    WritePath(to, &json);
    json.EndObject();
  }
  json.EndArray();
  WritePaths("reordered", diff.reordered, &json);
  json.Field("sections_reordered", diff.sections_reordered);
  json.EndObject();
  return out + "\n";
}

}  // namespace

std::string SummaryOf(const ListDiff& diff) {
  const auto count = [&](bool ChangedEntry::*what) {
    return static_cast<std::size_t>(
        std::count_if(diff.changed.begin(), diff.changed.end(),
                      [what](const ChangedEntry& change) { return change.*what; }));
  };
  std::string out;
  const auto say = [&](std::size_t number, std::string_view what) {
    if (number > 0) out += Cat(out.empty() ? "" : ", ", number, " ", what);
  };
  const auto counted = [&](std::size_t number, std::string_view noun, std::string_view what) {
    if (number > 0) out += Cat(out.empty() ? "" : ", ", Counted(number, noun), " ", what);
  };
  say(diff.added.size(), "added");
  say(diff.removed.size(), "removed");
  say(count(&ChangedEntry::moved), "moved");
  say(count(&ChangedEntry::renamed), "renamed");
  counted(count(&ChangedEntry::link_changed), "link", "changed");
  counted(count(&ChangedEntry::described), "description", "changed");
  const auto others = static_cast<std::size_t>(
      std::count_if(diff.changed.begin(), diff.changed.end(), [](const ChangedEntry& change) {
        return change.other && !change.moved && !change.renamed && !change.link_changed &&
               !change.described;
      }));
  say(others, "changed otherwise");
  counted(diff.new_sections.size(), "section", "added");
  counted(diff.gone_sections.size(), "section", "removed");
  std::size_t moved = 0;
  std::size_t renamed = 0;
  for (const auto& [from, to] : diff.renamed_sections) {
    if (!FollowsFromParent(diff, from, to)) ++(from.back() == to.back() ? moved : renamed);
  }
  counted(moved, "section", "moved");
  counted(renamed, "section", "renamed");
  counted(diff.reordered.size(), "section", "in another order");
  if (diff.sections_reordered) out += Cat(out.empty() ? "" : ", ", "sections in another order");
  return out.empty() ? "no entries changed" : out;
}

std::string WriteDiff(const ListDiff& diff, std::string_view path, DiffFormat format) {
  if (format == DiffFormat::kJson) return JsonOf(diff, path);
  return TextWriter(diff, format == DiffFormat::kMarkdown).Run(path);
}

}  // namespace awl
