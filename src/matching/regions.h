// Administrative divisions as names of enterprises write them. The places come from the reference data; the words they end in from
// words.def.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "matching/signs.h"

namespace zhidui::matching {

struct Place {
  std::string code, name;
  std::optional<std::uint32_t> parent;  // index of the place above it
};
using Places = std::vector<std::uint32_t>;  // what a text may mean: several where a name is shared (城区)

class Regions {
 public:
  explicit Regions(std::vector<Place> places);
  struct Hit {
    const Places* places = nullptr;
    std::size_t length = 0;  // signs
  };
  // The longest name of a place that the text begins with: in full, without the name of the place above (城区), or without the word it
  // ends in (晋城).
  std::optional<Hit> at_start(std::u32string_view text) const;
  // Places that a whole text names, from the largest to the smallest (山西省晋城市): the last ones. Empty where it is anything else.
  Places named_by(std::u32string_view text) const;
  // The same place, or one lies in the other.
  bool agree(std::uint32_t a, std::uint32_t b) const;
  bool agree(const Places& a, const Places& b) const;  // some of one with some of the other
  // Of two namings in a row, 山西 then 晋城: those of the second that lie in the first. Empty if none does.
  Places within(const Places& above, const Places& below) const;
  std::optional<std::uint32_t> by_code(const std::string& code) const;
  const std::vector<Place>& places() const { return places_; }

 private:
  bool lies_in(std::uint32_t place, std::uint32_t above) const;
  void enter(const Wide& spelling, std::uint32_t place);

  std::vector<Place> places_;
  std::unordered_map<Wide, Places> spellings_;
  std::size_t longest_ = 0;
};

}  // namespace zhidui::matching
