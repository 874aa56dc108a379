// Prints each file named as the JSON of `awl dump`, a line each; "-" reads the names from standard
// input. tests/oracle/remark.mjs starts it once for
// thousands of inputs.
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>

#include "list/dump.h"
#include "parse/parse.h"

namespace {

void Dump(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  auto source = std::make_shared<const awl::Source>(path, std::move(bytes));
  std::cout << awl::DumpJson(*awl::Parse(source), nullptr) << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (std::string(argv[i]) != "-") {
      Dump(argv[i]);
      continue;
    }
    for (std::string path; std::getline(std::cin, path);) Dump(path);
  }
}
