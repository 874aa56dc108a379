// Any bytes give a Document that keeps its promises, whatever their line ends.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "parse/invariants.h"
#include "parse/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  const auto document = awl::Parse(std::make_shared<const awl::Source>("fuzz.md", text));
  const std::string broken = awl::BrokenInvariant(*document);
  if (!broken.empty()) {
    std::fprintf(stderr, "%s\n", broken.c_str());
    std::abort();
  }
  for (const awl::Node& node : document->nodes()) {
    if (node.kind == awl::NodeKind::kParagraph) static_cast<void>(document->Text(node));
  }
  return 0;
}
