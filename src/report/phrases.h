// Expressions in words.
#pragma once

#include <optional>

#include "report/values.h"

namespace zhidui::report {

// What the author wrote, where the place is the author's own (`own`); composed from names where the expression comes
// out of an inlined definition, whose span is only its use, and in English always.
Wording phrase(const View& view, ir::ExprId id, bool own);
// Composed from names: 授权日 ≥ 施行日, 种类 属于 集体商标、证明商标. Long filters of ranges are left out, unless the
// whole is asked for.
Wording composed_phrase(const View& view, ir::ExprId id);
Wording whole_phrase(const View& view, ir::ExprId id);
// As an operand is called within a phrase: a definition by its name, a reading by what it takes.
Wording operand_phrase(const View& view, ir::ExprId id);
// In words rather than signs: 列入日、本年度第一天 中较晚的一天.
Wording plain_phrase(const View& view, ir::ExprId id);
// A condition, or its contrary, in words: 放款日的从业人员低于 1000人.
Wording plain_condition(const View& view, ir::ExprId id, bool wanted);
// The rows that an aggregate ranges over, without what is asked of them: 失信记录 (其中 列入日 ≤ 2025-03-10).
Wording rows_phrase(const View& view, ir::ExprId id);
Wording whole_rows_phrase(const View& view, ir::ExprId id);
// Its contrary: 证明形式 ≠ 自行采用.
Wording negated_phrase(const View& view, ir::ExprId id);
// The author's text on one line, white space collapsed; empty if it is longer than a line or not there.
std::string source_line(const View& view, text::Span span);
// The alternative that the assessment uses; absent: left open.
std::optional<std::uint32_t> alternative_in_use(const View& view, ir::ReadingId id);
bool is_literal(const ir::Program& program, ir::ExprId id);

}  // namespace zhidui::report
