// Exit statuses of the command, in the order in which the first that applies is given.
#pragma once

namespace assay::cli {

enum ExitStatus : int {
  exit_success = 0,
  exit_below_threshold = 1,    // a document scored below --fail-under
  exit_usage = 2,              // nothing was done: wrong usage, bad rules or official text
  exit_unreadable_input = 3,   // some input could not be read; the rest was processed
  exit_unwritable_output = 4,  // output could not be written
  exit_signal_base = 128,      // plus the signal's number
};

}  // namespace assay::cli
