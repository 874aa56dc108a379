#include <algorithm>
#include <string>

#include "base/strings.h"
#include "base/suggest.h"
#include "config/names.h"
#include "lsp/features.h"
#include "lsp/uri.h"

namespace awl::lsp {
namespace {

// What findings depend on beside the text: configs, and other files that it links.
constexpr std::string_view kWatched[] = {"**/*.{yaml,yml}", "**/*.{md,markdown}",
                                         "**/.git/{HEAD,config}"};

void TellRefresh(Session& session) {
  if (session.client.pulls_diagnostics && session.client.refreshes_diagnostics) {
    session.Ask("workspace/diagnostic/refresh", nullptr);
  }
}

}  // namespace

// {"run": "onType" or "onSave", "profile": "strict", "unsafeFixes": true, "showsRules": true}
void ApplySettings(Session& session, const Json& settings) {
  const std::string run = TextOf(Get(settings, "run"));
  if (!run.empty()) session.client.on_save = run == "onSave";
  const Json& unsafe = Get(settings, "unsafeFixes");
  if (unsafe.is_boolean()) session.client.unsafe_fixes = IsTrue(unsafe);
  if (IsTrue(Get(settings, "showsRules"))) session.client.shows_rules = true;
  const Json& profile = Get(settings, "profile");
  if (!profile.is_string()) return;
  const std::string name = TextOf(profile);
  const std::optional<Profile> parsed = ParseProfile(name);
  if (!parsed && !name.empty()) {
    session.Show(Session::Severe::kError,
                 Cat("awl: unknown profile \"", name, "\"", DidYouMean(name, ProfileNames())));
  }
  session.workspace.set_profile(parsed);
}

void DidChangeConfiguration(Session& session, const Json& params) {
  const Json& settings = Get(params, "settings");
  const Json& own = Get(settings, "awl");
  ApplySettings(session, own.is_object() ? own : settings);
  session.TouchAll();
  TellRefresh(session);
}

void DidChangeWorkspaceFolders(Session& session, const Json& params) {
  std::vector<std::string>& folders = session.client.folders;
  const Json& removed = Get(params, "event", "removed");
  const Json& added = Get(params, "event", "added");
  if (removed.is_array()) {
    for (const Json& folder : removed) {
      if (const auto path = PathOfUri(TextOf(Get(folder, "uri")))) std::erase(folders, *path);
    }
  }
  if (!added.is_array()) return;
  for (const Json& folder : added) {
    if (auto path = PathOfUri(TextOf(Get(folder, "uri")))) folders.push_back(std::move(*path));
  }
}

void DidChangeWatchedFiles(Session& session, const Json&) {
  session.workspace.Forget();
  session.TouchAll();
  TellRefresh(session);
}

void RegisterWatchers(Session& session) {
  if (!session.client.registers_watchers) return;
  Json watchers = Json::array();
  for (const std::string_view glob : kWatched) watchers.push_back({{"globPattern", glob}});
  Json registration = {{"id", "awl-files"},
                       {"method", "workspace/didChangeWatchedFiles"},
                       {"registerOptions", {{"watchers", std::move(watchers)}}}};
  session.Ask("client/registerCapability",
              {{"registrations", Json::array({std::move(registration)})}});
}

}  // namespace awl::lsp
