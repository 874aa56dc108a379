#ifndef AWL_NET_ADDRESS_H_
#define AWL_NET_ADDRESS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sockaddr;

namespace awl {

// An IPv4 or IPv6 address; `bytes` in network order, of which IPv4 has the first four.
struct IpAddress {
  bool is_v6 = false;
  std::array<std::uint8_t, 16> bytes = {};
  friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

// "192.0.2.1", "2001:db8::1" or "[2001:db8::1]" in their usual spellings; nothing for a name.
std::optional<IpAddress> ParseAddress(std::string_view text);
std::optional<IpAddress> AddressOf(const sockaddr& address);
std::string AddressText(const IpAddress& address);

// Whether anybody on the internet may be at this address: no loopback, private, link-local, shared,
// test, multicast or reserved one, and no IPv6 address that leads to such an IPv4 address.
bool IsPublic(const IpAddress& address);

}  // namespace awl

#endif  // AWL_NET_ADDRESS_H_
