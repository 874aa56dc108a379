#include "parse/md4c_events.h"

#include <md4c.h>

#include <cstdint>
#include <utility>

namespace awl {
namespace {

struct Context {
  std::string_view text;
  InlineEvents& events;
  std::vector<EventRange> paragraphs = {};

  // md4c tells places as pointers, into the text or to constants of its own.
  Offset OffsetOf(const char* at) const {
    const auto place = reinterpret_cast<std::uintptr_t>(at);
    const auto begin = reinterpret_cast<std::uintptr_t>(text.data());
    return place >= begin && place - begin <= text.size() ? static_cast<Offset>(place - begin)
                                                          : kNoOffset;
  }
  std::uint32_t event_count() const { return static_cast<std::uint32_t>(events.size()); }
};

int EnterBlock(MD_BLOCKTYPE type, void*, void* user) noexcept {
  auto& context = *static_cast<Context*>(user);
  if (type == MD_BLOCK_P) context.paragraphs.push_back({context.event_count(), 0});
  return 0;
}

int LeaveBlock(MD_BLOCKTYPE type, void*, void* user) noexcept {
  auto& context = *static_cast<Context*>(user);
  if (type == MD_BLOCK_P) context.paragraphs.back().end = context.event_count();
  return 0;
}

bool SpanOf(MD_SPANTYPE type, InlineSpan* span) {
  switch (type) {
    case MD_SPAN_EM:
      *span = InlineSpan::kEmphasis;
      return true;
    case MD_SPAN_STRONG:
      *span = InlineSpan::kStrong;
      return true;
    case MD_SPAN_DEL:
      *span = InlineSpan::kDelete;
      return true;
    case MD_SPAN_CODE:
      *span = InlineSpan::kCode;
      return true;
    case MD_SPAN_A:
      *span = InlineSpan::kLink;
      return true;
    case MD_SPAN_IMG:
      *span = InlineSpan::kImage;
      return true;
    default:
      return false;
  }
}

int EnterSpan(MD_SPANTYPE type, void* detail, void* user) noexcept {
  auto& context = *static_cast<Context*>(user);
  InlineSpan span;
  if (!SpanOf(type, &span)) return 0;
  const MD_ATTRIBUTE* destination = nullptr;
  if (type == MD_SPAN_A) destination = &static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
  if (type == MD_SPAN_IMG) destination = &static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src;
  const bool known = destination != nullptr && destination->size > 0;
  context.events.push_back(
      InlineEvent::Enter(span, known ? context.OffsetOf(destination->text) : kNoOffset));
  return 0;
}

int LeaveSpan(MD_SPANTYPE type, void*, void* user) noexcept {
  InlineSpan span;
  if (SpanOf(type, &span)) {
    static_cast<Context*>(user)->events.push_back(InlineEvent::Leave(span));
  }
  return 0;
}

int Text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) noexcept {
  auto& context = *static_cast<Context*>(user);
  InlineText kind = InlineText::kNormal;
  switch (type) {
    case MD_TEXT_BR:
      kind = InlineText::kBreak;
      break;
    case MD_TEXT_SOFTBR:
      kind = InlineText::kSoftBreak;
      break;
    case MD_TEXT_CODE:
      kind = InlineText::kCode;
      break;
    case MD_TEXT_HTML:
      kind = InlineText::kHtml;
      break;
    case MD_TEXT_NULLCHAR:
      kind = InlineText::kNul;
      break;
    default:
      break;
  }
  context.events.push_back(InlineEvent::Text(kind, context.OffsetOf(text), size));
  return 0;
}

}  // namespace

std::vector<EventRange> ReadWithMd4c(std::string_view text, InlineEvents& events) {
  Context context{text, events};
  MD_PARSER parser = {};
  parser.flags = MD_FLAG_STRIKETHROUGH | MD_FLAG_NOHTMLBLOCKS;
  parser.enter_block = EnterBlock;
  parser.leave_block = LeaveBlock;
  parser.enter_span = EnterSpan;
  parser.leave_span = LeaveSpan;
  parser.text = Text;
  md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &context);
  return std::move(context.paragraphs);
}

}  // namespace awl
