#ifndef AWL_PARSE_PARSE_H_
#define AWL_PARSE_PARSE_H_

#include <memory>

#include "awl/document.h"
#include "awl/source.h"

namespace awl {

// Parses any bytes as GitHub Flavored Markdown. Takes linear time and never fails: what the parser
// cannot take is an inexact paragraph and a ComplexRegion. Bytes that are not UTF-8 are kept as
// they are.
std::unique_ptr<const Document> Parse(std::shared_ptr<const Source> source);

// The same, but md4c is given also what needs no md4c. Tests compare the two.
std::unique_ptr<const Document> ParseAllByMd4c(std::shared_ptr<const Source> source);

}  // namespace awl

#endif  // AWL_PARSE_PARSE_H_
