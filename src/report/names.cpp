#include "assay/names.h"

namespace assay {

std::string_view to_string(AttributionState state) {
  switch (state) {
    case AttributionState::named:
      return "named";
    case AttributionState::vague:
      return "vague";
    case AttributionState::none:
      return "none";
  }
  return "";
}

std::string_view to_string(Bound bound) {
  switch (bound) {
    case Bound::exact:
      return "exact";
    case Bound::over:
      return "over";
    case Bound::under:
      return "under";
    case Bound::at_least:
      return "at_least";
    case Bound::up_to:
      return "up_to";
    case Bound::about:
      return "about";
    case Bound::range:
      return "range";
  }
  return "";
}

std::string_view to_string(Direction direction) {
  switch (direction) {
    case Direction::none:
      return "none";
    case Direction::up:
      return "up";
    case Direction::down:
      return "down";
  }
  return "";
}

std::string_view to_string(SignalState state) {
  switch (state) {
    case SignalState::present:
      return "present";
    case SignalState::missing:
      return "missing";
    case SignalState::unknown:
      return "unknown";
  }
  return "";
}

std::string_view to_string(SourceKind kind) {
  switch (kind) {
    case SourceKind::person:
      return "person";
    case SourceKind::organisation:
      return "organisation";
    case SourceKind::document:
      return "document";
    case SourceKind::unnamed:
      return "unnamed";
  }
  return "";
}

}  // namespace assay
