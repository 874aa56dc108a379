// What each part of awl costs on one list, the one named in AWL_BENCH_LIST (tools/bench --micro
// names the largest it has). Bytes per second are those of the list.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "awl/config.h"
#include "awl/document.h"
#include "awl/linter.h"
#include "awl/list.h"
#include "awl/report.h"
#include "awl/rule.h"
#include "base/utf8.h"
#include "mojibake/detect.h"
#include "mojibake/repair.h"
#include "parse/parse.h"
#include "rule/rule_context.h"

namespace awl {
namespace {

struct Subject {
  std::shared_ptr<const Source> source;
  std::unique_ptr<const Document> document;
  std::unique_ptr<const List> list;
  std::unique_ptr<const Facts> facts;
};

void CountBytes(benchmark::State& state, const Subject& subject) {
  state.SetBytesProcessed(state.iterations() * subject.source->size());
}

void MakeSource(benchmark::State& state, const Subject& subject) {
  for (auto _ : state) {
    const Source source("", std::string(subject.source->text()));
    benchmark::DoNotOptimize(source.line_count());
  }
  CountBytes(state, subject);
}

void ParseText(benchmark::State& state, const Subject& subject) {
  for (auto _ : state) benchmark::DoNotOptimize(Parse(subject.source));
  CountBytes(state, subject);
}

void MakeList(benchmark::State& state, const Subject& subject) {
  for (auto _ : state) {
    const List list(*subject.document);
    benchmark::DoNotOptimize(list.entries().size());
  }
  CountBytes(state, subject);
}

void CheckRule(benchmark::State& state, const Subject& subject, const RuleInfo& info) {
  const std::unique_ptr<const Rule> rule = info.create(Options(info.options));
  for (auto _ : state) {
    RuleContext context(
        {.document = *subject.document, .list = *subject.list, .facts = *subject.facts});
    rule->Check(*subject.document, context);
    benchmark::DoNotOptimize(context.diagnostics().size());
  }
  CountBytes(state, subject);
}

void CheckProfile(benchmark::State& state, const Subject& subject, Profile profile) {
  const Config config = {.profile = profile};
  const Linter linter(config);
  for (auto _ : state) {
    benchmark::DoNotOptimize(linter.Check({.document = *subject.document, .list = *subject.list}));
  }
  CountBytes(state, subject);
}

// The list as it is: what looking for damage costs where there is none.
void FindDamage(benchmark::State& state, const Subject& subject) {
  for (auto _ : state) {
    benchmark::DoNotOptimize(mojibake::IsSuspicious(subject.source->text()));
  }
  CountBytes(state, subject);
}

// The list with its characters beyond ASCII read as latin-1 and saved again.
void RestoreDamage(benchmark::State& state, const Subject& subject) {
  std::string damaged;
  for (const char c : subject.source->text()) AppendUtf8(damaged, static_cast<unsigned char>(c));
  const Source source("", std::move(damaged));
  for (auto _ : state) benchmark::DoNotOptimize(mojibake::Restore(source, {}).lines.size());
  state.SetBytesProcessed(state.iterations() * source.size());
}

// Bytes per second are those of the report.
void WriteReport(benchmark::State& state, const Subject& subject, ReportFormat format) {
  const Config config = {.profile = Profile::kStrict};
  const Linter linter(config);
  const std::vector<Diagnostic> found =
      linter.Check({.document = *subject.document, .list = *subject.list});
  std::string out;
  for (auto _ : state) {
    out.clear();
    const std::unique_ptr<Reporter> reporter = MakeReporter(format, {});
    reporter->Add({.path = "readme.md", .source = *subject.source, .diagnostics = found}, &out);
    reporter->Finish({.files_checked = 1}, &out);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(out.size()));
}

int Run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const char* path = std::getenv("AWL_BENCH_LIST");
  std::ifstream in(path != nullptr ? path : "", std::ios::binary);
  if (!in) {
    std::fprintf(stderr, "AWL_BENCH_LIST names no list\n");
    return 2;
  }
  Subject subject;
  subject.source =
      std::make_shared<const Source>("", std::string(std::istreambuf_iterator<char>(in), {}));
  subject.document = Parse(subject.source);
  subject.list = std::make_unique<const List>(*subject.document);
  subject.facts = std::make_unique<const Facts>(*subject.list);

  const auto add = [&](const std::string& name, auto function, const auto&... arguments) {
    benchmark::RegisterBenchmark(name.c_str(), [&subject, function,
                                                &arguments...](benchmark::State& state) {
      function(state, subject, arguments...);
    })->Unit(benchmark::kMicrosecond);
  };
  const Profile profiles[] = {Profile::kRecommended, Profile::kStrict};
  std::vector<ReportFormat> formats;
  for (const std::string_view name : ReportFormatNames()) {
    formats.push_back(*ParseReportFormat(name));
  }
  add("source", MakeSource);
  add("parse", ParseText);
  add("list", MakeList);
  add("check/recommended", CheckProfile, profiles[0]);
  add("check/strict", CheckProfile, profiles[1]);
  add("mojibake/find", FindDamage);
  add("mojibake/restore", RestoreDamage);
  for (std::size_t i = 0; i < formats.size(); ++i) {
    add("report/" + std::string(ReportFormatNames()[i]), WriteReport, formats[i]);
  }
  for (const RuleInfo& rule : BuiltinRules()) {
    add("rule/" + std::string(rule.name), CheckRule, rule);
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace
}  // namespace awl

int main(int argc, char** argv) { return awl::Run(argc, argv); }
