#include "matching/regions.h"

#include <algorithm>

#include "matching/words.h"

namespace zhidui::matching {

namespace {
constexpr std::size_t kShortest = 2;  // signs of a place's name without the word it ends in: 城区 is never 城
}

Regions::Regions(std::vector<Place> places) : places_(std::move(places)) {
  for (std::uint32_t i = 0; i < places_.size(); ++i) {
    const Wide full = wide(places_[i].name);
    std::vector<Wide> spellings{full};
    if (const auto parent = places_[i].parent) {
      const Wide above = wide(places_[*parent].name);
      if (full.size() > above.size() && full.starts_with(above)) spellings.push_back(full.substr(above.size()));
    }
    for (const Wide& spelling : spellings) {
      enter(spelling, i);
      const std::size_t ending = place_ending(spelling);
      if (ending > 0 && spelling.size() - ending >= kShortest) enter(spelling.substr(0, spelling.size() - ending), i);
    }
  }
}

void Regions::enter(const Wide& spelling, std::uint32_t place) {
  Places& held = spellings_[spelling];
  if (std::find(held.begin(), held.end(), place) == held.end()) held.push_back(place);
  longest_ = std::max(longest_, spelling.size());
}

std::optional<Regions::Hit> Regions::at_start(std::u32string_view text) const {
  for (std::size_t length = std::min(longest_, text.size()); length >= kShortest; --length) {
    const auto found = spellings_.find(Wide(text.substr(0, length)));
    if (found != spellings_.end()) return Hit{&found->second, length};
  }
  return std::nullopt;
}

Places Regions::named_by(std::u32string_view text) const {
  Places now;
  while (!text.empty()) {
    const auto hit = at_start(text);
    if (!hit) return {};
    Places next = now.empty() ? *hit->places : within(now, *hit->places);
    if (next.empty()) return {};
    now = std::move(next);
    text.remove_prefix(hit->length);
  }
  return now;
}

bool Regions::lies_in(std::uint32_t place, std::uint32_t above) const {
  for (std::optional<std::uint32_t> at = place; at; at = places_[*at].parent) {
    if (*at == above) return true;
  }
  return false;
}

bool Regions::agree(std::uint32_t a, std::uint32_t b) const { return lies_in(a, b) || lies_in(b, a); }

bool Regions::agree(const Places& a, const Places& b) const {
  return std::any_of(a.begin(), a.end(),
                     [&](std::uint32_t x) { return std::any_of(b.begin(), b.end(), [&](std::uint32_t y) { return agree(x, y); }); });
}

Places Regions::within(const Places& above, const Places& below) const {
  Places out;
  for (const std::uint32_t place : below) {
    if (std::any_of(above.begin(), above.end(), [&](std::uint32_t each) { return lies_in(place, each); })) out.push_back(place);
  }
  return out;
}

std::optional<std::uint32_t> Regions::by_code(const std::string& code) const {
  const auto found = std::find_if(places_.begin(), places_.end(), [&](const Place& place) { return place.code == code; });
  if (found == places_.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - places_.begin());
}

}  // namespace zhidui::matching
