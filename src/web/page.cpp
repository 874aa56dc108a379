#include "web/page.h"

#include <algorithm>
#include <cstddef>

#include "base/strings.h"
#include "base/utf8.h"
#include "text/character_reference.h"
#include "text/url.h"

namespace awl {
namespace {

constexpr std::size_t kMaxTitle = 200;
// A title that does not end is none.
constexpr std::size_t kMaxRawTitle = 2000;

// Titles of pages that want proof of a human, in lower case; a page's title begins so.
constexpr std::string_view kChallengeTitles[] = {
    "just a moment...",
    "attention required! | cloudflare",
    "please wait... | cloudflare",
    "ddos-guard",
    "access denied",
    "are you a robot",
    "robot check",
    "security check",
    "making sure you're not a bot",
    "vercel security checkpoint",
    "human verification",
    "pardon our interruption",
};
// (Not "/cdn-cgi/challenge-platform/": Cloudflare puts that into pages that it lets through.)
constexpr std::string_view kChallengeMarks[] = {"_cf_chl_opt", "_Incapsula_Resource",
                                                "awsWafCookieDomainList", "px-captcha"};
// What pages of domain markets have, in lower case.
constexpr std::string_view kParkedMarks[] = {
    "domain is for sale",    "buy this domain",         "domain may be for sale", "sedoparking.com",
    "hugedomains.com",       "parkingcrew.net",         "afternic.com/forsale",   "bodis.com",
    "this domain is parked", "domain name is for sale",
};
// Marks of pages whose text comes by script, so that what is missing may come later.
constexpr std::string_view kScriptMarks[] = {
    "id=\"root\"", "id=\"app\"",     "id=\"__next\"",     "id=\"__nuxt\"",
    "ng-version=", "data-reactroot", "enable javascript",
};

bool HasAny(std::string_view text, std::span<const std::string_view> marks) {
  return std::any_of(marks.begin(), marks.end(),
                     [text](std::string_view mark) { return text.find(mark) != text.npos; });
}

bool MayBeHtml(std::string_view content_type) {
  const std::string type = AsciiLower(Trim(content_type.substr(0, content_type.find(';'))));
  return type.empty() || type == "text/html" || type == "application/xhtml+xml";
}

// What a reader sees of raw text: references decoded, white space in runs of one.
std::string Shown(std::string_view raw) {
  std::string out;
  for (std::size_t at = 0; at < raw.size();) {
    std::size_t length = 0;
    if (raw[at] == '&') length = AppendCharacterReference(raw.substr(at), out);
    if (length == 0) {
      const CodePoint c = DecodeUtf8(raw, at);
      length = c.length;
      // Controls and what is no UTF-8 separate words.
      const bool blank = !c.valid || c.value <= ' ' || c.value == 0x7F;
      if (!blank) {
        out += raw.substr(at, length);
      } else if (!out.empty() && out.back() != ' ') {
        out += ' ';
      }
    }
    at += length;
  }
  out = std::string(Trim(out));
  if (out.size() > kMaxTitle) {
    std::size_t end = kMaxTitle;
    while (end > 0 && (static_cast<unsigned char>(out[end]) & 0xC0) == 0x80) --end;
    out.resize(end);
  }
  return out;
}

std::string TitleOf(std::string_view body, std::string_view lower) {
  for (std::size_t at = lower.find("<title"); at != lower.npos; at = lower.find("<title", at + 1)) {
    const std::size_t after = at + 6;
    if (after >= lower.size() || (lower[after] != '>' && !IsAsciiSpace(lower[after]))) continue;
    const std::size_t begin = lower.find('>', after);
    if (begin == lower.npos) return {};
    const std::size_t end = lower.substr(0, begin + kMaxRawTitle).find("</title", begin);
    return end == lower.npos ? std::string() : Shown(body.substr(begin + 1, end - begin - 1));
  }
  return {};
}

// Calls `take` with the value of each id and name attribute; what only looks like one does no harm.
template <typename Take>
void ForEachName(std::string_view body, std::string_view lower, const Take& take) {
  for (const std::string_view attribute : {"id=", "name="}) {
    for (std::size_t at = lower.find(attribute); at != lower.npos;
         at = lower.find(attribute, at + 1)) {
      std::size_t begin = at + attribute.size();
      if (at == 0 || !IsAsciiSpace(lower[at - 1]) || begin >= body.size()) continue;
      const char quote = body[begin];
      const bool quoted = quote == '"' || quote == '\'';
      if (quoted) ++begin;
      const std::size_t end =
          quoted ? body.find(quote, begin) : body.find_first_of(" \t\r\n>", begin);
      if (end == body.npos) break;
      take(body.substr(begin, end - begin));
    }
  }
}

std::vector<std::string> MissingFragments(std::string_view body, std::string_view lower,
                                          std::span<const std::string> fragments) {
  if (fragments.empty() || HasAny(lower, kScriptMarks)) return {};
  std::vector<std::string> missing(fragments.begin(), fragments.end());
  bool has_names = false;
  ForEachName(body, lower, [&](std::string_view raw) {
    has_names = true;
    std::string name;
    AppendUnescaped(raw, name);
    missing.erase(std::remove_if(missing.begin(), missing.end(),
                                 [&](const std::string& fragment) {
                                   // What awl cannot know: "#:~:text=", "#!/route", "#top".
                                   return fragment == name || PercentDecode(fragment) == name ||
                                          EqualsIgnoreAsciiCase(fragment, "top") ||
                                          fragment.find_first_of(":!/=&") != fragment.npos ||
                                          "user-content-" + fragment == name;
                                 }),
                  missing.end());
  });
  if (!has_names) missing.clear();
  return missing;
}

}  // namespace

Page ReadPage(std::string_view body, std::string_view content_type, bool whole,
              std::span<const std::string> fragments) {
  Page page;
  if (!MayBeHtml(content_type)) return page;
  const std::string lower = AsciiLower(body);
  page.title = TitleOf(body, lower);
  const std::string title = AsciiLower(page.title);
  page.is_challenge =
      HasAny(body, kChallengeMarks) ||
      std::any_of(std::begin(kChallengeTitles), std::end(kChallengeTitles),
                  [&title](std::string_view start) { return title.starts_with(start); });
  page.is_parked = HasAny(lower, kParkedMarks);
  if (whole) page.missing_fragments = MissingFragments(body, lower, fragments);
  return page;
}

}  // namespace awl
