#ifndef AWL_BASE_THREADS_H_
#define AWL_BASE_THREADS_H_

#include <algorithm>
#include <cstddef>
#include <system_error>
#include <thread>
#include <vector>

namespace awl {

// How many threads to use; `wanted` is what the user asked for, 0: as many as there are cores.
inline std::size_t ThreadCount(unsigned wanted) {
  return wanted != 0 ? wanted : std::max(1u, std::thread::hardware_concurrency());
}

// Calls `work` in `count` threads, of which this is one, and waits for all. Where no more threads
// are to be had (WebAssembly has none but this), those that there are will do.
template <typename Work>
void RunInThreads(std::size_t count, const Work& work) {
  std::vector<std::thread> threads;
  try {
    for (std::size_t i = 1; i < count; ++i) threads.emplace_back(work);
  } catch (const std::system_error&) {
  }
  work();
  for (std::thread& thread : threads) thread.join();
}

}  // namespace awl

#endif  // AWL_BASE_THREADS_H_
