#include "net/address.h"

#include <gtest/gtest.h>

namespace awl {
namespace {

TEST(Address, IsPublicOrNot) {
  const struct {
    const char* address;
    bool is_public;
  } kRows[] = {
      {"0.0.0.0", false},
      {"0.255.255.255", false},
      {"1.0.0.1", true},
      {"9.255.255.255", true},
      {"10.0.0.0", false},
      {"10.255.255.255", false},
      {"11.0.0.0", true},
      {"100.63.255.255", true},
      {"100.64.0.0", false},
      {"100.127.255.255", false},
      {"100.128.0.0", true},
      {"127.0.0.1", false},
      {"127.255.255.254", false},
      {"128.0.0.1", true},
      {"169.253.255.255", true},
      {"169.254.169.254", false},
      {"172.15.255.255", true},
      {"172.16.0.1", false},
      {"172.31.255.255", false},
      {"172.32.0.0", true},
      {"192.0.0.170", false},
      {"192.0.1.1", true},
      {"192.0.2.1", false},
      {"192.88.99.1", false},
      {"192.167.255.255", true},
      {"192.168.1.1", false},
      {"192.169.0.0", true},
      {"198.17.255.255", true},
      {"198.18.0.1", false},
      {"198.19.255.255", false},
      {"198.20.0.0", true},
      {"198.51.100.7", false},
      {"203.0.113.9", false},
      {"223.255.255.255", true},
      {"224.0.0.1", false},
      {"239.255.255.255", false},
      {"240.0.0.1", false},
      {"255.255.255.255", false},
      {"8.8.8.8", true},
      {"::", false},
      {"::1", false},
      {"::7f00:1", false},          // IPv4-compatible, long gone
      {"::ffff:127.0.0.1", false},  // mapped
      {"::ffff:a9fe:a9fe", false},
      {"::ffff:8.8.8.8", true},
      {"::ffff:0:127.0.0.1", false},  // translated (SIIT)
      {"64:ff9b::10.0.0.1", false},   // NAT64
      {"64:ff9b::8.8.8.8", true},
      {"64:ff9b:1::1", false},  // NAT64 of one network
      {"100::1", false},        // discard
      {"2000::1", true},
      {"2001::1", false},  // Teredo
      {"2001:db8::1", false},
      {"2001:4860:4860::8888", true},
      {"2002:7f00:1::", false},  // 6to4
      {"2002:808:808::", false},
      {"2606:4700::1111", true},
      {"3fff::1", false},
      {"3fff:1000::1", true},
      {"4000::1", false},
      {"5f00::1", false},
      {"fc00::1", false},
      {"fdff::1", false},
      {"fe80::1", false},
      {"febf::1", false},
      {"fec0::1", false},
      {"ff02::1", false},
  };
  for (const auto& row : kRows) {
    const std::optional<IpAddress> address = ParseAddress(row.address);
    ASSERT_TRUE(address) << row.address;
    EXPECT_EQ(IsPublic(*address), row.is_public) << row.address;
  }
}

TEST(Address, ReadsNoNames) {
  for (const char* text : {"", "localhost", "127.1", "0x7f.0.0.1", "1.2.3.4.5", "::g", "[::1"}) {
    EXPECT_FALSE(ParseAddress(text)) << text;
  }
  EXPECT_EQ(AddressText(*ParseAddress("[2606:4700:0::1111]")), "2606:4700::1111");
}

}  // namespace
}  // namespace awl
