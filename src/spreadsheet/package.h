// The ZIP package of an XLSX file, read part by part. libzip stays inside package.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zhidui::spreadsheet {

class Package {
 public:
  enum class Fault { none, missing, damaged, encrypted, stopped };

  static base::Result<Package> open(const std::string& path);
  static base::Result<Package> of(std::string bytes);
  Package(Package&& other) noexcept;
  Package& operator=(Package&&) = delete;
  Package(const Package&) = delete;
  ~Package();

  // As the directory of the package says; a bomb may lie about sizes. Names are equal without regard to capitals, `\` or a leading `/`.
  struct Part {
    std::string name;
    std::uint64_t packed = 0, unpacked = 0;
  };
  const std::vector<Part>& parts() const;
  const Part* find(std::string_view name) const;
  std::optional<std::string> repeated_name() const;  // one that two parts have

  // Piece by piece, until `take` returns false. A wrong checksum is seen at the end of the part: what was taken is then not to be used.
  Fault read(std::string_view name, const std::function<bool(std::string_view)>& take) const;
  base::Result<std::string> part(std::string_view name) const;

 private:
  struct Inner;
  explicit Package(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

// Does every part that is XML end with its root element? A disk that ran full on the way cuts one short.
bool is_whole(const Package& package);

}  // namespace zhidui::spreadsheet
