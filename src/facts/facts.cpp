#include "facts/facts.h"

#include <mutex>
#include <optional>

#include "facts/anchors.h"
#include "facts/contents_alignment.h"
#include "facts/destinations.h"
#include "facts/entry_groups.h"
#include "facts/html_entries.h"
#include "facts/name_lists.h"
#include "facts/verbatim.h"

namespace awl {

struct Facts::Computed {
  // A value that is made by the first call of Get.
  template <typename T>
  class Lazy {
   public:
    template <typename Make>
    const T& Get(Make make) {
      std::call_once(once_, [&] { make(&value_); });
      return *value_;
    }

   private:
    std::once_flag once_;
    std::optional<T> value_;
  };

  Lazy<Anchors> anchors;
  Lazy<DestinationTable> destinations;
  Lazy<std::vector<HtmlEntry>> html_entries;
  Lazy<std::vector<std::uint32_t>> entry_groups;
  Lazy<std::vector<bool>> name_lists;
  Lazy<std::vector<Range>> verbatim_lines;
  Lazy<ContentsAlignment> contents_alignment;
};

Facts::Facts(const List& list) : list_(list), computed_(std::make_unique<Computed>()) {}

Facts::~Facts() = default;

const Anchors& Facts::anchors() const {
  return computed_->anchors.Get([this](auto* to) { to->emplace(document()); });
}

const DestinationTable& Facts::destination_table() const {
  return computed_->destinations.Get([this](auto* to) { *to = FindDestinations(document()); });
}

const std::vector<Destination>& Facts::destinations() const { return destination_table().all; }

const std::vector<HtmlEntry>& Facts::html_entries() const {
  return computed_->html_entries.Get([this](auto* to) { *to = FindHtmlEntries(document()); });
}

const std::vector<bool>& Facts::name_lists() const {
  return computed_->name_lists.Get([this](auto* to) { *to = NameLists(list_); });
}

bool Facts::IsAmongNames(const Entry& entry) const {
  const Node& item = document()[entry.item];
  return item.kind == NodeKind::kListItem && name_lists()[document().Parent(item)->ext];
}

const std::vector<std::uint32_t>& Facts::entry_groups() const {
  return computed_->entry_groups.Get([this](auto* to) { *to = EntryGroups(list_); });
}

const std::vector<Range>& Facts::verbatim_lines() const {
  return computed_->verbatim_lines.Get([this](auto* to) { *to = VerbatimLines(document()); });
}

const ContentsAlignment& Facts::contents_alignment() const {
  return computed_->contents_alignment.Get([this](auto* to) { to->emplace(*this); });
}

}  // namespace awl
