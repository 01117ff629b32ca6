// Private to quality: one inspection, its parts by file.
#pragma once

#include "evaluate/evaluate.h"
#include "quality/quality.h"

namespace zhidui::quality {

using text::Kind;
using text::Span;

class Inspection {
 public:
  Inspection(const ir::Program& program, const facts::FactBase& facts, base::Date on);
  Report run();

 private:
  void checks();  // checks.cpp
  void check(const ir::Check& check);
  bool applies(const ir::Check& check, std::uint32_t record);
  outcome::Value value_of(const ir::RecordType& type, ir::ExprId expr, std::uint32_t record);
  void fails(const ir::Check& check, std::uint32_t record, const std::vector<ir::FieldId>& fields);
  void form(const ir::Check& check, std::uint32_t record);  // forms.cpp
  void part(const ir::Check& check, std::uint32_t record, const facts::Segment& text, const std::string& seen);
  void same_keys();  // doubles.cpp
  void same_key(std::uint32_t first, std::uint32_t second, const std::string& key);
  void same_names();
  void same_payments();
  void days_to_come();  // statements.cpp
  void totals();
  void closures();
  void overtaken(const facts::Closure& closure);
  void overtaken_by(const facts::Closure& closure, std::uint32_t record);
  void overtaken_by(const facts::Closure& closure, const std::string& id, const std::string& what, Span span, base::Date day,
                    base::Date since);
  void count();

  Finding& find(Kind kind, Span span, std::string record, std::vector<std::string> arguments);
  void also(Finding& finding, Span span, std::string zh, std::string en);
  // 专利 (patent) ZL1: what a message calls a record; 领证日 (certificate_on): a thing of the vocabulary.
  std::string words(std::uint32_t record) const;
  static std::string words(const ir::Name& name);
  std::string words(const ir::Type& type, const outcome::Value& value) const;
  const ir::RecordType& type_of(std::uint32_t record) const { return program_.record(facts_.record(record).type); }
  // The values of an observed field that can be seen, in their order; the one value, where there is one only.
  std::vector<const facts::Segment*> seen(std::uint32_t record, ir::FieldId field) const;
  const facts::Segment* only(std::uint32_t record, ir::FieldId field) const;
  std::string seen_words(std::uint32_t record, ir::FieldId field) const;
  // The day on which the record occurred; nullptr where its type has none or it is not known.
  const facts::Segment* occurred(std::uint32_t record) const;

  const ir::Program& program_;
  const facts::FactBase& facts_;
  base::Date on_;
  evaluate::Scope scope_;
  Report report_;
};

}  // namespace zhidui::quality
