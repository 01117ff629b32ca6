// Which records a settlement rule holds together, and why one of them comes before the others.
#include <algorithm>

#include "report/explain.h"

namespace zhidui::report {

using ir::Expr;
using ir::Op;

namespace {

constexpr std::size_t kMostMembers = 8;

const ir::MeasureKeys* keys_of(const ir::Settlement& rule, std::uint32_t measure) {
  const auto found =
      std::find_if(rule.measures.begin(), rule.measures.end(), [&](const ir::MeasureKeys& keys) { return keys.measure.value == measure; });
  return found == rule.measures.end() ? nullptr : &*found;
}

// The rule as it bears on the claims of one measure, under the readings in use.
struct Rule {
  const ir::Settlement* settlement = nullptr;
  const ir::MeasureKeys* keys = nullptr;
  const ir::KeyAlternative* per = nullptr;
};
Rule rule_of(const Explaining& in, const outcome::Cut& cut) {
  Rule out;
  const auto& list = in.program().settlements;
  if (cut.settlement >= list.size()) return out;
  out.settlement = &list[cut.settlement];
  out.keys = keys_of(*out.settlement, in.claim().measure);
  if (!out.keys || out.keys->per.empty()) return {};
  std::size_t which = 0;
  if (out.settlement->per_reading.present()) which = in.alternative(out.settlement->per_reading).value_or(SIZE_MAX);
  if (which >= out.keys->per.size()) return {};
  out.per = &out.keys->per[which];
  return out;
}

// The field of the claim's record that an expression reads; absent if it is anything else.
ir::FieldId field_read(const Explaining& in, ir::ExprId id) {
  const Expr& expr = in.program().expr(id);
  const bool of_unit = expr.op == Op::field && in.program().expr(expr.args[0]).op == Op::row &&
                       in.program().expr(expr.args[0]).binder == in.measure().unit.range.binder;
  return of_unit ? expr.field : ir::FieldId{};
}

// Does the measure look at this record at all? A domestic patent of the family takes no place abroad.
bool is_unit(Explaining& in, std::uint32_t record) {
  const ir::Range& range = in.measure().unit.range;
  if (!range.where.present()) return true;
  const evaluate::ClaimContext context{ir::MeasureId{in.claim().measure}, in.claim().subject, record, in.claim().key.period,
                                       in.claim().fact_date};
  return evaluate::evaluate_in(in.program(), in.view.facts, in.view.in_use, context, range.where, in.opens).may_true;
}

Wording day_words(const Explaining& in, std::uint32_t record, ir::FieldId field) {
  const outcome::Value* value = told(in, record, field);
  const ir::RecordType& type = in.program().record(in.view.facts.record(record).type);
  return value ? value_words(in.view, type.fields[field.value].type, *value) : say(Sentence::not_known);
}

std::string unit_of_key(const std::string& key) {
  const std::size_t bar = key.find('|');
  if (bar == std::string::npos) return {};
  const std::size_t second = key.find('|', bar + 1);
  return key.substr(bar + 1, second == std::string::npos ? std::string::npos : second - bar - 1);
}

struct Member {
  std::uint32_t record = 0;
  std::int64_t order = 0;
};
std::vector<Member> members_of(Explaining& in, ir::FieldId key, const outcome::Value& mine, ir::FieldId order) {
  std::vector<Member> out;
  const auto [first, last] = in.view.facts.of_type(in.view.facts.record(in.claim().record).type);
  for (std::uint32_t record = first; record < last; ++record) {
    const outcome::Value* value = told(in, record, key);
    if (!value || !value->single() || !(value->may == mine.may) || !is_unit(in, record)) continue;
    const outcome::Value* when = order.present() ? told(in, record, order) : nullptr;
    const bool known = when && when->kind == outcome::ValueKind::number && when->single();
    out.push_back({record, known ? when->interval.lo.to_int64() : 0});
  }
  std::stable_sort(out.begin(), out.end(), [](const Member& a, const Member& b) { return a.order < b.order; });
  return out;
}

bool is_same_matter(const ir::KeyAlternative& per) {
  return std::any_of(per.keys.begin(), per.keys.end(), [](const ir::Key& key) { return key.same_matter; });
}

// The field by which the rule holds claims of this measure together; absent where it is not one field of their record.
ir::FieldId key_field(const Explaining& in, const Rule& rule) {
  const bool one = rule.per && in.claim().record != UINT32_MAX && rule.per->keys.size() == 1 && rule.per->keys[0].value.present();
  return one ? field_read(in, rule.per->keys[0].value) : ir::FieldId{};
}

// Members whose key nobody has told, but which may take a place.
void add_unknown(Explaining& in, const outcome::Cut& cut, ir::FieldId key, std::vector<Wording>& out) {
  for (const outcome::Cause& cause : cut.against) {
    const auto record = in.view.facts.find(unit_of_key(cause.id));
    if (!record || in.view.facts.record(*record).type != in.view.facts.record(in.claim().record).type) continue;
    if (told(in, *record, key)) continue;
    const ir::RecordType& type = in.program().record(in.view.facts.record(*record).type);
    const bool settled = cut.after.single() && std::any_of(cut.against.begin(), cut.against.end(),
                                                           [&](const outcome::Cause& other) { return surely_held(in, cut, other.id); });
    out.push_back(say(settled ? Sentence::member_key_unknown_idle : Sentence::member_key_unknown,
                      {record_title(in.view, *record), name_words(type.fields[key.value].name)}));
  }
}

// How many the rule takes.
std::int64_t places_of(const ir::Settlement& rule) {
  for (const ir::SettleNode& node : rule.nodes) {
    if (node.op == ir::SettleOp::first) return node.n;
  }
  return 0;
}

// Who says so; empty where nobody does.
Wording source_of(const FactUse& use) { return use.unsourced || !use.known ? Wording{} : use.source; }

// What puts a member where it stands, with who says so; of this claim it stands among its own facts.
Wording order_words(Explaining& in, std::uint32_t record, ir::FieldId order, bool own) {
  const ir::RecordType& type = in.program().record(in.view.facts.record(record).type);
  const Wording day = say(Sentence::name_value, {name_words(type.fields[order.value].name), day_words(in, record, order)});
  if (own) return day;
  in.facts_used.clear();
  in.use_fact(record, order, std::nullopt);
  in.cut_facts.push_back(in.facts_used.front());
  const FactUse& use = in.out.facts[in.facts_used.front()];
  if (use.unsourced || !use.known) return joined({day, use.teller()}, Sentence::then);
  return use.source.empty() ? day : say(Sentence::with_source, {day, use.source});
}

// The key of a yearly limit whose clauses say 每年 and nothing of the day that counts, where no reading says it either.
Wording year_unsaid(Explaining& in, const Rule& rule) {
  const bool caps = std::any_of(rule.settlement->nodes.begin(), rule.settlement->nodes.end(),
                                [](const ir::SettleNode& node) { return node.op == ir::SettleOp::cap; });
  if (!caps || rule.settlement->per_reading.present()) return {};
  for (const ir::Key& key : rule.per->keys) {
    if (!key.value.present() || in.program().expr(key.value).op != Op::year_of) continue;
    const ir::ExprId day = in.program().expr(key.value).args[0];
    const std::string name = operand_phrase(in.view, day).zh;
    const auto& clauses = rule.settlement->clauses;
    const bool yearly = std::any_of(clauses.begin(), clauses.end(), [&](ir::ClauseId id) {
      const std::string words = official_text(in.view, in.program().clauses[id.value]);
      return words.find("每年") != std::string::npos && words.find(name) == std::string::npos;
    });
    if (yearly) return in.words(key.value);
  }
  return {};
}

// In what the claims that the rule holds together agree: 付息年度 2025年度. A key that lists its members is told with them.
void add_keys(Explaining& in, const Rule& rule, std::vector<Wording>& out) {
  if (key_field(in, rule).present()) return;
  std::vector<Wording> keys;
  for (const ir::Key& key : rule.per->keys) {
    if (key.same_matter) keys.push_back(say(Sentence::same_matter_key));
    if (!key.value.present() || key.same_matter) continue;
    const Expr& expr = in.program().expr(key.value);
    if (expr.op == Op::constant || expr.op == Op::subject) continue;
    keys.push_back(say(Sentence::name_value, {in.words(key.value), in.value_text(key.value, outcome::kNoSite)}));
  }
  if (!keys.empty()) out.push_back(say(Sentence::held_together_by, {joined(keys, Sentence::list_comma)}));
  if (const Wording year = year_unsaid(in, rule); !year.empty()) out.push_back(say(Sentence::year_not_stated, {year, in.out.decider}));
}

Wording member_source(Explaining& in, std::uint32_t record, ir::FieldId key) {
  in.facts_used.clear();
  in.use_fact(record, key, std::nullopt);
  in.cut_facts.push_back(in.facts_used.front());
  return source_of(in.out.facts[in.facts_used.front()]);
}

void add_members(Explaining& in, const Rule& rule, const outcome::Cut& cut, std::vector<Wording>& out) {
  const ir::FieldId key = key_field(in, rule);
  if (!key.present()) return;
  const bool ordered = rule.keys->order.size() == 1 && rule.keys->order[0].value.present();
  const ir::FieldId order = ordered ? field_read(in, rule.keys->order[0].value) : ir::FieldId{};
  const ir::RecordType& type = in.program().record(in.view.facts.record(in.claim().record).type);
  const Wording key_name = name_words(type.fields[key.value].name);
  in.facts_used.clear();
  in.use_fact(in.claim().record, key, std::nullopt);
  in.cut_facts.insert(in.cut_facts.end(), in.facts_used.begin(), in.facts_used.end());
  const outcome::Value* mine = told(in, in.claim().record, key);
  if (!mine || !mine->single()) {
    out.push_back(say(Sentence::member_key_unknown, {record_title(in.view, in.claim().record), key_name}));
    return;
  }
  std::vector<Wording> names, sources;
  if (!in.facts_used.empty()) add_once(sources, source_of(in.out.facts[in.facts_used.front()]));
  // A rule that does not run 跨主体 counts the applicant's own records, and the page of one says nothing of another.
  const ir::Range& unit = in.measure().unit.range;
  const std::vector<std::uint32_t>& own = in.view.facts.held_by(unit.record, unit.relation, in.claim().subject);
  for (const Member& member : members_of(in, key, *mine, order)) {
    if (!rule.settlement->across_subjects && std::find(own.begin(), own.end(), member.record) == own.end()) continue;
    Wording name = record_title(in.view, member.record);
    const bool mine_too = member.record == in.claim().record;
    std::vector<Wording> about;
    if (order.present()) about.push_back(order_words(in, member.record, order, mine_too));
    if (!mine_too) add_once(sources, member_source(in, member.record, key));
    if (!mine_too) about.push_back(state_words(in, in.claim().key.measure + "|" + in.view.facts.record(member.record).id));
    const Wording told_about = joined(about, Sentence::then);
    if (!told_about.empty()) name = say(Sentence::in_brackets_after, {name, told_about});
    names.push_back(mine_too ? say(Sentence::this_claim, {name}) : name);
  }
  Wording group = value_words(in.view, type.fields[key.value].type, *mine);
  if (!sources.empty()) group = say(Sentence::with_sources, {group, joined_shortly(sources, Sentence::list_comma, kMostMembers)});
  out.push_back(say(Sentence::group_of_key, {key_name, group, joined_shortly(names, Sentence::list_semicolon, kMostMembers)}));
  add_unknown(in, cut, key, out);
}

void add_decisions(Explaining& in, const outcome::Cut& cut, std::vector<Wording>& out) {
  for (const facts::Decision& decision : in.view.facts.decisions_of(facts::DecisionKind::same_matter)) {
    const auto holds = [&](const std::string& id) {
      return std::find(decision.members.begin(), decision.members.end(), id) != decision.members.end();
    };
    const bool seen = decision.decided_on <= std::min(in.view.scope.decided, in.view.scope.known);
    const bool mine = holds(in.claim().key.unit) || holds(in.claim().key.to_string());
    const bool other = std::any_of(cut.against.begin(), cut.against.end(), [&](const outcome::Cause& cause) {
      const facts::Payment* payment = payment_of(in.view, cause.id);
      return holds(cause.id) || holds(unit_of_key(cause.id)) || (payment && holds(payment->unit));
    });
    if (!decision.same || !seen || !mine || !other) continue;
    if (changes(cut)) {
      add_once(in.matter_deciders, verbatim(decision.decider));
      in.matter_decisions.push_back(decision.id);
    }
    std::vector<Wording> names;
    for (const std::string& member : decision.members) {
      const auto record = in.view.facts.find(member);
      names.push_back(record ? record_words(in.view, *record) : cause_words(in.view, member));
    }
    out.push_back(
        say(Sentence::same_matter_decided, {verbatim(decision.decider), date_words(decision.decided_on),
                                            joined_shortly(names, Sentence::list_comma, kMostMembers), verbatim(decision.basis)}));
  }
}

// Does a clause of the rule or of the measure hold any word by which an order could be written?
bool states_order(const Explaining& in, const ir::Settlement& rule) {
  std::vector<ir::ClauseId> clauses = rule.clauses;
  clauses.insert(clauses.end(), in.measure().clauses.begin(), in.measure().clauses.end());
  return std::any_of(clauses.begin(), clauses.end(), [&](ir::ClauseId id) {
    const std::string words = official_text(in.view, in.program().clauses[id.value]);
    constexpr std::string_view kOrder[] = {"先", "首", "早", "序", "高", "低", "晚", "后"};
    return std::any_of(std::begin(kOrder), std::end(kOrder), [&](std::string_view each) { return words.find(each) != std::string::npos; });
  });
}

}  // namespace

const outcome::Value* told(const Explaining& in, std::uint32_t record, ir::FieldId field) {
  const facts::Record& of = in.view.facts.record(record);
  if (field.value >= of.fields.size() || of.fields[field.value].segments.empty()) return nullptr;
  const facts::Segment& last = of.fields[field.value].segments.back();
  const bool seen = !last.provenance.recorded_on || *last.provenance.recorded_on <= in.view.scope.known;
  return seen ? &last.value : nullptr;
}

std::int64_t places_of(const Explaining& in, const outcome::Cut& cut) {
  const Rule rule = rule_of(in, cut);
  return rule.settlement ? places_of(*rule.settlement) : 0;
}

Wording order_name(const Explaining& in, const outcome::Cut& cut) {
  const Rule rule = rule_of(in, cut);
  if (!rule.keys || rule.keys->order.empty()) return say(Sentence::fact_date);
  std::vector<Wording> names;
  for (const ir::Key& key : rule.keys->order) names.push_back(operand_phrase(in.view, key.value));
  return joined(names, Sentence::list_comma);
}

bool surely_held(const Explaining& in, const outcome::Cut& cut, const std::string& key) {
  const ir::FieldId field = key_field(in, rule_of(in, cut));
  const auto record = in.view.facts.find(unit_of_key(key));
  if (!field.present() || !record) return true;
  if (in.view.facts.record(*record).type != in.view.facts.record(in.claim().record).type) return true;
  const outcome::Value* value = told(in, *record, field);
  return value && value->single() && told(in, in.claim().record, field);
}

bool is_listed(Explaining& in, const outcome::Cut& cut) {
  const ir::FieldId field = key_field(in, rule_of(in, cut));
  return field.present() && told(in, in.claim().record, field);
}

bool asks_same_matter(const Explaining& in, const outcome::Cut& cut) {
  const Rule rule = rule_of(in, cut);
  return rule.per && is_same_matter(*rule.per);
}

namespace {

// Does the rule speak of what the same government paid?
bool counts_own_level(const ir::Settlement& rule) {
  return std::any_of(rule.earlier.begin(), rule.earlier.end(), [](ir::History h) {
    return h != ir::History::none && h != ir::History::upper_levels && h != ir::History::lower_levels && h != ir::History::other_levels;
  });
}

}  // namespace

std::vector<ir::ClauseId> same_matter_clauses(const Explaining& in) {
  for (const ir::Settlement& other : in.program().settlements) {
    const ir::MeasureKeys* keys = keys_of(other, in.claim().measure);
    const bool asks = keys && std::any_of(keys->per.begin(), keys->per.end(), is_same_matter);
    if (asks && counts_own_level(other) && !other.clauses.empty()) return other.clauses;
  }
  return {};
}

Wording state_words(const Explaining& in, const std::string& key) {
  for (const outcome::Award& other : in.answer.awards) {
    if (other.claim.key.to_string() != key) continue;
    return say(Sentence::claim_state,
               {money_words(other.payable.money.interval), status_words(other.status, other.payable.money.interval)});
  }
  return {};
}

std::vector<Wording> group_words(Explaining& in, const outcome::Cut& cut) {
  std::vector<Wording> out;
  const Rule rule = rule_of(in, cut);
  if (!rule.per) return out;
  if (is_same_matter(*rule.per)) add_decisions(in, cut, out);
  add_members(in, rule, cut, out);
  add_keys(in, rule, out);
  // A rule without a clause of its own comes from how the text is read; so does what it holds together, where a reading says that.
  const ir::ReadingId reading = rule.settlement->per_reading;
  const auto taken = reading.present() ? in.alternative(reading) : std::nullopt;
  const std::vector<ir::ClauseId> general = is_same_matter(*rule.per) ? same_matter_clauses(in) : std::vector<ir::ClauseId>{};
  if (!out.empty() && !general.empty() && rule.settlement->clauses.empty() && is_same_matter(*rule.per)) {
    out.push_back(say(Sentence::rule_by_decision, {clause_place(in.program().clauses[general.front().value].path)}));
  } else if (taken) {
    const ir::Reading& read = in.program().readings[reading.value];
    const ir::Alternative& alternative = read.alternatives[*taken];
    out.push_back(say(rule.settlement->clauses.empty() ? Sentence::rule_by_reading : Sentence::keys_by_reading,
                      {verbatim(read.code), label_words(alternative.label), verbatim(alternative.meaning)}));
  } else if (rule.settlement->clauses.empty()) {
    for (const ir::Adopts& adopts : rule.settlement->adopts) {
      const auto adopted = in.alternative(adopts.reading);
      if (!adopted) continue;
      const ir::Reading& read = in.program().readings[adopts.reading.value];
      const ir::Alternative& alternative = read.alternatives[*adopted];
      out.push_back(say(Sentence::rule_by_reading, {verbatim(read.code), label_words(alternative.label), verbatim(alternative.meaning)}));
    }
  }
  const std::int64_t places = places_of(*rule.settlement);
  if (places == 0) return out;
  const bool ordered = rule.keys->order.size() == 1 && rule.keys->order[0].value.present();
  const Wording many = verbatim(std::to_string(places));
  Wording how =
      ordered ? say(Sentence::first_by_order, {operand_phrase(in.view, rule.keys->order[0].value), many}) : say(Sentence::one_only, {many});
  const bool silent = ordered && !rule.settlement->clauses.empty() && !states_order(in, *rule.settlement);
  out.push_back(silent ? say(Sentence::order_not_stated, {how}) : how);
  return out;
}

Wording against_words(Explaining& in, const outcome::Cut& cut, const std::string& key) {
  Wording words = cause_words(in.view, key);
  if (payment_of(in.view, key)) return words;
  const std::string measure = key.substr(0, key.find('|'));
  const auto other = ir::find_measure(in.program(), measure);
  if (other && other->value != in.claim().measure) {
    if (const Wording place = place_of_claim(in, key); !place.empty()) words = say(Sentence::cause_clause, {words, place});
  }
  const Rule rule = rule_of(in, cut);
  const auto record = in.view.facts.find(unit_of_key(key));
  const bool ordered = rule.keys && rule.keys->order.size() == 1 && rule.keys->order[0].value.present();
  if (!ordered || !record || in.claim().record == UINT32_MAX) return words;
  const ir::FieldId order = field_read(in, rule.keys->order[0].value);
  const ir::RecordId type = in.view.facts.record(in.claim().record).type;
  if (!order.present() || in.view.facts.record(*record).type != type) return words;
  const outcome::Value* theirs = told(in, *record, order);
  const outcome::Value* mine = told(in, in.claim().record, order);
  const bool known = theirs && mine && theirs->single() && mine->single() && theirs->kind == outcome::ValueKind::number;
  const bool earlier = known && theirs->interval.lo < mine->interval.lo;
  return say(earlier ? Sentence::cause_earlier : Sentence::cause_day,
             {words, name_words(in.program().record(type).fields[order.value].name), day_words(in, *record, order),
              day_words(in, in.claim().record, order)});
}

}  // namespace zhidui::report
