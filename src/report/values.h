// Values, records and names of the vocabulary in words.
#pragma once

#include <string>
#include <vector>

#include "report/report.h"
#include "report/wording.h"

namespace zhidui::report {

Wording name_words(const ir::Name& name);  // 授权日 / granted on
// A sum or an interval of sums: 30,000 元; 0 至 50,000 元; 0 元以上.
Wording money_words(const outcome::Interval& fen);
Wording money_words(const base::Rational& fen);
// A single number of a type with its unit: 37 件, 2,900,000 元, 50%, 2024-05-10.
Wording number_words(const ir::Program& program, const ir::Type& type, const base::Rational& number);
// Whatever is possible: a value, "100 至 200 件", "至少 12 件", 发明 或 外观设计, 未知.
Wording value_words(const View& view, const ir::Type& type, const outcome::Value& value);
// How a person calls a record: its name, its number, else its id.
Wording record_title(const View& view, std::uint32_t record);
// 质押贷款 HT-2024-001
Wording record_words(const View& view, std::uint32_t record);
Wording subject_words(const View& view, std::uint32_t record);  // 甲光机电有限公司 (e1)
// Members by their names; of codes only the uppermost, at most six.
Wording members_words(const ir::Enumeration& enumeration, const std::vector<std::uint32_t>& members);

Wording label_words(const ir::Name& label);  // of an alternative: 甲, A
Wording status_words(outcome::Status status);
// As above; of a claim from which what was paid is deducted, that it is, for 不重复享受 would say that nothing is paid.
Wording status_words(outcome::Status status, const outcome::Interval& payable);
Wording cut_kind_words(outcome::CutKind kind);
Wording date_words(base::Date date);
base::Date date_of(const base::Rational& days);
// "12,345.67" for an exact decimal, grouped; fractions as p/q.
std::string grouped_number(const base::Rational& number);

}  // namespace zhidui::report
