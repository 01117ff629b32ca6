// The canonical bytes of an answer: everything it says, in one form. Two answers that differ in anything have different bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "outcome/answer.h"

namespace zhidui::outcome {

// Texts stand with their length and lists with their count, so that no two contents run together.
class CanonicalBytes {
 public:
  void add(std::string_view text);
  void add(const std::string& text) { add(std::string_view(text)); }
  void add(const char* text) { add(std::string_view(text)); }
  void add(bool value) { out_ += value ? 'T' : 'F'; }
  void add(std::int64_t number);
  void add(std::uint32_t number) { add(std::int64_t{number}); }
  void add(int number) { add(std::int64_t{number}); }
  void add(const base::Rational& number) { add(number.to_string()); }
  void add(base::Date day) { add(day.to_string()); }
  void begin_list(std::size_t count);
  template <class T>
  void add(const std::optional<T>& value) {
    add(value.has_value());
    if (value) add(*value);
  }
  template <class T>
  void add(const std::vector<T>& list) {
    begin_list(list.size());
    for (const T& element : list) add(element);
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// Opens stand by what they are, sorted, not by the ids of the assessment. Indices of records, measures and expressions are those of the
// facts and the program, which a receipt names by their hashes. The receipt itself is left out.
std::string canonical_bytes(const Answer& answer);

}  // namespace zhidui::outcome
