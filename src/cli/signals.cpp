#include "cli/signals.h"
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>

namespace assay::cli {
namespace {

std::atomic<int> caught = 0;
static_assert(std::atomic<int>::is_always_lock_free, "a signal handler may only touch such");

void remember(int signal) { caught.store(signal); }

}  // namespace

void watch_signals() {
  struct sigaction action = {};
  action.sa_handler = remember;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

int caught_signal() { return caught.load(); }

void leave_process(int status) {
  std::fflush(stderr);
  std::_Exit(status);
}

}  // namespace assay::cli
