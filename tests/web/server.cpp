#include "web/server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <queue>
#include <thread>

namespace awl::web_test {
namespace {

using Clock = std::chrono::steady_clock;

void Require(bool holds, const char* what) {
  if (holds) return;
  std::perror(what);
  std::abort();
}

std::string Lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  return text;
}

std::string HeaderOf(const std::string& head, const std::string& name) {
  const std::size_t at = Lower(head).find("\r\n" + name + ":");
  if (at == std::string::npos) return "";
  std::size_t begin = at + name.size() + 3;
  while (head[begin] == ' ') ++begin;
  return head.substr(begin, head.find("\r\n", begin) - begin);
}

}  // namespace

Script Respond(int status, const std::vector<std::string>& headers, std::string_view body) {
  std::string head = "HTTP/1.1 " + std::to_string(status) + " Text\r\n";
  for (const std::string& header : headers) head += header + "\r\n";
  if (status != 204 && status != 304) {
    head += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  }
  return {{.kind = Step::Kind::kSend, .bytes = head + "\r\n" + std::string(body)}};
}

Script Raw(std::string_view bytes, Step::Kind then) {
  return {{.kind = Step::Kind::kSend, .bytes = std::string(bytes)}, {.kind = then}};
}

struct WebServer::State {
  struct Connection {
    int fd = -1;
    std::uint64_t id = 0;
    std::string in = {};
    Script script = {};
    std::size_t step = 0;
    std::size_t sent = 0;  // of this step
    bool waited = false;   // of a kWait step
    bool busy = false;
    std::string host = {};
  };
  struct Timer {
    Clock::time_point time;
    int fd;
    std::uint64_t id;
    friend bool operator>(const Timer& a, const Timer& b) { return a.time > b.time; }
  };
  struct HostNow {
    std::size_t requests = 0;
    std::size_t connections = 0;
    Clock::time_point last = {};
  };

  Handler handler;
  Options options;
  std::uint16_t port = 0;
  int listener = -1;
  int epoll = -1;
  int stop = -1;
  std::uint64_t ids = 0;
  std::map<int, Connection> connections;
  std::map<std::string, HostNow> now;
  std::priority_queue<Timer, std::vector<Timer>, std::greater<>> timers;
  std::mutex mutex;  // guards the two below
  Counts counts;
  std::vector<std::string> log;
  std::thread thread;

  void Run();
  void Accept();
  void Read(Connection* connection);
  // A whole request from `in`, if there is one.
  bool TakeRequest(Connection* connection, WebRequest* request);
  void Begin(Connection* connection, const WebRequest& request);
  // Goes on with the script; false if the connection is gone.
  bool Proceed(Connection* connection);
  bool Send(Connection* connection, const web_test::Step& step);
  void Watch(const Connection& connection, std::uint32_t events) const;
  void Wait(const Connection& connection, std::chrono::milliseconds time);
  void EndRequest(Connection* connection);
  void Close(int fd, bool reset);
};

WebServer::WebServer(Handler handler) : WebServer(Options{}, std::move(handler)) {}

WebServer::WebServer(Options options, Handler handler) : state_(std::make_unique<State>()) {
  State& s = *state_;
  s.handler = std::move(handler);
  s.options = options;
  s.listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  Require(s.listener >= 0, "socket");
  const int one = 1;
  setsockopt(s.listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(options.port);
  address.sin_addr.s_addr = htonl(options.any_address ? INADDR_ANY : INADDR_LOOPBACK);
  Require(bind(s.listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0, "bind");
  Require(listen(s.listener, 4096) == 0, "listen");
  socklen_t length = sizeof address;
  getsockname(s.listener, reinterpret_cast<sockaddr*>(&address), &length);
  s.port = ntohs(address.sin_port);
  s.epoll = epoll_create1(EPOLL_CLOEXEC);
  s.stop = eventfd(0, EFD_CLOEXEC);
  for (const int fd : {s.listener, s.stop}) {
    epoll_event event = {.events = EPOLLIN, .data = {.fd = fd}};
    Require(epoll_ctl(s.epoll, EPOLL_CTL_ADD, fd, &event) == 0, "epoll_ctl");
  }
  s.thread = std::thread([&s] { s.Run(); });
}

WebServer::~WebServer() {
  const std::uint64_t one = 1;
  Require(write(state_->stop, &one, sizeof one) == sizeof one, "write");
  state_->thread.join();
  for (const auto& [fd, connection] : state_->connections) close(fd);
  for (const int fd : {state_->listener, state_->epoll, state_->stop}) close(fd);
}

std::uint16_t WebServer::port() const { return state_->port; }

WebServer::Counts WebServer::counts() const {
  const std::lock_guard lock(state_->mutex);
  return state_->counts;
}

std::vector<std::string> WebServer::log() const {
  const std::lock_guard lock(state_->mutex);
  return state_->log;
}

void WebServer::State::Run() {
  std::vector<epoll_event> events(256);
  while (true) {
    int timeout = -1;
    if (!timers.empty()) {
      const auto left =
          std::chrono::ceil<std::chrono::milliseconds>(timers.top().time - Clock::now());
      timeout = static_cast<int>(std::max<std::int64_t>(left.count(), 0));
    }
    const int count = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), timeout);
    for (int i = 0; i < count; ++i) {
      const int fd = events[static_cast<std::size_t>(i)].data.fd;
      if (fd == stop) return;
      if (fd == listener) {
        Accept();
        continue;
      }
      const auto at = connections.find(fd);
      if (at == connections.end()) continue;
      const std::uint32_t what = events[static_cast<std::size_t>(i)].events;
      if ((what & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
        Read(&at->second);
      } else if ((what & EPOLLOUT) != 0) {
        Proceed(&at->second);
      }
    }
    while (!timers.empty() && timers.top().time <= Clock::now()) {
      const Timer timer = timers.top();
      timers.pop();
      const auto at = connections.find(timer.fd);
      if (at == connections.end() || at->second.id != timer.id) continue;
      at->second.waited = true;
      Proceed(&at->second);
    }
  }
}

void WebServer::State::Accept() {
  while (true) {
    const int fd = accept4(listener, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) return;
    const int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    Connection& connection = connections[fd];
    connection = {.fd = fd, .id = ++ids};
    epoll_event event = {.events = EPOLLIN, .data = {.fd = fd}};
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    const std::lock_guard lock(mutex);
    ++counts.connections;
    counts.most_connections = std::max(counts.most_connections, connections.size());
  }
}

void WebServer::State::Read(Connection* connection) {
  char bytes[16384];
  while (true) {
    const ssize_t got = recv(connection->fd, bytes, sizeof bytes, 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) break;
    if (got <= 0) return Close(connection->fd, false);
    connection->in.append(bytes, static_cast<std::size_t>(got));
  }
  WebRequest request;
  if (!connection->busy && TakeRequest(connection, &request)) Begin(connection, request);
}

bool WebServer::State::TakeRequest(Connection* connection, WebRequest* request) {
  std::string& in = connection->in;
  const std::size_t end = in.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  const std::string head = in.substr(0, end + 2);
  const std::string length = HeaderOf(head, "content-length");
  const std::size_t body = length.empty() ? 0 : std::strtoul(length.c_str(), nullptr, 10);
  if (in.size() < end + 4 + body) return false;
  const std::size_t space = head.find(' ');
  request->method = head.substr(0, space);
  request->target = head.substr(space + 1, head.find(' ', space + 1) - space - 1);
  request->host = Lower(HeaderOf(head, "host"));
  request->host = request->host.substr(0, request->host.rfind(':'));
  request->head = head;
  request->body = in.substr(end + 4, body);
  in.erase(0, end + 4 + body);
  return true;
}

void WebServer::State::Begin(Connection* connection, const WebRequest& request) {
  const Clock::time_point time = Clock::now();
  {
    const std::lock_guard lock(mutex);
    HostCount& count = counts.hosts[request.host];
    HostNow& host = now[request.host];
    if (connection->host != request.host) {
      if (!connection->host.empty()) --now[connection->host].connections;
      connection->host = request.host;
      count.most_connections = std::max(count.most_connections, ++host.connections);
    }
    count.most_at_once = std::max(count.most_at_once, ++host.requests);
    if (count.requests++ != 0) {
      const auto gap = std::chrono::duration_cast<std::chrono::microseconds>(time - host.last);
      count.least_gap = std::min(count.least_gap, gap);
      count.close_starts += gap < options.interval ? 1 : 0;
    }
    host.last = time;
    ++counts.requests;
    log.push_back(request.method + " " + request.host + " " + request.target);
  }
  connection->busy = true;
  connection->script = handler(request);
  connection->step = 0;
  connection->sent = 0;
  connection->waited = false;
  Proceed(connection);
}

bool WebServer::State::Proceed(Connection* connection) {
  while (connection->step < connection->script.size()) {
    const web_test::Step& step = connection->script[connection->step];
    switch (step.kind) {
      case Step::Kind::kReset:
        Close(connection->fd, true);
        return false;
      case Step::Kind::kClose:
        Close(connection->fd, false);
        return false;
      case Step::Kind::kHang:
        Watch(*connection, EPOLLIN);
        return true;
      case Step::Kind::kWait:
        if (!connection->waited) {
          Wait(*connection, step.wait);
          return true;
        }
        break;
      case Step::Kind::kDrip:
      case Step::Kind::kSend:
      case Step::Kind::kEndless:
        if (!Send(connection, step)) return true;
        break;
    }
    ++connection->step;
    connection->sent = 0;
    connection->waited = false;
  }
  EndRequest(connection);
  Watch(*connection, EPOLLIN);
  WebRequest next;
  if (TakeRequest(connection, &next)) Begin(connection, next);
  return true;
}

// False if the step is not yet done.
bool WebServer::State::Send(Connection* connection, const web_test::Step& step) {
  while (connection->sent < step.bytes.size()) {
    if (step.kind == Step::Kind::kDrip && !connection->waited) {
      Wait(*connection, step.wait);
      return false;
    }
    const std::size_t size =
        step.kind == Step::Kind::kDrip ? 1 : step.bytes.size() - connection->sent;
    const ssize_t sent =
        send(connection->fd, step.bytes.data() + connection->sent, size, MSG_NOSIGNAL);
    if (sent < 0) {
      // A peer that is gone is seen by the next read.
      Watch(*connection, errno == EAGAIN ? EPOLLIN | EPOLLOUT : EPOLLIN);
      return false;
    }
    connection->sent += static_cast<std::size_t>(sent);
    connection->waited = false;
    if (step.kind == Step::Kind::kEndless && connection->sent == step.bytes.size()) {
      connection->sent = 0;
    }
  }
  return true;
}

void WebServer::State::Watch(const Connection& connection, std::uint32_t events) const {
  epoll_event event = {.events = events, .data = {.fd = connection.fd}};
  epoll_ctl(epoll, EPOLL_CTL_MOD, connection.fd, &event);
}

void WebServer::State::Wait(const Connection& connection, std::chrono::milliseconds time) {
  Watch(connection, EPOLLIN);
  timers.push({Clock::now() + time, connection.fd, connection.id});
}

void WebServer::State::EndRequest(Connection* connection) {
  if (!connection->busy) return;
  connection->busy = false;
  --now[connection->host].requests;
}

void WebServer::State::Close(int fd, bool reset) {
  Connection& connection = connections[fd];
  EndRequest(&connection);
  if (!connection.host.empty()) --now[connection.host].connections;
  if (reset) {
    const linger hard = {.l_onoff = 1, .l_linger = 0};
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  }
  close(fd);
  connections.erase(fd);
}

}  // namespace awl::web_test
