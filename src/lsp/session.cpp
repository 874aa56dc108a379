#include "lsp/session.h"

#include <algorithm>
#include <utility>

#include "base/fault.h"
#include "base/strings.h"
#include "lsp/uri.h"

namespace awl::lsp {

std::string Session::KeyOf(std::string_view uri) {
  std::optional<std::string> path = PathOfUri(uri);
  return path ? std::move(*path) : std::string(uri);
}

OpenDocument* Session::Find(std::string_view uri) {
  const auto found = documents_.find(KeyOf(uri));
  return found == documents_.end() ? nullptr : &found->second;
}

OpenDocument* Session::DocumentOf(const Json& params) {
  return Find(TextOf(Get(params, "textDocument", "uri")));
}

OpenDocument& Session::Add(OpenDocument document) {
  OpenDocument& added = documents_[KeyOf(document.uri)];
  added = std::move(document);
  Touch(&added);
  return added;
}

void Session::Remove(const OpenDocument& document) {
  const std::string key = KeyOf(document.uri);
  if (!document.real.empty()) {
    workspace.files().Close(document.real);
    workspace.FileChanged(document.real);
  }
  std::erase(pending_, key);
  documents_.erase(key);
}

std::vector<OpenDocument*> Session::Documents() {
  std::vector<OpenDocument*> out;
  for (auto& [key, document] : documents_) out.push_back(&document);
  return out;
}

void Session::Touch(OpenDocument* document) {
  document->outcome.reset();
  document->error.clear();
  document->result_id = 0;
  if (document->real.empty()) return;
  workspace.files().Open(document->real, document->text);
  workspace.FileChanged(document->real);
}

void Session::TouchAll() {
  for (auto& [key, document] : documents_) {
    document.outcome.reset();
    document.result_id = 0;
    if (document.kind != OpenDocument::Kind::kOther) Enqueue(document, false);
  }
}

const Outcome* Session::Check(OpenDocument* document) {
  if (document->result_id == 0) {
    document->result_id = ++last_result_;
    RunCheck(document);
  } else if (!document->outcome && document->error.empty()) {
    RunCheck(document);
  }
  const std::optional<Outcome>& outcome = document->outcome;
  return outcome && outcome->report.source != nullptr ? &*outcome : nullptr;
}

void Session::RunCheck(OpenDocument* document) {
  const std::string key = KeyOf(document->uri);
  const auto before = documents_.find(std::exchange(checked_, key));
  if (before != documents_.end()) before->second.outcome.reset();
  if (document->real.empty()) workspace.files().set_standard_input(document->text);
  Result<Outcome> outcome = workspace.Check(document->name);
  if (outcome) {
    document->error = outcome->report.error;
    document->outcome = std::move(*outcome);
  } else {
    document->error = outcome.error().message;
  }
}

const ParsedFile& Session::Parse(const OpenDocument& document) {
  if (parsed_ == nullptr || parsed_text_ != document.text) {
    parsed_text_ = document.text;
    parsed_ = std::make_unique<const ParsedFile>(
        ParseFile(std::make_shared<const Source>(document.name.path, *document.text)));
  }
  return *parsed_;
}

void Session::Enqueue(const OpenDocument& document, bool urgent) {
  const std::string key = KeyOf(document.uri);
  std::erase(pending_, key);
  pending_.insert(urgent ? pending_.end() : pending_.begin(), key);
}

OpenDocument* Session::NextPending() {
  if (pending_.empty()) return nullptr;
  const std::string key = std::move(pending_.back());
  pending_.pop_back();
  return &documents_.at(key);
}

void Session::Notify(std::string_view method, Json params) {
  messages_.push_back(Notification(method, std::move(params)));
}

void Session::Ask(std::string_view method, Json params) {
  messages_.push_back(Request(Cat("awl-", ++last_request_), method, std::move(params)));
}

void Session::Log(Severe severe, std::string_view message) {
  Notify("window/logMessage", {{"type", static_cast<int>(severe)}, {"message", message}});
}

void Session::Show(Severe severe, std::string_view message) {
  Notify("window/showMessage", {{"type", static_cast<int>(severe)}, {"message", message}});
}

Reply NotOpen(const Json& params) {
  const std::string uri = TextOf(Get(params, "textDocument", "uri"));
  return Failed(ErrorCode::kInvalidParams, uri.empty()
                                               ? "textDocument.uri: expected the URI of a document"
                                               : Cat("this document is not open: ", uri));
}

}  // namespace awl::lsp
