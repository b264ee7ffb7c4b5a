// Interruption by SIGINT, SIGTERM and SIGHUP, noticed by asking.
#pragma once

namespace assay::cli {

// From now on the first such signal is only remembered, so that whole rows can be written; a second
// one ends the program at once. A system call that waits is interrupted (EINTR). A closed pipe
// shows as a failed write (EPIPE), not as a signal.
void watch_signals();

// The number of the remembered signal; 0: none came.
int caught_signal();

// Ends the process at once, although threads may wait for input or hold documents: nothing of
// theirs is wanted any more. What outputs have buffered is lost.
[[noreturn]] void leave_process(int status);

}  // namespace assay::cli
