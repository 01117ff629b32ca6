// A fact base laid out in sheets, before it becomes a file: what `zhidui template` writes, empty or filled. Reading it back gives the same
// facts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "facts/fact_base.h"
#include "facts/sheet_layout.h"
#include "text/diagnostic.h"

namespace zhidui::facts {

struct FormCell {
  enum class Kind : std::uint8_t { blank, text, number, day };
  Kind kind = Kind::blank;
  std::string text;  // number: a plain decimal; day: "2024-05-10"
};

// How a column is shown and what may be entered into it.
enum class FormFormat : std::uint8_t {
  text,
  whole,
  money,
  ratio,
  day,
  yes_no,
  member,
  of_field,  // as the field that the row names
};

struct FormColumn {
  std::string header;
  FormFormat format = FormFormat::text;
  ir::EnumId enumeration;                   // member
  ir::RecordId refers_to;                   // to which type of record its ids lead, if to one
  std::optional<std::int64_t> least, most;  // whole, money (yuan)
  bool read = true;                         // by a rule of the policies; false: by none
  std::string note;                         // what the header says when pointed at
};

struct FormSheet {
  std::string name;
  SheetKind kind = SheetKind::records;
  ir::RecordId type;
  std::vector<FormColumn> columns;
  std::vector<std::vector<FormCell>> rows;
};

// Sheets of all types of records that rules of the policies read or that there are facts of, in the order of the vocabulary, then the
// sheets of statements. `facts`: nullptr for an empty form.
std::vector<FormSheet> lay_out(const ir::Program& program, const FactBase* facts, text::Language language);

// Which observed fields the measures read, behind whatever definitions, as [record type][field]; keys, days of occurrence and the relations
// that measures go through are among them.
std::vector<std::vector<bool>> fields_read(const ir::Program& program);

}  // namespace zhidui::facts
