// The part of a run that asks forges: their APIs say of many repositories at once what their pages
// would say of one, and say it without doubt.

#include <algorithm>
#include <utility>

#include "net/fetch_run.h"
#include "net/github.h"
#include "net/host_limits.h"
#include "net/rest_forge.h"
#include "web/wayback.h"

namespace awl {
namespace {

constexpr long kApiTimeout = 30'000;
constexpr std::size_t kApiBodyLimit = std::size_t{4} << 20;
// GitHub's pages, asked without a token: what it lets pass.
constexpr std::size_t kGithubPages = 300;
constexpr HostLimits kGithubPageLimits = {.at_once = 1, .interval = 1000};
constexpr HostLimits kGithubApiLimits = {.at_once = 1, .interval = 250};
constexpr HostLimits kOtherForgeLimits = {.at_once = 1, .interval = 500};
// It shuts out those who ask faster.
constexpr HostLimits kWaybackLimits = {.at_once = 1, .interval = 1000};

}  // namespace

HostLimits FetchRun::LimitsAt(std::string_view host) const {
  HostLimits limits = LimitsOf(options_, policies_.Find(host));
  const auto at_most = [&limits](const HostLimits& most) {
    limits.at_once = std::min(limits.at_once, most.at_once);
    limits.interval = std::max(limits.interval, most.interval);
  };
  if (host == "api.github.com") at_most(kGithubApiLimits);
  if (host == "github.com" && !HasGithubApi()) at_most(kGithubPageLimits);
  if (host == kWaybackHost) at_most(kWaybackLimits);
  if (host == "gitlab.com" || host == "codeberg.org") at_most(kOtherForgeLimits);
  return limits;
}

bool FetchRun::GoesToForge(Job job) {
  Link& link = links_[job];
  link.forge = ReadForgeLink(link.request->url);
  if (!link.forge) return false;
  if (link.forge->forge != Forge::kGithub) {
    at_others_[RestUrlOf(*link.forge)].push_back(job);
    return true;
  }
  if (HasGithubApi()) {
    at_github_.push_back(job);
    return true;
  }
  if (at_github_pages_++ < kGithubPages) return false;
  Defer(job);
  return true;
}

void FetchRun::AskForges() {
  for (std::size_t begin = 0; begin < at_github_.size(); begin += kGithubBatch) {
    const std::size_t end = std::min(begin + kGithubBatch, at_github_.size());
    AddApiRequest(Forge::kGithub, {at_github_.begin() + static_cast<std::ptrdiff_t>(begin),
                                   at_github_.begin() + static_cast<std::ptrdiff_t>(end)});
  }
  for (auto& [url, links] : at_others_) AddApiRequest(links_[links[0]].forge->forge, links);
  at_github_.clear();
  at_others_.clear();
}

void FetchRun::AddApiRequest(Forge forge, std::vector<Job> links) {
  const std::string github(options_.github_api.empty() ? kGithubApi : options_.github_api);
  const ForgeLink& first = *links_[links[0]].forge;
  Link& link = links_.emplace_back();
  link.url = ReadHttpUrl(forge == Forge::kGithub ? github : RestUrlOf(first)).url;
  link.api = std::make_unique<ApiRequest>(ApiRequest{.forge = forge, .links = std::move(links)});
  Place(links_.size() - 1, 0, false);
}

HttpRequest FetchRun::ApiHttpRequest(const Link& link) const {
  HttpRequest request = {.url = link.url, .timeout_ms = kApiTimeout, .body_limit = kApiBodyLimit};
  request.is_api = true;
  if (link.api->forge != Forge::kGithub) return request;
  std::vector<const ForgeLink*> links;
  for (const Job job : link.api->links) links.push_back(&*links_[job].forge);
  request.post = WriteGithubQuery(links);
  request.authorization = outside_.token.HeaderFor(link.url);
  return request;
}

void FetchRun::OnApiAnswer(Job job, const HttpAnswer& answer) {
  if (answer.status == 429 || answer.status == 503) {
    if (WaitsOn(job, answer)) return;
    return DeferAll(links_[job].api->links);
  }
  const ApiRequest& api = *links_[job].api;
  if (api.forge == Forge::kGithub) return OnGithubAnswer(api, answer);
  const ForgeAnswer read = ReadRestAnswer(api.forge, answer.status, answer.body);
  for (const Job link : api.links) TakeForgeAnswer(link, read);
}

void FetchRun::OnGithubAnswer(const ApiRequest& api, const HttpAnswer& answer) {
  const std::vector<Job>& links = api.links;
  GithubBatch batch = ReadGithubAnswer(answer.status, answer.body, links.size());
  switch (batch.kind) {
    case GithubBatch::Kind::kAnswered:
      for (std::size_t i = 0; i < links.size(); ++i) {
        TakeForgeAnswer(links[i], std::move(batch.answers[i]));
      }
      return;
    case GithubBatch::Kind::kTooMuch:
      if (links.size() == 1) return TakeForgeAnswer(links[0], {});
      {
        const auto middle = links.begin() + static_cast<std::ptrdiff_t>(links.size() / 2);
        AddApiRequest(api.forge, {links.begin(), middle});
        AddApiRequest(api.forge, {middle, links.end()});
      }
      return;
    case GithubBatch::Kind::kLimited:
      return DeferAll(links);
    case GithubBatch::Kind::kRefused:
      // As if there were no token.
      for (const Job job : links) {
        if (at_github_pages_++ < kGithubPages) {
          TakeForgeAnswer(job, {});
        } else {
          Defer(job);
        }
      }
  }
}

void FetchRun::TakeForgeAnswer(Job job, ForgeAnswer answer) {
  Link& link = links_[job];
  const Millis now = outside_.clock.Now();
  const bool is_found = answer.kind == ForgeAnswer::Kind::kFound;
  if (is_found) link.repository = std::move(answer.facts);
  const bool is_all = link.forge->is_repository || answer.has_object;
  if (is_found && is_all) {
    link.attempt = {.status = 200, .via_api = true};
    return EndAttempt(job);
  }
  if (answer.kind != ForgeAnswer::Kind::kNotFound) return Schedule(job, now);
  // GitLab answers so for groups, too, and its pages send to a login where there is nothing.
  if (link.forge->forge == Forge::kGitlab) {
    link.is_unknown_to_gitlab = true;
    return Schedule(job, now);
  }
  // The second attempt asks the page: an API that is wrong alone proves nothing.
  link.attempt = {.status = 404, .via_api = true};
  EndAttempt(job);
}

void FetchRun::DeferAll(const std::vector<Job>& links) {
  for (const Job job : links) Defer(job);
}

}  // namespace awl
