#include "pattern/budget.h"

#include <algorithm>
#include <ctime>

namespace awl {
namespace {

// Ends the work: what it is at is many calls deep, and none of them could do anything about it.
struct UsedUp {};

// So many steps take some tens of milliseconds at worst; to read the clock takes a system call.
constexpr std::uint64_t kStepsBetweenLooks = 4'000'000;

std::chrono::nanoseconds ThreadTime() {
  timespec now = {};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

struct Meter {
  std::size_t text = PatternBudget::kTextBytes;  // left
  std::uint64_t steps = 0;                       // since the last look at the clock
  std::chrono::nanoseconds end = {};             // of the thread's time
};

// That of the work that this thread is at; null: none. A parameter would have to go through
// everything that looks at a text.
thread_local Meter* meter = nullptr;

}  // namespace

bool PatternBudget::Run(const std::function<void()>& work, Total* total) {
  constexpr std::chrono::nanoseconds kTotal = kTotalTime;
  const std::chrono::nanoseconds left = kTotal - std::chrono::nanoseconds(*total);
  if (left.count() <= 0) return false;
  const std::chrono::nanoseconds begin = ThreadTime();
  Meter own{.end = begin + std::min<std::chrono::nanoseconds>(left, kTime)};
  meter = &own;
  bool ended = true;
  try {
    work();
  } catch (const UsedUp&) {
    ended = false;
  }
  meter = nullptr;
  // What is too much for one file is too much for the next.
  *total += ended ? (ThreadTime() - begin).count() : Total::value_type{kTotal.count()};
  return ended;
}

void PatternBudget::SpendText(std::size_t bytes) {
  if (meter == nullptr) return;
  if (bytes > meter->text) throw UsedUp();
  meter->text -= bytes;
}

void PatternBudget::SpendSearch(std::size_t program, std::size_t text_bytes) {
  if (meter == nullptr) return;
  const std::uint64_t steps = std::uint64_t{program} * text_bytes;
  if (steps > kSearchSteps) throw UsedUp();
  meter->steps += steps;
  if (meter->steps < kStepsBetweenLooks) return;
  meter->steps = 0;
  if (ThreadTime() > meter->end) throw UsedUp();
}

}  // namespace awl
