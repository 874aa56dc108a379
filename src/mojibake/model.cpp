#include "mojibake/model.h"

namespace awl::mojibake {

Model::Model(const Context& context) : context_(context) {}

Language Model::DetectLanguage(std::span<const PartialLine>) { return Language::kUnknown; }

std::vector<Guess> Model::Resolve(const PartialLine& line) const {
  return std::vector<Guess>(line.unknowns.size());
}

}  // namespace awl::mojibake
