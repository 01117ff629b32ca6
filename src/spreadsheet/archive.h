// The ZIP package of an XLSX file, read part by part under a limit on what it unpacks to. libzip stays inside package.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace zhidui::spreadsheet {

class Archive {
 public:
  enum class Fault { none, not_a_zip, damaged, missing_part, encrypted, too_large, stopped };

  // `bytes` outlives the package. nullptr when it cannot be opened as ZIP.
  static std::unique_ptr<Archive> open(std::string_view bytes, std::uint64_t unpacked_limit);
  ~Archive();
  Archive(const Archive&) = delete;
  Archive& operator=(const Archive&) = delete;

  bool has(const std::string& part) const;
  // What the directory of the package says of all parts together; a bomb may lie, so reading counts as well.
  std::uint64_t declared_size() const;
  std::uint64_t size_of(const std::string& part) const;  // as declared
  // Hands the part over in pieces until `take` returns false.
  Fault read(const std::string& part, const std::function<bool(std::string_view)>& take);
  std::optional<std::string> first_part_like(std::string_view prefix) const;

 private:
  Archive() = default;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace zhidui::spreadsheet
