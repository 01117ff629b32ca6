// Words for listings and breaches: types, signs, kinds. English ids of the language's own concepts, Chinese names of
// the vocabulary.
#pragma once

#include <string>
#include <string_view>

#include "ir/program.h"

namespace zhidui::ir {

std::string type_text(const Program& program, const Type& type);         // "件", "money", "专利", "{类别}"
std::string number_text(const Type& type, const base::Rational& value);  // dates as days of the calendar
std::string bounds_text(const Type& type, const Bounds& bounds);         // "[0, 1000000000]", "[0, ∞)"
std::string quoted(std::string_view text);                               // JSON string

std::string_view type_kind_name(TypeKind kind);
std::string_view clock_name(Clock clock);
std::string_view doc_date_name(DocDate date);
std::string_view rounding_name(base::Rounding mode);
std::string_view settle_op_name(SettleOp op);
std::string_view history_name(History history);
std::string_view effect_name(EarlierEffect effect);
std::string_view adoption_name(Adoption adoption);
std::string_view amount_kind_name(AmountKind kind);
std::string_view field_kind_name(FieldKind kind);
std::string_view typed_kind_name(TypedKind kind);
std::string_view series_key_name(SeriesKey key);
std::string_view tier_sign(Op comparison, bool greater);  // "≥"

}  // namespace zhidui::ir
