// Any bytes give a Document that keeps its promises, whatever their line ends, and the same one
// when md4c is asked about every leaf.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "document/dump.h"
#include "parse/invariants.h"
#include "parse/parse.h"

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
  if (by_md4c->IsExact({0, source->size()})) {
    const std::string ours = awl::DumpJson(*document, nullptr);
    const std::string theirs = awl::DumpJson(*by_md4c, nullptr);
    if (ours != theirs) {
      std::fprintf(stderr, "%s\nmd4c:\n%s\n", ours.c_str(), theirs.c_str());
      std::abort();
    }
  }
  for (const awl::Node& node : document->nodes()) {
    if (node.kind == awl::NodeKind::kParagraph) static_cast<void>(document->Text(node));
  }
  return 0;
}
