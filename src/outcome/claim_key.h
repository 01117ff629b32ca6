// The name of a claim.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zhidui::outcome {

enum class UnitKind { entity, item, none };  // none: the measure found no candidate

// Stable over runs, years and documents. measure: "jc2023/foreign_grant". unit: the applicant's id (entity), the record's id (item), ""
// (none).
// Between the key of a claim and the id of its applicant, where a cut names the claim of another: no id holds a bar.
inline constexpr std::string_view kOfApplicant = "|@";

struct ClaimKey {
  std::string measure;
  UnitKind unit_kind = UnitKind::entity;
  std::string unit;
  std::optional<int> period;
  friend auto operator<=>(const ClaimKey&, const ClaimKey&) = default;
  std::string to_string() const;  // "jc2023/foreign_grant|US-1" , "…|e1|2024"
};

}  // namespace zhidui::outcome
