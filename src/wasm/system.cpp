// What emscripten's C library would import from its own JavaScript or from WASI. The module has one
// import, awl_host; all else that a system is asked for is answered here.

#include <wasi/api.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <ctime>

#include "wasm/host.h"

extern "C" {

int clock_gettime(clockid_t clock, struct timespec* out) {
  const awl::HostAnswer answer =
      awl::AskHost(awl::HostCall::kClock, clock == CLOCK_REALTIME ? "real" : "monotonic");
  std::uint64_t nanoseconds = 0;
  for (std::size_t i = answer.bytes.size(); i-- > 0;) {
    nanoseconds = nanoseconds << 8 | static_cast<unsigned char>(answer.bytes[i]);
  }
  constexpr std::uint64_t kSecond = 1'000'000'000;
  out->tv_sec = static_cast<time_t>(nanoseconds / kSecond);
  out->tv_nsec = static_cast<long>(nanoseconds % kSecond);
  return 0;
}

void emscripten_notify_memory_growth(std::size_t) {}

// The standard library's own files: there are none but what it says before it gives up.
__wasi_errno_t __wasi_fd_write(__wasi_fd_t, const __wasi_ciovec_t* parts, std::size_t count,
                               __wasi_size_t* written) {
  *written = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string_view part(reinterpret_cast<const char*>(parts[i].buf), parts[i].buf_len);
    awl::AskHost(awl::HostCall::kWrite, "2", part);
    *written += parts[i].buf_len;
  }
  return __WASI_ERRNO_SUCCESS;
}
__wasi_errno_t __wasi_fd_read(__wasi_fd_t, const __wasi_iovec_t*, std::size_t, __wasi_size_t*) {
  return __WASI_ERRNO_BADF;
}
__wasi_errno_t __wasi_fd_seek(__wasi_fd_t, __wasi_filedelta_t, __wasi_whence_t,
                              __wasi_filesize_t*) {
  return __WASI_ERRNO_BADF;
}
__wasi_errno_t __wasi_fd_close(__wasi_fd_t) { return __WASI_ERRNO_BADF; }
int __syscall_stat64(const char*, void*) { return -ENOENT; }

// Nothing is inherited; awl asks its Context for variables.
__wasi_errno_t __wasi_environ_sizes_get(__wasi_size_t* count, __wasi_size_t* size) {
  *count = *size = 0;
  return __WASI_ERRNO_SUCCESS;
}
__wasi_errno_t __wasi_environ_get(std::uint8_t**, std::uint8_t*) { return __WASI_ERRNO_SUCCESS; }

void __wasi_proc_exit(__wasi_exitcode_t) { __builtin_trap(); }

}  // extern "C"
