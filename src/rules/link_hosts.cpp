// Rules that look a link's host up in a table of rules/data: only the table and the words differ.
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "facts/destinations.h"
#include "rule/host_table.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"hosts", OptionType::kMap, "", "More hosts, `host: replacement`; `host: -` takes one out."},
};

struct Kind {
  std::string_view table;  // of rules/data
  std::string (*message)(std::string_view host, const HostTable::Row& row);
  bool fixes = false;  // where the table knows the new place
  bool (*leave_out)(const Document&, const Destination&) = nullptr;
};

// "[![build](https://host/a.svg)](https://host/a)": what is wrong with the picture's address is
// wrong with the link's, and badge-dead-host says it.
bool IsAroundBadge(const Document& document, const Destination& destination) {
  if (destination.kind != Destination::Kind::kLink) return false;
  const Node& link = document[destination.node];
  bool same_host = false;
  for (const Node& child : document.Children(link)) {
    const std::string_view text = document.Slice(child.full);
    const bool picture =
        child.kind == NodeKind::kImage ||
        (child.kind == NodeKind::kHtmlInline && StartsWithIgnoreAsciiCase(text, "<img"));
    if (!picture && !Trim(text).empty()) return false;
    same_host |= picture && text.find(destination.parts.host) != std::string_view::npos;
  }
  return same_host;
}

constexpr Kind kDead = {
    .table = "dead-hosts",
    .message = [](std::string_view host,
                  const HostTable::Row& row) { return Cat(host, " is gone: ", row.why); },
    .fixes = true,
    .leave_out = &IsAroundBadge};

constexpr Kind kMirror = {.table = "mirror-hosts",
                          .message =
                              [](std::string_view host, const HostTable::Row& row) {
                                return Cat(host, " is a mirror of ", row.replacement);
                              },
                          .fixes = true};

constexpr Kind kMoved = {.table = "moved-hosts",
                         .message =
                             [](std::string_view host, const HostTable::Row& row) {
                               return Cat(host, " has moved to ", row.replacement);
                             },
                         .fixes = true};

constexpr Kind kShortener = {
    .table = "shortener-hosts", .message = [](std::string_view host, const HostTable::Row&) {
      return Cat(host, " hides where the link leads; link the page itself");
    }};

constexpr Kind kFileHost = {.table = "file-hosts",
                            .message = [](std::string_view host, const HostTable::Row& row) {
                              return Cat("file on ", host, " (", row.why, ")");
                            }};

// Reports each link, badges aside, to a host of the table.
template <const Kind& kKind>
class HostRule final : public Rule {
 public:
  explicit HostRule(const Options& options) : hosts_(kKind.table, options.Map("hosts")) {}

  void Check(const Document& doc, RuleContext& ctx) const override {
    for (const Destination& destination : ctx.facts().destinations()) {
      if (destination.is_badge) continue;
      std::optional<HostTable::Match> match = hosts_.Find(destination);
      if (!match) continue;
      if (kKind.leave_out != nullptr && kKind.leave_out(doc, destination)) continue;
      Diagnostic& found =
          ctx.Report(destination.range, kKind.message(destination.parts.host, match->row));
      if (!kKind.fixes || match->moved_url.empty()) continue;
      found.fix = Fix{.title = Cat("point it to ", match->row.replacement),
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kDestination,
                      .edits = {{destination.range, std::move(match->moved_url)}}};
    }
  }

 private:
  const HostTable hosts_;
};

}  // namespace

RuleInfo LinkDeadHostInfo() {
  return {
      .name = "link-dead-host",
      .group = "link",
      .summary = "Link to a host that is gone",
      .rationale = "The page cannot be reached any more; only an archive or a new address helps.",
      .severity = Severity::kError,
      .fix = FixKind::kSafe,
      .profiles = kRecommended | kStrict,
      .options = kOptions,
      .create = MakeRule<HostRule<kDead>>};
}

RuleInfo LinkFileHostInfo() {
  return {.name = "link-file-host",
          .group = "link",
          .summary = "Link to a file host",
          .rationale =
              "Such links end with the account that holds the file, and often break a copyright.",
          .severity = Severity::kInfo,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .options = kOptions,
          .create = MakeRule<HostRule<kFileHost>>};
}

RuleInfo LinkMirrorHostInfo() {
  return {
      .name = "link-mirror-host",
      .group = "link",
      .summary = "Link to a mirror instead of the place itself",
      .rationale = "Mirrors come and go, lag behind, and split what readers and tools can compare.",
      .severity = Severity::kInfo,
      .fix = FixKind::kSafe,
      .profiles = kStrict,
      .options = kOptions,
      .create = MakeRule<HostRule<kMirror>>};
}

RuleInfo LinkMovedHostInfo() {
  return {.name = "link-moved-host",
          .group = "link",
          .summary = "Link to a host that has moved",
          .rationale =
              "Redirects are kept for some years, then they end; the new address lasts longer.",
          .severity = Severity::kWarning,
          .fix = FixKind::kSafe,
          .profiles = kStrict,
          .options = kOptions,
          .create = MakeRule<HostRule<kMoved>>};
}

RuleInfo LinkShortenerInfo() {
  return {.name = "link-shortener",
          .group = "link",
          .summary = "Link through a shortener",
          .rationale = "The reader cannot see where the link leads, and it dies with the service.",
          .severity = Severity::kWarning,
          .fix = FixKind::kNone,
          .profiles = kStrict,
          .options = kOptions,
          .create = MakeRule<HostRule<kShortener>>};
}

}  // namespace awl
