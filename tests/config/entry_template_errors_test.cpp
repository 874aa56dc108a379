// What is told of a template that is wrong: the place in the config file, the message, the caret.
#include <gtest/gtest.h>

#include <string>

#include "base/file_system.h"
#include "base/strings.h"
#include "config/load_config.h"

namespace awl {
namespace {

std::string ErrorOf(std::string config) {
  MemoryFileSystem files;
  files.files[".awl.yaml"] = std::move(config);
  const Result<LoadedConfig> loaded = LoadConfig(files, {}, "");
  return loaded ? std::string() : loaded.error().message;
}

// The first line, without the path and "error: option ...: ".
std::string Told(const std::string& value) {
  const std::string error = ErrorOf(Cat("rules:\n  entry-grammar:\n    template: ", value, "\n"));
  std::string line = error.substr(0, error.find('\n'));
  const std::string path = ".awl.yaml:";
  const std::string option = " error: option \"template\":";
  if (line.starts_with(path)) line.erase(0, path.size());
  if (const std::size_t at = line.find(option); at != std::string::npos) {
    line.erase(at, option.size());
  }
  return line;
}

TEST(EntryTemplateErrors, AreToldAtTheirPlaceInTheTemplate) {
  struct Case {
    const char* value;
    const char* error;
  };
  for (const Case& c : {
           Case{"'{link} - {description}.'", ""},
           Case{"''", ""},  // as by default: the rule is silent
           Case{"'  '", "3:16: an empty template"},
           Case{"'{link} - {description'", "3:25: this \"{\" is never closed"},
           Case{"'{link}{? - {text}'", "3:22: this \"{\" is never closed"},
           Case{"'{link} - {text{link}'", "3:25: this \"{\" is never closed"},
           Case{"'{link}} - {text}'",
                "3:22: this \"}\" closes nothing; the sign itself is written \"\\}\""},
           Case{"'{link} - {}'", "3:25: a part needs a name: {description}"},
           Case{"'{link} - {:code}'", "3:25: a part needs a name: {description}"},
           Case{"'{link} - {the text}'",
                "3:29: the name of a part is made of letters, digits, \"-\" and \"_\""},
           Case{"'{link} - {lang:cod}'",
                "3:31: no shape is called \"cod\"; did you mean \"code\"?"},
           Case{
               "'{link} - {lang:paragraph}'",
               "3:31: no shape is called \"paragraph\"; there are text, link, url, code, image and "
               "number"},
           Case{"'{link:code} - {text}'", "3:22: the part \"link\" has the shape of its name"},
           Case{"'{link} - {https=}'", "3:31: an empty value"},
           Case{"'{link} - {https=Yes||No}'", "3:35: an empty value"},
           Case{"'{link=a|b}'", "3:16: only text and code have values"},
           Case{"'{name} {description}'",
                "3:23: nothing tells where \"name\" ends and \"description\" begins"},
           Case{"'{link}{?}'", "3:23: an empty group"},
           Case{"'{link}{?a||b}'", "3:25: an empty alternative"},
           Case{"'{?{?{?{?{?{?{?{?{?a}}}}}}}}}'", "3:32: groups nested more than 8 deep"},
           Case{"'{link} ([Demo](https://a.example))'",
                "3:31: the destination of a link is a part: [Demo]({url})"},
           Case{"'{link} ([Demo]({url}'", "3:24: this link is never closed with \")\""},
           Case{"'[a {b}]({url})'", "3:17: the text of a link is words, or one part"},
           Case{"'{link} `MIT'", "3:23: this \"`\" is never closed"},
           Case{"'{link} \\'", "3:23: nothing stands behind this \"\\\""},
           Case{"'| {link} | {text}'", "3:33: a row ends with \"|\""},
           Case{"\"| {link} |\\n| {text} |\"", "3:26: a row is one line"},
           Case{"|\n      {name}\n      - URL: {url\n", "5:14: this \"{\" is never closed"},
       }) {
    EXPECT_EQ(Told(c.value), c.error) << c.value;
  }
}

TEST(EntryTemplateErrors, LimitTheSizeOfATemplate) {
  std::string many = "'";
  for (int i = 0; i < 101; ++i) many += "{a:code}";
  EXPECT_EQ(Told(many + "'"), "3:816: a template of more than 100 pieces");
}

TEST(EntryTemplateErrors, ShowTheLineAndACaret) {
  EXPECT_EQ(ErrorOf("rules:\n"
                    "  entry-grammar:\n"
                    "    templates:\n"
                    "      - '{link}'\n"
                    "      - '{link} - {lang:cod}'\n"),
            ".awl.yaml:5:25: error: option \"templates\": no shape is called \"cod\"; did you mean "
            "\"code\"?\n"
            "   5 |       - '{link} - {lang:cod}'\n"
            "     |                         ^~~\n");
}

TEST(EntryTemplateErrors, AreToldInOverridesToo) {
  EXPECT_EQ(ErrorOf("overrides:\n"
                    "  - sections: Books\n"
                    "    rules:\n"
                    "      entry-grammar: {template: '{x'}\n"),
            ".awl.yaml:4:34: error: option \"template\": this \"{\" is never closed\n"
            "   4 |       entry-grammar: {template: '{x'}\n"
            "     |                                  ^\n");
}

}  // namespace
}  // namespace awl
