// Interruption by SIGINT, SIGTERM and SIGHUP, noticed by asking.
#pragma once

namespace assay::cli {

// From now on the first such signal is only remembered, so that whole rows can be written; a second
// one ends the program at once. A closed pipe shows as a failed write (EPIPE), not as a signal.
void watch_signals();

// The number of the remembered signal; 0: none came.
int caught_signal();

}  // namespace assay::cli
