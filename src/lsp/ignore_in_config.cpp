#include <optional>
#include <string>
#include <utility>

#include "base/strings.h"
#include "config/load_config.h"
#include "config/yaml.h"
#include "engine/discovery.h"
#include "lsp/action_edits.h"
#include "lsp/uri.h"
#include "lsp/workspace_edit.h"

namespace awl::lsp {
namespace {

// The edit of a config that turns `rule` off, as a person would write it.
Result<Edit> TurnOff(const Source& source, std::string_view rule) {
  const Result<YamlNode> root = ParseYaml(source);
  if (!root) return Error{"the config has errors"};
  const std::string_view eol = EolText(source.eol());
  const YamlNode* rules = root->is_map() ? root->Find("rules") : nullptr;
  const auto at_end = [&](const std::string& text) {
    const bool is_open = source.size() > 0 && !IsEol(source[source.size() - 1]);
    return Edit{{source.size(), source.size()}, Cat(is_open ? eol : "", text)};
  };
  if (rules == nullptr) return at_end(Cat("rules:", eol, "  ", rule, ": off", eol));
  if (!rules->is_map() || rules->children.empty()) {
    return Error{"\"rules\" of the config has nothing to add to"};
  }
  if (const YamlNode* setting = rules->Find(rule)) {
    if (!setting->is_scalar() || setting->text.empty()) {
      return Error{Cat("the config has options for ", rule, "; set its level there")};
    }
    return Edit{setting->range, "off"};
  }
  const Range first = rules->children.front().key_range;
  const Range line = source.Line(source.LineAt(first.begin));
  const std::string_view before = source.Slice({line.begin, first.begin});
  if (!Trim(before).empty()) return Error{"\"rules\" of the config is written in one line"};
  return Edit{{line.begin, line.begin}, Cat(before, rule, ": off", eol)};
}

}  // namespace

Result<Json> IgnoreInConfig(Session& session, const OpenDocument& document, std::string_view rule) {
  const FileSystem& files = session.workspace.files();
  const std::string folder =
      document.name.path.empty() ? document.name.folder : std::string(FolderOf(document.real));
  const Result<std::string> found = FindConfig(files, folder);
  if (!found) return found.error();
  if (found->empty() && !session.client.creates_files) {
    return Error{"there is no config, and this editor cannot create one"};
  }
  const std::string root = RepositoryRoot(files, folder);
  const std::string path =
      found->empty() ? JoinPath(root.empty() ? folder : root, ".awl.yaml") : *found;
  std::string bytes;
  if (!found->empty()) {
    // A stranger's commit may have made it a link to any file.
    Result<FileContents> contents = files.Read(path, kYamlMaxBytes, Links::kRefuse);
    if (!contents) return Error{Cat("the config ", contents.error().message)};
    bytes = std::move(contents->bytes);
  }
  const Source source(path, std::move(bytes));
  const Result<Edit> edit = TurnOff(source, rule);
  if (!edit) return edit.error();
  Json edits = TextEdits(Positions(source, session.client.encoding), std::span(&*edit, 1));
  const std::string uri = UriOfPath(path);
  const OpenDocument* open = session.Find(uri);
  return open == nullptr ? WorkspaceEdit(session, uri, found->empty(), std::move(edits))
                         : WorkspaceEdit(session, *open, std::move(edits));
}

}  // namespace awl::lsp
