#include "wasm/host.h"

#include <cstddef>
#include <cstdlib>

namespace {

// As both sides see them in memory: address and size, 32 bits each.
struct Bytes {
  const char* data = nullptr;
  std::size_t size = 0;
};

}  // namespace

extern "C" {
// Memory for `answer` comes from malloc.
__attribute__((import_module("awl"), import_name("awl_host"))) int awl_host(int call,
                                                                            const Bytes* name,
                                                                            const Bytes* data,
                                                                            Bytes* answer);
}

namespace awl {

HostAnswer AskHost(HostCall call, std::string_view name, std::string_view data) {
  const Bytes name_bytes = {name.data(), name.size()};
  const Bytes data_bytes = {data.data(), data.size()};
  Bytes answer;
  HostAnswer out;
  out.status = awl_host(static_cast<int>(call), &name_bytes, &data_bytes, &answer);
  if (answer.data != nullptr) {
    out.bytes.assign(answer.data, answer.size);
    std::free(const_cast<char*>(answer.data));
  }
  return out;
}

}  // namespace awl
