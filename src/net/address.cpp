#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstring>
#include <span>

namespace awl {
namespace {

// The first `bits` bits of an address.
struct Range {
  std::array<std::uint8_t, 16> bytes;
  int bits;
};

// IANA's registries of special-purpose addresses, IPv4 and IPv6.
constexpr Range kPrivateV4[] = {
    {{0}, 8},              // this network
    {{10}, 8},             // private
    {{100, 64}, 10},       // shared by customers of a provider
    {{127}, 8},            // loopback
    {{169, 254}, 16},      // link-local: where clouds have their metadata
    {{172, 16}, 12},       // private
    {{192, 0, 0}, 24},     // protocol assignments
    {{192, 0, 2}, 24},     // documentation
    {{192, 31, 196}, 24},  // AS112
    {{192, 52, 193}, 24},  // AMT
    {{192, 88, 99}, 24},   // 6to4 relays
    {{192, 168}, 16},      // private
    {{192, 175, 48}, 24},  // AS112
    {{198, 18}, 15},       // benchmarks
    {{198, 51, 100}, 24},  // documentation
    {{203, 0, 113}, 24},   // documentation
    {{224}, 4},            // multicast
    {{240}, 4},            // reserved, broadcast
};

// Global unicast addresses: all others are loopback, local, multicast or not assigned.
constexpr Range kUnicastV6 = {{0x20}, 3};
constexpr Range kPrivateV6[] = {
    {{0x20, 0x01, 0x00}, 23},              // protocol assignments, with Teredo and ORCHID
    {{0x20, 0x01, 0x0d, 0xb8}, 32},        // documentation
    {{0x20, 0x02}, 16},                    // 6to4: leads to any IPv4 address
    {{0x26, 0x20, 0x00, 0x4f, 0x80}, 48},  // AS112
    {{0x3f, 0xff, 0x00}, 20},              // documentation
};
// IPv6 addresses with an IPv4 address in the last four bytes.
constexpr Range kMapped = {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};
constexpr Range kNat64 = {{0x00, 0x64, 0xff, 0x9b}, 96};

bool Contains(const Range& range, const IpAddress& address) {
  const int whole = range.bits / 8;
  if (std::memcmp(range.bytes.data(), address.bytes.data(), static_cast<std::size_t>(whole)) != 0) {
    return false;
  }
  const int rest = range.bits % 8;
  if (rest == 0) return true;
  const auto at = static_cast<std::size_t>(whole);
  return (range.bytes[at] ^ address.bytes[at]) >> (8 - rest) == 0;
}

bool ContainsAny(std::span<const Range> ranges, const IpAddress& address) {
  for (const Range& range : ranges) {
    if (Contains(range, address)) return true;
  }
  return false;
}

}  // namespace

std::optional<IpAddress> ParseAddress(std::string_view text) {
  if (text.size() > 2 && text.front() == '[' && text.back() == ']') {
    text = text.substr(1, text.size() - 2);
  }
  const std::string name(text);
  IpAddress address;
  if (inet_pton(AF_INET, name.c_str(), address.bytes.data()) == 1) return address;
  address.is_v6 = true;
  if (inet_pton(AF_INET6, name.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

std::optional<IpAddress> AddressOf(const sockaddr& address) {
  IpAddress out;
  if (address.sa_family == AF_INET) {
    const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
    std::memcpy(out.bytes.data(), &v4.sin_addr, 4);
    return out;
  }
  if (address.sa_family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
    out.is_v6 = true;
    std::memcpy(out.bytes.data(), &v6.sin6_addr, 16);
    return out;
  }
  return std::nullopt;
}

std::string AddressText(const IpAddress& address) {
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(address.is_v6 ? AF_INET6 : AF_INET, address.bytes.data(), text, sizeof text);
  return text;
}

bool IsPublic(const IpAddress& address) {
  if (!address.is_v6) return !ContainsAny(kPrivateV4, address);
  if (Contains(kMapped, address) || Contains(kNat64, address)) {
    IpAddress inner;
    std::memcpy(inner.bytes.data(), address.bytes.data() + 12, 4);
    return IsPublic(inner);
  }
  return Contains(kUnicastV6, address) && !ContainsAny(kPrivateV6, address);
}

}  // namespace awl
