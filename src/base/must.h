// must: the value of an optional that an invariant of ours says is there; aborts with the caller's place where it is not.
#pragma once

#include <optional>
#include <source_location>
#include <utility>

namespace zhidui::base {

[[noreturn]] void must_failed(const std::source_location& at);

template <class T>
const T& must(const std::optional<T>& value, const std::source_location& at = std::source_location::current()) {
  if (!value) [[unlikely]]
    must_failed(at);
  return *value;
}
template <class T>
T& must(std::optional<T>& value, const std::source_location& at = std::source_location::current()) {
  if (!value) [[unlikely]]
    must_failed(at);
  return *value;
}
template <class T>
T must(std::optional<T>&& value, const std::source_location& at = std::source_location::current()) {
  if (!value) [[unlikely]]
    must_failed(at);
  return *std::move(value);
}

}  // namespace zhidui::base
