// The parts of a workbook file: for making sure that it was written whole, and for tests.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace zhidui::spreadsheet {

class Package {
 public:
  static base::Result<Package> open(const std::string& path);
  static base::Result<Package> of(std::string bytes);
  Package(Package&& other) noexcept;
  Package& operator=(Package&&) = delete;
  Package(const Package&) = delete;
  ~Package();

  std::vector<std::string> names() const;
  base::Result<std::string> part(const std::string& name) const;
  // Piece by piece; false where it cannot be read or its checksum is wrong.
  bool read(const std::string& name, const std::function<void(std::string_view)>& take) const;

 private:
  struct Inner;
  explicit Package(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

// Does every part that is XML end with its root element? A disk that ran full on the way cuts one short.
bool is_whole(const Package& package);

}  // namespace zhidui::spreadsheet
