// For the tests: a few places of an invented province.
#pragma once

#include "matching/regions.h"

namespace zhidui::matching {

inline std::vector<Place> sample_places() {
  return {{"14", "山西省", {}},        {"1403", "阳泉市", 0},          {"1405", "云山市", 0},
          {"140502", "云山市城区", 2}, {"140521", "沁水县", 2},        {"140581", "高平市", 2},
          {"11", "北京市", {}},        {"65", "新疆维吾尔自治区", {}}, {"140302", "阳泉市城区", 1}};
}

}  // namespace zhidui::matching
