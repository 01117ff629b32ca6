// Reading a printed plan. Lines come in the order in which they are printed; a line's first word says what it is.
#include <map>

#include "ir/names.h"
#include "ir/plan_reader.h"

namespace zhidui::ir {

namespace {

class PlanParser {
 public:
  std::variant<Plan, PlanError> run(std::string_view text) {
    std::uint32_t number = 0;
    while (!text.empty()) {
      ++number;
      const std::size_t end = text.find('\n');
      LineReader line(text.substr(0, end));
      text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
      if (!line.failed() && !line.done()) read(line);
      if (!line.failed() && !line.done()) line.fail("more than expected: " + line.peek());
      if (line.failed()) return PlanError{number, line.message()};
    }
    if (!begun_) return PlanError{number, "no plan"};
    return std::move(plan_);
  }

 private:
  void read(LineReader& line) {
    const std::string first = line.text();
    if (!begun_) {
      begun_ = first == "plan" && line.take("1");
      if (!begun_) line.fail("expected plan 1");
      return;
    }
    if (first[0] == '@' || first[0] == '%') return block_line(first, line);
    using Handler = void (PlanParser::*)(LineReader&);
    static const std::map<std::string, Handler> kHandlers = {{"hash", &PlanParser::hash},
                                                             {"unit", &PlanParser::unit},
                                                             {"enumeration", &PlanParser::enumeration},
                                                             {"codes", &PlanParser::codes},
                                                             {"member", &PlanParser::member},
                                                             {"record", &PlanParser::record},
                                                             {"subject", &PlanParser::subject},
                                                             {"field", &PlanParser::field},
                                                             {"reading", &PlanParser::reading},
                                                             {"alternative", &PlanParser::alternative},
                                                             {"document", &PlanParser::document},
                                                             {"statistic", &PlanParser::statistic},
                                                             {"series", &PlanParser::series},
                                                             {"entry", &PlanParser::entry},
                                                             {"computed", &PlanParser::computed},
                                                             {"output", &PlanParser::output},
                                                             {"dates", &PlanParser::dates},
                                                             {"effective", &PlanParser::effective},
                                                             {"expires", &PlanParser::expires},
                                                             {"measure", &PlanParser::measure},
                                                             {"block", &PlanParser::block},
                                                             {"decider", &PlanParser::decider},
                                                             {"since", &PlanParser::since},
                                                             {"candidate", &PlanParser::candidate},
                                                             {"force", &PlanParser::force},
                                                             {"fact_date", &PlanParser::fact_date},
                                                             {"on", &PlanParser::on},
                                                             {"payee", &PlanParser::payee},
                                                             {"amount", &PlanParser::amount},
                                                             {"exception", &PlanParser::exception},
                                                             {"round", &PlanParser::round},
                                                             {"seats", &PlanParser::seats},
                                                             {"keys", &PlanParser::keys},
                                                             {"per", &PlanParser::per},
                                                             {"order", &PlanParser::order},
                                                             {"limit", &PlanParser::limit},
                                                             {"atom", &PlanParser::atom},
                                                             {"settlement", &PlanParser::settlement},
                                                             {"covers", &PlanParser::covers},
                                                             {"per_reading", &PlanParser::per_reading},
                                                             {"adopts", &PlanParser::adopts},
                                                             {"history", &PlanParser::history},
                                                             {"earlier_reading", &PlanParser::earlier_reading},
                                                             {"take", &PlanParser::take},
                                                             {"stage", &PlanParser::stage}};
    const auto found = kHandlers.find(first);
    if (found == kHandlers.end()) return line.fail("unknown line: " + first);
    (this->*found->second)(line);
  }

  // Handlers that follow a heading need it to have been read.
  template <class T>
  T* open(LineReader& line, T* place) {
    if (!place) line.fail("a line without its heading");
    return place;
  }
  template <class T>
  static T* last(std::vector<T>& list) {
    return list.empty() ? nullptr : &list.back();
  }
  static Name name(LineReader& line) {
    Name out;
    out.zh = line.text();
    out.id = line.text();
    return out;
  }
  template <class Enum, class NameOf>
  static Enum named(LineReader& line, NameOf name_of, Enum last) {
    const std::string word = line.text();
    const auto value = parse_name(word, name_of, last);
    if (!value) line.fail("no such word: " + word);
    return value.value_or(Enum{});
  }

  // ---- vocabulary ----
  void hash(LineReader& line) { plan_.program_hash = line.text(); }
  void unit(LineReader& line) {
    if (measure_) return measure_unit(line);
    plan_.units.push_back(line.text());
    refresh();
  }
  void enumeration(LineReader& line) { plan_.enumerations.push_back({name(line), false, {}}); }
  void codes(LineReader& line) { plan_.enumerations.push_back({name(line), true, {}}); }
  void member(LineReader& line) {
    PlanEnumeration* e = open(line, last(plan_.enumerations));
    if (!e) return;
    PlanMember m;
    m.name = name(line);
    m.code = line.text();
    if (line.take("under")) m.parent = line.number();
    e->members.push_back(std::move(m));
  }
  void record(LineReader& line) {
    close();
    plan_.records.push_back({name(line), {}, {}});
  }
  void subject(LineReader& line) {
    refresh();
    plan_.subject_record.value = line.reference(names_.records);
  }

  void field(LineReader& line) {
    if (plan_.records.empty() || names_.fields.size() != plan_.records.size()) refresh();
    const std::uint32_t record = line.reference(names_.records);
    PlanField f;
    f.name = name(line);
    f.type = read_type(line, names_);
    f.kind = named(line, field_kind_name, FieldKind::decided);
    f.dated = line.take("dated");
    f.occurs_on = line.take("occurs_on");
    if (line.take("low")) f.low = line.rational(f.type);
    if (line.take("high")) f.high = line.rational(f.type);
    if (line.take("voucher")) f.voucher = line.text();
    if (line.failed()) return;
    close();
    PlanRecord& r = plan_.records[record];
    if (f.occurs_on) r.occurs_on.value = static_cast<std::uint32_t>(r.fields.size());
    r.fields.push_back(std::move(f));
  }

  void reading(LineReader& line) {
    PlanReading r;
    r.code = line.text();
    r.adoption = named(line, adoption_name, Adoption::authority);
    if (r.adoption != Adoption::left_open) r.adopted = line.number();
    plan_.readings.push_back(std::move(r));
  }
  void alternative(LineReader& line) {
    if (PlanReading* r = open(line, last(plan_.readings))) r->alternatives.push_back(name(line));
  }

  static void bound(LineReader& line, const char* what, std::optional<DateBound>& out) {
    if (!line.take(what)) return;
    const base::Date low = line.date();
    out = DateBound{low, line.date()};
  }

  void document(LineReader& line) {
    close();
    PlanDocument d;
    d.name = name(line);
    d.number = line.text();
    d.organ = line.text();
    d.level = line.text();
    d.region = line.text();
    d.decider = line.text();
    d.draft = line.take("draft");
    d.missing = line.take("missing");
    bound(line, "published", d.published);
    bound(line, "effective", d.missing_effective);
    bound(line, "expires", d.missing_expires);
    plan_.documents.push_back(std::move(d));
  }

  void statistic(LineReader& line) {
    refresh();
    PlanStatistic s;
    s.name = name(line);
    s.record.value = line.reference(names_.records);
    if (!line.done()) s.unit.value = line.reference(names_.units);
    plan_.statistics.push_back(std::move(s));
  }

  void series(LineReader& line) {
    refresh();
    PlanSeries s;
    s.name = name(line);
    s.type = read_type(line, names_);
    s.key = named(line, series_key_name, SeriesKey::year);
    s.source = line.text();
    plan_.series.push_back(std::move(s));
  }
  void entry(LineReader& line) {
    PlanSeries* s = open(line, last(plan_.series));
    if (!s) return;
    const std::int64_t key = line.integer();
    s->entries.push_back({key, line.rational({TypeKind::ratio, {}, {}, {}})});
  }

  // ---- blocks ----
  void block_line(const std::string& first, LineReader& line) {
    if (!open(line, block_)) return;
    const bool is_node = first[0] == '%';
    const std::size_t next = is_node ? block_->nodes.size() : block_->rows.size();
    if (first.substr(1) != std::to_string(next)) return line.fail("out of order: " + first);
    if (is_node) {
      Node node = read_node(line, names_, *block_);
      if (!line.failed()) block_->nodes.push_back(std::move(node));
    } else {
      rows(line);
    }
  }

  void rows(LineReader& line) {
    Rows r;
    r.kind = named(line, rows_kind_name, RowsKind::self);
    r.record.value = line.reference(names_.records);
    if (line.take("held") && !line.failed()) {
      r.holder.value = line.reference(names_.fields[r.record.value]);
      r.relation.value = line.reference(names_.fields[r.record.value]);
      line.expect("by");
      r.owner = line.node();
    }
    if (line.take("copy")) r.copy = line.number();
    block_->rows.push_back(r);
  }

  void computed(LineReader& line) {
    refresh();
    const std::uint32_t record = line.reference(names_.records);
    if (line.failed()) return;
    const std::uint32_t index = line.reference(names_.fields[record]);
    if (line.failed()) return;
    field_ = &plan_.records[record].fields[index];
    block_ = &field_->computed;
  }
  void output(LineReader& line) {
    if (open(line, field_)) field_->output = line.node();
  }
  void dates(LineReader& line) {
    refresh();
    const std::uint32_t index = line.reference(names_.documents);
    if (line.failed()) return;
    document_ = &plan_.documents[index];
    block_ = &document_->dates;
  }
  void effective(LineReader& line) {
    if (open(line, document_)) document_->effective = line.node();
  }
  void expires(LineReader& line) {
    if (open(line, document_)) document_->expires = line.node();
  }

  // ---- measures ----
  void measure(LineReader& line) {
    close();
    if (plan_.measures.empty()) refresh();
    PlanMeasure m;
    m.id.value = static_cast<std::uint32_t>(plan_.measures.size());
    m.key = line.text();
    m.document.value = line.reference(names_.documents);
    plan_.measures.push_back(std::move(m));
  }
  void block(LineReader& line) {
    if (!measure_) refresh();
    const std::uint32_t index = line.reference(names_.measures);
    if (line.failed()) return;
    measure_ = &plan_.measures[index];
    block_ = &measure_->block;
  }
  void measure_unit(LineReader& line) {
    measure_->unit = named(line, unit_kind_name, outcome::UnitKind::none);
    measure_->yearly = line.take("yearly");
    if (!line.done()) measure_->item.value = line.prefixed('@');
  }
  void decider(LineReader& line) {
    if (open(line, measure_)) measure_->decider = line.text();
  }
  void since(LineReader& line) {
    if (open(line, measure_)) measure_->since = line.node();
  }
  void candidate(LineReader& line) {
    if (open(line, measure_)) measure_->candidate = line.node();
  }
  void force(LineReader& line) {
    if (open(line, measure_)) measure_->force = line.node();
  }
  void fact_date(LineReader& line) {
    if (open(line, measure_)) measure_->fact_date = line.node();
  }
  void payee(LineReader& line) {
    if (open(line, measure_)) measure_->payee = line.node();
  }

  void on(LineReader& line) {
    if (!open(line, measure_)) return;
    const bool of_subject = line.take("subject");
    if (!of_subject) line.expect("condition");
    StageOutput s;
    s.condition = line.number();
    s.node = line.node();
    s.excluded = line.take("excluded");
    (of_subject ? measure_->subjects : measure_->conditions).push_back(s);
  }

  static PlanAmount read_amount(LineReader& line) {
    PlanAmount a;
    a.kind = named(line, amount_kind_name, AmountKind::undetermined);
    if (a.kind == AmountKind::computed) a.value = line.node();
    if (a.kind != AmountKind::discretion) return a;
    a.low = line.node();
    a.high = line.node();
    return a;
  }
  void amount(LineReader& line) {
    if (open(line, measure_)) measure_->amount = read_amount(line);
  }
  void exception(LineReader& line) {
    if (!open(line, measure_)) return;
    PlanException e;
    e.name = line.text();
    e.when = line.node();
    e.amount = read_amount(line);
    line.expect("over");
    while (!line.done() && !line.failed()) e.over.push_back(line.number());
    measure_->exceptions.push_back(std::move(e));
  }

  void round(LineReader& line) {
    if (!open(line, measure_)) return;
    PlanRound r;
    r.per = line.node();
    while (line.take("within")) r.within.push_back(line.node());
    r.scored = line.take("score");
    if (!r.scored) line.expect("rank");
    r.by = line.node();
    r.ties_by_decision = line.take("by_decision");
    if (line.take("ties")) r.ties = line.node();
    if (line.take("moves_up")) r.moves_up = line.node();
    measure_->round = std::move(r);
  }
  void seats(LineReader& line) {
    if (!measure_ || !measure_->round) return line.fail("a line without its heading");
    PlanPlace place;
    place.name = name(line);
    place.count = line.integer();
    if (line.take("least")) place.least = line.node();
    if (!line.done()) place.amount = line.node();
    measure_->round->places.push_back(std::move(place));
  }

  PlanKeys* open_keys(LineReader& line) { return open(line, measure_ ? last(measure_->keys) : nullptr); }
  void keys(LineReader& line) {
    if (!open(line, measure_)) return;
    measure_->keys.emplace_back();
    measure_->keys.back().settlement = line.number();
  }
  void per(LineReader& line) {
    PlanKeys* k = open_keys(line);
    if (!k) return;
    std::vector<PlanKey>& list = k->per.emplace_back();
    while (!line.done() && !line.failed()) {
      if (line.take("same_matter")) list.push_back({true, {}});
      else list.push_back({false, line.node()});
    }
  }
  void order(LineReader& line) {
    PlanKeys* k = open_keys(line);
    while (k && !line.done() && !line.failed()) k->order.push_back(line.node());
  }
  void limit(LineReader& line) {
    if (PlanKeys* k = open_keys(line)) k->limit = line.node();
  }

  void atom(LineReader& line) {
    if (!open(line, measure_)) return;
    PlanAtom a;
    a.of_subject = line.take("subject");
    if (!a.of_subject) line.expect("condition");
    a.condition = line.number();
    a.node = line.node();
    line.expect("site");
    a.site = line.number();
    a.negated = line.take("negated");
    while (line.take("if")) {
      const ReadingId reading{line.reference(names_.readings)};
      a.guards.push_back({reading, line.number()});
    }
    measure_->atoms.push_back(std::move(a));
  }

  // ---- stages ----
  void settlement(LineReader& line) {
    if (plan_.settlements.empty()) refresh();
    PlanSettlement s;
    s.name = line.text();
    s.document.value = line.reference(names_.documents);
    s.across_subjects = line.take("across_subjects");
    s.pro_rata = line.take("pro_rata");
    plan_.settlements.push_back(std::move(s));
  }
  void covers(LineReader& line) {
    if (PlanSettlement* s = open(line, last(plan_.settlements))) s->measures.push_back({line.reference(names_.measures)});
  }
  void per_reading(LineReader& line) {
    if (PlanSettlement* s = open(line, last(plan_.settlements))) s->per_reading.value = line.reference(names_.readings);
  }
  void earlier_reading(LineReader& line) {
    if (PlanSettlement* s = open(line, last(plan_.settlements))) s->earlier_reading.value = line.reference(names_.readings);
  }
  void adopts(LineReader& line) {
    PlanSettlement* s = open(line, last(plan_.settlements));
    if (!s) return;
    Adopts adopts{ReadingId{line.reference(names_.readings)}, {}};
    while (!line.done() && !line.failed()) {
      adopts.holds.push_back(line.take("yes"));
      if (!adopts.holds.back()) line.expect("no");
    }
    s->adopts.push_back(std::move(adopts));
  }
  void history(LineReader& line) {
    PlanSettlement* s = open(line, last(plan_.settlements));
    if (!s) return;
    s->effect = named(line, effect_name, EarlierEffect::tops_up);
    while (!line.done() && !line.failed()) s->earlier.push_back(named(line, history_name, History::county));
  }
  void take(LineReader& line) {
    PlanSettlement* s = open(line, last(plan_.settlements));
    if (!s) return;
    Take t;
    t.op = named(line, settle_op_name, SettleOp::keep);
    if (t.op == SettleOp::group) t.measure.value = line.reference(names_.measures);
    if (t.op == SettleOp::first) t.n = line.integer();
    while (!line.done() && !line.failed()) t.operands.push_back(line.prefixed('$'));
    s->take.push_back(std::move(t));
  }
  void stage(LineReader& line) {
    if (plan_.stages.empty()) refresh();
    Stage s;
    s.kind = named(line, stage_kind_name, StageKind::allocate);
    const bool of_round = s.kind == StageKind::rank || s.kind == StageKind::place;
    if (s.kind != StageKind::own_key) s.of = line.reference(of_round ? names_.measures : names_.settlements);
    plan_.stages.push_back(s);
  }

  void refresh() { names_ = names_of(plan_); }
  // A table that grows may move what the open heading points to.
  void close() {
    block_ = nullptr;
    field_ = nullptr;
    document_ = nullptr;
    measure_ = nullptr;
  }

  Plan plan_;
  PlanNames names_;
  bool begun_ = false;
  Block* block_ = nullptr;
  PlanField* field_ = nullptr;
  PlanDocument* document_ = nullptr;
  PlanMeasure* measure_ = nullptr;
};

}  // namespace

std::variant<Plan, PlanError> parse_plan(std::string_view text) { return PlanParser().run(text); }

}  // namespace zhidui::ir
