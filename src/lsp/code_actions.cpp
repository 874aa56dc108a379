#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/strings.h"
#include "lsp/action_edits.h"
#include "lsp/features.h"
#include "lsp/workspace_edit.h"

namespace awl::lsp {
namespace {

constexpr std::string_view kQuickFix = "quickfix";
constexpr std::string_view kFixAll = "source.fixAll.awl";
constexpr std::string_view kFixAllUnsafe = "source.fixAll.awl.unsafe";

// Which kinds of actions the client asks for.
class Wanted {
 public:
  explicit Wanted(const Json& only) : only_(only) {}

  // Kinds are prefixes of each other: "source" means "source.fixAll.awl", too.
  bool Has(std::string_view kind) const {
    if (!only_.is_array()) return true;
    return std::any_of(only_.begin(), only_.end(), [kind](const Json& name) {
      const std::string prefix = TextOf(name);
      return prefix.empty() || kind == prefix || kind.starts_with(prefix + ".");
    });
  }
  // Who asks for all sources of fixes when a file is saved has not asked for these.
  bool Names(std::string_view kind) const { return !only_.is_array() || HasText(only_, kind); }

 private:
  const Json& only_;
};

bool HasFix(const Diagnostic& finding, Applicability at_least) {
  return finding.fix && finding.fix->applicability >= at_least;
}

// What an action is to do, as it comes back for its edit: {"do", "uri", "version", and of a finding
// "rule", "at", "end"}.
Json DataOf(const OpenDocument& document, std::string_view what) {
  Json data = {{"do", what}, {"uri", document.uri}};
  if (document.version) data["version"] = *document.version;
  return data;
}

Json DataOf(const OpenDocument& document, std::string_view what, const Diagnostic& finding) {
  Json data = DataOf(document, what);
  data["rule"] = finding.rule;
  data["at"] = finding.range.begin;
  data["end"] = finding.range.end;
  return data;
}

const Diagnostic* FindingOf(const Outcome& outcome, const Json& data) {
  const std::string rule = TextOf(Get(data, "rule"));
  const std::optional<std::int64_t> at = IntegerOf(Get(data, "at"));
  const std::optional<std::int64_t> end = IntegerOf(Get(data, "end"));
  for (const Diagnostic& finding : outcome.report.diagnostics) {
    if (finding.rule == rule && at == finding.range.begin && end == finding.range.end) {
      return &finding;
    }
  }
  return nullptr;
}

Result<Json> Written(Session& session, const OpenDocument& document,
                     const Result<std::vector<Edit>>& edits) {
  if (!edits) return edits.error();
  const Positions positions(*session.Parse(document).source, session.client.encoding);
  return WorkspaceEdit(session, document, TextEdits(positions, *edits));
}

// The edit of an action.
Result<Json> EditFor(Session& session, OpenDocument* document, const Json& data) {
  const std::string what = TextOf(Get(data, "do"));
  const Outcome* outcome = session.Check(document);
  if (outcome == nullptr) return Error{"the file could not be checked"};
  if (what == "fix-all") {
    return Written(session, *document, FixAll(session, *document, Applicability::kSafe));
  }
  if (what == "fix-all-unsafe") {
    return Written(session, *document, FixAll(session, *document, Applicability::kUnsafe));
  }
  const Diagnostic* finding = FindingOf(*outcome, data);
  if (finding == nullptr) return Error{"the finding is gone"};
  if (what == "fix") return Written(session, *document, FixOne(session, *document, *finding));
  if (what == "fix-rule" || what == "fix-rule-unsafe") {
    const Applicability at_least =
        what == "fix-rule" ? Applicability::kSafe : Applicability::kUnsafe;
    return Written(session, *document,
                   FixRule(session, *document, *outcome, finding->rule, at_least));
  }
  if (what == "ignore-line") {
    return Written(session, *document, IgnoreInLine(session, *document, *finding));
  }
  if (what == "ignore-file") {
    return Written(session, *document, IgnoreInFile(session, *document, finding->rule));
  }
  if (what == "ignore-config") return IgnoreInConfig(session, *document, finding->rule);
  return Error{Cat("unknown action \"", what, "\"")};
}

// Collects the actions for one request.
class ActionList {
 public:
  ActionList(Session& session, OpenDocument* document, const Outcome& outcome, const Json& only)
      : session_(session), document_(document), outcome_(outcome), wanted_(only) {}

  void AddFor(const Diagnostic& finding) {
    if (!wanted_.Has(kQuickFix)) return;
    AddFix(finding);
    AddFixRule(finding);
    const std::string rule(finding.rule);
    Add(Cat("Ignore ", rule, " here"), kQuickFix, DataOf(*document_, "ignore-line", finding),
        &finding);
    Add(Cat("Ignore ", rule, " in this file"), kQuickFix,
        DataOf(*document_, "ignore-file", finding), &finding);
    Add(Cat("Turn ", rule, " off in the config"), kQuickFix,
        DataOf(*document_, "ignore-config", finding), &finding);
    AddExplain(rule);
  }

  void AddSources() {
    if (HasAny(Applicability::kSafe) && wanted_.Has(kFixAll)) {
      Add("Fix all that is safe (awl)", kFixAll, DataOf(*document_, "fix-all"), nullptr);
    }
    if (session_.client.unsafe_fixes && HasAny(Applicability::kUnsafe) &&
        wanted_.Names(kFixAllUnsafe)) {
      Add("Fix all, unsafe fixes included (awl)", kFixAllUnsafe,
          DataOf(*document_, "fix-all-unsafe"), nullptr);
    }
  }

  Json Take() { return std::move(actions_); }

 private:
  Applicability Least() const {
    return session_.client.unsafe_fixes ? Applicability::kUnsafe : Applicability::kSafe;
  }
  bool HasAny(Applicability at_least) const {
    const std::vector<Diagnostic>& all = outcome_.report.diagnostics;
    return std::any_of(all.begin(), all.end(),
                       [at_least](const Diagnostic& d) { return HasFix(d, at_least); });
  }

  void AddFix(const Diagnostic& finding) {
    if (!HasFix(finding, Least())) return;
    const bool is_safe = finding.fix->applicability == Applicability::kSafe;
    std::string title = finding.fix->title;
    if (!title.empty()) title[0] = AsciiUpper(title[0]);
    Add(Cat(title, " (", finding.rule, is_safe ? ")" : ", unsafe)"), kQuickFix,
        DataOf(*document_, "fix", finding), &finding, is_safe);
  }

  // Once for each rule, if it is more than the fix of one finding.
  void AddFixRule(const Diagnostic& finding) {
    if (!rules_.insert(finding.rule).second) return;
    const auto count = [&](Applicability at_least) {
      const std::vector<Diagnostic>& all = outcome_.report.diagnostics;
      return std::count_if(all.begin(), all.end(), [&](const Diagnostic& d) {
        return d.rule == finding.rule && HasFix(d, at_least);
      });
    };
    const auto safe = count(Applicability::kSafe);
    const auto all = count(Least());
    if (safe > 1) {
      Add(Cat("Fix all ", safe, " of ", finding.rule), kQuickFix,
          DataOf(*document_, "fix-rule", finding), &finding);
    }
    if (all > 1 && all > safe) {
      Add(Cat("Fix all ", all, " of ", finding.rule, " (unsafe)"), kQuickFix,
          DataOf(*document_, "fix-rule-unsafe", finding), &finding);
    }
  }

  void AddExplain(const std::string& rule) {
    if (!explained_.insert(rule).second) return;
    const std::string title = Cat("Explain ", rule);
    Json command = {{"title", title},
                    {"command", "awl.explain"},
                    {"arguments", Json::array({rule, document_->uri})}};
    actions_.push_back({{"title", title}, {"kind", kQuickFix}, {"command", std::move(command)}});
  }

  // Clients that cannot ask for the edit later get it now, or no action.
  void Add(const std::string& title, std::string_view kind, Json data, const Diagnostic* finding,
           bool is_preferred = false) {
    Json action = {{"title", title}, {"kind", kind}};
    if (finding != nullptr) {
      action["diagnostics"] =
          Json::array({DiagnosticJson(session_, outcome_, document_->uri, *finding)});
    }
    if (is_preferred && session_.client.prefers_actions) action["isPreferred"] = true;
    if (session_.client.resolves_edits) {
      action["data"] = std::move(data);
    } else {
      Result<Json> edit = EditFor(session_, document_, data);
      if (!edit) return;
      action["edit"] = std::move(*edit);
    }
    actions_.push_back(std::move(action));
  }

  Session& session_;
  OpenDocument* document_;
  const Outcome& outcome_;
  const Wanted wanted_;
  std::set<std::string_view> rules_;
  std::set<std::string> explained_;
  Json actions_ = Json::array();
};

}  // namespace

Reply CodeActions(Session& session, const Json& params) {
  OpenDocument* document = session.DocumentOf(params);
  if (document == nullptr) return NotOpen(params);
  if (document->kind != OpenDocument::Kind::kMarkdown || !session.client.has_action_literals) {
    return Json::array();
  }
  const Outcome* outcome = session.Check(document);
  if (outcome == nullptr) return Json::array();
  const Positions positions(*outcome->report.source, session.client.encoding);
  const std::optional<Range> range = positions.RangeOf(Get(params, "range"));
  if (!range) return Failed(ErrorCode::kInvalidParams, "range: expected a start and an end");
  ActionList actions(session, document, *outcome, Get(params, "context", "only"));
  for (const Diagnostic& finding : outcome->report.diagnostics) {
    const Range found = finding.range;
    if (found.begin <= range->end && range->begin <= found.end) actions.AddFor(finding);
  }
  actions.AddSources();
  return actions.Take();
}

Reply ResolveCodeAction(Session& session, const Json& params) {
  const Json& data = Get(params, "data");
  OpenDocument* document = session.Find(TextOf(Get(data, "uri")));
  if (document == nullptr || !params.is_object()) {
    return Failed(ErrorCode::kInvalidParams, "expected an action of this server");
  }
  if (IntegerOf(Get(data, "version")) != document->version) {
    return Failed(ErrorCode::kContentModified, "the text has changed since");
  }
  Result<Json> edit = EditFor(session, document, data);
  if (!edit) return Failed(ErrorCode::kRequestFailed, edit.error().message);
  Json action = params;
  action["edit"] = std::move(*edit);
  return action;
}

}  // namespace awl::lsp
