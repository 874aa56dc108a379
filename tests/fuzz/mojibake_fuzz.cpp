// Any bytes: what Restore offers stands in the source and makes the source again when damaged, and
// what a process without loss does to a text is undone or left alone, never undone wrongly.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/utf8.h"
#include "mojibake/repair.h"

namespace awl::mojibake {
namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

void CheckRestoration(const Source& source) {
  const Restoration restoration = Restore(source, {});
  std::uint32_t next = 0;
  for (const RepairedLine& line : restoration.lines) {
    Require(line.line >= next && line.range == source.Line(line.line));
    next = line.line + 1;
    const DamagedGroup& group = restoration.groups[line.group];
    Offset end = line.range.begin;
    for (const Restored& part : line.parts) {
      Require(part.range.begin >= end && part.range.end <= line.range.end);
      end = part.range.end;
      Require(IsValidUtf8(part.text));
      std::string again = part.text;
      for (const Process& process : group.passes) again = Damager(process).Damage(again);
      Require(again == source.Slice(part.range));
    }
  }
}

}  // namespace
}  // namespace awl::mojibake

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace awl::mojibake;
  if (size == 0) return 0;
  const auto page = static_cast<CodePage>(data[0] % kCodePageCount);
  const auto lost_byte = static_cast<LostByte>(data[0] / kCodePageCount % 4);
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  CheckRestoration(awl::Source("", std::string(text)));
  CheckRestoration(awl::Source("", Damager(MakeProcess(page, lost_byte)).Damage(text)));
  return 0;
}
