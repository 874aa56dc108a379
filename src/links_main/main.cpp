// awl-links asks the web for `awl links`. It is a program of its own because it links libcurl, and
// awl would pay for that at each start. web/wire.h has how the two talk.

#include <unistd.h>

#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "base/strings.h"
#include "base/version.h"
#include "links_main/serve.h"

namespace {

awl::GithubToken Token() {
  for (const char* name : {"GITHUB_TOKEN", "GH_TOKEN"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return awl::GithubToken(value);
  }
  return {};
}

void Print(int fd, const std::string& text) {
  // There is nobody else to say it to.
  if (write(fd, text.data(), text.size()) < 0) return;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--version") {
    Print(STDOUT_FILENO, awl::Cat("awl-links ", awl::Version(), "\n"));
    return 0;
  }
  if (argc != 1 || isatty(STDIN_FILENO) == 1) {
    Print(STDERR_FILENO, "awl-links: this is run by `awl links`, not by hand\n");
    return 2;
  }
  // In which libidn2 reads the names of hosts.
  std::setlocale(LC_CTYPE, "C.UTF-8");
  // awl closes the pipe when it wants no more; what it was sent is its business.
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  const std::optional<awl::Error> error = awl::ServeLinks(STDIN_FILENO, STDOUT_FILENO, Token());
  if (error) Print(STDERR_FILENO, awl::Cat("awl-links: ", error->message, "\n"));
  // Threads that wait for DNS are not waited for.
  _exit(error ? 2 : 0);
}
