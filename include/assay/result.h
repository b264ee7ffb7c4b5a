// A value or the error that stood in its way: how the library reports what the input may cause.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace assay {

// What went wrong and what the user can do about it. Both texts are whole sentences for people;
// `code` is a stable snake_case word for programs.
struct Error {
  std::string code;     // "missing_file", "bad_rule", ...
  std::string message;  // names the input: "heuristics/en/figures.json:12:7: ..."
  std::string remedy;   // "Give a readable file."
};

// Holds a T or an Error, never neither. Cheap to move.
template <typename T>
class Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : state_(std::move(error)) {}  // NOLINT: implicit by design

  explicit operator bool() const { return std::holds_alternative<T>(state_); }
  // Precondition of value(): the result holds a value; of error(): it holds an error.
  T& value() & { return std::get<T>(state_); }
  const T& value() const& { return std::get<T>(state_); }
  T&& value() && { return std::get<T>(std::move(state_)); }
  const Error& error() const { return std::get<Error>(state_); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace assay
