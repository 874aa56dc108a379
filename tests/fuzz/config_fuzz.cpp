// Reads any bytes as a config file. What it holds: no crash, no exception, and every error names a
// place in the file or the file itself.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "config/load_config.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  awl::MemoryFileSystem files;
  files.files[".awl.yaml"] = std::string(reinterpret_cast<const char*>(data), size);
  files.files["base.yaml"] = "rules: {heading: off}\n";
  const awl::Result<awl::LoadedConfig> loaded = awl::LoadConfig(files, {}, "");
  if (!loaded && !loaded.error().message.starts_with(".awl.yaml:")) std::abort();
  return 0;
}
