// Work on many threads, results in order.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace assay::cli {

// Takes items from `source` (called by one thread at a time), runs `work` on `jobs` threads and
// hands the results over in the order of the items. At most `window` items are under way, so memory
// stays bounded however slow the consumer is. Neither function may throw.
//
// Where the system gives fewer threads, those work; where it gives none, next() does.
//
// A thread that waits for input cannot be interrupted: who stops early must leave the process
// without destroying the pipeline.
template <typename Item, typename Output>
class OrderedPipeline {
 public:
  using Source = std::function<std::optional<Item>()>;
  using Work = std::function<Output(Item)>;

  OrderedPipeline(Source source, Work work, unsigned jobs)
      : source_(std::move(source)), work_(std::move(work)), slots_(std::size_t{4} * jobs) {
    threads_.reserve(jobs);
    try {
      while (threads_.size() < jobs) threads_.emplace_back([this] { run(); });
    } catch (const std::system_error&) {
      // The system has no more threads to give: fewer do the same work.
    }
  }

  ~OrderedPipeline() {
    {
      const std::lock_guard lock(mutex_);
      exhausted_ = true;
    }
    room_.notify_all();
    for (std::thread& thread : threads_) thread.join();
  }

  enum class State { output, waiting, end };

  // The next result into `output`; `waiting` when `patience` passed without one.
  State next(Output& output, std::chrono::milliseconds patience) {
    if (threads_.empty()) return next_without_threads(output);
    std::unique_lock lock(mutex_);
    std::optional<Output>& slot = slots_[handed_ % slots_.size()];
    const auto done = [&] { return slot.has_value() || (exhausted_ && handed_ == taken_); };
    if (!ready_.wait_for(lock, patience, done)) return State::waiting;
    if (!slot) return State::end;
    output = *std::exchange(slot, std::nullopt);
    ++handed_;
    lock.unlock();
    room_.notify_one();
    return State::output;
  }

 private:
  State next_without_threads(Output& output) {
    std::optional<Item> item;
    if (!exhausted_) item = source_();
    exhausted_ = !item;
    if (exhausted_) return State::end;
    output = work_(std::move(*item));
    return State::output;
  }

  void run() {
    while (true) {
      std::optional<Item> item;
      std::size_t place = 0;
      {
        const std::lock_guard reading(source_mutex_);
        {
          std::unique_lock lock(mutex_);
          room_.wait(lock, [&] { return exhausted_ || taken_ < handed_ + slots_.size(); });
          if (exhausted_) return;
        }
        item = source_();
        const std::lock_guard lock(mutex_);
        if (!item) {
          exhausted_ = true;
          ready_.notify_all();
          room_.notify_all();
          return;
        }
        place = taken_++;
      }
      Output output = work_(std::move(*item));
      const std::lock_guard lock(mutex_);
      slots_[place % slots_.size()] = std::move(output);
      ready_.notify_one();
    }
  }

  Source source_;
  Work work_;
  std::mutex source_mutex_, mutex_;
  std::condition_variable room_, ready_;
  std::vector<std::optional<Output>> slots_;
  std::size_t taken_ = 0, handed_ = 0;
  bool exhausted_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace assay::cli
