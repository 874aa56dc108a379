#include "wasm/host_file_system.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/strings.h"
#include "wasm/host.h"

namespace awl {
namespace {

constexpr std::size_t kIdentitySize = 40;
static_assert(sizeof(FileIdentity) == kIdentitySize);

FileIdentity ReadIdentity(std::string_view bytes) {
  FileIdentity identity;
  if (bytes.size() >= kIdentitySize) std::memcpy(&identity, bytes.data(), kIdentitySize);
  return identity;
}

std::string_view BytesOf(const FileIdentity& identity) {
  return {reinterpret_cast<const char*>(&identity), kIdentitySize};
}

std::string_view Letter(Links links) { return links == Links::kFollow ? "f" : "r"; }
std::string_view Digit(bool flag) { return flag ? "1" : "0"; }

Error WhyNot(const HostAnswer& answer, std::size_t limit) {
  return answer.status == kTooLarge ? TooLarge(limit) : Error{answer.bytes};
}

}  // namespace

FileKind HostFileSystem::KindOf(const std::string& path) const {
  const HostAnswer answer = AskHost(HostCall::kKindOf, path);
  return answer.ok() ? static_cast<FileKind>(answer.status) : FileKind::kMissing;
}

Result<FileContents> HostFileSystem::Read(const std::string& path, std::size_t limit,
                                          Links links) const {
  HostAnswer answer = AskHost(HostCall::kRead, path, Cat(Letter(links), limit));
  if (!answer.ok()) return WhyNot(answer, limit);
  const FileIdentity identity = ReadIdentity(answer.bytes);
  answer.bytes.erase(0, kIdentitySize);
  return FileContents{.bytes = std::move(answer.bytes), .identity = identity};
}

Result<std::vector<FolderEntry>> HostFileSystem::List(const std::string& folder,
                                                      Links links) const {
  const HostAnswer answer = AskHost(HostCall::kList, folder, Letter(links));
  if (!answer.ok()) return Error{answer.bytes};
  std::vector<FolderEntry> entries;
  std::string_view rest = answer.bytes;
  while (rest.size() > 2) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    entries.push_back({.name = std::string(rest.substr(2, end - 2)),
                       .kind = static_cast<FileKind>(rest[0] - '0'),
                       .is_link = rest[1] == '1'});
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  std::sort(entries.begin(), entries.end(),
            [](const FolderEntry& a, const FolderEntry& b) { return a.name < b.name; });
  return entries;
}

Result<FileIdentity> HostFileSystem::Replace(const std::string& path, std::string_view bytes,
                                             const FileIdentity& read, ReplaceOptions options) {
  const HostAnswer answer =
      AskHost(HostCall::kReplace, path,
              Cat(Digit(options.in_place), Digit(options.named), BytesOf(read), bytes));
  if (!answer.ok()) return Error{answer.bytes};
  return ReadIdentity(answer.bytes);
}

Result<FileIdentity> HostFileSystem::Write(const std::string& path, std::string_view bytes,
                                           Links links) {
  const HostAnswer answer = AskHost(HostCall::kWriteFile, path, Cat(Letter(links), bytes));
  if (!answer.ok()) return Error{answer.bytes};
  return ReadIdentity(answer.bytes);
}

Result<std::string> HostFileSystem::ReadStandardInput(std::size_t limit) const {
  HostAnswer answer = AskHost(HostCall::kReadInput, {}, Cat(limit));
  if (!answer.ok()) return WhyNot(answer, limit);
  return std::move(answer.bytes);
}

std::string HostFileSystem::Resolve(const std::string& path) const {
  HostAnswer answer = AskHost(HostCall::kResolve, path);
  return answer.ok() ? std::move(answer.bytes) : path;
}

std::optional<std::string> HostFileSystem::LinkTarget(const std::string& path) const {
  HostAnswer answer = AskHost(HostCall::kLinkTarget, path);
  return answer.ok() ? std::optional<std::string>(std::move(answer.bytes)) : std::nullopt;
}

}  // namespace awl
