// Result<T>: a value or an Error, for failures of the environment (files, databases, limits).
// What is wrong with a policy or a fact base is a Diagnostic; what is open in an answer is a value.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace zhidui::base {

struct Error {
  enum class Code { not_found, unreadable, too_large, invalid, limit };
  Code code = Code::invalid;
  std::string message;  // one line, English; shown after the program's own words
};

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}
  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &std::get<0>(state_); }
  const T* operator->() const { return &std::get<0>(state_); }
  const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace zhidui::base

// TRY(expression): the value, or return the error from the enclosing function.
#define TRY(expression)                  \
  __extension__({                        \
    auto&& result_ = (expression);       \
    if (!result_) [[unlikely]]           \
      return std::move(result_).error(); \
    *std::move(result_);                 \
  })
