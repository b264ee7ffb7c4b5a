#include <algorithm>
#include <utility>

#include "assay/writers.h"

namespace assay {
namespace {

// Judged documents stand before those of which tone and figures could not be read, these before
// those without a score.
int group_of(const RankedDocument& document) {
  return !document.score ? 2 : document.partly_read ? 1 : 0;
}

bool is_better(const Ranking::Place& a, const Ranking::Place& b) {
  if (group_of(a.document) != group_of(b.document)) {
    return group_of(a.document) < group_of(b.document);
  }
  const Hundredths left = a.document.score.value_or(-1), right = b.document.score.value_or(-1);
  return left != right ? left > right : a.number < b.number;
}

bool is_worse(const Ranking::Place& a, const Ranking::Place& b) { return is_better(b, a); }

}  // namespace

void Ranking::add(RankedDocument document) {
  // A heap's top is its last by the order given: the worst of the best, the best of the worst.
  Place place{size_++, std::move(document)};
  const auto keep = [this](std::vector<Place>& heap, Place& place, auto order) {
    if (heap.size() == half_) {
      if (heap.empty() || !order(place, heap.front())) return false;
      std::ranges::pop_heap(heap, order);
      std::swap(place, heap.back());
    } else {
      heap.push_back(std::exchange(place, {}));
    }
    std::ranges::push_heap(heap, order);
    return true;
  };
  const bool full = best_.size() == half_;
  if (keep(best_, place, is_better) && !full) return;
  keep(worst_, place, is_worse);  // it, or what it has driven out of the best
}

std::vector<Ranking::Place> Ranking::places() const {
  std::vector<Place> places = best_;
  places.insert(places.end(), worst_.begin(), worst_.end());
  std::ranges::sort(places, is_better);
  for (std::size_t i = 0; i < places.size(); ++i) {
    places[i].number = i < best_.size() ? i + 1 : size_ - places.size() + i + 1;
  }
  return places;
}

}  // namespace assay
