#include <utility>
#include <vector>

#include "facts/destinations.h"
#include "rules/builtin.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"params", OptionType::kStrings,
     "usp, ref_src, ref_url, spm, igshid, si, trk, scid, _hsenc, _hsmi, mkt_tok, share_source, "
     "share_medium, "
     "vd_source, from_source, affiliate, aff_id, tag",
     "More parameters that only say where a reader came from."},
};

// "?a=1&b=2" cut into its parameters, with the separator before each.
struct Param {
  std::size_t begin;  // of the separator, in the URL
  std::size_t end;
  std::string_view name;
};

// Set by advertising networks alone; no site reads them for anything else.
bool OnlyTracks(std::string_view name) {
  return StartsWithIgnoreAsciiCase(name, "utm_") || name == "fbclid" || name == "gclid" ||
         name == "dclid" || name == "msclkid" || name == "yclid" || name == "mc_cid" ||
         name == "mc_eid";
}

std::vector<Param> SplitQuery(const Destination& destination) {
  std::vector<Param> params;
  const std::string_view url = destination.url;
  const std::string_view query = destination.parts.query;
  std::size_t at = static_cast<std::size_t>(query.data() - url.data());
  const std::size_t end = at + query.size();
  while (at < end) {
    const std::size_t next = std::min(url.find('&', at), end);
    const std::string_view param = url.substr(at, next - at);
    params.push_back({at - 1, next, param.substr(0, param.find('='))});
    at = next + 1;
  }
  return params;
}

class LinkTrackingParamRule final : public Rule {
 public:
  explicit LinkTrackingParamRule(const Options& options) : params_(options.Strings("params")) {}

  void Check(const Document&, RuleContext& ctx) const override {
    for (const Destination& destination : ctx.facts().destinations()) {
      if (!destination.parts.has_query || destination.is_badge || !destination.is_plain) continue;
      CheckOne(ctx, destination);
    }
  }

 private:
  void CheckOne(RuleContext& ctx, const Destination& destination) const {
    std::string kept;
    std::string_view first;
    bool safe = true;
    for (const Param& param : SplitQuery(destination)) {
      const bool known = IsTrackingParam(param.name);
      if (known || IsListed(param.name, destination.parts.host)) {
        if (first.empty()) first = param.name;
        safe = safe && OnlyTracks(param.name);
      } else {
        kept += kept.empty() ? '?' : '&';
        kept += destination.url.substr(param.begin + 1, param.end - param.begin - 1);
      }
    }
    if (first.empty()) return;
    Diagnostic& found =
        ctx.Report(destination.range, Cat("\"", first, "\" in the URL only tracks the reader"));
    const auto query_begin =
        destination.range.begin +
        static_cast<Offset>(destination.parts.query.data() - destination.url.data()) - 1;
    const auto query_end = query_begin + 1 + static_cast<Offset>(destination.parts.query.size());
    found.fix = Fix{.title = "remove it",
                    .applicability = safe ? Applicability::kSafe : Applicability::kUnsafe,
                    .effect = Effect::kDestination,
                    .edits = {{{query_begin, query_end}, std::move(kept)}}};
  }

  // "tag" and "si" mean something else outside the shops and players that track with them.
  bool IsListed(std::string_view name, std::string_view host) const {
    if (name == "tag" && host.find("amazon.") == std::string_view::npos) return false;
    if (name == "si" && host.find("youtu") == std::string_view::npos &&
        host.find("spotify") == std::string_view::npos)
      return false;
    for (const std::string& param : params_) {
      if (name == param) return true;
    }
    return false;
  }

  const std::vector<std::string> params_;
};

}  // namespace

RuleInfo LinkTrackingParamInfo() {
  return {
      .name = "link-tracking-param",
      .group = "link",
      .summary = "URL with a tracking parameter",
      .rationale =
          "It lets the site know who sent the reader, makes equal links look different, and may "
          "earn somebody a commission.",
      .severity = Severity::kInfo,
      .fix = FixKind::kBoth,
      .profiles = kStrict,
      .options = kOptions,
      .create = MakeRule<LinkTrackingParamRule>};
}

}  // namespace awl
