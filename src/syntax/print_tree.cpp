// The tree as indented text: the node's name and its words on one line, what is below it two spaces further in.
#include "syntax/parse.h"
#include "syntax/walk.h"
#include "text/forms.h"

namespace zhidui::syntax {

namespace {

std::string_view op_name(BinaryOp op) {
  switch (op) {
    case BinaryOp::logical_or: return "or";
    case BinaryOp::logical_and: return "and";
    case BinaryOp::add: return "add";
    case BinaryOp::subtract: return "subtract";
    case BinaryOp::multiply: return "multiply";
    case BinaryOp::eq: return "eq";
    case BinaryOp::ne: return "ne";
    case BinaryOp::lt: return "lt";
    case BinaryOp::le: return "le";
    case BinaryOp::gt: return "gt";
    case BinaryOp::ge: return "ge";
  }
  return {};
}

std::string_view aggregate_name(AggregateOp op) {
  switch (op) {
    case AggregateOp::count: return "count";
    case AggregateOp::exists: return "exists";
    case AggregateOp::every: return "every";
    case AggregateOp::sum: return "sum";
    case AggregateOp::maximum: return "maximum";
    case AggregateOp::minimum: return "minimum";
  }
  return {};
}

std::string_view history_name(History history) {
  switch (history) {
    case History::none: return "none";
    case History::this_measure: return "this_measure";
    case History::this_document: return "this_document";
    case History::same_level: return "same_level";
    case History::upper_levels: return "upper_levels";
    case History::lower_levels: return "lower_levels";
    case History::other_levels: return "other_levels";
    case History::all_levels: return "all_levels";
    case History::national: return "national";
    case History::provincial: return "provincial";
    case History::city: return "city";
    case History::county: return "county";
  }
  return {};
}

std::string quoted(const Text& text) { return "「" + text.text + "」"; }
std::string both(const Name& name) { return name.name.text + (name.id.text.empty() ? std::string() : " (" + name.id.text + ")"); }

class TreePrinter {
 public:
  explicit TreePrinter(const File& file) : file_(file) {}
  std::string run();

  // Expressions.
  void operator()(const Error&) { line("error"); }
  void operator()(const MoneyLiteral& e) { line("money " + e.fen.to_string() + " fen"); }
  void operator()(const RatioLiteral& e) { line("ratio " + e.value.to_string()); }
  void operator()(const CountLiteral& e) { line("count " + std::to_string(e.value) + " " + e.unit); }
  void operator()(const DateLiteral& e) { line("date " + e.value.to_string()); }
  void operator()(const YearLiteral& e) { line("year " + std::to_string(e.value)); }
  void operator()(const DurationLiteral& e) { line("duration " + std::to_string(e.value) + (e.months ? " months" : " days")); }
  void operator()(const BoolLiteral& e) { line(e.value ? "true" : "false"); }
  void operator()(const NameRef& e) { line("name " + e.word); }
  void operator()(const Call& e) { line("call " + e.callee.text), all(e.arguments); }
  void operator()(const Access& e) { line((e.record.present() ? "of " : "field ") + e.field.text), one(e.record), labelled("on", e.on); }
  void operator()(const Unary& e) { line("not"), one(e.operand); }
  void operator()(const Binary& e) { line(op_name(e.op)), one(e.left), one(e.right); }
  void operator()(const Membership& e) { line(e.negated ? "not_in" : "in"), one(e.value), all(e.members); }
  void operator()(const Contains& e) { line("contains"), one(e.set), all(e.members); }
  void operator()(const Within& e) { line("within"), one(e.value), one(e.low), one(e.high); }
  void operator()(const If& e) { line("if"), one(e.condition), one(e.then_branch), one(e.else_branch); }
  void operator()(const Tiers& e);
  void operator()(const Match& e);
  void operator()(const Cases& e);
  void operator()(const ReadingChoice& e);
  void operator()(const Aggregate& e);
  void operator()(const IsRecorded& e) { line("is_recorded"), one(e.decision); }

  // Declarations.
  void operator()(const Document& d);
  void operator()(const MissingDocument& d);
  void operator()(const LaterDocument& d);
  void operator()(const Reading& d);
  void operator()(const Convention& d);
  void operator()(const Record& d);
  void operator()(const Codes& d);
  void operator()(const Definition& d);
  void operator()(const Statistic& d);
  void operator()(const Series& d);
  void operator()(const Check& d);
  void operator()(const Measure& d);
  void operator()(const General& d);
  void operator()(const Settlement& d);
  void operator()(const Typed& d);
  void operator()(const Departments& d);
  void adopts(const std::vector<Adopts>& adopts);
  void operator()(const NoEffect& d);

 private:
  void line(std::string_view text) { out_ += std::string(static_cast<std::size_t>(depth_) * 2, ' ') + std::string(text) + "\n"; }
  template <class Body>
  void node(std::string_view text, Body body) {
    line(text);
    ++depth_;
    body();
    --depth_;
  }
  void expr(ExprId id) { std::visit(*this, file_.expr(id).kind); }
  void one(ExprId id) {
    if (!id.present()) return;
    ++depth_;
    expr(id);
    --depth_;
  }
  void all(const std::vector<ExprId>& ids) {
    for (const ExprId id : ids) one(id);
  }
  void labelled(std::string_view label, ExprId id) {
    if (!id.present()) return;
    ++depth_;
    node(label, [&] { expr(id); });
    --depth_;
  }
  void statement(std::string_view label, ExprId id) {
    if (id.present()) node(label, [&] { expr(id); });
  }
  void texts(std::string_view label, const std::vector<Text>& list) {
    for (const Text& text : list) line(std::string(label) + " " + quoted(text));
  }
  void text(std::string_view label, const Text& one) {
    if (!one.text.empty()) line(std::string(label) + " " + quoted(one));
  }
  void words(std::string_view label, const std::vector<Word>& list) {
    for (const Word& word : list) line(std::string(label) + " " + word.text);
  }
  void word(std::string_view label, const Word& one) {
    if (!one.text.empty()) line(std::string(label) + " " + one.text);
  }
  void bound(std::string_view label, const std::optional<DateBound>& bound);
  void clauses(const std::vector<ClauseRef>& list);
  void embodied(const std::vector<Embodied>& list);
  void lets(const std::vector<Let>& list);
  void conditions(std::string_view label, const std::vector<Condition>& list);
  void type(const TypeExpr& type);
  void field(const Field& field);
  void unit(const Unit& unit);
  void round(const Round& round);
  void amount(const Amount& amount);
  void exception(const Exception& exception);
  void settle(SettleId id);
  void keys(const Keys& keys);
  void earlier(const Earlier& earlier);

  const File& file_;
  std::string out_;
  int depth_ = 0;
};

void TreePrinter::operator()(const Tiers& e) {
  line("tiers");
  one(e.subject);
  for (const TierRow& row : e.rows) {
    ++depth_;
    node("row " + std::string(op_name(row.comparison)), [&] { expr(row.bound), expr(row.value); });
    --depth_;
  }
}

void TreePrinter::operator()(const Match& e) {
  line("match");
  all(e.subjects);
  for (const MatchRow& row : e.rows) {
    ++depth_;
    node("row", [&] {
      for (const ExprId key : row.keys) expr(key);
      expr(row.value);
    });
    --depth_;
  }
}

void TreePrinter::operator()(const Cases& e) {
  line("cases");
  for (const CaseRow& row : e.rows) {
    ++depth_;
    node("when", [&] { expr(row.condition), expr(row.value); });
    --depth_;
  }
  labelled("otherwise", e.otherwise);
}

void TreePrinter::operator()(const ReadingChoice& e) {
  line("reading " + e.code.text);
  for (const ReadingRow& row : e.rows) labelled("row " + row.label.text, row.value);
}

void TreePrinter::operator()(const Aggregate& e) {
  const std::string held_as = e.range.held_as.text.empty() ? std::string() : " held_as " + e.range.held_as.text;
  line(std::string(aggregate_name(e.op)) + " " + e.range.record.text + held_as);
  labelled("where", e.range.where);
  labelled("distinct", e.range.distinct);
  labelled("take", e.value);
}

void TreePrinter::bound(std::string_view label, const std::optional<DateBound>& bound) {
  if (!bound) return;
  const std::string to = bound->known ? std::string() : " to " + bound->high.to_string();
  line(std::string(label) + " " + bound->low.to_string() + to);
}

void TreePrinter::clauses(const std::vector<ClauseRef>& list) {
  for (const ClauseRef& clause : list) {
    node("clause " + clause.path.text + " " + clause.kind.text, [&] {
      for (const Text& quotation : clause.quotations) line(quoted(quotation));
      for (const Word& word : clause.shared) line("shared_with " + word.text);
    });
  }
}

void TreePrinter::embodied(const std::vector<Embodied>& list) {
  for (const Embodied& row : list) line("embodied " + quoted(row.number) + " in " + quoted(row.structure));
}

void TreePrinter::lets(const std::vector<Let>& list) {
  for (const Let& let : list) statement("let " + let.name.text, let.value);
}

void TreePrinter::conditions(std::string_view label, const std::vector<Condition>& list) {
  for (const Condition& condition : list) {
    const std::string text = condition.label.text.empty() ? std::string() : " " + quoted(condition.label);
    statement(std::string(label) + text, condition.value);
  }
}

void TreePrinter::operator()(const Document& d) {
  node("document " + quoted(d.number) + " " + both(d.name), [&] {
    text("title", d.title), text("organ", d.organ), word("level", d.level), text("region", d.region);
    if (d.draft) line("draft");
    bound("published", d.published);
    statement("effective", d.effective), statement("expires", d.expires);
    if (d.never_expires) line("never_expires");
    statement("validity_by", d.validity_by), texts("supersedes", d.supersedes), text("decided_by", d.decider);
    clauses(d.clauses);
  });
}

void TreePrinter::operator()(const MissingDocument& d) {
  node("missing_document " + quoted(d.number) + " " + both(d.name), [&] {
    text("title", d.title), text("organ", d.organ), word("level", d.level);
    bound("effective", d.effective), bound("expires", d.expires), clauses(d.clauses);
  });
}

void TreePrinter::operator()(const LaterDocument& d) {
  node("later_document " + quoted(d.number) + " " + both(d.name), [&] {
    text("title", d.title), text("organ", d.organ), word("level", d.level);
    bound("effective", d.effective), bound("expires", d.expires), text("by_authority", d.authority);
    for (const Supersedes& one : d.supersedes) {
      node(one.perhaps ? "may_supersede" : "supersedes", [&] {
        if (one.all_measures) line("all");
        words("range", one.measures), text("now", one.now);
        statement("when", one.when);
      });
    }
  });
}

void TreePrinter::operator()(const Reading& d) {
  node("reading " + d.code.text + " " + quoted(d.question), [&] {
    clauses(d.clauses);
    for (const Alternative& row : d.alternatives) line(row.label.text + ": " + quoted(row.meaning));
    switch (d.adoption) {
      case Adoption::left_open: return line("left_open");
      case Adoption::house_default: return word("by_default", d.adopted);
      case Adoption::authority:
        line("by_authority " + d.adopted.text + " " + quoted(d.authority_document) + " " + quoted(d.authority_organ) + " " +
             (d.authority_date ? d.authority_date->to_string() : std::string()));
    }
  });
}

void TreePrinter::operator()(const Convention& d) {
  node("convention " + both(d.name), [&] { expr(d.value), text("source", d.source); });
}

void TreePrinter::type(const TypeExpr& type) {
  switch (type.kind) {
    case TypeExpr::Kind::boolean: return line("type bool");
    case TypeExpr::Kind::count: return line("type count " + type.unit);
    case TypeExpr::Kind::money: return line("type money");
    case TypeExpr::Kind::ratio: return line("type ratio");
    case TypeExpr::Kind::date: return line("type date");
    case TypeExpr::Kind::year: return line("type year");
    case TypeExpr::Kind::text: return line("type text");
    case TypeExpr::Kind::word: return line("type word " + type.word.text);
    case TypeExpr::Kind::list: return line("type list " + type.word.text);
    case TypeExpr::Kind::set: return line("type set " + type.word.text);
    case TypeExpr::Kind::enumeration:
      return node("type enumeration", [&] {
        for (const Name& member : type.members) line(both(member));
      });
    case TypeExpr::Kind::missing: return;
  }
}

void TreePrinter::field(const Field& field) {
  node("field " + both(field.name), [&] {
    type(field.type);
    statement("computed", field.computed), statement("low", field.low), statement("high", field.high);
    text("voucher", field.voucher), text("note", field.note);
    if (field.decided) line("decided");
    if (field.dated) line("dated");
    if (field.personal) line("personal");
    if (field.occurs_on) line("occurs_on");
    if (field.key) line("key");
  });
}

void TreePrinter::operator()(const Record& d) {
  node("record " + both(d.name), [&] {
    text("label", d.label);
    for (const Field& row : d.fields) field(row);
  });
}

void TreePrinter::operator()(const Codes& d) {
  node("codes " + both(d.name), [&] {
    text("label", d.label);
    for (const CodeRow& row : d.rows) {
      const std::string parent = row.parent.text.empty() ? std::string() : " in " + row.parent.text;
      line(row.code.text + " " + both(row.name) + parent);
    }
    text("source", d.source);
  });
}

void TreePrinter::operator()(const Definition& d) {
  node("define " + both(d.name), [&] {
    for (const Parameter& parameter : d.parameters) node("parameter " + parameter.name.text, [&] { type(parameter.type); });
    type(d.type), expr(d.value), text("source", d.source);
    if (d.valid_from) line("valid " + d.valid_from->to_string() + " to " + (d.valid_to ? d.valid_to->to_string() : "never"));
    clauses(d.clauses), embodied(d.embodied);
  });
}

void TreePrinter::operator()(const Statistic& d) {
  node("statistic " + both(d.name) + " for " + d.record.text, [&] { expr(d.value); });
}

void TreePrinter::operator()(const Series& d) {
  const std::string_view key = d.key == SeriesKey::day ? "day" : d.key == SeriesKey::month ? "month" : "year";
  node("series " + both(d.name) + " by " + std::string(key), [&] {
    type(d.type);
    for (const SeriesRow& row : d.rows) statement("row " + row.key, row.value);
    text("source", d.source);
  });
}

void TreePrinter::operator()(const Check& d) {
  node("check " + both(d.name) + " for " + d.record.text, [&] {
    statement("condition", d.when), statement("required", d.required);
    if (d.form) {
      // A form and its part have two spellings and one meaning.
      const auto form = text::find_form(d.form->form.text);
      std::string part = d.form->part.text;
      if (form && part == text::form_text(*form).part.zh) part = text::form_text(*form).part.id;
      line("form " + d.form->field.text + " by " + (form ? std::string(text::form_text(*form).id) : d.form->form.text) +
           (part.empty() ? "" : " of " + part + " agrees_with " + d.form->agrees_with.text));
    }
    if (d.doubtful) line("doubtful");
    text("note", d.note), text("source", d.source);
  });
}

void TreePrinter::unit(const Unit& unit) {
  const std::string yearly = unit.yearly ? " yearly" : "";
  if (unit.kind == Unit::Kind::entity) {
    node("unit entity" + yearly, [&] { statement("since", unit.since); });
  } else {
    node("unit " + unit.record.text + " held_as " + unit.held_as.text + yearly, [&] { statement("where", unit.where); });
  }
}

void TreePrinter::round(const Round& round) {
  node("round", [&] {
    keys(round.per), statement(round.scored ? "scored" : "ranked", round.by);
    for (const Place& place : round.places) {
      node("place " + place.name.text, [&] { expr(place.count), statement("most", place.most), statement("amount", place.amount); });
    }
    if (round.ties_by_decision) line("ties by_decision");
    if (round.ties_together) line("ties together");
    statement("ties", round.ties), statement("moves_up", round.moves_up);
  });
}

void TreePrinter::amount(const Amount& amount) {
  switch (amount.kind) {
    case Amount::Kind::computed: return statement("amount", amount.value);
    case Amount::Kind::discretion: return node("discretion", [&] { expr(amount.low), expr(amount.high); });
    case Amount::Kind::undetermined: return text("undetermined", amount.phrase);
    case Amount::Kind::missing: return;
  }
}

void TreePrinter::exception(const Exception& exception) {
  node("exception " + exception.name.text,
       [&] { statement("when", exception.when), amount(exception.amount), words("over", exception.over); });
}

void TreePrinter::operator()(const Measure& d) {
  node("measure " + both(d.name), [&] {
    clauses(d.clauses), embodied(d.embodied), conditions("subject", d.subjects);
    if (d.unit) unit(*d.unit);
    statement("fact_date", d.fact_date), lets(d.lets), conditions("condition", d.conditions);
    if (d.round) round(*d.round);
    amount(d.amount);
    for (const Exception& row : d.exceptions) exception(row);
    texts("evidence", d.evidence), statement("payee", d.payee), text("decided_by", d.decider);
    text("criteria", d.criteria);
    for (const Duty& duty : d.duties) {
      node("duty " + quoted(duty.text), [&] {
        if (duty.sum) statement("sum " + std::string(op_name(duty.sum->comparison)), duty.sum->value);
        text("evidence", duty.evidence), statement("due", duty.due);
      });
    }
    texts("continues", d.continues);
  });
}

void TreePrinter::adopts(const std::vector<Adopts>& adopts) {
  for (const Adopts& one : adopts) words("adopts " + one.reading.text, one.labels);
}

void TreePrinter::operator()(const General& d) {
  node("general " + d.name.text, [&] {
    clauses(d.clauses), embodied(d.embodied), conditions("subject", d.subjects), conditions("excluded", d.exclusions);
    lets(d.lets);
    if (d.applies_to_all) line("applies_to_all");
    words("except", d.except), words("only", d.only), adopts(d.adopts);
  });
}

void TreePrinter::settle(SettleId id) {
  if (id.value == SettleId{}.value) return;
  const Settle& settle = file_.settle(id);
  const auto operands = [&](std::string_view label) {
    node(label, [&] {
      for (const SettleId operand : settle.operands) this->settle(operand);
    });
  };
  switch (settle.op) {
    case Settle::Op::group: return line("group " + settle.measure.text);
    case Settle::Op::sum: return operands("sum");
    case Settle::Op::highest: return operands("highest");
    case Settle::Op::first: return statement("first", settle.argument);
    case Settle::Op::cap: return statement("cap", settle.argument);
    case Settle::Op::no_repeat: return line("no_repeat");
    case Settle::Op::keep: return line("all");
  }
}

void TreePrinter::keys(const Keys& keys) {
  if (keys.keys.empty() && keys.reading.text.empty()) return;
  node(keys.reading.text.empty() ? "per" : "per reading " + keys.reading.text, [&] {
    for (const ExprId key : keys.keys) expr(key);
    for (const KeyRow& row : keys.rows) {
      node("row " + row.label.text, [&] {
        for (const ExprId key : row.keys) expr(key);
      });
    }
  });
}

void TreePrinter::earlier(const Earlier& earlier) {
  if (earlier.scope == History::none && earlier.reading.text.empty()) return;
  const std::string_view effect = earlier.effect == EarlierEffect::counts   ? "counts"
                                  : earlier.effect == EarlierEffect::blocks ? "blocks"
                                                                            : "tops_up";
  node("earlier " + std::string(effect), [&] {
    if (earlier.reading.text.empty()) line(history_name(earlier.scope));
    word("reading", earlier.reading);
    for (const HistoryRow& row : earlier.rows) line(row.label.text + ": " + std::string(history_name(row.scope)));
  });
}

void TreePrinter::operator()(const Settlement& d) {
  node("settlement " + d.name.text, [&] {
    clauses(d.clauses), embodied(d.embodied);
    if (d.all_measures) line("all_measures");
    words("range", d.measures), words("except", d.except), adopts(d.adopts), lets(d.lets);
    if (d.take.value != SettleId{}.value) node("take", [&] { settle(d.take); });
    keys(d.per);
    if (d.across_subjects) line("across_subjects");
    for (const ExprId key : d.order) statement("order", key);
    earlier(d.earlier);
    if (d.pro_rata) line("pro_rata");
  });
}

void TreePrinter::operator()(const Typed& d) {
  static constexpr std::string_view kNames[] = {"task", "mechanism", "target", "fund", "supervision", "supersession", "validity"};
  node(std::string(kNames[static_cast<std::size_t>(d.kind)]) + (d.name.text.empty() ? "" : " " + d.name.text), [&] {
    clauses(d.clauses), embodied(d.embodied), texts("responsible", d.responsible), text("indicator", d.indicator);
    if (d.goal) statement("goal " + std::string(op_name(d.goal->comparison)), d.goal->value);
    statement("due", d.due), statement("size", d.size), text("note", d.note);
  });
}

void TreePrinter::operator()(const Departments& d) {
  node("departments " + d.path.text,
       [&] { clauses(d.clauses), texts("quoted", d.quotations), texts("units", d.units), texts("standing", d.standing); });
}

void TreePrinter::operator()(const NoEffect& d) {
  node("no_effect " + quoted(d.reason), [&] { texts("quoted", d.quotations); });
}

std::string TreePrinter::run() {
  for (const Declaration& declaration : file_.declarations) std::visit(*this, declaration);
  return std::move(out_);
}

}  // namespace

std::string print_tree(const File& file) { return TreePrinter(file).run(); }

}  // namespace zhidui::syntax
