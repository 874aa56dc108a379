// Reads any bytes as a state of `awl links`. What is read is within limits, and is written so that
// it reads the same again; one run alone makes nothing dead, and a copy that a fix may write is one
// of the link's own host.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "web/state_file.h"
#include "web/wayback.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::int64_t kNow = 1'700'000'000;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string text = "{\"awl-links\":1}\n" + std::string(bytes);
  static_cast<void>(awl::ParseState(bytes, "s"));
  const awl::Result<awl::LinkState> state = awl::ParseState(text, "s");
  if (!state) {
    if (!state.error().message.starts_with("s:")) std::abort();
    return 0;
  }
  for (const auto& [key, record] : state->records) {
    if (key != record.key || key.empty() || key.size() > 8192) std::abort();
    if (record.checked < 0 || record.alive < 0 || record.hard_runs > 1000) std::abort();
    const awl::Verdict verdict = awl::Judge(record, {});
    const bool is_alive = record.evidence == awl::Evidence::kOk;
    if (is_alive != (verdict == awl::Verdict::kAlive)) std::abort();
    if (verdict == awl::Verdict::kDead && record.hard_runs < 2) std::abort();
    if (!record.archived.empty() && !awl::IsCopyFor(key, record.archived)) std::abort();
  }
  const std::string written = awl::WriteState(*state, {}, kNow);
  const awl::Result<awl::LinkState> again = awl::ParseState(written, "s");
  if (!again || awl::WriteState(*again, {}, kNow) != written) std::abort();
  return 0;
}
