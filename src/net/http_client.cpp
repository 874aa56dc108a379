#include "net/http_client.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <map>

#include "base/strings.h"
#include "base/version.h"

namespace awl {
namespace {

constexpr std::size_t kHeaderLimit = std::size_t{256} << 10;
constexpr std::size_t kDetailLimit = 200;
constexpr std::size_t kServerLimit = 64;
// Below so many bytes a second for so many seconds nothing more is to come.
constexpr long kSlowBytes = 16;
constexpr long kSlowSeconds = 10;

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using Easy = std::unique_ptr<CURL, EasyDeleter>;
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using HeaderList = std::unique_ptr<curl_slist, ListDeleter>;

void Append(HeaderList* list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list->get(), line.c_str());
  if (longer == nullptr) return;
  // The first element stays the first.
  static_cast<void>(list->release());
  list->reset(longer);
}

// One request under way.
struct Transfer {
  std::size_t id = 0;
  Easy easy = {};
  HeaderList headers = {};
  HeaderList resolve = {};
  HttpAnswer answer = {};
  std::size_t header_bytes = 0;
  std::size_t body_limit = 0;
  bool has_head = false;    // of the final answer, whole
  bool is_refused = false;  // by the guard
  bool is_too_large = false;
  bool allow_private = false;
  const ConnectTo* connect_to = nullptr;
  std::string post = {};
  char words[CURL_ERROR_SIZE] = "";
};

void SetPort(sockaddr* address, std::uint16_t port) {
  if (address->sa_family == AF_INET)
    reinterpret_cast<sockaddr_in*>(address)->sin_port = htons(port);
  if (address->sa_family == AF_INET6) {
    reinterpret_cast<sockaddr_in6*>(address)->sin6_port = htons(port);
  }
}

// The guard: curl asks for each socket here, with the address that it is about to connect to.
curl_socket_t OpenSocket(void* client, curlsocktype /*purpose*/, curl_sockaddr* address) {
  auto& transfer = *static_cast<Transfer*>(client);
  const std::optional<IpAddress> ip = AddressOf(address->addr);
  const bool named = transfer.connect_to != nullptr && transfer.connect_to->address == ip;
  if (!ip || !(transfer.allow_private || named || IsPublic(*ip))) {
    transfer.is_refused = true;
    return CURL_SOCKET_BAD;
  }
  if (transfer.connect_to != nullptr && transfer.connect_to->to_port != 0) {
    SetPort(&address->addr, transfer.connect_to->to_port);
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void TakeHeader(std::string_view line, HttpAnswer* answer) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = Trim(line.substr(colon + 1));
  const auto is = [name](std::string_view other) { return EqualsIgnoreAsciiCase(name, other); };
  if (is("location") && !answer->has_location) {
    answer->location = value;
    answer->has_location = true;
  } else if (is("retry-after")) {
    answer->retry_after = value;
  } else if (is("content-type")) {
    answer->content_type = value;
  } else if (is("server")) {
    answer->server = AsciiLower(value.substr(0, kServerLimit));
  } else if (is("cf-mitigated")) {
    answer->has_cf_mitigated = true;
  }
}

std::size_t OnHeader(char* bytes, std::size_t size, std::size_t count, void* client) {
  auto& transfer = *static_cast<Transfer*>(client);
  const std::string_view line(bytes, size * count);
  transfer.header_bytes += line.size();
  if (transfer.header_bytes > kHeaderLimit) {
    transfer.is_too_large = true;
    return 0;
  }
  if (transfer.has_head) return line.size();  // trailers
  if (line.substr(0, 5) == "HTTP/") {
    transfer.answer = {};
  } else if (Trim(line).empty()) {
    long status = 0;
    curl_easy_getinfo(transfer.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    transfer.has_head = status >= 200;
  } else {
    TakeHeader(line, &transfer.answer);
  }
  return line.size();
}

std::size_t OnBody(char* bytes, std::size_t size, std::size_t count, void* client) {
  auto& transfer = *static_cast<Transfer*>(client);
  std::string& body = transfer.answer.body;
  const std::size_t room = transfer.body_limit - body.size();
  body.append(bytes, std::min(size * count, room));
  // What is left out ends the transfer: curl sees that not all was taken.
  return size * count <= room ? size * count : 0;
}

Failure FailureOfConnect(CURL* easy) {
  long error = 0;
  curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &error);
  switch (error) {
    case ENETUNREACH:
    case EHOSTUNREACH:
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
      return Failure::kUnroutable;
    case ETIMEDOUT:
      return Failure::kTimeout;
    default:
      return Failure::kRefused;
  }
}

// By OpenSSL's words, which curl passes on: the number of the reason is not kept on all ways.
Failure FailureOfCertificate(std::string_view words) {
  const auto says = [words](std::string_view part) {
    return words.find(part) != std::string_view::npos;
  };
  if (says("expired") || says("not yet valid")) return Failure::kTlsExpired;
  if (says("no alternative certificate subject name") || says("does not match") ||
      says("ostname mismatch")) {
    return Failure::kTlsWrongName;
  }
  if (says("self-signed") || says("self signed") || says("issuer certificate") ||
      says("verify the first certificate")) {
    return Failure::kTlsUnknownIssuer;
  }
  return Failure::kTlsOther;
}

Failure FailureOf(CURLcode code, const Transfer& transfer) {
  if (transfer.is_too_large) return Failure::kBadAnswer;
  switch (code) {
    case CURLE_COULDNT_CONNECT:
      return transfer.is_refused ? Failure::kBlockedAddress : FailureOfConnect(transfer.easy.get());
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return Failure::kResolver;
    case CURLE_OPERATION_TIMEDOUT:
      return Failure::kTimeout;
    case CURLE_PEER_FAILED_VERIFICATION:
      return FailureOfCertificate(transfer.words);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
      return Failure::kTlsOther;
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_PARTIAL_FILE:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
      return Failure::kReset;
    case CURLE_URL_MALFORMAT:
      return Failure::kBadUrl;
    default:
      return Failure::kBadAnswer;
  }
}

// Of what curl says, without what a stranger's server put into it.
std::string DetailOf(CURLcode code, const Transfer& transfer) {
  if (transfer.is_refused) return "";
  return std::string(curl_easy_strerror(code)).substr(0, kDetailLimit);
}

}  // namespace

std::optional<ConnectTo> ParseConnectTo(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  int brackets = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] == '[') ++brackets;
    if (at < text.size() && text[at] == ']') --brackets;
    if (at == text.size() || (text[at] == ':' && brackets == 0)) {
      parts.push_back(text.substr(begin, at - begin));
      begin = at + 1;
    }
  }
  if (parts.size() != 4) return std::nullopt;
  const auto port = [](std::string_view digits, std::uint16_t* to) {
    const char* end = digits.data() + digits.size();
    return digits.empty() || (std::from_chars(digits.data(), end, *to).ptr == end && *to != 0);
  };
  ConnectTo out = {.host = AsciiLower(parts[0])};
  if (!port(parts[1], &out.port) || !port(parts[3], &out.to_port)) return std::nullopt;
  if (!parts[2].empty()) {
    out.address = ParseAddress(parts[2]);
    if (!out.address) return std::nullopt;
  }
  return out;
}

std::string UserAgent() {
  // The project's home page is in the links to the pages of its rules.
  const std::string_view pages = RulePages();
  const std::string_view home = pages.substr(0, pages.find("/blob/"));
  return Cat("awl/", Version(), " (", home.empty() ? "" : "+", home, home.empty() ? "" : "; ",
             "link check)");
}

struct HttpClient::State {
  Options options;
  CURLM* multi = nullptr;
  std::string user_agent = UserAgent();
  std::map<CURL*, std::unique_ptr<Transfer>> transfers;
  std::vector<Easy> free;  // to be used again
  std::vector<std::pair<std::size_t, HttpAnswer>> done;

  void SetUp(const HttpRequest& request, Transfer* transfer) const;
  void SetAddresses(const HttpRequest& request, Transfer* transfer) const;
  void SetHeaders(const HttpRequest& request, Transfer* transfer) const;
  void Finish(CURL* easy, CURLcode code);
};

HttpClient::HttpClient(Options options) : state_(std::make_unique<State>()) {
  curl_global_init(CURL_GLOBAL_ALL);
  State& s = *state_;
  s.options = std::move(options);
  s.multi = curl_multi_init();
  curl_multi_setopt(s.multi, CURLMOPT_MAXCONNECTS, static_cast<long>(s.options.concurrency));
  // The caller asks no host for more at once. With this, curl closes idle connections to a host
  // before it opens more than these. (It takes a proxy for the host of all.)
  if (s.options.proxy.empty()) {
    curl_multi_setopt(s.multi, CURLMOPT_MAX_HOST_CONNECTIONS,
                      static_cast<long>(s.options.per_host));
  }
}

HttpClient::~HttpClient() {
  Stop();
  curl_multi_cleanup(state_->multi);
}

void HttpClient::Stop() {
  for (const auto& [easy, transfer] : state_->transfers) {
    curl_multi_remove_handle(state_->multi, easy);
  }
  state_->transfers.clear();
}

const ConnectTo* HttpClient::Redirected(const HttpUrl& url) const {
  for (const ConnectTo& to : state_->options.connect_to) {
    if ((to.host.empty() || to.host == url.host) && (to.port == 0 || to.port == url.port)) {
      return &to;
    }
  }
  return nullptr;
}

void HttpClient::State::SetAddresses(const HttpRequest& request, Transfer* transfer) const {
  const ConnectTo* to = transfer->connect_to;
  std::string addresses;
  const auto add = [&addresses](const IpAddress& address) {
    if (!addresses.empty()) addresses += ',';
    addresses += address.is_v6 ? Cat("[", AddressText(address), "]") : AddressText(address);
  };
  if (to != nullptr && to->address) {
    add(*to->address);
  } else {
    for (const IpAddress& address : request.addresses) add(address);
  }
  if (addresses.empty()) return;
  Append(&transfer->resolve, Cat(request.url.host, ":", request.url.port, ":", addresses));
  curl_easy_setopt(transfer->easy.get(), CURLOPT_RESOLVE, transfer->resolve.get());
}

void HttpClient::State::SetHeaders(const HttpRequest& request, Transfer* transfer) const {
  // crates.io answers 404 to those who do not ask for HTML.
  Append(&transfer->headers,
         request.is_api ? "Accept: application/json" : "Accept: text/html,*/*;q=0.8");
  Append(&transfer->headers, "Accept-Language: en");
  if (!request.post.empty()) Append(&transfer->headers, "Content-Type: application/json");
  if (!request.authorization.empty()) {
    Append(&transfer->headers, Cat("Authorization: ", request.authorization));
  }
  curl_easy_setopt(transfer->easy.get(), CURLOPT_HTTPHEADER, transfer->headers.get());
}

void HttpClient::State::SetUp(const HttpRequest& request, Transfer* transfer) const {
  CURL* easy = transfer->easy.get();
  SetAddresses(request, transfer);
  SetHeaders(request, transfer);
  curl_easy_setopt(easy, CURLOPT_URL, request.url.text.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_PROXY, options.proxy.c_str());
  curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_USERAGENT, user_agent.c_str());
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, request.timeout_ms);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, kSlowBytes);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, kSlowSeconds);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->words);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, OpenSocket);
  curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
  curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, OnHeader);
  curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, OnBody);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
  if (!options.ca_file.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, options.ca_file.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
  if (!request.post.empty()) {
    transfer->post = request.post;
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(transfer->post.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, transfer->post.c_str());
  }
  if (request.is_second_attempt) {
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
  } else {
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  }
}

void HttpClient::Start(const HttpRequest& request, std::size_t id) {
  State& s = *state_;
  auto transfer = std::make_unique<Transfer>();
  if (s.free.empty()) {
    transfer->easy.reset(curl_easy_init());
  } else {
    transfer->easy = std::move(s.free.back());
    s.free.pop_back();
  }
  transfer->id = id;
  transfer->body_limit = request.body_limit;
  // Whoever names a proxy trusts it: it opens the connections, and must guard them.
  transfer->allow_private = s.options.allow_private || !s.options.proxy.empty();
  transfer->connect_to = Redirected(request.url);
  s.SetUp(request, transfer.get());
  CURL* easy = transfer->easy.get();
  s.transfers.emplace(easy, std::move(transfer));
  curl_multi_add_handle(s.multi, easy);
}

void HttpClient::Poll(int timeout_ms) {
  State& s = *state_;
  int running = 0;
  curl_multi_perform(s.multi, &running);
  int left = 0;
  bool any = false;
  while (const CURLMsg* message = curl_multi_info_read(s.multi, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    s.Finish(message->easy_handle, message->data.result);
    any = true;
  }
  if (!any && timeout_ms > 0) curl_multi_poll(s.multi, nullptr, 0, timeout_ms, nullptr);
}

void HttpClient::State::Finish(CURL* easy, CURLcode code) {
  const auto at = transfers.find(easy);
  Transfer& transfer = *at->second;
  HttpAnswer& answer = transfer.answer;
  // With the whole head there is an answer, whatever became of the body.
  if (transfer.has_head) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    answer.status = static_cast<int>(status);
    answer.is_whole = code == CURLE_OK;
  } else {
    answer = {.failure = FailureOf(code, transfer), .detail = DetailOf(code, transfer)};
  }
  done.emplace_back(transfer.id, std::move(answer));
  curl_multi_remove_handle(multi, easy);
  curl_easy_reset(easy);
  free.push_back(std::move(transfer.easy));
  transfers.erase(at);
}

std::vector<std::pair<std::size_t, HttpAnswer>> HttpClient::TakeDone() {
  return std::exchange(state_->done, {});
}

std::size_t HttpClient::running() const { return state_->transfers.size(); }

void HttpClient::Wake() { curl_multi_wakeup(state_->multi); }

}  // namespace awl
