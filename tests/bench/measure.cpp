// Runs a command with its streams on /dev/null and prints what it cost: wall and CPU microseconds,
// largest resident set in KiB, exit status. A program of its own, since a child's resident set
// begins with that of the process it was forked from: a script would count its interpreter.
//
//   measure FOLDER COMMAND ARGUMENT...

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

int main(int argc, char** argv) {
  if (argc < 3 || chdir(argv[1]) != 0) return 2;
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child < 0) return 2;
  if (child == 0) {
    const int null = open("/dev/null", O_RDWR);
    for (const int stream : {0, 1, 2}) dup2(null, stream);
    execvp(argv[2], argv + 2);
    _exit(127);
  }
  int status = 0;
  rusage usage = {};
  if (wait4(child, &status, 0, &usage) != child) return 2;
  const auto wall = std::chrono::steady_clock::now() - begin;
  const auto micros = [](const timeval& t) { return t.tv_sec * 1000000LL + t.tv_usec; };
  std::printf(
      "%lld %lld %ld %d\n",
      static_cast<long long>(std::chrono::duration_cast<std::chrono::microseconds>(wall).count()),
      micros(usage.ru_utime) + micros(usage.ru_stime), usage.ru_maxrss,
      WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  return 0;
}
