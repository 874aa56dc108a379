// Reads any bytes as a baseline. What it holds: no crash, every error names the file, and what is
// read is written so that it reads the same again.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "engine/baseline.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const awl::Result<std::unique_ptr<awl::Baseline>> read = awl::Baseline::Parse(text, "b.json");
  if (!read) {
    if (!read.error().message.starts_with("b.json:")) std::abort();
    return 0;
  }
  const std::string written = (*read)->Write();
  const awl::Result<std::unique_ptr<awl::Baseline>> again = awl::Baseline::Parse(written, "b.json");
  if (!again || (*again)->Write() != written) std::abort();
  return 0;
}
