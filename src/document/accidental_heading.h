#ifndef AWL_DOCUMENT_ACCIDENTAL_HEADING_H_
#define AWL_DOCUMENT_ACCIDENTAL_HEADING_H_

#include "awl/document.h"

namespace awl {

// True if `heading` is one only because of a line of dashes below text: an item of a list, several
// lines, a whole sentence, pictures, a way back, or what another line of dashes is above. Most
// likely a thematic break was meant.
bool IsAccidentalHeading(const Document& document, const Node& heading);

}  // namespace awl

#endif  // AWL_DOCUMENT_ACCIDENTAL_HEADING_H_
