// Takes the place of mojibake/tables/tables.cpp: the tables are a third of the module, and hardly a
// text needs them, so the host brings those of a language when it is asked.

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "mojibake/model_language.h"
#include "wasm/host.h"

namespace awl::mojibake {
namespace {

// The name of the file in mojibake/tables, without its ending.
std::string_view NameOf(Language language) {
  switch (language) {
    case Language::kUnknown:
      return "";
    case Language::kZhHans:
      return "zh-hans";
    case Language::kZhHant:
      return "zh-hant";
    case Language::kJa:
      return "ja";
    case Language::kKo:
      return "ko";
    case Language::kRu:
      return "ru";
    case Language::kCs:
      return "cs";
    case Language::kDe:
      return "de";
    case Language::kEs:
      return "es";
    case Language::kFr:
      return "fr";
    case Language::kIt:
      return "it";
    case Language::kPl:
      return "pl";
    case Language::kPt:
      return "pt";
    case Language::kTr:
      return "tr";
  }
  return "";
}

}  // namespace

std::shared_ptr<const Tables> LoadTables(Language language) {
  const std::string_view name = NameOf(language);
  if (name.empty()) return nullptr;
  const HostAnswer answer = AskHost(HostCall::kTables, name);
  if (!answer.ok() || answer.bytes.empty()) return nullptr;
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(answer.bytes.data());
  return UnpackTables(std::span<const std::uint8_t>(bytes, answer.bytes.size()));
}

}  // namespace awl::mojibake
