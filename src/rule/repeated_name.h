#ifndef AWL_RULE_REPEATED_NAME_H_
#define AWL_RULE_REPEATED_NAME_H_

#include <cstddef>
#include <optional>
#include <string_view>

#include "awl/diagnostic.h"
#include "awl/document.h"

// A description that begins with the name of its entry.

namespace awl {

// Does `text` begin with `name`, letter case aside? The bytes of the beginning, or 0.
std::size_t PrefixLength(std::string_view text, std::string_view name);

// Where the description goes on behind the name and a separator: "Foo: a tool", "Foo - a tool",
// "Foo，a tool". 0: it does not.
std::size_t BehindSeparator(std::string_view rest);

// Takes the name, which is `length` bytes long, out of the description; unsafe. What a separator
// sets apart can go; else the sentence begins with what it says of the name. With `any_verb` that
// may be any word in -s, which may be a noun.
std::optional<Fix> DropRepeatedName(const Document& document, Range description, std::size_t length,
                                    bool any_verb);

}  // namespace awl

#endif  // AWL_RULE_REPEATED_NAME_H_
