// Runs programs in tests.
#pragma once

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>

#include <sys/wait.h>

namespace assay::fixture {

struct Outcome {
  int status = -1;  // exit status as a shell gives it: 128 + n for a signal
  std::string out;  // standard output
  std::string err;  // standard error
};

// A directory of its own, gone with the object.
class Scratch {
 public:
  Scratch()
      : path_(std::filesystem::temp_directory_path() /
              ("assay-test-" + std::to_string(std::random_device{}()))) {
    std::filesystem::create_directories(path_);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const { return path_; }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

  std::string write(const std::string& name, const std::string& content) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
    return file.string();
  }

 private:
  std::filesystem::path path_;
};

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Runs `command` in a shell.
inline Outcome run_shell(const std::string& command) {
  const Scratch scratch;
  const std::string whole = "{ " + command + "\n} 2>'" + scratch / "err" + "'";
  Outcome outcome;
  FILE* pipe = popen(("bash -c '" +
                      [&] {
                        std::string quoted;
                        for (const char c : whole)
                          quoted += c == '\'' ? "'\\''" : std::string(1, c);
                        return quoted;
                      }() +
                      "'")
                         .c_str(),
                     "r");
  if (!pipe) return outcome;
  char buffer[65536];
  for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    outcome.out.append(buffer, got);
  }
  const int status = pclose(pipe);
  outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  outcome.err = read_file(scratch / "err");
  return outcome;
}

// Runs the built command, its arguments as a shell reads them.
inline Outcome run_assay(const std::string& arguments) {
  return run_shell(std::string(ASSAY_COMMAND) + " " + arguments);
}

// What comes of `assay ARGUMENTS`, which read `fifo` (made here), when SIGTERM meets them waiting
// for more than `input`: once the signal is watched and the shell condition `ready` holds. A
// command that still runs five seconds later is killed, which gives status 137.
inline Outcome terminate_while_waiting(const std::string& arguments, const std::string& fifo,
                                       const std::string& input,
                                       const std::string& ready = "true") {
  const Scratch scratch;
  return run_shell("mkfifo '" + fifo + "'; exec 9<>'" + fifo + "'; cat '" +
                   scratch.write("input", input) + "' >&9; " + ASSAY_COMMAND + " " + arguments +
                   R"( 9>&- & pid=$!
    for i in $(seq 600); do
      caught=$(sed -n 's/^SigCgt:\s*//p' /proc/$pid/status)
      (( 0x${caught:-0} & 0x4000 )) && )" +
                   ready + R"( && break
      sleep 0.05
    done
    kill -TERM $pid
    for i in $(seq 100); do kill -0 $pid 2>/dev/null || break; sleep 0.05; done
    kill -KILL $pid 2>/dev/null
    wait $pid)");
}

}  // namespace assay::fixture
