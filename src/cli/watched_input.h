// Input that a signal need not wait for.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

#include "cli/ordered_pipeline.h"
#include "cli/signals.h"

namespace assay::cli {

// Takes items from `source` on a thread of its own, a few ahead, and does `work` on them there, so
// that the wait for a FIFO, a slow disk or long work ends with the signal and not with the input.
// Needs watch_signals(). Who stops before ended() must leave by leave_process(): the thread may
// still be busy.
template <typename Source, typename Item = Source>
class WatchedInput {
 public:
  explicit WatchedInput(std::function<std::optional<Source>()> source)
      : WatchedInput(std::move(source), [](Source item) { return item; }) {}
  WatchedInput(std::function<std::optional<Source>()> source, std::function<Item(Source)> work)
      : pipeline_(std::move(source), std::move(work), 1) {}

  // The next item, worked on; nothing at the end and once a signal was caught. Calls `idle` when
  // the item is not there yet: the time to flush what was written.
  template <typename Idle>
  std::optional<Item> next(Idle idle) {
    if (caught_signal() != 0) return std::nullopt;
    Item item;
    typename Pipeline::State state = pipeline_.next(item, std::chrono::milliseconds(0));
    if (state == Pipeline::State::waiting) idle();
    while (state == Pipeline::State::waiting) {
      if (caught_signal() != 0) return std::nullopt;
      state = pipeline_.next(item, patience);
    }
    ended_ = state == Pipeline::State::end;
    return ended_ ? std::nullopt : std::optional<Item>(std::move(item));
  }

  bool ended() const { return ended_; }

 private:
  using Pipeline = OrderedPipeline<Source, Item>;
  static constexpr std::chrono::milliseconds patience{100};

  Pipeline pipeline_;
  bool ended_ = false;
};

}  // namespace assay::cli
