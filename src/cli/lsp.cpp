#include <optional>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

#include "cli/commands.h"
#include "lsp/framing.h"
#include "lsp/inbox.h"
#include "lsp/server.h"
#include "lsp/worker.h"

namespace awl {
namespace lsp {
namespace {

// Puts what a frame holds into the inbox; false where nothing after it counts.
bool Take(FrameReader::Frame frame, Inbox& inbox) {
  switch (frame.state) {
    case FrameReader::State::kMessage: {
      Json message = ParseJson(frame.text).value_or(Json(Json::value_t::discarded));
      const bool is_last = TextOf(Get(message, "method")) == "exit";
      inbox.Push(std::move(message));
      return !is_last;
    }
    case FrameReader::State::kGarbage:
      inbox.Push(Json(Json::value_t::discarded));
      return true;
    case FrameReader::State::kTooLong:
    case FrameReader::State::kWaiting:
      return false;
  }
  return false;
}

// Reads messages until the client says `exit` or has gone. Never waits for a check.
void ReadMessages(LineReader& in, Inbox& inbox) {
  FrameReader reader;
  while (in.ReadSome(reader.buffer())) {
    FrameReader::Frame frame = reader.Next();
    for (; frame.state != FrameReader::State::kWaiting; frame = reader.Next()) {
      if (!Take(std::move(frame), inbox)) return inbox.Close();
    }
  }
  inbox.Close();
}

// Without a second thread reading waits for the checks. Of the changes that come in one block, only
// the last one is checked.
int ServeInOneThread(LineReader& in, Server& server) {
  FrameReader reader;
  while (in.ReadSome(reader.buffer())) {
    FrameReader::Frame frame = reader.Next();
    for (; frame.state != FrameReader::State::kWaiting; frame = reader.Next()) {
      if (frame.state == FrameReader::State::kTooLong) return server.StatusAtEnd();
      const std::optional<Json> message =
          frame.state == FrameReader::State::kMessage ? ParseJson(frame.text) : std::nullopt;
      if (message) {
        server.Handle(*message);
      } else {
        server.HandleGarbage("expected a message in JSON");
      }
      if (server.exit_status()) return *server.exit_status();
    }
    while (server.has_pending()) server.CheckNext();
  }
  return server.StatusAtEnd();
}

}  // namespace
}  // namespace lsp

int RunLsp(Context& context) {
  if (context.in == nullptr) return kExitFailure;
  bool is_closed = false;
  lsp::Server server(context.files, context.run_process, [&](const lsp::Json& message) {
    if (!is_closed) is_closed = !context.out.Write(lsp::Framed(lsp::PrintJson(message)));
  });
  lsp::Inbox inbox;
  int status = kExitFailure;
  std::thread worker;
  try {
    worker = std::thread([&] { status = lsp::RunWorker(inbox, server); });
  } catch (const std::system_error&) {
    // As in WebAssembly.
    return lsp::ServeInOneThread(*context.in, server);
  }
  lsp::ReadMessages(*context.in, inbox);
  worker.join();
  return status;
}

}  // namespace awl
