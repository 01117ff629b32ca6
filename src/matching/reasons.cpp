#include <iterator>

#include "matching/match.h"

namespace zhidui::matching {

namespace {

struct ReasonWords {
  std::string_view id, zh, en;
};
constexpr ReasonWords kReasons[] = {
#define REASON(name, zh, en) {#name, zh, en},
#include "matching/reasons.def"
#undef REASON
};
constexpr ReasonWords kCertainties[] = {{"possible", "可能", "possible"}, {"likely", "很可能", "likely"}, {"certain", "确定", "certain"}};

}  // namespace

std::string_view reason_id(ReasonKind kind) { return kReasons[static_cast<std::size_t>(kind)].id; }

std::string reason_text(const Reason& reason, text::Language language) {
  const ReasonWords& words = kReasons[static_cast<std::size_t>(reason.kind)];
  return text::filled(language == text::Language::zh ? words.zh : words.en, reason.arguments);
}

std::string_view certainty_id(Certainty certainty) { return kCertainties[static_cast<std::size_t>(certainty)].id; }

std::string_view certainty_text(Certainty certainty, text::Language language) {
  const ReasonWords& words = kCertainties[static_cast<std::size_t>(certainty)];
  return language == text::Language::zh ? words.zh : words.en;
}

std::string Match::automatic() const {
  return !candidates.empty() && candidates.front().certainty == Certainty::certain ? candidates.front().id : "";
}

}  // namespace zhidui::matching
