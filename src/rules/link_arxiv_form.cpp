#include <string>
#include <utility>

#include "facts/destinations.h"
#include "rules/builtin.h"

namespace awl {
namespace {

constexpr OptionInfo kOptions[] = {
    {"form", OptionType::kEnum, "abs", "The page about a paper, or the paper itself.", "abs|pdf"},
};

class LinkArxivFormRule final : public Rule {
 public:
  explicit LinkArxivFormRule(const Options& options) : form_(options.String("form")) {}

  void Check(const Document&, RuleContext& ctx) const override {
    const std::string_view other = form_ == "abs" ? "/pdf/" : "/abs/";
    for (const Destination& destination : ctx.facts().destinations()) {
      const Url& url = destination.parts;
      if (!url.is_http() || !IsArxiv(url.host) || !url.path.starts_with(other)) continue;
      Diagnostic& found = ctx.Report(
          destination.range, Cat("arXiv's ", other.substr(1, 3), " form; the list uses ", form_));
      if (!destination.is_plain) continue;
      std::string_view id = url.path.substr(other.size());
      if (id.ends_with(".pdf")) id.remove_suffix(4);
      const auto path_begin =
          destination.range.begin + static_cast<Offset>(url.path.data() - destination.url.data());
      found.fix = Fix{.title = Cat("use the ", form_, " form"),
                      .applicability = Applicability::kSafe,
                      .effect = Effect::kDestination,
                      .edits = {{{path_begin, path_begin + static_cast<Offset>(url.path.size())},
                                 Cat("/", form_, "/", id)}}};
    }
  }

 private:
  static bool IsArxiv(std::string_view host) {
    return EqualsIgnoreAsciiCase(host, "arxiv.org") || EqualsIgnoreAsciiCase(host, "www.arxiv.org");
  }

  const std::string form_;
};

}  // namespace

RuleInfo LinkArxivFormInfo() {
  return {.name = "link-arxiv-form",
          .group = "link",
          .summary = "arXiv link in the other form",
          .rationale =
              "The page about a paper has its versions, authors and code; the PDF alone has not.",
          .severity = Severity::kInfo,
          .fix = FixKind::kSafe,
          .profiles = kStrict,
          .options = kOptions,
          .create = MakeRule<LinkArxivFormRule>};
}

}  // namespace awl
