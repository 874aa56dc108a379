#include <cstdlib>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "awl/awl_c.h"
#include "base/file_system.h"
#include "base/version.h"
#include "cli/app.h"
#include "cli/text_stream.h"

namespace awl {
namespace {

using Json = nlohmann::json;

struct Request {
  std::vector<std::string> arguments = {};
  MemoryFileSystem files = {};
};

// What is wrong with `json`, or "".
std::string ReadRequest(const Json& json, Request* request) {
  if (!json.is_object()) return "the request is not an object in JSON";
  for (const auto& [name, value] : json.items()) {
    if (name == "arguments" && value.is_array()) {
      for (const Json& argument : value) {
        if (!argument.is_string()) return "an argument is not a string";
        request->arguments.push_back(argument.get<std::string>());
      }
    } else if (name == "files" && value.is_object()) {
      for (const auto& [path, text] : value.items()) {
        if (!text.is_string()) return "a file is not a string";
        request->files.files[path] = text.get<std::string>();
      }
    } else if (name == "input" && value.is_string()) {
      request->files.standard_input = value.get<std::string>();
    } else {
      return "the request has a member that is unknown or of another type: " + name;
    }
  }
  return request->arguments.empty() ? "the request has no arguments" : "";
}

std::string Answer(int status, const std::string& output, const std::string& errors,
                   const Json& files) {
  const Json answer = {
      {"status", status}, {"output", output}, {"errors", errors}, {"files", files}};
  return answer.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string Call(std::string_view text) {
  Request request;
  const std::string wrong = ReadRequest(Json::parse(text, nullptr, false), &request);
  if (!wrong.empty()) return Answer(kExitFailure, "", "awl: " + wrong + "\n", Json::object());
  const std::map<std::string, std::string> before = request.files.files;
  TextStream out;
  TextStream err;
  Context context{.files = request.files, .out = out, .err = err, .environment = [](const char*) {
                    return std::string();
                  }};
  const int status = CommandLine().Run(request.arguments, context);
  Json changed = Json::object();
  for (const auto& [path, now] : request.files.files) {
    const auto old = before.find(path);
    if (old == before.end() || old->second != now) changed[path] = now;
  }
  return Answer(status, out.text(), err.text(), changed);
}

}  // namespace
}  // namespace awl

char* awl_call(const char* request, size_t size, size_t* answer_size) {
  const std::string answer = awl::Call({request, size});
  char* const out = static_cast<char*>(std::malloc(answer.size() + 1));
  if (out == nullptr) return nullptr;
  std::memcpy(out, answer.c_str(), answer.size() + 1);
  if (answer_size != nullptr) *answer_size = answer.size();
  return out;
}

void awl_free(char* answer) { std::free(answer); }

const char* awl_version(void) { return awl::Version().data(); }
