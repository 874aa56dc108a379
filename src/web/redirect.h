#ifndef AWL_WEB_REDIRECT_H_
#define AWL_WEB_REDIRECT_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace awl {

// What a redirect means for the link that leads into it. All pure, on URLs alone.

// How far a new URL may be trusted.
enum class Move : std::uint8_t {
  kNone,      // the same place, or a URL that is never written
  kHttps,     // from http to https, the same host and path
  kRenamed,   // a repository that its forge knows by a new name, the path below it kept
  kElsewhere  // any other place
};

// A permanent redirect from `url`, as the list has it, to `target`.
Move JudgeMove(std::string_view url, std::string_view target);

// The URL to write: `target` with the fragment of `url`, unless it has one.
std::string WithFragmentOf(std::string_view url, std::string_view target);

// Where a deep link no longer leads to its page: "the front page", "a login page", "a page that
// says not found"; empty if all is well.
std::string_view LostAt(std::string_view url, std::string_view landed);

}  // namespace awl

#endif  // AWL_WEB_REDIRECT_H_
