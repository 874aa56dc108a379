// Runs the tests that fetch in a network namespace with loopback alone, so that no packet can leave
// the machine whatever they do. Where that is not permitted they do not run at all.

#include <gmock/gmock.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cstring>

namespace {

constexpr int kSkipped = 77;

bool EnterEmptyNetwork() {
  return unshare(CLONE_NEWNET) == 0 || unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0;
}

bool BringLoopbackUp() {
  const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  ifreq request = {};
  std::strcpy(request.ifr_name, "lo");
  bool ok = ioctl(fd, SIOCGIFFLAGS, &request) == 0;
  request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP);
  ok = ok && ioctl(fd, SIOCSIFFLAGS, &request) == 0;
  close(fd);
  return ok;
}

}  // namespace

int main(int argc, char** argv) {
  std::setlocale(LC_CTYPE, "C.UTF-8");  // as awl-links does
  ::testing::InitGoogleMock(&argc, argv);
  if (!EnterEmptyNetwork() || !BringLoopbackUp()) {
    std::fprintf(stderr,
                 "SKIPPED: ALL TESTS THAT FETCH: this machine lets nobody make a network namespace "
                 "(%s)\n",
                 std::strerror(errno));
    return kSkipped;
  }
  return RUN_ALL_TESTS();
}
