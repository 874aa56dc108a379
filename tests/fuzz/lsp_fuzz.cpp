// Talks to the language server as an editor would that is out of its mind: the input is a script of
// messages. Checked: no crash, one answer for each request, edits that lie in the text and do not
// overlap, no file written, and in the end the findings of a check from scratch.
//
// Lines of a script, of which each begins with a sign:
//   {…}        a message as it is
//   +TEXT      opens the list with this text, or replaces it; \n is a line end
//   ~A B TEXT  puts TEXT in place of the bytes [A, B)
//   @A         asks all that can be asked about the byte at A
//   =NAME      asks to rename what was asked about last
// Anything else is fed to the reader of frames.

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/file_system.h"
#include "base/utf8.h"
#include "lsp/framing.h"
#include "lsp/json.h"
#include "lsp/rpc.h"
#include "lsp/server.h"

namespace {

using awl::lsp::Get;
using awl::lsp::Json;

constexpr const char* kUri = "file:///w/readme.md";

void Require(bool holds) {
  if (!holds) std::abort();
}

std::size_t TakeNumber(std::string_view* text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  text->remove_prefix(static_cast<std::size_t>(end - text->data()));
  if (text->starts_with(' ')) text->remove_prefix(1);
  return error == std::errc() ? number : 0;
}

std::string Unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escaped = text[i] == '\\' && i + 1 < text.size() && text[i + 1] == 'n';
    out += escaped ? '\n' : text[i];
    i += escaped ? 1 : 0;
  }
  return out;
}

// In bytes. A place between CR and LF means the end of their line.
Json PositionAt(std::string_view text, std::size_t offset) {
  std::size_t line = 0;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < offset; ++i) {
    const bool crlf = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    if (text[i] == '\n' || (text[i] == '\r' && !crlf)) {
      ++line;
      begin = i + 1;
    }
  }
  return {{"line", line}, {"character", offset - begin}};
}

class Editor {
 public:
  Editor() : server_(files_, nullptr, [this](const Json& message) { Receive(message); }) {
    files_.files = {{"/w/.git/HEAD", ""}, {"/w/.awl.yaml", "rules: {entry-sort: warning}\n"}};
    stored_ = files_.files;
    Json capabilities = Json::parse(R"({"general": {"positionEncodings": ["utf-8"]},
      "workspace": {"applyEdit": true, "workspaceEdit": {"documentChanges": true}},
      "textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}})");
    Ask("initialize", {{"rootUri", "file:///w"}, {"capabilities", std::move(capabilities)}});
  }

  void Run(std::string_view line) {
    const char sign = line.empty() ? '\0' : line.front();
    std::string_view rest = line.substr(std::min<std::size_t>(1, line.size()));
    if (sign == '{') {
      if (const auto message = awl::lsp::ParseJson(line)) Feed(*message);
    } else if (sign == '+') {
      SetText(Unescaped(rest));
    } else if (sign == '~') {
      Change(rest);
    } else if (sign == '@') {
      AskAbout(TakeNumber(&rest));
    } else if (sign == '=') {
      CheckEdit(Ask("textDocument/rename", Place({{"newName", std::string(rest)}})));
    } else {
      Frames(line);
    }
    while (server_.has_pending()) server_.CheckNext();
  }

  void Finish() { Require(files_.files == stored_ && open_.empty()); }

 private:
  void Receive(const Json& message) {
    Require(!awl::lsp::PrintJson(message).empty());
    if (Get(message, "method").is_null()) {
      result_ = Get(message, "result");
      const auto asked = std::find(open_.begin(), open_.end(), Get(message, "id"));
      if (asked != open_.end()) open_.erase(asked);
    }
  }

  // A message of the input's own. What it may have done to the text is not known here.
  void Feed(const Json& message) {
    const std::string method = awl::lsp::TextOf(Get(message, "method"));
    if (method == "shutdown" || method == "exit") return;
    server_.Handle(message);
    if (method.starts_with("textDocument/did")) is_known_ = false;
  }

  Json Ask(std::string_view method, Json params) {
    const Json id = awl::lsp::Json("own-" + std::to_string(++last_id_));
    open_.push_back(id);
    result_ = nullptr;
    server_.Handle(awl::lsp::Request(id, method, std::move(params)));
    while (server_.has_pending()) server_.CheckNext();
    return result_;
  }

  Json Document() const { return {{"uri", kUri}, {"version", ++version_}}; }
  Json Place(Json params) const {
    params["textDocument"] = {{"uri", kUri}};
    params["position"] = place_;
    return params;
  }

  void SetText(std::string text) {
    if (!awl::IsValidUtf8(text)) return;
    text_ = std::move(text);
    is_known_ = true;
    Json item = Document();
    item["text"] = text_;
    item["languageId"] = "markdown";
    server_.Handle(
        awl::lsp::Notification("textDocument/didOpen", {{"textDocument", std::move(item)}}));
  }

  void Change(std::string_view rest) {
    std::size_t from = TakeNumber(&rest);
    std::size_t to = TakeNumber(&rest);
    const std::string with = Unescaped(rest);
    if (!is_known_ || !awl::IsValidUtf8(with)) return;
    const auto snap = [this](std::size_t at) {
      at = std::min(at, text_.size());
      while (at > 0 && at < text_.size() && (text_[at] & 0xC0) == 0x80) --at;
      return at > 0 && at < text_.size() && text_[at] == '\n' && text_[at - 1] == '\r' ? at - 1
                                                                                       : at;
    };
    from = snap(from);
    to = std::max(from, snap(to));
    Json change = {{"range", {{"start", PositionAt(text_, from)}, {"end", PositionAt(text_, to)}}},
                   {"text", with}};
    text_.replace(from, to - from, with);
    server_.Handle(awl::lsp::Notification(
        "textDocument/didChange",
        {{"textDocument", Document()}, {"contentChanges", Json::array({std::move(change)})}}));
  }

  void AskAbout(std::size_t offset) {
    if (!is_known_) return;
    offset = std::min(offset, text_.size());
    while (offset > 0 && offset < text_.size() && (text_[offset] & 0xC0) == 0x80) --offset;
    place_ = PositionAt(text_, offset);
    for (const char* method :
         {"textDocument/hover", "textDocument/definition", "textDocument/references",
          "textDocument/completion", "textDocument/prepareRename", "textDocument/documentSymbol",
          "textDocument/foldingRange", "textDocument/documentLink", "workspace/symbol",
          "textDocument/diagnostic", "workspace/diagnostic"}) {
      Ask(method, Place({{"query", "a"}}));
    }
    Ask("textDocument/selectionRange", Place({{"positions", Json::array({place_})}}));
    CheckEdits(Ask("textDocument/formatting", Place({})));
    const Json range = {{"start", place_}, {"end", place_}};
    CheckEdits(Ask("textDocument/rangeFormatting", Place({{"range", range}})));
    const Json actions = Ask("textDocument/codeAction", Place({{"range", range}}));
    if (actions.is_array()) {
      for (const Json& action : actions) CheckEdit(Get(action, "edit"));
    }
    for (const char* command :
         {"awl.sortSection", "awl.moveEntry", "awl.regenerateContents", "awl.repairText"}) {
      Ask("workspace/executeCommand",
          {{"command", command}, {"arguments", Json::array({kUri, place_})}});
    }
  }

  void CheckEdit(const Json& edit) {
    const Json& changes = Get(edit, "documentChanges");
    if (!changes.is_array()) return;
    for (const Json& change : changes) {
      if (Get(change, "textDocument", "uri") == kUri) CheckEdits(Get(change, "edits"));
    }
  }

  // In the text, and apart.
  void CheckEdits(const Json& edits) {
    if (!edits.is_array() || !is_known_) return;
    const Json end = PositionAt(text_, text_.size());
    std::vector<std::pair<Json, Json>> ranges;
    for (const Json& edit : edits) {
      ranges.emplace_back(Get(edit, "range", "start"), Get(edit, "range", "end"));
    }
    const auto before = [](const Json& a, const Json& b) {
      return std::pair(a["line"], a["character"]) < std::pair(b["line"], b["character"]);
    };
    std::sort(ranges.begin(), ranges.end(),
              [&](const auto& a, const auto& b) { return before(a.first, b.first); });
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      Require(!before(ranges[i].second, ranges[i].first) && !before(end, ranges[i].second));
      Require(i == 0 || !before(ranges[i].first, ranges[i - 1].second));
    }
  }

  void Frames(std::string_view bytes) {
    awl::lsp::FrameReader reader;
    for (const char c : bytes) {
      reader.Append(std::string_view(&c, 1));
      while (reader.Next().state == awl::lsp::FrameReader::State::kMessage) {
      }
    }
  }

  awl::MemoryFileSystem files_;
  std::map<std::string, std::string> stored_;
  awl::lsp::Server server_;
  std::string text_;
  bool is_known_ = false;  // `text_` is what the server has
  Json place_ = {{"line", 0}, {"character", 0}};
  mutable int version_ = 0;
  int last_id_ = 0;
  std::vector<Json> open_;  // requests without an answer
  Json result_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view script(reinterpret_cast<const char*>(data), size);
  Editor editor;
  for (int lines = 0; !script.empty() && lines < 40; ++lines) {
    const std::size_t end = std::min(script.find('\n'), script.size());
    editor.Run(script.substr(0, end));
    script.remove_prefix(std::min(end + 1, script.size()));
  }
  editor.Finish();
  return 0;
}
