// Private to check: the state of one compilation and its passes, one file per construct.
// The order of the passes stands in compile.cpp. An absent ExprId is an expression that was reported already: whoever
// meets one says nothing and passes it on, so that one mistake gives one diagnostic.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "check/check.h"
#include "ir/limits.h"

namespace zhidui::check {

using base::Rational;
using ir::ExprId;
using ir::kSumRowsLimit;
using ir::Op;
using ir::Type;
using ir::TypeKind;
using text::Kind;
using text::Span;

inline constexpr std::size_t kExpressionLimit = 200'000;
inline constexpr std::size_t kDefinitionLimit = 2'000;  // operations of one definition or statistic, expanded
inline constexpr int kExpansionDepthLimit = 32;         // definitions within definitions
inline constexpr int kLoweringDepthLimit = 400;         // operations within operations
inline constexpr std::int64_t kMagnitudeLimit = std::int64_t{1} << 62;
inline constexpr std::int64_t kCountLimit = 1'000'000'000;       // records in one register
inline constexpr std::int64_t kRatioFieldScale = 1'000'000'000;  // an observed ratio has at most this denominator
inline constexpr std::int64_t kGrainLimit = kMagnitudeLimit;     // of the two operands together

// Value × scale is a whole number: 1 for whole fen, 2 for 50% of them. Products of two ends stay within 128 bits when
// magnitudes and scales keep their limits. `loose`: facts choose the denominator and only its size is known, so it
// proves no whole fen, and the scales of a sum multiply.
// The key lists of a 每: one, or one per alternative of the reading that chooses among them.
struct KeyLists {
  ir::ReadingId reading;
  std::vector<const std::vector<syntax::ExprId>*> lists;
  Span span;
};

struct Grain {
  std::int64_t scale = 1;
  bool loose = false;
};

// What comes after what, as it was said, each time with its place. What would make it go round is not taken in.
class Sequence {
 public:
  // The place where it was said of `earlier` that it comes after something, and in the end after `later`; nullopt: it was not.
  std::optional<Span> opposite(std::uint32_t later, std::uint32_t earlier) const;
  void add(std::uint32_t later, std::uint32_t earlier, Span span) { said_.push_back({later, earlier, span}); }

 private:
  struct Said {
    std::uint32_t later, earlier;
    Span span;
  };
  std::vector<Said> said_;
};

inline const Type kBoolean{TypeKind::boolean, {}, {}, {}};
inline const Type kMoney{TypeKind::money, {}, {}, {}};
inline const Type kRatio{TypeKind::ratio, {}, {}, {}};
inline const Type kDate{TypeKind::date, {}, {}, {}};
inline const Type kYear{TypeKind::year, {}, {}, {}};
inline const Type kMonths{TypeKind::months, {}, {}, {}};
inline const Type kDays{TypeKind::days, {}, {}, {}};

bool is_additive(TypeKind kind);  // quantities: money, counts, ratios, durations

enum class Progress { untouched, active, done };

// A definition, statistic, series or convention. Those of a file with a document are that file's own.
struct ValueSymbol {
  enum class Kind { definition, statistic, series, convention };
  Kind kind = Kind::definition;
  std::string name;
  Span span;
  std::size_t input = 0;
  bool own = false;
  const syntax::Definition* definition = nullptr;
  const syntax::Statistic* statistic = nullptr;
  const syntax::Series* series = nullptr;
  const syntax::Convention* convention = nullptr;
  std::uint32_t index = 0;  // of a statistic, series or convention in the program
  ExprId value;             // convention
  std::string mode;         // convention that names a rounding mode
  std::vector<std::optional<Type>> parameters;
  std::optional<Type> declared;  // type written by the author
  Progress progress = Progress::untouched;
  bool broken = false;  // reported; uses say nothing
  bool used = false;
};

struct Row {  // a record in scope
  ir::RecordId record;
  ExprId expr;
};
struct Parameter {
  std::string name;
  ExprId value;  // absent: its argument is broken
};

struct LetFrame;

// What a name may mean at a place.
struct Scope {
  std::size_t input = 0;  // whose tree the syntax ids belong to
  ir::DocumentId document;
  LetFrame* lets = nullptr;
  std::vector<Parameter> parameters;
  std::vector<Row> rows;  // innermost last
  ExprId item;            // 本项
  enum class Subject { none, applicant, given } subject = Subject::none;
  ExprId subject_expr;  // given
  enum class Year { none, own, given } year = Year::none;
  ExprId year_expr;  // given
  bool fact_date = false;
  bool clocks = true;
  bool in_definition = false;
  std::set<ir::DocDate> hidden_dates;  // those that are being told
  int expansions = 0;
  Span use;  // of the outermost definition that is being expanded
  std::string expanding;
  std::string behalf;  // the measure for which a general rule or a settlement is lowered
  Span behalf_span;
};

struct LetEntry {
  const syntax::Let* let = nullptr;
  ExprId value;
  Progress progress = Progress::untouched;
};
// The 设 of one construct, and the scope in which they are lowered.
struct LetFrame {
  Scope base;
  std::vector<LetEntry> entries;
  LetFrame* outer = nullptr;  // settlement → measure
};

using Expected = std::optional<Type>;

struct Lowering {
  Lowering(const text::SourceSet& source_set, const std::vector<Input>& input_list, text::Diagnostics& diagnostic_list)
      : sources(source_set), inputs(input_list), diagnostics(diagnostic_list) {}

  const text::SourceSet& sources;
  const std::vector<Input>& inputs;
  text::Diagnostics& diagnostics;
  ir::Program program;

  // ---- symbols (collect_vocabulary.cpp, collect_values.cpp) ----
  using Index = std::map<std::string, std::uint32_t, std::less<>>;
  Index record_index, enumeration_index, reading_index, check_index;
  Index field_enumeration_index;  // enumerations that fields declare for themselves, by field name
  std::set<std::string, std::less<>> ambiguous_field_enumerations;
  std::vector<Index> field_index;   // per record
  std::vector<Index> member_index;  // per enumeration: names, identifiers
  std::map<std::string, std::vector<std::pair<ir::EnumId, std::uint32_t>>, std::less<>> member_homes;
  std::vector<ValueSymbol> values;
  std::multimap<std::string, std::size_t, std::less<>> value_index;
  std::vector<ir::DocumentId> document_of;                                       // per input; absent: none declared
  std::map<std::pair<std::uint32_t, std::string>, ir::MeasureId> measure_index;  // (document, name)
  std::vector<const syntax::Measure*> measure_trees;                             // per measure of the program

  struct FieldState {
    const syntax::Field* tree = nullptr;
    std::size_t input = 0;
    Progress progress = Progress::done;
    bool broken = false;
  };
  std::map<const syntax::Field*, Type> own_enumerations;
  std::vector<std::vector<FieldState>> field_states;  // per record and field
  std::vector<std::string> chain;                     // names being lowered, for cycles
  std::set<std::uint32_t> used_readings;
  std::map<std::uint32_t, LetFrame> measure_lets;  // per measure
  std::set<std::uint32_t> broken_measures;         // reported; settlements pass them by
  std::set<const syntax::Let*> used_lets;
  std::map<std::string, Span> document_numbers, document_ids;
  std::map<std::pair<std::size_t, std::string>, Span> settlement_names;

  std::vector<Grain> grains;  // per expression
  bool too_large = false;
  int depth = 0;

  void collect_documents();
  void collect_later_documents();
  void add_other_document(const syntax::OtherDocument& tree);
  static std::optional<ir::Goal> goal_of(syntax::BinaryOp sign, ExprId value);
  void stand_in(LetFrame& frame, ir::MeasureId measure);
  void collect_types();
  void collect_enumerations(const syntax::Record& tree);
  void collect_codes(std::size_t input, const syntax::Codes& codes);
  void collect_fields(ir::RecordId record, std::size_t input, const syntax::Record& tree);
  void collect_field(ir::RecordId record, std::size_t input, const syntax::Field& tree);
  void collect_values();
  void add_value(ValueSymbol symbol, const syntax::Name& name);
  void collect_readings();
  void collect_reading(std::size_t input, const syntax::Reading& tree);
  void lower_convention(ValueSymbol& symbol);
  void lower_series(ValueSymbol& symbol, const syntax::Series& tree);
  bool lower_series_range(Scope& scope, ir::Series& series, const syntax::Series& tree);
  void collect_measures();
  void lower_checks();  // lower_check.cpp
  void lower_check(std::size_t input, const syntax::Check& tree);
  std::optional<ir::FormRule> lower_form(const Scope& scope, ir::RecordId record, const syntax::FormRule& tree);
  std::optional<ir::FieldId> field_named(const Scope& scope, ir::RecordId record, const syntax::Word& word);  // reports
  bool declare(Index& index, const syntax::Name& name, std::uint32_t value, const std::function<Span(std::uint32_t)>& place);
  ir::EnumId add_enumeration(ir::Enumeration enumeration, const std::vector<const syntax::Name*>& names);

  // ---- fields (lower_field.cpp) ----
  void lower_ranges();
  void lower_range_of(ir::RecordId record, ir::FieldId field);
  void lower_computed_fields();
  bool lower_computed(ir::RecordId record, ir::FieldId field);  // false: broken

  // ---- reports (report.cpp) ----
  text::Diagnostic& report(const Scope& scope, Kind kind, Span span, std::vector<std::string> arguments = {});
  std::string type_text(const Type& type) const;
  bool expect(const Scope& scope, ExprId expr, const Type& type, Span span);  // false when absent or of another type
  void mismatch(const Scope& scope, const Type& expected, const Type& got, Span span);
  void suggest(text::Diagnostic& diagnostic, std::string_view word, const std::vector<std::string>& candidates);
  void unknown_name(const Scope& scope, const std::string& word, Span span);
  ExprId cycle(const Scope& scope, const std::string& name, Span span);

  // ---- types and names (resolve_type.cpp, resolve_name.cpp) ----
  std::optional<Type> resolve_type(std::size_t input, const syntax::TypeExpr& tree, const syntax::Name& owner);
  ir::UnitId unit(std::string_view name);
  // units.cpp: a count of records has the unit of what it is first compared with or added to.
  bool unify(const Scope& scope, ExprId a, ExprId b);                        // one type from here on; reports differing units only
  bool set_unit(const Scope& scope, ExprId id, ir::UnitId unit, Span span);  // false: reported
  void settle_units();
  std::optional<ir::RecordId> find_record(const syntax::Word& word);  // reports
  std::optional<ir::FieldId> find_field(ir::RecordId record, std::string_view name) const;
  std::optional<std::uint32_t> find_member(ir::EnumId enumeration, std::string_view name) const;
  ValueSymbol* find_value(std::size_t input, std::string_view name);
  std::optional<ir::ReadingId> find_reading(const Scope& scope, const syntax::Word& code);
  std::optional<std::uint32_t> find_label(ir::ReadingId reading, std::string_view label) const;
  std::optional<ir::MeasureId> find_measure(const Scope& scope, const syntax::Word& name);
  bool is_value_name(const Scope& scope, std::string_view word);  // means something without a context
  ExprId lower_name(Scope& scope, const std::string& word, Span span, const Expected& expected);
  std::optional<ExprId> lower_let_name(Scope& scope, std::string_view word, Span span);
  std::optional<ExprId> lower_row_field(Scope& scope, std::string_view word, Span span);
  std::optional<ExprId> lower_builtin_name(Scope& scope, std::string_view word, Span span);
  ExprId lower_let(LetFrame& frame, LetEntry& entry);
  void warn_shadowing(const Scope& scope, const syntax::Let& let);
  ExprId lower_document_date(Scope& scope, ir::DocDate which, std::string_view word, Span span);
  ExprId subject_of(const Scope& scope, Span span);
  ExprId year_of_scope(const Scope& scope, Span span);

  // ---- building (build.cpp, bounds.cpp) ----
  ExprId add(const Scope& scope, ir::Expr expr);
  ExprId add(const Scope& scope, Op op, Type type, Span span, std::vector<ExprId> args);
  ExprId constant(const Scope& scope, Type type, outcome::Value value, Span span);
  ExprId number(const Scope& scope, TypeKind kind, Rational value, Span span);
  ExprId member_constant(const Scope& scope, ir::EnumId enumeration, std::uint32_t index, Span span);
  ExprId field_access(const Scope& scope, ExprId record, ir::FieldId field, ExprId day, Span span);
  ExprId row_of(const Scope& scope, ir::RecordId record, ir::BinderId binder, Span span);
  ExprId unknown_of(const Scope& scope, const Type& type,
                    Span span);  // stands for a parameter while a definition is checked
  ExprId named(ExprId value, const std::string& label, Span span, std::size_t fresh_from, bool use_span);
  ir::BinderId new_binder(ir::RecordId record);
  const ir::Expr& expr(ExprId id) const { return program.exprs[id.value]; }
  const Type& type_of(ExprId id) const { return program.exprs[id.value].type; }
  std::optional<Rational> fixed_number(ExprId id) const;  // the one value it can have
  std::optional<std::uint32_t> fixed_member(ExprId id) const;
  bool bound(const Scope& scope, ir::Expr& expr, Grain& grain);  // false: reported

  // ---- expressions (lower_expression.cpp and its neighbours) ----
  const syntax::Expr& tree(const Scope& scope, syntax::ExprId id) const { return inputs[scope.input].tree.expr(id); }
  ExprId lower(Scope& scope, syntax::ExprId id, const Expected& expected = std::nullopt);
  ExprId lower_typed(Scope& scope, syntax::ExprId id, const Type& type);  // reports another type
  ExprId lower_kind(Scope& scope, const syntax::Expr& node, const Expected& expected);
  ExprId row_with_field(Scope& scope, const syntax::Word& field);
  ExprId lower_access(Scope& scope, const syntax::Access& access, Span span);
  ExprId lower_binary(Scope& scope, const syntax::Binary& binary, Span span, const Expected& expected);
  ExprId lower_logical(Scope& scope, const syntax::Binary& binary, Span span);
  ExprId lower_sum(Scope& scope, const syntax::Binary& binary, Span span, const Expected& expected);
  ExprId lower_product(Scope& scope, const syntax::Binary& binary, Span span);
  ExprId lower_comparison(Scope& scope, const syntax::Binary& binary, Span span);
  std::pair<ExprId, ExprId> lower_pair(Scope& scope, syntax::ExprId left, syntax::ExprId right);
  bool same_type(const Scope& scope, ExprId left, ExprId right, Span span);  // reports
  ExprId lower_membership(Scope& scope, const syntax::Membership& membership, Span span);
  ExprId lower_contains(Scope& scope, const syntax::Contains& contains, Span span);
  ExprId lower_within(Scope& scope, const syntax::Within& within, Span span);
  std::optional<std::vector<std::uint32_t>> lower_members(Scope& scope, const std::vector<syntax::ExprId>& members, ir::EnumId enumeration);
  ExprId lower_if(Scope& scope, const syntax::If& choice, Span span, const Expected& expected);
  ExprId lower_tiers(Scope& scope, const syntax::Tiers& tiers, Span span, const Expected& expected);
  bool check_tiers(const Scope& scope, const ir::Expr& tiers);
  ExprId lower_match(Scope& scope, const syntax::Match& match, Span span, const Expected& expected);
  ExprId lower_cases(Scope& scope, const syntax::Cases& cases, Span span, const Expected& expected);
  ExprId lower_reading(Scope& scope, const syntax::ReadingChoice& choice, Span span, const Expected& expected);
  // Which row of a choice by reading gives each alternative, in the order of the declaration; nullopt: reported.
  std::optional<std::vector<std::size_t>> rows_by_label(const Scope& scope, ir::ReadingId reading, const std::vector<syntax::Word>& labels,
                                                        Span span);
  ExprId lower_aggregate(Scope& scope, const syntax::Aggregate& aggregate, Span span);
  // `inner` becomes `scope` with the row of the range in it.
  std::optional<ir::Range> lower_range(Scope& scope, const syntax::Word& record, const syntax::Word& held_as, Span span, Scope& inner);
  ExprId find_owner(const Scope& scope, ir::RecordId record, const syntax::Word& held_as);
  std::optional<ir::FieldId> relation_of(const Scope& scope, ir::RecordId record, ir::FieldId holder, Span span);
  ExprId lower_is_recorded(Scope& scope, const syntax::IsRecorded& recorded, Span span);
  ExprId lower_condition(Scope& scope, syntax::ExprId id);  // a bool

  // ---- calls (lower_call.cpp, lower_builtin.cpp) ----
  ExprId lower_call(Scope& scope, const syntax::Call& call, Span span);
  ExprId lower_builtin_call(Scope& scope, const syntax::Call& call, Span span, bool& known);
  ExprId lower_rounded(Scope& scope, const syntax::Call& call, Span span);
  ExprId lower_first(Scope& scope, const syntax::Call& call, Span span);
  ExprId lower_ratio(Scope& scope, const syntax::Call& call, Span span);
  ExprId opposite(const Scope& scope, ExprId duration);
  ExprId lower_extreme(Scope& scope, Op op, const syntax::Call& call, Span span);
  std::optional<Rational> rounding_step(Scope& scope, syntax::ExprId id);
  std::optional<base::Rounding> rounding_mode(Scope& scope, syntax::ExprId id);
  bool check_arity(const Scope& scope, const syntax::Call& call, std::size_t expected);
  ExprId use_value(Scope& scope, ValueSymbol& symbol, const syntax::Call* call, Span span);
  ExprId use_statistic(Scope& scope, ValueSymbol& symbol, const syntax::Call* call, Span span);
  ExprId expand(const Scope& scope, ValueSymbol& symbol, std::vector<ExprId> arguments, Span span);
  ExprId expand_statistic(const Scope& scope, ValueSymbol& symbol, ExprId owner, ExprId year, Span span);
  bool ensure_checked(const Scope& scope, ValueSymbol& symbol, Span span);  // false: broken
  bool has_sound_size(ValueSymbol& symbol, std::size_t fresh_from);         // of what was expanded since; false after a report
  ExprId only_record(const std::vector<Parameter>& parameters) const;
  void check_definition(ValueSymbol& symbol);
  void check_statistic(ValueSymbol& symbol);

  // ---- constructs ----
  Scope file_scope(std::size_t input) const;
  std::string level_of(const syntax::Word& word);
  void declare_document(const syntax::Text& number, const syntax::Name& name);
  void lower_documents();
  void lower_later_documents();
  void check_later(const Scope& scope, const syntax::LaterDocument& tree, const ir::Document& at_hand);
  void check_later_day(const Scope& scope, const syntax::LaterDocument& tree, ir::DocumentId by);
  void check_listed_once(const Scope& scope, const syntax::LaterDocument& tree);
  void lower_later(std::size_t input, const syntax::LaterDocument& tree);
  ExprId superseded_when(ir::MeasureId measure, const syntax::Supersedes& tree, ir::DocumentId by);
  std::vector<ir::Duty> lower_duties(Scope& scope, const std::vector<syntax::Duty>& duties);
  void lower_document(std::size_t input, const syntax::Document& tree);
  void check_draft(std::size_t input, const syntax::Document& tree);
  // ---- which document follows which (succession.cpp) ----
  void check_succession();
  void check_ends(const std::string& number, const std::optional<ir::DateBound>& from, const std::optional<ir::DateBound>& until,
                  Span span);
  void check_periods();
  void collect_order();
  void follows(ir::DocumentId later, ir::DocumentId earlier, Span span);
  void check_continued();
  void check_continued_key(std::size_t input, std::uint32_t measure, const syntax::Text& key);
  std::optional<ir::DateBound> day_of(const ir::Document& document, ir::DocDate which) const;  // nullopt: not known without facts
  ir::DocumentId document_numbered(std::string_view number) const;
  Sequence document_order;                                      // as the files say it
  Sequence continued;                                           // of measures of loaded documents
  std::set<std::pair<std::uint32_t, std::uint32_t>> in_circle;  // documents that are said to follow each other
  std::vector<ir::ClauseId> lower_clauses(std::size_t input, const std::vector<syntax::ClauseRef>& clauses);
  void lower_typed_blocks();
  void check_goal(const Scope& scope, const ir::Goal& goal, const syntax::Typed& tree);
  void lower_figures(std::size_t input, const syntax::Typed& tree, ir::Typed& typed);
  void lower_definition_clauses();
  void lower_departments();
  void lower_measures();
  void lower_measure(std::size_t input, const syntax::Measure& tree, ir::MeasureId id);
  bool lower_unit(Scope& scope, const syntax::Measure& tree, ir::Measure& measure);
  void add_condition(Scope& scope, const syntax::Condition& tree, bool excluded, const std::vector<ir::ClauseId>& clauses,
                     std::vector<ir::Condition>& out);
  void check_generals(std::size_t input);
  void lower_fact_date(Scope& scope, const syntax::Measure& tree, ir::Measure& measure);
  void lower_generals(std::size_t input, ir::Measure& measure, const Scope& measure_scope);
  void lower_general(const Scope& measure_scope, const syntax::General& general, ir::Measure& measure,
                     const std::vector<ir::ClauseId>& clauses);
  void adopt(const Scope& scope, ir::Condition& condition, const ir::Adopts& adopts);
  std::map<const syntax::General*, std::vector<ir::ClauseId>> general_clauses;
  std::optional<ir::Amount> lower_amount(Scope& scope, const syntax::Amount& tree);
  ExprId lower_sum_of_money(Scope& scope, syntax::ExprId id);  // a sum that is paid or owed: whole fen, not negative
  void lower_exceptions(Scope& scope, const syntax::Measure& tree, ir::Measure& measure);
  void check_priorities(const Scope& scope, const ir::Measure& measure);
  void lower_round(Scope& scope, const syntax::Measure& tree, ir::Measure& measure);
  ExprId lower_ordered(Scope& scope, syntax::ExprId id);  // a number or date
  std::optional<std::int64_t> positive_count(Scope& scope, syntax::ExprId id);
  void finish_lets(LetFrame& frame);  // lowers those that nothing used
  static std::vector<LetEntry> let_entries(const std::vector<syntax::Let>& lets);
  void lower_round_keys(Scope& scope, const syntax::Keys& written, ir::Round& round);
  ExprId nothing_of(const Scope& scope, ExprId key);
  std::optional<KeyLists> key_alternatives(const Scope& scope, const syntax::Keys& written);
  ExprId lower_least(Scope& scope, const syntax::Place& place, const syntax::Round& round, ExprId per);
  bool is_key_type(const Type& type) const;
  bool is_ordered_type(const Type& type) const;

  void lower_settlements();
  void lower_settlement(std::size_t input, const syntax::Settlement& tree);
  std::vector<ir::MeasureId> settled_measures(const Scope& scope, const syntax::Settlement& tree);
  std::optional<ir::Adopts> lower_adopts(const Scope& scope, const syntax::Adopts& written);
  void lower_take(Scope& scope, const syntax::Settlement& tree, ir::Settlement& out);
  std::optional<std::uint32_t> lower_settle(Scope& scope, ir::Settlement& out, syntax::SettleId id, bool nested);
  void check_settle_scope(const Scope& scope, const ir::Settlement& out, Span span);
  void lower_keys(const Scope& scope, const syntax::Settlement& tree, ir::Settlement& out);
  std::vector<ir::Key> lower_key_list(Scope& scope, const std::vector<syntax::ExprId>& keys, bool order);
  bool same_keys(const Scope& scope, const std::vector<ir::Key>& first, const std::vector<ir::Key>& next, ir::MeasureId measure, Span span);
  void lower_earlier(const Scope& scope, const syntax::Settlement& tree, ir::Settlement& out);

  void warn_unused();
  ir::Program run();
};

ir::Name name_of(const syntax::Name& name);  // one name stands for both where only one was given
bool is_builtin_name(std::string_view word);
bool is_rounding_mode(std::string_view word);

// Drops expressions that nothing refers to any more (definitions checked but never used, parts of what was reported).
void compact(ir::Program& program);

}  // namespace zhidui::check
