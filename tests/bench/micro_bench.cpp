// What each part of awl costs on one list, the one named in AWL_BENCH_LIST (tools/bench --micro
// names the largest it has). Bytes per second are those of the list.

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>

#include "awl/config.h"
#include "awl/document.h"
#include "awl/linter.h"
#include "awl/list.h"
#include "awl/rule.h"
#include "parse/parse.h"
#include "rule/rule_context.h"

namespace awl {
namespace {

struct Subject {
  std::shared_ptr<const Source> source;
  std::unique_ptr<const Document> document;
  std::unique_ptr<const List> list;
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
    RuleContext context({.document = *subject.document, .list = *subject.list});
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

  const auto add = [&](const std::string& name, auto function, const auto&... arguments) {
    benchmark::RegisterBenchmark(name.c_str(), [&subject, function,
                                                &arguments...](benchmark::State& state) {
      function(state, subject, arguments...);
    })->Unit(benchmark::kMicrosecond);
  };
  const Profile profiles[] = {Profile::kRecommended, Profile::kStrict};
  add("source", MakeSource);
  add("parse", ParseText);
  add("list", MakeList);
  add("check/recommended", CheckProfile, profiles[0]);
  add("check/strict", CheckProfile, profiles[1]);
  for (const RuleInfo& rule : BuiltinRules()) {
    add("rule/" + std::string(rule.name), CheckRule, rule);
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace
}  // namespace awl

int main(int argc, char** argv) { return awl::Run(argc, argv); }
