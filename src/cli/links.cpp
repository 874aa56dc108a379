#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awl/linter.h"
#include "base/duration.h"
#include "base/json_writer.h"
#include "base/strings.h"
#include "cli/choices.h"
#include "cli/commands.h"
#include "cli/link_copies.h"
#include "cli/link_state.h"
#include "engine/link_run.h"
#include "engine/revision_files.h"
#include "engine/work_tree.h"
#include "text/excerpt.h"
#include "text/log_text.h"
#include "web/wayback.h"

namespace awl {
namespace {

// A change that adds more is no pull request of a list, but perhaps one that is after a victim.
constexpr std::size_t kMaxAdded = 300;
// Hosts that the text at the end names.
constexpr std::size_t kMaxHostsNamed = 8;
constexpr std::int64_t kLogEvery = 30;  // seconds between two lines in a log

// "4,210"
std::string Grouped(std::size_t number) {
  std::string out = Cat(number);
  for (std::size_t at = out.size(); at > 3; at -= 3) out.insert(at - 3, ",");
  return out;
}

std::string Left(std::int64_t seconds) {
  const std::int64_t rest = seconds % 60;
  return Cat(seconds / 60, ":", rest < 10 ? "0" : "", rest);
}

// "a.example 12, b.example 3", the largest first.
std::string Largest(const std::map<std::string, std::size_t>& hosts) {
  std::vector<std::pair<std::string, std::size_t>> sorted(hosts.begin(), hosts.end());
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string out;
  for (std::size_t i = 0; i < std::min(sorted.size(), kMaxHostsNamed); ++i) {
    out += Cat(i == 0 ? "" : ", ", sorted[i].first, " ", Grouped(sorted[i].second));
  }
  return sorted.size() > kMaxHostsNamed ? out + ", …" : out;
}

std::size_t Sum(const std::map<std::string, std::size_t>& hosts) {
  std::size_t sum = 0;
  for (const auto& [host, count] : hosts) sum += count;
  return sum;
}

// One `awl links`.
class LinksCommand {
 public:
  LinksCommand(const LinksOptions& options, Context& context)
      : options_(options), check_(options.check), context_(context) {}

  int Run() {
    now_ = context_.now == nullptr ? 0 : context_.now();
    for (const auto step :
         {&LinksCommand::ReadOptions, &LinksCommand::ReadConfigs, &LinksCommand::OpenState,
          &LinksCommand::Collect, &LinksCommand::MakeFetcher}) {
      if (const std::optional<Error> error = (this->*step)()) return Fail(context_, error->message);
    }
    if (const std::optional<Error> error = Ask()) return Fail(context_, error->message);
    if (is_stopped()) return kExitFailure;
    return Report();
  }

 private:
  bool is_stopped() const { return context_.stop != nullptr && *context_.stop; }
  bool is_change() const { return !check_.changed_since.empty(); }
  // A pull request's run only reads the state.
  bool saves() const { return store_ != nullptr && !options_.offline && !is_change(); }

  std::optional<Error> ReadOptions() {
    const auto time = [](std::string_view option, const std::string& text,
                         auto* to) -> std::optional<Error> {
      if (text.empty()) return std::nullopt;
      const auto parsed = ParseDuration(text);
      if (!parsed) {
        return Error{Cat(option, ": expected ", kDurationForm, ", not \"", Printable(text), "\"")};
      }
      *to = std::chrono::duration_cast<std::remove_reference_t<decltype(*to)>>(*parsed);
      return std::nullopt;
    };
    fetch_.concurrency = options_.concurrency;
    fetch_.per_host = options_.per_host;
    for (const std::optional<Error>& error :
         {time("--interval", options_.interval, &fetch_.interval),
          time("--timeout", options_.timeout, &fetch_.timeout),
          time("--max-time", options_.max_time, &fetch_.max_time),
          time("--second-attempt-after", options_.second_attempt_after,
               &fetch_.second_attempt_after)}) {
      if (error) return error;
    }
    if (fetch_.interval < kMinInterval) {
      return Error{Cat("--interval: at least ", kMinInterval.count(), "ms")};
    }
    if (fetch_.timeout > kMaxTimeout) {
      return Error{Cat("--timeout: at most ", kMaxTimeout.count() / 1000, "s")};
    }
    const std::vector<std::string>& paths = check_.files.paths;
    if (std::find(paths.begin(), paths.end(), "-") != paths.end()) {
      return Error{"awl links reads files, not standard input"};
    }
    if (options_.offline && options_.recheck) {
      return Error{"--offline and --recheck do not go together"};
    }
    fetch_.allow_private = options_.allow_private;
    fetch_.connect_to = options_.connect_to;
    fetch_.ca_file = options_.ca_file;
    fetch_.proxy = options_.proxy;
    fetch_.github_api = options_.github_api;
    return std::nullopt;
  }

  std::optional<Error> ReadConfigs() {
    Result<std::vector<PathGroup>> groups = GroupByConfig(check_.files, check_.rules, context_);
    if (!groups) return groups.error();
    groups_ = std::move(*groups);
    for (PathGroup& group : groups_) {
      Config& config = group.config.config;
      config.is_link_run = true;
      if (config.path != groups_.front().config.config.path) {
        return Error{"these paths have several configs: run awl links for each"};
      }
    }
    const LinkSettings& links = settings();
    rules_ = VerdictRulesOf(links);
    fetch_.hosts = HostPoliciesOf(links);
    return std::nullopt;
  }
  const LinkSettings& settings() const { return groups_.front().config.config.links; }

  std::optional<Error> OpenState() {
    std::string path = options_.state;
    if (path.empty() && !settings().state.empty()) {
      Result<std::string> found = StatePathOf(context_.files, groups_.front().config.config);
      if (!found) return found.error();
      path = std::move(*found);
    }
    if (path.empty()) {
      if (options_.offline) return Error{"--offline: no state: name one with --state"};
      return std::nullopt;
    }
    if (is_change()) return ReadStateOfRevision(path);
    Result<std::unique_ptr<StateStore>> store = StateStore::Open(context_.files, path);
    if (!store) return store.error();
    store_ = std::move(*store);
    before_ = store_->state();
    // What cannot be written at the end is better known now.
    return saves() ? store_->Save(before_, rules_, now_) : std::nullopt;
  }

  // A pull request may have changed the state, if git has it; then what counts is the revision's.
  std::optional<Error> ReadStateOfRevision(const std::string& path) {
    WorkTrees trees(context_.files, context_.run_process);
    const std::string real = context_.files.Resolve(path);
    WorkTree* tree = trees.Find(std::string(FolderOf(real)));
    const FileSystem* files = &context_.files;
    std::unique_ptr<RevisionFiles> revision;
    if (tree != nullptr && trees.IsTracked(real)) {
      Result<std::unique_ptr<RevisionFiles>> opened =
          RevisionFiles::Open(context_.files, *tree, check_.changed_since);
      if (!opened) return Error{Cat("--changed-since: ", opened.error().message)};
      revision = std::move(*opened);
      files = revision.get();
    }
    if (files->KindOf(real) == FileKind::kMissing) return std::nullopt;
    const Result<FileContents> contents = files->Read(real, kMaxStateSize);
    if (!contents) return Error{Cat(Printable(path), ": ", contents.error().message)};
    Result<LinkState> state = ParseState(contents->bytes, Printable(path));
    if (!state) return state.error();
    before_ = std::move(*state);
    return std::nullopt;
  }

  std::optional<Error> Collect() {
    std::map<std::string, WantedLink> links;
    for (const PathGroup& group : groups_) {
      const Linter linter(group.config.config);
      CollectedLinks found = CollectLinks(linter, context_.files,
                                          {.paths = group.paths,
                                           .fenced = check_.files.fenced,
                                           .force_exclude = check_.files.force_exclude,
                                           .jobs = check_.files.jobs,
                                           .changed_since = check_.changed_since,
                                           .run_process = context_.run_process,
                                           .stop = context_.stop});
      if (!found.errors.empty()) return Error{found.errors.front()};
      left_out_ += found.left_out;
      for (WantedLink& link : found.links) links.emplace(link.request.key, std::move(link));
    }
    for (auto& [key, link] : links) wanted_.push_back(std::move(link));
    if (is_change() && wanted_.size() > kMaxAdded) {
      return Error{Cat("the change adds ", wanted_.size(), " links; awl asks for at most ",
                       kMaxAdded, " of a change")};
    }
    return std::nullopt;
  }

  std::optional<Error> MakeFetcher() {
    if (options_.offline || wanted_.empty()) return std::nullopt;
    if (context_.make_fetcher == nullptr) return Error{"awl cannot open links here; try --offline"};
    Result<std::unique_ptr<Fetcher>> fetcher = context_.make_fetcher(fetch_);
    if (!fetcher) return fetcher.error();
    fetcher_ = std::move(*fetcher);
    return std::nullopt;
  }

  std::optional<Error> Ask() {
    // A run that was stopped keeps what it has seen.
    if (fetcher_ != nullptr && context_.take_time != nullptr) context_.take_time();
    std::optional<Error> save_error;
    LinkRunEvents events;
    events.on_progress = [this](const LinkProgress& progress) {
      TellProgress(progress);
      return !is_stopped();
    };
    if (saves()) {
      events.on_save = [&](const LinkState& state) {
        save_error = store_->Save(state, rules_, now_);
        return !save_error;
      };
    }
    LinkRunResult result = RunLinks(before_, wanted_, fetcher_.get(),
                                    {.rules = rules_,
                                     .hosts = fetch_.hosts,
                                     .now = now_,
                                     .fresh = settings().fresh,
                                     .recheck = options_.recheck},
                                    events);
    EndProgress();
    if (save_error) return save_error;
    if (result.is_network_down) {
      return Error{
          "most hosts cannot be reached, nor those that were alive the last time: the network here "
          "is at fault, and nothing was judged"};
    }
    after_ = std::move(result.state);
    statistics_ = std::move(result.statistics);
    if (saves()) {
      if (std::optional<Error> error = store_->Save(after_, rules_, now_)) return error;
    }
    return result.error ? result.error : AskForCopies();
  }

  // What is dead in this run is known only now.
  std::optional<Error> AskForCopies() {
    const bool may_ask = fetcher_ != nullptr && !is_change() && !is_stopped();
    if (!may_ask || statistics_.unasked > 0 || !WantsCopies(groups_.front().config.config)) {
      return std::nullopt;
    }
    const HostPolicies policies(fetch_.hosts);
    const HostPolicy* policy = policies.Find(kWaybackHost);
    if (policy != nullptr && policy->skip) return std::nullopt;
    const std::optional<Error> error = FindCopies(
        wanted_, rules_, now_, *fetcher_, [this] { return !is_stopped(); }, &after_);
    if (error || !saves()) return error;
    return store_->Save(after_, rules_, now_);
  }

  int Report() {
    if (!options_.facts.empty()) {
      const Result<FileIdentity> written = WriteOutput(context_.files, options_.facts, Facts());
      if (!written) {
        return Fail(context_, Cat(Printable(options_.facts), ": ", written.error().message));
      }
    }
    std::set<std::string> added;
    if (is_change()) {
      for (const WantedLink& link : wanted_) added.insert(link.request.key);
    }
    const Web web(after_, rules_, added);
    CheckOptions check = check_;
    check.web = &web;
    check.command = NextCommand();
    const int status = RunCheck(check, context_);
    if (!check_.files.quiet && !is_stopped()) TellStatistics();
    return status;
  }

  // What applies the fixes that were found, without asking again.
  std::string NextCommand() const {
    std::string command = "awl links";
    if (!options_.state.empty()) {
      command += Cat(" --offline --state ", ShellQuoted(options_.state));
    } else if (!settings().state.empty()) {
      command += " --offline";
    }
    return command;
  }

  // A line for each link: as in the state, with the URL that was asked for.
  std::string Facts() const {
    std::string out;
    for (const WantedLink& link : wanted_) {
      const LinkRecord* record = after_.Find(link.request.key);
      std::string line;
      JsonWriter json(&line);
      json.BeginObject().Field("link", link.request.url);
      if (record == nullptr || record->checked == 0) {
        json.EndObject();
        out += line + "\n";
        continue;
      }
      out += Cat(line, ",", WriteRecord(*record, rules_).substr(1), "\n");
    }
    return out;
  }

  void TellProgress(const LinkProgress& progress) {
    if (check_.files.quiet || context_.now == nullptr) return;
    const std::int64_t now = context_.now();
    const std::int64_t every = context_.err_is_terminal ? 1 : kLogEvery;
    if (now - told_ < every && progress.asked != progress.all) return;
    if (told_ == 0) told_ = now_;
    if (now - told_ < every) return;
    told_ = now;
    std::string line =
        Cat(Grouped(progress.asked), " of ", Grouped(progress.all), ", ", Grouped(progress.hosts),
            " hosts, ", Grouped(progress.suspects), " suspects");
    if (progress.asked > 0) {
      const auto left = static_cast<std::int64_t>(progress.all - progress.asked);
      line +=
          Cat(", ", Left((now - now_) * left / static_cast<std::int64_t>(progress.asked)), " left");
    }
    if (progress.longest_left > 1) {
      line += Cat(", longest: ", Printable(progress.longest), " ", Grouped(progress.longest_left));
    }
    context_.err.Write(context_.err_is_terminal ? Cat("\r\x1b[K", line) : LogText(Cat(line, "\n")));
    drawn_ = drawn_ || context_.err_is_terminal;
  }
  void EndProgress() {
    if (drawn_) context_.err.Write("\r\x1b[K");
  }

  void TellStatistics() {
    const auto count = [this](Verdict verdict) {
      const auto found = statistics_.verdicts.find(verdict);
      return found == statistics_.verdicts.end() ? std::size_t{0} : found->second;
    };
    std::string text = Cat(Grouped(wanted_.size()), wanted_.size() == 1 ? " link" : " links");
    std::string_view between = ": ";
    for (const Verdict verdict : {Verdict::kAlive, Verdict::kUncertain, Verdict::kSuspect,
                                  Verdict::kUnreachable, Verdict::kDead}) {
      if (count(verdict) == 0) continue;
      text += Cat(between, Grouped(count(verdict)), " ", NameOf(verdict));
      between = ", ";
    }
    text += Cat("; ", Grouped(statistics_.asked), " asked");
    if (statistics_.fresh > 0) text += Cat(", ", Grouped(statistics_.fresh), " still fresh");
    if (statistics_.unasked > 0)
      text += Cat(", ", Grouped(statistics_.unasked), " not reached in time");
    if (left_out_ > 0) text += Cat(", ", Grouped(left_out_), " left out");
    text += ".\n";
    if (!statistics_.shut.empty()) {
      text += Cat("Not let in (", Counted(Sum(statistics_.shut), "link"),
                  "): ", Largest(statistics_.shut), ".\n");
    }
    if (!statistics_.deferred.empty()) {
      text += Cat("Had enough, left for the next run: ", Largest(statistics_.deferred), ".\n");
    }
    const bool to_out = check_.format == "text" && check_.output.empty() && !check_.diff;
    (to_out ? context_.out : context_.err).Write(LogText(text));
  }

  const LinksOptions& options_;
  const CheckOptions& check_;
  Context& context_;
  std::int64_t now_ = 0;
  FetchOptions fetch_ = {};
  VerdictRules rules_ = {};
  std::vector<PathGroup> groups_;
  std::unique_ptr<StateStore> store_;
  std::unique_ptr<Fetcher> fetcher_;
  LinkState before_;
  LinkState after_;
  std::vector<WantedLink> wanted_;
  std::size_t left_out_ = 0;
  LinkStatistics statistics_;
  std::int64_t told_ = 0;
  bool drawn_ = false;  // a line of progress is on the terminal
};

}  // namespace

int RunLinksCommand(const LinksOptions& options, Context& context) {
  return LinksCommand(options, context).Run();
}

}  // namespace awl
