#ifndef AWL_LSP_WORKSPACE_CHECK_H_
#define AWL_LSP_WORKSPACE_CHECK_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "lsp/json.h"
#include "lsp/session.h"

namespace awl::lsp {

// The answer to workspace/diagnostic, made one file at a time, so that nothing else waits for it:
// the findings in all Markdown files of the folders but those that are open, which the client asks
// for by themselves.
class WorkspaceCheck {
 public:
  WorkspaceCheck(Session& session, Json id, const Json& params);

  const Json& id() const { return id_; }
  bool is_done() const { return next_ == files_.size(); }
  void CheckNextFile(Session& session);
  // Once it is done.
  Json TakeReport();

 private:
  void AddGone(Session& session);

  const Json id_;
  std::map<std::string, std::string> previous_;  // result ids by URI
  std::vector<std::string> files_;
  std::size_t next_ = 0;
  Json items_ = Json::array();
};

}  // namespace awl::lsp

#endif  // AWL_LSP_WORKSPACE_CHECK_H_
