#include "cli/record_stream.h"

#include <algorithm>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "awl/source.h"
#include "base/strings.h"
#include "base/threads.h"

namespace awl {
namespace {

// Escapes make a line longer than its text.
constexpr std::size_t kMaxLine = std::size_t{Source::kMaxSize};
// Records that wait for a slow one before them, for each thread.
constexpr std::size_t kAhead = 4;

// An unescaped record, or why there is none; the path where it could be read.
struct Parsed {
  std::optional<std::string> path = {};
  std::optional<Record> record = {};
  std::string error = {};
};

// Takes the two members of a record, and builds nothing of the others: a line may be hundreds of
// megabytes of whatever. (Of members that come twice the last one counts, as in most readers.)
class RecordReader final : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::optional<std::string> path;
  std::optional<std::string> text;
  bool is_object = false;
  bool is_deep = false;

  bool null() override { return Other(); }
  bool boolean(bool) override { return Other(); }
  bool number_integer(number_integer_t) override { return Other(); }
  bool number_unsigned(number_unsigned_t) override { return Other(); }
  bool number_float(number_float_t, const string_t&) override { return Other(); }
  bool binary(binary_t&) override { return Other(); }
  bool string(string_t& value) override {
    if (member_ != nullptr) *std::exchange(member_, nullptr) = std::move(value);
    return true;
  }
  bool start_object(std::size_t) override {
    is_object = is_object || depth_ == 0;
    return Open();
  }
  bool key(string_t& name) override {
    const bool is_own = depth_ == 1 && is_object;
    member_ = is_own && name == "path" ? &path : is_own && name == "text" ? &text : nullptr;
    return true;
  }
  bool end_object() override { return Close(); }
  bool start_array(std::size_t) override { return Open(); }
  bool end_array() override { return Close(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

 private:
  // The parser remembers each level.
  static constexpr std::size_t kMaxDepth = 100;

  bool Other() {
    if (member_ != nullptr) std::exchange(member_, nullptr)->reset();
    return true;
  }
  bool Open() {
    Other();
    is_deep = ++depth_ > kMaxDepth;
    return !is_deep;
  }
  bool Close() {
    --depth_;
    return true;
  }

  std::optional<std::string>* member_ = nullptr;  // whose value comes next
  std::size_t depth_ = 0;
};

Parsed ParseRecord(const std::string& line, bool too_long, std::uint64_t number) {
  Parsed parsed;
  const auto fail = [&](std::string_view what) {
    parsed.error = Cat("line ", number, ": ", what);
    return std::move(parsed);
  };
  if (too_long) return fail("the record is larger than 256 MB");
  RecordReader reader;
  const bool is_json = nlohmann::json::sax_parse(line, &reader);
  if (reader.is_deep) return fail("is nested too deep");
  if (!is_json) return fail("is not JSON in UTF-8");
  if (!reader.is_object) return fail("is not an object {\"path\": ..., \"text\": ...}");
  if (!reader.path) return fail("has no string \"path\"");
  parsed.path = reader.path;
  if (!reader.text) return fail("has no string \"text\"");
  parsed.record = Record{std::move(*reader.path), std::move(*reader.text)};
  return parsed;
}

class RecordStream {
 public:
  RecordStream(unsigned jobs, const RecordWork& work, Context& context)
      : jobs_(ThreadCount(jobs)), work_(work), context_(context) {}

  int Run() {
    RunInThreads(jobs_, [this] { TakeLines(); });
    const bool stopped = context_.stop != nullptr && *context_.stop;
    return failed_ || closed_ || stopped ? kExitFailure : kExitClean;
  }

 private:
  void TakeLines() {
    std::string line;
    for (;;) {
      bool too_long = false;
      std::uint64_t number = 0;
      std::uint64_t record = 0;
      if (!NextLine(&line, &too_long, &number, &record)) return;
      bool failed = false;
      std::string out = ResultOf(line, too_long, number, &failed);
      Put(record, std::move(out), failed);
      // One huge record is no reason to keep so much.
      if (line.capacity() > (std::size_t{1} << 20)) std::string().swap(line);
    }
  }

  // Waits until what was read before has mostly been printed.
  bool NextLine(std::string* line, bool* too_long, std::uint64_t* number, std::uint64_t* record) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return closed_ || ended_ || read_ < printed_ + kAhead * jobs_; });
    for (;;) {
      const bool stopped = context_.stop != nullptr && *context_.stop;
      if (closed_ || ended_ || stopped || !context_.in->ReadLine(kMaxLine, line, too_long)) {
        ended_ = true;
        moved_.notify_all();
        return false;
      }
      ++lines_;
      if (!*too_long && Trim(*line).empty()) continue;
      *number = lines_;
      *record = read_++;
      return true;
    }
  }

  std::string ResultOf(const std::string& line, bool too_long, std::uint64_t number, bool* failed) {
    Parsed parsed = ParseRecord(line, too_long, number);
    std::string out;
    JsonWriter json(&out);
    json.BeginObject().Key("path");
    if (parsed.path) {
      json.String(*parsed.path);
    } else {
      json.Null();
    }
    std::string error = std::move(parsed.error);
    if (parsed.record) {
      if (std::optional<Error> kept = work_(std::move(*parsed.record), &json)) {
        error = std::move(kept->message);
      }
    }
    *failed = !error.empty();
    if (*failed) json.Field("error", std::string_view(error));
    json.EndObject();
    return out + "\n";
  }

  void Put(std::uint64_t record, std::string out, bool failed) {
    const std::lock_guard lock(mutex_);
    failed_ = failed_ || failed;
    waiting_.emplace(record, std::move(out));
    for (auto next = waiting_.find(printed_); next != waiting_.end();
         next = waiting_.find(printed_)) {
      if (!closed_ && !context_.out.Write(next->second)) closed_ = true;
      waiting_.erase(next);
      ++printed_;
    }
    moved_.notify_all();
  }

  const std::size_t jobs_;
  const RecordWork& work_;
  Context& context_;
  std::mutex mutex_;  // guards the input and all below
  std::condition_variable moved_;
  std::map<std::uint64_t, std::string> waiting_;  // results of records that are not next
  std::uint64_t lines_ = 0;
  std::uint64_t read_ = 0;     // records
  std::uint64_t printed_ = 0;  // records
  bool ended_ = false;
  bool failed_ = false;
  bool closed_ = false;  // nobody reads what is printed
};

}  // namespace

int RunRecordStream(unsigned jobs, const RecordWork& work, Context& context) {
  if (context.in == nullptr) return Fail(context, "there is no standard input");
  return RecordStream(jobs, work, context).Run();
}

}  // namespace awl
