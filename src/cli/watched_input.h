// Input that a signal need not wait for.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

#include "cli/ordered_pipeline.h"
#include "cli/signals.h"

namespace assay::cli {

// Takes items from `source` on a thread of its own, a few ahead, so that the wait for a FIFO or a
// slow disk ends with the signal and not with the input. Needs watch_signals(). Who stops before
// ended() must leave by leave_process(): the thread may still be waiting.
template <typename Item>
class WatchedInput {
 public:
  explicit WatchedInput(std::function<std::optional<Item>()> source)
      : pipeline_(
            std::move(source), [](Item item) { return item; }, 1) {}

  // The next item; nothing at the end and once a signal was caught. Calls `idle` when the item is
  // not there yet: the time to flush what was written.
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
  using Pipeline = OrderedPipeline<Item, Item>;
  static constexpr std::chrono::milliseconds patience{100};

  Pipeline pipeline_;
  bool ended_ = false;
};

}  // namespace assay::cli
