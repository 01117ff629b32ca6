// Walking the expressions of a program: operands, free rows, what a measure needs. One place, so that no pass forgets
// an operand.
#pragma once

#include <functional>
#include <vector>

#include "ir/program.h"

namespace zhidui::ir {

// What an operand is to its user. Operands `inside` an aggregate see the row that the aggregate binds.
struct Operand {
  ExprId id;
  bool inside = false;
};

// All operands that are present, in the canonical order: args; bounds, then values of tiers; values of match;
// conditions, values and otherwise of cases; owner, where, distinct, args of an aggregate.
std::vector<Operand> operands(const Expr& expr);

bool is_aggregate(Op op);  // has a range: count … minimum
bool is_number(TypeKind kind);

// Per expression the binders whose row it reads and does not bind itself, ascending. Operands must stand before their
// users.
std::vector<std::vector<BinderId>> free_binders(const Program& program);

// Does the expression read the row of this binder? (An aggregate that binds it itself does not count.)
bool reads(const Program& program, ExprId id, BinderId binder);
bool reads(const Program& program, ExprId id, Op op);  // in it or below; false of an absent expression

// Every expression that the declaration names directly, with what it is ("condition 2", "key 1 of 结算…"). No
// duplicates removed.
struct Root {
  ExprId id;
  std::string role;
};
std::vector<Root> roots(const Program& program, const Measure& measure);

// All expressions that declarations name directly.
std::vector<ExprId> all_roots(const Program& program);
// Which expressions stand behind the roots; computed fields are roots of their own.
std::vector<bool> reached_from(const Program& program, const std::vector<ExprId>& roots);

// The entry of a series for a day, month or year: `key` is of type `of`; a day is looked up in its month or year. nullptr if there is none.
// How the entry is written: 2023-01-20, 2023-01, 2023.
std::string key_text(const Series& series, TypeKind of, std::int64_t key);
const SeriesEntry* entry_at(const Series& series, TypeKind of, std::int64_t key);

}  // namespace zhidui::ir
