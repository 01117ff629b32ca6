// A small program built by hand for the tests of this folder: every operation, a yearly measure, one per loan, a
// competition.
#pragma once

#include "ir/program.h"

namespace zhidui::ir {

// Adds expressions to a program without checking them.
class Builder {
 public:
  Program program;

  UnitId unit(const std::string& name);
  RecordId record(const std::string& zh, const std::string& id);
  FieldId field(RecordId record, const std::string& zh, const std::string& id, Type type);
  Field& field(RecordId record, FieldId id) { return program.records[record.value].fields[id.value]; }
  EnumId enumeration(const std::string& zh, const std::string& id, const std::vector<std::string>& members);
  BinderId binder(RecordId record);

  ExprId add(Expr expr);
  ExprId op(Op op, Type type, std::vector<ExprId> args);
  ExprId constant(Type type, base::Rational value);
  ExprId truth(bool value);
  ExprId row(BinderId binder);
  ExprId get(ExprId record, FieldId field);
  ExprId get_on(ExprId record, FieldId field, ExprId day);
  ExprId among(ExprId value, std::vector<std::uint32_t> members);
  ExprId aggregate(Op op, Type type, Range range, std::vector<ExprId> args = {});
  ExprId document_date(DocumentId document, DocDate date);
  ExprId clock(Clock clock);
};

inline Type plain(TypeKind kind) { return Type{kind, {}, {}, {}}; }
inline Type count_of(UnitId unit) { return Type{TypeKind::count, unit, {}, {}}; }
inline Type enum_of(EnumId id) { return Type{TypeKind::enumeration, {}, id, {}}; }
inline Type set_of(EnumId id) { return Type{TypeKind::set, {}, id, {}}; }
inline Type record_of(RecordId id) { return Type{TypeKind::record, {}, {}, id}; }
inline Type list_of(RecordId id) { return Type{TypeKind::list, {}, {}, id}; }

Program sample_program();

}  // namespace zhidui::ir
