// Any bytes give a Document that keeps its promises, whatever their line ends, and the same one
// when md4c is asked about every leaf.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "list/dump.h"
#include "parse/invariants.h"
#include "parse/parse.h"

namespace {

// Dumps would tell more, at a tenth of the speed.
bool SameTree(const awl::Document& a, const awl::Document& b) {
  const auto same = [&](const awl::Node& x, const awl::Node& y) {
    if (x.kind != y.kind || x.flags != y.flags || x.full != y.full || x.content != y.content ||
        x.parent != y.parent) {
      return false;
    }
    const bool link = x.kind == awl::NodeKind::kLink || x.kind == awl::NodeKind::kImage;
    return !link || (a.link(x).url == b.link(y).url && a.link(x).title == b.link(y).title);
  };
  return std::equal(a.nodes().begin(), a.nodes().end(), b.nodes().begin(), b.nodes().end(), same);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  const auto source = std::make_shared<const awl::Source>("fuzz.md", text);
  const auto document = awl::Parse(source);
  const std::string broken = awl::BrokenInvariant(*document);
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n", broken.c_str());
    std::abort();
  }
  const auto by_md4c = awl::ParseAllByMd4c(source);
  if (by_md4c->IsExact({0, source->size()}) && !SameTree(*document, *by_md4c)) {
    std::fprintf(stderr, "%s\nmd4c:\n%s\n", awl::DumpJson(*document, nullptr).c_str(),
                 awl::DumpJson(*by_md4c, nullptr).c_str());
    std::abort();
  }
  for (const awl::Node& node : document->nodes()) {
    if (node.kind == awl::NodeKind::kParagraph) static_cast<void>(document->Text(node));
  }
  return 0;
}
